#pragma once

#include <nlohmann/json.hpp>

#include <QWidget>
#include <functional>
#include <string>

class QComboBox;
class QLabel;
class QLineEdit;

namespace rushlight::app {

class NumberField;
class TextField;

/// A storyboard as JSON, in its writer's order of fields.
using StoryboardJson = nlohmann::ordered_json;

/// A text field of an object; empty where there is none.
[[nodiscard]] std::string text_in(const StoryboardJson& object, const char* field);

/// One shot of a storyboard as a card that can be written on. Threads: the UI thread.
class StoryboardCard : public QWidget {
public:
    struct Told {
        /// What was written, as a change of the shot's JSON.
        std::function<void(const std::function<void(StoryboardJson& shot)>&)> changed;
        std::function<void()> remove;
    };

    /// number: from 1; shot: any JSON, also one that is wrong.
    StoryboardCard(int number, const StoryboardJson& shot, Told told, QWidget* parent);

    /// Empty: nothing is wrong with it.
    void show_problem(const QString& sentence);
    /// Writing goes on in its prompt.
    void begin();

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void write_id();
    void write_prompt();
    void write_title();
    void write_seed();

    Told told_;
    QLineEdit* id_ = nullptr;
    QComboBox* mode_ = nullptr;
    TextField* prompt_ = nullptr;
    QLineEdit* title_ = nullptr;
    NumberField* seconds_ = nullptr;
    QLineEdit* seed_ = nullptr;
    QLabel* problem_ = nullptr;
};

} // namespace rushlight::app
