#pragma once

#include <QDoubleSpinBox>
#include <QPlainTextEdit>
#include <functional>

namespace rushlight::app {

// Fields of panels that are scrolled and written in.

/// A number with its unit, told when one has finished with it; the wheel changes it only where one
/// works on it, and scrolls otherwise.
class NumberField : public QDoubleSpinBox {
public:
    struct Range {
        double least = 0;
        double most = 100;
        double step = 1;
        int decimals = 0;
    };

    NumberField(const QString& unit, const Range& range, QWidget* parent);

protected:
    void wheelEvent(QWheelEvent* event) override;
};

/// Three lines of text, told when one has changed them and leaves the field.
class TextField : public QPlainTextEdit {
public:
    TextField(std::function<void()> finished, QWidget* parent);

protected:
    void focusOutEvent(QFocusEvent* event) override;

private:
    std::function<void()> finished_;
};

} // namespace rushlight::app
