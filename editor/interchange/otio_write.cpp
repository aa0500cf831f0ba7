#include "editor/interchange/marker_colours.hpp"
#include "editor/interchange/numbers.hpp"
#include "editor/interchange/otio.hpp"

#include <nlohmann/json.hpp>

namespace rushlight::editor {

namespace {

using json = nlohmann::ordered_json;

/// A rate at which all of the times are whole numbers: the film's, the media's, or their
/// denominators' own.
Time rate_for(const std::vector<Time>& times, const Time& film, const Time& media)
{
    const auto whole = [&](const Time& rate) {
        for (const Time& time : times) {
            if ((time * rate).denominator() != 1) {
                return false;
            }
        }
        return true;
    };
    for (const Time& rate : {film, media, Time(sample_rate)}) {
        if (rate != Time(0) && whole(rate)) {
            return rate;
        }
    }
    return {times.front().denominator()};
}

json rational(const Time& time, const Time& rate)
{
    Time value = time * rate;
    Time base = rate;
    if (value.denominator() != 1) {
        base = time.denominator();
        value = time.numerator();
    }
    return {{"OTIO_SCHEMA", "RationalTime.1"},
            {"rate", base.seconds()},
            {"value", static_cast<double>(value.numerator())}};
}

json range(const Time& start, const Time& duration, const Time& rate)
{
    return {{"OTIO_SCHEMA", "TimeRange.1"},
            {"duration", rational(duration, rate)},
            {"start_time", rational(start, rate)}};
}

/// What every object has.
json object(const char* schema, const std::string& name)
{
    return {{"OTIO_SCHEMA", schema}, {"metadata", json::object()}, {"name", name}};
}

class Writer {
public:
    explicit Writer(const Exchange& exchange)
        : exchange_(exchange)
        , rate_(exchange.rate == Time(0) ? Time(24) : exchange.rate)
    {
    }

    Written write()
    {
        json root = object("Timeline.1", exchange_.name);
        root["global_start_time"] = rational(0, rate_);
        json stack = object("Stack.1", "tracks");
        stack["source_range"] = nullptr;
        stack["effects"] = json::array();
        stack["markers"] = json::array();
        for (const ExchangeMarker& marker : exchange_.markers) {
            stack["markers"].push_back(told(marker));
        }
        stack["enabled"] = true;
        stack["children"] = json::array();
        for (const ExchangeTrack& track : exchange_.tracks) {
            stack["children"].push_back(told(track));
        }
        root["tracks"] = std::move(stack);
        losses_.say("the frame's size " + std::to_string(exchange_.size.width) + "x" +
                    std::to_string(exchange_.size.height) + ", which OTIO has no place for");
        Written written;
        written.text = root.dump(1, ' ', false, json::error_handler_t::replace) + "\n";
        written.not_carried = losses_.sentences();
        return written;
    }

private:
    json told(const ExchangeMarker& marker)
    {
        json out = object("Marker.2", marker.name);
        out["color"] = marker_colour_name(marker.colour);
        if (marker_colour(out["color"]) != marker.colour) {
            losses_.add("the exact colour of a marker, now the nearest named one,",
                        "\"" + marker.name + "\"");
        }
        out["comment"] = "";
        out["marked_range"] = range(marker.at, 0, rate_);
        return out;
    }

    json told(const ExchangeTrack& track)
    {
        json out = object("Track.1", track.name);
        out["source_range"] = nullptr;
        out["effects"] = json::array();
        out["markers"] = json::array();
        out["enabled"] = track.enabled;
        out["kind"] = track.kind == TrackKind::video ? "Video" : "Audio";
        out["children"] = json::array();
        Time at;
        for (const ExchangeItem& item : track.items) {
            if (item.transition) {
                out["children"].push_back(told(*item.transition));
            }
            out["children"].push_back(told(item, place_of(item, track, at, rate_)));
            at = at + item.length;
        }
        return out;
    }

    [[nodiscard]] json told(const ExchangeTransition& transition) const
    {
        const bool dissolve = transition.kind == "dissolve";
        json out = object("Transition.1", dissolve ? "dissolve" : "dip " + transition.colour);
        out["transition_type"] = dissolve ? "SMPTE_Dissolve" : "Custom_Transition";
        const Time rate = rate_for({transition.before, transition.after}, rate_, 0);
        out["in_offset"] = rational(transition.before, rate);
        out["out_offset"] = rational(transition.after, rate);
        return out;
    }

    json told(const ExchangeItem& item, const std::string& where)
    {
        json out = object(item.is_gap() ? "Gap.1" : "Clip.2", item.name);
        const ExchangeMedia* media = nullptr;
        if (const auto* index = std::get_if<std::size_t>(&item.source)) {
            media = &exchange_.media[*index];
        }
        const Time rate = rate_for(
            {item.length, item.source_in}, rate_, media != nullptr ? media->rate : Time(0));
        out["source_range"] = range(item.source_in, item.length, rate);
        out["effects"] = json::array();
        if (item.speed == freeze_speed()) {
            out["effects"].push_back(warp("FreezeFrame.1", "FreezeFrame", 0));
        } else if (item.speed != Time(1)) {
            out["effects"].push_back(
                warp("LinearTimeWarp.1", "LinearTimeWarp", item.speed.seconds()));
        }
        out["markers"] = json::array();
        out["enabled"] = true;
        if (item.is_gap()) {
            return out;
        }
        if (media != nullptr && !media->reel.empty()) { // where other programs look for it
            out["metadata"]["cmx_3600"]["reel"] = media->reel;
        }
        out["media_references"]["DEFAULT_MEDIA"] =
            media != nullptr ? told(*media) : generator(item, where);
        out["active_media_reference_key"] = "DEFAULT_MEDIA";
        return out;
    }

    static json warp(const char* schema, const char* effect, double scalar)
    {
        json out = object(schema, "");
        out["effect_name"] = effect;
        out["enabled"] = true;
        out["time_scalar"] = scalar;
        return out;
    }

    [[nodiscard]] json told(const ExchangeMedia& media) const
    {
        // the reference's name is its reel: a reader that knows no reel has it there
        json out = object(media.file.empty() ? "MissingReference.1" : "ExternalReference.1",
                          media.reel.empty() ? media.name : media.reel);
        out["available_range"] = nullptr;
        out["available_image_bounds"] = nullptr;
        if (media.duration) {
            const Time start = media.start.value_or(Time(0));
            out["available_range"] = range(start,
                                           *media.duration,
                                           rate_for({*media.duration, start},
                                                    media.rate == Time(0) ? rate_ : media.rate,
                                                    rate_));
        }
        if (!media.file.empty()) {
            out["target_url"] = media.file;
        }
        return out;
    }

    json generator(const ExchangeItem& item, const std::string& where)
    {
        json out = object("GeneratorReference.1", item.name);
        out["available_range"] = nullptr;
        out["available_image_bounds"] = nullptr;
        json parameters = json::object();
        if (const auto* title = std::get_if<Title>(&item.source)) {
            out["generator_kind"] = "Title";
            parameters["text"] = title->text;
            parameters["colour"] = title->colour;
            Title plain;
            plain.text = title->text;
            plain.colour = title->colour;
            if (*title != plain) {
                losses_.add("subtitle, placement, size and font of the title", where);
            }
        } else {
            out["generator_kind"] = "SolidColor";
            parameters["colour"] = std::get<Solid>(item.source).colour;
        }
        out["parameters"] = std::move(parameters);
        return out;
    }

    const Exchange& exchange_;
    Time rate_; ///< the film's
    Losses losses_;
};

} // namespace

Written write_otio(const Exchange& exchange)
{
    return Writer(exchange).write();
}

} // namespace rushlight::editor
