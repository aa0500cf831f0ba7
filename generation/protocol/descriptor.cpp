#include "generation/protocol/descriptor.hpp"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <stdexcept>
#include <system_error>
#include <utility>

namespace rushlight::generation {

Descriptor& Descriptor::operator=(Descriptor&& other) noexcept
{
    if (this != &other) {
        Descriptor old(std::exchange(number_, other.release()));
    }
    return *this;
}

Descriptor::~Descriptor()
{
    if (number_ >= 0) {
        ::close(number_);
    }
}

int Descriptor::release()
{
    return std::exchange(number_, -1);
}

Descriptor Descriptor::duplicate() const
{
    Descriptor copy(::fcntl(number_, F_DUPFD_CLOEXEC, 3));
    if (!copy) {
        throw std::system_error(errno, std::generic_category(), "cannot duplicate a descriptor");
    }
    return copy;
}

Descriptor sealed_memory(const std::string& name, std::span<const std::uint8_t> bytes)
{
    Descriptor memory(::memfd_create(name.c_str(), MFD_CLOEXEC | MFD_ALLOW_SEALING));
    if (!memory) {
        throw std::system_error(errno, std::generic_category(), "cannot make shared memory");
    }
    std::size_t done = 0;
    while (done < bytes.size()) {
        const auto count = ::write(memory.number(), bytes.data() + done, bytes.size() - done);
        if (count < 0 && errno == EINTR) {
            continue;
        }
        if (count <= 0) {
            throw std::system_error(errno, std::generic_category(), "cannot fill shared memory");
        }
        done += static_cast<std::size_t>(count);
    }
    if (::fcntl(memory.number(),
                F_ADD_SEALS,
                F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE | F_SEAL_SEAL) != 0) {
        throw std::system_error(errno, std::generic_category(), "cannot seal shared memory");
    }
    return memory;
}

std::vector<std::uint8_t> read_exactly(const Descriptor& file, std::size_t size)
{
    struct stat facts{};
    if (::fstat(file.number(), &facts) != 0 || !S_ISREG(facts.st_mode)) {
        throw std::runtime_error("what came with the message is not a file");
    }
    if (static_cast<std::uint64_t>(facts.st_size) != size) {
        throw std::runtime_error("what came with the message has " + std::to_string(facts.st_size) +
                                 " bytes, not " + std::to_string(size));
    }
    std::vector<std::uint8_t> bytes(size);
    std::size_t done = 0;
    while (done < size) {
        const auto count =
            ::pread(file.number(), bytes.data() + done, size - done, static_cast<off_t>(done));
        if (count < 0 && errno == EINTR) {
            continue;
        }
        if (count <= 0) {
            throw std::runtime_error("what came with the message was cut short");
        }
        done += static_cast<std::size_t>(count);
    }
    return bytes;
}

} // namespace rushlight::generation
