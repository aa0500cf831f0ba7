#include "editor/interchange/fcpxml_clip.hpp"

#include "editor/interchange/numbers.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdio>
#include <string_view>

namespace rushlight::editor {

namespace {

constexpr std::array<std::string_view, 10> laid{"asset-clip",
                                                "clip",
                                                "video",
                                                "audio",
                                                "title",
                                                "gap",
                                                "ref-clip",
                                                "sync-clip",
                                                "mc-clip",
                                                "audition"};

/// What a clip's own time and effects come to.
void read_time_map(const XmlElement& map,
                   const Time& start,
                   ExchangeItem& item,
                   const std::string& where,
                   Losses& losses)
{
    std::vector<const XmlElement*> points;
    for (const XmlElement& child : map.children) {
        if (child.name == "timept") {
            points.push_back(&child);
        }
    }
    const Time from = points.empty() ? Time(0) : fcpxml_time(*points.front(), "time", 0);
    const Time to = points.empty() ? Time(0) : fcpxml_time(*points.back(), "time", 0);
    if (points.size() != 2 || to <= from) {
        losses.add("the speed that varies, now as recorded,", where);
        return;
    }
    const Time first = fcpxml_time(*points.front(), "value", 0);
    const Time speed = (fcpxml_time(*points.back(), "value", 0) - first) / (to - from);
    item.source_in = first + (start - from) * speed;
    item.speed = speed == Time(0) ? freeze_speed() : speed;
}

/// "1 0.5 0 1" → "#FF8000"
std::string colour_of(const std::string& text, const std::string& usual)
{
    std::array<double, 3> parts{};
    const char* at = text.data();
    const char* const end = text.data() + text.size();
    for (double& part : parts) {
        while (at != end && *at == ' ') {
            ++at;
        }
        const auto [stop, wrong] = std::from_chars(at, end, part);
        if (wrong != std::errc() || !(part >= 0 && part <= 1)) {
            return usual;
        }
        at = stop;
    }
    char out[16];
    std::snprintf(out,
                  sizeof out,
                  "#%02X%02X%02X",
                  static_cast<unsigned>(parts[0] * 255 + 0.5),
                  static_cast<unsigned>(parts[1] * 255 + 0.5),
                  static_cast<unsigned>(parts[2] * 255 + 0.5));
    return out;
}

Title title_of(const XmlElement& element)
{
    Title title;
    if (const XmlElement* text = element.child("text")) {
        title.text = text->text;
        for (const XmlElement& run : text->children) {
            title.text += run.text;
        }
    }
    if (const XmlElement* style = element.at("text-style-def/text-style")) {
        title.colour = colour_of(style->attribute("fontColor"), title.colour);
    }
    return title;
}

/// The <video> or <audio> that a <clip> holds, and where it begins in it.
const XmlElement* inner_of(const XmlElement& clip, std::string_view name)
{
    for (const XmlElement& child : clip.children) {
        if ((child.name == "video" || child.name == "audio") && child.attribute("lane").empty()) {
            if (child.name == name) {
                return &child;
            }
            if (const XmlElement* deeper = child.child(name)) {
                return deeper;
            }
        }
    }
    return nullptr;
}

void lose_effects(const XmlElement& element, const std::string& where, Losses& losses)
{
    for (const XmlElement& child : element.children) {
        const bool filter = child.name.rfind("filter-", 0) == 0;
        if (filter) {
            losses.add("the effect \"" + child.attribute("name") + "\"", where);
        } else if (child.name.rfind("adjust-", 0) == 0 || child.name == "caption" ||
                   child.name == "note" || child.name == "keyword" || child.name == "rating") {
            losses.add("the " + tidy(child.name), where);
        }
    }
}

} // namespace

bool is_fcpxml_clip(const XmlElement& element)
{
    return std::find(laid.begin(), laid.end(), element.name) != laid.end();
}

FcpxmlClip read_fcpxml_clip(const XmlElement& element, const FcpxmlMedia& media, Losses& losses)
{
    FcpxmlClip clip;
    clip.length = fcpxml_time(element, "duration", 0);
    if (element.name == "audition" && !element.children.empty()) { // the first is what is shown
        if (element.children.size() > 1) {
            losses.add("the further choices of an audition",
                       "line " + std::to_string(element.line));
        }
        const XmlElement& shown = element.children.front();
        if (shown.name != "audition" && is_fcpxml_clip(shown)) {
            return read_fcpxml_clip(shown, media, losses);
        }
    }
    const std::string name = element.attribute("name");
    const std::string where = "\"" + name + "\" (line " + std::to_string(element.line) + ")";
    const XmlElement* source = &element;
    const XmlElement* sound = &element;
    if (element.name == "clip") {
        source = inner_of(element, "video");
        sound = inner_of(element, "audio");
    }
    const XmlElement* any = source != nullptr ? source : sound;
    const std::size_t* number = any == nullptr ? nullptr : media.asset(any->attribute("ref"));
    Time usual; // of an asset's clip without a start: the asset's own
    if (number != nullptr) {
        const ExchangeMedia& medium = media.medium(*number);
        usual = *medium.start;
        if (element.attribute("duration").empty() && medium.duration) {
            clip.length = *medium.duration;
        }
    }
    if (clip.length <= Time(0)) {
        element.refuse("its duration is not above 0; give it a length and export it again");
    }
    clip.start = fcpxml_time(element, "start", element.name == "clip" ? Time(0) : usual);
    ExchangeItem item;
    item.name = name;
    item.length = clip.length;
    lose_effects(element, where, losses);
    if (element.name == "title") {
        item.source = title_of(element);
        clip.picture = item;
        return clip;
    }
    if (number == nullptr) {
        if (element.name == "video" && !element.attribute("ref").empty()) {
            losses.add("the generator, now a gap,", where);
        } else if (element.name != "gap") {
            losses.add("the " + element.name + ", now a gap,", where);
        }
        clip.picture = item;
        return clip;
    }
    item.source = *number;
    item.source_in = clip.start;
    if (const XmlElement* map = element.child("timeMap")) {
        read_time_map(*map, clip.start, item, where, losses);
    }
    if (any != &element) { // inside a <clip>, on its clock
        item.source_in =
            fcpxml_time(*any, "start", usual) + item.source_in - fcpxml_time(*any, "offset", 0);
    }
    const ExchangeMedia& medium = media.medium(*number);
    const std::string enabled = element.attribute("srcEnable");
    const bool shows = element.name == "asset-clip" ? medium.picture : source != nullptr;
    const bool sounds = element.name == "asset-clip" ? medium.sound : sound != nullptr;
    if (shows && enabled != "audio" && element.name != "audio") {
        clip.picture = item;
    }
    if (sounds && enabled != "video" && element.name != "video") {
        clip.sound = item;
    }
    return clip;
}

} // namespace rushlight::editor
