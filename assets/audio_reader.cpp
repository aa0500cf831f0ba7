#include "assets/audio_reader.hpp"

#include "assets/error.hpp"
#include "assets/ffmpeg/input.hpp"

#include <algorithm>
#include <array>
#include <numeric>
#include <stdexcept>

namespace rushlight::assets {

namespace {

constexpr std::int64_t out_rate = 48000;
constexpr std::int64_t longest_read = 3600 * out_rate;
constexpr std::int64_t read_on = out_rate; ///< skips of up to a second decode on
constexpr auto read_limit = std::chrono::seconds(60);

bool is_lossless(AVCodecID id)
{
    return (id >= AV_CODEC_ID_FIRST_AUDIO && id < AV_CODEC_ID_ADPCM_IMA_QT) ||
           id == AV_CODEC_ID_FLAC || id == AV_CODEC_ID_ALAC;
}

/// Turns decoded blocks into 48 kHz stereo.
class Converter {
public:
    explicit Converter(const AVFrame& like)
        : format_(static_cast<AVSampleFormat>(like.format))
        , channels_(like.ch_layout.nb_channels)
        , rate_(like.sample_rate)
    {
        AVChannelLayout stereo = AV_CHANNEL_LAYOUT_STEREO;
        SwrContext* context = nullptr;
        AVChannelLayout layout{};
        if (like.ch_layout.order == AV_CHANNEL_ORDER_UNSPEC) {
            av_channel_layout_default(&layout, channels_);
        } else {
            av_channel_layout_copy(&layout, &like.ch_layout);
        }
        const int error = swr_alloc_set_opts2(&context,
                                              &stereo,
                                              AV_SAMPLE_FMT_FLT,
                                              static_cast<int>(out_rate),
                                              &layout,
                                              format_,
                                              rate_,
                                              0,
                                              nullptr);
        context_.reset(error < 0 ? nullptr : context);
        const AVChannelLayout five_one = AV_CHANNEL_LAYOUT_5POINT1;
        const AVChannelLayout five_one_back = AV_CHANNEL_LAYOUT_5POINT1_BACK;
        constexpr double side = 0.70710678118654752;
        constexpr double whole = 1 / (1 + 2 * side);
        // left, right, centre, low frequencies, left surround, right surround
        static constexpr std::array<double, 12> fold{
            whole, 0, whole * side, 0, whole * side, 0, 0, whole, whole * side, 0, 0, whole * side};
        static constexpr std::array<double, 2> both{1, 1};
        if (context_ && channels_ == 1) {
            swr_set_matrix(context_.get(), both.data(), 1);
        } else if (context_ && (av_channel_layout_compare(&layout, &five_one) == 0 ||
                                av_channel_layout_compare(&layout, &five_one_back) == 0)) {
            swr_set_matrix(context_.get(), fold.data(), 6);
        }
        av_channel_layout_uninit(&layout);
        if (!context_ || swr_init(context_.get()) < 0) {
            throw std::runtime_error("its channels cannot be mixed to stereo");
        }
    }

    [[nodiscard]] bool fits(const AVFrame& block) const
    {
        return block.format == format_ && block.ch_layout.nb_channels == channels_ &&
               block.sample_rate == rate_;
    }

    /// Appends what `count` samples from `first` on become; a null block drains.
    void convert(const AVFrame* block, int first, int count, std::vector<float>& out)
    {
        std::vector<const std::uint8_t*> many;
        const std::uint8_t** from = nullptr;
        if (block != nullptr) {
            const bool planar = av_sample_fmt_is_planar(format_) != 0;
            const int used = planar ? channels_ : 1;
            const int step = av_get_bytes_per_sample(format_) * (planar ? 1 : channels_);
            many.resize(static_cast<std::size_t>(used));
            for (std::size_t i = 0; i < many.size(); ++i) {
                many[i] = block->extended_data[i] + std::ptrdiff_t{first} * step;
            }
            from = many.data();
        }
        const std::size_t before = out.size();
        const int room = std::max(0, swr_get_out_samples(context_.get(), count)) + 256;
        out.resize(before + 2 * static_cast<std::size_t>(room));
        std::uint8_t* to = reinterpret_cast<std::uint8_t*>(out.data() + before);
        const int got = swr_convert(context_.get(), &to, room, from, count);
        out.resize(before + 2 * static_cast<std::size_t>(std::max(0, got)));
    }

    /// Appends what `count` samples of silence become.
    void pad(std::int64_t count, std::vector<float>& out)
    {
        std::vector<std::uint8_t> silence(4096 * 8, 0);
        if (format_ == AV_SAMPLE_FMT_U8 || format_ == AV_SAMPLE_FMT_U8P) {
            std::fill(silence.begin(), silence.end(), std::uint8_t{128});
        }
        const bool planar = av_sample_fmt_is_planar(format_) != 0;
        const std::vector<const std::uint8_t*> planes(
            static_cast<std::size_t>(planar ? channels_ : 1), silence.data());
        const int step = av_get_bytes_per_sample(format_) * (planar ? 1 : channels_);
        while (count > 0) {
            const int part = static_cast<int>(
                std::min<std::int64_t>(count, static_cast<int>(silence.size()) / step));
            const std::size_t before = out.size();
            const int room = std::max(0, swr_get_out_samples(context_.get(), part)) + 256;
            out.resize(before + 2 * static_cast<std::size_t>(room));
            std::uint8_t* to = reinterpret_cast<std::uint8_t*>(out.data() + before);
            const int got = swr_convert(
                context_.get(), &to, room, const_cast<const std::uint8_t**>(planes.data()), part);
            out.resize(before + 2 * static_cast<std::size_t>(std::max(0, got)));
            count -= part;
        }
    }

private:
    AVSampleFormat format_;
    int channels_;
    int rate_;
    ResamplerPtr context_;
};

} // namespace

class AudioReader::Decoder {
public:
    Decoder(const std::filesystem::path& file, Options options)
        : input_(file)
        , facts_(options.facts ? std::move(options.facts)
                               : std::make_shared<const Facts>(probe(file)))
    {
        if (facts_->audio && !facts_->audio->table) {
            facts_ = std::make_shared<const Facts>(probe(file)); // facts that came from storage
        }
        if (!facts_->audio || input_.audio() == nullptr) {
            throw MediaError(MediaError::Code::unreadable,
                             cannot_open(file) + "it has no sound; use it on a video track");
        }
        input_.select(input_.audio());
        context_ = input_.decoder(input_.audio(), 1);
        context_->flags2 |= AV_CODEC_FLAG2_SKIP_MANUAL; // the table knows what is padding
        packet_.reset(allocated(av_packet_alloc()));
        block_.reset(allocated(av_frame_alloc()));
        offset_ = facts_->audio->start.round_at(Time(out_rate));
        const std::int64_t rate = table().sample_rate;
        stride_ = rate / std::gcd(rate, out_rate);
        preroll_ = is_lossless(context_->codec_id) ? 0 : rate / 4;
        filter_ = rate == out_rate ? 0 : 512 * std::max<std::int64_t>(1, rate / out_rate);
    }

    [[nodiscard]] const Facts& facts() const { return *facts_; }

    [[nodiscard]] std::int64_t samples() const
    {
        return offset_ + Time(table().samples, table().sample_rate).ceil_at(Time(out_rate));
    }

    std::vector<float> read(std::int64_t start, std::int64_t count)
    {
        if (count < 0 || count > longest_read) {
            throw std::invalid_argument("a read is of 0 samples up to an hour of them");
        }
        std::vector<float> result(2 * static_cast<std::size_t>(count));
        const std::int64_t first = std::max(start, offset_);
        const std::int64_t end = std::min(start + count, samples());
        if (first >= end) {
            return result;
        }
        input_.allow(read_limit + std::chrono::seconds(count / out_rate));
        if (!positioned_ || first < ready_first_ || first > ready_end() + read_on) {
            go_to(first);
        }
        while (!at_end_ && ready_end() < end) {
            decode_block();
            if (ready_end() > first + (std::int64_t{1} << 16)) {
                hand_over(first, start, result);
            }
        }
        hand_over(first, start, result);
        return result;
    }

private:
    [[nodiscard]] const SampleTable& table() const { return *facts_->audio->table; }

    [[nodiscard]] std::int64_t ready_end() const
    {
        return ready_first_ + static_cast<std::int64_t>(ready_.size() / 2);
    }

    /// Copies what is ready and asked for, and forgets what lies far behind.
    void hand_over(std::int64_t first, std::int64_t start, std::vector<float>& result)
    {
        const std::int64_t end = start + static_cast<std::int64_t>(result.size() / 2);
        const std::int64_t from = std::max(first, ready_first_);
        const std::int64_t to = std::min(end, ready_end());
        if (from < to) {
            std::copy(ready_.begin() + 2 * (from - ready_first_),
                      ready_.begin() + 2 * (to - ready_first_),
                      result.begin() + 2 * (from - start));
        }
        const std::int64_t keep = std::min(std::min(to, end), ready_end()) - out_rate / 10;
        if (keep > ready_first_) {
            ready_.erase(ready_.begin(), ready_.begin() + 2 * (keep - ready_first_));
            ready_first_ = keep;
        }
    }

    void restart(std::int64_t anchor)
    {
        avcodec_flush_buffers(context_.get());
        converter_.reset();
        ready_.clear();
        anchor_ = anchor;
        next_ = anchor;
        ready_first_ = offset_ + anchor / stride_ * (out_rate / (table().sample_rate / stride_));
        at_end_ = false;
        positioned_ = true;
        ended_ = false;
    }

    /// Decoding begins at an input sample on which an output sample falls exactly, far enough
    /// before `sample` for codec and filter to settle.
    void go_to(std::int64_t sample)
    {
        const std::int64_t wanted =
            Time(sample - offset_, out_rate).floor_at(Time(table().sample_rate));
        const std::int64_t anchor = std::max<std::int64_t>(0, wanted - filter_) / stride_ * stride_;
        const auto& packets = table().packets;
        const auto after = std::upper_bound(
            packets.begin(), packets.end(), anchor - preroll_, [](std::int64_t s, const auto& p) {
                return s < p.first;
            });
        std::ptrdiff_t index = after - packets.begin() - 1;
        for (int attempt = 0; attempt < 3 && index > 0; ++attempt) {
            if (!input_.seek(input_.audio(), packets[static_cast<std::size_t>(index)].pts)) {
                break;
            }
            restart(anchor);
            if (receive() && position_of(*block_) <= anchor - (preroll_ > 0 ? preroll_ / 8 : 0)) {
                take_block();
                return;
            }
            index -= 50 << (2 * attempt); // the container landed late
        }
        input_.rewind();
        restart(anchor);
    }

    /// Where a decoded block lies.
    [[nodiscard]] std::int64_t position_of(const AVFrame& block) const
    {
        const auto& packets = table().packets;
        const std::int64_t pts = block.pts != AV_NOPTS_VALUE ? block.pts : block.pkt_dts;
        const auto found = std::lower_bound(
            packets.begin(), packets.end(), pts, [](const auto& p, std::int64_t t) {
                return p.pts < t;
            });
        if (found != packets.end() && found->pts == pts) {
            return found->first;
        }
        return next_;
    }

    /// Decodes the next block into block_; false at the end.
    bool receive()
    {
        while (true) {
            const int got = avcodec_receive_frame(context_.get(), block_.get());
            if (got >= 0) {
                return true;
            }
            if (got != AVERROR(EAGAIN) || ended_) {
                return false;
            }
            if (!input_.next(*packet_)) {
                ended_ = true;
                avcodec_send_packet(context_.get(), nullptr);
                continue;
            }
            if (packet_->stream_index == input_.audio()->index) {
                avcodec_send_packet(context_.get(), packet_.get()); // a damaged one leaves a gap
            }
        }
    }

    void decode_block()
    {
        if (receive()) {
            take_block();
            return;
        }
        at_end_ = true;
        if (converter_) {
            converter_->convert(nullptr, 0, 0, ready_);
        }
    }

    /// Converts the part of block_ that lies after what came before and within what is heard.
    void take_block()
    {
        const AVFrame& block = *block_;
        if (block.sample_rate != table().sample_rate) {
            throw MediaError(MediaError::Code::unreadable,
                             "cannot read " + input_.file().filename().string() +
                                 ": its sample rate changes on the way; convert it to WAV first");
        }
        const std::int64_t position = position_of(block);
        const std::int64_t first = std::max<std::int64_t>(0, next_ - position);
        const std::int64_t end =
            std::min<std::int64_t>(block.nb_samples, table().samples - position);
        if (first >= end) {
            return;
        }
        try {
            if (!converter_ || !converter_->fits(block)) {
                converter_ = std::make_unique<Converter>(block);
            }
        } catch (const std::runtime_error& error) {
            throw MediaError(MediaError::Code::unreadable,
                             "cannot read " + input_.file().filename().string() + ": " +
                                 error.what() + "; convert it to WAV first");
        }
        if (position > next_) {
            converter_->pad(position - next_, ready_);
        }
        converter_->convert(&block, static_cast<int>(first), static_cast<int>(end - first), ready_);
        next_ = position + end;
    }

    Input input_;
    std::shared_ptr<const Facts> facts_;
    CodecPtr context_;
    PacketPtr packet_;
    FramePtr block_;
    std::unique_ptr<Converter> converter_;
    std::int64_t offset_ = 0;  ///< 48 kHz sample of source time at which the sound begins
    std::int64_t stride_ = 1;  ///< every so many input samples one falls on an output sample
    std::int64_t preroll_ = 0; ///< input samples that the codec needs to settle
    std::int64_t filter_ = 0;  ///< input samples that the resampler needs to settle
    std::int64_t anchor_ = 0;
    std::int64_t next_ = 0; ///< input sample that is due
    std::vector<float> ready_;
    std::int64_t ready_first_ = 0; ///< 48 kHz sample of source time that ready_ begins with
    bool positioned_ = false;
    bool ended_ = false;
    bool at_end_ = false;
};

AudioReader::AudioReader(const std::filesystem::path& file)
    : AudioReader(file, Options{})
{
}

AudioReader::AudioReader(const std::filesystem::path& file, Options options)
    : decoder_(std::make_unique<Decoder>(file, std::move(options)))
{
}

AudioReader::~AudioReader() = default;
AudioReader::AudioReader(AudioReader&&) noexcept = default;
AudioReader& AudioReader::operator=(AudioReader&&) noexcept = default;

const Facts& AudioReader::facts() const
{
    return decoder_->facts();
}

std::int64_t AudioReader::samples() const
{
    return decoder_->samples();
}

std::vector<float> AudioReader::read(std::int64_t start, std::int64_t count)
{
    return decoder_->read(start, count);
}

} // namespace rushlight::assets
