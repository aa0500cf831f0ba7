#include "app/cli/project_assets.hpp"
#include "app/cli/studio.hpp"
#include "app/cli/verbs.hpp"
#include "app/places.hpp"
#include "editor/storyboard/storyboard.hpp"

#include <nlohmann/json.hpp>

namespace rushlight::app {

namespace {

namespace fs = std::filesystem;

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
