#pragma once

#include "assets/frame.hpp"
#include "editor/effects/cube_file.hpp"
#include "editor/timeline/clip.hpp"

#include <span>

namespace rushlight::editor {

/// Gives the compositor its pictures. Threads: one.
class PictureSource {
public:
    virtual ~PictureSource() = default;

    struct Picture {
        assets::Frame frame;
        double pixel_aspect = 1; ///< width of a pixel over its height
    };

    /// What a source shows at a time. An empty frame where there is nothing to show (offline).
    [[nodiscard]] virtual Picture picture(const Media& media, const Time& time) = 0;

    /// The table of colours that an asset holds; null where there is none.
    [[nodiscard]] virtual std::shared_ptr<const ColourTable> table(const std::string& /*asset*/)
    {
        return nullptr;
    }
};

/// Gives the mixer its sound. Threads: one.
class SoundSource {
public:
    virtual ~SoundSource() = default;

    /// Fills `stereo` (left, right, …) with 48 kHz samples from `first` on; silence outside the
    /// source's sound.
    virtual void sound(const Media& media, std::int64_t first, std::span<float> stereo) = 0;
};

} // namespace rushlight::editor
