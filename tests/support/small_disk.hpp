#pragma once

#include <filesystem>
#include <functional>

namespace rushlight::test {

inline constexpr int cannot_mount = 77;

/// Runs `work` in a child process that alone sees a tmpfs of this size ("size=6m") at `folder`. 0
/// when `work` returns true, cannot_mount where the system does not allow the mount.
[[nodiscard]] int on_small_disk(const std::filesystem::path& folder,
                                const char* size,
                                const std::function<bool()>& work);

} // namespace rushlight::test
