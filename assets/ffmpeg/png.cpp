#include "assets/colour.hpp"
#include "assets/ffmpeg/new_file.hpp"
#include "assets/ffmpeg/picture.hpp"
#include "assets/writer.hpp"

#include <algorithm>

namespace rushlight::assets {

void write_png(const std::filesystem::path& file,
               const Frame& frame,
               const std::map<std::string, std::string>& metadata)
{
    NewFile new_file(file);
    const PixelFormat format = frame.opaque ? PixelFormat::rgb24 : PixelFormat::rgba32;
    const FramePtr picture = copied(convert(frame, format, srgb_full), to_av(format));
    if (!frame.opaque) { // PNG's alpha is not premultiplied
        for (int y = 0; y < frame.height; ++y) {
            std::uint8_t* pixel = picture->data[0] + std::ptrdiff_t{y} * picture->linesize[0];
            for (int x = 0; x < frame.width; ++x, pixel += 4) {
                const int alpha = std::max<int>(1, pixel[3]);
                for (int c = 0; c < 3; ++c) {
                    pixel[c] = static_cast<std::uint8_t>(
                        std::min(255, (pixel[c] * 255 + alpha / 2) / alpha));
                }
            }
        }
    }
    for (const auto& [key, value] : metadata) {
        av_dict_set(&picture->metadata, key.c_str(), value.c_str(), 0);
    }
    const AVCodec* const codec = avcodec_find_encoder(AV_CODEC_ID_PNG);
    const CodecPtr context(allocated(avcodec_alloc_context3(codec)));
    context->width = frame.width;
    context->height = frame.height;
    context->pix_fmt = to_av(format);
    context->time_base = {1, 1};
    const PacketPtr packet(allocated(av_packet_alloc()));
    int error = avcodec_open2(context.get(), codec, nullptr);
    if (error >= 0) {
        error = avcodec_send_frame(context.get(), picture.get());
    }
    if (error >= 0) {
        error = avcodec_receive_packet(context.get(), packet.get());
    }
    if (error >= 0) {
        AVIOContext* io = nullptr;
        error = avio_open(&io, ("file:" + new_file.temporary().string()).c_str(), AVIO_FLAG_WRITE);
        if (error >= 0) {
            avio_write(io, packet->data, packet->size);
            avio_flush(io);
            error = io->error;
            const int closed = avio_closep(&io);
            error = error < 0 ? error : closed;
        }
    }
    if (error < 0) {
        new_file.fail(AVUNERROR(error));
    }
    new_file.keep();
}

} // namespace rushlight::assets
