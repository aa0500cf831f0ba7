#include "tests/storage/disk/recorder.hpp"

#include <fcntl.h>
#include <linux/fs.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdarg>
#include <mutex>
#include <stdexcept>

namespace rushlight::test::disk {

namespace {

struct Record {
    std::filesystem::path folder;
    std::vector<Operation> operations;
    std::map<Inode, std::map<std::string, Inode>> folders{{root, {}}}; ///< as they are now
    std::map<int, Inode> open;                                         ///< descriptor → file
    Inode next = root + 1;
    bool syncs_forgotten = false;
    std::optional<Fault> fault;
    int writes = 0;
    int syncs = 0;
    std::size_t longest_write = 0;

    struct Place {
        Inode folder = -1;
        std::string name;
        std::optional<Inode> inode;
    };

    /// Nothing for a path that is not below the recorded folder.
    std::optional<Place> find(const char* path)
    {
        const auto full = std::filesystem::absolute(path).lexically_normal();
        const auto relative = full.lexically_relative(folder);
        if (relative.empty() || *relative.begin() == "..") {
            return std::nullopt;
        }
        if (relative == ".") {
            return Place{-1, "", root};
        }
        Place place{root, "", root};
        for (const auto& part : relative) {
            if (part.empty()) {
                continue;
            }
            if (!place.inode) {
                return std::nullopt;
            }
            place.folder = *place.inode;
            place.name = part.string();
            const auto& entries = folders[place.folder];
            const auto entry = entries.find(place.name);
            place.inode = entry == entries.end() ? std::nullopt : std::optional(entry->second);
        }
        return place;
    }

    std::optional<Inode> file(int descriptor) const
    {
        const auto found = open.find(descriptor);
        return found == open.end() ? std::nullopt : std::optional(found->second);
    }

    /// errno of the fault, if this call is to fail.
    int fails(Fault::Calls calls)
    {
        ++(calls == Fault::Calls::writes ? writes : syncs);
        if (!fault || fault->calls != calls || fault->after-- > 0) {
            return 0;
        }
        const int error = fault->error;
        if (!fault->stays) {
            fault.reset();
        }
        return error;
    }
};

std::recursive_mutex mutex; // guards `record`
Record* record = nullptr;

using Lock = std::lock_guard<std::recursive_mutex>;

} // namespace

Recorder::Recorder(const std::filesystem::path& folder)
{
    const Lock lock(mutex);
    if (record != nullptr || !std::filesystem::is_empty(folder)) {
        throw std::logic_error("one recorder at a time, and on an empty folder");
    }
    record = new Record;
    record->folder = std::filesystem::absolute(folder).lexically_normal();
}

Recorder::~Recorder()
{
    const Lock lock(mutex);
    delete record;
    record = nullptr;
}

void Recorder::acknowledge(std::uint64_t number)
{
    const Lock lock(mutex);
    record->operations.push_back({.kind = Operation::Kind::acknowledge, .offset = number});
}

const std::vector<Operation>& Recorder::operations() const
{
    return record->operations;
}

void Recorder::forget_syncs()
{
    record->syncs_forgotten = true;
}

void Recorder::set_fault(std::optional<Fault> fault)
{
    record->fault = fault;
}

int Recorder::calls(Fault::Calls kind) const
{
    return kind == Fault::Calls::writes ? record->writes : record->syncs;
}

void Recorder::shorten_writes(std::size_t bytes)
{
    record->longest_write = bytes;
}

namespace {

using Kind = Operation::Kind;

int failed(int error)
{
    errno = error;
    return -1;
}

int recorded_open(const char* path, int flags, mode_t mode)
{
    const Lock lock(mutex);
    auto place = record != nullptr ? record->find(path) : std::nullopt;
    const bool makes = place && !place->inode && (flags & O_CREAT) != 0;
    if (makes) {
        if (const int error = record->fails(Fault::Calls::writes)) {
            return failed(error);
        }
    }
    const auto descriptor = static_cast<int>(::syscall(SYS_openat, AT_FDCWD, path, flags, mode));
    if (descriptor < 0 || !place) {
        return descriptor;
    }
    if (makes) {
        place->inode = record->next++;
        record->folders[place->folder][place->name] = *place->inode;
        record->operations.push_back({.kind = Kind::make,
                                      .inode = *place->inode,
                                      .folder = place->folder,
                                      .name = place->name});
    } else if (place->inode && (flags & O_TRUNC) != 0) {
        record->operations.push_back({.kind = Kind::resize, .inode = *place->inode});
    }
    if (place->inode) {
        record->open[descriptor] = *place->inode;
    }
    return descriptor;
}

ssize_t recorded_write(int descriptor, const void* bytes, std::size_t size, std::int64_t offset)
{
    const Lock lock(mutex);
    const auto inode = record != nullptr ? record->file(descriptor) : std::nullopt;
    if (inode) {
        if (const int error = record->fails(Fault::Calls::writes)) {
            return failed(error);
        }
        if (record->longest_write > 0 && offset < 0) {
            size = std::min(size, record->longest_write);
        }
    }
    const std::int64_t at = offset >= 0 || !inode ? offset : ::lseek(descriptor, 0, SEEK_CUR);
    const auto written = offset >= 0 ? ::syscall(SYS_pwrite64, descriptor, bytes, size, offset)
                                     : ::syscall(SYS_write, descriptor, bytes, size);
    if (inode && written > 0) {
        record->operations.push_back({.kind = Kind::write,
                                      .inode = *inode,
                                      .offset = static_cast<std::uint64_t>(at),
                                      .bytes = std::string(static_cast<const char*>(bytes),
                                                           static_cast<std::size_t>(written))});
    }
    return written;
}

int recorded_sync(int descriptor)
{
    const Lock lock(mutex);
    const auto inode = record != nullptr ? record->file(descriptor) : std::nullopt;
    if (!inode) {
        return 0;
    }
    if (const int error = record->fails(Fault::Calls::syncs)) {
        return failed(error);
    }
    if (!record->syncs_forgotten) {
        record->operations.push_back({.kind = Kind::sync, .inode = *inode});
    }
    return 0;
}

int recorded_resize(int descriptor, std::int64_t size)
{
    const Lock lock(mutex);
    const auto inode = record != nullptr ? record->file(descriptor) : std::nullopt;
    if (inode) {
        if (const int error = record->fails(Fault::Calls::writes)) {
            return failed(error);
        }
    }
    const auto result = static_cast<int>(::syscall(SYS_ftruncate, descriptor, size));
    if (inode && result == 0) {
        record->operations.push_back(
            {.kind = Kind::resize, .inode = *inode, .offset = static_cast<std::uint64_t>(size)});
    }
    return result;
}

int recorded_removal(const char* path, int flags)
{
    const Lock lock(mutex);
    const auto place = record != nullptr ? record->find(path) : std::nullopt;
    const auto result = static_cast<int>(::syscall(SYS_unlinkat, AT_FDCWD, path, flags));
    if (place && place->inode && result == 0) {
        record->folders[place->folder].erase(place->name);
        record->operations.push_back({.kind = Kind::remove,
                                      .inode = *place->inode,
                                      .folder = place->folder,
                                      .name = place->name});
    }
    return result;
}

} // namespace

} // namespace rushlight::test::disk

using namespace rushlight::test::disk;

extern "C" {

int open(const char* path, int flags, ...)
{
    va_list rest;
    va_start(rest, flags);
    const mode_t mode = (flags & (O_CREAT | O_TMPFILE)) != 0 ? va_arg(rest, mode_t) : 0;
    va_end(rest);
    return recorded_open(path, flags, mode);
}

int open64(const char* path, int flags, ...)
{
    va_list rest;
    va_start(rest, flags);
    const mode_t mode = (flags & (O_CREAT | O_TMPFILE)) != 0 ? va_arg(rest, mode_t) : 0;
    va_end(rest);
    return recorded_open(path, flags, mode);
}

int close(int descriptor)
{
    {
        const Lock lock(mutex);
        if (record != nullptr) {
            record->open.erase(descriptor);
        }
    }
    return static_cast<int>(::syscall(SYS_close, descriptor));
}

ssize_t write(int descriptor, const void* bytes, size_t size)
{
    return recorded_write(descriptor, bytes, size, -1);
}

ssize_t pwrite(int descriptor, const void* bytes, size_t size, off_t offset)
{
    return recorded_write(descriptor, bytes, size, offset);
}

ssize_t pwrite64(int descriptor, const void* bytes, size_t size, off64_t offset)
{
    return recorded_write(descriptor, bytes, size, offset);
}

int fsync(int descriptor)
{
    return recorded_sync(descriptor);
}

int fdatasync(int descriptor)
{
    return recorded_sync(descriptor);
}

int ftruncate(int descriptor, off_t size) noexcept
{
    return recorded_resize(descriptor, size);
}

int ftruncate64(int descriptor, off64_t size) noexcept
{
    return recorded_resize(descriptor, size);
}

int mkdir(const char* path, mode_t mode) noexcept
{
    const Lock lock(mutex);
    const auto place = record != nullptr ? record->find(path) : std::nullopt;
    const auto result = static_cast<int>(::syscall(SYS_mkdir, path, mode));
    if (place && result == 0) {
        const Inode inode = record->next++;
        record->folders[place->folder][place->name] = inode;
        record->folders[inode];
        record->operations.push_back({.kind = Operation::Kind::make_folder,
                                      .inode = inode,
                                      .folder = place->folder,
                                      .name = place->name});
    }
    return result;
}

int rename(const char* from, const char* to) noexcept
{
    const Lock lock(mutex);
    const auto source = record != nullptr ? record->find(from) : std::nullopt;
    const auto target = record != nullptr ? record->find(to) : std::nullopt;
    if (target) {
        if (const int error = record->fails(Fault::Calls::writes)) {
            errno = error;
            return -1;
        }
    }
    const auto result = static_cast<int>(::syscall(SYS_rename, from, to));
    if (source && target && source->inode && result == 0) {
        record->folders[source->folder].erase(source->name);
        record->folders[target->folder][target->name] = *source->inode;
        record->operations.push_back({.kind = Operation::Kind::rename,
                                      .inode = *source->inode,
                                      .folder = source->folder,
                                      .name = source->name,
                                      .to_folder = target->folder,
                                      .to_name = target->name});
    }
    return result;
}

int unlink(const char* path) noexcept
{
    return recorded_removal(path, 0);
}

int rmdir(const char* path) noexcept
{
    return recorded_removal(path, AT_REMOVEDIR);
}

int remove(const char* path) noexcept
{
    const int result = recorded_removal(path, 0);
    return result != 0 && errno == EISDIR ? recorded_removal(path, AT_REMOVEDIR) : result;
}

int posix_fallocate(int descriptor, off_t offset, off_t size)
{
    {
        const Lock lock(mutex);
        if (record != nullptr && record->file(descriptor)) {
            return recorded_resize(descriptor, size) == 0 ? 0 : errno;
        }
    }
    return ::syscall(SYS_fallocate, descriptor, 0, offset, size) == 0 ? 0 : errno;
}

int ioctl(int descriptor, unsigned long request, ...) noexcept
{
    va_list rest;
    va_start(rest, request);
    const auto argument = va_arg(rest, unsigned long);
    va_end(rest);
    if (request == FICLONE) {
        errno = EOPNOTSUPP; // so that copies are seen as reads and writes
        return -1;
    }
    return static_cast<int>(::syscall(SYS_ioctl, descriptor, request, argument));
}

ssize_t copy_file_range(int, off64_t*, int, off64_t*, size_t, unsigned)
{
    errno = ENOSYS; // as above
    return -1;
}
}
