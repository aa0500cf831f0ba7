#include "editor/project/film.hpp"

#include "app/cli/deliver.hpp"
#include "app/cli/studio.hpp"
#include "app/cli/verbs.hpp"
#include "app/places.hpp"
#include "app/project/stored_take.hpp"
#include "app/queue/job_text.hpp"
#include "app/queue/shot_order.hpp"
#include "editor/storyboard/assemble.hpp"
#include "editor/storyboard/blocking.hpp"
#include "generation/protocol/json.hpp"
#include "storage/history_store.hpp"
#include "storage/library.hpp"

#include <nlohmann/json.hpp>

namespace rushlight::app {

namespace {

namespace fs = std::filesystem;

editor::Storyboard read(const fs::path& file)
{
    auto reading =
        editor::read_storyboard(editor::read_text(file), fs::absolute(file).parent_path());
    if (!reading.problems.empty()) {
        std::vector<generation::Problem> problems;
        for (const auto& problem : reading.problems) {
            problems.push_back(
                {problem.field, "(line " + std::to_string(problem.line) + ") " + problem.sentence});
        }
        throw Failure(Exit::usage,
                      file.filename().string() + ": " + editor::to_string(reading.problems.front()),
                      problems);
    }
    return std::move(*reading.storyboard);
}

/// The ready take of this clip that was made from exactly this request, the newest.
std::optional<StoredTake> made_from(const std::vector<StoredTake>& takes,
                                    const std::string& request)
{
    const auto ordered = generation::request_from_json(request);
    std::optional<StoredTake> found;
    for (const auto& take : takes) {
        if (take.ready() && generation::answers(take.recipe.request, ordered)) {
            found = take;
        }
    }
    return found;
}

/// The take that the film shows: the one that the user chose, where the family made it that was
/// asked for now (an animatic and the film itself may share a project), else this one.
StoredTake shown(const std::vector<StoredTake>& takes, const StoredTake& made)
{
    for (const auto& take : takes) {
        if (take.row.chosen && take.ready() &&
            take.recipe.request.model == made.recipe.request.model) {
            return take;
        }
    }
    return made;
}

/// A job that an earlier run left for this clip: this request's is gone on with, others are
/// dropped.
std::optional<std::int64_t> left_job(storage::Project& project,
                                     Queue& queue,
                                     const std::vector<StoredTake>& takes,
                                     const std::string& request)
{
    std::optional<std::int64_t> found;
    for (const auto& job : storage::list_jobs(project.database())) {
        using storage::JobState;
        const bool open = job.state == JobState::queued || job.state == JobState::assigned ||
                          job.state == JobState::running;
        if (job.kind != "generate" || !open) {
            continue;
        }
        const JobText text = job_text(job.request);
        const bool ours = std::any_of(takes.begin(), takes.end(), [&](const StoredTake& take) {
            return take.row.id == text.take;
        });
        if (ours && text.request == request) {
            found = job.id;
        } else if (ours) {
            queue.cancel(job.id);
        }
    }
    return found;
}

class FilmMaker {
public:
    FilmMaker(storage::Project& project,
              Queue& queue,
              cameo::ConsentGate& gate,
              const generation::message::Ready& ready,
              Report& report,
              std::stop_token stop)
        : project_(project)
        , queue_(queue)
        , gate_(gate)
        , ready_(ready)
        , report_(report)
        , stop_(std::move(stop))
    {
    }

    /// The take of a shot, made now where its request changed.
    StoredTake make(const editor::Storyboard& board, const editor::Shot& shot)
    {
        std::optional<StoredTake> source;
        if (!shot.source.empty()) {
            source = takes_.at(shot.source);
        }
        const Order order = order_of(board, shot, family_named(ready_, shot.model), source, &gate_);
        const std::string request = generation::to_json(order.request);
        auto takes = takes_of(project_, order.clip);
        auto made = made_from(takes, request);
        if (!made) {
            auto job = left_job(project_, queue_, takes, request);
            if (!job) {
                job = queue_.submit(order).job;
            }
            const JobDone done = await_job(queue_, *job, "shot " + shot.id, report_, stop_);
            made = find_take(project_, done.take);
            takes = takes_of(project_, order.clip);
            ++made_now;
        }
        StoredTake take = shown(takes, *made);
        if (!take.row.chosen) {
            project_.write(
                [&](storage::Database& rows) { storage::choose_take(rows, take.row.id); });
            take.row.chosen = true;
        }
        takes_.emplace(shot.id, take);
        return take;
    }

    int made_now = 0;

private:
    storage::Project& project_;
    Queue& queue_;
    cameo::ConsentGate& gate_;
    const generation::message::Ready& ready_;
    Report& report_;
    std::stop_token stop_;
    std::map<std::string, StoredTake> takes_; ///< by shot
};

} // namespace

void run(const FilmOptions& options, Report& report, const std::stop_token& stop)
{
    editor::Storyboard board = read(options.storyboard);
    if (options.blocking) {
        board = editor::blocking_of(std::move(board), "stage");
    }
    const fs::path folder = project_folder(options.project);
    auto project = open_project(folder, true);
    if (!project.notice().empty()) {
        report.note(project.notice());
    }
    People people;
    storage::note_project(people.library(), fs::absolute(folder));
    WorkerClient worker(worker_options());
    Queue queue(project, worker, &people.gate());
    const auto& ready = await_engine(queue, stop);
    for (const auto& shot : board.shots) {
        (void)family_named(ready, shot.model); // before anything is made
    }

    FilmMaker maker(project, queue, people.gate().gate(), ready, report, stop);
    editor::ShotTakes takes;
    for (const auto& shot : board.shots) {
        const StoredTake take = maker.make(board, shot);
        takes[shot.id] = shot_take(take);
        report.result("shot " + shot.id + ": take " + std::to_string(take.row.id),
                      {{"clip", shot.id},
                       {"take", take.row.id},
                       {"recipe", nlohmann::json::parse(take.recipe_json)},
                       {"recipe_hash", take.recipe_hash}});
    }
    editor::Film film(project, editor::assemble(board, takes));
    const editor::Timeline renewed = editor::renew(*film.now(), board, takes);
    if (!(renewed == *film.now())) {
        film.commit(renewed, "Make the film");
    }
    ExportOptions order;
    order.project = options.project;
    order.out = options.out;
    order.preset = options.vertical ? "vertical" : "";
    deliver(project, film, order, report, stop);
    report.note("made " + std::to_string(maker.made_now) + " of " +
                std::to_string(board.shots.size()) + " shots; the project is " + folder.string());
}

} // namespace rushlight::app
