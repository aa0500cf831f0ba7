#include "app/desktop/brush_board.hpp"

#include "app/desktop/brush_canvas.hpp"
#include "app/desktop/panel_parts.hpp"
#include "app/desktop/stroke.hpp"
#include "app/desktop/theme.hpp"
#include "app/failure.hpp"
#include "editor/edits/history.hpp"
#include "editor/storyboard/brush_text.hpp"
#include "editor/storyboard/storyboard.hpp"

#include <QBoxLayout>
#include <QDoubleSpinBox>
#include <QFileDialog>
#include <QKeyEvent>
#include <QLabel>
#include <QPushButton>
#include <QSaveFile>
#include <QToolButton>
#include <algorithm>
#include <cmath>
#include <functional>

namespace rushlight::app {

namespace {

using generation::BrushRegion;
using Regions = BrushBoard::Regions;

constexpr double nudge = 1.0 / 40; ///< of the picture's side, a key
constexpr qsizetype most_path_points = 64;

double share(double value)
{
    return std::clamp(value, 0.0, 1.0);
}

} // namespace

struct BrushBoard::State {
    BrushBoard& self;
    BrushCanvas* canvas = nullptr;
    QLabel* hint = nullptr;
    QToolButton* hold = nullptr;
    QDoubleSpinBox* stir = nullptr;
    QToolButton *remove = nullptr, *undo = nullptr, *redo = nullptr;
    editor::History<Regions> history{{}};
    int most = 5;

    explicit State(BrushBoard& board)
        : self(board)
    {
    }

    [[nodiscard]] const Regions& now() const { return *history.now(); }

    [[nodiscard]] BrushRegion* region(Regions& of) const
    {
        const int n = canvas->selected;
        return n >= 0 && n < static_cast<int>(of.size()) ? &of[static_cast<std::size_t>(n)]
                                                         : nullptr;
    }

    void commit(Regions next, const QString& label, int select)
    {
        history.commit(std::move(next), label.toStdString());
        canvas->selected = select;
        show();
        emit self.painted();
    }

    /// Changes the selected region.
    void change(const QString& label, const std::function<void(BrushRegion&)>& how)
    {
        Regions next = now();
        if (BrushRegion* const one = region(next)) {
            how(*one);
            if (next != now()) {
                commit(std::move(next), label, canvas->selected);
            }
        }
    }

    void step(bool back)
    {
        if (back ? history.undo() : history.redo()) {
            canvas->selected = std::min(canvas->selected, static_cast<int>(now().size()) - 1);
            show();
            emit self.painted();
        }
    }

    void add(const QPolygonF& outline)
    {
        Regions next = now();
        BrushRegion region;
        for (const QPointF& point : outline) {
            region.polygon.push_back({point.x(), point.y()});
        }
        next.push_back(std::move(region));
        const int last = static_cast<int>(next.size()) - 1;
        commit(std::move(next), BrushBoard::tr("Draw around"), last);
    }

    /// The region goes along a line that begins at its centre, whatever place it was taken by.
    static void lead(BrushRegion& region, QPolygonF line)
    {
        line.translate(centre_of(polygon_of(region)) - line.front());
        for (QPointF& point : line) {
            point = {share(point.x()), share(point.y())};
        }
        double off = 0.002;
        QPolygonF fewer = line;
        while (fewer.size() > most_path_points) {
            fewer = simplified(line, off);
            off *= 2;
        }
        region.path = timed(fewer);
        region.is_static = false;
    }

    void choose(int region)
    {
        canvas->selected = region;
        show();
    }

    void take_out()
    {
        const int n = canvas->selected;
        if (n >= 0 && n < static_cast<int>(now().size())) {
            Regions next = now();
            next.erase(next.begin() + n);
            const int left = static_cast<int>(next.size()) - 1;
            commit(std::move(next), BrushBoard::tr("Take out"), std::min(n, left));
        }
    }

    void aim(const QPointF& by, bool whole)
    {
        change(whole ? BrushBoard::tr("Move region") : BrushBoard::tr("Aim"),
               [&](BrushRegion& region) {
                   if (whole) {
                       for (auto& corner : region.polygon) {
                           corner = {share(corner[0] + by.x()), share(corner[1] + by.y())};
                       }
                       for (auto& point : region.path) {
                           point = {share(point[0] + by.x()), share(point[1] + by.y()), point[2]};
                       }
                       return;
                   }
                   const QPointF from = centre_of(polygon_of(region));
                   const QPointF to = region.path.empty() ? from : at_time(region.path, 1);
                   lead(region, QPolygonF({from, to + by}));
               });
    }

    bool key(QKeyEvent& event)
    {
        if (event.matches(QKeySequence::Undo)) {
            step(true);
            return true;
        }
        if (event.matches(QKeySequence::Redo) ||
            (event.key() == Qt::Key_Y && event.modifiers() == Qt::ControlModifier)) {
            step(false);
            return true;
        }
        const bool shift = event.modifiers().testFlag(Qt::ShiftModifier);
        const int count = static_cast<int>(now().size());
        switch (event.key()) {
        case Qt::Key_Left:
            aim({-nudge, 0}, shift);
            return true;
        case Qt::Key_Right:
            aim({nudge, 0}, shift);
            return true;
        case Qt::Key_Up:
            aim({0, -nudge}, shift);
            return true;
        case Qt::Key_Down:
            aim({0, nudge}, shift);
            return true;
        case Qt::Key_PageUp:
        case Qt::Key_PageDown:
            if (count > 0) {
                const int by = event.key() == Qt::Key_PageDown ? 1 : count - 1;
                choose(canvas->selected < 0 ? 0 : (canvas->selected + by) % count);
            }
            return true;
        case Qt::Key_Insert:
            if (count < most && !canvas->picture.isNull()) {
                QPolygonF round;
                for (int n = 0; n < 24; ++n) {
                    const double turn = n * 2 * 3.14159265358979 / 24;
                    round.append({0.5 + 0.1 * std::cos(turn), 0.5 + 0.16 * std::sin(turn)});
                }
                add(round);
            }
            return true;
        case Qt::Key_Delete:
        case Qt::Key_Backspace:
            take_out();
            return true;
        case Qt::Key_Escape:
            canvas->selected < 0 ? emit self.finished() : choose(-1);
            return true;
        case Qt::Key_Return:
        case Qt::Key_Enter:
            emit self.finished();
            return true;
        default:
            return false;
        }
    }

    void show()
    {
        canvas->regions = now();
        canvas->full = static_cast<int>(now().size()) >= most;
        canvas->update();
        Regions copy = now();
        const BrushRegion* const one = region(copy);
        for (QWidget* const widget : std::initializer_list<QWidget*>{hold, stir, remove}) {
            widget->setEnabled(one != nullptr);
        }
        const QSignalBlocker quiet_hold(hold);
        const QSignalBlocker quiet_stir(stir);
        hold->setChecked(one != nullptr && one->is_static);
        stir->setValue(one != nullptr ? one->ambient : 0);
        undo->setEnabled(history.can_undo());
        redo->setEnabled(history.can_redo());
        const bool moves =
            one != nullptr && (!one->path.empty() || one->is_static || one->ambient > 0);
        hint->setText(canvas->picture.isNull() ? QString()
                      : one != nullptr && !moves
                          ? BrushBoard::tr("Drag it to where it goes, or hold it still")
                      : canvas->full ? BrushBoard::tr("%1 regions are the most").arg(most)
                      : now().empty()
                          ? BrushBoard::tr("Draw around what moves")
                          : BrushBoard::tr("Draw around the next thing, or press Done"));
        hint->setToolTip(hint->text());
    }

    /// Regions of a brush file take the place of what is painted. What is wrong, in a sentence.
    QString open(const std::filesystem::path& file)
    {
        try {
            const auto reading = editor::read_brush(editor::read_text(file), file.parent_path());
            const QString name = QString::fromStdString(file.filename().string());
            if (!reading.problems.empty()) {
                return QStringLiteral("%1: %2").arg(
                    name, QString::fromStdString(editor::to_string(reading.problems.front())));
            }
            const bool masks = std::any_of(reading.regions.begin(),
                                           reading.regions.end(),
                                           [](const auto& one) { return !one.mask.empty(); });
            if (masks) {
                return BrushBoard::tr("%1 has pictures as masks; only outlines can be painted on, "
                                      "give it to --brush instead")
                    .arg(name);
            }
            if (static_cast<int>(reading.regions.size()) > most) {
                return BrushBoard::tr("%1 has %2 regions; %3 are the most")
                    .arg(name)
                    .arg(reading.regions.size())
                    .arg(most);
            }
            commit(reading.regions, BrushBoard::tr("Open brush"), -1);
            return {};
        } catch (...) {
            return QString::fromUtf8(failure_of(std::current_exception()).what());
        }
    }

    void choose_file()
    {
        const QString chosen = QFileDialog::getOpenFileName(
            &self, BrushBoard::tr("Open brush"), {}, BrushBoard::tr("Motion brushes (*.json)"));
        if (!chosen.isEmpty()) {
            if (const QString wrong = open(chosen.toStdString()); !wrong.isEmpty()) {
                hint->setText(wrong);
                hint->setToolTip(wrong);
            }
        }
    }

    void save()
    {
        const QString chosen =
            QFileDialog::getSaveFileName(&self,
                                         BrushBoard::tr("Save brush"),
                                         QStringLiteral("motion.brush.json"),
                                         BrushBoard::tr("Motion brushes (*.json)"));
        if (chosen.isEmpty()) {
            return;
        }
        const std::string text = editor::brush_text(now());
        QSaveFile file(chosen);
        const bool saved = file.open(QIODevice::WriteOnly) &&
                           file.write(text.data(), static_cast<qint64>(text.size())) ==
                               static_cast<qint64>(text.size()) &&
                           file.commit();
        hint->setText(saved ? BrushBoard::tr("Saved for --brush and for storyboards")
                            : BrushBoard::tr("Cannot write there: %1; choose another folder")
                                  .arg(file.errorString()));
    }
};

BrushBoard::BrushBoard(QWidget* parent)
    : QWidget(parent)
    , state_(std::make_unique<State>(*this))
{
    State& s = *state_;
    setObjectName(QStringLiteral("brush"));
    setAutoFillBackground(true);
    s.canvas = new BrushCanvas(this);
    auto* const column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(s.canvas, 1);
    auto* const row = new QHBoxLayout;
    row->setContentsMargins(spacing[2], spacing[0], spacing[2], spacing[0]);
    row->setSpacing(spacing[0]);
    s.hint = new QLabel(this);
    s.hint->setObjectName(QStringLiteral("brush.hint"));
    s.hint->setForegroundRole(QPalette::PlaceholderText);
    s.hint->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    row->addWidget(s.hint, 1);
    s.hold = panel_tool("lock", tr("Hold still"), this);
    s.hold->setObjectName(QStringLiteral("brush.hold"));
    s.hold->setCheckable(true);
    s.stir = new QDoubleSpinBox(this);
    s.stir->setObjectName(QStringLiteral("brush.stir"));
    s.stir->setRange(0, 10);
    s.stir->setSingleStep(0.5);
    s.stir->setDecimals(1);
    s.stir->setPrefix(tr("Stir "));
    s.stir->setAccessibleName(tr("Motion in place, 0 to 10"));
    s.stir->setToolTip(s.stir->accessibleName());
    s.remove = panel_tool("remove", tr("Take the region out"), this);
    s.remove->setObjectName(QStringLiteral("brush.remove"));
    s.undo = panel_tool("undo", tr("Undo the stroke"), this);
    s.redo = panel_tool("redo", tr("Redo the stroke"), this);
    auto* const open = panel_tool("folder", tr("Open a brush file"), this);
    open->setObjectName(QStringLiteral("brush.open"));
    auto* const save = panel_tool("export", tr("Save the brush as a file"), this);
    save->setObjectName(QStringLiteral("brush.save"));
    auto* const done = panel_button(nullptr, tr("Done"), this);
    done->setObjectName(QStringLiteral("brush.done"));
    for (QWidget* const one : std::initializer_list<QWidget*>{
             s.hold, s.stir, s.remove, s.undo, s.redo, open, save, done}) {
        row->addWidget(one);
    }
    column->addLayout(row);
    setFocusProxy(s.canvas);

    s.canvas->drawn = [&s](const QPolygonF& outline) {
        s.add(outline);
    };
    s.canvas->led = [&s](const QPolygonF& line) {
        s.change(tr("Lead"), [&](BrushRegion& region) { State::lead(region, line); });
    };
    s.canvas->chosen = [&s](int region) {
        s.choose(region);
    };
    s.canvas->key = [&s](QKeyEvent& event) {
        return s.key(event);
    };
    connect(s.hold, &QToolButton::toggled, this, [&s](bool on) {
        s.change(tr("Hold still"), [on](BrushRegion& region) {
            region.is_static = on;
            if (on) { // either it moves or it is held
                region.path.clear();
                region.ambient = 0;
            }
        });
    });
    connect(s.stir, &QDoubleSpinBox::valueChanged, this, [&s](double amount) {
        s.change(tr("Stir"), [amount](BrushRegion& region) {
            region.ambient = amount;
            region.is_static = region.is_static && amount == 0;
        });
    });
    connect(s.remove, &QToolButton::clicked, this, [&s] { s.take_out(); });
    connect(s.undo, &QToolButton::clicked, this, [&s] { s.step(true); });
    connect(s.redo, &QToolButton::clicked, this, [&s] { s.step(false); });
    connect(open, &QToolButton::clicked, this, [&s] { s.choose_file(); });
    connect(save, &QToolButton::clicked, this, [&s] { s.save(); });
    connect(done, &QPushButton::clicked, this, &BrushBoard::finished);
    s.show();
}

BrushBoard::~BrushBoard() = default;

void BrushBoard::set_picture(const QImage& picture, const QString& reason)
{
    state_->canvas->picture = picture;
    state_->canvas->reason = reason;
    state_->show();
}

void BrushBoard::set_regions(const Regions& regions, int most)
{
    state_->history = editor::History<Regions>(regions);
    state_->most = most;
    state_->canvas->selected = regions.empty() ? -1 : 0;
    state_->show();
}

QString BrushBoard::open_file(const std::filesystem::path& file)
{
    return state_->open(file);
}

const BrushBoard::Regions& BrushBoard::regions() const
{
    return state_->now();
}

int BrushBoard::selected() const
{
    return state_->canvas->selected;
}

QPointF BrushBoard::on_canvas(double x, double y) const
{
    return state_->canvas->to_pixels({x, y});
}

} // namespace rushlight::app
