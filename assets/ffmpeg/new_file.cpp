#include "assets/ffmpeg/new_file.hpp"

#include "assets/error.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <system_error>

namespace rushlight::assets {

namespace {

/// fsync of a file or folder by name; 0 or an errno value.
int to_disk(const std::filesystem::path& path, int flags)
{
    const int descriptor = open(path.c_str(), flags | O_CLOEXEC);
    if (descriptor < 0) {
        return errno;
    }
    const int error = fsync(descriptor) == 0 ? 0 : errno;
    close(descriptor);
    return error == EINVAL ? 0 : error; // a file system without fsync
}

} // namespace

NewFile::NewFile(std::filesystem::path file)
    : file_(std::move(file))
{
    if (std::filesystem::is_directory(file_)) {
        fail(EISDIR);
    }
    std::string name = ".";
    name.append(file_.filename().string()).append(".XXXXXX");
    name = (file_.parent_path() / name).string();
    const int descriptor = mkostemp(name.data(), O_CLOEXEC);
    if (descriptor < 0) {
        fail(errno);
    }
    fchmod(descriptor, 0644);
    close(descriptor);
    temporary_ = name;
}

NewFile::~NewFile()
{
    if (!kept_) {
        std::error_code ignored;
        std::filesystem::remove(temporary_, ignored);
    }
}

void NewFile::keep()
{
    if (const int error = to_disk(temporary_, O_RDONLY); error != 0) {
        fail(error);
    }
    if (std::rename(temporary_.c_str(), file_.c_str()) != 0) {
        fail(errno);
    }
    kept_ = true;
    const auto folder = file_.has_parent_path() ? file_.parent_path() : std::filesystem::path(".");
    if (const int error = to_disk(folder, O_RDONLY | O_DIRECTORY); error != 0) {
        fail(error);
    }
}

void NewFile::fail(int error_number) const
{
    const std::string start = "cannot write " + file_.filename().string() + ": ";
    switch (error_number) {
    case ENOSPC:
    case EDQUOT:
    case EFBIG:
        throw MediaError(MediaError::Code::full,
                         start + "the disk is full; free some space or choose another folder");
    case ENOENT:
        throw MediaError(MediaError::Code::missing,
                         start + "the folder " + file_.parent_path().string() +
                             " does not exist; make it first");
    case EACCES:
    case EPERM:
    case EROFS:
        throw MediaError(MediaError::Code::io,
                         start + "writing there is not permitted; choose another folder");
    case EISDIR:
        throw MediaError(MediaError::Code::invalid,
                         start + "a folder has that name; choose another name");
    default:
        throw MediaError(MediaError::Code::io,
                         start + std::generic_category().message(error_number) +
                             "; check the disk it is on");
    }
}

} // namespace rushlight::assets
