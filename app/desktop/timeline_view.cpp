#include "app/desktop/timeline_view.hpp"

#include "app/desktop/timeline_paint.hpp"
#include "editor/edits/move.hpp"
#include "editor/edits/snap.hpp"
#include "editor/edits/split.hpp"
#include "editor/edits/tracks.hpp"
#include "editor/edits/trim.hpp"

#include <QAccessible>
#include <QDragEnterEvent>
#include <QHelpEvent>
#include <QMimeData>
#include <QMouseEvent>
#include <QPainter>
#include <QTimer>
#include <QToolTip>
#include <QUrl>
#include <cmath>

namespace rushlight::app {

namespace {

using editor::Edge;
using editor::TrackKind;

enum class Gesture { none, scrub, move, trim, roll, slip, slide };

constexpr double edge_reach = 7; ///< px on either side of a clip's edge
constexpr double snap_reach = 9; ///< px

} // namespace

struct TimelineView::State {
    Workspace& workspace;
    ClipPictures* pictures;
    TimelineLayout layout;
    TimelineTool tool = TimelineTool::select;
    bool snapping = true;
    bool fit_pending = true; ///< show the whole film when the first one arrives

    // a gesture under way: edits are tried on the timeline as it was when it began, and the last
    // that fits is shown
    Gesture gesture = Gesture::none;
    Edge edge = Edge::head;
    bool ripple = false;
    editor::Id item = 0;
    double grabbed_at = 0; ///< frame under the press
    TimelinePtr base;
    std::optional<editor::Timeline> tried;
    std::optional<std::int64_t> snap_line;
    std::optional<std::pair<std::int64_t, std::size_t>> drop;

    QTimer hatch;
    double phase = 0;

    State(Workspace& w, ClipPictures* p)
        : workspace(w)
        , pictures(p)
    {
    }

    [[nodiscard]] const editor::Timeline& shown() const
    {
        return tried ? *tried : *workspace.timeline();
    }

    [[nodiscard]] std::optional<editor::Place> item_at(double x, double y) const
    {
        const auto& timeline = shown();
        const auto track = layout.track_at(timeline, y);
        if (!track || x < TimelineLayout::head_width) {
            return std::nullopt;
        }
        for (std::size_t i = 0; i < timeline.tracks[*track]->items.size(); ++i) {
            const QRectF box = layout.item_box(timeline, {*track, i});
            if (x >= box.left() && x < box.right()) {
                return editor::Place{*track, i};
            }
        }
        return std::nullopt;
    }

    /// Frames in a track's units, as a difference.
    [[nodiscard]] static std::int64_t
    units(const editor::Timeline& timeline, TrackKind kind, std::int64_t from, std::int64_t frames)
    {
        return editor::units_at(timeline, kind, from + frames) -
               editor::units_at(timeline, kind, from);
    }

    /// Tries the gesture's edit for a pointer at this frame and height.
    void attempt(double frame, double y)
    {
        snap_line.reset();
        const auto place = editor::find_item(*base, item);
        if (!place) {
            return;
        }
        const auto& track = *base->tracks[place->track];
        const auto start = static_cast<std::int64_t>(std::llround(
            TimelineLayout::frames_of(*base, track.kind, editor::start_of(*base, *place))));
        const auto length = static_cast<std::int64_t>(std::llround(
            TimelineLayout::frames_of(*base, track.kind, editor::item_at(*base, *place).length)));
        auto forward = static_cast<std::int64_t>(std::llround(frame - grabbed_at));
        std::vector<std::int64_t> edges;
        if (gesture == Gesture::move || gesture == Gesture::slide) {
            edges = {start + forward, start + length + forward};
        } else if (gesture != Gesture::slip) {
            edges = {(edge == Edge::head ? start : start + length) + forward};
        }
        if (snapping && !edges.empty()) {
            const auto reach = static_cast<std::int64_t>(snap_reach / layout.pixels_per_frame);
            const auto points = editor::snap_points(*base, {item}, workspace.playhead());
            const std::int64_t by = editor::snap(points, edges, reach);
            forward += by;
            for (const auto e : edges) {
                if (std::binary_search(points.begin(), points.end(), e + by)) {
                    snap_line = e + by;
                    break;
                }
            }
        }
        std::optional<editor::Timeline> next;
        const auto amount =
            units(*base, track.kind, edge == Edge::tail ? start + length : start, forward);
        switch (gesture) {
        case Gesture::move: {
            auto to = layout.track_at(*base, y).value_or(place->track);
            if (base->tracks[to]->kind != track.kind) {
                to = place->track;
            }
            next = editor::move(
                *base,
                item,
                base->tracks[to]->id,
                editor::units_at(*base, track.kind, std::max<std::int64_t>(0, start + forward)));
            break;
        }
        case Gesture::trim:
            next = ripple ? editor::ripple_trim(*base, item, edge, amount)
                          : editor::overwrite_trim(*base, item, edge, amount);
            break;
        case Gesture::roll:
            next = editor::roll(*base, item, amount);
            break;
        case Gesture::slip:
            next = editor::slip(*base, item, -amount); // the picture follows the hand
            break;
        case Gesture::slide:
            next = editor::slide(*base, item, amount);
            break;
        case Gesture::none:
        case Gesture::scrub:
            return;
        }
        if (next || forward == 0) {
            tried = std::move(next); // an edit that does not fit leaves the last that did
        }
    }

    [[nodiscard]] QString gesture_label() const
    {
        switch (gesture) {
        case Gesture::move:
            return TimelineView::tr("Move clip");
        case Gesture::trim:
            return ripple ? TimelineView::tr("Ripple trim") : TimelineView::tr("Trim");
        case Gesture::roll:
            return TimelineView::tr("Roll");
        case Gesture::slip:
            return TimelineView::tr("Slip");
        case Gesture::slide:
            return TimelineView::tr("Slide");
        default:
            return {};
        }
    }
};

TimelineView::TimelineView(Workspace& workspace, ClipPictures* pictures, QWidget* parent)
    : QWidget(parent)
    , state_(std::make_unique<State>(workspace, pictures))
{
    setObjectName(QStringLiteral("timeline"));
    setAccessibleName(tr("Timeline"));
    setAccessibleDescription(
        tr("Arrow keys move the playhead, brackets choose clips, Delete takes them out"));
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setAcceptDrops(true);
    connect(&workspace, &Workspace::timeline_changed, this, [this](const TimelinePtr& timeline) {
        if (state_->fit_pending && editor::length(*timeline) > 0) {
            fit();
        }
        update();
    });
    connect(&workspace, &Workspace::project_changed, this, [this] { state_->fit_pending = true; });
    connect(&workspace, &Workspace::playhead_changed, this, [this](std::int64_t frame) {
        const double x = x_of(frame);
        if (state_->gesture == Gesture::none && (x < TimelineLayout::head_width || x > width())) {
            state_->layout.first_frame =
                std::max(0.0, static_cast<double>(frame) - 40 / state_->layout.pixels_per_frame);
        }
        update();
    });
    connect(&workspace, &Workspace::selection_changed, this, qOverload<>(&QWidget::update));
    connect(&workspace, &Workspace::in_out_changed, this, qOverload<>(&QWidget::update));
    connect(&workspace, &Workspace::media_changed, this, qOverload<>(&QWidget::update));
    state_->hatch.setInterval(120);
    connect(&state_->hatch, &QTimer::timeout, this, [this] {
        state_->phase = std::fmod(state_->phase + 0.125, 1.0);
        update();
    });
}

TimelineView::~TimelineView() = default;

TimelineTool TimelineView::tool() const
{
    return state_->tool;
}

void TimelineView::set_tool(TimelineTool tool)
{
    if (state_->tool != tool) {
        state_->tool = tool;
        emit tool_changed(tool);
        setCursor(tool == TimelineTool::razor ? Qt::CrossCursor : Qt::ArrowCursor);
    }
}

bool TimelineView::snapping() const
{
    return state_->snapping;
}

void TimelineView::set_snapping(bool on)
{
    state_->snapping = on;
}

void TimelineView::zoom(double factor)
{
    auto& layout = state_->layout;
    const double kept = std::clamp(layout.x_of(static_cast<double>(state_->workspace.playhead())),
                                   static_cast<double>(TimelineLayout::head_width),
                                   static_cast<double>(width()));
    const double frame = layout.frame_of(kept);
    layout.pixels_per_frame = std::clamp(layout.pixels_per_frame * factor, 0.002, 80.0);
    layout.first_frame =
        std::max(0.0, frame - (kept - TimelineLayout::head_width) / layout.pixels_per_frame);
    update();
}

void TimelineView::fit()
{
    const auto frames = static_cast<double>(
        std::max<std::int64_t>(24, editor::length(*state_->workspace.timeline())));
    state_->layout.pixels_per_frame = std::clamp(
        (std::max(200, width()) - TimelineLayout::head_width - 24) / frames, 0.002, 80.0);
    state_->layout.first_frame = 0;
    state_->fit_pending = width() < 200;
    update();
}

void TimelineView::select_neighbour(int direction)
{
    auto& workspace = state_->workspace;
    const auto& timeline = *workspace.timeline();
    std::optional<editor::Place> place;
    if (!workspace.selection().empty()) {
        place = editor::find_item(timeline, *workspace.selection().begin());
    }
    if (!place) {
        // the first clip from above
        for (std::size_t track = timeline.tracks.size(); track-- > 0 && !place;) {
            for (std::size_t i = 0; i < timeline.tracks[track]->items.size() && !place; ++i) {
                if (!timeline.tracks[track]->items.at(i).is_gap()) {
                    place = editor::Place{track, i};
                }
            }
        }
    } else if (direction == 1 || direction == -1) {
        const auto& items = timeline.tracks[place->track]->items;
        auto i = static_cast<std::int64_t>(place->item) + direction;
        while (i >= 0 && i < static_cast<std::int64_t>(items.size()) &&
               items.at(static_cast<std::size_t>(i)).is_gap()) {
            i += direction;
        }
        if (i < 0 || i >= static_cast<std::int64_t>(items.size())) {
            return;
        }
        place->item = static_cast<std::size_t>(i);
    } else {
        const int row = TimelineLayout::row_of(timeline, place->track) + (direction > 0 ? -1 : 1);
        const double middle = TimelineLayout::frames_of(timeline,
                                                        timeline.tracks[place->track]->kind,
                                                        editor::start_of(timeline, *place)) +
                              0.5;
        std::optional<editor::Place> found;
        for (std::size_t track = 0; track < timeline.tracks.size(); ++track) {
            if (TimelineLayout::row_of(timeline, track) == row) {
                const auto index = timeline.tracks[track]->items.index_at(editor::units_at(
                    timeline, timeline.tracks[track]->kind, static_cast<std::int64_t>(middle)));
                if (index && !timeline.tracks[track]->items.at(*index).is_gap()) {
                    found = editor::Place{track, *index};
                }
            }
        }
        if (!found) {
            return;
        }
        place = found;
    }
    if (place) {
        const auto& item = editor::item_at(timeline, *place);
        workspace.select({item.id});
        QAccessibleEvent announced(this, QAccessible::NameChanged);
        setAccessibleDescription(
            tr("%1 on track %2, %3 long")
                .arg(QString::fromStdString(item.clip->name),
                     QString::fromStdString(timeline.tracks[place->track]->name),
                     timecode(static_cast<std::int64_t>(TimelineLayout::frames_of(
                                  timeline, timeline.tracks[place->track]->kind, item.length)),
                              timeline.rate)));
        QAccessible::updateAccessibility(&announced);
    }
}

void TimelineView::jump_to_cut(int direction)
{
    auto& workspace = state_->workspace;
    const auto points = editor::snap_points(*workspace.timeline(), {}, std::nullopt);
    const std::int64_t here = workspace.playhead();
    if (direction > 0) {
        const auto next = std::upper_bound(points.begin(), points.end(), here);
        workspace.set_playhead(next == points.end() ? here : *next);
    } else {
        const auto next = std::lower_bound(points.begin(), points.end(), here);
        workspace.set_playhead(next == points.begin() ? 0 : *(next - 1));
    }
    emit scrubbed(workspace.playhead());
}

QRectF TimelineView::box_of(editor::Id item) const
{
    const auto place = editor::find_item(state_->shown(), item);
    return place ? state_->layout.item_box(state_->shown(), *place) : QRectF();
}

double TimelineView::x_of(std::int64_t frame) const
{
    return state_->layout.x_of(static_cast<double>(frame));
}

std::int64_t TimelineView::frame_at(double x) const
{
    return std::max<std::int64_t>(0, std::llround(state_->layout.frame_of(x)));
}

void TimelineView::paintEvent(QPaintEvent*)
{
    state_->layout.width = width();
    state_->layout.height = height();
    const auto& workspace = state_->workspace;
    QPainter painter(this);
    paint_timeline(painter,
                   {.timeline = state_->shown(),
                    .layout = state_->layout,
                    .pictures = state_->pictures,
                    .selection = workspace.selection(),
                    .playhead = workspace.playhead(),
                    .in_point = workspace.in_point(),
                    .out_point = workspace.out_point(),
                    .snap_line = state_->snap_line,
                    .drop = state_->drop,
                    .focused = hasFocus(),
                    .phase = state_->phase});
    bool running = false;
    for (const auto& track : state_->shown().tracks) {
        for (std::size_t i = 0; state_->pictures != nullptr && i < track->items.size() && !running;
             ++i) {
            const auto& item = track->items.at(i);
            running = !item.is_gap() && std::holds_alternative<editor::Media>(item.clip->source) &&
                      state_->pictures->state(*item.clip, track->kind) == ClipState::running;
        }
    }
    // the hatch stands still where the style does not animate
    if (running && style()->styleHint(QStyle::SH_Widget_Animation_Duration, nullptr, this) > 0) {
        state_->hatch.start();
    } else {
        state_->hatch.stop();
    }
}

void TimelineView::mousePressEvent(QMouseEvent* event)
{
    setFocus(Qt::MouseFocusReason);
    const QPointF at = event->position();
    auto& s = *state_;
    if (event->button() != Qt::LeftButton) {
        return;
    }
    if (at.y() < ruler_height) {
        if (at.x() >= TimelineLayout::head_width) {
            s.gesture = Gesture::scrub;
            s.workspace.set_playhead(frame_at(at.x()));
            emit scrubbed(s.workspace.playhead());
        }
        return;
    }
    const auto& timeline = *s.workspace.timeline();
    const auto track = s.layout.track_at(timeline, at.y());
    if (at.x() < TimelineLayout::head_width) {
        if (track) {
            const auto& one = *timeline.tracks[*track];
            auto flags = editor::flags_of(one);
            const QRectF box = s.layout.track_box(timeline, *track);
            if (head_button_box(box, one.kind, HeadButton::lock).contains(at)) {
                flags.locked = !flags.locked;
            } else if (head_button_box(box, one.kind, HeadButton::mute_or_hide).contains(at)) {
                (one.kind == TrackKind::video ? flags.hidden : flags.muted) ^= true;
            } else if (one.kind == TrackKind::audio &&
                       head_button_box(box, one.kind, HeadButton::solo).contains(at)) {
                flags.solo = !flags.solo;
            } else {
                return;
            }
            s.workspace.commit(editor::set_flags(timeline, one.id, flags), tr("Track settings"));
        }
        return;
    }
    const auto place = s.item_at(at.x(), at.y());
    if (!place || editor::item_at(timeline, *place).is_gap()) {
        s.workspace.select({});
        return;
    }
    const auto& item = editor::item_at(timeline, *place);
    if (s.tool == TimelineTool::razor) {
        s.workspace.commit(editor::split(timeline, frame_at(at.x()), {timeline.tracks[*track]->id}),
                           tr("Split"));
        return;
    }
    if (event->modifiers().testFlag(Qt::ShiftModifier)) {
        auto selection = s.workspace.selection();
        if (selection.erase(item.id) == 0) {
            selection.insert(item.id);
        }
        s.workspace.select(std::move(selection));
        return;
    }
    if (s.workspace.selection().count(item.id) == 0) {
        s.workspace.select({item.id});
    }
    const QRectF box = s.layout.item_box(timeline, *place);
    const double reach = std::min(edge_reach, box.width() / 3);
    const bool at_head = at.x() - box.left() < reach;
    const bool at_tail = box.right() - at.x() < reach;
    s.item = item.id;
    s.edge = at_tail ? Edge::tail : Edge::head;
    s.ripple = s.tool == TimelineTool::ripple || event->modifiers().testFlag(Qt::ControlModifier);
    switch (s.tool) {
    case TimelineTool::slip:
        s.gesture = Gesture::slip;
        break;
    case TimelineTool::slide:
        s.gesture = Gesture::slide;
        break;
    case TimelineTool::roll:
        if (at_tail && place->item + 1 < timeline.tracks[place->track]->items.size()) {
            s.item = timeline.tracks[place->track]->items.at(place->item + 1).id;
        }
        s.edge = Edge::head;
        s.gesture = at_head || at_tail ? Gesture::roll : Gesture::none;
        break;
    default:
        s.gesture = at_head || at_tail ? Gesture::trim : Gesture::move;
    }
    s.grabbed_at = s.layout.frame_of(at.x());
    s.base = s.workspace.timeline();
}

void TimelineView::mouseMoveEvent(QMouseEvent* event)
{
    auto& s = *state_;
    const QPointF at = event->position();
    if (s.gesture == Gesture::scrub) {
        s.workspace.set_playhead(frame_at(at.x()));
        emit scrubbed(s.workspace.playhead());
        return;
    }
    if (s.gesture == Gesture::none) {
        const auto place = s.item_at(at.x(), at.y());
        Qt::CursorShape shape = s.tool == TimelineTool::razor ? Qt::CrossCursor : Qt::ArrowCursor;
        if (place && !editor::item_at(s.shown(), *place).is_gap() &&
            s.tool != TimelineTool::razor) {
            const QRectF box = s.layout.item_box(s.shown(), *place);
            const double reach = std::min(edge_reach, box.width() / 3);
            if (at.x() - box.left() < reach || box.right() - at.x() < reach) {
                shape = Qt::SizeHorCursor;
            }
        }
        setCursor(shape);
        return;
    }
    s.attempt(s.layout.frame_of(at.x()), at.y());
    update();
}

void TimelineView::mouseReleaseEvent(QMouseEvent*)
{
    auto& s = *state_;
    const QString label = s.gesture_label();
    s.gesture = Gesture::none;
    s.snap_line.reset();
    s.base.reset();
    if (s.tried) {
        auto next = std::move(s.tried);
        s.tried.reset();
        s.workspace.commit(std::move(next), label);
    }
    update();
}

void TimelineView::mouseDoubleClickEvent(QMouseEvent* event)
{
    const auto place = state_->item_at(event->position().x(), event->position().y());
    if (place && !editor::item_at(state_->shown(), *place).is_gap()) {
        emit clip_opened(editor::item_at(state_->shown(), *place).id);
    }
}

void TimelineView::wheelEvent(QWheelEvent* event)
{
    auto& layout = state_->layout;
    const double notches = event->angleDelta().y() / 120.0;
    if (event->modifiers().testFlag(Qt::ControlModifier)) {
        const double x = event->position().x();
        const double frame = layout.frame_of(x);
        layout.pixels_per_frame =
            std::clamp(layout.pixels_per_frame * std::pow(1.25, notches), 0.002, 80.0);
        layout.first_frame =
            std::max(0.0, frame - (x - TimelineLayout::head_width) / layout.pixels_per_frame);
    } else if (event->modifiers().testFlag(Qt::AltModifier) || event->angleDelta().x() != 0) {
        const double sideways =
            event->angleDelta().x() != 0 ? event->angleDelta().x() / 120.0 : notches;
        layout.first_frame =
            std::max(0.0, layout.first_frame - sideways * 60 / layout.pixels_per_frame);
    } else {
        const int most =
            std::max(0, layout.content_height(*state_->workspace.timeline()) - height());
        layout.scroll_y = std::clamp(layout.scroll_y - static_cast<int>(notches * 40), 0, most);
    }
    event->accept();
    update();
}

void TimelineView::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape && state_->gesture != Gesture::none) {
        state_->gesture = Gesture::none;
        state_->tried.reset();
        state_->snap_line.reset();
        update();
        return;
    }
    switch (event->key()) {
    case Qt::Key_BracketLeft:
        return select_neighbour(-1);
    case Qt::Key_BracketRight:
        return select_neighbour(1);
    case Qt::Key_PageUp:
        return select_neighbour(2);
    case Qt::Key_PageDown:
        return select_neighbour(-2);
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (event->modifiers() == Qt::NoModifier && !state_->workspace.selection().empty()) {
            emit clip_opened(*state_->workspace.selection().begin());
            return;
        }
        break;
    default:
        break;
    }
    QWidget::keyPressEvent(event);
}

void TimelineView::dragEnterEvent(QDragEnterEvent* event)
{
    if (event->mimeData()->hasUrls() && !state_->workspace.read_only()) {
        event->acceptProposedAction();
    }
}

void TimelineView::dragMoveEvent(QDragMoveEvent* event)
{
    const auto track =
        state_->layout.track_at(*state_->workspace.timeline(), event->position().y());
    state_->drop =
        track ? std::optional(std::pair(frame_at(event->position().x()), *track)) : std::nullopt;
    event->setAccepted(track.has_value());
    update();
}

void TimelineView::dragLeaveEvent(QDragLeaveEvent*)
{
    state_->drop.reset();
    update();
}

void TimelineView::dropEvent(QDropEvent* event)
{
    QStringList files;
    for (const QUrl& url : event->mimeData()->urls()) {
        if (url.isLocalFile()) {
            files.push_back(url.toLocalFile());
        }
    }
    if (state_->drop && !files.empty()) {
        emit files_dropped(files,
                           state_->drop->first,
                           state_->workspace.timeline()->tracks[state_->drop->second]->id);
        event->acceptProposedAction();
    }
    state_->drop.reset();
    update();
}

bool TimelineView::event(QEvent* event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto* const help = static_cast<QHelpEvent*>(event);
        const auto& timeline = state_->shown();
        const auto place = state_->item_at(help->pos().x(), help->pos().y());
        if (place && !editor::item_at(timeline, *place).is_gap()) {
            const auto& item = editor::item_at(timeline, *place);
            const auto frames = static_cast<std::int64_t>(TimelineLayout::frames_of(
                timeline, timeline.tracks[place->track]->kind, item.length));
            QToolTip::showText(help->globalPos(),
                               QStringLiteral("%1\n%2").arg(QString::fromStdString(item.clip->name),
                                                            timecode(frames, timeline.rate)),
                               this);
        } else {
            QToolTip::hideText();
        }
        return true;
    }
    return QWidget::event(event);
}

} // namespace rushlight::app
