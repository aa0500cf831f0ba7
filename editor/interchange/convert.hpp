#pragma once

#include "editor/interchange/exchange.hpp"

#include <functional>

namespace rushlight::editor {

/// What the project knows of a clip's media; `asset` and `take` need not be filled in.
using DescribeMedia = std::function<ExchangeMedia(const Media&)>;

/// A timeline as other programs can be told of it. What has no place in any of the formats is
/// listed: effects, gain, pan, fades, lists of takes, locks.
[[nodiscard]] Exchange
to_exchange(const Timeline& timeline, const std::string& name, const DescribeMedia& describe);

/// Media that an exchange names, as the project has it.
struct FoundMedia {
    Media media;
    std::optional<Time> start; ///< its timecode at its first frame, where it has one
};

/// Finds a medium of an exchange; asked once for each. None: it is offline, and the clip becomes a
/// dark solid of its name, as long as it was.
using FindMedia = std::function<std::optional<FoundMedia>(const ExchangeMedia&)>;

struct ImportSettings {
    Size size{1280, 720}; ///< where the exchange tells none
    Time rate = 24;       ///< where the exchange tells none
    Id first_id = 1;      ///< of tracks, items and markers
};

/// A timeline without violations, and what of the exchange it does not hold.
struct Imported {
    Timeline timeline;
    std::vector<std::string> not_carried; ///< with the exchange's own
};

/// What lies between frames goes to the nearest frame, what reaches outside its media is shortened,
/// and both are listed. Sound and picture of one medium that lie side by side are linked where the
/// exchange tells no links.
/// Throws EditorError (unreadable): a rate outside 1 … 240, times too fine or too long.
[[nodiscard]] Imported
to_timeline(const Exchange& exchange, const ImportSettings& settings, const FindMedia& find);

} // namespace rushlight::editor
