#include "editor/interchange/marker_colours.hpp"
#include "editor/interchange/numbers.hpp"
#include "editor/interchange/otio.hpp"
#include "editor/interchange/otio_media.hpp"

#include <algorithm>
#include <map>

namespace rushlight::editor {

namespace {

std::string in_quotes(const std::string& name)
{
    return "\"" + name + "\"";
}

/// How long a stack, track or item is; 0 for what has no length.
Time length_of(const JsonField& object)
{
    const OtioSchema schema = schema_of(object);
    if (schema.name == "Transition") {
        return 0;
    }
    if (const auto range = object.find("source_range")) {
        return otio_range(*range).duration;
    }
    Time length;
    if (schema.name == "Stack" || schema.name == "Track") {
        const JsonField children = object.at("children");
        for (std::size_t i = 0; i < children.size(); ++i) {
            const Time one = length_of(children.at(i));
            length = schema.name == "Stack" ? std::max(length, one) : length + one;
        }
    }
    return length;
}

class Reader {
public:
    Exchange read(const JsonField& document)
    {
        const OtioSchema schema = schema_of(document);
        if (schema.name == "SerializableCollection") {
            const JsonField children = document.at("children");
            for (std::size_t i = 0; i < children.size(); ++i) {
                const JsonField child = children.at(i);
                if (schema_of(child).name == "Timeline") {
                    if (children.size() > 1) {
                        losses_.say(std::to_string(children.size() - 1) +
                                    " more entries of the collection, of which the first timeline "
                                    "is read");
                    }
                    return read(child);
                }
            }
        }
        if (schema.name != "Timeline") {
            document.refuse("it is a " + schema.name +
                            ", not a Timeline; export the whole timeline");
        }
        refuse_newer(document, schema, 1);
        exchange_.name = document.text("name");
        if (const auto start = document.find("global_start_time")) {
            exchange_.rate = otio_time(*start).rate;
        }
        const JsonField stack = document.at("tracks");
        read_markers(stack, 0, "");
        lose_effects(stack, "the film");
        if (const auto part = stack.find("source_range")) {
            losses_.say("the part that the stack of tracks is trimmed to");
        }
        const JsonField children = stack.at("children");
        if (children.size() > exchange_limits::tracks) {
            children.refuse("it holds more than 256 tracks; export the film in parts");
        }
        for (std::size_t i = 0; i < children.size(); ++i) {
            read_track(children.at(i));
        }
        settle_rate();
        exchange_.media = media_.take();
        exchange_.not_carried = losses_.sentences();
        return std::move(exchange_);
    }

private:
    static void refuse_newer(const JsonField& object, const OtioSchema& schema, int known)
    {
        if (schema.version > known) {
            object.refuse("it is " + schema.name + "." + std::to_string(schema.version) + ", and " +
                          schema.name + "." + std::to_string(known) +
                          " can be read; export it for an older version");
        }
    }

    void read_track(const JsonField& object)
    {
        ExchangeTrack track;
        track.name = object.text("name");
        if (track.name.empty()) {
            track.name = "track " + std::to_string(exchange_.tracks.size() + 1);
        }
        if (const OtioSchema schema = schema_of(object); schema.name != "Track") {
            losses_.add("the " + schema.name + " among the tracks", in_quotes(track.name));
            return;
        }
        const std::string kind = object.text("kind", "Video");
        if (kind != "Video" && kind != "Audio") {
            losses_.add("the track of kind " + in_quotes(kind), in_quotes(track.name));
            return;
        }
        track.kind = kind == "Video" ? TrackKind::video : TrackKind::audio;
        track.enabled = object.flag("enabled", true);
        lose_effects(object, "track " + track.name);
        read_markers(object, 0, "");
        if (object.find("source_range")) {
            losses_.add("the part that a track is trimmed to,", in_quotes(track.name));
        }
        const JsonField children = object.at("children");
        std::optional<ExchangeTransition> transition;
        Time at;
        for (std::size_t i = 0; i < children.size(); ++i) {
            const JsonField child = children.at(i);
            const OtioSchema schema = schema_of(child);
            if (schema.name == "Transition") {
                transition = read_transition(child, track, at);
                continue;
            }
            if (++items_ > exchange_limits::items) {
                child.refuse("it holds more than 200,000 clips; export the film in parts");
            }
            ExchangeItem item = read_item(child, schema, track, at);
            item.transition = std::exchange(transition, std::nullopt);
            at = at + item.length;
            track.items.push_back(std::move(item));
        }
        if (transition) { // at the end: into nothing
            losses_.add("the transition at the end", "track " + track.name);
        }
        exchange_.tracks.push_back(std::move(track));
    }

    ExchangeTransition
    read_transition(const JsonField& object, const ExchangeTrack& track, const Time& at)
    {
        ExchangeTransition transition;
        transition.before = otio_time(object.at("in_offset")).time;
        transition.after = otio_time(object.at("out_offset")).time;
        if (transition.before < Time(0) || transition.after < Time(0)) {
            object.refuse("an offset of the transition is below 0; make it again");
        }
        const std::string name = object.text("name");
        const std::string type = object.text("transition_type", "SMPTE_Dissolve");
        if (type == "SMPTE_Dissolve") {
            return transition;
        }
        if (name.rfind("dip #", 0) == 0 && name.size() == 11 &&
            name.find_first_not_of("0123456789ABCDEFabcdef", 5) == std::string::npos) {
            transition.kind = "dip";
            transition.colour = name.substr(4);
            return transition;
        }
        losses_.add("the transition " + in_quotes(name.empty() ? type : name) + ", now a dissolve,",
                    track.name + " at " + decimal(at) + " s");
        return transition;
    }

    ExchangeItem read_item(const JsonField& object,
                           const OtioSchema& schema,
                           const ExchangeTrack& track,
                           const Time& at)
    {
        ExchangeItem item;
        item.name = object.text("name");
        const std::string where =
            in_quotes(item.name) + " (" + track.name + " at " + decimal(at) + " s)";
        if (schema.name == "Clip") {
            refuse_newer(object, schema, 2);
            const OtioRange part = media_.read_clip(object, item, track.kind, where, losses_);
            if (track.kind == TrackKind::video) {
                ++rates_[part.rate];
            }
            if (!object.flag("enabled", true)) {
                losses_.add("the clip that is switched off, now a gap,", where);
                item.source = std::monostate();
            }
        } else {
            item.length = length_of(object);
            if (schema.name != "Gap") {
                losses_.add(schema.name == "Stack" || schema.name == "Track"
                                ? "the nested " + schema.name + ", now a gap,"
                                : "the unknown " + schema.name + ", now a gap,",
                            where);
            }
        }
        Time offset;
        if (const auto range = object.find("source_range")) {
            offset = otio_range(*range).start;
        }
        read_markers(object, at - offset, where);
        read_effects(object, item, where);
        return item;
    }

    void read_effects(const JsonField& object, ExchangeItem& item, const std::string& where)
    {
        const auto effects = object.find("effects");
        for (std::size_t i = 0; effects && i < effects->size(); ++i) {
            const JsonField effect = effects->at(i);
            const std::string schema = schema_of(effect).name;
            if (schema == "FreezeFrame") {
                item.speed = freeze_speed();
            } else if (schema == "LinearTimeWarp") {
                const auto speed = fraction_of(effect.number("time_scalar"));
                if (!speed) {
                    effect.refuse("its time_scalar is out of range; set the speed again");
                }
                item.speed = *speed == Time(0) ? freeze_speed() : *speed;
            } else {
                lose(effect, where);
            }
        }
    }

    void lose(const JsonField& effect, const std::string& where)
    {
        const std::string name = effect.text("effect_name", effect.text("name"));
        losses_.add("the effect " + in_quotes(name.empty() ? schema_of(effect).name : name), where);
    }

    void lose_effects(const JsonField& object, const std::string& where)
    {
        const auto effects = object.find("effects");
        for (std::size_t i = 0; effects && i < effects->size(); ++i) {
            lose(effects->at(i), where);
        }
    }

    /// begin: the timeline's time at the object's own 0
    void read_markers(const JsonField& object, const Time& begin, const std::string& where)
    {
        const auto markers = object.find("markers");
        for (std::size_t i = 0; markers && i < markers->size(); ++i) {
            const JsonField one = markers->at(i);
            ExchangeMarker marker;
            marker.name = one.text("name");
            marker.colour = marker_colour(one.text("color", "ORANGE"));
            const OtioRange range = otio_range(one.at("marked_range"));
            marker.at = begin + range.start;
            const std::string comment = one.text("comment");
            if (marker.name.empty()) {
                marker.name = comment;
            } else if (!comment.empty()) {
                losses_.add("the note of a marker", in_quotes(marker.name));
            }
            if (!where.empty()) {
                losses_.add("the bond of a marker, now on the film, to its clip", where);
            }
            if (range.duration > Time(0)) {
                losses_.add("the length of a marker", in_quotes(marker.name));
            }
            exchange_.markers.push_back(std::move(marker));
        }
    }

    /// Without a start that tells it, the film runs at the rate that most of its pictures name.
    void settle_rate()
    {
        int most = 0;
        for (const auto& [rate, count] : rates_) {
            if (exchange_.rate == Time(0) && rate >= Time(1) && rate <= Time(240) && count > most) {
                most = count;
                settled_ = rate;
            }
        }
        if (exchange_.rate < Time(1) || exchange_.rate > Time(240)) {
            exchange_.rate = settled_;
        }
    }

    Exchange exchange_;
    Losses losses_;
    OtioMedia media_;
    std::map<Time, int> rates_;
    Time settled_;
    std::size_t items_ = 0;
};

} // namespace

Exchange read_otio(std::string_view text)
{
    const nlohmann::json document = parse_bounded(text);
    return Reader().read(JsonField(document));
}

} // namespace rushlight::editor
