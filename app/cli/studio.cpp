#include "app/cli/studio.hpp"

#include "app/places.hpp"
#include "storage/library.hpp"

namespace rushlight::app {

namespace fs = std::filesystem;

storage::Project open_project(const fs::path& folder, bool create)
{
    if (create && !fs::exists(folder)) {
        auto project = storage::Project::create(folder);
        return project;
    }
    auto project = storage::Project::open(folder);
    if (project.read_only()) {
        throw Failure(Exit::in_use, project.notice());
    }
    return project;
}

storage::Project look_at_project(const fs::path& folder, Report& report)
{
    storage::ProjectOptions options;
    options.read_only = true;
    auto project = storage::Project::open(folder, options);
    (void)report;
    return project;
}

editor::Timeline empty_film()
{
    return editor::empty_timeline({1280, 720}, assets::Time(24), 2, 1);
}

People::People()
    : library_(storage::open_library(data_folder()))
    , cast_(library_, data_folder())
    , gate_(cast_)
{
}

WorkerOptions worker_options(const fs::path& models)
{
    WorkerOptions options;
    options.program = find_worker_program();
    options.log = cache_folder() / "engine.log";
    if (!models.empty()) {
        options.environment.push_back("RUSHLIGHT_MODELS=" + models.string());
    }
    return options;
}

const generation::message::Ready& await_engine(Queue& queue, const std::stop_token& stop)
{
    while (!queue.engine()) {
        for (const auto& event : queue.pump()) {
            if (const auto* lost = std::get_if<EngineLost>(&event); lost && lost->given_up) {
                throw Failure(Exit::internal, lost->sentence);
            }
        }
        if (stop.stop_requested()) {
            throw Failure(Exit::cancelled, "cancelled");
        }
        if (!queue.engine()) {
            queue.wait(std::chrono::milliseconds(200));
        }
    }
    return *queue.engine();
}

JobDone await_job(Queue& queue,
                  std::int64_t job,
                  const std::string& what,
                  Report& report,
                  const std::stop_token& stop,
                  const PreviewSink& previews)
{
    bool cancelled = false;
    while (true) {
        for (auto& event : queue.pump()) {
            if (const auto* done = std::get_if<JobDone>(&event)) {
                if (done->job == job) {
                    return *done;
                }
            } else if (const auto* failed = std::get_if<JobFailed>(&event)) {
                if (failed->job == job) {
                    throw failed->failure;
                }
            } else if (const auto* progress = std::get_if<JobProgress>(&event)) {
                if (progress->job == job) {
                    report.progress(
                        what + ", " + progress->stage, progress->fraction, progress->seconds_left);
                }
            } else if (const auto* preview = std::get_if<JobPreview>(&event)) {
                if (preview->job == job && previews) {
                    previews(*preview);
                }
            } else if (const auto* lost = std::get_if<EngineLost>(&event)) {
                if (lost->given_up) {
                    throw Failure(Exit::internal, lost->sentence);
                }
                report.note(lost->sentence + "; starting it anew");
            }
        }
        if (stop.stop_requested() && !cancelled) {
            cancelled = true;
            queue.cancel(job);
        }
        queue.wait(std::chrono::milliseconds(200));
    }
}

} // namespace rushlight::app
