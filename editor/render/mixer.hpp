#pragma once

#include "editor/render/picture_source.hpp"
#include "editor/render/sound_plan.hpp"
#include "editor/sound/retimed_sound.hpp"

namespace rushlight::editor {

/// Sums the film's sound, exact to the sample: a clip at normal speed and level gives its source's
/// samples unchanged; at other speeds the pitch is kept or follows, as the clip has it. A sample
/// depends on the film and its place alone. Nothing is limited here.
/// Threads: one.
class Mixer {
public:
    /// `sounds` must outlive it.
    explicit Mixer(SoundSource& sounds)
        : sounds_(sounds)
        , retimed_(sounds)
    {
    }

    /// Stereo samples (left, right, …) [first, first + count) of the film at 48 kHz.
    [[nodiscard]] std::vector<float>
    mix(const Timeline& timeline, std::int64_t first, std::int64_t count);

    /// Asks sources again that had nothing before: they may be there by now.
    void forget_silence() { retimed_.forget_silence(); }

private:
    void read(const SoundPiece& piece, std::int64_t first, std::span<float> stereo);

    SoundSource& sounds_;
    RetimedSound retimed_;
    std::vector<float> piece_;
    std::vector<float> source_;
};

} // namespace rushlight::editor
