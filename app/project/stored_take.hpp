#pragma once

#include "app/queue/take_file.hpp"
#include "editor/storyboard/assemble.hpp"
#include "generation/protocol/recipe.hpp"
#include "storage/project.hpp"
#include "storage/takes_table.hpp"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace rushlight::app {

/// A take with all that its rows say.
struct StoredTake {
    storage::TakeRow row;
    storage::AssetRow asset;
    std::string recipe_json;
    std::string recipe_hash;
    generation::Recipe recipe;
    std::optional<TakeFacts> facts; ///< once it is made
    std::filesystem::path film;     ///< its file; empty until it is made

    [[nodiscard]] bool ready() const
    {
        return asset.state == storage::AssetState::ready && facts.has_value();
    }
};

[[nodiscard]] std::optional<StoredTake> find_take(storage::Project& project, std::int64_t take);
/// Oldest first.
[[nodiscard]] std::vector<StoredTake> takes_of(storage::Project& project, const std::string& clip);
/// Every take of the project, oldest first.
[[nodiscard]] std::vector<StoredTake> all_takes(storage::Project& project);
/// The take with this recipe, the newest where there are several.
[[nodiscard]] std::optional<StoredTake> take_by_recipe(storage::Project& project,
                                                       const std::string& recipe_hash);

/// As the timeline names it. Ready takes only.
[[nodiscard]] editor::Media media_of(const StoredTake& take);
/// As a storyboard's film is assembled from it. Ready takes only.
[[nodiscard]] editor::ShotTake shot_take(const StoredTake& take);

} // namespace rushlight::app
