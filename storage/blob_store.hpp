#pragma once

#include "storage/bytes.hpp"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace rushlight::storage {

/// An immutable file of the project, named by its content.
struct Blob {
    std::string hash;      ///< SHA-256, 64 lower-case hexadecimal digits
    std::string extension; ///< without the dot: "mkv"
    std::int64_t size = 0; ///< bytes

    bool operator==(const Blob&) const = default;
};

struct Swept {
    std::vector<std::filesystem::path> removed;
    std::uint64_t bytes = 0;
};

/// The folder `media/`: `media/ab/<sha256>.<ext>` never change, `media/incoming/` holds what is
/// still being written. When a function that puts returns, the file survives a power cut; the
/// caller writes the row that names it afterwards.
///
/// Errors    StorageError: full, missing, io, invalid (extension).
/// Threads   any; instances hold nothing but the path.
class BlobStore {
public:
    /// Makes the folders when they are not there, unless `read_only`.
    explicit BlobStore(const std::filesystem::path& media, bool read_only = false);

    Blob put(BytesView bytes, const std::string& extension) const;
    /// Copies a file of the user in; shares its blocks where the file system can.
    Blob import(const std::filesystem::path& source, const std::string& extension) const;
    /// Takes a finished file of `incoming()` over; it is gone from there afterwards.
    Blob adopt(const std::filesystem::path& finished, const std::string& extension) const;

    /// A path in `media/incoming/` that nobody has; for writers that want a name (FFmpeg, spools).
    [[nodiscard]] std::filesystem::path incoming(const std::string& extension) const;
    [[nodiscard]] std::filesystem::path path(const Blob& blob) const;
    [[nodiscard]] bool contains(const Blob& blob) const;
    /// Reads the whole file: it is there, has its size and its hash.
    [[nodiscard]] bool verify(const Blob& blob) const;

    /// Removes blobs whose hash `is_used` denies and left-over incoming files, all only when they
    /// are older than `grace` (a row may be about to name them).
    Swept sweep(const std::function<bool(const std::string& hash)>& is_used,
                Moment now,
                std::chrono::hours grace = std::chrono::hours(72)) const;

    [[nodiscard]] const std::filesystem::path& folder() const { return media_; }

private:
    std::filesystem::path media_;
};

/// A file that only takes up space, to be given back when the disk is full, so that edits and
/// deletes still go through.
class Reserve {
public:
    Reserve(std::filesystem::path file, std::uint64_t bytes);

    /// Takes the space if four times as much is free; too little is no error here.
    void take() const;
    /// Gives it back; false when there was nothing to give.
    bool release() const;
    [[nodiscard]] bool held() const;

private:
    std::filesystem::path file_;
    std::uint64_t bytes_;
};

} // namespace rushlight::storage
