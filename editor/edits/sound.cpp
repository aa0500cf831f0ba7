#include "editor/edits/sound.hpp"

#include "editor/edits/change_clip.hpp"
#include "editor/edits/effects.hpp"
#include "editor/sound/sound_effect.hpp"

#include <algorithm>
#include <cmath>

namespace rushlight::editor {

namespace {

constexpr double gain_most = 60;

/// Whether effects of sound can be given to a clip or a track; what is unknown is kept.
bool can_be(const std::vector<Effect>& effects, bool on_track)
{
    if (effects.size() > effects_most) {
        return false;
    }
    return std::all_of(effects.begin(), effects.end(), [&](const Effect& effect) {
        const EffectKind* kind = find_sound_kind(effect.effect);
        if (!kind || effect.version > kind->version) {
            return true;
        }
        return (on_track || effect.effect != "ducking") &&
               std::all_of(kind->parameters.begin(),
                           kind->parameters.end(),
                           [&](const Parameter& parameter) {
                               const auto value = effect.values.find(parameter.id);
                               return value == effect.values.end() ||
                                      !fault_of(parameter, value->second);
                           });
    });
}

} // namespace

const std::vector<std::string>& track_roles()
{
    static const std::vector<std::string> roles{"dialogue", "music", "effects"};
    return roles;
}

std::optional<Timeline>
set_clip_sound(const Timeline& timeline, Id clip, const std::vector<Effect>& effects)
{
    const auto place = free_clip(timeline, clip);
    if (!place || timeline.tracks[place->track]->kind != TrackKind::audio ||
        !can_be(effects, false)) {
        return std::nullopt;
    }
    return changed(timeline, clip, [&](Clip& copy, std::int64_t) {
        copy.effects = effects;
        return true;
    });
}

TrackSound sound_of(const Track& track)
{
    return {track.role, track.gain_db, track.pan, track.effects};
}

std::optional<Timeline> set_track_sound(const Timeline& timeline, Id track, const TrackSound& sound)
{
    const auto index = find_track(timeline, track);
    const auto& roles = track_roles();
    if (!index || timeline.tracks[*index]->kind != TrackKind::audio ||
        timeline.tracks[*index]->locked || sound == sound_of(*timeline.tracks[*index]) ||
        !can_be(sound.effects, true) || !(std::abs(sound.gain_db) <= gain_most) ||
        !(std::abs(sound.pan) <= 1) ||
        (!sound.role.empty() && std::find(roles.begin(), roles.end(), sound.role) == roles.end())) {
        return std::nullopt;
    }
    Track copy = *timeline.tracks[*index];
    copy.role = sound.role;
    copy.gain_db = sound.gain_db;
    copy.pan = sound.pan;
    copy.effects = sound.effects;
    Timeline changed = timeline;
    changed.tracks[*index] = std::make_shared<const Track>(std::move(copy));
    return changed;
}

} // namespace rushlight::editor
