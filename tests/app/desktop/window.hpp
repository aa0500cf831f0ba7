#pragma once

#include "app/desktop/main_window.hpp"

#include <QTemporaryDir>
#include <functional>

namespace rushlight::app {

/// A window of a user with nothing yet, in a temporary folder; without an engine unless one is
/// named, with an earlier user's things where a folder is.
class Bench {
public:
    explicit Bench(const QString& engine = QStringLiteral("/no/engine"),
                   const QString& folder = {});
    ~Bench();

    /// Opens film.rushlight in the folder, made where it is not there.
    void open();
    /// A project with three clips of two seconds on V1, made without media.
    void open_film();

    [[nodiscard]] MainWindow& window() { return *window_; }

    [[nodiscard]] Workspace& workspace() { return window_->workspace(); }

    [[nodiscard]] QString folder() const { return folder_; }

    /// Every sentence told so far.
    [[nodiscard]] const QStringList& told() const { return told_; }

    /// Runs the event loop until something is so, at most thirty seconds.
    static bool until(const std::function<bool()>& so);

private:
    QTemporaryDir own_;
    QString folder_;
    std::unique_ptr<MainWindow> window_;
    QStringList told_;
};

} // namespace rushlight::app
