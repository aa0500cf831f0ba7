#pragma once

#include "storage/files.hpp"

#include <filesystem>
#include <optional>
#include <string>

namespace rushlight::storage {

/// The project's `.lock`: whoever holds it is the one writer. The kernel lets go of it when the
/// process ends, however it ends.
class ProjectLock {
public:
    /// Nothing when another process, or another Project in this one, holds it.
    static std::optional<ProjectLock> take(const std::filesystem::path& file);
    /// Who holds it, for a sentence: "process 123 on this computer".
    [[nodiscard]] static std::string holder(const std::filesystem::path& file);

private:
    explicit ProjectLock(OpenFile file)
        : file_(std::move(file))
    {
    }

    OpenFile file_;
};

} // namespace rushlight::storage
