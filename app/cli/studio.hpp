#pragma once

#include "app/cli/report.hpp"
#include "app/queue/queue.hpp"
#include "app/queue/studio_gate.hpp"
#include "cameo/cast.hpp"
#include "editor/timeline/timeline.hpp"
#include "storage/database.hpp"
#include "storage/project.hpp"

#include <filesystem>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>

namespace rushlight::app {

/// Opens a project to change it; makes it when `create`. Throws Failure{in_use} when another
/// process has it, {unreadable} when it is not there.
[[nodiscard]] storage::Project open_project(const std::filesystem::path& folder, bool create);
/// Opens a project to look at it.
[[nodiscard]] storage::Project look_at_project(const std::filesystem::path& folder, Report& report);

/// The film of a project that has none yet.
[[nodiscard]] editor::Timeline empty_film();

/// This user's library with its cast and the gate before it.
class People {
public:
    People();

    [[nodiscard]] cameo::Cast& cast() { return cast_; }

    [[nodiscard]] StudioGate& gate() { return gate_; }

    [[nodiscard]] storage::Database& library() { return library_; }

private:
    storage::Database library_;
    cameo::Cast cast_;
    StudioGate gate_;
};

/// How commands start their worker: with a folder of models, or with those that ship with it.
[[nodiscard]] WorkerOptions worker_options(const std::filesystem::path& models = {});

/// What the worker said when it was ready. Throws Failure: internal when it cannot start,
/// cancelled, model_missing when `weights` are needed and missing.
[[nodiscard]] const generation::message::Ready& await_engine(Queue& queue,
                                                             const std::stop_token& stop);

/// Told of the job's previews; may be empty.
using PreviewSink = std::function<void(const JobPreview&)>;

/// Waits for a job to end, telling its progress. Throws its failure; on `stop` the job is cancelled
/// first, then Failure{cancelled}.
JobDone await_job(Queue& queue,
                  std::int64_t job,
                  const std::string& what,
                  Report& report,
                  const std::stop_token& stop,
                  const PreviewSink& previews = {});

} // namespace rushlight::app
