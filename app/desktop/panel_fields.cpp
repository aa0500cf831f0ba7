#include "app/desktop/panel_fields.hpp"

#include "app/desktop/theme.hpp"

#include <QWheelEvent>

namespace rushlight::app {

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

} // namespace rushlight::app
