#pragma once

#include "editor/render/picture_source.hpp"
#include "editor/render/sound_plan.hpp"
#include "editor/sound/retimed_sound.hpp"
#include "editor/sound/sound_blocks.hpp"
#include "editor/sound/sound_effect.hpp"

namespace rushlight::editor {

/// Sums the film's sound, exact to the sample: a clip at normal speed and level gives its source's
/// samples unchanged; at other speeds the pitch is kept or follows, as the clip has it. A clip's
/// effects hear its source beyond its cuts, then come its level, fades and crossfades, then the
/// track's effects, ducking and level. A sample depends on the film and its place alone: effects
/// run over blocks that lie fast, each from far enough before. Nothing is limited at the end.
/// Threads: one.
class Mixer {
public:
    /// `sounds` must outlive it.
    explicit Mixer(SoundSource& sounds)
        : retimed_(sounds)
    {
    }

    /// Stereo samples (left, right, …) [first, first + count) of the film at 48 kHz.
    [[nodiscard]] std::vector<float>
    mix(const Timeline& timeline, std::int64_t first, std::int64_t count);

    /// Asks sources again that had nothing before: they may be there by now.
    void forget_silence();

private:
    /// What a block of a clip's sound with its effects was made from.
    struct ClipBlock {
        Media media;
        SoundWay way;
        std::vector<Effect> effects;
        bool keep_pitch = false;
        std::int64_t index = 0;

        bool operator==(const ClipBlock&) const = default;
    };

    /// The same of a track, for the film that is mixed now.
    struct TrackBlock {
        Id track = 0;
        std::int64_t index = 0;

        bool operator==(const TrackBlock&) const = default;
    };

    /// A clip's sound on its way, before and with its effects.
    void
    read_plain(const Clip& clip, const SoundWay& way, std::int64_t first, std::span<float> stereo);
    void read(const SoundPiece& piece, std::int64_t first, std::span<float> stereo);

    /// A track's clips, before its effects and level.
    [[nodiscard]] std::vector<float>
    plain(const Timeline& timeline, const Track& track, std::int64_t first, std::int64_t count);
    /// With its effects.
    [[nodiscard]] std::vector<float>
    treated(const Timeline& timeline, const Track& track, std::int64_t first, std::int64_t count);
    void duck(const Timeline& timeline,
              const Ducking& ducking,
              std::int64_t first,
              std::vector<float>& stereo);

    RetimedSound retimed_;
    SoundBlocks<ClipBlock> clip_blocks_{8};
    SoundBlocks<TrackBlock> track_blocks_{8};
    std::vector<std::shared_ptr<const Track>> tracks_; ///< of the film that was mixed last
    std::vector<float> piece_;
    std::vector<float> source_;
};

} // namespace rushlight::editor
