#pragma once

#include <string>

namespace rushlight::app::worker {

/// A failure to order, read from RUSHLIGHT_FAULT (see Session).
struct Fault {
    std::string kind; ///< empty: none
    int at = 1;       ///< the progress of a job that fails, counted from 1
    std::string file; ///< only while it exists

    [[nodiscard]] static Fault from_environment();
    /// The kind of failure due at this progress of a job; empty when none is. Removes the file.
    [[nodiscard]] std::string due(int progress) const;
};

} // namespace rushlight::app::worker
