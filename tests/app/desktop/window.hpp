#pragma once

#include "app/desktop/main_window.hpp"

#include <QTemporaryDir>
#include <functional>

namespace rushlight::app {

/// A window of a user with nothing yet, in a temporary folder; without an engine unless one is
/// named.
class Bench {
public:
    explicit Bench(const QString& engine = QStringLiteral("/no/engine"));
    ~Bench();

    /// A project with three clips of two seconds on V1, made without media.
    void open_film();

    [[nodiscard]] MainWindow& window() { return *window_; }

    [[nodiscard]] Workspace& workspace() { return window_->workspace(); }

    [[nodiscard]] QString folder() const { return folder_.path(); }

    /// Every sentence told so far.
    [[nodiscard]] const QStringList& told() const { return told_; }

    /// Runs the event loop until something is so, at most five seconds.
    static bool until(const std::function<bool()>& so);

private:
    QTemporaryDir folder_;
    std::unique_ptr<MainWindow> window_;
    QStringList told_;
};

} // namespace rushlight::app
