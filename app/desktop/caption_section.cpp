#include "app/desktop/caption_section.hpp"

#include "app/desktop/workspace.hpp"
#include "editor/edits/captions.hpp"

#include <QComboBox>
#include <QLineEdit>

namespace rushlight::app {

CaptionSection::CaptionSection(Workspace& workspace, QVBoxLayout& column, QWidget* parent)
    : workspace_(workspace)
    , section_(tr("Caption"), column, parent)
{
    text_ = new TextField([this] { change(); }, section_.widget);
    text_->setObjectName(QStringLiteral("inspector.caption"));
    section_.add(tr("Text"), text_);
    style_ = new QComboBox(section_.widget);
    style_->setObjectName(QStringLiteral("inspector.caption_style"));
    section_.add(tr("Style"), style_);
    speaker_ = new QLineEdit(section_.widget);
    speaker_->setObjectName(QStringLiteral("inspector.speaker"));
    section_.add(tr("Speaker"), speaker_);
    QObject::connect(style_, &QComboBox::activated, section_.widget, [this] { change(); });
    QObject::connect(speaker_, &QLineEdit::editingFinished, section_.widget, [this] { change(); });
    section_.widget->hide();
}

void CaptionSection::show(const editor::Item& item, bool locked)
{
    showing_ = true;
    item_ = item;
    locked_ = locked;
    const auto* const caption = std::get_if<editor::Caption>(&item.clip->source);
    section_.widget->setVisible(caption != nullptr);
    if (caption != nullptr) {
        const auto text = QString::fromStdString(editor::text_of(*caption));
        if (text != text_->toPlainText() &&
            !(text_->hasFocus() && text_->document()->isModified())) {
            text_->setPlainText(text);
        }
        speaker_->setText(QString::fromStdString(caption->speaker));
        style_->clear();
        for (const auto& style : workspace_.timeline()->styles) {
            style_->addItem(QString::fromStdString(style.name));
        }
        if (style_->count() == 0) {
            style_->addItem(QString::fromStdString(editor::CaptionStyle().name));
        }
        const auto& runs = caption->runs;
        const bool mixed =
            std::any_of(runs.begin(), runs.end(), [&](const editor::CaptionRun& run) {
                return run.style != runs.front().style;
            });
        const auto named =
            runs.empty()
                ? std::string()
                : editor::style_named(workspace_.timeline()->styles, runs.front().style).name;
        style_->setCurrentIndex(mixed ? -1 : style_->findText(QString::fromStdString(named)));
        style_->setPlaceholderText(tr("several"));
    }
    showing_ = false;
}

void CaptionSection::change()
{
    const auto* const old =
        item_.clip ? std::get_if<editor::Caption>(&item_.clip->source) : nullptr;
    if (showing_ || old == nullptr) {
        return;
    }
    editor::Caption caption = editor::with_text(*old, text_->toPlainText().toStdString());
    caption.speaker = speaker_->text().toStdString();
    const auto& styles = workspace_.timeline()->styles;
    if (const int chosen = style_->currentIndex(); chosen >= 0 && chosen < std::ssize(styles)) {
        const std::string& name = styles[static_cast<std::size_t>(chosen)].name;
        const std::string all = chosen == 0 ? std::string() : name;
        for (auto& run : caption.runs) {
            run.style = all;
        }
        if (caption.runs.size() > 1) {
            caption.runs = {{editor::text_of(caption), all}};
        }
    }
    if (caption == *old) {
        return;
    }
    const editor::Item before = item_; // a commit shows the film anew
    if (!workspace_.commit(editor::set_caption(*workspace_.timeline(), before.id, caption),
                           tr("Caption"),
                           locked_ ? tr("The caption's track is locked; unlock it first.")
                                   : tr("A caption needs words; delete the clip to have none."))) {
        show(before, locked_);
    }
}

} // namespace rushlight::app
