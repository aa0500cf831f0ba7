#include "app/project/stored_take.hpp"

#include "generation/protocol/json.hpp"
#include "storage/generation_history.hpp"
#include "storage/recipes_table.hpp"

#include <algorithm>
#include <cmath>

namespace rushlight::app {

namespace {

StoredTake stored(storage::Project& project, storage::TakeRow row)
{
    StoredTake take;
    auto& database = project.database();
    if (auto asset = storage::find_asset(database, row.asset)) {
        take.asset = std::move(*asset);
    }
    if (row.recipe) {
        if (const auto recipe = storage::find_recipe(database, *row.recipe)) {
            take.recipe_json = recipe->json;
            take.recipe_hash = recipe->hash;
            take.recipe = generation::recipe_from_json(recipe->json);
        }
    }
    take.facts = take_facts(take.asset.probe);
    if (take.asset.blob) {
        take.film = project.media().path(*take.asset.blob);
    }
    take.row = std::move(row);
    return take;
}

} // namespace

std::optional<StoredTake> find_take(storage::Project& project, std::int64_t id)
{
    auto row = storage::find_take(project.database(), id);
    return row ? std::optional(stored(project, std::move(*row))) : std::nullopt;
}

std::vector<StoredTake> takes_of(storage::Project& project, const std::string& clip)
{
    std::vector<StoredTake> takes;
    for (auto& row : storage::takes_of_clip(project.database(), clip)) {
        takes.push_back(stored(project, std::move(row)));
    }
    return takes;
}

std::vector<StoredTake> all_takes(storage::Project& project)
{
    std::vector<StoredTake> takes;
    storage::HistoryFilter filter;
    filter.limit = 1'000'000;
    for (auto& entry : storage::generation_history(project.database(), filter)) {
        takes.push_back(stored(project, std::move(entry.take)));
    }
    std::reverse(takes.begin(), takes.end());
    return takes;
}

std::optional<StoredTake> take_by_recipe(storage::Project& project, const std::string& hash)
{
    std::optional<StoredTake> found;
    for (auto& take : all_takes(project)) {
        if (take.recipe_hash == hash) {
            found = std::move(take);
        }
    }
    return found;
}

editor::Media media_of(const StoredTake& take)
{
    return {std::to_string(take.asset.id), std::to_string(take.row.id), take.facts->duration()};
}

editor::ShotTake shot_take(const StoredTake& take)
{
    editor::ShotTake shot;
    shot.media = media_of(take);
    shot.has_sound = true;
    for (const auto& cue : take.facts->cues) {
        const auto samples = [](double seconds) {
            return assets::Time(std::llround(seconds * 48000), 48000);
        };
        editor::SoundCue sound;
        sound.name = cue.kind;
        sound.media = {
            std::to_string(cue.asset), std::to_string(take.row.id), samples(cue.duration)};
        sound.at = samples(cue.start);
        sound.duration = samples(cue.duration);
        shot.cues.push_back(std::move(sound));
    }
    return shot;
}

} // namespace rushlight::app
