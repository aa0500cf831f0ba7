#pragma once

#include "app/desktop/workspace.hpp"
#include "tests/support/temporary_folder.hpp"

#include <QStringList>
#include <QWidget>
#include <functional>

namespace rushlight::app {

/// A user with an open film, in a temporary folder: for tests of one panel.
class PanelFilm {
public:
    PanelFilm();
    ~PanelFilm();

    /// A picture file in the folder, 320 × 180, of two colours.
    std::filesystem::path picture(const std::string& name);
    /// A film file of so many frames with sound.
    std::filesystem::path footage(const std::string& name, int frames);
    /// Imports a file; its asset's id.
    std::int64_t import(const std::filesystem::path& file);
    /// A take that is made, of 12 frames a second.
    std::int64_t
    take(const std::string& clip, std::int64_t seed, const std::string& prompt, int frames = 24);
    /// A take that could not be made.
    std::int64_t failed_take(const std::string& clip, const std::string& sentence);
    /// Puts a take on the timeline and selects it; the item's id.
    editor::Id place(std::int64_t take);

    [[nodiscard]] const test::TemporaryFolder& folder() const { return folder_; }

    [[nodiscard]] const QStringList& told() const { return told_; }

    /// Runs the event loop until something is so, at most thirty seconds.
    static bool until(const std::function<bool()>& so);
    /// Where RUSHLIGHT_GRABS names a folder, a picture of the widget is left there to be looked at.
    static void grab(QWidget& widget, const char* name, int width, int height);

private:
    test::TemporaryFolder folder_;
    QStringList told_;

public:
    Workspace workspace; ///< before the folder goes
};

/// What of a widget and its children can take the focus and has no accessible name.
[[nodiscard]] QStringList nameless(const QWidget& widget);

/// The child of that kind and name; fails the test where there is none.
template <class T>
[[nodiscard]] T& child(const QWidget& widget, const char* name)
{
    auto* const found = widget.findChild<T*>(QLatin1String(name));
    if (found == nullptr) {
        throw std::runtime_error(std::string("there is no ") + name);
    }
    return *found;
}

} // namespace rushlight::app
