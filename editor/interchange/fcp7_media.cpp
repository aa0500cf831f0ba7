#include "editor/interchange/fcp7_media.hpp"

#include "editor/interchange/numbers.hpp"

#include <algorithm>
#include <charconv>
#include <cstdio>

namespace rushlight::editor {

namespace {

std::string colour_of(const XmlElement& value)
{
    const auto channel = [&](const char* name) {
        return static_cast<unsigned>(
            std::clamp<std::int64_t>(value.number(name).value_or(0), 0, 255));
    };
    char text[16];
    std::snprintf(
        text, sizeof text, "#%02X%02X%02X", channel("red"), channel("green"), channel("blue"));
    return text;
}

/// What a generator draws; black for one that is not known.
ExchangeSource generator(const XmlElement& clip, const std::string& where, Losses& losses)
{
    const XmlElement* effect = clip.child("effect");
    const std::string id = effect == nullptr ? std::string() : effect->text_of("effectid");
    Title title;
    Solid solid;
    for (const XmlElement& one : effect == nullptr ? clip.children : effect->children) {
        if (one.name != "parameter") {
            continue;
        }
        const std::string parameter = one.text_of("parameterid");
        const XmlElement* value = one.child("value");
        if (parameter == "str" && value != nullptr) {
            title.text = value->text;
        } else if (parameter == "fillcolor" && value != nullptr) {
            solid.colour = colour_of(*value);
        }
    }
    if (!title.text.empty()) {
        return title;
    }
    if (id != "Color" && id != "Slug" && id != "BlackVideo") {
        losses.add("the generator \"" + id + "\", now black,", where);
    }
    return solid;
}

double number_in(const std::string& text, const XmlElement& element)
{
    double value = 0;
    const char* const end = text.data() + text.size();
    const auto [stop, wrong] = std::from_chars(text.data(), end, value);
    if (wrong != std::errc() || stop != end || !(value >= -1e6 && value <= 1e6)) {
        element.refuse("its speed \"" + text.substr(0, 40) + "\" is no percentage; set it again");
    }
    return value;
}

} // namespace

Time fcp7_rate(const XmlElement& element, const Time& around)
{
    const auto timebase = element.number("rate/timebase");
    if (!timebase) {
        return around;
    }
    if (*timebase < 1 || *timebase > 1000) {
        element.at("rate/timebase")->refuse("it is not between 1 and 1000; export it again");
    }
    return element.text_of("rate/ntsc") == "TRUE" ? Time(*timebase * 1000, 1001) : Time(*timebase);
}

void Fcp7Media::remember_files(const XmlElement& element)
{
    for (const XmlElement& child : element.children) {
        if (child.name == "file" && !child.children.empty()) {
            files_.emplace(child.attribute("id"), &child);
        }
        remember_files(child);
    }
}

std::string Fcp7Media::root_of(const std::string& id)
{
    std::string root = id;
    for (auto found = groups_.find(root); found != groups_.end() && found->second != root;
         found = groups_.find(root)) {
        root = found->second;
    }
    for (auto found = groups_.find(id); found != groups_.end() && found->second != root;) {
        const std::string next = std::exchange(found->second, root); // shorter for the next time
        found = groups_.find(next);
    }
    return root;
}

void Fcp7Media::remember_links(const XmlElement& element)
{
    for (const XmlElement& child : element.children) {
        const std::string other = child.name == "link" ? child.text_of("linkclipref") : "";
        const std::string own = element.attribute("id");
        if (!other.empty() && !own.empty() && other != own) {
            const std::string from = root_of(own);
            const std::string to = root_of(other);
            groups_.emplace(from, from);
            groups_.emplace(to, to);
            groups_[std::max(from, to)] = std::min(from, to); // always one way: no circles
        }
        remember_links(child);
    }
}

ExchangeItem Fcp7Media::read_clip(const XmlElement& clip,
                                  const ExchangeTrack& track,
                                  const Time& rate,
                                  std::int64_t early,
                                  Losses& losses)
{
    ExchangeItem item;
    item.name = clip.text_of("name");
    const std::string where =
        "\"" + item.name + "\" (" + track.name + ", line " + std::to_string(clip.line) + ")";
    if (clip.text_of("enabled") == "FALSE") {
        losses.add("the clip that is switched off, now a gap,", where);
        return {};
    }
    read_filters(clip, item, where, losses);
    if (const std::string id = clip.attribute("id"); groups_.count(id) != 0) {
        const auto number = static_cast<int>(links_.size()) + 1;
        item.link = links_.emplace(root_of(id), number).first->second;
    }
    if (clip.name == "generatoritem") {
        item.source = generator(clip, where, losses);
        return item;
    }
    const XmlElement* file = clip.child("file");
    if (file != nullptr && file->children.empty()) {
        const auto known = files_.find(file->attribute("id"));
        file = known == files_.end() ? nullptr : known->second;
    }
    if (file == nullptr) {
        losses.add(clip.child("sequence") != nullptr ? "the nested sequence, now a gap,"
                                                     : "the clip without a file, now a gap,",
                   where);
        return {};
    }
    const Time own = fcp7_rate(clip, rate);
    item.source = number_of(*file, own);
    const std::int64_t in = std::max<std::int64_t>(0, clip.number("in").value_or(0));
    if (static_cast<double>(in) > static_cast<double>(exchange_limits::seconds) * own.seconds()) {
        clip.child("in")->refuse("it is over 1,000 hours; export it again");
    }
    const ExchangeMedia& medium = media_[std::get<std::size_t>(item.source)];
    // in counts frames as they are played, after the clip's speed
    const Time at = Time(in) / own + Time(early) / rate;
    if (clip.text_of("stillframe") == "TRUE") {
        item.speed = freeze_speed();
        item.source_in = *medium.start + Time(clip.number("stillframeoffset").value_or(in)) / own;
    } else {
        item.source_in = *medium.start + at * item.speed;
    }
    if (const auto channel = clip.number("sourcetrack/trackindex");
        channel && *channel != 1 && track.kind == TrackKind::audio) {
        losses.add("the choice of one channel", where);
    }
    ExchangeMedia& known = media_[std::get<std::size_t>(item.source)];
    (track.kind == TrackKind::video ? known.picture : known.sound) = true;
    return item;
}

std::size_t Fcp7Media::number_of(const XmlElement& file, const Time& rate)
{
    const auto [found, is_new] = numbers_.emplace(&file, media_.size());
    if (!is_new) {
        return found->second;
    }
    ExchangeMedia medium;
    medium.name = file.text_of("name");
    medium.file = file.text_of("pathurl");
    medium.reel = file.text_of("timecode/reel/name");
    medium.rate = fcp7_rate(file, rate);
    medium.picture = false;
    medium.start = 0;
    if (const XmlElement* code = file.child("timecode")) {
        const Time counted = fcp7_rate(*code, medium.rate);
        const bool drop = code->text_of("displayformat") == "DF";
        const auto frame = code->number("frame") ? code->number("frame")
                                                 : frame_of(code->text_of("string"), counted, drop);
        if (!frame || *frame < 0 ||
            static_cast<double>(*frame) > counted.seconds() * exchange_limits::seconds) {
            code->refuse("it is no timecode at " + decimal(counted) +
                         " frames a second; export it again");
        }
        medium.start = Time(*frame) / counted;
    }
    if (const auto duration = file.number("duration"); duration && *duration > 0) {
        medium.duration = Time(*duration) / medium.rate;
    }
    media_.push_back(std::move(medium));
    return found->second;
}

void Fcp7Media::read_filters(const XmlElement& clip,
                             ExchangeItem& item,
                             const std::string& where,
                             Losses& losses) const
{
    for (const XmlElement& filter : clip.children) {
        const XmlElement* effect = filter.name == "filter" ? filter.child("effect") : nullptr;
        if (effect == nullptr) {
            continue;
        }
        if (effect->text_of("effectid") != "timeremap") {
            losses.add("the effect \"" + effect->text_of("name") + "\"", where);
            continue;
        }
        bool reverse = false;
        bool varies = false;
        for (const XmlElement& one : effect->children) {
            const std::string id = one.text_of("parameterid");
            const std::string value = one.text_of("value");
            if (id == "speed") {
                item.speed = simple_fraction(number_in(value, one) / 100);
            } else if (id == "reverse") {
                reverse = value == "TRUE";
            } else if (id == "variablespeed") {
                varies = value != "0" && value != "FALSE" && !value.empty();
            }
        }
        if (varies) {
            losses.add("the speed that varies, now as recorded,", where);
            item.speed = 1;
        }
        if (reverse && item.speed > Time(0)) {
            item.speed = Time(0) - item.speed;
        }
        if (item.speed == Time(0)) {
            item.speed = freeze_speed();
        }
    }
}

} // namespace rushlight::editor
