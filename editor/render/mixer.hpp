#pragma once

#include "editor/render/picture_source.hpp"
#include "editor/render/sound_plan.hpp"

namespace rushlight::editor {

/// Sums the film's sound, exact to the sample: a clip at normal speed and level gives its source's
/// samples unchanged. Other speeds change the pitch (cubic interpolation). Nothing is limited here.
/// Threads: one.
class Mixer {
public:
    /// `sounds` must outlive it.
    explicit Mixer(SoundSource& sounds)
        : sounds_(sounds)
    {
    }

    /// Stereo samples (left, right, …) [first, first + count) of the film at 48 kHz.
    [[nodiscard]] std::vector<float>
    mix(const Timeline& timeline, std::int64_t first, std::int64_t count);

private:
    void read(const SoundPiece& piece, std::int64_t first, std::span<float> stereo);

    SoundSource& sounds_;
    std::vector<float> piece_;
    std::vector<float> source_;
};

} // namespace rushlight::editor
