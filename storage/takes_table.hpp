#pragma once

#include "storage/database.hpp"

#include <optional>
#include <string>
#include <vector>

namespace rushlight::storage {

/// One attempt at a shot. A clip of the timeline names the shot by `clip`, a text that the editor
/// chooses ("shot barn-1", "clip 42") and that outlives edits.
struct TakeRow {
    std::int64_t id = 0; ///< given by add_take; never used twice
    std::string clip = {};
    std::int64_t asset = 0;
    std::optional<std::int64_t> recipe = {};
    std::optional<std::int64_t> parent = {}; ///< the take it was remixed from
    bool chosen = false;                     ///< at most one take of a clip
    int rating = 0;                          ///< 0 (none) to 5
    std::string note = {};
    Moment created = now();
    std::vector<std::string> cast = {}; ///< handles of the likenesses in it, sorted

    bool operator==(const TakeRow&) const = default;
};

/// Writes the take with its cast; a chosen one takes over from the one chosen before.
std::int64_t add_take(Database& database, const TakeRow& take);
/// Chooses this take for its clip; false when there is no such take.
bool choose_take(Database& database, std::int64_t id);
/// Throws invalid for a rating outside 0 … 5.
bool rate_take(Database& database, std::int64_t id, int rating, const std::string& note);
/// The recipe as the worker returned it, once the take is made.
bool set_take_recipe(Database& database, std::int64_t id, std::int64_t recipe);
bool remove_take(Database& database, std::int64_t id);

[[nodiscard]] std::optional<TakeRow> find_take(Database& database, std::int64_t id);
/// Oldest first.
[[nodiscard]] std::vector<TakeRow> takes_of_clip(Database& database, const std::string& clip);
[[nodiscard]] std::optional<TakeRow> chosen_take(Database& database, const std::string& clip);
/// The take, its parent, that one's parent, … down to the first.
[[nodiscard]] std::vector<TakeRow> lineage(Database& database, std::int64_t id);

/// Takes in which the likeness `handle` appears, whether directly or through a parent.
[[nodiscard]] std::vector<std::int64_t> takes_with_cast(Database& database,
                                                        const std::string& handle);

} // namespace rushlight::storage
