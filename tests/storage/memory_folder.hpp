#pragma once

#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <system_error>

namespace rushlight::test {

/// A fresh folder in memory where the system has /dev/shm, else in its temporary folder; for tests
/// that make thousands of files. Removed at the end.
class MemoryFolder {
public:
    MemoryFolder()
    {
        const std::filesystem::path shared = "/dev/shm";
        const auto parent =
            ::access(shared.c_str(), W_OK) == 0 ? shared : std::filesystem::temp_directory_path();
        std::string pattern = (parent / "rushlight-test-XXXXXX").string();
        if (::mkdtemp(pattern.data()) == nullptr) {
            throw std::filesystem::filesystem_error(
                "cannot make a folder", pattern, std::error_code(errno, std::generic_category()));
        }
        path_ = pattern;
    }

    ~MemoryFolder()
    {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }

    MemoryFolder(const MemoryFolder&) = delete;
    MemoryFolder& operator=(const MemoryFolder&) = delete;

    [[nodiscard]] const std::filesystem::path& path() const { return path_; }

    [[nodiscard]] std::filesystem::path operator/(const std::filesystem::path& name) const
    {
        return path_ / name;
    }

private:
    std::filesystem::path path_;
};

} // namespace rushlight::test
