#pragma once

#include <QAction>
#include <functional>
#include <vector>

namespace rushlight::app {

/// Every command of the window as an action with an id ("edit.split"), for menus, keys, buttons and
/// tests. Threads: the UI thread.
class Commands {
public:
    /// Where a command's key works. Keys that lists and buttons need for themselves work only where
    /// one cuts; a text field always keeps its letters.
    enum class Reach { window, cutting };

    /// window owns the actions and must outlive this.
    explicit Commands(QWidget& window)
        : window_(window)
    {
    }

    struct Look {
        const char* icon = nullptr; ///< name of one of our drawings
        bool checkable = false;
        Reach reach = Reach::window;
    };

    /// keys: in QKeySequence's portable text; several are separated by "; ".
    QAction* add(const char* id,
                 const QString& text,
                 const QString& keys,
                 const Look& look,
                 const std::function<void(bool checked)>& run);
    /// Lets commands of the cutting reach work in this widget.
    void cut_in(QWidget& widget) const;

    /// Throws std::out_of_range for an id that there is not.
    [[nodiscard]] QAction* of(const char* id) const;

    [[nodiscard]] const std::vector<QAction*>& all() const { return actions_; }

private:
    QWidget& window_;
    std::vector<QAction*> actions_;
    std::vector<QAction*> cutting_;
};

} // namespace rushlight::app
