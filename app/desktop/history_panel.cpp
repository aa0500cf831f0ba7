#include "app/desktop/history_panel.hpp"

#include "app/desktop/panel_parts.hpp"
#include "app/desktop/takes_panel.hpp"
#include "app/desktop/theme.hpp"
#include "app/desktop/workspace.hpp"
#include "storage/generation_history.hpp"
#include "storage/takes_table.hpp"

#include <nlohmann/json.hpp>

#include <QAbstractItemView>
#include <QComboBox>
#include <QCoreApplication>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QStackedWidget>
#include <QTimer>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace rushlight::app {

namespace {

constexpr int most_rows = 500;

enum Column { when_column, shot_column, prompt_column, seed_column, state_column, columns };

/// A take as a row, read off the UI thread.
struct Row {
    std::int64_t take = 0;
    QString when;
    QString shot;
    QString prompt;
    QString seed;
    QString error;
    storage::AssetState state = storage::AssetState::pending;
    bool chosen = false;
    std::string recipe;
};

struct Found {
    std::vector<Row> rows;
    QStringList shots; ///< of all takes, as the takes name them
};

/// "shot lighthouse" → "lighthouse"
QString shot_in_words(const QString& clip)
{
    return clip.startsWith(QLatin1String("shot ")) ? clip.mid(5) : clip;
}

Row row_of(const storage::HistoryEntry& entry)
{
    Row row;
    row.take = entry.take.id;
    row.when = moment_in_words(entry.take.created);
    row.shot = shot_in_words(QString::fromStdString(entry.take.clip));
    row.state = entry.asset.state;
    row.error = QString::fromStdString(entry.asset.error);
    row.chosen = entry.take.chosen;
    row.recipe = entry.recipe;
    const auto recipe = nlohmann::json::parse(entry.recipe, nullptr, false);
    if (recipe.is_object() && recipe.contains("request") && recipe["request"].is_object()) {
        const auto& request = recipe["request"];
        if (request.contains("prompt") && request["prompt"].is_string()) {
            row.prompt = QString::fromStdString(request["prompt"].get<std::string>()).simplified();
        }
        if (request.contains("seed") && request["seed"].is_number_integer()) {
            row.seed = QString::number(request["seed"].get<std::int64_t>());
        }
    }
    return row;
}

class HistoryPanel : public QWidget {
    Q_DECLARE_TR_FUNCTIONS(HistoryPanel)

public:
    HistoryPanel(Workspace& workspace,
                 std::function<void(const std::string&)> use_recipe,
                 QWidget* parent)
        : QWidget(parent)
        , workspace_(workspace)
        , use_recipe_(std::move(use_recipe))
    {
        auto* const column = new QVBoxLayout(this);
        column->setContentsMargins(spacing[1], spacing[1], spacing[1], spacing[1]);
        search_ = new QLineEdit(this);
        search_->setObjectName(QStringLiteral("history.search"));
        search_->setPlaceholderText(tr("Search prompts, seeds, notes"));
        search_->setAccessibleName(tr("Search the history"));
        search_->setClearButtonEnabled(true);
        search_->addAction(icon("search"), QLineEdit::LeadingPosition);
        column->addWidget(search_);

        auto* const filters = new QHBoxLayout;
        state_ = new QComboBox(this);
        state_->setObjectName(QStringLiteral("history.state"));
        state_->setAccessibleName(tr("Takes in which state"));
        state_->addItem(tr("All states"), -1);
        for (const auto state : {storage::AssetState::ready,
                                 storage::AssetState::pending,
                                 storage::AssetState::failed,
                                 storage::AssetState::missing}) {
            state_->addItem(in_words(state), static_cast<int>(state));
        }
        shot_ = new QComboBox(this);
        shot_->setObjectName(QStringLiteral("history.shot"));
        shot_->setAccessibleName(tr("Takes of which shot"));
        shot_->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        shot_->setMinimumContentsLength(10);
        shot_->view()->setAccessibleName(shot_->accessibleName());
        shot_->addItem(tr("All shots"));
        filters->addWidget(state_);
        filters->addWidget(shot_, 1);
        column->addLayout(filters);
        message_ = sentence_label(this);
        column->addWidget(message_);

        pages_ = new QStackedWidget(this);
        list_ = new QTreeWidget(pages_);
        list_->setObjectName(QStringLiteral("history.list"));
        list_->setAccessibleName(tr("Every take ever made"));
        list_->setColumnCount(columns);
        list_->setHeaderLabels({tr("When"), tr("Shot"), tr("Prompt"), tr("Seed"), tr("State")});
        list_->setRootIsDecorated(false);
        list_->setUniformRowHeights(true);
        make_calm(*list_);
        list_->header()->setStretchLastSection(false);
        list_->header()->setSectionResizeMode(prompt_column, QHeaderView::Stretch);
        for (const int narrow : {when_column, seed_column, state_column}) {
            list_->header()->setSectionResizeMode(narrow, QHeaderView::ResizeToContents);
        }
        list_->setColumnWidth(shot_column, 72);
        pages_->addWidget(list_);
        pages_->addWidget(empty_place(tr("Every take that is made will be listed here, with all "
                                         "that it takes to make it again."),
                                      nullptr,
                                      pages_));
        column->addWidget(pages_, 1);

        auto* const buttons = new QHBoxLayout;
        recipe_button_ = panel_button("generate", tr("Use this recipe"), this);
        recipe_button_->setObjectName(QStringLiteral("history.recipe"));
        restore_button_ = panel_button("undo", tr("Restore"), this);
        restore_button_->setObjectName(QStringLiteral("history.restore"));
        restore_button_->setToolTip(tr("Show this take in the film again"));
        buttons->addWidget(recipe_button_);
        buttons->addWidget(restore_button_);
        buttons->addStretch(1);
        column->addLayout(buttons);

        wait_ = new QTimer(this); // a search begins when typing pauses
        wait_->setSingleShot(true);
        wait_->setInterval(150);
        connect(wait_, &QTimer::timeout, this, [this] { read(); });
        connect(search_, &QLineEdit::textChanged, this, [this] { wait_->start(); });
        connect(state_, &QComboBox::currentIndexChanged, this, [this] { read(); });
        connect(shot_, &QComboBox::currentIndexChanged, this, [this] { read(); });
        connect(list_, &QTreeWidget::itemSelectionChanged, this, [this] { offer(); });
        connect(list_, &QTreeWidget::itemActivated, this, [this] { use_selected(); });
        connect(recipe_button_, &QPushButton::clicked, this, [this] { use_selected(); });
        connect(restore_button_, &QPushButton::clicked, this, [this] { restore(); });
        connect(&workspace_, &Workspace::project_about_to_close, this, [this] { thread_.reset(); });
        connect(&workspace_, &Workspace::project_changed, this, [this] { open(); });
        connect(&workspace_, &Workspace::media_changed, this, [this] { read(); });
        open();
    }

private:
    void open()
    {
        thread_.reset();
        if (workspace_.is_open()) {
            thread_ = std::make_unique<PanelThread>(
                *this, [this](const QString& sentence) { say(*message_, sentence, Tone::bad); });
        }
        read();
    }

    void read()
    {
        if (!thread_) {
            show({});
            return;
        }
        storage::HistoryFilter filter;
        filter.text = search_->text().trimmed().toStdString();
        filter.limit = most_rows;
        if (state_->currentData().toInt() >= 0) {
            filter.state = static_cast<storage::AssetState>(state_->currentData().toInt());
        }
        if (shot_->currentIndex() > 0) {
            filter.clip = shot_->currentData().toString().toStdString();
        }
        storage::Project* const project = &workspace_.project();
        const auto asked = ++asked_;
        thread_->post([this, project, filter, asked](const std::stop_token&) -> PanelThread::Then {
            auto connection = project->connect();
            Found found;
            for (const auto& entry : storage::generation_history(connection, filter)) {
                found.rows.push_back(row_of(entry));
            }
            for (const auto& entry : storage::generation_history(connection)) {
                const QString shot = QString::fromStdString(entry.take.clip);
                if (!found.shots.contains(shot)) {
                    found.shots << shot;
                }
            }
            found.shots.sort();
            return [this, found = std::move(found), asked] {
                if (asked == asked_) { // a later question's answer is on its way otherwise
                    show(found);
                }
            };
        });
    }

    void show(const Found& found)
    {
        const auto* const current = list_->currentItem();
        const qlonglong kept = current == nullptr ? 0 : current->data(0, Qt::UserRole).toLongLong();
        list_->clear();
        recipes_.clear();
        for (const Row& row : found.rows) {
            auto* const item = new QTreeWidgetItem(
                list_,
                {row.when,
                 row.shot,
                 row.prompt,
                 row.seed,
                 row.chosen ? tr("%1, in use").arg(in_words(row.state)) : in_words(row.state)});
            item->setData(0, Qt::UserRole, static_cast<qlonglong>(row.take));
            item->setData(1, Qt::UserRole, static_cast<int>(row.state));
            item->setToolTip(prompt_column, row.prompt);
            item->setToolTip(state_column, row.error);
            item->setTextAlignment(seed_column, Qt::AlignRight | Qt::AlignVCenter);
            item->setForeground(when_column, roles().muted);
            item->setForeground(state_column,
                                row.state == storage::AssetState::failed ||
                                        row.state == storage::AssetState::missing
                                    ? roles().bad
                                    : roles().muted);
            const QPixmap mark = mark_of(row.state, 14);
            item->setIcon(state_column,
                          mark.isNull() ? (row.chosen ? icon("take", true) : QIcon())
                                        : QIcon(mark));
            item->setData(
                0,
                Qt::AccessibleTextRole,
                tr("%1, shot %2, %3, seed %4, %5")
                    .arg(row.when, row.shot, row.prompt, row.seed, item->text(state_column)));
            recipes_[row.take] = row.recipe;
            if (row.take == kept) {
                list_->setCurrentItem(item);
            }
        }
        if (shots_ != found.shots) {
            shots_ = found.shots;
            const QString chosen = shot_->currentData().toString();
            const QSignalBlocker quiet(shot_);
            shot_->clear();
            shot_->addItem(tr("All shots"));
            for (const QString& clip : shots_) {
                shot_->addItem(shot_in_words(clip), clip);
            }
            shot_->setCurrentIndex(chosen.isEmpty() ? 0 : std::max(0, shot_->findData(chosen)));
        }
        const bool none = found.shots.isEmpty();
        pages_->setCurrentIndex(none ? 1 : 0);
        for (QWidget* const control : {static_cast<QWidget*>(search_),
                                       static_cast<QWidget*>(state_),
                                       static_cast<QWidget*>(shot_)}) {
            control->setEnabled(!none);
        }
        say(*message_,
            none || !found.rows.empty() ? QString()
            : search_->text().trimmed().isEmpty()
                ? tr("No take is like that.")
                : tr("No take says “%1”.").arg(search_->text().trimmed()));
        if (found.rows.size() == most_rows) {
            say(*message_, tr("The newest %1 are shown; search to see older ones.").arg(most_rows));
        }
        offer();
    }

    [[nodiscard]] std::int64_t selected() const
    {
        const auto items = list_->selectedItems();
        return items.isEmpty() ? 0 : items.front()->data(0, Qt::UserRole).toLongLong();
    }

    void offer()
    {
        const auto take = selected();
        const auto recipe = recipes_.find(take);
        recipe_button_->setEnabled(recipe != recipes_.end() && !recipe->second.empty());
        const auto items = list_->selectedItems();
        restore_button_->setEnabled(!items.isEmpty() && !workspace_.read_only() &&
                                    items.front()->data(1, Qt::UserRole).toInt() ==
                                        static_cast<int>(storage::AssetState::ready));
    }

    void use_selected()
    {
        const auto recipe = recipes_.find(selected());
        if (recipe != recipes_.end() && !recipe->second.empty() && use_recipe_) {
            use_recipe_(recipe->second);
        }
    }

    void restore()
    {
        if (const auto take = selected(); take != 0) {
            use_take(workspace_, take);
        }
    }

    Workspace& workspace_;
    std::function<void(const std::string&)> use_recipe_;
    QLineEdit* search_ = nullptr;
    QComboBox* state_ = nullptr;
    QComboBox* shot_ = nullptr;
    QLabel* message_ = nullptr;
    QStackedWidget* pages_ = nullptr;
    QTreeWidget* list_ = nullptr;
    QPushButton* recipe_button_ = nullptr;
    QPushButton* restore_button_ = nullptr;
    QTimer* wait_ = nullptr;
    QStringList shots_;
    std::map<std::int64_t, std::string> recipes_;
    std::uint64_t asked_ = 0;
    std::unique_ptr<PanelThread> thread_; ///< last: ends before what it shows things on
};

} // namespace

QWidget* make_history_panel(Workspace& workspace,
                            std::function<void(const std::string& recipe_json)> use_recipe,
                            QWidget* parent)
{
    return new HistoryPanel(workspace, std::move(use_recipe), parent);
}

} // namespace rushlight::app
