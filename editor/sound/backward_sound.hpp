#pragma once

#include "editor/render/picture_source.hpp"

#include <list>

namespace rushlight::editor {

/// Sound that runs backward: sample n is the source's sample −1 − n. It is read a second at a time,
/// because files are slow to read back to front. Threads: one.
class BackwardSound : public SoundSource {
public:
    /// `sounds` must outlive it.
    explicit BackwardSound(SoundSource& sounds)
        : sounds_(sounds)
    {
    }

    void sound(const Media& media, std::int64_t first, std::span<float> stereo) override;

    /// Reads again what was silent: its source may be there by now.
    void forget_silence();

private:
    struct Second {
        Media media;
        std::int64_t index = 0;
        std::vector<float> stereo;
    };

    const Second& second(const Media& media, std::int64_t index);

    SoundSource& sounds_;
    std::list<Second> seconds_; ///< most recently used first
};

/// Stereo samples in the other order, each side's for itself.
void turn_back(std::span<float> stereo);

} // namespace rushlight::editor
