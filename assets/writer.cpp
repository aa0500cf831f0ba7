#include "assets/writer.hpp"

#include "assets/colour.hpp"
#include "assets/error.hpp"
#include "assets/ffmpeg/handles.hpp"
#include "assets/ffmpeg/new_file.hpp"
#include "assets/ffmpeg/picture.hpp"

extern "C" {
#include <libavutil/opt.h>
}

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <numeric>
#include <vector>

namespace rushlight::assets {

namespace {

using Code = MediaError::Code;

constexpr int sound_rate = 48000;
constexpr std::size_t pcm_chunk = 2400; ///< samples in a packet of PCM

AVRational to_av(const Time& time)
{
    constexpr std::int64_t most = 1 << 30;
    if (time.numerator() > most || time.denominator() > most) {
        throw MediaError(Code::invalid,
                         "cannot write at a rate of " + to_string(time) +
                             "; choose 24, 25, 30 or 60 frames a second");
    }
    return {static_cast<int>(time.numerator()), static_cast<int>(time.denominator())};
}

const char* container_of(Delivery delivery)
{
    switch (delivery) {
    case Delivery::mp4:
        return "mp4";
    case Delivery::prores:
        return "mov";
    case Delivery::take:
        return "matroska";
    case Delivery::wav:
        return "wav";
    }
    return nullptr;
}

PixelFormat format_of(Delivery delivery)
{
    switch (delivery) {
    case Delivery::mp4:
        return PixelFormat::yuv420p8;
    case Delivery::prores:
        return PixelFormat::yuv422p10;
    default:
        return PixelFormat::rgb24;
    }
}

void check(const WriterSettings& settings)
{
    const bool pictures = settings.delivery != Delivery::wav;
    if (!pictures && !settings.sound) {
        throw MediaError(Code::invalid, "cannot write a sound file without sound; turn it on");
    }
    if (!pictures) {
        return;
    }
    const int width = settings.width;
    const int height = settings.height;
    if (width < 1 || height < 1 || width > 16384 || height > 16384) {
        throw MediaError(Code::invalid,
                         "cannot write pictures of " + std::to_string(width) + "×" +
                             std::to_string(height) + "; each side is 1 to 16384");
    }
    if (settings.delivery != Delivery::take && (width % 2 != 0 || height % 2 != 0)) {
        throw MediaError(Code::invalid,
                         "cannot write pictures of " + std::to_string(width) + "×" +
                             std::to_string(height) + "; both sides have to be even");
    }
    if (settings.rate <= Time() || settings.rate > Time(1000)) {
        throw MediaError(Code::invalid,
                         "cannot write at a rate of " + to_string(settings.rate) +
                             "; choose 24, 25, 30 or 60 frames a second");
    }
    if (!(settings.quality >= 0 && settings.quality <= 51)) {
        throw MediaError(Code::invalid, "a quality is a number from 0 (best) to 51");
    }
}

void set_metadata(AVDictionary*& dictionary, const std::map<std::string, std::string>& metadata)
{
    for (const auto& [key, value] : metadata) {
        av_dict_set(&dictionary, key.c_str(), value.c_str(), 0);
    }
}

} // namespace

class Writer::Encoder {
public:
    Encoder(const std::filesystem::path& file, WriterSettings settings)
        : settings_((check(settings), std::move(settings)))
        , new_file_(file)
    {
        av_log_set_level(AV_LOG_FATAL); // what matters comes back as an error
        const std::string url = "file:" + new_file_.temporary().string();
        AVFormatContext* format = nullptr;
        tell(avformat_alloc_output_context2(
            &format, nullptr, container_of(settings_.delivery), url.c_str()));
        format_.reset(format);
        packet_.reset(allocated(av_packet_alloc()));
        if (settings_.delivery != Delivery::wav) {
            add_pictures();
        }
        if (settings_.sound) {
            add_sound();
        }
        set_metadata(format_->metadata, settings_.metadata);
        tell(avio_open(&format_->pb, url.c_str(), AVIO_FLAG_WRITE));
        AVDictionary* options = nullptr;
        if (settings_.delivery == Delivery::mp4) {
            av_dict_set(&options, "movflags", "faststart+use_metadata_tags", 0);
        } else if (settings_.delivery == Delivery::prores) {
            av_dict_set(&options, "movflags", "use_metadata_tags", 0);
        }
        if (settings_.delivery == Delivery::mp4 || settings_.delivery == Delivery::prores) {
            // a clock on which frames and samples both end exactly
            const std::int64_t clock =
                std::lcm<std::int64_t>(sound_rate, settings_.rate.numerator());
            av_dict_set_int(
                &options, "movie_timescale", clock <= 10'000'000 ? clock : sound_rate, 0);
        }
        const int error = avformat_write_header(format_.get(), &options);
        av_dict_free(&options);
        tell(error);
    }

    void write(const Frame& given)
    {
        if (!pictures_ || given.width != settings_.width || given.height != settings_.height) {
            throw MediaError(Code::invalid,
                             "cannot write a frame of " + std::to_string(given.width) + "×" +
                                 std::to_string(given.height) + " into " +
                                 new_file_.file().filename().string() + ", which is " +
                                 std::to_string(settings_.width) + "×" +
                                 std::to_string(settings_.height) + "; scale it first");
        }
        const PixelFormat format = format_of(settings_.delivery);
        const Colour colour = format == PixelFormat::rgb24 ? srgb_full : bt709_limited;
        // a take keeps its numbers as they are, whatever they stand for
        const Frame frame = given.format == format && format == PixelFormat::rgb24
                                ? given
                                : convert(given, format, colour);
        const FramePtr picture = copied(frame, pictures_->pix_fmt);
        picture->pts = frames_++;
        encode(*pictures_, *picture_stream_, picture.get());
    }

    void write_sound(std::span<const float> interleaved)
    {
        if (!sound_ || interleaved.size() % 2 != 0) {
            throw MediaError(Code::invalid,
                             "cannot write this sound into " +
                                 new_file_.file().filename().string() +
                                 ": it takes pairs of left and right samples, or none at all");
        }
        waiting_.insert(waiting_.end(), interleaved.begin(), interleaved.end());
        const std::size_t chunk = 2 * chunk_samples();
        std::size_t begin = 0;
        for (; begin + chunk <= waiting_.size(); begin += chunk) {
            encode_sound(std::span(waiting_).subspan(begin, chunk));
        }
        waiting_.erase(waiting_.begin(), waiting_.begin() + static_cast<std::ptrdiff_t>(begin));
    }

    void finish()
    {
        if (!waiting_.empty()) {
            encode_sound(waiting_);
            waiting_.clear();
        }
        if (pictures_) {
            encode(*pictures_, *picture_stream_, nullptr);
        }
        if (sound_) {
            encode(*sound_, *sound_stream_, nullptr);
        }
        tell(av_write_trailer(format_.get()));
        tell(format_->pb->error);
        tell(avio_closep(&format_->pb));
        new_file_.keep();
    }

    [[nodiscard]] std::int64_t frames() const { return frames_; }

    [[nodiscard]] std::int64_t samples() const
    {
        return samples_ + static_cast<std::int64_t>(waiting_.size() / 2);
    }

private:
    struct CloseFormat {
        void operator()(AVFormatContext* format) const
        {
            avio_closep(&format->pb);
            avformat_free_context(format);
        }
    };

    void tell(int error) const
    {
        if (error < 0) {
            new_file_.fail(AVUNERROR(error));
        }
    }

    [[nodiscard]] CodecPtr encoder(const char* name) const
    {
        const AVCodec* const codec = avcodec_find_encoder_by_name(name);
        if (codec == nullptr) {
            throw MediaError(Code::io,
                             "cannot write " + new_file_.file().filename().string() +
                                 ": this FFmpeg has no encoder " + name +
                                 "; install Debian's libavcodec-extra");
        }
        CodecPtr context(allocated(avcodec_alloc_context3(codec)));
        if ((format_->oformat->flags & AVFMT_GLOBALHEADER) != 0) {
            context->flags |= AV_CODEC_FLAG_GLOBAL_HEADER;
        }
        return context;
    }

    AVStream* add_stream(CodecPtr& context)
    {
        tell(avcodec_open2(context.get(), nullptr, nullptr));
        AVStream* const stream = allocated(avformat_new_stream(format_.get(), nullptr));
        tell(avcodec_parameters_from_context(stream->codecpar, context.get()));
        stream->time_base = context->time_base;
        return stream;
    }

    void add_pictures()
    {
        const Delivery delivery = settings_.delivery;
        pictures_ = encoder(delivery == Delivery::mp4      ? "libx264"
                            : delivery == Delivery::prores ? "prores_ks"
                                                           : "ffv1");
        AVCodecContext& context = *pictures_;
        context.width = settings_.width;
        context.height = settings_.height;
        context.framerate = to_av(settings_.rate);
        context.time_base = {context.framerate.den, context.framerate.num};
        context.sample_aspect_ratio = {1, 1};
        context.thread_count = 0;
        context.pix_fmt = AV_PIX_FMT_0RGB32;
        if (delivery != Delivery::take) {
            context.pix_fmt = assets::to_av(format_of(delivery));
            context.color_primaries = AVCOL_PRI_BT709;
            context.color_trc = AVCOL_TRC_BT709;
            context.colorspace = AVCOL_SPC_BT709;
            context.color_range = AVCOL_RANGE_MPEG;
            context.chroma_sample_location = AVCHROMA_LOC_LEFT;
        }
        if (delivery == Delivery::mp4) {
            set_h264(context);
        } else if (delivery == Delivery::prores) {
            av_opt_set(context.priv_data, "profile", "hq", 0);
            av_opt_set(context.priv_data, "vendor", "apl0", 0);
        } else {
            context.level = 3; // FFV1 version 3: slices, each with a checksum
            context.gop_size = 1;
            context.slices = settings_.width >= 64 && settings_.height >= 64 ? 4 : 1;
            av_opt_set_int(context.priv_data, "slicecrc", 1, 0);
        }
        picture_stream_ = add_stream(pictures_);
        picture_stream_->avg_frame_rate = context.framerate;
        picture_stream_->r_frame_rate = context.framerate;
        picture_stream_->sample_aspect_ratio = context.sample_aspect_ratio;
    }

    void set_h264(AVCodecContext& context) const
    {
        av_opt_set(context.priv_data, "preset", "fast", 0);
        av_opt_set(context.priv_data, "profile", "high", 0);
        av_opt_set_double(context.priv_data, "crf", settings_.quality, 0);
        // two seconds between key frames keeps seeking in the result quick
        context.gop_size =
            static_cast<int>(std::clamp(std::lround(2 * settings_.rate.seconds()), 1L, 600L));
        const Time blocks = Time((settings_.width + 15) / 16) * Time((settings_.height + 15) / 16);
        if (blocks <= Time(8192) && blocks * settings_.rate <= Time(245760)) {
            context.level = 40; // ITU-T H.264 table A-1
            context.rc_max_rate = 20'000'000;
            context.rc_buffer_size = 25'000'000;
        }
    }

    void add_sound()
    {
        sound_ = encoder(settings_.delivery == Delivery::mp4    ? "aac"
                         : settings_.delivery == Delivery::take ? "pcm_f32le"
                                                                : "pcm_s24le");
        AVCodecContext& context = *sound_;
        context.sample_rate = sound_rate;
        context.time_base = {1, sound_rate};
        context.sample_fmt = settings_.delivery == Delivery::mp4    ? AV_SAMPLE_FMT_FLTP
                             : settings_.delivery == Delivery::take ? AV_SAMPLE_FMT_FLT
                                                                    : AV_SAMPLE_FMT_S32;
        av_channel_layout_default(&context.ch_layout, 2);
        if (settings_.delivery == Delivery::mp4) {
            context.bit_rate = 192'000;
            context.profile = FF_PROFILE_AAC_LOW;
        }
        sound_stream_ = add_stream(sound_);
    }

    [[nodiscard]] std::size_t chunk_samples() const
    {
        return sound_->frame_size > 0 ? static_cast<std::size_t>(sound_->frame_size) : pcm_chunk;
    }

    void encode_sound(std::span<const float> interleaved)
    {
        const FramePtr block(allocated(av_frame_alloc()));
        const std::size_t count = interleaved.size() / 2;
        block->nb_samples = static_cast<int>(count);
        block->format = sound_->sample_fmt;
        block->sample_rate = sound_rate;
        av_channel_layout_copy(&block->ch_layout, &sound_->ch_layout);
        if (av_frame_get_buffer(block.get(), 0) < 0) {
            throw std::bad_alloc();
        }
        if (sound_->sample_fmt == AV_SAMPLE_FMT_FLTP) {
            for (std::size_t i = 0; i < count; ++i) {
                for (std::size_t channel = 0; channel < 2; ++channel) {
                    reinterpret_cast<float*>(block->data[channel])[i] =
                        interleaved[2 * i + channel];
                }
            }
        } else if (sound_->sample_fmt == AV_SAMPLE_FMT_FLT) {
            std::memcpy(block->data[0], interleaved.data(), interleaved.size_bytes());
        } else { // the upper 24 bits of 32
            auto* const to = reinterpret_cast<std::int32_t*>(block->data[0]);
            for (std::size_t i = 0; i < interleaved.size(); ++i) {
                const double v = std::isnan(interleaved[i]) ? 0.0 : double{interleaved[i]};
                const auto code = static_cast<std::int64_t>(
                    std::clamp(std::nearbyint(v * 8388608.0), -8388608.0, 8388607.0));
                to[i] = static_cast<std::int32_t>(code * 256);
            }
        }
        block->pts = samples_;
        samples_ += static_cast<std::int64_t>(count);
        encode(*sound_, *sound_stream_, block.get());
    }

    /// Null drains the encoder.
    void encode(AVCodecContext& context, const AVStream& stream, const AVFrame* frame)
    {
        tell(avcodec_send_frame(&context, frame));
        while (true) {
            const int got = avcodec_receive_packet(&context, packet_.get());
            if (got == AVERROR(EAGAIN) || got == AVERROR_EOF) {
                return;
            }
            tell(got);
            if (&context == pictures_.get() && packet_->duration == 0) {
                packet_->duration = 1;
            }
            av_packet_rescale_ts(packet_.get(), context.time_base, stream.time_base);
            packet_->stream_index = stream.index;
            tell(av_interleaved_write_frame(format_.get(), packet_.get()));
            tell(format_->pb->error);
        }
    }

    WriterSettings settings_;
    NewFile new_file_;
    std::unique_ptr<AVFormatContext, CloseFormat> format_;
    PacketPtr packet_;
    CodecPtr pictures_;
    CodecPtr sound_;
    AVStream* picture_stream_ = nullptr; ///< the format's own
    AVStream* sound_stream_ = nullptr;
    std::vector<float> waiting_; ///< sound that does not fill a packet yet
    std::int64_t frames_ = 0;
    std::int64_t samples_ = 0;
};

Writer::Writer(const std::filesystem::path& file, WriterSettings settings)
    : encoder_(std::make_unique<Encoder>(file, std::move(settings)))
{
}

Writer::~Writer() = default;
Writer::Writer(Writer&&) noexcept = default;
Writer& Writer::operator=(Writer&&) noexcept = default;

void Writer::write(const Frame& frame)
{
    encoder_->write(frame);
}

void Writer::write_sound(std::span<const float> interleaved)
{
    encoder_->write_sound(interleaved);
}

void Writer::finish()
{
    encoder_->finish();
}

std::int64_t Writer::frames() const
{
    return encoder_->frames();
}

std::int64_t Writer::samples() const
{
    return encoder_->samples();
}

} // namespace rushlight::assets
