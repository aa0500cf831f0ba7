#include "editor/export/exporter.hpp"

#include <algorithm>

namespace rushlight::editor {

namespace {

std::string joined(const std::vector<std::string>& words)
{
    std::string line;
    for (const std::string& word : words) {
        line += (line.empty() ? "" : ",") + word;
    }
    return line;
}

} // namespace

std::vector<Media> media_in_use(const Timeline& timeline)
{
    std::vector<Media> used;
    for (const auto& track : timeline.tracks) {
        for (std::size_t i = 0; i < track->items.size(); ++i) {
            const Item& item = track->items.at(i);
            const auto* media = item.clip ? std::get_if<Media>(&item.clip->source) : nullptr;
            if (media && std::none_of(used.begin(), used.end(), [&](const Media& m) {
                    return m.asset == media->asset && m.take == media->take;
                })) {
                used.push_back(*media);
            }
        }
    }
    return used;
}

std::map<std::string, std::string>
provenance_of(const Timeline& timeline,
              const std::function<TakeOrigin(const std::string& take)>& origin_of)
{
    std::vector<std::string> takes;
    std::vector<std::string> recipes;
    bool trained = false;
    for (const Media& media : media_in_use(timeline)) {
        if (media.take.empty()) {
            continue;
        }
        takes.push_back(media.take);
        const TakeOrigin origin = origin_of(media.take);
        trained = trained || origin.trained;
        if (!origin.recipe.empty()) {
            recipes.push_back(origin.recipe);
        }
    }
    std::map<std::string, std::string> metadata;
    if (!takes.empty()) {
        metadata["rushlight_takes"] = joined(takes);
        metadata["digitalSourceType"] = assets::source_type(trained);
    }
    if (!recipes.empty()) {
        metadata["rushlight_recipes"] = joined(recipes);
    }
    return metadata;
}

} // namespace rushlight::editor
