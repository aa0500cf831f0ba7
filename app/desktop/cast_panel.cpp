#include "app/desktop/cast_panel.hpp"

#include "app/desktop/panel_parts.hpp"
#include "app/desktop/theme.hpp"
#include "app/desktop/workspace.hpp"
#include "app/places.hpp"
#include "cameo/cast.hpp"
#include "storage/library.hpp"

#include <QCheckBox>
#include <QComboBox>
#include <QCoreApplication>
#include <QDateEdit>
#include <QDropEvent>
#include <QFileDialog>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMimeData>
#include <QPushButton>
#include <QScrollArea>
#include <QStackedWidget>
#include <QTemporaryDir>
#include <QTimeZone>
#include <QUrl>
#include <QVBoxLayout>

namespace rushlight::app {

namespace {

/// This user's cast on the thread that asks, with a connection of its own.
struct OpenCast {
    storage::Database library = storage::open_library(data_folder());
    cameo::Cast cast{library, data_folder()};
};

QString to_qt(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

QString day_in_words(cameo::Instant instant)
{
    return QLocale().toString(QDateTime::fromSecsSinceEpoch(instant, QTimeZone::utc()).date(),
                              QStringLiteral("d MMMM yyyy"));
}

bool may_be_used(const cameo::Standing& standing)
{
    return standing.state == "granted";
}

/// "granted until 3 March 2027", "no grant", "revoked" …
QString state_in_words(const cameo::Standing& standing)
{
    if (may_be_used(standing) && standing.grant) {
        return QObject::tr("granted until %1").arg(day_in_words(standing.grant->expires - 1));
    }
    if (standing.state == "no_grant") {
        return QObject::tr("no grant yet");
    }
    return to_qt(standing.state).replace(QLatin1Char('_'), QLatin1Char(' '));
}

QString forbidden_in_words(const cameo::Forbidden& forbidden)
{
    QStringList words;
    for (const auto* list : {&forbidden.words, &forbidden.kinds, &forbidden.actions}) {
        for (const auto& word : *list) {
            words << QStringLiteral("“%1”").arg(to_qt(word));
        }
    }
    return words.isEmpty() ? QObject::tr("nothing beyond what is always refused")
                           : words.join(QStringLiteral(", "));
}

class CastPanel : public QWidget {
    Q_DECLARE_TR_FUNCTIONS(CastPanel)

public:
    CastPanel(Workspace& workspace, QWidget* parent)
        : QWidget(parent)
        , workspace_(workspace)
        , thread_(*this, [this](const QString& sentence) { refused(sentence); })
    {
        setAcceptDrops(true);
        auto* const column = new QVBoxLayout(this);
        column->setContentsMargins(spacing[1], spacing[1], spacing[1], spacing[1]);
        message_ = sentence_label(this);
        message_->setObjectName(QStringLiteral("cast.message"));
        column->addWidget(message_);
        pages_ = new QStackedWidget(this);
        column->addWidget(pages_, 1);
        auto* const first = panel_button("add", tr("Add a cast member"), nullptr);
        first->setObjectName(QStringLiteral("cast.first"));
        connect(first, &QPushButton::clicked, this, [this] { begin_add(); });
        pages_->addWidget(make_members());
        pages_->addWidget(empty_place(tr("Somebody or something that shall look the same in every "
                                         "shot: give it a name and pictures."),
                                      first,
                                      pages_));
        pages_->addWidget(make_add());
        pages_->addWidget(make_grant());
        pages_->addWidget(make_sure());
        read();
    }

protected:
    void showEvent(QShowEvent* event) override
    {
        QWidget::showEvent(event);
        read(); // the command line may have changed it, and time ends grants
    }

    void dragEnterEvent(QDragEnterEvent* event) override
    {
        if (event->mimeData()->hasUrls() && pages_->isEnabled()) {
            event->acceptProposedAction();
        }
    }

    void dropEvent(QDropEvent* event) override
    {
        QStringList files;
        for (const QUrl& url : event->mimeData()->urls()) {
            if (url.isLocalFile()) {
                files << url.toLocalFile();
            }
        }
        event->acceptProposedAction();
        if (pages_->currentIndex() != add_page) {
            begin_add();
        }
        set_pictures(files);
    }

private:
    enum Page { members_page, empty_page, add_page, grant_page, sure_page };

    // --- the pages ----------------------------------------------------------------------------

    QWidget* make_members()
    {
        auto* const page = new QWidget(pages_);
        auto* const column = new QVBoxLayout(page);
        column->setContentsMargins(0, 0, 0, 0);
        list_ = new QListWidget(page);
        list_->setObjectName(QStringLiteral("cast.list"));
        list_->setAccessibleName(tr("Cast"));
        make_calm(*list_);
        column->addWidget(list_, 1);
        auto* const scroll = new QScrollArea(page);
        scroll->setWidgetResizable(true);
        scroll->setFrameShape(QFrame::NoFrame);
        scroll->setFocusPolicy(Qt::NoFocus);
        auto* const facts = new QWidget(scroll);
        scroll->setWidget(facts);
        auto* const lines = new QVBoxLayout(facts);
        lines->setContentsMargins(spacing[1], spacing[1], spacing[1], spacing[1]);
        state_ = sentence_label(facts);
        forbids_ = sentence_label(facts);
        known_ = sentence_label(facts);
        found_ = sentence_label(facts);
        shown_ = new QHBoxLayout;
        for (QLabel* const label : {state_, forbids_, known_, found_}) {
            lines->addWidget(label);
        }
        lines->addLayout(shown_);
        lines->addStretch(1);
        column->addWidget(scroll, 2);
        auto* const row = new QHBoxLayout;
        add_ = button(*row, "add", "cast.add", tr("Add"), page, [this] { begin_add(); });
        grant_ = button(*row, "cast", "cast.grant", tr("Grant"), page, [this] { begin_grant(); });
        revoke_ =
            button(*row, "lock", "cast.revoke", tr("Revoke"), page, [this] { begin_revoke(); });
        delete_ =
            button(*row, "cancel", "cast.delete", tr("Delete"), page, [this] { begin_delete(); });
        row->addStretch(1);
        column->addLayout(row);
        connect(list_, &QListWidget::currentRowChanged, this, [this] { show_member(); });
        return page;
    }

    QWidget* make_add()
    {
        auto* const page = new QWidget(pages_);
        auto* const column = new QVBoxLayout(page);
        column->setContentsMargins(spacing[1], 0, spacing[1], 0);
        auto* const form = new QFormLayout;
        handle_ = new QLineEdit(page);
        handle_->setObjectName(QStringLiteral("cast.handle"));
        handle_->setPlaceholderText(tr("wick"));
        handle_->setMaxLength(33);
        add_field(*form, tr("Name after the @"), handle_);
        kind_ = new QComboBox(page);
        kind_->setObjectName(QStringLiteral("cast.kind"));
        for (const auto& [kind, words] : {std::pair{"person", tr("A person")},
                                          std::pair{"animal", tr("An animal")},
                                          std::pair{"object", tr("A thing")},
                                          std::pair{"place", tr("A place")}}) {
            kind_->addItem(words, QLatin1String(kind));
        }
        add_field(*form, tr("It is"), kind_);
        column->addLayout(form);
        auto* const choose = panel_button("picture", tr("Choose pictures"), page);
        choose->setObjectName(QStringLiteral("cast.choose"));
        connect(choose, &QPushButton::clicked, this, [this] {
            set_pictures(QFileDialog::getOpenFileNames(this,
                                                       tr("Pictures of the cast member"),
                                                       {},
                                                       tr("Pictures (*.png *.jpg *.jpeg *.webp)")));
        });
        column->addWidget(choose, 0, Qt::AlignLeft);
        picked_ = sentence_label(page);
        picked_->setObjectName(QStringLiteral("cast.picked"));
        column->addWidget(picked_);
        right_ = new QCheckBox(
            tr("I may use these pictures: they show nobody,\nor whoever they show has agreed"),
            page);
        right_->setObjectName(QStringLiteral("cast.right"));
        right_->setAccessibleName(tr("I may use these pictures"));
        column->addWidget(right_);
        auto* const words = sentence_label(page);
        say(*words,
            tr("Pictures are checked and cut out on this computer, and sealed here. Nobody can be "
               "added to a film by accident, by sharing, by a "
               "remix or by a project file: each needs a grant. What Rushlight cannot do is stop "
               "somebody who changes the program, or "
               "prove that a picture was taken with consent."));
        column->addWidget(words);
        auto* const row = new QHBoxLayout;
        row->addStretch(1);
        button(*row, nullptr, "cast.add.back", tr("Back"), page, [this] { back(); });
        enrol_ = button(*row, "add", "cast.enrol", tr("Add to the cast"), page, [this] { add(); });
        column->addLayout(row);
        column->addStretch(1);
        connect(right_, &QCheckBox::toggled, this, [this] { offer_add(); });
        connect(handle_, &QLineEdit::textChanged, this, [this] { offer_add(); });
        return page;
    }

    QWidget* make_grant()
    {
        auto* const page = new QWidget(pages_);
        auto* const column = new QVBoxLayout(page);
        column->setContentsMargins(spacing[1], 0, spacing[1], 0);
        granting_ = sentence_label(page);
        column->addWidget(granting_);
        auto* const form = new QFormLayout;
        until_ = new QDateEdit(page);
        until_->setObjectName(QStringLiteral("cast.until"));
        until_->setCalendarPopup(true);
        until_->setDisplayFormat(QStringLiteral("d MMMM yyyy"));
        add_field(*form, tr("Until the end of"), until_);
        never_ = new QLineEdit(page);
        never_->setObjectName(QStringLiteral("cast.never"));
        never_->setPlaceholderText(tr("smoking, guns, politics"));
        add_field(*form, tr("Never with"), never_);
        column->addLayout(form);
        auto* const words = sentence_label(page);
        say(*words,
            tr("Shots whose prompt says one of these words, in any of its forms, are refused. "
               "Wording can evade a list of words: look at what "
               "is made. Some things are always refused."));
        column->addWidget(words);
        auto* const row = new QHBoxLayout;
        row->addStretch(1);
        button(*row, nullptr, "cast.grant.back", tr("Back"), page, [this] { back(); });
        button(*row, "cast", "cast.sign", tr("Sign the grant"), page, [this] { sign(); });
        column->addLayout(row);
        column->addStretch(1);
        return page;
    }

    QWidget* make_sure()
    {
        auto* const page = new QWidget(pages_);
        auto* const column = new QVBoxLayout(page);
        column->setContentsMargins(spacing[1], spacing[1], spacing[1], 0);
        asking_ = sentence_label(page);
        asking_->setObjectName(QStringLiteral("cast.asking"));
        column->addWidget(asking_);
        auto* const row = new QHBoxLayout;
        row->addStretch(1);
        keep_ = button(*row, nullptr, "cast.keep", tr("Keep"), page, [this] { back(); });
        sure_ = button(*row, nullptr, "cast.sure", tr("Revoke"), page, [this] {
            if (when_sure_) {
                when_sure_();
            }
        });
        column->addLayout(row);
        column->addStretch(1);
        return page;
    }

    QPushButton* button(QHBoxLayout& row,
                        const char* drawing,
                        const char* id,
                        const QString& text,
                        QWidget* page,
                        std::function<void()> press)
    {
        auto* const one = panel_button(drawing, text, page);
        one->setObjectName(QLatin1String(id));
        row.addWidget(one);
        connect(one, &QPushButton::clicked, this, [press = std::move(press)] { press(); });
        return one;
    }

    static void add_field(QFormLayout& form, const QString& name, QWidget* field)
    {
        field->setAccessibleName(name);
        auto* const label = new QLabel(name, field->parentWidget());
        label->setBuddy(field);
        form.addRow(label, field);
    }

    // --- reading ------------------------------------------------------------------------------

    void read()
    {
        thread_.post([this](const std::stop_token&) -> PanelThread::Then {
            OpenCast open;
            return [this, members = open.cast.list()] {
                show(members);
            };
        });
    }

    void show(const std::vector<cameo::Standing>& members)
    {
        const std::string kept = wanted_.empty() ? handle() : wanted_;
        wanted_.clear();
        members_ = members;
        {
            const QSignalBlocker quiet(list_);
            list_->clear();
            int row = members_.empty() ? -1 : 0;
            for (std::size_t i = 0; i < members_.size(); ++i) {
                const auto& one = members_[i];
                auto* const item =
                    new QListWidgetItem(may_be_used(one) ? icon("cast") : icon("lock"),
                                        tr("@%1 · %2 · %3")
                                            .arg(to_qt(one.member.handle),
                                                 to_qt(cameo::to_string(one.member.kind)),
                                                 state_in_words(one)),
                                        list_);
                item->setForeground(may_be_used(one) ? roles().text : roles().bad);
                row = one.member.handle == kept ? static_cast<int>(i) : row;
            }
            list_->setCurrentRow(row);
        }
        if (pages_->currentIndex() == members_page || pages_->currentIndex() == empty_page) {
            pages_->setCurrentIndex(members_.empty() ? empty_page : members_page);
        }
        show_member();
    }

    [[nodiscard]] const cameo::Standing* member() const
    {
        const int row = list_->currentRow();
        return row < 0 || row >= static_cast<int>(members_.size())
                   ? nullptr
                   : &members_[static_cast<std::size_t>(row)];
    }

    [[nodiscard]] std::string handle() const
    {
        return member() == nullptr ? std::string() : member()->member.handle;
    }

    void show_member()
    {
        const auto* const one = member();
        for (QPushButton* const action : {grant_, delete_}) {
            action->setEnabled(one != nullptr);
        }
        revoke_->setEnabled(one != nullptr && may_be_used(*one));
        for (QLabel* const label : {state_, forbids_, known_, found_}) {
            say(*label, {});
        }
        while (QLayoutItem* const item = shown_->takeAt(0)) {
            delete item->widget();
            delete item;
        }
        if (one == nullptr) {
            return;
        }
        if (may_be_used(*one)) {
            say(*state_,
                tr("@%1 may be used here until %2.")
                    .arg(to_qt(one->member.handle), day_in_words(one->grant->expires - 1)),
                Tone::good);
            say(*forbids_,
                tr("Never with: %1.").arg(forbidden_in_words(one->grant->forbidden)),
                Tone::plain);
        } else {
            say(*state_,
                one->state == "no_grant"
                    ? tr("@%1 has no grant: say until when it may be used, and for what not.")
                          .arg(to_qt(one->member.handle))
                : one->sentence.empty() ? state_in_words(*one)
                                        : to_qt(one->sentence),
                Tone::bad);
        }
        say(*known_,
            tr("Known by pictures alone: somebody said that they may be used; nothing proves it."));
        QStringList found;
        for (const auto& picture : one->member.pictures) {
            found << QStringLiteral("%1: %2").arg(to_qt(picture.file), to_qt(picture.found));
        }
        say(*found_, found.join(QLatin1Char('\n')), Tone::plain);
        const auto pictures = previews_.find(one->member.handle);
        if (pictures != previews_.end()) {
            for (const QImage& image : pictures->second) {
                auto* const label = new QLabel;
                label->setPixmap(QPixmap::fromImage(
                    image.scaled(96, 96, Qt::KeepAspectRatio, Qt::SmoothTransformation)));
                label->setAccessibleName(
                    tr("What was found in a picture of @%1").arg(to_qt(one->member.handle)));
                shown_->addWidget(label);
            }
            shown_->addStretch(1);
        }
    }

    // --- doing --------------------------------------------------------------------------------

    void back()
    {
        say(*message_, {});
        pages_->setCurrentIndex(members_.empty() ? empty_page : members_page);
    }

    void refused(const QString& sentence)
    {
        say(*message_, sentence, Tone::bad);
        pages_->setEnabled(true);
    }

    /// Does something with the cast on its thread and says how it went.
    void change(const QString& meanwhile, std::function<PanelThread::Then(cameo::Cast&)> work)
    {
        say(*message_, meanwhile);
        pages_->setEnabled(false);
        thread_.post([this, work = std::move(work)](const std::stop_token&) -> PanelThread::Then {
            OpenCast open;
            auto then = work(open.cast);
            return [this, then = std::move(then), members = open.cast.list()] {
                pages_->setEnabled(true);
                pages_->setCurrentIndex(members.empty() ? empty_page : members_page);
                then();
                show(members);
                emit workspace_.cast_changed();
            };
        });
    }

    void begin_add()
    {
        say(*message_, {});
        handle_->clear();
        right_->setChecked(false);
        set_pictures({});
        offer_add();
        pages_->setCurrentIndex(add_page);
        handle_->setFocus();
    }

    void set_pictures(const QStringList& files)
    {
        files_ = files;
        QStringList names;
        for (const QString& file : files_) {
            names << QFileInfo(file).fileName();
        }
        say(*picked_,
            names.isEmpty() ? tr("One to eight pictures from different sides.")
                            : names.join(QStringLiteral(", ")));
        offer_add();
    }

    void offer_add()
    {
        enrol_->setEnabled(right_->isChecked() && !files_.isEmpty() &&
                           !handle_->text().trimmed().isEmpty());
    }

    void add()
    {
        QString typed = handle_->text().trimmed();
        if (typed.startsWith(QLatin1Char('@'))) {
            typed.remove(0, 1);
        }
        const auto kind = cameo::parse_kind(kind_->currentData().toString().toStdString());
        std::vector<std::filesystem::path> files;
        for (const QString& file : files_) {
            files.emplace_back(file.toStdString());
        }
        change(
            tr("Looking at the pictures"),
            [this, handle = typed.toStdString(), kind, files](
                cameo::Cast& cast) -> PanelThread::Then {
                const QTemporaryDir folder; // what was found is shown once and kept nowhere
                const auto added = cast.add(
                    handle, kind.value_or(cameo::Kind::person), files, folder.path().toStdString());
                std::vector<QImage> images;
                QStringList lines;
                for (const auto& finding : added.findings) {
                    lines << QStringLiteral("%1: %2").arg(to_qt(finding.file.filename().string()),
                                                          to_qt(finding.sentence));
                    if (!finding.preview.empty()) {
                        images.emplace_back(to_qt(finding.preview.string()));
                    }
                }
                if (added.became_person) {
                    lines << QObject::tr("A human face was found, so @%1 counts as a person.")
                                 .arg(to_qt(handle));
                }
                lines << QObject::tr("@%1 is in the cast; grant it to use it.").arg(to_qt(handle));
                return [this, handle, images, lines] {
                    previews_[handle] = images;
                    wanted_ = handle;
                    say(*message_, lines.join(QLatin1Char('\n')), Tone::good);
                };
            });
    }

    void begin_grant()
    {
        const auto* const one = member();
        if (one == nullptr) {
            return;
        }
        const auto& who = one->member;
        const auto day_of = [](cameo::Instant instant) {
            return QDateTime::fromSecsSinceEpoch(instant, QTimeZone::utc()).date();
        };
        const cameo::Instant now = cameo::system_clock();
        until_->setDateRange(
            day_of(now), day_of(now + cameo::longest_grant(who.kind, who.level) - cameo::one_day));
        until_->setDate(day_of(now + cameo::usual_grant(who.kind, who.level) - cameo::one_day));
        QStringList words;
        if (one->grant) {
            for (const auto& word : one->grant->forbidden.words) {
                words << to_qt(word);
            }
        }
        never_->setText(words.join(QStringLiteral(", ")));
        say(*granting_,
            who.kind == cameo::Kind::person
                ? tr("@%1 is a person known by pictures alone, so a grant lasts at most 7 days.")
                      .arg(to_qt(who.handle))
                : tr("For how long, and for what not, may @%1 be used here?")
                      .arg(to_qt(who.handle)),
            Tone::plain);
        say(*message_, {});
        pages_->setCurrentIndex(grant_page);
        until_->setFocus();
    }

    void sign()
    {
        cameo::Terms terms;
        terms.until = QDateTime(until_->date(), QTime(0, 0), QTimeZone::utc()).toSecsSinceEpoch() +
                      cameo::one_day;
        for (const QString& word : never_->text().split(QLatin1Char(','), Qt::SkipEmptyParts)) {
            if (!word.trimmed().isEmpty()) {
                terms.forbidden.words.push_back(word.trimmed().toStdString());
            }
        }
        change(tr("Signing"),
               [this, handle = handle(), terms](cameo::Cast& cast) -> PanelThread::Then {
                   const auto grant = cast.grant(handle, terms);
                   const QString sentence =
                       QObject::tr("@%1 is granted until %2.")
                           .arg(to_qt(handle), day_in_words(grant.expires - 1));
                   return [this, sentence] {
                       say(*message_, sentence, Tone::good);
                   };
               });
    }

    void ask(const QString& question, const QString& yes, std::function<void()> when_sure)
    {
        say(*message_, {});
        say(*asking_, question, Tone::plain);
        sure_->setText(yes);
        sure_->setAccessibleName(yes);
        when_sure_ = std::move(when_sure);
        pages_->setCurrentIndex(sure_page);
        keep_->setFocus();
    }

    void begin_revoke()
    {
        const QString name = to_qt(handle());
        ask(tr("Revoke the grant of @%1? It cannot be used from now on, also in takes that are "
               "made again and in remixes. Films that were "
               "exported already stay as they are: revoking cannot reach them.")
                .arg(name),
            tr("Revoke"),
            [this, handle = handle(), name] {
                change(tr("Revoking"),
                       [this, handle, name](cameo::Cast& cast) -> PanelThread::Then {
                           cast.revoke(handle);
                           return [this, name] {
                               say(*message_,
                                   tr("The grant of @%1 is revoked.").arg(name),
                                   Tone::good);
                           };
                       });
            });
    }

    void begin_delete()
    {
        const QString name = to_qt(handle());
        ask(tr("Delete @%1? The grant is revoked and keys and pixels are destroyed; this cannot be "
               "undone. Takes and exported films with "
               "@%1 stay, but can no longer be made again. The log keeps its lines.")
                .arg(name),
            tr("Delete for ever"),
            [this, handle = handle(), name] {
                change(tr("Deleting"),
                       [this, handle, name](cameo::Cast& cast) -> PanelThread::Then {
                           cast.remove(handle);
                           return [this, handle, name] {
                               previews_.erase(handle);
                               say(*message_, tr("@%1 is deleted.").arg(name), Tone::good);
                           };
                       });
            });
    }

    Workspace& workspace_;
    QLabel* message_ = nullptr;
    QStackedWidget* pages_ = nullptr;
    QListWidget* list_ = nullptr;
    QLabel *state_ = nullptr, *forbids_ = nullptr, *known_ = nullptr, *found_ = nullptr;
    QHBoxLayout* shown_ = nullptr;
    QPushButton *add_ = nullptr, *grant_ = nullptr, *revoke_ = nullptr, *delete_ = nullptr;
    QLineEdit* handle_ = nullptr;
    QComboBox* kind_ = nullptr;
    QLabel* picked_ = nullptr;
    QCheckBox* right_ = nullptr;
    QPushButton* enrol_ = nullptr;
    QLabel* granting_ = nullptr;
    QDateEdit* until_ = nullptr;
    QLineEdit* never_ = nullptr;
    QLabel* asking_ = nullptr;
    QPushButton *keep_ = nullptr, *sure_ = nullptr;
    std::function<void()> when_sure_;
    QStringList files_;
    std::vector<cameo::Standing> members_;
    std::map<std::string, std::vector<QImage>>
        previews_;       ///< of members added while the window is open
    std::string wanted_; ///< to be selected when the list is read
    PanelThread thread_; ///< last: ends before what it shows things on
};

} // namespace

QWidget* make_cast_panel(Workspace& workspace, QWidget* parent)
{
    return new CastPanel(workspace, parent);
}

} // namespace rushlight::app
