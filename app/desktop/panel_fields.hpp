#pragma once

#include <QDoubleSpinBox>
#include <QFormLayout>
#include <QPlainTextEdit>
#include <QVBoxLayout>
#include <functional>

class QLabel;

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

/// The heading of a group of fields. Qt owns it.
[[nodiscard]] QLabel* section_heading(const QString& text, QWidget* parent);

/// A group of named fields under a heading, which can be hidden as one. Qt owns the widgets.
struct FieldSection {
    QWidget* widget = nullptr;
    QFormLayout* form = nullptr;

    FieldSection() = default;
    FieldSection(const QString& title, QVBoxLayout& column, QWidget* parent);

    void add(const QString& name, QWidget* field) const;
};

} // namespace rushlight::app
