#include "app/desktop/film_maker.hpp"

#include "app/project/stored_take.hpp"
#include "app/queue/shot_order.hpp"
#include "editor/storyboard/assemble.hpp"
#include "editor/storyboard/blocking.hpp"

#include <QPointer>
#include <algorithm>
#include <set>

namespace rushlight::app {

namespace {

/// The take of this family that a shot shows: the chosen one, else the newest. An animatic and the
/// film itself may share a project.
std::optional<StoredTake>
shown_take(storage::Project& project, const std::string& shot, const std::string& family)
{
    std::optional<StoredTake> shown;
    for (const auto& take : takes_of(project, editor::takes_key(shot))) {
        if (take.ready() && take.recipe.request.model == family && (!shown || !shown->row.chosen)) {
            shown = take;
        }
    }
    return shown;
}

} // namespace

FilmMaker::FilmMaker(Workspace& workspace, Jobs& jobs, QObject* parent)
    : QObject(parent)
    , workspace_(workspace)
    , jobs_(jobs)
{
    connect(&workspace, &Workspace::media_changed, this, &FilmMaker::go_on);
    connect(&jobs, &Jobs::engine_changed, this, &FilmMaker::go_on);
    connect(&workspace, &Workspace::project_about_to_close, this, [this] {
        waiting_.clear();
        board_.reset();
    });
}

void FilmMaker::make(const std::filesystem::path& storyboard, bool blocking)
{
    if (!workspace_.is_open() || workspace_.read_only()) {
        workspace_.tell(tr("Open a film that can be changed, then make its shots."));
        return;
    }
    workspace_.run([&] {
        auto reading = editor::read_storyboard(editor::read_text(storyboard),
                                               std::filesystem::absolute(storyboard).parent_path());
        if (!reading.storyboard) {
            workspace_.tell(QString::fromStdString(storyboard.filename().string() + ": " +
                                                   editor::to_string(reading.problems.front())));
            return;
        }
        board_ = blocking ? editor::blocking_of(std::move(*reading.storyboard), "stage")
                          : std::move(*reading.storyboard);
        editor::ShotTakes takes;
        waiting_.clear();
        for (const auto& shot : board_->shots) {
            waiting_.push_back(shot.id);
            if (const auto take = shown_take(workspace_.project(), shot.id, family_of(shot))) {
                takes[shot.id] = shot_take(*take);
            }
        }
        const auto& now = *workspace_.timeline();
        auto next = editor::length(now) == 0 ? editor::assemble(*board_, takes)
                                             : editor::renew(now, *board_, takes);
        next.next_id = std::max(next.next_id, now.next_id);
        if (!(next == now)) {
            workspace_.commit(std::move(next), tr("Lay out the storyboard"));
        }
        go_on();
    });
}

std::string FilmMaker::family_of(const editor::Shot& shot) const
{
    return !shot.model.empty()         ? shot.model
           : jobs_.engine() == nullptr ? generation::Request().model
                                       : usual_family(*jobs_.engine()).family;
}

int FilmMaker::left_over() const
{
    std::set<std::string> cards;
    for (const auto& track : workspace_.timeline()->tracks) {
        for (std::size_t i = 0; i < track->items.size(); ++i) {
            const auto& clip = track->items.at(i).clip;
            if (clip && std::holds_alternative<editor::Solid>(clip->source) &&
                clip->takes.rfind(editor::takes_key(""), 0) == 0) {
                cards.insert(clip->takes);
            }
        }
    }
    for (const auto& row : jobs_.rows()) {
        cards.erase(row.clip); // made, being made or refused: its row says which
    }
    return static_cast<int>(cards.size());
}

void FilmMaker::go_on()
{
    if (!board_ || jobs_.engine() == nullptr) {
        return;
    }
    const auto board = *board_;
    std::vector<std::string> later;
    for (const auto& id : std::exchange(waiting_, {})) {
        const auto shot = std::find_if(
            board.shots.begin(), board.shots.end(), [&](const auto& one) { return one.id == id; });
        if (shot == board.shots.end()) {
            continue;
        }
        std::optional<StoredTake> source;
        if (!shot->source.empty()) {
            const auto of = std::find_if(board.shots.begin(),
                                         board.shots.end(),
                                         [&](const auto& one) { return one.id == shot->source; });
            source = of == board.shots.end()
                         ? std::nullopt
                         : shown_take(workspace_.project(), of->id, family_of(*of));
            if (!source) {
                later.push_back(id);
                continue;
            }
        }
        const auto make = [board, one = *shot, source](const generation::Limits& limits,
                                                       cameo::ConsentGate* gate) {
            return order_of(board, one, limits, source, gate);
        };
        jobs_.order(
            make,
            editor::length(*workspace_.timeline()),
            [self = QPointer<FilmMaker>(this), id](const Failure& failure) {
                if (self) {
                    self->workspace_.tell(
                        tr("Shot %1: %2")
                            .arg(QString::fromStdString(id), QString::fromUtf8(failure.what())));
                }
            },
            true,
            shot->model);
    }
    waiting_ = std::move(later);
}

} // namespace rushlight::app
