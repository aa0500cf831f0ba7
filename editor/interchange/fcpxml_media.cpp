#include "editor/interchange/fcpxml_media.hpp"

#include "editor/interchange/media_places.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace rushlight::editor {

namespace {

int side(const XmlElement& format, const char* attribute)
{
    const std::string text = format.attribute(attribute);
    int value = 0;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return std::clamp(value, 0, 100'000);
}

/// The reel that an element's <metadata> names; empty where it names none.
std::string reel_of(const XmlElement& element)
{
    const XmlElement* metadata = element.child("metadata");
    for (std::size_t i = 0; metadata != nullptr && i < metadata->children.size(); ++i) {
        const XmlElement& one = metadata->children[i];
        if (one.attribute("key") == "com.apple.proapps.studio.reel") {
            return one.attribute("value");
        }
    }
    return {};
}

} // namespace

Time fcpxml_time(const XmlElement& element, const char* attribute, const Time& usual)
{
    const std::string text = element.attribute(attribute);
    if (text.empty()) {
        return usual;
    }
    const char* const end = text.data() + text.size();
    std::int64_t numerator = 0;
    std::int64_t denominator = 1;
    auto [next, wrong] = std::from_chars(text.data(), end, numerator);
    if (wrong == std::errc() && next != end && *next == '/') {
        const auto second = std::from_chars(next + 1, end, denominator);
        next = second.ptr;
        wrong = second.ec;
    }
    if (wrong != std::errc() || next == end || *next != 's' || next + 1 != end ||
        denominator <= 0) {
        element.refuse(std::string(attribute) + "=\"" + text.substr(0, 40) +
                       "\" is no time such as \"1001/24000s\"; export it again");
    }
    const double value = static_cast<double>(numerator) / static_cast<double>(denominator);
    if (std::abs(value) > static_cast<double>(exchange_limits::seconds)) {
        element.refuse(std::string(attribute) + " is over 1,000 hours; split the film");
    }
    return {numerator, denominator};
}

void FcpxmlMedia::read(const XmlElement& root)
{
    const XmlElement* resources = root.child("resources");
    for (std::size_t i = 0; resources != nullptr && i < resources->children.size(); ++i) {
        const XmlElement& one = resources->children[i];
        if (one.name == "format") {
            const Time frame = fcpxml_time(one, "frameDuration", 0);
            const Size size{side(one, "width"), side(one, "height")};
            formats_[one.attribute("id")] = {frame > Time(0) ? Time(1) / frame : Time(0),
                                             size.width > 0 && size.height > 0 ? size : Size{}};
        } else if (one.name == "asset") {
            ExchangeMedia medium;
            medium.file = one.attribute("src");
            if (const XmlElement* original = one.child("media-rep"); medium.file.empty()) {
                medium.file = original == nullptr ? std::string() : original->attribute("src");
            }
            medium.name = one.attribute("name");
            if (medium.name.empty()) {
                medium.name = last_part(medium.file);
            }
            medium.reel = reel_of(one);
            medium.rate = format(one.attribute("format")).first;
            medium.start = fcpxml_time(one, "start", 0);
            const Time duration = fcpxml_time(one, "duration", 0);
            medium.duration = duration > Time(0) ? std::optional(duration) : std::nullopt;
            medium.picture = one.attribute("hasVideo") != "0";
            medium.sound = one.attribute("hasAudio") == "1";
            assets_.emplace(one.attribute("id"), media_.size());
            media_.push_back(std::move(medium));
        }
    }
    read_reels(root);
}

void FcpxmlMedia::read_reels(const XmlElement& element)
{
    for (const XmlElement& child : element.children) {
        if (child.name == "asset-clip") {
            const std::string reel = reel_of(child);
            const std::size_t* number = asset(child.attribute("ref"));
            if (number != nullptr && media_[*number].reel.empty()) {
                media_[*number].reel = reel;
            }
        }
        read_reels(child);
    }
}

std::pair<Time, Size> FcpxmlMedia::format(const std::string& id) const
{
    const auto found = formats_.find(id);
    return found == formats_.end() ? std::pair<Time, Size>() : found->second;
}

const std::size_t* FcpxmlMedia::asset(const std::string& id) const
{
    const auto found = assets_.find(id);
    return found == assets_.end() ? nullptr : &found->second;
}

} // namespace rushlight::editor
