#include "editor/script/edit_script.hpp"

#include "editor/edits/attributes.hpp"
#include "editor/edits/captions.hpp"
#include "editor/edits/effects.hpp"
#include "editor/edits/move.hpp"
#include "editor/edits/rearrange.hpp"
#include "editor/edits/remove.hpp"
#include "editor/edits/split.hpp"
#include "editor/edits/tracks.hpp"
#include "editor/edits/transition.hpp"
#include "editor/edits/trim.hpp"
#include "editor/project/timeline_json.hpp"
#include "editor/script/effect_reading.hpp"
#include "editor/script/sound_reading.hpp"
#include "editor/script/speed_reading.hpp"
#include "editor/text/schemas.hpp"

#include <algorithm>

namespace rushlight::editor {

namespace {

using nlohmann::json;
using Next = std::optional<Timeline>;

Edge edge_of(const Reading& r)
{
    return r.text("edge") == "head" ? Edge::head : Edge::tail;
}

void must_rise(const Reading& r)
{
    if (r.integer("to") <= r.integer("from")) {
        throw Refusal{"/to",
                      "it must be above from, which is " + std::to_string(r.integer("from"))};
    }
}

Next append_clips(const Reading& r)
{
    return append(r.timeline(), r.placed());
}

Next insert_clips(const Reading& r)
{
    return insert(r.timeline(), r.integer("at"), r.placed());
}

Next overwrite_clips(const Reading& r)
{
    return overwrite(r.timeline(), r.integer("at"), r.placed());
}

Next fill(const Reading& r)
{
    must_rise(r);
    return fit_to_fill(r.timeline(), r.integer("from"), r.integer("to"), r.placed());
}

Next replace_footage(const Reading& r)
{
    const Id clip = r.clip("clip");
    const ScriptAsset asset = r.asset("asset");
    const auto kind = r.timeline().tracks[find_item(r.timeline(), clip)->track]->kind;
    if (!(kind == TrackKind::video ? asset.picture : asset.sound)) {
        throw Refusal{"/asset",
                      std::string("it has no ") + (kind == TrackKind::video ? "picture" : "sound") +
                          " for this clip"};
    }
    return replace(r.timeline(),
                   clip,
                   asset.media,
                   assets::frame_time(r.integer("in"), r.timeline().rate),
                   r.text("name", asset.name),
                   asset.picture,
                   asset.sound);
}

Next lay_title(const Reading& r)
{
    return insert_title(
        r.timeline(), r.integer("at"), r.integer("frames"), r.title(), r.integer("fade"));
}

Next lift_frames(const Reading& r)
{
    must_rise(r);
    return lift_range(r.timeline(), r.integer("from"), r.integer("to"), r.open_tracks("tracks"));
}

Next extract_frames(const Reading& r)
{
    must_rise(r);
    return extract_range(r.timeline(), r.integer("from"), r.integer("to"));
}

Next move_clip(const Reading& r)
{
    const Id clip = r.clip("clip");
    const Track& onto = r.track("track");
    if (onto.kind != r.timeline().tracks[find_item(r.timeline(), clip)->track]->kind) {
        throw Refusal{"/track", "track " + onto.name + " is not of the clip's kind"};
    }
    return move(r.timeline(), clip, onto.id, units_at(r.timeline(), onto.kind, r.integer("at")));
}

Next join(const Reading& r)
{
    Transition wanted;
    wanted.kind = r.text("kind", wanted.kind);
    wanted.before = r.integer("before");
    wanted.after = r.integer("after");
    wanted.colour = r.text("colour", wanted.colour);
    return set_transition(r.timeline(), r.clip("clip"), wanted);
}

Next lay_caption(const Reading& r)
{
    return insert_caption(
        r.timeline(), r.integer("at"), r.integer("frames"), r.caption(), r.text("language"));
}

Next change_caption_style(const Reading& r)
{
    const std::string name = r.text("name");
    CaptionStyle style = style_named(r.timeline().styles, name);
    style.name = name;
    return set_caption_style(r.timeline(), style_from_json(r.object(), style));
}

Next new_effect_on(const Reading& r)
{
    std::optional<std::size_t> place;
    if (r.object().contains("at")) {
        place = place_among_effects(r, "at");
    }
    return add_effect(r.timeline(), r.clip("clip"), new_effect(r), place);
}

Next effects_copied(const Reading& r)
{
    const auto kind_of = [&](Id clip) {
        return r.timeline().tracks[find_item(r.timeline(), clip)->track]->kind;
    };
    if (kind_of(r.clip("from")) != kind_of(r.clip("clip"))) {
        throw Refusal{"/from", "one of the two clips is sound, the other a picture"};
    }
    return copy_effects(r.timeline(), r.clip("from"), r.clip("clip"));
}

Next change_level(const Reading& r)
{
    return set_level(r.timeline(), r.clip("clip"), r.value("gain_db", 0.0), r.value("pan", 0.0));
}

Next new_track(const Reading& r)
{
    for (const auto& track : r.timeline().tracks) {
        if (track->name == r.text("name")) {
            throw Refusal{"/name", "there is a track " + track->name + " already"};
        }
    }
    return add_track(r.timeline(),
                     r.text("kind") == "audio" ? TrackKind::audio : TrackKind::video,
                     r.text("name"));
}

Next change_track(const Reading& r)
{
    const Track& track = r.track("track");
    TrackFlags flags = flags_of(track);
    flags.muted = r.value("muted", flags.muted);
    flags.solo = r.value("solo", flags.solo);
    flags.locked = r.value("locked", flags.locked);
    flags.hidden = r.value("hidden", flags.hidden);
    flags.sync = r.value("sync", flags.sync);
    return set_flags(r.timeline(), track.id, flags);
}

/// What one edit is called in the undo menu, why it may not fit, and how it is made.
struct Form {
    const char* name;
    const char* label;
    const char* refused;
    Next (*make)(const Reading&);
};

constexpr const char* no_room =
    "a handle is too short, nothing would be left, or a linked clip lies on a locked track";
constexpr const char* locked_link = "a linked clip lies on a locked track";
constexpr const char* no_change = "it changes nothing";

const Form all_forms[]{
    {"append", "Append", "it does not fit", append_clips},
    {"insert", "Insert", "it does not fit", insert_clips},
    {"overwrite", "Overwrite", "it does not fit", overwrite_clips},
    {"fit_to_fill", "Fit to fill", "the speed would be out of range", fill},
    {"replace",
     "Replace",
     "the clip is no footage, the new one is too short, or it changes nothing",
     replace_footage},
    {"insert_title", "Title", "the fades are longer than the title", lay_title},
    {"lift",
     "Lift",
     locked_link,
     [](const Reading& r) {
         return lift(r.timeline(), r.clips("clips"));
     }},
    {"extract",
     "Extract",
     locked_link,
     [](const Reading& r) {
         return extract(r.timeline(), r.clip("clip"));
     }},
    {"lift_range", "Lift range", "nothing lies there", lift_frames},
    {"extract_range", "Extract range", "nothing lies there", extract_frames},
    {"close_gap",
     "Close gap",
     "a track that ripples along has material beside the gap",
     [](const Reading& r) {
         return close_gap(r.timeline(), r.gap("gap"));
     }},
    {"join",
     "Join",
     "the clip in front does not go on in this one, or they differ",
     [](const Reading& r) {
         return join(r.timeline(), r.clip("clip"));
     }},
    {"duplicate",
     "Duplicate",
     locked_link,
     [](const Reading& r) {
         return duplicate(r.timeline(), r.clip("clip"));
     }},
    {"swap_with_next",
     "Swap",
     "no clip lies directly behind it, or a linked clip lies on a locked track",
     [](const Reading& r) {
         return swap_with_next(r.timeline(), r.clip("clip"));
     }},
    {"split",
     "Split",
     "no clip of these tracks lies across that frame",
     [](const Reading& r) {
         return split(r.timeline(), r.integer("at"), r.open_tracks("tracks"));
     }},
    {"ripple_trim",
     "Ripple trim",
     no_room,
     [](const Reading& r) {
         return ripple_trim(r.timeline(), r.clip("clip"), edge_of(r), r.integer("by"));
     }},
    {"trim_to",
     "Trim to frame",
     "the frame lies outside the clip",
     [](const Reading& r) {
         return trim_to(r.timeline(), r.clip("clip"), edge_of(r), r.integer("at"));
     }},
    {"overwrite_trim",
     "Trim",
     no_room,
     [](const Reading& r) {
         return overwrite_trim(r.timeline(), r.clip("clip"), edge_of(r), r.integer("by"));
     }},
    {"roll",
     "Roll",
     no_room,
     [](const Reading& r) {
         return roll(r.timeline(), r.clip("clip"), r.integer("by"));
     }},
    {"slip",
     "Slip",
     no_room,
     [](const Reading& r) {
         return slip(r.timeline(), r.clip("clip"), r.integer("by"));
     }},
    {"slide",
     "Slide",
     no_room,
     [](const Reading& r) {
         return slide(r.timeline(), r.clip("clip"), r.integer("by"));
     }},
    {"move",
     "Move",
     "something linked would begin before the film, or lies on a locked track",
     move_clip},
    {"nudge",
     "Nudge",
     "something linked would begin before the film, or lies on a locked track",
     [](const Reading& r) {
         return nudge(r.timeline(), r.clip("clip"), r.integer("by"));
     }},
    {"set_transition",
     "Transition",
     "there is no cut in front of the clip, or no handle for a single frame",
     join},
    {"remove_transition",
     "Remove transition",
     "there is none in front of the clip",
     [](const Reading& r) {
         return remove_transition(r.timeline(), r.clip("clip"));
     }},
    {"set_speed",
     "Speed",
     "the speed is out of range, changes nothing or leaves less than a frame",
     with_speed_set},
    {"set_speed_ramp",
     "Speed ramp",
     "it changes nothing, leaves less than a frame or never reaches the end of the clip's part",
     with_speed_ramp},
    {"freeze_frame", "Freeze frame", "the clip is no footage", with_frame_frozen},
    {"add_effect", "Add effect", "it does not fit", new_effect_on},
    {"set_effect", "Effect", no_change, with_effect_set},
    {"remove_effect",
     "Remove effect",
     "the clip has no such effect",
     [](const Reading& r) {
         return remove_effect(r.timeline(), r.clip("clip"), effect_place(r));
     }},
    {"move_effect",
     "Move effect",
     no_change,
     [](const Reading& r) {
         const std::size_t from = effect_place(r);
         return move_effect(r.timeline(), r.clip("clip"), from, place_among_effects(r, "to"));
     }},
    {"copy_effects", "Copy effects", no_change, effects_copied},
    {"set_title",
     "Title",
     "the clip is no title, or it changes nothing",
     [](const Reading& r) {
         return set_title(r.timeline(), r.clip("clip"), r.title());
     }},
    {"insert_caption", "Caption", "it does not fit", lay_caption},
    {"set_caption",
     "Caption",
     "the clip is no caption, or it changes nothing",
     [](const Reading& r) {
         return set_caption(r.timeline(), r.clip("clip"), r.caption());
     }},
    {"set_caption_style", "Caption style", no_change, change_caption_style},
    {"set_fades", "Fades", "together they are longer than the clip, or change nothing", with_fades},
    {"set_level", "Level", no_change, change_level},
    {"set_clip_sound", "Sound effects", no_change, with_clip_sound},
    {"set_track_sound", "Track sound", no_change, with_track_sound},
    {"rename",
     "Rename",
     no_change,
     [](const Reading& r) {
         return rename(r.timeline(), r.clip("clip"), r.text("name"));
     }},
    {"link",
     "Link",
     no_change,
     [](const Reading& r) {
         return link(r.timeline(), r.clips("clips"));
     }},
    {"add_track", "Add track", "it cannot be added", new_track},
    {"remove_track",
     "Remove track",
     "it is locked",
     [](const Reading& r) {
         return remove_track(r.timeline(), r.track("track").id);
     }},
    {"set_track", "Track", no_change, change_track},
    {"add_marker",
     "Marker",
     "it cannot be set there",
     [](const Reading& r) {
         return add_marker(r.timeline(), r.integer("at"), r.text("name"));
     }},
    {"remove_marker",
     "Remove marker",
     "there is no such marker",
     [](const Reading& r) {
         return remove_marker(r.timeline(), r.integer("marker"));
     }},
};

} // namespace

ScriptResult
run_script(const Timeline& timeline, std::string_view text, const FindAsset& find_asset)
{
    ScriptResult result;
    const JsonText read(text, result.problems);
    if (read.value()) {
        check(*read.value(), edits_schema(), read, result.problems);
    }
    if (!result.problems.empty()) {
        return result;
    }
    const json& edits = read.value()->at("edits");
    Timeline now = timeline;
    for (std::size_t i = 0; i < edits.size(); ++i) {
        const std::string pointer = "/edits/" + std::to_string(i);
        const auto refused = [&](const std::string& field, const std::string& sentence) {
            const std::string whole = pointer + field;
            return ScriptResult{{}, {{read.line_of(whole), whole, sentence}}};
        };
        const std::string name = edits[i].at("edit");
        const Form& form = *std::find_if(std::begin(all_forms),
                                         std::end(all_forms),
                                         [&](const Form& each) { return name == each.name; });
        try {
            Next next = form.make(Reading(now, edits[i], find_asset));
            if (!next || *next == now) {
                return refused("", name + " is not possible: " + form.refused);
            }
            now = *next;
            result.versions.push_back({std::move(*next), form.label});
        } catch (const Refusal& refusal) {
            return refused(refusal.field, refusal.sentence);
        } catch (const assets::TimeOverflow&) {
            return refused("", name + " is not possible: it reaches beyond what can be counted");
        }
    }
    return result;
}

std::vector<EditForm> edit_forms()
{
    const json schema = edits_schema();
    std::vector<EditForm> forms;
    for (const Form& form : all_forms) {
        const json& rule = schema.at("$defs").at(form.name);
        forms.push_back({form.name, rule.at("description"), rule.at("examples").at(0).dump()});
    }
    return forms;
}

json state_json(const Timeline& timeline)
{
    json state = to_json(timeline);
    state["length"] = length(timeline);
    state["tracks"] = json::array();
    for (const auto& track : timeline.tracks) {
        json entry = to_json(*track);
        entry["id"] = track->id;
        entry["items"] = json::array();
        for (std::size_t i = 0; i < track->items.size(); ++i) {
            const Item& item = track->items.at(i);
            json one = to_json(item);
            one["id"] = item.id;
            one["begins"] = track->items.start_of(i);
            one["length"] = item.length;
            entry["items"].push_back(std::move(one));
        }
        state["tracks"].push_back(std::move(entry));
    }
    return state;
}

} // namespace rushlight::editor
