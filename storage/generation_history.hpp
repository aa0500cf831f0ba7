#pragma once

#include "storage/assets_table.hpp"
#include "storage/takes_table.hpp"

#include <optional>
#include <string>
#include <vector>

namespace rushlight::storage {

/// Which takes to list; an empty filter lists all.
struct HistoryFilter {
    std::string text = {}; ///< occurs in the recipe or the note; case of a-z does not matter
    std::optional<std::string> clip = {};
    std::optional<std::string> cast = {}; ///< a likeness's handle
    std::optional<AssetState> state = {};
    bool chosen_only = false;
    int min_rating = 0;
    std::optional<Moment> since = {}; ///< at or after
    std::optional<Moment> until = {}; ///< before
    int limit = 1000;
    int offset = 0;
};

struct HistoryEntry {
    TakeRow take;
    AssetRow asset;
    std::string recipe_hash = {}; ///< empty until the take is made
    std::string recipe = {};      ///< JSON
};

/// Every take ever made in the project, newest first, chosen or not, failed ones too.
[[nodiscard]] std::vector<HistoryEntry> generation_history(Database& database,
                                                           const HistoryFilter& filter = {});

} // namespace rushlight::storage
