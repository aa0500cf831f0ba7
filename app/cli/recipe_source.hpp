#pragma once

#include "app/project/stored_take.hpp"
#include "app/queue/shot_order.hpp"
#include "storage/database.hpp"

#include <string>

namespace rushlight::app {

/// What `--recipe` names: a recipe or request as JSON, a film or clip that Rushlight exported, or
/// the number of a take of the project. Inputs are looked for in the project and in the other
/// projects of this user. Throws Failure{usage} for what is neither, {unreadable} for a recipe that
/// cannot be found.
[[nodiscard]] Order
order_by_recipe(const std::string& named, storage::Project& project, storage::Database& library);

/// The take of a project by its number; nothing for a text that is no number.
[[nodiscard]] std::optional<StoredTake> take_by_number(storage::Project& project,
                                                       const std::string& text);

} // namespace rushlight::app
