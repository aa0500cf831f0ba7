#pragma once

#include "app/project/kept_weights.hpp"
#include "app/project/stored_take.hpp"
#include "app/queue/shot_order.hpp"
#include "storage/database.hpp"

#include <memory>
#include <string>

namespace rushlight::app {

/// A shot to be made as it was made once.
struct Again {
    Order order;
    generation::Recipe recipe; ///< of a request alone that and nothing else
};

/// What `--recipe` names: a recipe or request as JSON, a film or clip that Rushlight exported, or
/// the number of a take of the project. Inputs are looked for in the project and in the other
/// projects of this user. Throws Failure{usage} for what is neither, {unreadable} for a recipe that
/// cannot be found.
[[nodiscard]] Again
order_by_recipe(const std::string& named, storage::Project& project, storage::Database& library);

/// The weights of a recipe where those that ship are others by now: from the project or, copied
/// into it first, from another one of this user. nullptr when the engine has them or nobody does.
/// Throws Failure{unreadable} when they are damaged.
[[nodiscard]] std::unique_ptr<KeptModels> kept_models(const generation::Recipe& recipe,
                                                      storage::Project& project,
                                                      storage::Database& library);

/// The take of a project by its number; nothing for a text that is no number.
[[nodiscard]] std::optional<StoredTake> take_by_number(storage::Project& project,
                                                       const std::string& text);

} // namespace rushlight::app
