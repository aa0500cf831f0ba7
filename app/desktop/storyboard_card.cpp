#include "app/desktop/storyboard_card.hpp"

#include "app/desktop/panel_fields.hpp"
#include "app/desktop/panel_parts.hpp"
#include "app/desktop/theme.hpp"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPainter>
#include <QRegularExpressionValidator>
#include <QToolButton>
#include <QVBoxLayout>

namespace rushlight::app {

namespace {

QString title_in(const StoryboardJson& shot)
{
    const bool long_form = shot.is_object() && shot.contains("title") && shot["title"].is_object();
    return QString::fromStdString(long_form ? text_in(shot["title"], "text")
                                            : text_in(shot, "title"));
}

QString seed_in(const StoryboardJson& shot)
{
    const bool there =
        shot.is_object() && shot.contains("seed") && shot["seed"].is_number_integer();
    return there ? QString::number(shot["seed"].get<std::int64_t>()) : QString();
}

double seconds_in(const StoryboardJson& shot)
{
    const bool there = shot.is_object() && shot.contains("seconds") && shot["seconds"].is_number();
    return there ? shot["seconds"].get<double>() : 0;
}

/// Whether a line was written on since the last time.
bool was_changed(QLineEdit& line)
{
    const bool changed = line.isModified();
    line.setModified(false);
    return changed;
}

} // namespace

std::string text_in(const StoryboardJson& object, const char* field)
{
    return object.is_object() && object.contains(field) && object[field].is_string()
               ? object[field].get<std::string>()
               : std::string();
}

StoryboardCard::StoryboardCard(int number, const StoryboardJson& shot, Told told, QWidget* parent)
    : QWidget(parent)
    , told_(std::move(told))
{
    const QString which = tr("Card %1").arg(number);
    setAccessibleName(which);
    setObjectName(QStringLiteral("storyboard.card.%1").arg(number));
    auto* const column = new QVBoxLayout(this);
    column->setContentsMargins(spacing[2], spacing[1], spacing[2], spacing[2]);

    auto* const head = new QHBoxLayout;
    id_ = new QLineEdit(QString::fromStdString(text_in(shot, "id")), this);
    id_->setAccessibleName(tr("%1: name").arg(which));
    id_->setToolTip(tr("Name of the shot: letters, digits, - and _"));
    id_->setMaxLength(64);
    mode_ = new QComboBox(this);
    mode_->setAccessibleName(tr("%1: made from").arg(which));
    for (const auto& [mode, words] : {std::pair{"prompt", tr("From words")},
                                      std::pair{"image", tr("From a picture")},
                                      std::pair{"brush", tr("By motion brush")},
                                      std::pair{"remix", tr("Remix of a shot")},
                                      std::pair{"cameo", tr("With a cast member")}}) {
        mode_->addItem(words, QLatin1String(mode));
    }
    mode_->setCurrentIndex(
        std::max(0, mode_->findData(QString::fromStdString(text_in(shot, "mode")))));
    auto* const gone = panel_tool("cancel", tr("%1: remove").arg(which), this);
    head->addWidget(id_, 1);
    head->addWidget(mode_);
    head->addWidget(gone);
    column->addLayout(head);

    prompt_ = new TextField([this] { write_prompt(); }, this);
    prompt_->setPlainText(QString::fromStdString(text_in(shot, "prompt")));
    prompt_->document()->setModified(false);
    prompt_->setAccessibleName(tr("%1: prompt").arg(which));
    prompt_->setPlaceholderText(tr("Who, where, when, doing what; how it is shot"));
    column->addWidget(prompt_);

    title_ = new QLineEdit(title_in(shot), this);
    title_->setAccessibleName(tr("%1: title over the shot").arg(which));
    title_->setPlaceholderText(tr("Title over the shot"));
    column->addWidget(title_);

    auto* const numbers = new QHBoxLayout;
    seconds_ = new NumberField(tr(" s"), {0, 600, 0.25, 2}, this);
    seconds_->setSpecialValueText(tr("usual length"));
    seconds_->setAccessibleName(tr("%1: seconds").arg(which));
    seconds_->setValue(seconds_in(shot));
    seed_ = new QLineEdit(seed_in(shot), this);
    seed_->setAccessibleName(tr("%1: seed").arg(which));
    seed_->setPlaceholderText(tr("Seed from the name"));
    seed_->setValidator(
        new QRegularExpressionValidator(QRegularExpression(QStringLiteral("[0-9]{0,18}")), seed_));
    numbers->addWidget(seconds_);
    numbers->addWidget(seed_, 1);
    column->addLayout(numbers);

    problem_ = sentence_label(this);
    problem_->setObjectName(QStringLiteral("storyboard.problem.%1").arg(number));
    column->addWidget(problem_);

    connect(id_, &QLineEdit::editingFinished, this, [this] { write_id(); });
    connect(title_, &QLineEdit::editingFinished, this, [this] { write_title(); });
    connect(seed_, &QLineEdit::editingFinished, this, [this] { write_seed(); });
    connect(mode_, &QComboBox::activated, this, [this] {
        told_.changed([mode = mode_->currentData().toString().toStdString()](StoryboardJson& one) {
            one["mode"] = mode;
        });
    });
    connect(seconds_, &QDoubleSpinBox::valueChanged, this, [this](double seconds) {
        told_.changed([seconds](StoryboardJson& one) {
            if (seconds > 0) {
                one["seconds"] = seconds;
            } else {
                one.erase("seconds");
            }
        });
    });
    connect(gone, &QToolButton::clicked, this, [this] { told_.remove(); });
}

void StoryboardCard::show_problem(const QString& sentence)
{
    say(*problem_, sentence, Tone::bad);
    update();
}

void StoryboardCard::begin()
{
    prompt_->setFocus();
    prompt_->selectAll();
}

void StoryboardCard::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(problem_->text().isEmpty() ? QPen(Qt::NoPen) : QPen(roles().bad, 1));
    painter.setBrush(roles().canvas);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6);
}

void StoryboardCard::write_id()
{
    if (was_changed(*id_)) {
        told_.changed(
            [text = id_->text().toStdString()](StoryboardJson& one) { one["id"] = text; });
    }
}

void StoryboardCard::write_prompt()
{
    told_.changed([text = prompt_->toPlainText().toStdString()](StoryboardJson& one) {
        one["prompt"] = text;
    });
}

void StoryboardCard::write_title()
{
    if (!was_changed(*title_)) {
        return;
    }
    told_.changed([text = title_->text().toStdString()](StoryboardJson& one) {
        if (text.empty()) {
            one.erase("title");
        } else if (one.contains("title") && one["title"].is_object()) {
            one["title"]["text"] = text;
        } else {
            one["title"] = text;
        }
    });
}

void StoryboardCard::write_seed()
{
    if (!was_changed(*seed_)) {
        return;
    }
    told_.changed([text = seed_->text()](StoryboardJson& one) {
        if (text.isEmpty()) {
            one.erase("seed");
        } else {
            one["seed"] = text.toLongLong();
        }
    });
}

} // namespace rushlight::app
