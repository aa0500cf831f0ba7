#include "app/cli/recipe_source.hpp"

#include "app/places.hpp"
#include "assets/probe.hpp"
#include "editor/storyboard/storyboard.hpp"
#include "generation/protocol/json.hpp"
#include "generation/protocol/models_folder.hpp"
#include "storage/error.hpp"
#include "storage/library.hpp"

#include <charconv>

namespace rushlight::app {

namespace {

namespace fs = std::filesystem;

/// Tries the project, then every other one that this user has opened.
template <class Find>
auto in_projects(storage::Project& project, storage::Database& library, Find find)
    -> decltype(find(project))
{
    if (auto found = find(project)) {
        return found;
    }
    std::vector<fs::path> others{loose_takes()};
    for (const auto& entry : storage::recent_projects(library)) {
        others.push_back(entry.path);
    }
    for (const auto& folder : others) {
        std::error_code gone;
        if (!fs::exists(folder, gone) || fs::equivalent(folder, project.folder(), gone)) {
            continue;
        }
        try {
            storage::ProjectOptions options;
            options.read_only = true;
            auto other = storage::Project::open(folder, options);
            if (auto found = find(other)) {
                return found;
            }
        } catch (const storage::StorageError&) {
            continue; // damaged or newer: it cannot help here
        }
    }
    return {};
}

/// The order again, with its inputs from whatever project has them all.
std::optional<Order> again(storage::Project& project, const generation::Request& request)
{
    try {
        return order_again(project, request);
    } catch (const Failure&) {
        return std::nullopt;
    }
}

std::vector<std::string> recipes_in(const fs::path& film)
{
    const auto facts = assets::probe(film);
    const auto found = facts.metadata.find("rushlight_recipes");
    std::vector<std::string> hashes;
    if (found != facts.metadata.end()) {
        std::size_t at = 0;
        while (at <= found->second.size()) {
            const auto comma = std::min(found->second.find(',', at), found->second.size());
            hashes.push_back(found->second.substr(at, comma - at));
            at = comma + 1;
        }
    }
    return hashes;
}

} // namespace

std::optional<StoredTake> take_by_number(storage::Project& project, const std::string& text)
{
    std::int64_t id = 0;
    const auto end = std::from_chars(text.data(), text.data() + text.size(), id);
    if (end.ec != std::errc() || end.ptr != text.data() + text.size()) {
        return std::nullopt;
    }
    auto take = find_take(project, id);
    if (!take) {
        throw Failure(Exit::usage,
                      "the project has no take " + text + "; see rushlight history " +
                          project.folder().string());
    }
    return take;
}

Again order_by_recipe(const std::string& named,
                      storage::Project& project,
                      storage::Database& library)
{
    std::error_code gone;
    if (!fs::exists(named, gone)) {
        if (const auto take = take_by_number(project, named)) {
            return {order_again(project, take->recipe.request), take->recipe};
        }
        throw Failure(Exit::usage,
                      "--recipe " + named +
                          " is no file and no number of a take; see rushlight "
                          "history");
    }
    generation::Recipe recipe;
    if (fs::path(named).extension() == ".json") {
        try {
            recipe = generation::recipe_from_json(editor::read_text(named));
        } catch (const generation::BadJson& bad) {
            throw Failure(
                Exit::usage, fs::path(named).filename().string() + " " + bad.what(), bad.problems);
        }
    } else {
        const auto hashes = recipes_in(named);
        if (hashes.empty()) {
            throw Failure(Exit::unreadable,
                          named + " names no recipe; only films and clips that Rushlight wrote do");
        }
        if (hashes.size() > 1) {
            throw Failure(Exit::usage,
                          named + " holds " + std::to_string(hashes.size()) +
                              " takes; choose one by its number from rushlight history PROJECT and "
                              "give --recipe NUMBER --project PROJECT");
        }
        const auto take = in_projects(project, library, [&](storage::Project& one) {
            return take_by_recipe(one, hashes.front());
        });
        if (!take) {
            throw Failure(Exit::unreadable,
                          "the recipe of " + named +
                              " is in none of your projects; name the one with --project");
        }
        recipe = take->recipe;
    }
    auto order = in_projects(
        project, library, [&](storage::Project& one) { return again(one, recipe.request); });
    if (!order) {
        throw Failure(Exit::unreadable,
                      "none of your projects has the pictures of this recipe; name the project "
                      "that it comes from with --project");
    }
    return {*std::move(order), std::move(recipe)};
}

std::unique_ptr<KeptModels>
kept_models(const generation::Recipe& recipe, storage::Project& project, storage::Database& library)
{
    if (ships(recipe, generation::shipped_models())) {
        return nullptr;
    }
    auto models = in_projects(project, library, [&](storage::Project& one) {
        return keeps_weights(one.media(), recipe)
                   ? std::make_unique<KeptModels>(one.media(), recipe)
                   : nullptr;
    });
    if (models) {
        // before the take that will name them
        (void)keep_weights(project.media(), recipe, models->folder());
    }
    return models;
}

} // namespace rushlight::app
