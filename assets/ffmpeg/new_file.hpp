#pragma once

#include <filesystem>
#include <string>

namespace rushlight::assets {

/// A file in the making: another name in the same folder until keep(); removed if that never comes.
/// Throws MediaError.
class NewFile {
public:
    explicit NewFile(std::filesystem::path file);
    ~NewFile();
    NewFile(const NewFile&) = delete;
    NewFile& operator=(const NewFile&) = delete;

    [[nodiscard]] const std::filesystem::path& file() const { return file_; }

    [[nodiscard]] const std::filesystem::path& temporary() const { return temporary_; }

    /// Brings the bytes to the disk, gives the file its name, and the folder to the disk too.
    void keep();

    /// The error to throw for an errno value: full where the disk is, else io.
    [[noreturn]] void fail(int error_number) const;

private:
    std::filesystem::path file_;
    std::filesystem::path temporary_;
    bool kept_ = false;
};

} // namespace rushlight::assets
