#pragma once

#include "storage/bytes.hpp"

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>

namespace rushlight::storage {

/// A file descriptor with its path, closed when it dies. Every function throws StorageError whose
/// sentence names the path: full, missing, io.
class OpenFile {
public:
    static OpenFile for_reading(const std::filesystem::path& path);
    static OpenFile for_both(const std::filesystem::path& path); ///< made if it is not there
    /// Makes a file that must not be there yet.
    static OpenFile make(const std::filesystem::path& path);

    ~OpenFile();
    OpenFile(OpenFile&& other) noexcept;
    OpenFile(const OpenFile&) = delete;
    OpenFile& operator=(const OpenFile&) = delete;
    OpenFile& operator=(OpenFile&& other) noexcept;

    /// Fills `piece` as far as the file reaches; 0 at its end.
    [[nodiscard]] std::size_t read(std::span<std::uint8_t> piece) const;
    void write(BytesView bytes) const;
    void seek(std::uint64_t offset) const;
    [[nodiscard]] std::uint64_t size() const;
    void resize(std::uint64_t size) const;
    /// Takes the space on the disk now (posix_fallocate).
    void reserve(std::uint64_t size) const;
    /// Returns when the content is on the disk.
    void sync() const;

    [[nodiscard]] int descriptor() const { return descriptor_; }

    [[nodiscard]] const std::filesystem::path& path() const { return path_; }

private:
    OpenFile(const std::filesystem::path& path, int flags);

    std::filesystem::path path_;
    int descriptor_;
};

/// Throws the StorageError for errno `error` met while doing `doing` ("cannot write") to `path`.
[[noreturn]] void fail_with(int error, const std::string& doing, const std::filesystem::path& path);

/// Returns when the folder's entries (files made, renamed, removed in it) are on the disk.
void sync_folder(const std::filesystem::path& folder);
/// Makes the folder, not its parents, and syncs its parent; nothing to do when it is there.
void make_folder(const std::filesystem::path& folder);
/// Renames and syncs the folder of the new name; replaces what had that name.
void rename_durably(const std::filesystem::path& from, const std::filesystem::path& to);
/// Copies the content of `from` into the empty `to`: shares its blocks where the file system can
/// (reflink), else copies inside the kernel, else by reading and writing.
void copy_content(const OpenFile& from, const OpenFile& to);

/// The file system of `folder` is one on which WAL does not work: NFS, SMB, FUSE, …
[[nodiscard]] bool on_network(const std::filesystem::path& folder);
/// The same by statfs's f_type.
[[nodiscard]] bool is_network_type(std::uint32_t type);

} // namespace rushlight::storage
