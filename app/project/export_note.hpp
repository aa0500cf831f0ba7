#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace rushlight::app {

/// Says on the disk that an export is under way, so that one that was killed is told at the
/// studio's next start. It is kept in the user's data folder, locked by the process that exports.
class ExportNote {
public:
    /// Does without where nothing can be written there: an export matters more than its note.
    explicit ExportNote(const std::filesystem::path& out);
    /// The export ended by itself, however it ended.
    ~ExportNote();
    ExportNote(const ExportNote&) = delete;
    ExportNote& operator=(const ExportNote&) = delete;

private:
    std::filesystem::path note_;
    int lock_ = -1;
};

/// Exports whose process was killed: one sentence each, told once. The half files that they left
/// are removed.
[[nodiscard]] std::vector<std::string> interrupted_exports();

} // namespace rushlight::app
