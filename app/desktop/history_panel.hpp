#pragma once

#include <functional>
#include <string>

class QWidget;

namespace rushlight::app {

class Workspace;

/// Every take ever made in the project, searched and filtered; an old one can be put back.
/// use_recipe: gets the JSON of the recipe that the user wants to make something like.
/// Threads: the UI thread; workspace outlives it.
[[nodiscard]] QWidget*
make_history_panel(Workspace& workspace,
                   std::function<void(const std::string& recipe_json)> use_recipe,
                   QWidget* parent);

} // namespace rushlight::app
