#pragma once

#include "assets/frame.hpp"
#include "assets/time.hpp"
#include "storage/assets_table.hpp"

#include <QIcon>
#include <QImage>
#include <QObject>
#include <QString>
#include <functional>
#include <memory>
#include <stop_token>

class QAbstractItemView;
class QLabel;
class QPushButton;
class QToolButton;
class QWidget;

namespace rushlight::app {

// What the panels are built from. Threads: the UI thread, but for the work of a PanelThread.

/// One thread for a panel's slow work, done in the order of asking. What was found is shown on the
/// UI thread; nothing is shown any more once this is gone.
class PanelThread {
public:
    /// What to do on the UI thread; may be empty.
    using Then = std::function<void()>;
    using Work = std::function<Then(const std::stop_token&)>;

    /// owner must outlive this. failed: told on the UI thread, in a sentence, of what work threw.
    PanelThread(QObject& owner, std::function<void(const QString& sentence)> failed);
    /// Drops what waits, asks running work to stop and joins.
    ~PanelThread();
    PanelThread(const PanelThread&) = delete;
    PanelThread& operator=(const PanelThread&) = delete;

    void post(Work work);

private:
    struct State;
    std::unique_ptr<State> state_;
};

/// A button of its own width, with one of our drawings; its text is its accessible name.
[[nodiscard]] QPushButton* panel_button(const char* drawing, const QString& text, QWidget* parent);

/// A quiet button without text; name is its tip and its accessible name.
[[nodiscard]] QToolButton* panel_tool(const char* drawing, const QString& name, QWidget* parent);

/// Wrapped text that takes no room while it says nothing.
[[nodiscard]] QLabel* sentence_label(QWidget* parent);

enum class Tone { plain, quiet, good, bad };

/// Shows a sentence on a `sentence_label`, or nothing.
void say(QLabel& label, const QString& sentence, Tone tone = Tone::quiet);

/// A list that lies flat on its panel; what is selected has an edge instead of a bright fill, so
/// that nothing outshines the picture.
void make_calm(QAbstractItemView& list);

/// What an empty panel says: one line, and one button (null: none), which becomes its child.
[[nodiscard]] QWidget* empty_place(const QString& line, QPushButton* button, QWidget* parent);

/// "ready", "being made", "failed", "missing"
[[nodiscard]] QString in_words(storage::AssetState state);
/// A small round mark with a sign in it; null for ready.
[[nodiscard]] QPixmap mark_of(storage::AssetState state, int pixels);
/// "1.3 s", "1 min 04 s"
[[nodiscard]] QString length_in_words(const assets::Time& length);
/// "today 10:42", "20 Nov 10:42", "3 Feb 2025"
[[nodiscard]] QString moment_in_words(storage::Moment moment);

/// An RGB24 frame, such as a thumbnail, as an image of its own. Threads: any.
[[nodiscard]] QImage to_image(const assets::Frame& frame);

} // namespace rushlight::app
