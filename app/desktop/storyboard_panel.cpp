#include "app/desktop/storyboard_panel.hpp"

#include "app/desktop/panel_parts.hpp"
#include "app/desktop/storyboard_card.hpp"
#include "app/desktop/theme.hpp"
#include "app/desktop/workspace.hpp"
#include "editor/storyboard/storyboard.hpp"

#include <QCoreApplication>
#include <QFileDialog>
#include <QLabel>
#include <QPushButton>
#include <QSaveFile>
#include <QScrollArea>
#include <QScrollBar>
#include <QStackedWidget>
#include <QTimer>
#include <QVBoxLayout>

namespace rushlight::app {

namespace {

using Json = StoryboardJson;

constexpr int cards_a_turn = 2; ///< made in one go, so that the window never waits
constexpr const char* first_prompt =
    "Wide shot. A red balloon floats over a meadow at golden hour.";

QString to_qt(const std::string& text)
{
    return QString::fromStdString(text);
}

/// What a file says, and what is wrong with it.
struct Reading {
    Json json; ///< null where the text is no JSON
    std::vector<editor::TextProblem> problems;
};

Reading read(const std::string& text, const std::filesystem::path& folder)
{
    return {Json::parse(text, nullptr, false), editor::read_storyboard(text, folder).problems};
}

/// Which card a problem belongs to; −1 for the storyboard as a whole.
int card_of(const editor::TextProblem& problem)
{
    const QStringList parts = to_qt(problem.field).split(QLatin1Char('/'));
    return parts.size() >= 3 && parts[1] == QLatin1String("shots") ? parts[2].toInt() : -1;
}

QString sentence_of(const editor::TextProblem& problem)
{
    const QString field = to_qt(problem.field).section(QLatin1Char('/'), 3);
    const QString sentence = to_qt(problem.sentence);
    const QString named = field.isEmpty() ? sentence : field + QStringLiteral(": ") + sentence;
    return problem.line > 0 ? QObject::tr("Line %1, %2").arg(problem.line).arg(named) : named;
}

class StoryboardPanel : public QWidget {
    Q_DECLARE_TR_FUNCTIONS(StoryboardPanel)

public:
    StoryboardPanel(Workspace& workspace, MakeFilm make_film, QWidget* parent)
        : QWidget(parent)
        , workspace_(workspace)
        , make_film_(std::move(make_film))
        , thread_(*this, [this](const QString& sentence) { say(*message_, sentence, Tone::bad); })
    {
        auto* const column = new QVBoxLayout(this);
        column->setContentsMargins(spacing[1], spacing[1], spacing[1], spacing[1]);
        auto* const row = new QHBoxLayout;
        open_ = panel_button("folder", tr("Open"), this);
        open_->setObjectName(QStringLiteral("storyboard.open"));
        open_->setToolTip(tr("Open a storyboard file"));
        add_ = panel_button("add", tr("Add card"), this);
        add_->setObjectName(QStringLiteral("storyboard.add"));
        make_ = panel_button("generate", tr("Make shots"), this);
        make_->setObjectName(QStringLiteral("storyboard.make"));
        make_->setToolTip(
            tr("Makes every shot whose card has changed and cuts them into the film"));
        block_ = panel_button("storyboard", tr("Block"), this);
        block_->setObjectName(QStringLiteral("storyboard.block"));
        block_->setToolTip(
            tr("Draws every card on the stage from its words: an animatic, at once"));
        row->addWidget(open_);
        row->addWidget(add_);
        row->addStretch(1);
        row->addWidget(block_);
        row->addWidget(make_);
        column->addLayout(row);
        message_ = sentence_label(this);
        message_->setObjectName(QStringLiteral("storyboard.message"));
        column->addWidget(message_);
        pages_ = new QStackedWidget(this);
        scroll_ = new QScrollArea(pages_);
        scroll_->setWidgetResizable(true);
        scroll_->setFrameShape(QFrame::NoFrame);
        scroll_->setFocusPolicy(Qt::NoFocus);
        scroll_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
        auto* const body = new QWidget(scroll_);
        scroll_->setWidget(body);
        auto* const lines = new QVBoxLayout(body);
        lines->setContentsMargins(0, 0, 0, 0);
        cards_ = new QVBoxLayout;
        cards_->setSpacing(spacing[1]);
        lines->addLayout(cards_);
        lines->addStretch(1);
        pages_->addWidget(scroll_);
        auto* const first = panel_button("add", tr("Write the first card"), nullptr);
        first->setObjectName(QStringLiteral("storyboard.first"));
        pages_->addWidget(empty_place(
            tr("A card is a shot: write what is seen, and it is made."), first, pages_));
        column->addWidget(pages_, 1);
        more_ = new QTimer(this);
        connect(more_, &QTimer::timeout, this, [this] { make_cards(); });
        connect(open_, &QPushButton::clicked, this, [this] { choose(); });
        connect(add_, &QPushButton::clicked, this, [this] { add_card(); });
        connect(first, &QPushButton::clicked, this, [this] { add_card(); });
        connect(make_, &QPushButton::clicked, this, [this] { make_shots(false); });
        connect(block_, &QPushButton::clicked, this, [this] { make_shots(true); });
        connect(&workspace_, &Workspace::project_changed, this, [this] { start(); });
        start();
    }

    /// For whoever opens a storyboard from elsewhere; also `setProperty("storyboard", file)`.
    void open(const QString& file)
    {
        file_ = file;
        json_ = Json();
        rebuild();
        const auto asked = ++asked_;
        thread_.post([this, file, asked](const std::stop_token&) -> PanelThread::Then {
            const std::filesystem::path path = file.toStdString();
            const Reading reading = read(editor::read_text(path), path.parent_path());
            return [this, reading, asked] {
                if (asked == asked_) {
                    json_ = reading.json;
                    problems_ = reading.problems;
                    rebuild();
                }
            };
        });
    }

protected:
    bool event(QEvent* event) override
    {
        if (event->type() == QEvent::DynamicPropertyChange &&
            static_cast<QDynamicPropertyChangeEvent*>(event)->propertyName() == "storyboard") {
            open(property("storyboard").toString());
        }
        return QWidget::event(event);
    }

private:
    /// A project's own storyboard lies in its folder.
    [[nodiscard]] QString own_file() const
    {
        return workspace_.is_open()
                   ? to_qt((workspace_.project().folder() / "storyboard.json").string())
                   : QString();
    }

    void start()
    {
        ++asked_;
        file_.clear();
        json_ = Json();
        problems_.clear();
        setEnabled(workspace_.is_open());
        if (const QString own = own_file(); !own.isEmpty() && QFile::exists(own)) {
            open(own);
        } else {
            rebuild();
        }
    }

    void choose()
    {
        const QString file = QFileDialog::getOpenFileName(
            this, tr("Open a storyboard"), {}, tr("Storyboards (*.json)"));
        if (!file.isEmpty()) {
            open(file);
        }
    }

    [[nodiscard]] std::size_t shots() const
    {
        return json_.is_object() && json_.contains("shots") && json_["shots"].is_array()
                   ? json_["shots"].size()
                   : 0;
    }

    /// All cards anew, a few at each turn of the event loop.
    void rebuild()
    {
        for (StoryboardCard* const card : made_) {
            card->hide(); // it may be the one that asks for this
            card->deleteLater();
        }
        made_.clear();
        more_->start(0);
        make_cards();
        show_problems();
    }

    void make_cards()
    {
        for (int turn = 0; turn < cards_a_turn && made_.size() < shots(); ++turn) {
            const std::size_t index = made_.size();
            auto* const card =
                new StoryboardCard(static_cast<int>(index) + 1,
                                   json_["shots"][index],
                                   {[this, index](const auto& change) {
                                        if (index < shots() && json_["shots"][index].is_object()) {
                                            change(json_["shots"][index]);
                                            keep();
                                        }
                                    },
                                    [this, index] {
                                        remove_card(index);
                                    }},
                                   scroll_->widget());
            cards_->addWidget(card);
            made_.push_back(card);
        }
        if (made_.size() >= shots()) {
            more_->stop();
            show_problems();
            if (begin_last_ && !made_.empty()) {
                begin_last_ = false;
                made_.back()->begin();
            }
        }
    }

    void show_problems()
    {
        QStringList whole;
        std::map<int, QStringList> of_cards;
        for (const auto& problem : problems_) {
            const int card = card_of(problem);
            (card >= 0 && card < static_cast<int>(shots()) ? of_cards[card] : whole)
                << sentence_of(problem);
        }
        for (std::size_t i = 0; i < made_.size(); ++i) {
            made_[i]->show_problem(of_cards[static_cast<int>(i)].join(QLatin1Char('\n')));
            made_[i]->update();
        }
        const QString name = QFileInfo(file_).fileName();
        if (!problems_.empty()) {
            whole.prepend(
                unkept_ ? tr("Not kept until this is put right:")
                        : tr("%1 has %n mistake(s):", nullptr, static_cast<int>(problems_.size()))
                              .arg(name));
            if (whole.size() == 1) {
                whole.front() += tr(" see the marked cards.");
            }
            say(*message_, whole.join(QLatin1Char('\n')), Tone::bad);
        } else {
            say(*message_,
                shots() > 0 ? tr("%1, %n card(s)", nullptr, static_cast<int>(shots())).arg(name)
                            : QString());
        }
        message_->setToolTip(file_);
        for (QPushButton* const button : {make_, block_}) {
            button->setEnabled(shots() > 0 && problems_.empty() && !workspace_.read_only());
        }
        add_->setEnabled(file_.isEmpty() || json_.is_object());
        pages_->setCurrentIndex(shots() == 0 && problems_.empty() ? 1 : 0);
    }

    /// Writes the file anew when nothing is wrong with it.
    void keep()
    {
        const std::string text = json_.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
        const auto asked = ++asked_;
        thread_.post([this, text, file = file_, asked](
                         const std::stop_token&) -> PanelThread::Then {
            const std::filesystem::path path = file.toStdString();
            const auto problems = read(text, path.parent_path()).problems;
            QString failed;
            if (problems.empty()) {
                QSaveFile out(file);
                if (!out.open(QIODevice::WriteOnly) ||
                    out.write(text.data(), static_cast<qint64>(text.size())) < 0 || !out.commit()) {
                    failed = QObject::tr("Cannot write %1: %2. Choose another place or make room.")
                                 .arg(QFileInfo(file).fileName(), out.errorString());
                }
            }
            return [this, problems, failed, asked] {
                if (asked == asked_) {
                    problems_ = problems;
                    unkept_ = !problems.empty();
                    show_problems();
                    if (!failed.isEmpty()) {
                        say(*message_, failed, Tone::bad);
                    }
                }
            };
        });
    }

    void add_card()
    {
        if (file_.isEmpty()) {
            file_ = own_file();
        }
        if (!json_.is_object()) {
            const auto& film = *workspace_.timeline();
            json_ = Json{{"version", 1},
                         {"title", workspace_.project().folder().stem().string()},
                         {"size", {film.size.width, film.size.height}},
                         {"shots", Json::array()}};
        }
        if (!json_.contains("shots") || !json_["shots"].is_array()) {
            json_["shots"] = Json::array();
        }
        std::set<std::string> ids;
        for (const auto& shot : json_["shots"]) {
            ids.insert(text_in(shot, "id"));
        }
        std::size_t n = shots() + 1;
        while (ids.contains("shot-" + std::to_string(n))) {
            ++n;
        }
        json_["shots"].push_back(
            {{"id", "shot-" + std::to_string(n)}, {"mode", "prompt"}, {"prompt", first_prompt}});
        begin_last_ = true;
        problems_.clear();
        more_->start(0);
        make_cards();
        show_problems();
        keep();
    }

    void remove_card(std::size_t index)
    {
        if (index < shots()) {
            json_["shots"].erase(index);
            rebuild();
            keep();
        }
    }

    /// Behind what is still being written, so that the file is what the cards say.
    void make_shots(bool blocking)
    {
        thread_.post([this, blocking](const std::stop_token&) -> PanelThread::Then {
            return [this, blocking] {
                if (problems_.empty() && !file_.isEmpty() && make_film_) {
                    make_film_(file_, blocking);
                }
            };
        });
    }

    Workspace& workspace_;
    MakeFilm make_film_;
    QString file_;
    Json json_;
    std::vector<editor::TextProblem> problems_;
    bool unkept_ = false; ///< what the cards say is not in the file
    std::uint64_t asked_ = 0;
    std::vector<StoryboardCard*> made_;
    bool begin_last_ = false; ///< writing goes on in the last card
    QPushButton *open_ = nullptr, *add_ = nullptr, *make_ = nullptr, *block_ = nullptr;
    QLabel* message_ = nullptr;
    QStackedWidget* pages_ = nullptr;
    QScrollArea* scroll_ = nullptr;
    QVBoxLayout* cards_ = nullptr;
    QTimer* more_ = nullptr;
    PanelThread thread_; ///< last: ends before what it shows things on
};

} // namespace

QWidget* make_storyboard_panel(Workspace& workspace, MakeFilm make_film, QWidget* parent)
{
    return new StoryboardPanel(workspace, std::move(make_film), parent);
}

} // namespace rushlight::app
