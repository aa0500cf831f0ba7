#pragma once

#include "app/desktop/workspace.hpp"

namespace rushlight::app {

/// Brings files into the open project on a thread of its own.
/// Threads: the UI thread.
class Importer : public QObject {
    Q_OBJECT

public:
    explicit Importer(Workspace& workspace, QObject* parent = nullptr);
    ~Importer() override;

    /// Copies the files into the project, one after another; with a frame they are then laid end to
    /// end from there on, pictures on the track named (or the first), their sound below. What
    /// cannot be read is told and left out.
    void import(const QStringList& files, std::optional<std::int64_t> frame, editor::Id track);

signals:
    void imported(); ///< assets have come

private:
    Workspace& workspace_;
    struct State;
    std::unique_ptr<State> state_;
};

} // namespace rushlight::app
