#pragma once

#include "assets/frame_cache.hpp"
#include "assets/probe.hpp"

#include <filesystem>
#include <memory>

namespace rushlight::assets {

/// Reads any frame of a video or still picture exactly. Frames come as shown (turned upright), in
/// facts().video->format and colour; alpha is premultiplied.
///
/// Reading forwards decodes on; a step back keeps what it decodes on its way. Damaged frames are
/// stood in for by the one before them.
/// Throws MediaError. Threads: one at a time; make one reader a thread, they may share a cache.
class VideoReader {
public:
    struct Options {
        std::shared_ptr<FrameCache> cache;  ///< null: a small one of its own
        int threads = 0;                    ///< of the decoder; 0: as many as suit
        std::shared_ptr<const Facts> facts; ///< of an earlier probe() of the same file, else null
    };

    explicit VideoReader(const std::filesystem::path& file);
    VideoReader(const std::filesystem::path& file, Options options);
    ~VideoReader();
    VideoReader(VideoReader&&) noexcept;
    VideoReader& operator=(VideoReader&&) noexcept;

    [[nodiscard]] const Facts& facts() const;
    [[nodiscard]] const VideoFacts& video() const;
    [[nodiscard]] std::uint64_t identity() const; ///< same for the same version of the same file

    /// The frame shown at a source time (0 is the first frame). Before the first and after the
    /// last: these.
    [[nodiscard]] Frame frame_at(const Time& t);
    /// By its number, 0 … frames − 1; clamped.
    [[nodiscard]] Frame frame(std::int64_t index);
    /// The key frame at or before a time: quick and near, for dragging the playhead.
    [[nodiscard]] Frame draft_at(const Time& t);
    /// The number of the frame shown at a time.
    [[nodiscard]] std::int64_t index_at(const Time& t) const;

private:
    class Decoder;
    std::unique_ptr<Decoder> decoder_;
};

} // namespace rushlight::assets
