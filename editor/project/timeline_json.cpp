#include "editor/project/timeline_json.hpp"

#include "editor/error.hpp"

#include <algorithm>

namespace rushlight::editor {

namespace {

using nlohmann::json;

template <class Value>
void put_unless(json& object, const char* name, const Value& value, const Value& usual)
{
    if (!(value == usual)) {
        object[name] = value;
    }
}

json time_json(const Time& time)
{
    return assets::to_string(time);
}

Time time_from(const json& value)
{
    return assets::parse_time(value.get<std::string>());
}

/// How a value goes on from a key: "hold", "linear" or the handles of a Bézier curve.
json onward_json(const Key& key)
{
    if (key.interpolation == Interpolation::bezier) {
        return {key.handles.x1, key.handles.y1, key.handles.x2, key.handles.y2};
    }
    return key.interpolation == Interpolation::hold ? "hold" : "linear";
}

bool read_onward(const json& value, Key& key)
{
    if (value == "hold" || value == "linear") {
        key.interpolation = value == "hold" ? Interpolation::hold : Interpolation::linear;
        return true;
    }
    if (!value.is_array() || value.size() != 4 ||
        !std::all_of(value.begin(), value.end(), [](const json& v) { return v.is_number(); })) {
        return false;
    }
    key.interpolation = Interpolation::bezier;
    key.handles = {value[0], value[1], value[2], value[3]};
    return true;
}

json curve_json(const Curve& curve)
{
    json keys = json::array();
    for (const Key& key : curve.keys) {
        keys.push_back({time_json(key.time), key.value, onward_json(key)});
    }
    return {{"keys", keys}};
}

/// Keys of a form that this version knows; none otherwise.
std::optional<Curve> curve_from(const json& value)
{
    if (!value.is_object() || value.size() != 1 || !value.contains("keys") ||
        !value["keys"].is_array()) {
        return std::nullopt;
    }
    Curve curve;
    for (const json& key : value["keys"]) {
        Key one;
        if (!key.is_array() || key.size() != 3 || !key[0].is_string() || !key[1].is_number() ||
            !read_onward(key[2], one)) {
            return std::nullopt;
        }
        one.time = time_from(key[0]);
        one.value = key[1];
        curve.keys.push_back(one);
    }
    return curve;
}

json effect_json(const Effect& effect)
{
    json values = json::object();
    for (const auto& [id, value] : effect.values) {
        if (const auto* number = std::get_if<double>(&value)) {
            values[id] = *number;
        } else if (const auto* text = std::get_if<std::string>(&value)) {
            values[id] = *text;
        } else if (const auto* curve = std::get_if<Curve>(&value)) {
            values[id] = curve_json(*curve);
        } else {
            values[id] = json::parse(std::get<Opaque>(value).json);
        }
    }
    json stored = {{"effect", effect.effect}, {"version", effect.version}, {"values", values}};
    put_unless(stored, "enabled", effect.enabled, true);
    return stored;
}

Effect effect_from(const json& value)
{
    Effect effect;
    effect.effect = value.at("effect");
    effect.version = value.at("version");
    effect.enabled = value.value("enabled", true);
    for (const auto& [id, entry] : value.at("values").items()) {
        if (entry.is_number()) {
            effect.values[id] = entry.get<double>();
        } else if (entry.is_string()) {
            effect.values[id] = entry.get<std::string>();
        } else if (auto curve = curve_from(entry)) {
            effect.values[id] = std::move(*curve);
        } else {
            effect.values[id] = Opaque{entry.dump()};
        }
    }
    return effect;
}

json caption_json(const Caption& caption)
{
    json value = {{"runs", json::array()}};
    for (const CaptionRun& run : caption.runs) {
        value["runs"].push_back({run.text, run.style});
    }
    for (const CaptionWord& word : caption.words) {
        value["words"].push_back({word.begin, word.end, word.from, word.to});
    }
    put_unless(value, "speaker", caption.speaker, std::string());
    return value;
}

Caption caption_from(const json& value)
{
    Caption caption;
    for (const json& run : value.at("runs")) {
        caption.runs.push_back({run.at(0), run.at(1)});
    }
    const std::size_t length = text_of(caption).size();
    for (const json& word : value.value("words", json::array())) {
        caption.words.push_back({word.at(0), word.at(1), word.at(2), word.at(3)});
        if (caption.words.back().begin > caption.words.back().end ||
            caption.words.back().end > length) {
            throw std::out_of_range("a word lies outside its caption");
        }
    }
    caption.speaker = value.value("speaker", "");
    return caption;
}

constexpr const char* caption_places[] = {"bottom", "middle", "top"};
constexpr const char* caption_sides[] = {"centre", "left", "right"};

template <class Choice, std::size_t count>
Choice one_of(const char* const (&names)[count], const std::string& name)
{
    for (std::size_t i = 0; i < count; ++i) {
        if (name == names[i]) {
            return static_cast<Choice>(i);
        }
    }
    throw std::out_of_range(name + " is unknown");
}

constexpr const char* fade_curves[] = {"linear", "even_power", "smooth", "slow", "fast"};

constexpr const char* placements[] = {"centre", "lower_third", "bottom"};

json source_json(const Source& source)
{
    if (const auto* media = std::get_if<Media>(&source)) {
        json value = {{"asset", media->asset}};
        put_unless(value, "take", media->take, std::string());
        if (media->available) {
            value["available"] = time_json(*media->available);
        }
        return {{"media", value}};
    }
    if (const auto* solid = std::get_if<Solid>(&source)) {
        return {{"solid", {{"colour", solid->colour}}}};
    }
    if (const auto* caption = std::get_if<Caption>(&source)) {
        return {{"caption", caption_json(*caption)}};
    }
    const auto& title = std::get<Title>(source);
    const Title usual;
    json value = {{"text", title.text}};
    put_unless(value, "subtitle", title.subtitle, usual.subtitle);
    if (title.placement != usual.placement) {
        value["placement"] = placements[static_cast<std::size_t>(title.placement)];
    }
    put_unless(value, "size", title.size, usual.size);
    put_unless(value, "colour", title.colour, usual.colour);
    put_unless(value, "font", title.font, usual.font);
    put_unless(value, "font_sha256", title.font_sha256, usual.font_sha256);
    return {{"title", value}};
}

Source source_from(const json& value)
{
    if (value.contains("media")) {
        const json& m = value["media"];
        Media media;
        media.asset = m.at("asset");
        media.take = m.value("take", "");
        if (m.contains("available")) {
            media.available = time_from(m["available"]);
        }
        return media;
    }
    if (value.contains("solid")) {
        return Solid{value["solid"].at("colour")};
    }
    if (value.contains("caption")) {
        return caption_from(value["caption"]);
    }
    const json& t = value.at("title");
    Title title{t.at("text")};
    title.subtitle = t.value("subtitle", "");
    const std::string placement = t.value("placement", placements[0]);
    title.placement = placement == placements[1]   ? Placement::lower_third
                      : placement == placements[2] ? Placement::bottom
                                                   : Placement::centre;
    title.size = t.value("size", title.size);
    title.colour = t.value("colour", title.colour);
    title.font = t.value("font", "");
    title.font_sha256 = t.value("font_sha256", "");
    return title;
}

json clip_json(const Clip& clip)
{
    const Clip usual;
    json value = source_json(clip.source);
    put_unless(value, "name", clip.name, usual.name);
    if (clip.source_start != usual.source_start) {
        value["start"] = time_json(clip.source_start);
    }
    if (clip.speed != usual.speed) {
        value["speed"] = time_json(clip.speed);
    }
    if (clip.ramp) {
        value["ramp"] = {{"rate", time_json(clip.ramp->ramp.rate())},
                         {"start", time_json(clip.ramp->start)},
                         {"keys", json::array()}};
        for (const SpeedKey& key : clip.ramp->ramp.keys()) {
            value["ramp"]["keys"].push_back({key.frame, key.speed});
        }
    }
    put_unless(value, "keep_pitch", clip.keep_pitch, usual.keep_pitch);
    for (const Effect& effect : clip.effects) {
        value["effects"].push_back(effect_json(effect));
    }
    put_unless(value, "link", clip.link, usual.link);
    put_unless(value, "takes", clip.takes, usual.takes);
    put_unless(value, "gain_db", clip.gain_db, usual.gain_db);
    put_unless(value, "pan", clip.pan, usual.pan);
    put_unless(value, "fade_in", clip.fade_in, usual.fade_in);
    put_unless(value, "fade_out", clip.fade_out, usual.fade_out);
    if (clip.fade_in_curve != usual.fade_in_curve) {
        value["fade_in_curve"] = fade_curves[static_cast<std::size_t>(clip.fade_in_curve)];
    }
    if (clip.fade_out_curve != usual.fade_out_curve) {
        value["fade_out_curve"] = fade_curves[static_cast<std::size_t>(clip.fade_out_curve)];
    }
    return value;
}

Clip clip_from(const json& value)
{
    Clip clip;
    clip.source = source_from(value);
    clip.name = value.value("name", clip.name);
    if (value.contains("start")) {
        clip.source_start = time_from(value["start"]);
    }
    if (value.contains("speed")) {
        clip.speed = time_from(value["speed"]);
    }
    if (value.contains("ramp")) {
        const json& ramp = value["ramp"];
        std::vector<SpeedKey> keys;
        for (const json& key : ramp.at("keys")) {
            keys.push_back({key.at(0), key.at(1)});
        }
        clip.ramp = {SpeedRamp(time_from(ramp.at("rate")), std::move(keys)),
                     time_from(ramp.at("start"))};
    }
    clip.keep_pitch = value.value("keep_pitch", clip.keep_pitch);
    for (const json& effect : value.value("effects", json::array())) {
        clip.effects.push_back(effect_from(effect));
    }
    clip.link = value.value("link", clip.link);
    clip.takes = value.value("takes", clip.takes);
    clip.gain_db = value.value("gain_db", clip.gain_db);
    clip.pan = value.value("pan", clip.pan);
    clip.fade_in = value.value("fade_in", clip.fade_in);
    clip.fade_out = value.value("fade_out", clip.fade_out);
    clip.fade_in_curve = one_of<FadeCurve>(fade_curves, value.value("fade_in_curve", "linear"));
    clip.fade_out_curve = one_of<FadeCurve>(fade_curves, value.value("fade_out_curve", "linear"));
    return clip;
}

/// Runs a reading function; whatever it throws becomes one sentence.
template <class Read>
auto reading(const std::string& what, Read read)
{
    try {
        return read();
    } catch (const std::exception& error) {
        throw EditorError(EditorError::Code::unreadable,
                          what + " of the stored timeline cannot be read (" + error.what() +
                              "); open the project with the version that wrote it, or go back to a "
                              "backup");
    }
}

} // namespace

json to_json(const Item& item)
{
    json value = item.clip ? clip_json(*item.clip) : json::object();
    if (item.transition) {
        const Transition& t = *item.transition;
        value["transition"] = {{"kind", t.kind}, {"before", t.before}, {"after", t.after}};
        put_unless(value["transition"], "colour", t.colour, Transition{}.colour);
    }
    return value;
}

Item item_from_json(Id id, std::int64_t length, const json& value)
{
    return reading("item " + std::to_string(id), [&] {
        Item item;
        item.id = id;
        item.length = length;
        // a gap says nothing but its transition; what shows something unknown must not become one
        if (!value.empty() && !(value.size() == 1 && value.contains("transition"))) {
            item.clip = std::make_shared<const Clip>(clip_from(value));
        }
        if (value.contains("transition")) {
            const json& t = value["transition"];
            Transition transition;
            transition.kind = t.at("kind");
            transition.before = t.at("before");
            transition.after = t.at("after");
            transition.colour = t.value("colour", transition.colour);
            item.transition = transition;
        }
        return item;
    });
}

json to_json(const CaptionStyle& style)
{
    const CaptionStyle usual;
    json value = {{"name", style.name}};
    put_unless(value, "font", style.font, usual.font);
    put_unless(value, "size", style.size, usual.size);
    put_unless(value, "colour", style.colour, usual.colour);
    put_unless(value, "bold", style.bold, usual.bold);
    put_unless(value, "italic", style.italic, usual.italic);
    put_unless(value, "underline", style.underline, usual.underline);
    put_unless(value, "outline_colour", style.outline_colour, usual.outline_colour);
    put_unless(value, "outline", style.outline, usual.outline);
    put_unless(value, "box", style.box, usual.box);
    put_unless(value, "said", style.said, usual.said);
    if (style.place != usual.place) {
        value["place"] = caption_places[static_cast<std::size_t>(style.place)];
    }
    if (style.side != usual.side) {
        value["side"] = caption_sides[static_cast<std::size_t>(style.side)];
    }
    return value;
}

CaptionStyle style_from_json(const json& value, CaptionStyle style)
{
    return reading("a style of captions", [&] {
        style.name = value.at("name");
        style.font = value.value("font", style.font);
        style.size = value.value("size", style.size);
        style.colour = value.value("colour", style.colour);
        style.bold = value.value("bold", style.bold);
        style.italic = value.value("italic", style.italic);
        style.underline = value.value("underline", style.underline);
        style.outline_colour = value.value("outline_colour", style.outline_colour);
        style.outline = value.value("outline", style.outline);
        style.box = value.value("box", style.box);
        style.said = value.value("said", style.said);
        if (value.contains("place")) {
            style.place = one_of<CaptionStyle::Place>(caption_places, value["place"]);
        }
        if (value.contains("side")) {
            style.side = one_of<CaptionStyle::Side>(caption_sides, value["side"]);
        }
        return style;
    });
}

json to_json(const Track& track)
{
    json value = {{"kind", track.kind == TrackKind::video ? "video" : "audio"},
                  {"name", track.name}};
    put_unless(value, "muted", track.muted, false);
    put_unless(value, "solo", track.solo, false);
    put_unless(value, "locked", track.locked, false);
    put_unless(value, "hidden", track.hidden, false);
    put_unless(value, "sync", track.sync, true);
    put_unless(value, "language", track.language, std::string());
    put_unless(value, "role", track.role, std::string());
    put_unless(value, "gain_db", track.gain_db, 0.0);
    put_unless(value, "pan", track.pan, 0.0);
    for (const Effect& effect : track.effects) {
        value["effects"].push_back(effect_json(effect));
    }
    return value;
}

Track track_from_json(Id id, const json& value)
{
    return reading("track " + std::to_string(id), [&] {
        Track track;
        track.id = id;
        track.kind = value.at("kind") == "audio" ? TrackKind::audio : TrackKind::video;
        track.name = value.at("name");
        track.muted = value.value("muted", false);
        track.solo = value.value("solo", false);
        track.locked = value.value("locked", false);
        track.hidden = value.value("hidden", false);
        track.sync = value.value("sync", true);
        track.language = value.value("language", "");
        track.role = value.value("role", "");
        track.gain_db = value.value("gain_db", 0.0);
        track.pan = value.value("pan", 0.0);
        for (const json& effect : value.value("effects", json::array())) {
            track.effects.push_back(effect_from(effect));
        }
        return track;
    });
}

json to_json(const Timeline& timeline)
{
    json markers = json::array();
    for (const Marker& marker : timeline.markers) {
        markers.push_back({{"id", marker.id},
                           {"frame", marker.frame},
                           {"name", marker.name},
                           {"colour", marker.colour}});
    }
    json head = {{"size", {timeline.size.width, timeline.size.height}},
                 {"rate", time_json(timeline.rate)},
                 {"markers", markers},
                 {"next_id", timeline.next_id}};
    for (const CaptionStyle& style : timeline.styles) {
        head["styles"].push_back(to_json(style));
    }
    return head;
}

Timeline timeline_from_json(const json& value)
{
    return reading("the head", [&] {
        Timeline timeline;
        timeline.size = {value.at("size").at(0), value.at("size").at(1)};
        timeline.rate = time_from(value.at("rate"));
        for (const json& m : value.at("markers")) {
            timeline.markers.push_back({m.at("id"), m.at("frame"), m.at("name"), m.at("colour")});
        }
        for (const json& style : value.value("styles", json::array())) {
            timeline.styles.push_back(style_from_json(style));
        }
        timeline.next_id = value.at("next_id");
        return timeline;
    });
}

} // namespace rushlight::editor
