#include "editor/storyboard/brush_text.hpp"

#include <nlohmann/json.hpp>

namespace rushlight::editor {

using nlohmann::json;

std::string brush_text(const std::vector<generation::BrushRegion>& regions)
{
    json list = json::array();
    for (const auto& region : regions) {
        json entry;
        entry["mask"] = region.mask.empty() ? json(region.polygon) : json(region.mask);
        if (!region.path.empty()) {
            entry["path"] = region.path;
        }
        if (region.direction != std::array<double, 2>{0, 0}) {
            entry["direction"] = region.direction;
        }
        if (region.proximity != 0) {
            entry["proximity"] = region.proximity;
        }
        if (region.ambient != 0) {
            entry["ambient"] = region.ambient;
        }
        if (region.is_static) {
            entry["static"] = true;
        }
        list.push_back(std::move(entry));
    }
    return json{{"version", 1}, {"regions", std::move(list)}}.dump(1) + "\n";
}

} // namespace rushlight::editor
