#include "app/desktop/jobs.hpp"

#include "app/desktop/shots.hpp"
#include "app/desktop/takes_panel.hpp"
#include "app/places.hpp"
#include "app/queue/job_text.hpp"
#include "app/queue/shot_order.hpp"
#include "app/queue/studio_gate.hpp"
#include "cameo/cast.hpp"
#include "generation/protocol/json.hpp"
#include "storage/database.hpp"
#include "storage/library.hpp"

#include <QPointer>
#include <QSocketNotifier>
#include <QThreadPool>
#include <algorithm>

namespace rushlight::app {

/// Everything that one open project needs for its jobs; the queue goes first, the worker after it.
struct Jobs::Desk {
    explicit Desk(storage::Project& project, const WorkerOptions& options)
        : library(storage::open_library(data_folder()))
        , cast(library, data_folder())
        , gate(cast)
        , worker(options)
        , queue(project, worker, &gate)
        , notifier(queue.descriptor(), QSocketNotifier::Read)
    {
    }

    storage::Database library;
    cameo::Cast cast;
    StudioGate gate;
    WorkerClient worker;
    Queue queue;
    QSocketNotifier notifier;
};

namespace {

std::vector<QImage> pictures_of(const JobPreview& preview)
{
    std::vector<QImage> pictures;
    const auto bytes = static_cast<std::size_t>(preview.size.width) *
                       static_cast<std::size_t>(preview.size.height) * 3;
    for (int n = 0;
         n < preview.frames && preview.rgb.size() >= bytes * static_cast<std::size_t>(n + 1);
         ++n) {
        const QImage view(preview.rgb.data() + bytes * static_cast<std::size_t>(n),
                          preview.size.width,
                          preview.size.height,
                          preview.size.width * 3,
                          QImage::Format_RGB888);
        pictures.push_back(view.copy());
    }
    return pictures;
}

bool ended(storage::JobState state)
{
    using storage::JobState;
    return state != JobState::queued && state != JobState::assigned && state != JobState::running;
}

} // namespace

Jobs::Jobs(Workspace& workspace, QObject* parent)
    : QObject(parent)
    , workspace_(workspace)
{
    connect(&workspace, &Workspace::project_about_to_close, this, &Jobs::close);
    connect(&workspace, &Workspace::project_changed, this, &Jobs::open);
}

Jobs::~Jobs() = default;

void Jobs::open()
{
    close();
    if (!workspace_.is_open()) {
        return;
    }
    read_rows();
    resumed_ = waiting();
    if (workspace_.read_only()) {
        return;
    }
    workspace_.run([this] {
        try {
            WorkerOptions options;
            options.program = find_worker_program();
            options.log = cache_folder() / "engine.log";
            std::filesystem::create_directories(cache_folder());
            desk_ = std::make_unique<Desk>(workspace_.project(), options);
            connect(&desk_->notifier, &QSocketNotifier::activated, this, &Jobs::pump);
        } catch (const std::exception& error) {
            engine_sentence_ = QString::fromUtf8(error.what());
            throw;
        }
    });
    emit engine_changed();
}

void Jobs::close()
{
    desk_.reset();
    ++opened_;
    rows_.clear();
    live_.clear();
    engine_sentence_.clear();
    resumed_ = 0;
    emit rows_changed();
}

const generation::message::Ready* Jobs::engine() const
{
    return desk_ && desk_->queue.engine() ? &*desk_->queue.engine() : nullptr;
}

void Jobs::order(Make make, std::int64_t at, Failed failed, bool once, const std::string& family)
{
    if (engine() == nullptr) {
        failed({Exit::internal,
                engine_sentence_.isEmpty()
                    ? tr("The engine is still starting; try again in a moment.").toStdString()
                    : engine_sentence_.toStdString()});
        return;
    }
    const QPointer<Jobs> self(this);
    std::optional<generation::Limits> limits;
    try {
        limits = family_named(*engine(), family);
    } catch (const Failure& failure) {
        failed(failure);
        return;
    }
    const auto opened = opened_;
    QThreadPool::globalInstance()->start(
        [self, make = std::move(make), limits, at, failed, once, opened] {
            auto result = std::make_shared<std::variant<Order, Failure>>();
            try {
                auto library = storage::open_library(data_folder()); // of this thread
                cameo::Cast cast(library, data_folder());
                cameo::ConsentGate gate(cast);
                *result = make(*limits, &gate);
            } catch (...) {
                *result = failure_of(std::current_exception());
            }
            QMetaObject::invokeMethod(
                qApp,
                [self, result, at, failed, once, opened] {
                    if (!self || self->opened_ != opened) {
                        return;
                    }
                    try {
                        if (const auto* refused = std::get_if<Failure>(result.get())) {
                            failed(*refused);
                        } else {
                            self->submit(std::get<Order>(*result), at, once);
                        }
                    } catch (...) {
                        failed(failure_of(std::current_exception()));
                    }
                },
                Qt::QueuedConnection);
        });
}

void Jobs::submit(const Order& made, std::int64_t at, bool once)
{
    Order order = made;
    if (once) {
        for (const auto& take : takes_of(workspace_.project(), order.clip)) {
            const Row* const row = row_of_asset(take.asset.id);
            const bool coming = row != nullptr && !ended(row->job.state);
            if ((take.ready() || coming) &&
                generation::answers(take.recipe.request, order.request)) {
                if (take.ready() && !take.row.chosen) {
                    use_take(workspace_, take.row.id);
                }
                return;
            }
        }
    }
    if (order.clip.empty()) {
        const auto takes = storage::list_assets(workspace_.project().database()).size();
        order.clip = editor::takes_key("clip " + std::to_string(takes + 1));
    }
    if (order.name.empty()) {
        order.name = QString::fromStdString(order.request.prompt).left(48).toStdString();
    }
    const auto limits = family_named(*engine(), order.request.model);
    desk_->queue.submit(order, [&](storage::Database&, const Ordered& rows) {
        const auto& film = *workspace_.film();
        if (clip_with_takes(*film.now(), order.clip)) {
            return;
        }
        const editor::Media media{std::to_string(rows.asset),
                                  std::to_string(rows.take),
                                  assets::Time(order.request.frames, limits.rate)};
        const auto frames = media.available->floor_at(film.now()->rate);
        if (auto next = with_placeholder(
                *film.now(), free_frame(*film.now(), at, frames), order.name, order.clip, media)) {
            workspace_.film()->commit(std::move(*next), tr("Generate a shot").toStdString());
        }
    });
    workspace_.film_committed();
    read_rows();
    emit workspace_.media_changed();
}

void Jobs::cancel(std::int64_t job)
{
    if (desk_) {
        workspace_.run([&] { desk_->queue.cancel(job); });
    }
}

void Jobs::cancel_running()
{
    for (const Row& row : rows_) {
        if (row.job.state == storage::JobState::running ||
            row.job.state == storage::JobState::assigned) {
            cancel(row.job.id);
            return;
        }
    }
}

void Jobs::retry(std::int64_t job)
{
    if (desk_) {
        workspace_.run([&] {
            desk_->queue.retry(job);
            read_rows();
        });
        emit workspace_.media_changed();
    }
}

const Jobs::Live* Jobs::live(std::int64_t job) const
{
    const auto found = live_.find(job);
    return found == live_.end() ? nullptr : &found->second;
}

const Jobs::Row* Jobs::row_of_asset(std::int64_t asset) const
{
    const Row* found = nullptr;
    for (const Row& row : rows_) {
        if (row.job.asset == asset) {
            found = &row;
        }
    }
    return found;
}

int Jobs::waiting() const
{
    return static_cast<int>(std::count_if(
        rows_.begin(), rows_.end(), [](const Row& row) { return !ended(row.job.state); }));
}

void Jobs::pump()
{
    if (!desk_) {
        return;
    }
    std::vector<QueueEvent> events;
    workspace_.run([&] { events = desk_->queue.pump(); });
    bool rows = false;
    for (auto& event : events) {
        if (auto* progress = std::get_if<JobProgress>(&event)) {
            Live& live = live_[progress->job];
            rows = rows || live.stage.isEmpty();
            live.stage = QString::fromStdString(progress->stage);
            live.fraction = std::max(live.fraction, progress->fraction); // never jumps back
            live.seconds_left = progress->seconds_left;
            emit progressed(progress->job);
        } else if (auto* preview = std::get_if<JobPreview>(&event)) {
            live_[preview->job].preview = pictures_of(*preview);
            emit previewed(preview->job);
        } else if (const auto* made = std::get_if<JobDone>(&event)) {
            live_.erase(made->job);
            workspace_.run([&] { done(*made); });
            rows = true;
        } else if (const auto* failed = std::get_if<JobFailed>(&event)) {
            live_.erase(failed->job);
            if (failed->failure.exit != Exit::cancelled) {
                workspace_.tell(QString::fromUtf8(failed->failure.what()));
            }
            rows = true;
        } else if (std::get_if<EngineReady>(&event) != nullptr) {
            engine_sentence_.clear();
            emit engine_changed();
            rows = true;
        } else if (const auto* lost = std::get_if<EngineLost>(&event)) {
            engine_sentence_ = lost->given_up ? QString::fromStdString(lost->sentence) : QString();
            workspace_.tell(QString::fromStdString(lost->sentence));
            emit engine_changed();
            rows = true;
        }
    }
    if (rows || !events.empty()) {
        workspace_.run([this] { read_rows(); });
    }
    if (rows) {
        emit workspace_.media_changed();
    }
}

void Jobs::done(const JobDone& made)
{
    const auto take = find_take(workspace_.project(), made.take);
    if (!take || !take->ready()) {
        return;
    }
    if (auto next = with_take(*workspace_.timeline(), *take)) {
        workspace_.commit(std::move(next), tr("Show the new take"));
    }
}

void Jobs::read_rows()
{
    std::vector<Row> rows;
    auto& database = workspace_.project().database();
    std::map<std::int64_t, Row> known;
    for (auto& row : rows_) {
        known[row.job.id] = std::move(row);
    }
    for (auto& job : storage::list_jobs(database)) {
        Row row;
        if (const auto old = known.find(job.id); old != known.end()) {
            row = std::move(old->second);
        } else {
            if (job.asset) {
                if (const auto asset = storage::find_asset(database, *job.asset)) {
                    row.name = QString::fromStdString(asset->name);
                }
            }
            try {
                if (const auto take = storage::find_take(database, job_text(job.request).take)) {
                    row.clip = take->clip;
                }
            } catch (const Failure&) {
                row.name = tr("A job of another version"); // it is listed, and cannot be run
            }
        }
        row.job = std::move(job);
        rows.push_back(std::move(row));
    }
    rows_ = std::move(rows);
    emit rows_changed();
}

} // namespace rushlight::app
