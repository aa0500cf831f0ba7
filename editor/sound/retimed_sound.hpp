#pragma once

#include "editor/sound/backward_sound.hpp"

#include <list>

namespace rushlight::editor {

/// A clip's way through its source's sound: it does not change where the clip is cut.
struct SoundWay {
    Time speed = 1;                ///< source seconds a second, > 0
    bool backward = false;         ///< through a BackwardSound
    std::optional<SpeedRamp> ramp; ///< multiplies the speed
    Time offset;                   ///< of a ramp: source sample at its first key

    /// Source sample (whole and share) that sounds at the n-th sample of the way. Without a ramp
    /// sample 0 is the source's first.
    [[nodiscard]] Time at(std::int64_t n) const;

    bool operator==(const SoundWay&) const = default;
};

/// The way of a clip that does not hold; `first` becomes the place on it at which the clip's first
/// sample sounds.
[[nodiscard]] SoundWay sound_way(const Clip& clip, std::int64_t& first);

/// Whether the clip sounds at its source's pitch although its speed is another: its switch is on,
/// and the speed (a ramp's everywhere) lies in 1/8 … 8.
[[nodiscard]] bool keeps_pitch(const Clip& clip);

/// Sound at other speeds with its pitch kept. A sample depends on its source and its way alone, not
/// on what was asked for before: viewer and export hear the same bits, and a cut through a clip
/// changes none. For that it is stretched in blocks of 4 s that lie fast on the way. Where two meet
/// they are laid over each other with as little shift (up to 7 ms) as makes their waves agree, and
/// each block goes back to its own time by its middle, so that no shift adds up: the pitch is bent
/// by less than 3 cents for it, less the higher the tone is.
/// Threads: one.
class RetimedSound {
public:
    /// `sounds` must outlive it.
    explicit RetimedSound(SoundSource& sounds)
        : forward_(sounds)
        , backward_(sounds)
    {
    }

    /// Fills `stereo` with samples from the way's sample `first` on.
    void read(const Media& media, const SoundWay& way, std::int64_t first, std::span<float> stereo);

    /// The source's own samples in the way's direction.
    void source(const Media& media, bool backward, std::int64_t first, std::span<float> stereo);

    /// Asks again for what was silent: its source may be there by now.
    void forget_silence();

private:
    /// How far the blocks before and behind a seam are shifted there: whole samples.
    struct Seam {
        std::int64_t left = 0;
        std::int64_t right = 0;
    };

    struct Block {
        Media media;
        SoundWay way;
        std::int64_t index = 0;
        std::vector<float> stereo; ///< its part of the way and a margin on both sides
        bool silent = false;
        std::optional<Seam> seam; ///< at its beginning, once looked for
    };

    std::shared_ptr<Block> block(const Media& media, const SoundWay& way, std::int64_t index);
    static Seam seam_of(const Block& before, const Block& behind);

    SoundSource& forward_;
    BackwardSound backward_;
    std::list<std::shared_ptr<Block>> blocks_; ///< most recently used first
};

} // namespace rushlight::editor
