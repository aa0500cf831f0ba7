#include "app/desktop/workspace.hpp"

#include "app/failure.hpp"

#include <algorithm>

namespace rushlight::app {

namespace {

editor::Timeline first_film()
{
    return editor::empty_timeline({1280, 720}, 24, 2, 2);
}

} // namespace

Workspace::Workspace(QObject* parent)
    : QObject(parent)
    , timeline_(std::make_shared<const editor::Timeline>(first_film()))
{
}

Workspace::~Workspace() = default;

void Workspace::open(const std::filesystem::path& folder)
{
    std::error_code apart;
    if (is_open() && std::filesystem::equivalent(folder, project_->folder(), apart)) {
        return; // a second opener would only be let in to look
    }
    auto project = std::make_unique<storage::Project>(std::filesystem::exists(folder)
                                                          ? storage::Project::open(folder)
                                                          : storage::Project::create(folder));
    auto film = std::make_unique<editor::Film>(*project, first_film());
    emit project_about_to_close();
    film_ = std::move(film); // the old film goes before its project
    project_ = std::move(project);
    selection_.clear();
    in_point_.reset();
    out_point_.reset();
    playhead_ = 0;
    emit project_changed();
    show(film_->now());
    emit playhead_changed(playhead_);
    if (!project_->notice().empty()) {
        tell(QString::fromStdString(project_->notice()));
    }
}

void Workspace::close()
{
    emit project_about_to_close();
    film_.reset();
    project_.reset();
    selection_.clear();
    emit project_changed();
    show(std::make_shared<const editor::Timeline>(first_film()));
}

bool Workspace::read_only() const
{
    return project_ == nullptr || project_->read_only();
}

bool Workspace::commit(std::optional<editor::Timeline> next,
                       const QString& label,
                       const QString& refusal,
                       const std::function<void(storage::Database&)>& also)
{
    if (!next || (*next == *timeline_ && !also)) {
        tell(refusal.isEmpty() ? tr("%1 does not fit here.").arg(label) : refusal);
        return false;
    }
    if (film_ == nullptr) {
        return false;
    }
    bool done = false;
    run([&] {
        film_->commit(std::move(*next), label.toStdString(), also);
        done = true;
    });
    if (done) {
        show(film_->now());
    }
    return done;
}

void Workspace::undo()
{
    run([this] {
        if (film_ != nullptr && film_->undo()) {
            show(film_->now());
        }
    });
}

void Workspace::redo()
{
    run([this] {
        if (film_ != nullptr && film_->redo()) {
            show(film_->now());
        }
    });
}

QString Workspace::undo_label() const
{
    const auto label = film_ == nullptr ? std::nullopt : film_->undo_label();
    return label ? QString::fromStdString(*label) : QString();
}

QString Workspace::redo_label() const
{
    const auto label = film_ == nullptr ? std::nullopt : film_->redo_label();
    return label ? QString::fromStdString(*label) : QString();
}

void Workspace::film_committed()
{
    if (film_ != nullptr) {
        show(film_->now());
    }
}

void Workspace::set_playhead(std::int64_t frame)
{
    frame =
        std::clamp<std::int64_t>(frame, 0, std::max<std::int64_t>(0, editor::length(*timeline_)));
    if (frame != playhead_) {
        playhead_ = frame;
        emit playhead_changed(frame);
    }
}

void Workspace::select(std::set<editor::Id> items)
{
    if (items != selection_) {
        selection_ = std::move(items);
        emit selection_changed();
    }
}

void Workspace::set_in_out(std::optional<std::int64_t> in, std::optional<std::int64_t> out)
{
    in_point_ = in;
    out_point_ = out && in && *out <= *in ? std::nullopt : out;
    emit in_out_changed();
}

void Workspace::run(const std::function<void()>& action)
{
    try {
        action();
    } catch (...) {
        tell(QString::fromUtf8(failure_of(std::current_exception()).what()));
    }
}

void Workspace::show(const TimelinePtr& timeline)
{
    timeline_ = timeline;
    std::set<editor::Id> kept;
    for (const auto item : selection_) {
        if (editor::find_item(*timeline_, item)) {
            kept.insert(item);
        }
    }
    emit timeline_changed(timeline_);
    select(std::move(kept));
    set_playhead(playhead_); // the film may have become shorter
}

} // namespace rushlight::app
