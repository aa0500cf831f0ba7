#include "editor/script/reading.hpp"

#include <algorithm>

namespace rushlight::editor {

namespace {

using nlohmann::json;

std::string field_of(const char* list, std::size_t index)
{
    return "/" + std::string(list) + "/" + std::to_string(index);
}

void must_be_open(const Track& track, const std::string& field)
{
    if (track.locked) {
        throw Refusal{field, "track " + track.name + " is locked; unlock it with set_track"};
    }
}

} // namespace

Id Reading::clip(const char* name) const
{
    return item_of(edit_.at(name), "/" + std::string(name), false);
}

Id Reading::gap(const char* name) const
{
    return item_of(edit_.at(name), "/" + std::string(name), true);
}

std::vector<Id> Reading::clips(const char* name) const
{
    std::vector<Id> ids;
    for (const json& id : edit_.at(name)) {
        ids.push_back(item_of(id, field_of(name, ids.size()), false));
    }
    return ids;
}

const Track& Reading::track(const char* name) const
{
    return track_of(edit_.at(name), "/" + std::string(name));
}

std::vector<Id> Reading::open_tracks(const char* name) const
{
    std::vector<Id> ids;
    if (!edit_.contains(name)) {
        for (const auto& each : timeline_.tracks) {
            if (!each->locked) {
                ids.push_back(each->id);
            }
        }
        return ids;
    }
    for (const json& each : edit_.at(name)) {
        const std::string field = field_of(name, ids.size());
        const Track& found = track_of(each, field);
        must_be_open(found, field);
        ids.push_back(found.id);
    }
    return ids;
}

ScriptAsset Reading::asset(const char* name) const
{
    return asset_of(edit_.at(name), "/" + std::string(name));
}

ScriptAsset Reading::asset_of(const json& number, const std::string& field) const
{
    const auto found = find_asset_(number);
    if (!found) {
        throw Refusal{field,
                      "the project has no ready asset " + number.dump() + "; import it first"};
    }
    return *found;
}

std::vector<Placed> Reading::placed() const
{
    std::vector<Placed> all;
    for (const json& source : edit_.at("clips")) {
        all.push_back(placed_of(source, field_of("clips", all.size())));
    }
    return all;
}

Placed Reading::placed_of(const json& source, const std::string& field) const
{
    const Track& onto = track_of(source.at("track"), field + "/track");
    must_be_open(onto, field + "/track");
    const std::string number = source.at("asset").dump();
    const ScriptAsset asset = asset_of(source.at("asset"), field + "/asset");
    const bool video = onto.kind == TrackKind::video;
    if (!(video ? asset.picture : asset.sound)) {
        throw Refusal{field + "/track",
                      "asset " + number + " has no " + (video ? "picture" : "sound") +
                          " for track " + onto.name};
    }
    const std::int64_t in = source.at("in"), out = source.at("out");
    if (out <= in) {
        throw Refusal{field + "/out", "it must be above in, which is " + std::to_string(in)};
    }
    const auto& end = asset.media.available;
    if (end && assets::frame_time(out, timeline_.rate) > *end) {
        throw Refusal{field + "/out",
                      "the asset ends at frame " + std::to_string(end->floor_at(timeline_.rate))};
    }
    Placed placed;
    placed.track = onto.id;
    placed.clip.name = source.value("name", asset.name);
    placed.clip.source = asset.media;
    placed.clip.source_start = assets::frame_time(in, timeline_.rate);
    placed.length = units_at(timeline_, onto.kind, out) - units_at(timeline_, onto.kind, in);
    if (end) { // at 29.97 a frame's samples do not come out even
        placed.length =
            std::min(placed.length,
                     (*end - placed.clip.source_start).floor_at(unit_rate(timeline_, onto.kind)));
    }
    return placed;
}

Caption Reading::caption() const
{
    Caption caption{{{text("text"), text("style")}}, {}, text("speaker")};
    const auto& styles = timeline_.styles;
    if (!caption.runs[0].style.empty() &&
        std::none_of(styles.begin(), styles.end(), [&](const CaptionStyle& style) {
            return style.name == caption.runs[0].style;
        })) {
        throw Refusal{"/style",
                      "there is no style of captions called " + caption.runs[0].style +
                          "; make it with set_caption_style"};
    }
    return caption;
}

Title Reading::title() const
{
    Title title{text("text")};
    title.subtitle = text("subtitle");
    const std::string placement = text("placement", "centre");
    title.placement = placement == "lower_third" ? Placement::lower_third
                      : placement == "bottom"    ? Placement::bottom
                                                 : Placement::centre;
    title.size = value("size", title.size);
    title.colour = text("colour", title.colour);
    title.font = text("font");
    return title;
}

const Track& Reading::track_of(const json& named, const std::string& field) const
{
    std::string known;
    for (const auto& each : timeline_.tracks) {
        if (named.is_string() ? each->name == named : each->id == named) {
            return *each;
        }
        known += (known.empty() ? "" : ", ") + each->name;
    }
    throw Refusal{field, "there is no track " + named.dump() + "; there are " + known};
}

Id Reading::item_of(const json& id, const std::string& field, bool gap) const
{
    const auto place = find_item(timeline_, id);
    if (!place) {
        throw Refusal{field,
                      "there is no clip " + id.dump() +
                          "; rushlight --json edit PROJECT tells the ids"};
    }
    if (item_at(timeline_, *place).is_gap() != gap) {
        throw Refusal{field, id.dump() + (gap ? " is a clip, not a gap" : " is a gap, not a clip")};
    }
    must_be_open(*timeline_.tracks[place->track], field);
    return id;
}

} // namespace rushlight::editor
