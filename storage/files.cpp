#include "storage/files.hpp"

#include "storage/error.hpp"

#include <fcntl.h>
#include <linux/fs.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <utility>

namespace rushlight::storage {

namespace fs = std::filesystem;

void fail_with(int error, const std::string& doing, const fs::path& path)
{
    using Code = StorageError::Code;
    const std::string what = doing + " " + path.string() + ": ";
    switch (error) {
    case ENOSPC:
    case EDQUOT:
        throw StorageError(Code::full, what + "the disk is full; free some space and try again");
    case ENOENT:
    case ENOTDIR:
        throw StorageError(Code::missing, what + "it is not there; check the path");
    case EACCES:
    case EPERM:
    case EROFS:
        throw StorageError(Code::io, what + "no permission; choose a folder that you may write");
    default:
        throw StorageError(Code::io,
                           what + std::generic_category().message(error) + "; check the disk");
    }
}

OpenFile::OpenFile(const fs::path& path, int flags)
    : path_(path)
    , descriptor_(::open(path.c_str(), flags | O_CLOEXEC, 0644))
{
    if (descriptor_ < 0) {
        fail_with(errno, "cannot open", path);
    }
}

OpenFile OpenFile::for_reading(const fs::path& path)
{
    OpenFile file(path, O_RDONLY);
    struct stat status{};
    if (::fstat(file.descriptor_, &status) != 0 || !S_ISREG(status.st_mode)) {
        throw StorageError(StorageError::Code::io,
                           "cannot read " + path.string() + ": it is not a file");
    }
    return file;
}

OpenFile OpenFile::for_both(const fs::path& path)
{
    return {path, O_RDWR | O_CREAT};
}

OpenFile OpenFile::make(const fs::path& path)
{
    return {path, O_RDWR | O_CREAT | O_EXCL};
}

OpenFile::OpenFile(OpenFile&& other) noexcept
    : path_(std::move(other.path_))
    , descriptor_(std::exchange(other.descriptor_, -1))
{
}

OpenFile& OpenFile::operator=(OpenFile&& other) noexcept
{
    std::swap(path_, other.path_);
    std::swap(descriptor_, other.descriptor_);
    return *this;
}

OpenFile::~OpenFile()
{
    if (descriptor_ >= 0) {
        ::close(descriptor_);
    }
}

std::size_t OpenFile::read(std::span<std::uint8_t> piece) const
{
    std::size_t done = 0;
    while (done < piece.size()) {
        const ssize_t got = ::read(descriptor_, piece.data() + done, piece.size() - done);
        if (got == 0) {
            break;
        }
        if (got < 0 && errno != EINTR) {
            fail_with(errno, "cannot read", path_);
        }
        done += got > 0 ? static_cast<std::size_t>(got) : 0;
    }
    return done;
}

void OpenFile::write(BytesView bytes) const
{
    while (!bytes.empty()) {
        const ssize_t put = ::write(descriptor_, bytes.data(), bytes.size());
        if (put < 0 && errno != EINTR) {
            fail_with(errno, "cannot write", path_);
        }
        bytes = bytes.subspan(put > 0 ? static_cast<std::size_t>(put) : 0);
    }
}

void OpenFile::seek(std::uint64_t offset) const
{
    if (::lseek(descriptor_, static_cast<off_t>(offset), SEEK_SET) < 0) {
        fail_with(errno, "cannot read", path_);
    }
}

std::uint64_t OpenFile::size() const
{
    struct stat status{};
    if (::fstat(descriptor_, &status) != 0) {
        fail_with(errno, "cannot read", path_);
    }
    return static_cast<std::uint64_t>(status.st_size);
}

void OpenFile::resize(std::uint64_t size) const
{
    if (::ftruncate(descriptor_, static_cast<off_t>(size)) != 0) {
        fail_with(errno, "cannot write", path_);
    }
}

void OpenFile::reserve(std::uint64_t size) const
{
    const int error = ::posix_fallocate(descriptor_, 0, static_cast<off_t>(size));
    if (error != 0) {
        fail_with(error, "cannot reserve space for", path_);
    }
}

void OpenFile::sync() const
{
    if (::fsync(descriptor_) != 0) {
        fail_with(errno, "cannot write", path_);
    }
}

void sync_folder(const fs::path& folder)
{
    const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor < 0) {
        fail_with(errno, "cannot open", folder);
    }
    const int result = ::fsync(descriptor);
    const int error = errno;
    ::close(descriptor);
    // some network file systems have no fsync for folders, and nothing better to call
    if (result != 0 && error != EINVAL) {
        fail_with(error, "cannot write", folder);
    }
}

void make_folder(const fs::path& folder)
{
    if (::mkdir(folder.c_str(), 0755) == 0) {
        sync_folder(folder.parent_path().empty() ? fs::path(".") : folder.parent_path());
    } else if (errno != EEXIST || !fs::is_directory(folder)) {
        fail_with(errno, "cannot make the folder", folder);
    }
}

void rename_durably(const fs::path& from, const fs::path& to)
{
    if (::rename(from.c_str(), to.c_str()) != 0) {
        fail_with(errno, "cannot rename to", to);
    }
    sync_folder(to.parent_path());
}

void copy_content(const OpenFile& from, const OpenFile& to)
{
    if (::ioctl(to.descriptor(), FICLONE, from.descriptor()) == 0) {
        return;
    }
    std::uint64_t left = from.size();
    while (left > 0) {
        const ssize_t copied =
            ::copy_file_range(from.descriptor(), nullptr, to.descriptor(), nullptr, left, 0);
        if (copied < 0 && (errno == ENOSPC || errno == EDQUOT || errno == EIO)) {
            fail_with(errno, "cannot write", to.path());
        }
        if (copied <= 0) {
            break; // not between these two: read and write from here on
        }
        left -= static_cast<std::uint64_t>(copied);
    }
    Bytes piece(std::size_t{1} << 20);
    while (const std::size_t size = from.read(piece)) {
        to.write(BytesView(piece).first(size));
    }
}

bool is_network_type(std::uint32_t type)
{
    // NFS, SMB, SMB2, CIFS, FUSE (sshfs among it), AFS, Ceph, NCP, Coda, 9P, OCFS2, GFS2, Lustre
    static constexpr std::array<std::uint32_t, 13> network{0x6969,
                                                           0x517B,
                                                           0xFE534D42,
                                                           0xFF534D42,
                                                           0x65735546,
                                                           0x5346414F,
                                                           0x00C36400,
                                                           0x564C,
                                                           0x73757245,
                                                           0x01021997,
                                                           0x7461636F,
                                                           0x01161970,
                                                           0x0BD00BD0};
    return std::find(network.begin(), network.end(), type) != network.end();
}

bool on_network(const fs::path& folder)
{
    struct statfs status{};
    return ::statfs(folder.c_str(), &status) == 0 &&
           is_network_type(static_cast<std::uint32_t>(status.f_type));
}

} // namespace rushlight::storage
