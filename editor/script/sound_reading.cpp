#include "editor/script/sound_reading.hpp"

#include "editor/edits/attributes.hpp"
#include "editor/edits/sound.hpp"
#include "editor/sound/sound_effect.hpp"

#include <algorithm>
#include <functional>

namespace rushlight::editor {

namespace {

using nlohmann::json;

/// The time of a key at a frame.
using TimeOf = std::function<Time(std::int64_t frame)>;

std::string names_of(const std::vector<EffectKind>& kinds, bool on_track)
{
    std::string names;
    for (const EffectKind& kind : kinds) {
        if (on_track || kind.effect != "ducking") {
            names += (names.empty() ? "" : ", ") + kind.effect;
        }
    }
    return names;
}

const Parameter& parameter_of(const EffectKind& kind, const std::string& id, const std::string& at)
{
    std::string known;
    for (const Parameter& each : kind.parameters) {
        if (each.id == id) {
            return each;
        }
        known += (known.empty() ? "" : ", ") + each.id;
    }
    throw Refusal{at, kind.effect + " has no such value; it has " + known};
}

Value value_of(const json& given, const TimeOf& time_of, const std::string& at)
{
    if (given.is_number()) {
        return given.get<double>();
    }
    if (given.is_string()) {
        return given.get<std::string>();
    }
    constexpr const char* form =
        "it must be a number, text, or a list of keys as {\"at\": frame, \"value\": number}";
    Curve curve;
    if (!given.is_array()) {
        throw Refusal{at, form};
    }
    for (const json& key : given) {
        if (!key.is_object() || key.size() != 2 || !key.contains("at") || !key.contains("value") ||
            !key["at"].is_number_integer() || !key["value"].is_number() || key["at"] < 0 ||
            key["at"] > 100000000) {
            throw Refusal{at, form};
        }
        Key made;
        made.time = time_of(key["at"]);
        made.value = key["value"];
        curve.keys.push_back(made);
    }
    std::sort(curve.keys.begin(), curve.keys.end(), [](const Key& a, const Key& b) {
        return a.time < b.time;
    });
    const auto same =
        std::adjacent_find(curve.keys.begin(), curve.keys.end(), [](const Key& a, const Key& b) {
            return a.time == b.time;
        });
    if (same != curve.keys.end()) {
        throw Refusal{at, "two of its keys lie at one time; leave one out"};
    }
    return curve;
}

std::vector<Effect> effects_of(const Reading& r, const TimeOf& time_of, bool on_track)
{
    std::vector<Effect> effects;
    for (const json& given : r.object("effects")) {
        const std::string at = "/effects/" + std::to_string(effects.size());
        Effect effect;
        effect.effect = given.at("effect");
        const EffectKind* kind = find_sound_kind(effect.effect);
        if (!kind || (!on_track && effect.effect == "ducking")) {
            throw Refusal{at + "/effect",
                          "there is no effect " + effect.effect + " for the sound of a " +
                              (on_track ? "track" : "clip") + "; there are " +
                              names_of(sound_effect_kinds(), on_track)};
        }
        effect.version = kind->version;
        effect.enabled = given.value("enabled", true);
        const json values = given.value("values", json::object());
        for (const auto& [id, value] : values.items()) {
            const std::string field = at + "/values/" + id;
            const Parameter& parameter = parameter_of(*kind, id, field);
            effect.values[id] = value_of(value, time_of, field);
            if (const auto fault = fault_of(parameter, effect.values[id])) {
                throw Refusal{field, *fault};
            }
        }
        effects.push_back(std::move(effect));
    }
    return effects;
}

const Track& sound_track(const Reading& r)
{
    const Track& track = r.track("track");
    if (track.kind != TrackKind::audio) {
        throw Refusal{"/track", "track " + track.name + " has no sound; name an audio track"};
    }
    if (track.locked) {
        throw Refusal{"/track", "track " + track.name + " is locked; unlock it with set_track"};
    }
    return track;
}

FadeCurve curve_of(const std::string& name)
{
    return name == "even_power" ? FadeCurve::even_power
           : name == "smooth"   ? FadeCurve::smooth
           : name == "slow"     ? FadeCurve::slow
           : name == "fast"     ? FadeCurve::fast
                                : FadeCurve::linear;
}

} // namespace

std::optional<Timeline> with_clip_sound(const Reading& r)
{
    const Id id = r.clip("clip");
    const Place place = *find_item(r.timeline(), id);
    if (r.timeline().tracks[place.track]->kind != TrackKind::audio) {
        throw Refusal{"/clip", "it is no sound; name a clip on an audio track"};
    }
    const Clip& clip = *item_at(r.timeline(), place).clip;
    const auto source_time_of = [&](std::int64_t frame) {
        return source_time(clip, frame, r.timeline().rate);
    };
    return set_clip_sound(r.timeline(), id, effects_of(r, source_time_of, false));
}

std::optional<Timeline> with_track_sound(const Reading& r)
{
    const Track& track = sound_track(r);
    TrackSound sound = sound_of(track);
    sound.role = r.text("role", sound.role);
    sound.gain_db = r.value("gain_db", sound.gain_db);
    sound.pan = r.value("pan", sound.pan);
    if (r.object().contains("effects")) {
        const auto film_time = [&](std::int64_t frame) {
            return assets::frame_time(frame, r.timeline().rate);
        };
        sound.effects = effects_of(r, film_time, true);
    }
    return set_track_sound(r.timeline(), track.id, sound);
}

std::optional<Timeline> with_fades(const Reading& r)
{
    return set_fades(r.timeline(),
                     r.clip("clip"),
                     r.integer("in"),
                     r.integer("out"),
                     curve_of(r.text("in_curve")),
                     curve_of(r.text("out_curve")));
}

} // namespace rushlight::editor
