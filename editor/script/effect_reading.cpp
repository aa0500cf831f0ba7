#include "editor/script/effect_reading.hpp"

#include "editor/edits/effects.hpp"
#include "editor/effects/effect_kind.hpp"

#include <algorithm>

namespace rushlight::editor {

namespace {

using nlohmann::json;

/// The clip that carries the effects, with where it lies.
struct Carrier {
    Place place;
    const Clip& clip;
};

Carrier carrier_of(const Reading& reading)
{
    const Place place = *find_item(reading.timeline(), reading.clip("clip"));
    const Clip& clip = *item_at(reading.timeline(), place).clip;
    if (reading.timeline().tracks[place.track]->kind == TrackKind::audio) {
        throw Refusal{"/clip", "effects of the picture do not go on sound; name its picture"};
    }
    if (std::holds_alternative<Caption>(clip.source)) {
        throw Refusal{"/clip", "captions have styles, not effects; use set_caption_style"};
    }
    return {place, clip};
}

const EffectKind& kind_of(const std::string& effect)
{
    std::string known;
    for (const EffectKind& each : known_effects()) {
        if (each.effect == effect) {
            return each;
        }
        known += (known.empty() ? "" : ", ") + each.effect;
    }
    throw Refusal{"/effect", "there is no effect " + effect + "; there are " + known};
}

const Parameter& parameter_of(const EffectKind& kind, const std::string& id)
{
    std::string known;
    for (const Parameter& each : kind.parameters) {
        if (each.id == id) {
            return each;
        }
        known += (known.empty() ? "" : ", ") + each.id;
    }
    throw Refusal{"/values/" + id, kind.effect + " has no such value; it has " + known};
}

constexpr const char* key_form =
    "a key is {\"at\": frame, \"value\": number, \"then\": \"linear\", \"hold\", \"smooth\" or "
    "[x1, y1, x2, y2]}";

void read_onward(const json& then, Key& key, const std::string& field)
{
    if (then == "linear" || then == "hold") {
        key.interpolation = then == "hold" ? Interpolation::hold : Interpolation::linear;
        return;
    }
    key.interpolation = Interpolation::bezier;
    if (then == "smooth") {
        return;
    }
    const auto is_share = [](const json& v) {
        return v.is_number() && v >= -8 && v <= 8;
    };
    if (!then.is_array() || then.size() != 4 || !std::all_of(then.begin(), then.end(), is_share) ||
        then[0] < 0 || then[0] > 1 || then[2] < 0 || then[2] > 1) {
        throw Refusal{field + "/then", std::string(key_form) + ", x from 0 to 1"};
    }
    key.handles = {then[0], then[1], then[2], then[3]};
}

/// Keys at frames of the timeline become keys at source time.
Curve curve_from(const json& keys,
                 const Carrier& carrier,
                 const Timeline& timeline,
                 const std::string& field)
{
    constexpr std::size_t keys_most = 1000;
    constexpr std::int64_t frame_most = 100'000'000;
    if (!keys.is_array() || keys.empty() || keys.size() > keys_most) {
        throw Refusal{field, "it needs a list of 1 to 1000 keys"};
    }
    const std::int64_t begins = start_of(timeline, carrier.place);
    Curve curve;
    for (const json& each : keys) {
        const std::string one = field + "/" + std::to_string(curve.keys.size());
        if (!each.is_object() || !each.contains("at") || !each["at"].is_number_integer() ||
            !each.contains("value") || !each["value"].is_number() ||
            each.size() != (each.contains("then") ? 3U : 2U)) {
            throw Refusal{one, key_form};
        }
        if (each["at"] < 0 || each["at"] > frame_most) {
            throw Refusal{one + "/at", "it must be a frame of the film"};
        }
        Key key;
        key.time =
            source_time(carrier.clip, each["at"].get<std::int64_t>() - begins, timeline.rate);
        key.value = each["value"];
        read_onward(each.value("then", json("linear")), key, one);
        if (!curve.keys.empty() && key.time <= curve.keys.back().time) {
            throw Refusal{one + "/at", "keys must follow each other in time"};
        }
        curve.keys.push_back(key);
    }
    return curve;
}

/// A table of colours is named by its asset's number.
std::string table_from(const json& given, const Reading& reading, const std::string& field)
{
    if (!given.is_number_integer()) {
        throw Refusal{field,
                      "it must be the number of a table that the project has; import a "
                      ".cube file"};
    }
    const ScriptAsset asset = reading.asset_of(given, field);
    if (asset.picture || asset.sound) {
        throw Refusal{field, asset.name + " is no table of colours; import a .cube file"};
    }
    return given.dump();
}

Value value_from(const json& given,
                 const Parameter& parameter,
                 const Carrier& carrier,
                 const Reading& reading)
{
    const std::string field = "/values/" + parameter.id;
    Value value = 0.0;
    if (parameter.form == ParameterForm::table) {
        value = table_from(given, reading, field);
    } else if (given.is_number()) {
        value = given.get<double>();
    } else if (given.is_string()) {
        value = given.get<std::string>();
    } else if (given.is_object() && given.size() == 1 && given.contains("keys")) {
        value = curve_from(given["keys"], carrier, reading.timeline(), field + "/keys");
    } else {
        throw Refusal{field, "it must be a number, text in quotes or {\"keys\": […]}"};
    }
    if (auto fault = fault_of(parameter, value)) {
        throw Refusal{field, *fault};
    }
    return value;
}

/// Sets the values that the edit gives; null takes one away.
void read_values(const Reading& reading, const Carrier& carrier, Effect& effect)
{
    const EffectKind& kind = kind_of(effect.effect);
    if (effect.version > kind.version) {
        throw Refusal{"/effect",
                      effect.effect + " was made by a newer version; open the project "
                                      "with that one to change it"};
    }
    const json values = reading.value("values", json::object());
    for (const auto& [id, given] : values.items()) {
        const Parameter& parameter = parameter_of(kind, id);
        if (given.is_null()) {
            effect.values.erase(id);
        } else {
            effect.values[id] = value_from(given, parameter, carrier, reading);
        }
    }
    effect.enabled = reading.value("enabled", effect.enabled);
}

Effect made(const Reading& reading, const Carrier& carrier)
{
    const EffectKind& kind = kind_of(reading.text("effect"));
    if (carrier.clip.effects.size() >= effects_most) {
        throw Refusal{"/clip",
                      "it has " + std::to_string(effects_most) +
                          " effects, the most there can be; remove one first"};
    }
    Effect effect{kind.effect, kind.version, {}};
    read_values(reading, carrier, effect);
    return effect;
}

std::size_t place_from(std::int64_t place, const Clip& clip, const char* field)
{
    const auto count = static_cast<std::int64_t>(clip.effects.size());
    if (place < 0 || place >= count) {
        throw Refusal{"/" + std::string(field),
                      count == 0
                          ? std::string("the clip has no effects; use add_effect")
                          : "the clip's effects have the places 0 to " + std::to_string(count - 1)};
    }
    return static_cast<std::size_t>(place);
}

std::optional<std::size_t> first_of(const std::string& name, const Clip& clip)
{
    for (std::size_t i = 0; i < clip.effects.size(); ++i) {
        if (clip.effects[i].effect == name) {
            return i;
        }
    }
    return std::nullopt;
}

} // namespace

Effect new_effect(const Reading& reading)
{
    return made(reading, carrier_of(reading));
}

std::size_t effect_place(const Reading& reading, const char* field)
{
    const Clip& clip = carrier_of(reading).clip;
    const json& named = reading.object(field);
    if (named.is_number()) {
        return place_from(named, clip, field);
    }
    const auto found = first_of(named, clip);
    if (!found) {
        std::string has;
        for (const Effect& each : clip.effects) {
            has += (has.empty() ? "" : ", ") + each.effect;
        }
        throw Refusal{"/" + std::string(field),
                      "the clip has no effect " + named.get<std::string>() +
                          (has.empty() ? "; use add_effect" : "; it has " + has)};
    }
    return *found;
}

std::size_t place_among_effects(const Reading& reading, const char* field)
{
    return place_from(reading.integer(field), carrier_of(reading).clip, field);
}

std::optional<Timeline> with_effect_set(const Reading& reading)
{
    const Carrier carrier = carrier_of(reading);
    const json& named = reading.object("effect");
    const Id clip = reading.clip("clip");
    if (named.is_string() && !first_of(named, carrier.clip)) {
        return add_effect(reading.timeline(), clip, made(reading, carrier));
    }
    const std::size_t place = effect_place(reading);
    Effect effect = carrier.clip.effects[place];
    read_values(reading, carrier, effect);
    return set_effect(reading.timeline(), clip, place, effect);
}

} // namespace rushlight::editor
