#include "editor/interchange/fcpxml.hpp"
#include "editor/interchange/fcpxml_resources.hpp"
#include "editor/interchange/numbers.hpp"

#include <algorithm>
#include <cstdio>

namespace rushlight::editor {

namespace {

/// Writes one file.
class Writer {
public:
    explicit Writer(const Exchange& exchange)
        : exchange_(exchange)
        , rate_(exchange.rate == Time(0) ? Time(24) : exchange.rate)
        , xml_("fcpxml")
        , resources_(exchange, rate_)
    {
        for (const ExchangeTrack& track : exchange.tracks) {
            Time end;
            for (const ExchangeItem& item : track.items) {
                end = end + item.length;
            }
            length_ = std::max(length_, end);
            (track.kind == TrackKind::video ? pictures_ : sounds_).push_back(&track);
        }
        // an end between frames, of sound, is rounded up: storylines are whole frames
        length_ = assets::frame_time(length_.ceil_at(rate_), rate_);
    }

    Written write()
    {
        xml_.open("fcpxml", {{"version", "1.8"}});
        resources_.write(xml_);
        xml_.open("event", {{"name", exchange_.name}});
        resources_.write_reels(xml_);
        xml_.open("project", {{"name", exchange_.name}});
        xml_.open("sequence",
                  {{"format", "r1"},
                   {"duration", fcpxml_seconds(length_)},
                   {"tcStart", "0s"},
                   {"tcFormat", can_drop(rate_) ? "DF" : "NDF"}});
        xml_.open("spine");
        write_primary();
        for (int i = 0; i < 5; ++i) { // spine, sequence, project, event, fcpxml
            xml_.close();
        }
        return {xml_.take(), losses_.sentences()};
    }

private:
    void write_primary()
    {
        ExchangeTrack primary;
        primary.name = "V1";
        if (!pictures_.empty()) {
            primary = *pictures_.front();
        }
        Time end;
        for (const ExchangeItem& item : primary.items) {
            end = end + item.length;
        }
        if (end < length_) { // other tracks reach further, and need something to hang on
            ExchangeItem rest;
            rest.length = length_ - end;
            primary.items.push_back(rest);
        }
        check_name(primary, "V", pictures_told_);
        write_storyline(primary, true);
    }

    /// A reader names tracks by their order, and knows of none without clips.
    void check_name(const ExchangeTrack& track, const char* kind, int& told)
    {
        if (std::all_of(track.items.begin(), track.items.end(), [](const ExchangeItem& item) {
                return item.is_gap();
            })) {
            losses_.say("the empty track " + track.name);
            return;
        }
        const std::string known = kind + std::to_string(++told);
        if (track.name != known) {
            losses_.add("the name, read as " + known + ",", "track " + track.name);
        }
    }

    /// The items of a track, one after the other. The primary one carries other tracks and markers.
    void write_storyline(const ExchangeTrack& track, bool primary)
    {
        Time at;
        for (std::size_t i = 0; i < track.items.size(); ++i) {
            const ExchangeItem& item = track.items[i];
            if (item.transition) {
                const std::string name =
                    item.transition->kind == "dip" ? "Fade To Color" : "Cross Dissolve";
                xml_.empty("transition",
                           {{"name", name},
                            {"offset", fcpxml_seconds(at - item.transition->before)},
                            {"duration",
                             fcpxml_seconds(item.transition->before + item.transition->after)}});
            }
            open_item(item, track, at);
            if (primary) {
                if (i == 0) {
                    write_others(local_start(item));
                }
                write_markers(item, at, i + 1 == track.items.size());
            }
            xml_.close();
            at = at + item.length;
        }
    }

    /// The time of an item's first frame as its own clock counts.
    static Time local_start(const ExchangeItem& item)
    {
        return std::holds_alternative<std::size_t>(item.source) ? item.source_in : Time(0);
    }

    void open_item(const ExchangeItem& item, const ExchangeTrack& track, const Time& at)
    {
        XmlWriter::Attributes attributes{{"name", item.is_gap() ? "Gap" : item.name},
                                         {"offset", fcpxml_seconds(at)},
                                         {"start", fcpxml_seconds(local_start(item))},
                                         {"duration", fcpxml_seconds(item.length)}};
        if (const auto* medium = std::get_if<std::size_t>(&item.source)) {
            attributes.emplace_back("ref", FcpxmlResources::asset_id(*medium));
            attributes.emplace_back("srcEnable",
                                    track.kind == TrackKind::video ? "video" : "audio");
            attributes.emplace_back("enabled", track.enabled ? "1" : "0");
            xml_.open("asset-clip", attributes);
            write_speed(item);
        } else if (const auto* title = std::get_if<Title>(&item.source)) {
            attributes.emplace_back("ref", "r2");
            attributes.emplace_back("enabled", track.enabled ? "1" : "0");
            xml_.open("title", attributes);
            write_fcpxml_text(xml_, *title, ++styles_);
            lose_look(*title, place_of(item, track, at, rate_));
        } else {
            if (!item.is_gap()) {
                losses_.add("the colour, now a gap,", place_of(item, track, at, rate_));
            }
            xml_.open("gap", attributes);
        }
    }

    void write_speed(const ExchangeItem& item)
    {
        if (item.speed == Time(1)) {
            return;
        }
        const Time speed = item.speed == freeze_speed() ? Time(0) : item.speed;
        xml_.open("timeMap");
        for (const Time& t : {Time(0), item.length}) {
            xml_.empty("timept",
                       {{"time", fcpxml_seconds(item.source_in + t)},
                        {"value", fcpxml_seconds(item.source_in + t * speed)},
                        {"interp", "linear"}});
        }
        xml_.close();
    }

    void lose_look(const Title& title, const std::string& where)
    {
        Title plain;
        plain.text = title.text;
        plain.colour = title.colour;
        if (title != plain) {
            losses_.add("subtitle, placement, size and font of the title", where);
        }
    }

    void write_others(const Time& anchor)
    {
        for (std::size_t i = 1; i < pictures_.size(); ++i) {
            check_name(*pictures_[i], "V", pictures_told_);
            write_other(*pictures_[i], static_cast<int>(i), anchor);
        }
        for (std::size_t i = 0; i < sounds_.size(); ++i) {
            check_name(*sounds_[i], "A", sounds_told_);
            write_other(*sounds_[i], -static_cast<int>(i + 1), anchor);
        }
    }

    void write_other(const ExchangeTrack& track, int lane, const Time& anchor)
    {
        if (track.items.empty()) {
            return;
        }
        xml_.open("spine", {{"lane", std::to_string(lane)}, {"offset", fcpxml_seconds(anchor)}});
        write_storyline(track, false);
        xml_.close();
    }

    /// Those inside an item; behind the film's end they hang on its last one.
    void write_markers(const ExchangeItem& item, const Time& at, bool last)
    {
        for (const ExchangeMarker& marker : exchange_.markers) {
            if (marker.at < at || (marker.at >= at + item.length && !last)) {
                continue;
            }
            if (marker.colour != Marker{}.colour) {
                losses_.add("the colour of a marker", "\"" + marker.name + "\"");
            }
            xml_.empty("marker",
                       {{"start", fcpxml_seconds(local_start(item) + marker.at - at)},
                        {"duration", fcpxml_seconds(Time(1) / rate_)},
                        {"value", marker.name}});
        }
    }

    const Exchange& exchange_;
    Time rate_;
    XmlWriter xml_;
    FcpxmlResources resources_;
    Time length_;
    std::vector<const ExchangeTrack*> pictures_;
    std::vector<const ExchangeTrack*> sounds_;
    int styles_ = 0;
    int pictures_told_ = 0;
    int sounds_told_ = 0;
    Losses losses_;
};

} // namespace

Written write_fcpxml(const Exchange& exchange)
{
    return Writer(exchange).write();
}

} // namespace rushlight::editor
