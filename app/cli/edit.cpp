#include "app/cli/studio.hpp"
#include "app/cli/verbs.hpp"
#include "app/places.hpp"
#include "app/project/stored_take.hpp"
#include "assets/library.hpp"
#include "editor/script/edit_script.hpp"
#include "editor/storyboard/storyboard.hpp"

#include <nlohmann/json.hpp>

#include <map>

namespace rushlight::app {

namespace {

namespace fs = std::filesystem;

/// The assets of a project as scripts lay them; a take's asset is laid as that take.
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

Failure failure_of(const fs::path& script, const std::vector<editor::TextProblem>& wrong)
{
    Failure failure(Exit::usage,
                    script.filename().string() + ": " + editor::to_string(wrong.front()) +
                        "; no edit was made");
    for (const auto& problem : wrong) {
        failure.problems.push_back({problem.field, problem.sentence});
    }
    return failure;
}

void tell(const editor::Film& film, const std::string& said, Report& report)
{
    report.result(said + "the film is " + std::to_string(editor::length(*film.now())) +
                      " frames long",
                  {{"version", film.version()}, {"timeline", editor::state_json(*film.now())}});
}

} // namespace

void run(const EditOptions& options, Report& report, const std::stop_token&)
{
    const fs::path folder = project_folder(options.project);
    if (options.script.empty()) {
        auto project = look_at_project(folder, report);
        tell(editor::Film(project, empty_film()), "", report);
        return;
    }
    auto project = open_project(folder, false);
    editor::Film film(project, empty_film());
    auto result =
        editor::run_script(*film.now(), editor::read_text(options.script), assets_of(project));
    if (!result.problems.empty()) {
        throw failure_of(options.script, result.problems);
    }
    const std::size_t count = result.versions.size();
    film.commit(std::move(result.versions));
    tell(film, std::to_string(count) + (count == 1 ? " edit, " : " edits, "), report);
}

} // namespace rushlight::app
