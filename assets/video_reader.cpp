#include "assets/video_reader.hpp"

#include "assets/error.hpp"
#include "assets/ffmpeg/input.hpp"
#include "assets/ffmpeg/picture.hpp"
#include "assets/ffmpeg/still_image.hpp"

#include <algorithm>
#include <array>
#include <limits>

namespace rushlight::assets {

namespace {

constexpr std::size_t own_cache_bytes = 64U << 20U;
constexpr std::int64_t step_back = 16; ///< a jump back by no more keeps all frames on its way
constexpr int attempts = 4; ///< to seek before a frame; the last is from the file's beginning
constexpr auto frame_limit = std::chrono::seconds(60);
constexpr std::int64_t before_all = std::numeric_limits<std::int64_t>::min();
constexpr std::int64_t after_all = std::numeric_limits<std::int64_t>::max();

} // namespace

/// Walks one stream forwards from key frames.
class VideoReader::Decoder {
public:
    Decoder(const std::filesystem::path& file, Options options)
        : file_(file)
        , facts_(options.facts ? std::move(options.facts)
                               : std::make_shared<const Facts>(probe(file)))
        , cache_(options.cache ? std::move(options.cache)
                               : std::make_shared<FrameCache>(own_cache_bytes))
    {
        if (!facts_->video) {
            throw MediaError(MediaError::Code::unreadable,
                             cannot_open(file) + "it has no pictures; use it on an audio track");
        }
        if (facts_->video->still) {
            still_ = still_header(file);
        } else if (!facts_->video->table) {
            facts_ = std::make_shared<const Facts>(probe(file)); // facts that came from storage
        }
        if (facts_->video->still != still_.has_value()) {
            throw changed();
        }
        if (still_) {
            identity_ = still_identity(file);
            return;
        }
        input_ = std::make_unique<Input>(file);
        if (input_->video() == nullptr) {
            throw changed();
        }
        input_->select(input_->video());
        identity_ = input_->identity();
        context_ = input_->decoder(input_->video(), options.threads);
        packet_.reset(allocated(av_packet_alloc()));
        seeks_by_dts_ = std::string_view(input_->format()->iformat->name) == "mpegts";
        const AVCodecParameters& stored = *input_->video()->codecpar;
        stored_width_ = stored.width;
        stored_height_ = stored.height;
        stored_format_ = handed_on_as(static_cast<AVPixelFormat>(stored.format));
        shares_memory_ = plane_count(stored_format_) == 3 && facts_->video->rotation == 0 &&
                         !facts_->video->mirrored;
    }

    [[nodiscard]] const Facts& facts() const { return *facts_; }

    [[nodiscard]] std::uint64_t identity() const { return identity_; }

    [[nodiscard]] const FrameTable& table() const { return *facts_->video->table; }

    [[nodiscard]] std::int64_t index_at(const Time& t) const
    {
        return still_ ? 0 : table().index_at(t);
    }

    Frame frame(std::int64_t index)
    {
        index = std::clamp<std::int64_t>(index, 0, facts_->video->frames - 1);
        Frame found = cache_->find({identity_, index});
        if (!found) {
            found = still_ ? decode_picture() : decode_to(index);
            cache_->insert({identity_, index}, found);
        }
        last_asked_ = index;
        return found;
    }

    Frame draft(const Time& t)
    {
        if (still_) {
            return frame(0);
        }
        const std::int64_t index = index_at(t);
        if (Frame exact = cache_->find({identity_, index})) {
            return exact;
        }
        const FrameTable::Key* const key = key_before(pts_of(index));
        const auto number = key != nullptr ? table().find(key->pts) : std::nullopt;
        if (!number) {
            return frame(index);
        }
        Frame found = cache_->find({identity_, *number});
        if (!found) {
            found = decode_alone(key->pts);
            if (!found) {
                return frame(*number);
            }
            cache_->insert({identity_, *number}, found);
        }
        return found;
    }

private:
    [[nodiscard]] MediaError changed() const
    {
        return {MediaError::Code::unreadable,
                cannot_open(file_) + "it is not the file it was when it was imported; relink it"};
    }

    static std::uint64_t still_identity(const std::filesystem::path& file)
    {
        const auto written = std::filesystem::last_write_time(file).time_since_epoch().count();
        return std::hash<std::string>()(std::filesystem::absolute(file).string() + "@" +
                                        std::to_string(written) + "+" +
                                        std::to_string(std::filesystem::file_size(file)));
    }

    Frame decode_picture()
    {
        Still still = decode_still(file_, *still_);
        const auto format = static_cast<AVPixelFormat>(still.decoded->format);
        return to_frame(std::move(still.decoded),
                        still_->width,
                        still_->height,
                        handed_on_as(format),
                        facts_->video->colour,
                        still.orientation);
    }

    [[nodiscard]] std::int64_t pts_of(std::int64_t index) const
    {
        return table().pts[static_cast<std::size_t>(index)];
    }

    /// The last key frame at or before a timestamp, or null.
    [[nodiscard]] const FrameTable::Key* key_before(std::int64_t pts) const
    {
        const auto& keys = table().keys;
        const auto next =
            std::upper_bound(keys.begin(), keys.end(), pts, [](std::int64_t p, const auto& key) {
                return p < key.pts;
            });
        return next == keys.begin() ? nullptr : &*std::prev(next);
    }

    void go_to_start()
    {
        input_->rewind();
        restart();
    }

    void restart()
    {
        avcodec_flush_buffers(context_.get());
        at_end_ = false;
        sent_pts_ = before_all;
        out_pts_ = before_all;
    }

    /// Positions the file so that decoding on reaches `pts`; `attempt` counts how often a seek
    /// before this one landed too late.
    void seek_for(std::int64_t pts, int attempt)
    {
        const FrameTable::Key* key = key_before(pts);
        if (key != nullptr && attempt < attempts - 1) {
            const auto steps = std::min<std::ptrdiff_t>(attempt, key - table().keys.data());
            key -= steps;
            const std::int64_t place = (seeks_by_dts_ ? key->dts : key->pts) - (attempt > 0);
            if (input_->seek(input_->video(), place)) {
                restart();
                return;
            }
        }
        go_to_start();
    }

    /// One key frame without those after it that a decoder wants to see before it hands on the
    /// first. Empty where that does not work.
    Frame decode_alone(std::int64_t pts)
    {
        input_->allow(frame_limit);
        seek_for(pts, 0);
        Frame result;
        while (!result && input_->next(*packet_)) {
            if (packet_->pts != pts) {
                if (packet_->dts != AV_NOPTS_VALUE && packet_->dts > pts) {
                    break;
                }
                continue;
            }
            context_->skip_frame = AVDISCARD_DEFAULT;
            avcodec_send_packet(context_.get(), packet_.get());
            avcodec_send_packet(context_.get(), nullptr);
            FramePtr decoded(allocated(av_frame_alloc()));
            if (avcodec_receive_frame(context_.get(), decoded.get()) < 0) {
                break;
            }
            result = shown(std::move(decoded));
        }
        restart();
        out_pts_ = after_all; // whatever is asked for next has to be sought
        return result;
    }

    Frame decode_to(std::int64_t index)
    {
        input_->allow(frame_limit);
        const std::int64_t target = pts_of(index);
        const bool stepping_back = index < last_asked_ && last_asked_ - index <= step_back;
        const FrameTable::Key* const key = key_before(target);
        const bool ahead = out_pts_ < target && !(at_end_ && out_pts_ == before_all);
        const bool key_is_nearer = key != nullptr && key->pts > std::max(sent_pts_, out_pts_) &&
                                   index - last_asked_ > step_back;
        const bool fresh = sent_pts_ == before_all && out_pts_ == before_all;
        if (fresh ? (key != nullptr && key != table().keys.data()) : (!ahead || key_is_nearer)) {
            seek_for(target, 0);
        }
        for (int attempt = 1; attempt <= attempts; ++attempt) {
            const std::int64_t begin = stepping_back ? before_all : target;
            FramePtr best;
            while (FramePtr decoded = next_frame(begin)) {
                const std::int64_t pts = decoded->best_effort_timestamp;
                const bool first = out_pts_ == before_all;
                out_pts_ = pts;
                if (first && pts > target && attempt < attempts) {
                    break; // landed too late
                }
                if (pts > target) {
                    keep(pts, *decoded);
                    if (!best && attempt == attempts) {
                        best = std::move(decoded); // nothing before it can be decoded
                    }
                    break;
                }
                if (pts == target) {
                    return shown(std::move(decoded));
                }
                if (stepping_back || shares_memory_) {
                    keep(pts, *decoded);
                }
                best = std::move(decoded);
            }
            if (best) {
                return shown(std::move(best)); // the frame itself is damaged or missing
            }
            seek_for(target, attempt);
        }
        throw MediaError(MediaError::Code::unreadable,
                         "cannot read frame " + std::to_string(index) + " of " +
                             file_.filename().string() +
                             ": the file is damaged there; copy or export it again");
    }

    /// The next decoded frame, or null at the end. Packets before `exact_from` are decoded only
    /// where others build on them.
    FramePtr next_frame(std::int64_t exact_from)
    {
        FramePtr decoded(allocated(av_frame_alloc()));
        while (true) {
            const int got = avcodec_receive_frame(context_.get(), decoded.get());
            if (got >= 0) {
                if (decoded->best_effort_timestamp == AV_NOPTS_VALUE) {
                    av_frame_unref(decoded.get());
                    continue;
                }
                return decoded;
            }
            if (got != AVERROR(EAGAIN) && (got == AVERROR_EOF || at_end_)) {
                at_end_ = true;
                return nullptr;
            }
            if (!input_->next(*packet_)) {
                at_end_ = true;
                avcodec_send_packet(context_.get(), nullptr);
                continue;
            }
            if (packet_->stream_index != input_->video()->index) {
                continue;
            }
            const std::int64_t pts = packet_->pts != AV_NOPTS_VALUE ? packet_->pts : packet_->dts;
            context_->skip_frame = pts < exact_from ? AVDISCARD_NONREF : AVDISCARD_DEFAULT;
            sent_pts_ = std::max(sent_pts_, pts);
            avcodec_send_packet(context_.get(), packet_.get()); // damage shows in what comes out
        }
    }

    void keep(std::int64_t pts, const AVFrame& decoded)
    {
        if (const auto index = table().find(pts)) {
            cache_->insert({identity_, *index},
                           shown(FramePtr(allocated(av_frame_clone(&decoded)))));
        }
    }

    Frame shown(FramePtr decoded)
    {
        const VideoFacts& video = *facts_->video;
        return to_frame(std::move(decoded),
                        stored_width_,
                        stored_height_,
                        stored_format_,
                        video.colour,
                        {video.rotation, video.mirrored});
    }

    std::filesystem::path file_;
    std::shared_ptr<const Facts> facts_;
    std::shared_ptr<FrameCache> cache_;
    std::optional<StillHeader> still_;
    std::uint64_t identity_ = 0;
    std::unique_ptr<Input> input_;
    CodecPtr context_;
    PacketPtr packet_;
    bool seeks_by_dts_ = false; ///< the others find the key frame by when it is shown
    bool at_end_ = false;
    bool shares_memory_ = false; ///< frames are the decoder's own: keeping them costs no copy
    int stored_width_ = 0;
    int stored_height_ = 0;
    PixelFormat stored_format_{};
    std::int64_t sent_pts_ = before_all; ///< furthest timestamp given to the decoder
    std::int64_t out_pts_ = before_all;  ///< of the last frame that came out
    std::int64_t last_asked_ = -1;
};

VideoReader::VideoReader(const std::filesystem::path& file)
    : VideoReader(file, Options{})
{
}

VideoReader::VideoReader(const std::filesystem::path& file, Options options)
    : decoder_(std::make_unique<Decoder>(file, std::move(options)))
{
}

VideoReader::~VideoReader() = default;
VideoReader::VideoReader(VideoReader&&) noexcept = default;
VideoReader& VideoReader::operator=(VideoReader&&) noexcept = default;

const Facts& VideoReader::facts() const
{
    return decoder_->facts();
}

const VideoFacts& VideoReader::video() const
{
    return *decoder_->facts().video;
}

std::uint64_t VideoReader::identity() const
{
    return decoder_->identity();
}

Frame VideoReader::frame_at(const Time& t)
{
    return decoder_->frame(decoder_->index_at(t));
}

Frame VideoReader::frame(std::int64_t index)
{
    return decoder_->frame(index);
}

Frame VideoReader::draft_at(const Time& t)
{
    return decoder_->draft(t);
}

std::int64_t VideoReader::index_at(const Time& t) const
{
    return decoder_->index_at(t);
}

} // namespace rushlight::assets
