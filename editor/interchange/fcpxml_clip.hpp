#pragma once

#include "editor/interchange/fcpxml_media.hpp"

namespace rushlight::editor {

/// What a clip of an FCPXML file shows and sounds; both or either, both of one length.
struct FcpxmlClip {
    Time length;
    Time start; ///< of its first frame, as its own clock counts
    std::optional<ExchangeItem> picture;
    std::optional<ExchangeItem> sound;
};

/// Whether an element is laid on the timeline and has a length.
[[nodiscard]] bool is_fcpxml_clip(const XmlElement& element);

/// Reads an element that is laid on the timeline, not what hangs on it. What cannot be shown is a
/// gap and listed. Refuses a duration that is not above 0.
[[nodiscard]] FcpxmlClip
read_fcpxml_clip(const XmlElement& element, const FcpxmlMedia& media, Losses& losses);

} // namespace rushlight::editor
