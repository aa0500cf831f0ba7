#include "app/cli/caption_files.hpp"
#include "app/cli/deliver.hpp"
#include "app/cli/hand_over.hpp"
#include "app/cli/recipe_source.hpp"
#include "app/cli/studio.hpp"
#include "app/cli/verbs.hpp"
#include "app/places.hpp"
#include "app/project/stored_take.hpp"
#include "app/queue/shot_order.hpp"
#include "assets/library.hpp"
#include "editor/captions/caption_file.hpp"
#include "editor/effects/cube_file.hpp"
#include "editor/interchange/files.hpp"
#include "editor/project/film.hpp"
#include "editor/storyboard/assemble.hpp"
#include "editor/timeline/timeline.hpp"
#include "generation/protocol/json.hpp"
#include "storage/generation_history.hpp"
#include "storage/library.hpp"

#include <nlohmann/json.hpp>

#ifdef RUSHLIGHT_HAS_DESKTOP
#include "app/desktop/desktop.hpp"
#endif

namespace rushlight::app {

namespace fs = std::filesystem;

namespace {

std::string date(storage::Moment moment)
{
    const std::time_t seconds = std::chrono::system_clock::to_time_t(moment);
    std::tm parts{};
    ::localtime_r(&seconds, &parts);
    char text[32];
    std::strftime(text, sizeof text, "%Y-%m-%d %H:%M", &parts);
    return text;
}

const char* word(storage::AssetState state)
{
    switch (state) {
    case storage::AssetState::pending:
        return "waiting";
    case storage::AssetState::ready:
        return "ready";
    case storage::AssetState::failed:
        return "failed";
    case storage::AssetState::missing:
        return "missing";
    }
    return "";
}

void tell(const StoredTake& take, Report& report)
{
    nlohmann::json fields{{"take", take.row.id},
                          {"clip", take.row.clip},
                          {"state", word(take.asset.state)},
                          {"chosen", take.row.chosen},
                          {"recipe_hash", take.recipe_hash}};
    if (!take.recipe_json.empty()) {
        fields["recipe"] = nlohmann::json::parse(take.recipe_json);
    }
    if (!take.asset.error.empty()) {
        fields["error"] = take.asset.error;
    }
    std::string line = (take.row.chosen ? "* " : "  ") + std::to_string(take.row.id) + "  " +
                       date(take.row.created) + "  " + word(take.asset.state) + "  " +
                       take.row.clip + "  seed " + std::to_string(take.recipe.request.seed) + "  " +
                       take.recipe.request.prompt.substr(0, 60);
    if (!take.asset.error.empty()) {
        line += "  (" + take.asset.error + ")";
    }
    report.result(line, fields);
}

/// The clip's key as takes know it: a shot's id, or the key itself.
std::string clip_key(storage::Project& project, const std::string& typed)
{
    for (const auto& key : {editor::takes_key(typed), typed}) {
        if (!storage::takes_of_clip(project.database(), key).empty()) {
            return key;
        }
    }
    throw Failure(Exit::usage,
                  "no clip \"" + typed + "\" has takes; see rushlight take list " +
                      project.folder().string());
}

/// The take that another one is made from: the chosen one, else the newest that is ready.
StoredTake model_take(const std::vector<StoredTake>& takes, const std::string& clip)
{
    const StoredTake* found = nullptr;
    for (const auto& take : takes) {
        if (!take.recipe_json.empty() && (take.row.chosen || found == nullptr)) {
            found = &take;
        }
    }
    if (found == nullptr) {
        throw Failure(Exit::usage, "the clip \"" + clip + "\" has no take with a recipe");
    }
    return *found;
}

void make_take(const TakeOptions& options, Report& report, const std::stop_token& stop)
{
    auto project = open_project(project_folder(options.project), false);
    const std::string clip = clip_key(project, options.clip);
    const auto takes = takes_of(project, clip);
    const StoredTake model = model_take(takes, clip);
    Order order = order_again(project, model.recipe.request);
    std::int64_t highest = 0;
    for (const auto& take : takes) {
        highest = std::max(highest, take.recipe.request.seed);
    }
    order.request.seed = options.seed.value_or(highest == INT64_MAX ? 0 : highest + 1);
    order.clip = clip;
    order.name = model.asset.name;
    order.parent = model.row.parent;
    order.choose = false;
    People people;
    std::unique_ptr<KeptModels> models;
    if (order.request == model.recipe.request) { // else a new shot, with today's weights
        models = kept_models(model.recipe, project, people.library());
    }
    WorkerClient worker(worker_options(models ? models->folder() : fs::path()));
    Queue queue(project, worker, &people.gate());
    (void)await_engine(queue, stop);
    const auto done =
        await_job(queue, queue.submit(order).job, "take of " + options.clip, report, stop);
    tell(*find_take(project, done.take), report);
}

void use_take(const TakeOptions& options, Report& report)
{
    auto project = open_project(project_folder(options.project), false);
    const std::string clip = clip_key(project, options.clip);
    auto take = find_take(project, options.take);
    if (!take || take->row.clip != clip) {
        throw Failure(Exit::usage,
                      "take " + std::to_string(options.take) + " is none of \"" + options.clip +
                          "\"; see rushlight take list " + options.project + " " + options.clip);
    }
    if (!take->ready()) {
        throw Failure(Exit::usage,
                      "take " + std::to_string(options.take) +
                          " was not made; choose a ready one: see rushlight take list");
    }
    editor::Film film(project, empty_film());
    editor::Storyboard board;
    board.size = film.now()->size;
    board.rate = film.now()->rate;
    editor::ShotTakes takes;
    bool shown = false;
    for (const auto& track : film.now()->tracks) {
        for (std::size_t i = 0; i < track->items.size(); ++i) {
            const auto& item = track->items.at(i);
            shown = shown || (item.clip && item.clip->takes == clip);
        }
    }
    if (shown && clip.rfind(editor::takes_key(""), 0) == 0) {
        editor::Shot shot;
        shot.id = clip.substr(editor::takes_key("").size());
        takes[shot.id] = shot_take(*take);
        board.shots.push_back(std::move(shot));
    }
    const editor::Timeline next = editor::renew(*film.now(), board, takes);
    const auto choose = [&](storage::Database& database) {
        storage::choose_take(database, take->row.id);
    };
    if (next == *film.now()) {
        project.write(choose);
    } else {
        film.commit(next, "Use take " + std::to_string(take->row.id), choose);
    }
    take = find_take(project, options.take);
    tell(*take, report);
}

} // namespace

void run(const NewOptions& options, Report& report, const std::stop_token&)
{
    const fs::path folder = project_folder(options.project);
    if (fs::exists(folder)) {
        throw Failure(Exit::usage, folder.string() + " is there already; choose another name");
    }
    auto project = storage::Project::create(folder);
    const editor::Film film(project, empty_film());
    auto library = storage::open_library(data_folder());
    storage::note_project(library, fs::absolute(folder));
    report.result(fs::absolute(folder).string(), {{"project", fs::absolute(folder).string()}});
}

void run(const ImportOptions& options, Report& report, const std::stop_token& stop)
{
    auto project = open_project(project_folder(options.project), false);
    assets::Library library(project.database(), project.media());
    std::vector<fs::path> timelines;
    std::vector<fs::path> captions;
    for (const auto& file : options.media) {
        if (editor::exchange_format(file)) {
            timelines.emplace_back(file);
            continue;
        }
        if (editor::is_caption_file(file)) {
            captions.emplace_back(file);
            continue;
        }
        if (stop.stop_requested()) {
            throw Failure(Exit::cancelled, "cancelled");
        }
        if (editor::is_cube_file(file)) {
            (void)editor::read_cube_file(file); // refuses what is none
            const auto asset = library.import_table(file);
            report.result(file + " is a table of colours, media " + std::to_string(asset),
                          {{"file", file}, {"asset", asset}});
            continue;
        }
        const auto asset = options.link ? library.link(file) : library.import(file);
        report.result(file + " is media " + std::to_string(asset),
                      {{"file", file}, {"asset", asset}});
    }
    if (!timelines.empty()) { // last, when the media beside them are there
        take_over(project, timelines, options, report);
    }
    for (const fs::path& file : captions) { // over what is the film by now
        import_captions(project, file, options, report);
    }
}

void run(const HistoryOptions& options, Report& report, const std::stop_token&)
{
    auto project = look_at_project(project_folder(options.project), report);
    for (const auto& take : all_takes(project)) {
        tell(take, report);
    }
}

void run(const ExportOptions& options, Report& report, const std::stop_token& stop)
{
    auto project = look_at_project(project_folder(options.project), report);
    const editor::Film film(project, empty_film());
    if (editor::exchange_format(options.out)) {
        hand_over(project, film, options, report);
        return;
    }
    if (editor::is_caption_file(options.out)) {
        export_captions(project, film, options, report);
        return;
    }
    deliver(project, film, options, report, stop);
}

void run(const TakeOptions& options, Report& report, const std::stop_token& stop)
{
    switch (options.verb) {
    case TakeOptions::Verb::list: {
        auto project = look_at_project(project_folder(options.project), report);
        const auto takes = options.clip.empty()
                               ? all_takes(project)
                               : takes_of(project, clip_key(project, options.clip));
        for (const auto& take : takes) {
            tell(take, report);
        }
        return;
    }
    case TakeOptions::Verb::make:
        make_take(options, report, stop);
        return;
    case TakeOptions::Verb::use:
        use_take(options, report);
        return;
    }
}

void run(const OpenOptions& options, Report&, const std::stop_token&)
{
#ifdef RUSHLIGHT_HAS_DESKTOP
    std::string program = "rushlight";
    std::string project = options.project.empty() ? "" : project_folder(options.project).string();
    char* words[]{program.data(), project.data(), nullptr};
    const int status = open_desktop(project.empty() ? 1 : 2, words);
    if (status != 0) {
        throw Failure(Exit::internal, "the editor ended with status " + std::to_string(status));
    }
#else
    (void)options;
    throw Failure(Exit::internal, "this build has no window; build the release preset");
#endif
}

} // namespace rushlight::app
