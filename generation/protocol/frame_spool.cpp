#include "generation/protocol/frame_spool.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <utility>

namespace rushlight::generation {

namespace {

using Code = SpoolError::Code;

constexpr std::size_t header_bytes = 4096;
constexpr std::size_t ready_at = 64;
constexpr std::uint32_t version = 1;
constexpr std::uint32_t rgb24 = 1;

struct Header {
    std::array<char, 8> magic;
    std::uint32_t version;
    std::uint32_t width;
    std::uint32_t height;
    std::uint32_t frames;
    std::uint32_t rate;
    std::uint32_t pixel_format;
    std::uint32_t stride;
    std::uint32_t frames_at;
};

constexpr std::array<char, 8> magic{'R', 'L', 'S', 'P', 'O', 'O', 'L', '1'};

/// Full, over a quota, or over what the file system can hold: all are cured by
/// more room.
Code room_or_io(int error)
{
    return error == ENOSPC || error == EDQUOT || error == EFBIG ? Code::full : Code::io;
}

[[noreturn]] void fail(Code code, const std::string& what)
{
    throw SpoolError(code, what + ": " + std::strerror(errno));
}

void write_bytes(int file, const void* from, std::size_t size, std::size_t at)
{
    const auto* bytes = static_cast<const std::uint8_t*>(from);
    while (size > 0) {
        const auto count = ::pwrite(file, bytes, size, static_cast<off_t>(at));
        if (count < 0 && errno == EINTR) {
            continue;
        }
        if (count <= 0) {
            fail(room_or_io(errno), "cannot write the frame spool");
        }
        bytes += count;
        size -= static_cast<std::size_t>(count);
        at += static_cast<std::size_t>(count);
    }
}

void read_bytes(int file, void* to, std::size_t size, std::size_t at)
{
    auto* bytes = static_cast<std::uint8_t*>(to);
    while (size > 0) {
        const auto count = ::pread(file, bytes, size, static_cast<off_t>(at));
        if (count < 0 && errno == EINTR) {
            continue;
        }
        if (count < 0) {
            fail(Code::io, "cannot read the frame spool");
        }
        if (count == 0) {
            throw SpoolError(Code::damaged, "the frame spool was cut short");
        }
        bytes += count;
        size -= static_cast<std::size_t>(count);
        at += static_cast<std::size_t>(count);
    }
}

void check(const SpoolFormat& format)
{
    const auto within = [](int value, int most) {
        return value >= 1 && value <= most;
    };
    if (!within(format.size.width, 8192) || !within(format.size.height, 8192) ||
        !within(format.frames, 100'000) || !within(format.rate, 1000)) {
        throw SpoolError(Code::damaged, "a frame spool of this size cannot be");
    }
}

SpoolFormat read_format(int file)
{
    Header header{};
    read_bytes(file, &header, sizeof header, 0);
    if (header.magic != magic) {
        throw SpoolError(Code::damaged, "the file is not a frame spool");
    }
    if (header.version != version || header.pixel_format != rgb24) {
        throw SpoolError(Code::damaged, "the frame spool is from a newer version");
    }
    const auto number = [](std::uint32_t value) {
        return value > 1'000'000 ? -1 : static_cast<int>(value);
    };
    SpoolFormat format{
        {number(header.width), number(header.height)}, number(header.frames), number(header.rate)};
    check(format);
    struct stat facts{};
    if (::fstat(file, &facts) != 0) {
        fail(Code::io, "cannot look at the frame spool");
    }
    const std::size_t needed =
        header_bytes + format.frame_bytes() * static_cast<std::size_t>(format.frames);
    if (header.stride != 3 * header.width || header.frames_at != header_bytes ||
        !S_ISREG(facts.st_mode) || static_cast<std::size_t>(facts.st_size) < needed) {
        throw SpoolError(Code::damaged, "the frame spool is shorter than its header says");
    }
    return format;
}

} // namespace

std::size_t SpoolFormat::frame_bytes() const
{
    return std::size_t{3} * static_cast<std::size_t>(size.width) *
           static_cast<std::size_t>(size.height);
}

FrameSpool::FrameSpool(Descriptor file, const SpoolFormat& format)
    : file_(std::move(file))
    , format_(format)
{
}

FrameSpool::FrameSpool(Descriptor file)
    : file_(std::move(file))
    , format_(read_format(file_.number()))
{
}

FrameSpool FrameSpool::create(const std::filesystem::path& path, const SpoolFormat& format)
{
    check(format);
    Descriptor file(::open(path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
    if (!file) {
        fail(room_or_io(errno), "cannot make " + path.string());
    }
    const std::size_t bytes =
        header_bytes + format.frame_bytes() * static_cast<std::size_t>(format.frames);
    const int refused = ::posix_fallocate(file.number(), 0, static_cast<off_t>(bytes));
    if (refused != 0) {
        ::unlink(path.c_str());
        errno = refused;
        fail(room_or_io(refused),
             "no room for " + std::to_string((bytes >> 20U) + 1) + " MiB of frames at " +
                 path.string());
    }
    const auto number = [](int value) {
        return static_cast<std::uint32_t>(value);
    };
    const Header header{magic,
                        version,
                        number(format.size.width),
                        number(format.size.height),
                        number(format.frames),
                        number(format.rate),
                        rgb24,
                        3 * number(format.size.width),
                        header_bytes};
    write_bytes(file.number(), &header, sizeof header, 0);
    return {std::move(file), format};
}

FrameSpool FrameSpool::open(const std::filesystem::path& path)
{
    Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (!file) {
        fail(Code::io, "cannot open " + path.string());
    }
    return FrameSpool(std::move(file));
}

int FrameSpool::frames_ready() const
{
    std::uint32_t ready = 0;
    read_bytes(file_.number(), &ready, sizeof ready, ready_at);
    if (ready > static_cast<std::uint32_t>(format_.frames)) {
        throw SpoolError(Code::damaged, "the frame spool says it has more frames than fit");
    }
    return static_cast<int>(ready);
}

void FrameSpool::write(int frame, std::span<const std::uint8_t> rgb)
{
    if (rgb.size() != format_.frame_bytes() || frame != frames_ready() || frame >= format_.frames) {
        throw std::invalid_argument("frames are written whole and in order");
    }
    const auto number = static_cast<std::size_t>(frame);
    write_bytes(file_.number(), rgb.data(), rgb.size(), header_bytes + number * rgb.size());
    // Both calls go through the page cache, which keeps their order for every
    // reader.
    const auto ready = static_cast<std::uint32_t>(frame + 1);
    write_bytes(file_.number(), &ready, sizeof ready, ready_at);
}

std::vector<std::uint8_t> FrameSpool::read(int frame) const
{
    if (frame < 0 || frame >= frames_ready()) {
        throw SpoolError(Code::damaged,
                         "frame " + std::to_string(frame) + " of the spool is not there yet");
    }
    std::vector<std::uint8_t> rgb(format_.frame_bytes());
    read_bytes(file_.number(),
               rgb.data(),
               rgb.size(),
               header_bytes + static_cast<std::size_t>(frame) * rgb.size());
    return rgb;
}

std::vector<std::uint8_t> FrameSpool::read_all() const
{
    std::vector<std::uint8_t> rgb;
    rgb.reserve(format_.frame_bytes() * static_cast<std::size_t>(format_.frames));
    for (int frame = 0; frame < format_.frames; ++frame) {
        const auto one = read(frame);
        rgb.insert(rgb.end(), one.begin(), one.end());
    }
    return rgb;
}

} // namespace rushlight::generation
