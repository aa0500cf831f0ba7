#include "editor/interchange/fcpxml_resources.hpp"

#include "editor/interchange/numbers.hpp"

#include <cstdlib>

namespace rushlight::editor {

namespace {

/// "#FF8000" → "1 0.501961 0 1"
std::string colour_of(const std::string& colour)
{
    std::string out;
    for (std::size_t i = 0; i < 3; ++i) {
        const std::string digits = colour.size() == 7 ? colour.substr(1 + 2 * i, 2) : "FF";
        out += decimal(Time(std::strtol(digits.c_str(), nullptr, 16), 255)) + " ";
    }
    return out + "1";
}

} // namespace

std::string fcpxml_seconds(const Time& time)
{
    return time.denominator() == 1 ? std::to_string(time.numerator()) + "s"
                                   : assets::to_string(time) + "s";
}

void write_fcpxml_text(XmlWriter& xml, const Title& title, int style)
{
    const std::string id = "ts" + std::to_string(style);
    xml.open("text");
    xml.element("text-style", title.text, {{"ref", id}});
    xml.close();
    xml.open("text-style-def", {{"id", id}});
    xml.empty("text-style",
              {{"font", "Helvetica"},
               {"fontSize", "63"},
               {"fontColor", colour_of(title.colour)},
               {"alignment", "center"}});
    xml.close();
}

std::string FcpxmlResources::format_id(std::size_t medium) const
{
    const Time& own = exchange_.media[medium].rate;
    return own != Time(0) && own != rate_ ? "f" + std::to_string(medium + 10) : "r1";
}

void FcpxmlResources::write_format(XmlWriter& xml,
                                   const std::string& id,
                                   const Time& rate,
                                   const Size& size) const
{
    XmlWriter::Attributes format{{"id", id}, {"frameDuration", fcpxml_seconds(Time(1) / rate)}};
    if (size != Size{}) {
        format.emplace_back("width", std::to_string(size.width));
        format.emplace_back("height", std::to_string(size.height));
    }
    xml.empty("format", format);
}

void FcpxmlResources::write(XmlWriter& xml) const
{
    xml.open("resources");
    write_format(xml, "r1", rate_, exchange_.size);
    for (std::size_t i = 0; i < exchange_.media.size(); ++i) {
        if (format_id(i) != "r1") {
            write_format(xml, format_id(i), exchange_.media[i].rate, exchange_.media[i].size);
        }
    }
    xml.empty("effect",
              {{"id", "r2"},
               {"name", "Basic Title"},
               {"uid",
                ".../Titles.localized/Bumper:Opener.localized/Basic Title.localized/Basic "
                "Title.moti"}});
    for (std::size_t i = 0; i < exchange_.media.size(); ++i) {
        const ExchangeMedia& media = exchange_.media[i];
        XmlWriter::Attributes asset{
            {"id", asset_id(i)},
            {"name", media.name},
            {"src", media.file.empty() ? "file:///" + media.name : media.file},
            {"start", fcpxml_seconds(media.start.value_or(Time(0)))},
            {"duration", fcpxml_seconds(media.duration.value_or(Time(0)))},
            {"hasVideo", media.picture ? "1" : "0"},
            {"hasAudio", media.sound ? "1" : "0"},
            {"format", format_id(i)}};
        if (media.sound) {
            asset.insert(asset.end(), {{"audioSources", "1"}, {"audioChannels", "2"}});
        }
        xml.empty("asset", asset);
    }
    xml.close();
}

void FcpxmlResources::write_reels(XmlWriter& xml) const
{
    for (std::size_t i = 0; i < exchange_.media.size(); ++i) {
        const ExchangeMedia& media = exchange_.media[i];
        if (media.reel.empty()) {
            continue;
        }
        xml.open("asset-clip",
                 {{"name", media.name},
                  {"ref", asset_id(i)},
                  {"duration", fcpxml_seconds(media.duration.value_or(Time(1)))},
                  {"format", format_id(i)}});
        xml.open("metadata");
        xml.empty("md", {{"key", "com.apple.proapps.studio.reel"}, {"value", media.reel}});
        xml.close();
        xml.close();
    }
}

} // namespace rushlight::editor
