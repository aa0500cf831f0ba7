#include "app/desktop/panel_fields.hpp"

#include "app/desktop/theme.hpp"

#include <QLabel>
#include <QWheelEvent>

namespace rushlight::app {

QLabel* section_heading(const QString& text, QWidget* parent)
{
    auto* const label = new QLabel(text, parent);
    QFont font = label->font();
    font.setPixelSize(15);
    label->setFont(font);
    label->setContentsMargins(0, spacing[1], 0, 0);
    return label;
}

NumberField::NumberField(const QString& unit, const Range& range, QWidget* parent)
    : QDoubleSpinBox(parent)
{
    setDecimals(range.decimals);
    setRange(range.least, range.most);
    setSingleStep(range.step);
    setSuffix(unit);
    setKeyboardTracking(false);
    setFocusPolicy(Qt::StrongFocus);
}

void NumberField::wheelEvent(QWheelEvent* event)
{
    if (hasFocus()) {
        QDoubleSpinBox::wheelEvent(event);
    } else {
        event->ignore();
    }
}

TextField::TextField(std::function<void()> finished, QWidget* parent)
    : QPlainTextEdit(parent)
    , finished_(std::move(finished))
{
    setTabChangesFocus(true);
    setFixedHeight(3 * fontMetrics().lineSpacing() + spacing[3]);
}

void TextField::focusOutEvent(QFocusEvent* event)
{
    QPlainTextEdit::focusOutEvent(event);
    if (document()->isModified()) {
        document()->setModified(false);
        finished_();
    }
}

FieldSection::FieldSection(const QString& title, QVBoxLayout& column, QWidget* parent)
    : widget(new QWidget(parent))
{
    auto* const own = new QVBoxLayout(widget);
    own->setContentsMargins(0, 0, 0, 0);
    own->addWidget(section_heading(title, widget));
    form = new QFormLayout;
    form->setRowWrapPolicy(QFormLayout::DontWrapRows);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    form->setLabelAlignment(Qt::AlignLeft);
    own->addLayout(form);
    column.addWidget(widget);
}

void FieldSection::add(const QString& name, QWidget* field) const
{
    field->setAccessibleName(name);
    auto* const label = new QLabel(name, widget);
    QPalette palette = label->palette();
    palette.setColor(QPalette::WindowText, roles().muted);
    label->setPalette(palette);
    label->setBuddy(field);
    form->addRow(label, field);
}

} // namespace rushlight::app
