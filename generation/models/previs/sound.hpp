#pragma once

#include "generation/models/previs/sound_model.hpp"
#include "generation/world/sound.hpp"

namespace rushlight::generation::previs {

/// Events and curves of a roll (of one clip): an event begins where its onset is likelier than
/// `threshold` and the likeliest within 0.05 s.
[[nodiscard]] world::SoundTrack track_of(const SoundRoll& roll, double seconds, double threshold);

} // namespace rushlight::generation::previs
