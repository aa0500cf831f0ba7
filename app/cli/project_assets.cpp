#include "app/cli/project_assets.hpp"

#include "app/project/stored_take.hpp"
#include "assets/library.hpp"

#include <map>

namespace rushlight::app {

editor::FindAsset assets_of(storage::Project& project)
{
    std::map<std::int64_t, editor::Media> takes; // by asset
    for (const auto& take : all_takes(project)) {
        if (take.ready()) {
            takes.emplace(take.row.asset, media_of(take));
        }
    }
    return [&project,
            takes = std::move(takes)](std::int64_t number) -> std::optional<editor::ScriptAsset> {
        const auto asset = assets::Library(project.database(), project.media()).find(number);
        if (!asset || asset->state != assets::AssetState::ready) {
            return std::nullopt;
        }
        editor::ScriptAsset found;
        found.name = asset->name;
        found.picture = asset->facts.video.has_value();
        found.sound = asset->facts.audio.has_value();
        found.media.asset = std::to_string(number);
        if (!asset->facts.video || !asset->facts.video->still) {
            found.media.available = asset->facts.duration;
        }
        if (const auto take = takes.find(number); take != takes.end()) {
            found.media = take->second;
        }
        return found;
    };
}

} // namespace rushlight::app
