#pragma once

#include "editor/interchange/exchange.hpp"
#include "editor/interchange/xml.hpp"

namespace rushlight::editor {

/// "1001/24000s"
[[nodiscard]] std::string fcpxml_seconds(const Time& time);

/// The text of a title with its style, by the style's number.
void write_fcpxml_text(XmlWriter& xml, const Title& title, int style);

/// What an FCPXML file says of media before it lays them. "r1" is the film's format, "r2" the
/// effect of titles.
class FcpxmlResources {
public:
    FcpxmlResources(const Exchange& exchange, const Time& rate)
        : exchange_(exchange)
        , rate_(rate)
    {
    }

    [[nodiscard]] static std::string asset_id(std::size_t medium)
    {
        return "r" + std::to_string(medium + 10);
    }

    /// The <resources>.
    void write(XmlWriter& xml) const;
    /// Media as clips of the event, which is where reels stand.
    void write_reels(XmlWriter& xml) const;

private:
    /// A medium's own format where its rate is known to differ from the film's.
    [[nodiscard]] std::string format_id(std::size_t medium) const;
    void
    write_format(XmlWriter& xml, const std::string& id, const Time& rate, const Size& size) const;

    const Exchange& exchange_;
    Time rate_;
};

} // namespace rushlight::editor
