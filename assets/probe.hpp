#pragma once

#include "assets/frame.hpp"
#include "assets/frame_table.hpp"
#include "assets/metadata.hpp"
#include "assets/time.hpp"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>

namespace rushlight::assets {

/// The picture stream of a file. Sizes are as shown, after rotation.
struct VideoFacts {
    int width = 0;
    int height = 0;
    Time rate;                  ///< frames a second; the average where `constant_rate` is false
    bool constant_rate = false; ///< every frame lies on the grid n / rate
    std::int64_t frames = 0;
    Time duration;
    int rotation = 0;      ///< clockwise turn that has been applied: 0, 90, 180 or 270
    bool mirrored = false; ///< flipped left to right before the turn
    bool alpha = false;
    bool still = false;   ///< one picture without a length of its own
    Time pixel_aspect{1}; ///< width of a pixel over its height
    PixelFormat format{}; ///< what VideoReader returns
    Colour colour;
    bool colour_tagged = false; ///< false: guessed from the size
    std::string codec;
    std::shared_ptr<const FrameTable> table; ///< not kept in JSON
};

/// The sound stream of a file.
struct AudioFacts {
    int sample_rate = 0;
    int channels = 0;
    Time start;    ///< first sample after the first picture (or 0 where there is no picture)
    Time duration; ///< after the codec's padding was taken off
    std::string codec;
    std::shared_ptr<const SampleTable> table; ///< not kept in JSON
};

/// What a file is. Source time 0 is its first picture; in a file without pictures its first sample.
struct Facts {
    std::optional<VideoFacts> video;
    std::optional<AudioFacts> audio;
    Time duration; ///< the longer of the two; 0 for a still
    std::string container;
    std::string timecode; ///< "01:00:00:00", empty where the file has none
    std::uint64_t bytes = 0;
    std::string identity; ///< of a take, where known: see take.hpp
    Metadata metadata;
};

/// Reads a file's facts, packet times included, so it reads the whole file once. Opens nothing but
/// this file, and accepts only the containers and codecs listed in the README, at most 16384 pixels
/// a side and 64 Mpx, 16 streams.
/// Throws MediaError. Threads: any.
[[nodiscard]] Facts probe(const std::filesystem::path& file);

} // namespace rushlight::assets
