#include "app/desktop/takes_panel.hpp"

#include "app/desktop/panel_parts.hpp"
#include "app/desktop/shots.hpp"
#include "app/desktop/theme.hpp"
#include "app/desktop/workspace.hpp"
#include "app/project/stored_take.hpp"
#include "storage/takes_table.hpp"

#include <QComboBox>
#include <QCoreApplication>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QVBoxLayout>
#include <algorithm>

namespace rushlight::app {

namespace {

/// The first selected clip that has takes; null without one.
std::shared_ptr<const editor::Clip> clip_of(const Workspace& workspace)
{
    for (const editor::Id id : workspace.selection()) {
        const auto place = editor::find_item(*workspace.timeline(), id);
        const auto clip = place ? editor::item_at(*workspace.timeline(), *place).clip : nullptr;
        if (clip && !clip->takes.empty() && clip_with_takes(*workspace.timeline(), clip->takes)) {
            return clip;
        }
    }
    return nullptr;
}

/// The take that the film shows for a list of takes; 0 for none.
std::int64_t shown_take(const editor::Timeline& timeline, const std::string& takes)
{
    const auto place = clip_with_takes(timeline, takes);
    const auto* const media =
        place ? std::get_if<editor::Media>(&editor::item_at(timeline, *place).clip->source)
              : nullptr;
    return media == nullptr ? 0 : QString::fromStdString(media->take).toLongLong();
}

/// The film with the take in it: in its clip's place, or behind everything where its clip is gone.
std::optional<editor::Timeline> with_restored(const editor::Timeline& timeline,
                                              const StoredTake& take)
{
    if (clip_with_takes(timeline, take.row.clip)) {
        auto next = with_take(timeline, take); // may do no more than lay its sounds
        return next && shown_take(*next, take.row.clip) == take.row.id ? next : std::nullopt;
    }
    const auto frames = take.facts->duration().floor_at(timeline.rate);
    const auto placed = with_placeholder(timeline,
                                         free_frame(timeline, editor::length(timeline), frames),
                                         take.asset.name,
                                         take.row.clip,
                                         media_of(take));
    if (!placed) {
        return std::nullopt;
    }
    auto sounding = with_take(*placed, take);
    return sounding ? sounding : placed;
}

QString stars(int rating)
{
    return QString(rating, QChar(0x2605));
}

class TakesPanel : public QWidget {
    Q_DECLARE_TR_FUNCTIONS(TakesPanel)

public:
    TakesPanel(Workspace& workspace, QWidget* parent)
        : QWidget(parent)
        , workspace_(workspace)
    {
        auto* const column = new QVBoxLayout(this);
        column->setContentsMargins(0, 0, 0, 0);
        list_ = new QListWidget(this);
        list_->setObjectName(QStringLiteral("takes.list"));
        list_->setAccessibleName(tr("Takes of the clip"));
        make_calm(*list_);
        column->addWidget(list_);
        auto* const row = new QHBoxLayout;
        use_ = panel_button("take", tr("Use take"), this);
        use_->setObjectName(QStringLiteral("takes.use"));
        use_->setToolTip(tr("Show this take in the film. Alt+Up and Alt+Down step through them."));
        rating_ = new QComboBox(this);
        rating_->setObjectName(QStringLiteral("takes.rating"));
        rating_->setAccessibleName(tr("Stars of the take"));
        rating_->addItem(tr("No stars"));
        for (int n = 1; n <= 5; ++n) {
            rating_->addItem(stars(n));
            rating_->setItemData(n, tr("%n star(s)", nullptr, n), Qt::AccessibleTextRole);
        }
        row->addWidget(use_);
        row->addWidget(rating_);
        row->addStretch(1);
        column->addLayout(row);
        connect(list_, &QListWidget::currentRowChanged, this, [this] { offer(); });
        connect(list_, &QListWidget::itemActivated, this, [this] { use(); });
        connect(use_, &QPushButton::clicked, this, [this] { use(); });
        connect(rating_, &QComboBox::activated, this, [this](int rating) { rate(rating); });
        connect(&workspace_, &Workspace::selection_changed, this, [this] { read(); });
        connect(&workspace_, &Workspace::timeline_changed, this, [this] { read(); });
        connect(&workspace_, &Workspace::media_changed, this, [this] { read(); });
        read();
    }

private:
    void read()
    {
        const auto clip = workspace_.is_open() ? clip_of(workspace_) : nullptr;
        const std::string key = clip ? clip->takes : std::string();
        const int kept = key == key_ ? list_->currentRow() : -1;
        key_ = key;
        takes_.clear();
        if (clip) {
            workspace_.run([&] { takes_ = takes_of(workspace_.project(), key); });
        }
        const std::int64_t shown = clip ? shown_take(*workspace_.timeline(), key) : 0;
        const QSignalBlocker quiet(list_);
        list_->clear();
        int current = kept;
        for (std::size_t i = 0; i < takes_.size(); ++i) {
            const auto& take = takes_[i];
            const bool in_film = take.row.id == shown;
            QString text = tr("Take %1 · seed %2 · %3")
                               .arg(i + 1)
                               .arg(take.recipe.request.seed)
                               .arg(in_words(take.asset.state));
            if (in_film) {
                text += tr(" · in the film");
                current = kept >= 0 ? kept : static_cast<int>(i);
            }
            if (take.row.rating > 0) {
                text += QStringLiteral("  ") + stars(take.row.rating);
            }
            auto* const item = new QListWidgetItem(text, list_);
            const QPixmap mark = mark_of(take.asset.state, 14);
            item->setIcon(!mark.isNull() ? QIcon(mark) : icon("take", in_film));
            item->setForeground(in_film ? roles().flame : roles().text);
            item->setToolTip(QString::fromStdString(take.asset.error.empty() ? take.row.note
                                                                             : take.asset.error));
        }
        list_->setCurrentRow(current);
        const int rows = std::clamp(static_cast<int>(takes_.size()), 1, 6);
        list_->setFixedHeight(rows * std::max(control_height, list_->sizeHintForRow(0)) +
                              spacing[1]);
        setVisible(!takes_.empty());
        offer();
    }

    [[nodiscard]] const StoredTake* current() const
    {
        const int row = list_->currentRow();
        return row < 0 || row >= static_cast<int>(takes_.size())
                   ? nullptr
                   : &takes_[static_cast<std::size_t>(row)];
    }

    void offer()
    {
        const auto* const take = current();
        use_->setEnabled(take != nullptr && take->ready() && !workspace_.read_only());
        rating_->setEnabled(take != nullptr && !workspace_.read_only());
        rating_->setCurrentIndex(take == nullptr ? 0 : take->row.rating);
    }

    void use()
    {
        if (const auto* const take = current()) {
            use_take(workspace_, take->row.id);
        }
    }

    void rate(int rating)
    {
        if (const auto* const take = current()) {
            workspace_.run([&] {
                workspace_.project().write([&](storage::Database& rows) {
                    storage::rate_take(rows, take->row.id, rating, take->row.note);
                });
            });
            emit workspace_.media_changed();
        }
    }

    Workspace& workspace_;
    QListWidget* list_ = nullptr;
    QPushButton* use_ = nullptr;
    QComboBox* rating_ = nullptr;
    std::string key_;
    std::vector<StoredTake> takes_;
};

} // namespace

QWidget* make_takes_panel(Workspace& workspace, QWidget* parent)
{
    return new TakesPanel(workspace, parent);
}

void use_take(Workspace& workspace, std::int64_t id)
{
    if (workspace.read_only()) {
        workspace.tell(QObject::tr("This film is open to look at only."));
        return;
    }
    workspace.run([&] {
        const auto take = find_take(workspace.project(), id);
        if (!take || !take->ready()) {
            workspace.tell(QObject::tr("This take is not made; choose one that is ready."));
            return;
        }
        const auto choose = [id](storage::Database& rows) {
            storage::choose_take(rows, id);
        };
        auto next = with_restored(*workspace.timeline(), *take);
        if (!next && shown_take(*workspace.timeline(), take->row.clip) == id) {
            workspace.project().write(choose);
            workspace.tell(QObject::tr("The film shows this take already."));
        } else {
            workspace.commit(std::move(next),
                             QObject::tr("Use take"),
                             QObject::tr("This take is shorter than the clip, or its track is "
                                         "locked; trim the clip first."),
                             choose);
        }
        emit workspace.media_changed();
    });
}

void step_take(Workspace& workspace, int direction)
{
    const auto clip = workspace.is_open() ? clip_of(workspace) : nullptr;
    if (!clip) {
        workspace.tell(QObject::tr("Select a generated clip to step through its takes."));
        return;
    }
    workspace.run([&] {
        std::vector<std::int64_t> made;
        for (const auto& take : takes_of(workspace.project(), clip->takes)) {
            if (take.ready()) {
                made.push_back(take.row.id);
            }
        }
        const auto shown =
            std::find(made.begin(), made.end(), shown_take(*workspace.timeline(), clip->takes));
        if (made.size() < 2 && shown != made.end()) {
            workspace.tell(QObject::tr("This clip has one take; make another one first."));
        } else if (!made.empty()) {
            const auto count = static_cast<std::ptrdiff_t>(made.size());
            const auto at =
                shown == made.end() ? (direction > 0 ? -1 : count) : shown - made.begin();
            use_take(workspace, made[static_cast<std::size_t>((at + direction + count) % count)]);
        }
    });
}

} // namespace rushlight::app
