#include "storage/blob_store.hpp"

#include "storage/error.hpp"
#include "storage/files.hpp"
#include "storage/sha256.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <random>

namespace rushlight::storage {

namespace fs = std::filesystem;

namespace {

void check_extension(const std::string& extension)
{
    const bool fits = !extension.empty() && extension.size() <= 16 &&
                      std::all_of(extension.begin(), extension.end(), [](char c) {
                          return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
                      });
    if (!fits) {
        throw StorageError(StorageError::Code::invalid,
                           "'" + extension +
                               "' is no file extension; use 1 to 16 of a-z and 0-9, no dot");
    }
}

std::string random_name()
{
    std::random_device random;
    std::string name;
    for (int i = 0; i < 16; ++i) {
        name += "0123456789abcdef"[random() & 15U];
    }
    return name;
}

Moment modified(const fs::path& file)
{
    struct stat status{};
    if (::stat(file.c_str(), &status) != 0) {
        return now();
    }
    return Moment(std::chrono::milliseconds(std::int64_t{status.st_mtim.tv_sec} * 1000 +
                                            status.st_mtim.tv_nsec / 1'000'000));
}

/// The end of every put: content on the disk, then the name, then the folder.
Blob keep(const BlobStore& store, const OpenFile& file, const Hash& hash, const std::string& ext)
{
    const Blob blob{to_hex(hash), ext, static_cast<std::int64_t>(file.size())};
    ::fchmod(file.descriptor(), 0444);
    ::futimens(file.descriptor(), nullptr); // the sweeper's grace begins now
    file.sync();
    const fs::path to = store.path(blob);
    make_folder(to.parent_path());
    // over an older copy of the same bytes too: if that one was damaged, it is healed
    rename_durably(file.path(), to);
    return blob;
}

/// Removes a half-written file when the put that made it fails.
struct RemoveOnFailure {
    const fs::path& file;
    bool done = false;

    ~RemoveOnFailure()
    {
        if (!done) {
            ::unlink(file.c_str());
        }
    }
};

} // namespace

BlobStore::BlobStore(const fs::path& media, bool read_only)
    : media_(media)
{
    if (!read_only) {
        make_folder(media_);
        make_folder(media_ / "incoming");
    }
}

Blob BlobStore::put(BytesView bytes, const std::string& extension) const
{
    check_extension(extension);
    const fs::path temporary = incoming(extension);
    RemoveOnFailure guard{temporary};
    const OpenFile file = OpenFile::make(temporary);
    file.write(bytes);
    Blob blob = keep(*this, file, sha256(bytes), extension);
    guard.done = true;
    return blob;
}

Blob BlobStore::import(const fs::path& source, const std::string& extension) const
{
    check_extension(extension);
    const OpenFile from = OpenFile::for_reading(source);
    const fs::path temporary = incoming(extension);
    RemoveOnFailure guard{temporary};
    const OpenFile file = OpenFile::make(temporary);
    copy_content(from, file);
    // of the copy, so that the hash is that of what we hold even if the source changes meanwhile
    Blob blob = keep(*this, file, hash_file(temporary), extension);
    guard.done = true;
    return blob;
}

Blob BlobStore::adopt(const fs::path& finished, const std::string& extension) const
{
    check_extension(extension);
    const Hash hash = hash_file(finished);
    return keep(*this, OpenFile::for_reading(finished), hash, extension);
}

fs::path BlobStore::incoming(const std::string& extension) const
{
    return media_ / "incoming" / (random_name() + "." + extension);
}

fs::path BlobStore::path(const Blob& blob) const
{
    if (!is_hex_hash(blob.hash)) { // it comes from a row, which may come from a stranger
        throw StorageError(StorageError::Code::damaged,
                           "the project names a media file by '" + blob.hash +
                               "', which is no SHA-256");
    }
    check_extension(blob.extension);
    return media_ / blob.hash.substr(0, 2) / (blob.hash + "." + blob.extension);
}

bool BlobStore::contains(const Blob& blob) const
{
    std::error_code error;
    return fs::file_size(path(blob), error) == static_cast<std::uintmax_t>(blob.size) && !error;
}

bool BlobStore::verify(const Blob& blob) const
{
    return contains(blob) && to_hex(hash_file(path(blob))) == blob.hash;
}

Swept BlobStore::sweep(const std::function<bool(const std::string& hash)>& is_used,
                       Moment now,
                       std::chrono::hours grace) const
{
    Swept swept;
    const auto remove_if_old = [&](const fs::directory_entry& entry) {
        std::error_code error;
        const std::uintmax_t size = entry.file_size(error);
        if (!error && now - modified(entry.path()) > grace && fs::remove(entry.path(), error)) {
            swept.removed.push_back(entry.path());
            swept.bytes += size;
        }
    };
    std::error_code error;
    for (const auto& folder : fs::directory_iterator(media_, error)) {
        if (!folder.is_directory()) {
            continue;
        }
        const bool is_incoming = folder.path().filename() == "incoming";
        for (const auto& entry : fs::directory_iterator(folder.path(), error)) {
            const std::string stem = entry.path().stem().string();
            if (entry.is_regular_file() && !entry.is_symlink() &&
                (is_incoming || (is_hex_hash(stem) && !is_used(stem)))) {
                remove_if_old(entry);
            }
        }
    }
    return swept;
}

Reserve::Reserve(fs::path file, std::uint64_t bytes)
    : file_(std::move(file))
    , bytes_(bytes)
{
}

void Reserve::take() const
{
    std::error_code error;
    const std::uintmax_t free = fs::space(file_.parent_path(), error).available;
    // never the last of the disk: others need it now, the reserve is for later
    if (bytes_ == 0 || held() || error || free / 4 < bytes_) {
        return;
    }
    try {
        OpenFile::for_both(file_).reserve(bytes_);
    } catch (const StorageError&) {
        release();
    }
}

bool Reserve::release() const
{
    return ::unlink(file_.c_str()) == 0;
}

bool Reserve::held() const
{
    std::error_code error;
    return fs::file_size(file_, error) >= bytes_ && !error;
}

} // namespace rushlight::storage
