#include "app/desktop/export_dialog.hpp"

#include "app/desktop/panel_parts.hpp"
#include "app/desktop/theme.hpp"
#include "app/desktop/workspace.hpp"
#include "app/failure.hpp"
#include "app/project/export_note.hpp"
#include "editor/export/exporter.hpp"
#include "generation/protocol/json.hpp"
#include "storage/recipes_table.hpp"
#include "storage/takes_table.hpp"

#include <QCheckBox>
#include <QComboBox>
#include <QCoreApplication>
#include <QDialog>
#include <QFileDialog>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QStandardPaths>
#include <QTimer>
#include <QVBoxLayout>
#include <mutex>
#include <thread>

namespace rushlight::app {

namespace {

/// An export on its thread, as the dialog looks at it a few times a second.
struct Running {
    std::mutex mutex; ///< guards what follows
    editor::ExportProgress progress;
    bool ended = false;
    bool done = false; ///< and not failed or cancelled
    QString sentence;
    std::jthread thread; ///< last, so that it ends first
};

/// What the finished file says of its origin, in words.
QString origin_in_words(const std::map<std::string, std::string>& metadata)
{
    const auto takes = metadata.find("rushlight_takes");
    if (metadata.contains("digitalSourceType")) {
        QString text = QObject::tr("The file says that it was generated (%1)")
                           .arg(QString::fromStdString(metadata.at("digitalSourceType"))
                                    .section(QLatin1Char('/'), -1));
        if (takes != metadata.end()) {
            text += QObject::tr(", and names its takes (%1) and the hashes of their recipes")
                        .arg(QString::fromStdString(takes->second));
        }
        return text + QObject::tr(". It holds no prompt.");
    }
    return QObject::tr("Nothing in this film was generated, so the file carries no such mark.");
}

/// Runs on the export's own thread, with connections of its own.
void export_on_thread(storage::Project& project,
                      const TimelinePtr& film,
                      editor::Export order,
                      Running& running,
                      const std::stop_token& stop)
{
    QString sentence;
    bool done = false;
    try {
        auto connection = project.connect();
        order.metadata = editor::provenance_of(*film, [&](const std::string& take) {
            const auto row =
                storage::find_take(connection, QString::fromStdString(take).toLongLong());
            const auto recipe =
                row && row->recipe ? storage::find_recipe(connection, *row->recipe) : std::nullopt;
            return recipe ? editor::TakeOrigin{recipe->hash,
                                               generation::is_trained(
                                                   generation::recipe_from_json(recipe->json))}
                          : editor::TakeOrigin();
        });
        const ExportNote note(order.out);
        auto pictures = footage_of(project); // one a thread
        auto sounds = footage_of(project);
        const auto exported = editor::export_film(
            *film,
            pictures,
            sounds,
            order,
            [&](const editor::ExportProgress& progress) {
                const std::lock_guard lock(running.mutex);
                running.progress = progress;
            },
            stop);
        QStringList lines;
        lines << QObject::tr("%1 is ready: %2 frames, %3 × %4.")
                     .arg(QString::fromStdString(order.out.filename().string()))
                     .arg(exported.frames)
                     .arg(exported.size.width)
                     .arg(exported.size.height);
        if (exported.loudness.integrated > -69) {
            lines << QObject::tr("Loudness %1 LUFS, true peak %2 dBTP.")
                         .arg(exported.loudness.integrated, 0, 'f', 1)
                         .arg(exported.loudness.true_peak, 0, 'f', 1);
        }
        lines << origin_in_words(order.metadata);
        for (const auto& one : exported.notes) {
            lines << QString::fromStdString(one);
        }
        sentence = lines.join(QLatin1Char('\n'));
        done = true;
    } catch (...) {
        const Failure failure = failure_of(std::current_exception());
        sentence = failure.exit == Exit::cancelled
                       ? QObject::tr("Cancelled; nothing was left behind.")
                       : QString::fromUtf8(failure.what());
    }
    const std::lock_guard lock(running.mutex);
    running.sentence = sentence;
    running.done = done;
    running.ended = true;
}

class ExportDialog : public QDialog {
    Q_DECLARE_TR_FUNCTIONS(ExportDialog)

public:
    ExportDialog(Workspace& workspace, QWidget* parent)
        : QDialog(parent)
        , workspace_(workspace)
    {
        setObjectName(QStringLiteral("export"));
        setAttribute(Qt::WA_DeleteOnClose);
        setWindowTitle(tr("Export film"));
        setMinimumWidth(480);
        auto* const column = new QVBoxLayout(this);
        column->setContentsMargins(spacing[4], spacing[4], spacing[4], spacing[3]);
        column->setSpacing(spacing[3]);
        auto* const heading = new QLabel(tr("Export film"), this);
        QFont font = heading->font();
        font.setPixelSize(20);
        heading->setFont(font);
        column->addWidget(heading);

        auto* const form = new QFormLayout;
        form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
        preset_ = new QComboBox(this);
        preset_->setObjectName(QStringLiteral("export.preset"));
        for (const auto& preset : editor::presets()) {
            if (preset.name != "vertical") { // that is the box below
                preset_->addItem(QString::fromStdString(preset.title),
                                 QString::fromStdString(preset.name));
            }
        }
        add(*form, tr("For"), preset_);
        tall_ = new QCheckBox(tr("Upright, 9:16"), this);
        tall_->setObjectName(QStringLiteral("export.tall"));
        add(*form, tr("Shape"), tall_);
        tall_->setAccessibleName(tall_->text());
        auto* const row = new QWidget(this);
        auto* const line = new QHBoxLayout(row);
        line->setContentsMargins(0, 0, 0, 0);
        file_ = new QLineEdit(row);
        file_->setObjectName(QStringLiteral("export.file"));
        file_->setAccessibleName(tr("File"));
        choose_ = panel_button("folder", tr("Choose"), row);
        choose_->setObjectName(QStringLiteral("export.choose"));
        line->addWidget(file_, 1);
        line->addWidget(choose_);
        auto* const label = new QLabel(tr("File"), this);
        label->setBuddy(file_);
        form->addRow(label, row);
        column->addLayout(form);

        what_ = sentence_label(this);
        what_->setObjectName(QStringLiteral("export.what"));
        column->addWidget(what_);
        bar_ = new QProgressBar(this);
        bar_->setAccessibleName(tr("How far the export is"));
        bar_->setRange(0, 1000);
        bar_->hide();
        column->addWidget(bar_);
        message_ = sentence_label(this);
        message_->setObjectName(QStringLiteral("export.message"));
        column->addWidget(message_);
        auto* const buttons = new QHBoxLayout;
        buttons->addStretch(1);
        cancel_ = panel_button(nullptr, tr("Close"), this);
        cancel_->setObjectName(QStringLiteral("export.cancel"));
        export_ = panel_button("export", tr("Export"), this);
        export_->setObjectName(QStringLiteral("export.start"));
        export_->setDefault(true);
        buttons->addWidget(cancel_);
        buttons->addWidget(export_);
        column->addLayout(buttons);

        file_->setText(suggestion());
        look_ = new QTimer(this);
        look_->setInterval(100);
        connect(look_, &QTimer::timeout, this, [this] { look(); });
        connect(preset_, &QComboBox::currentIndexChanged, this, [this] { fit_name(); });
        connect(tall_, &QCheckBox::toggled, this, [this] { tell_what(); });
        connect(choose_, &QPushButton::clicked, this, [this] { choose(); });
        connect(export_, &QPushButton::clicked, this, [this] { start(); });
        connect(cancel_, &QPushButton::clicked, this, [this] { reject(); });
        connect(&workspace_, &Workspace::timeline_changed, this, [this] { tell_what(); });
        connect(&workspace_, &Workspace::project_about_to_close, this, [this] {
            running_.reset(); // stops and joins: it holds on to the project
            close();
        });
        tell_what();
    }

    /// Esc, the button and the frame's cross: while an export runs they cancel it.
    void reject() override
    {
        if (running_) {
            running_->thread.request_stop();
            say(*message_, tr("Cancelling"));
            cancel_->setEnabled(false);
        } else {
            QDialog::reject();
        }
    }

private:
    void add(QFormLayout& form, const QString& name, QWidget* field)
    {
        field->setAccessibleName(name);
        auto* const label = new QLabel(name, this);
        label->setBuddy(field);
        form.addRow(label, field);
    }

    [[nodiscard]] editor::Preset preset() const
    {
        const auto* const found =
            editor::find_preset(preset_->currentData().toString().toStdString());
        editor::Preset chosen = found == nullptr ? editor::presets().front() : *found;
        const bool sound = chosen.delivery == assets::Delivery::wav;
        chosen.tall = chosen.tall || (tall_->isChecked() && !sound);
        return chosen;
    }

    [[nodiscard]] QString suggestion() const
    {
        const QString folder = QStandardPaths::writableLocation(QStandardPaths::MoviesLocation);
        const auto name = workspace_.is_open() ? workspace_.project().folder().stem().string()
                                               : std::string("film");
        return (folder.isEmpty() || !QFileInfo(folder).isDir()
                    ? QStandardPaths::writableLocation(QStandardPaths::HomeLocation)
                    : folder) +
               QLatin1Char('/') + QString::fromStdString(name + preset().extension);
    }

    /// The name takes the ending of what is made.
    void fit_name()
    {
        const QFileInfo now(file_->text());
        file_->setText(now.path() + QLatin1Char('/') + now.completeBaseName() +
                       QString::fromStdString(preset().extension));
        tell_what();
    }

    void tell_what()
    {
        const auto& film = *workspace_.timeline();
        const auto chosen = preset();
        const bool sound = chosen.delivery == assets::Delivery::wav;
        tall_->setEnabled(!sound && film.size.width > film.size.height && !running_);
        const auto size = editor::delivered_size(chosen, film.size);
        const auto frames = editor::length(film);
        QString text = length_in_words(assets::Time(frames) / film.rate);
        if (!sound) {
            text += tr(", %1 × %2, %3 frames a second")
                        .arg(size.width)
                        .arg(size.height)
                        .arg(film.rate.seconds(), 0, 'g', 5);
        }
        const bool empty = frames == 0;
        say(*what_,
            empty ? tr("The film is empty; put a clip on the timeline first.") : text,
            empty ? Tone::bad : Tone::quiet);
        export_->setEnabled(!empty && !running_ && workspace_.is_open());
    }

    void choose()
    {
        const QString chosen = QFileDialog::getSaveFileName(
            this,
            tr("Export film"),
            file_->text(),
            QStringLiteral("*%1").arg(QString::fromStdString(preset().extension)));
        if (!chosen.isEmpty()) {
            file_->setText(chosen);
        }
    }

    void start()
    {
        const QFileInfo out(file_->text().trimmed());
        if (file_->text().trimmed().isEmpty() || out.fileName().isEmpty() || !out.dir().exists()) {
            say(*message_,
                tr("There is no folder %1; choose another one.").arg(out.path()),
                Tone::bad);
            file_->setFocus();
            return;
        }
        editor::Export order;
        order.preset = preset();
        order.out = out.absoluteFilePath().toStdString();
        if (order.out.extension() != order.preset.extension) {
            order.out += order.preset.extension;
            file_->setText(QString::fromStdString(order.out.string()));
        }
        running_ = std::make_unique<Running>();
        auto& project = workspace_.project();
        running_->thread =
            std::jthread([&project, film = workspace_.timeline(), order, running = running_.get()](
                             const std::stop_token& stop) {
                export_on_thread(project, film, order, *running, stop);
            });
        set_running(true);
        say(*message_, {});
    }

    void set_running(bool on)
    {
        bar_->setVisible(on);
        bar_->setValue(0);
        for (QWidget* const field : {static_cast<QWidget*>(preset_),
                                     static_cast<QWidget*>(file_),
                                     static_cast<QWidget*>(choose_)}) {
            field->setEnabled(!on);
        }
        cancel_->setEnabled(true);
        cancel_->setText(on ? tr("Cancel") : tr("Close"));
        cancel_->setAccessibleName(cancel_->text());
        on ? look_->start() : look_->stop();
        tell_what();
    }

    void look()
    {
        editor::ExportProgress progress;
        bool ended = false;
        bool done = false;
        QString sentence;
        {
            const std::lock_guard lock(running_->mutex);
            progress = running_->progress;
            ended = running_->ended;
            done = running_->done;
            sentence = running_->sentence;
        }
        if (progress.frames > 0) {
            bar_->setValue(static_cast<int>(1000 * progress.done / progress.frames));
            bar_->setFormat(progress.measuring
                                ? tr("Listening")
                                : tr("Frame %1 of %2").arg(progress.done).arg(progress.frames));
        }
        if (ended) {
            running_.reset();
            set_running(false);
            say(*message_, sentence, done ? Tone::good : Tone::bad);
            workspace_.tell(sentence.section(QLatin1Char('\n'), 0, 0));
        }
    }

    Workspace& workspace_;
    QComboBox* preset_ = nullptr;
    QCheckBox* tall_ = nullptr;
    QLineEdit* file_ = nullptr;
    QPushButton *choose_ = nullptr, *cancel_ = nullptr, *export_ = nullptr;
    QLabel *what_ = nullptr, *message_ = nullptr;
    QProgressBar* bar_ = nullptr;
    QTimer* look_ = nullptr;
    std::unique_ptr<Running> running_; ///< of the export under way
};

} // namespace

void export_film_dialog(Workspace& workspace, QWidget* parent)
{
    auto* const dialog = new ExportDialog(workspace, parent);
    dialog->show(); // not modal: one goes on cutting
    dialog->raise();
    dialog->activateWindow();
}

} // namespace rushlight::app
