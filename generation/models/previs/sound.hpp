#pragma once

#include "generation/models/previs/sound_model.hpp"
#include "generation/world/sound.hpp"

namespace rushlight::generation::previs {

/// What a clip sounds like: heard as it lies and moved by a cell to each side, up and down, and the
/// five onsets averaged, since a foot falls when it falls wherever the clip lies.
/// latents [1, 32, T, H, W]
[[nodiscard]] SoundRoll hear(const SoundModel& model, const at::Tensor& latents, std::int64_t bins);

/// Events and curves of a roll (of one clip): the likeliest onset first, as long as it is likelier
/// than `threshold`; what it explains, within about 0.04 s, is taken away before the next is
/// looked for, so that two feet may fall close to each other.
[[nodiscard]] world::SoundTrack track_of(const SoundRoll& roll, double seconds, double threshold);

} // namespace rushlight::generation::previs
