#include "cameo/grant/file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <system_error>

namespace rushlight::cameo {

namespace {

[[noreturn]] void fail(int error, const std::filesystem::path& path)
{
    throw std::system_error(error, std::generic_category(), path.string());
}

/// A descriptor that closes itself.
class Descriptor {
public:
    Descriptor(const std::filesystem::path& path, int flags, mode_t mode = 0)
        : fd_(::open(path.c_str(), flags | O_CLOEXEC, mode))
    {
        if (fd_ < 0) {
            fail(errno, path);
        }
    }

    ~Descriptor() { ::close(fd_); }

    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;

    [[nodiscard]] int number() const { return fd_; }

private:
    int fd_;
};

void write_all(int fd, BytesView content, const std::filesystem::path& path)
{
    while (!content.empty()) {
        const ssize_t written = ::write(fd, content.data(), content.size());
        if (written < 0 && errno == EINTR) {
            continue;
        }
        if (written < 0) {
            fail(errno, path);
        }
        content = content.subspan(static_cast<std::size_t>(written));
    }
}

} // namespace

Bytes read_file(const std::filesystem::path& path, std::size_t most)
{
    // O_NONBLOCK: opening a pipe must not wait for its other end
    const Descriptor file(path, O_RDONLY | O_NONBLOCK);
    struct stat status{};
    if (::fstat(file.number(), &status) != 0) {
        fail(errno, path);
    }
    if (!S_ISREG(status.st_mode)) {
        fail(EINVAL, path);
    }
    Bytes content;
    std::array<std::uint8_t, 65536> part{};
    for (;;) {
        const ssize_t count = ::read(file.number(), part.data(), part.size());
        if (count < 0 && errno == EINTR) {
            continue;
        }
        if (count < 0) {
            fail(errno, path);
        }
        if (count == 0) {
            return content;
        }
        if (content.size() + static_cast<std::size_t>(count) > most) {
            fail(EFBIG, path);
        }
        content.insert(content.end(), part.begin(), part.begin() + count);
    }
}

void write_file(const std::filesystem::path& path, BytesView content, mode_t permissions)
{
    const std::filesystem::path folder = path.parent_path();
    const std::filesystem::path temporary =
        path.string() + "." + std::to_string(::getpid()) + ".part";
    try {
        const Descriptor file(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW, permissions);
        write_all(file.number(), content, temporary);
        if (::fchmod(file.number(), permissions) != 0 || ::fsync(file.number()) != 0) {
            fail(errno, temporary);
        }
        std::filesystem::rename(temporary, path);
        const Descriptor directory(folder, O_RDONLY | O_DIRECTORY);
        if (::fsync(directory.number()) != 0) {
            fail(errno, folder);
        }
    } catch (...) {
        std::error_code ignored;
        std::filesystem::remove(temporary, ignored);
        throw;
    }
}

} // namespace rushlight::cameo
