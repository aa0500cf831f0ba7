#include "media.hpp"

extern "C" {
#include <libavcodec/avcodec.h>
#include <libavformat/avformat.h>
#include <libavutil/display.h>
#include <libavutil/opt.h>
#include <libavutil/pixdesc.h>
#include <libswresample/swresample.h>
#include <libswscale/swscale.h>
}

#include <cmath>
#include <cstring>
#include <fstream>
#include <stdexcept>

namespace rushlight::test {

namespace {

using assets::Frame;
using assets::FrameBuffer;
using assets::PixelFormat;

constexpr int bits = 16;

void check(int error, const std::string& what)
{
    if (error < 0) {
        throw std::runtime_error("test clip: " + what + " failed: " + std::to_string(error));
    }
}

AVRational rational(const assets::Time& t)
{
    return {static_cast<int>(t.numerator()), static_cast<int>(t.denominator())};
}

/// One muxer with up to one encoder of each kind.
class Clip {
public:
    explicit Clip(const std::filesystem::path& file)
        : file_(file)
    {
        av_log_set_level(AV_LOG_FATAL);
        check(avformat_alloc_output_context2(&format_, nullptr, nullptr, file.c_str()), "muxer");
        packet_ = av_packet_alloc();
    }

    ~Clip()
    {
        avio_closep(&format_->pb);
        avformat_free_context(format_);
        av_packet_free(&packet_);
    }

    AVCodecContext* context(const std::string& name)
    {
        const AVCodec* codec = avcodec_find_encoder_by_name(name.c_str());
        if (codec == nullptr) {
            throw std::runtime_error("no encoder " + name);
        }
        AVCodecContext* context = avcodec_alloc_context3(codec);
        context->thread_count = 1;
        if ((format_->oformat->flags & AVFMT_GLOBALHEADER) != 0) {
            context->flags |= AV_CODEC_FLAG_GLOBAL_HEADER;
        }
        return context;
    }

    AVStream* add(AVCodecContext* context)
    {
        check(avcodec_open2(context, nullptr, nullptr), "encoder");
        AVStream* stream = avformat_new_stream(format_, nullptr);
        avcodec_parameters_from_context(stream->codecpar, context);
        stream->time_base = context->time_base;
        return stream;
    }

    void begin()
    {
        check(avio_open(&format_->pb, file_.c_str(), AVIO_FLAG_WRITE), "file");
        check(avformat_write_header(format_, nullptr), "header");
    }

    void encode(AVCodecContext* context, AVStream* stream, const AVFrame* frame)
    {
        check(avcodec_send_frame(context, frame), "frame");
        while (avcodec_receive_packet(context, packet_) >= 0) {
            if (packet_->duration ==
                0) { // one frame at a constant rate, 25 ticks at a variable one
                packet_->duration = context->time_base.den == 600 ? 25 : 1;
            }
            av_packet_rescale_ts(packet_, context->time_base, stream->time_base);
            packet_->stream_index = stream->index;
            check(av_interleaved_write_frame(format_, packet_), "packet");
        }
    }

    void end() { check(av_write_trailer(format_), "trailer"); }

private:
    std::filesystem::path file_;
    AVFormatContext* format_ = nullptr;
    AVPacket* packet_ = nullptr;
};

AVFrame* picture_of(const Frame& rgb, AVPixelFormat format)
{
    AVFrame* frame = av_frame_alloc();
    frame->width = rgb.width;
    frame->height = rgb.height;
    frame->format = format;
    check(av_frame_get_buffer(frame, 0), "memory");
    SwsContext* scaler = sws_getContext(rgb.width,
                                        rgb.height,
                                        AV_PIX_FMT_RGB24,
                                        rgb.width,
                                        rgb.height,
                                        format,
                                        SWS_BICUBIC | SWS_ACCURATE_RND,
                                        nullptr,
                                        nullptr,
                                        nullptr);
    const std::uint8_t* from[4] = {rgb.planes[0].data};
    const int strides[4] = {static_cast<int>(rgb.planes[0].stride)};
    sws_scale(scaler, from, strides, 0, rgb.height, frame->data, frame->linesize);
    sws_freeContext(scaler);
    return frame;
}

AVFrame* block_of(AVCodecContext* context, const float* interleaved, int count, int channels)
{
    AVFrame* block = av_frame_alloc();
    block->nb_samples = count;
    block->format = context->sample_fmt;
    block->sample_rate = context->sample_rate;
    av_channel_layout_copy(&block->ch_layout, &context->ch_layout);
    check(av_frame_get_buffer(block, 0), "memory");
    SwrContext* converter = nullptr;
    swr_alloc_set_opts2(&converter,
                        &context->ch_layout,
                        context->sample_fmt,
                        context->sample_rate,
                        &context->ch_layout,
                        AV_SAMPLE_FMT_FLT,
                        context->sample_rate,
                        0,
                        nullptr);
    check(swr_init(converter), "sound format");
    const auto* from = reinterpret_cast<const std::uint8_t*>(interleaved);
    swr_convert(converter, block->extended_data, count, &from, count);
    swr_free(&converter);
    (void)channels;
    return block;
}

AVCodecContext* sound_context(Clip& clip, const std::string& encoder, int rate, int channels)
{
    AVCodecContext* context = clip.context(encoder);
    context->sample_rate = rate;
    context->time_base = {1, rate};
    context->sample_fmt = context->codec->sample_fmts[0];
    if (encoder == "flac") {
        context->sample_fmt = AV_SAMPLE_FMT_S16;
    }
    context->bit_rate = 192000;
    av_channel_layout_default(&context->ch_layout, channels);
    return context;
}

void encode_all(Clip& clip,
                AVCodecContext* context,
                AVStream* stream,
                const std::vector<float>& interleaved,
                int channels)
{
    const int chunk = context->frame_size > 0 ? context->frame_size : 1024;
    const int total = static_cast<int>(interleaved.size()) / channels;
    for (int done = 0; done < total; done += chunk) {
        AVFrame* block = block_of(
            context, interleaved.data() + done * channels, std::min(chunk, total - done), channels);
        block->pts = done;
        clip.encode(context, stream, block);
        av_frame_free(&block);
    }
    clip.encode(context, stream, nullptr);
}

} // namespace

Frame numbered_frame(std::int64_t number, int width, int height)
{
    FrameBuffer buffer(width, height, PixelFormat::rgb24, assets::srgb_full);
    for (int y = 0; y < height; ++y) {
        std::uint8_t* row = buffer.data[0] + y * buffer.strides[0];
        for (int x = 0; x < width; ++x) {
            const int bit = x * bits / width;
            std::memset(row + 3 * x, (number >> bit & 1) != 0 ? 200 : 50, 3);
        }
    }
    return buffer.freeze();
}

std::int64_t number_in(const Frame& frame)
{
    std::int64_t number = 0;
    const int bytes = assets::bytes_per_sample(frame.format);
    const bool deep = bytes == 2;
    for (int bit = 0; bit < bits; ++bit) {
        const int x = (2 * bit + 1) * frame.width / (2 * bits);
        const std::uint8_t* at = frame.planes[0].data +
                                 (frame.height / 2) * frame.planes[0].stride +
                                 std::ptrdiff_t{x} * bytes;
        const int value = deep ? (at[0] | at[1] << 8) / 4 : at[0];
        if (value > 125) {
            number |= std::int64_t{1} << bit;
        }
    }
    return number;
}

void write_clip(const std::filesystem::path& file, const ClipPlan& plan)
{
    Clip clip(file);
    AVCodecContext* pictures = clip.context(plan.encoder);
    pictures->width = plan.width;
    pictures->height = plan.height;
    pictures->pix_fmt = av_get_pix_fmt(plan.pixel_format.c_str());
    pictures->framerate = rational(plan.rate);
    pictures->time_base = plan.times.empty() ? av_inv_q(pictures->framerate) : AVRational{1, 600};
    pictures->gop_size = plan.gop;
    if (plan.encoder == "libx264") {
        pictures->max_b_frames = plan.b_frames;
        av_opt_set(pictures->priv_data, "preset", "veryfast", 0);
        av_opt_set(pictures->priv_data, "crf", "16", 0);
        av_opt_set(pictures->priv_data,
                   "x264-params",
                   ("scenecut=0:b-adapt=0" + (plan.x264.empty() ? "" : ":" + plan.x264)).c_str(),
                   0);
    }
    AVStream* stream = clip.add(pictures);
    if (plan.times.empty()) {
        stream->avg_frame_rate = pictures->framerate;
    }
    if (plan.rotation != 0) {
        auto* matrix = reinterpret_cast<std::int32_t*>(
            av_stream_new_side_data(stream, AV_PKT_DATA_DISPLAYMATRIX, 9 * sizeof(std::int32_t)));
        av_display_rotation_set(matrix, plan.rotation);
    }
    AVCodecContext* sound = nullptr;
    AVStream* sound_stream = nullptr;
    if (plan.sound) {
        sound = sound_context(clip, plan.sound_encoder, 48000, 2);
        sound_stream = clip.add(sound);
    }
    clip.begin();
    for (std::int64_t n = 0; n < plan.frames; ++n) {
        AVFrame* picture =
            picture_of(numbered_frame(n, plan.width, plan.height), pictures->pix_fmt);
        picture->pts = plan.times.empty() ? n : plan.times.at(static_cast<std::size_t>(n));
        clip.encode(pictures, stream, picture);
        av_frame_free(&picture);
    }
    clip.encode(pictures, stream, nullptr);
    if (plan.sound) {
        std::vector<float> tone(
            2 * static_cast<std::size_t>(assets::frame_sample(plan.frames, plan.rate)));
        for (std::size_t i = 0; i < tone.size(); ++i) {
            tone[i] = 0.25F * std::sin(static_cast<float>(i / 2) * 0.0576F);
        }
        encode_all(clip, sound, sound_stream, tone, 2);
    }
    clip.end();
    avcodec_free_context(&pictures);
    avcodec_free_context(&sound);
}

void write_jpeg(const std::filesystem::path& file, const Frame& rgb)
{
    AVCodecContext* context = avcodec_alloc_context3(avcodec_find_encoder(AV_CODEC_ID_MJPEG));
    context->width = rgb.width;
    context->height = rgb.height;
    context->pix_fmt = AV_PIX_FMT_YUVJ420P;
    context->time_base = {1, 1};
    check(avcodec_open2(context, nullptr, nullptr), "encoder");
    AVFrame* picture = picture_of(rgb, AV_PIX_FMT_YUVJ420P);
    AVPacket* packet = av_packet_alloc();
    check(avcodec_send_frame(context, picture), "frame");
    check(avcodec_receive_packet(context, packet), "packet");
    std::ofstream(file, std::ios::binary)
        .write(reinterpret_cast<const char*>(packet->data), packet->size);
    av_packet_free(&packet);
    av_frame_free(&picture);
    avcodec_free_context(&context);
}

void write_sound_file(const std::filesystem::path& file,
                      const std::string& encoder,
                      int sample_rate,
                      int channels,
                      const std::vector<float>& interleaved)
{
    Clip clip(file);
    AVCodecContext* context = sound_context(clip, encoder, sample_rate, channels);
    AVStream* stream = clip.add(context);
    clip.begin();
    encode_all(clip, context, stream, interleaved, channels);
    clip.end();
    avcodec_free_context(&context);
}

} // namespace rushlight::test
