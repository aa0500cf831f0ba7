#include "editor/interchange/fcp7_parts.hpp"

#include "editor/interchange/fcp7_xml.hpp"
#include "editor/interchange/numbers.hpp"

#include <cstdlib>

namespace rushlight::editor {

namespace {

void parameter(XmlWriter& xml, const char* id, const std::string& value)
{
    xml.open("parameter");
    xml.element("parameterid", id);
    xml.element("name", id);
    xml.element("value", value);
    xml.close();
}

void write_colour(XmlWriter& xml, const std::string& colour)
{
    xml.open("parameter");
    xml.element("parameterid", "fillcolor");
    xml.element("name", "Color");
    xml.open("value");
    xml.element("alpha", 255);
    std::size_t at = 1;
    for (const char* channel : {"red", "green", "blue"}) {
        const std::string digits = colour.size() == 7 ? colour.substr(at, 2) : "00";
        xml.element(channel, std::strtol(digits.c_str(), nullptr, 16));
        at += 2;
    }
    xml.close();
    xml.close();
}

} // namespace

std::optional<Timebase> timebase_of(const Time& rate)
{
    if (rate < Time(1) || rate > Time(1000)) {
        return std::nullopt;
    }
    const std::int64_t whole = nominal(rate);
    if (rate == Time(whole)) {
        return Timebase{whole, false};
    }
    return rate == Time(whole * 1000, 1001) ? std::optional(Timebase{whole, true}) : std::nullopt;
}

void write_rate(XmlWriter& xml, const Time& rate)
{
    const Timebase base = *timebase_of(rate);
    xml.open("rate");
    xml.element("timebase", base.frames);
    xml.element("ntsc", base.ntsc ? "TRUE" : "FALSE");
    xml.close();
}

void write_timecode(XmlWriter& xml, std::int64_t frame, const Time& rate, const std::string& reel)
{
    const bool drop = can_drop(rate);
    xml.open("timecode");
    write_rate(xml, rate);
    xml.element("string", timecode(frame, rate, drop));
    xml.element("frame", frame);
    xml.element("displayformat", drop ? "DF" : "NDF");
    if (!reel.empty()) {
        xml.open("reel");
        xml.element("name", reel);
        xml.close();
    }
    xml.close();
}

void write_size(XmlWriter& xml, const Size& size)
{
    xml.open("samplecharacteristics");
    xml.element("width", size.width);
    xml.element("height", size.height);
    xml.element("pixelaspectratio", "square");
    xml.close();
}

void write_file(XmlWriter& xml, const std::string& id, const ExchangeMedia& media, const Time& film)
{
    const Time rate = media.rate != Time(0) && timebase_of(media.rate) ? media.rate : film;
    xml.open("file", {{"id", id}});
    xml.element("name", media.name);
    if (!media.file.empty()) {
        const bool local = media.file.rfind("file:///", 0) == 0;
        xml.element("pathurl", local ? "file://localhost" + media.file.substr(7) : media.file);
    }
    write_rate(xml, rate);
    if (media.duration) {
        xml.element("duration", media.duration->round_at(rate));
    }
    if (media.start || !media.reel.empty()) {
        write_timecode(xml, media.start.value_or(Time(0)).round_at(rate), rate, media.reel);
    }
    xml.open("media");
    if (media.picture) {
        xml.open("video");
        if (media.size != Size{}) {
            write_size(xml, media.size);
        }
        xml.close();
    }
    if (media.sound) {
        xml.open("audio");
        xml.element("channelcount", 2);
        xml.close();
    }
    xml.close();
    xml.close();
}

void write_speed(XmlWriter& xml, const Time& speed, bool sound)
{
    xml.open("filter");
    xml.open("effect");
    xml.element("name", "Time Remap");
    xml.element("effectid", "timeremap");
    xml.element("effectcategory", "motion");
    xml.element("effecttype", "motion");
    xml.element("mediatype", sound ? "audio" : "video");
    parameter(xml, "variablespeed", "0");
    parameter(xml, "speed", decimal(speed * Time(100)));
    parameter(xml, "reverse", "FALSE");
    parameter(xml, "frameblending", "FALSE");
    xml.close();
    xml.close();
}

void write_generator(XmlWriter& xml,
                     const ExchangeItem& item,
                     const std::string& where,
                     Losses& losses)
{
    const auto* title = std::get_if<Title>(&item.source);
    xml.open("effect");
    xml.element("name", title != nullptr ? "Text" : "Color");
    xml.element("effectid", title != nullptr ? "Text" : "Color");
    xml.element("effecttype", "generator");
    xml.element("mediatype", "video");
    if (title != nullptr) {
        parameter(xml, "str", title->text);
        Title plain;
        plain.text = title->text;
        if (*title != plain) {
            losses.add("subtitle, placement, colour, size and font of the title", where);
        }
    } else {
        write_colour(xml, std::get<Solid>(item.source).colour);
    }
    xml.close();
}

ClipLinks::ClipLinks(const Exchange& exchange)
{
    int number = 0;
    for (const TrackKind kind : {TrackKind::video, TrackKind::audio}) {
        std::int64_t tracks = 0;
        for (const ExchangeTrack& track : exchange.tracks) {
            if (track.kind != kind) {
                continue;
            }
            ++tracks;
            std::int64_t clip = 0;
            for (const ExchangeItem& item : track.items) {
                number += item.is_gap() ? 0 : 1;
                clip += item.is_gap() ? 0 : 1;
                if (!item.is_gap() && item.link != 0) {
                    links_[item.link].push_back({kind, tracks, clip, number});
                }
            }
        }
    }
}

void ClipLinks::write(XmlWriter& xml, const ExchangeItem& item) const
{
    const auto group = links_.find(item.link);
    if (group == links_.end() || group->second.size() < 2) {
        return;
    }
    for (const Standing& one : group->second) {
        xml.open("link");
        xml.element("linkclipref", "clipitem-" + std::to_string(one.number));
        xml.element("mediatype", one.kind == TrackKind::video ? "video" : "audio");
        xml.element("trackindex", one.track);
        xml.element("clipindex", one.clip);
        xml.close();
    }
}

} // namespace rushlight::editor
