#pragma once

#include "editor/timeline/timeline.hpp"

#include <nlohmann/json.hpp>

namespace rushlight::editor {

// How a timeline's parts are stored: JSON with a field for everything that is not as usual, so
// that a field that a newer version adds can be told from one that is not set. Reading throws
// EditorError (unreadable) with a sentence that names the field; an effect that is unknown comes
// back as it was.

[[nodiscard]] nlohmann::json to_json(const Item& item);
[[nodiscard]] Item item_from_json(Id id, std::int64_t length, const nlohmann::json& json);

/// Name, kind and flags; not its items.
[[nodiscard]] nlohmann::json to_json(const CaptionStyle& style);
/// Over `usual`: what the JSON leaves out stays.
[[nodiscard]] CaptionStyle style_from_json(const nlohmann::json& value, CaptionStyle usual = {});

[[nodiscard]] nlohmann::json to_json(const Track& track);
[[nodiscard]] Track track_from_json(Id id, const nlohmann::json& json);

/// Size, rate, markers and the next id; not its tracks.
[[nodiscard]] nlohmann::json to_json(const Timeline& timeline);
[[nodiscard]] Timeline timeline_from_json(const nlohmann::json& json);

} // namespace rushlight::editor
