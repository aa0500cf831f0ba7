#pragma once

#include "generation/protocol/descriptor.hpp"
#include "generation/protocol/request.hpp"

#include <cstdint>
#include <filesystem>
#include <span>
#include <stdexcept>
#include <vector>

namespace rushlight::generation {

class SpoolError : public std::runtime_error {
public:
    enum class Code : std::uint8_t { full, damaged, io };

    SpoolError(Code why, const std::string& sentence)
        : std::runtime_error(sentence)
        , code(why)
    {
    }

    Code code;
};

/// What a spool holds: RGB24 frames, sRGB full range, rows packed.
struct SpoolFormat {
    Size size;
    int frames = 0;
    int rate = 12; ///< frames a second

    [[nodiscard]] std::size_t frame_bytes() const;

    bool operator==(const SpoolFormat&) const = default;
};

/// A file through which the worker hands frames to the studio, frame after
/// frame. Layout, little endian: a header of 4096 bytes (magic "RLSPOOL1",
/// version, width, height, frames, rate, pixel format, stride, where the frames
/// begin, and at byte 64 the count of frames that are ready), then the frames.
/// The studio creates it, allocated in full, so that a full disk shows before
/// the job starts; the worker gets a descriptor, never a path. It is read and
/// written by pread and pwrite and never mapped, so that a file cut short is an
/// error and not a signal. Threads: one writer process, any number of readers.
class FrameSpool {
public:
    /// Makes a new file, mode 0600. Throws SpoolError{full} when the disk has no
    /// room (nothing is left behind), {io} when it exists or cannot be made.
    [[nodiscard]] static FrameSpool create(const std::filesystem::path& path,
                                           const SpoolFormat& format);
    /// Opens a file to read. Throws SpoolError.
    [[nodiscard]] static FrameSpool open(const std::filesystem::path& path);
    /// Takes a descriptor; checks the header and that the file is as large as it
    /// says. Throws SpoolError{damaged}.
    explicit FrameSpool(Descriptor file);

    [[nodiscard]] const SpoolFormat& format() const { return format_; }

    [[nodiscard]] const Descriptor& file() const { return file_; }

    /// How many frames can be read, 0 … frames. Throws SpoolError.
    [[nodiscard]] int frames_ready() const;

    /// Writes frame n and, once its bytes are in the file, counts it ready.
    /// Frames are written in order. Throws SpoolError; std::invalid_argument for
    /// the wrong frame or size.
    void write(int frame, std::span<const std::uint8_t> rgb);

    /// Throws SpoolError when the frame is not ready or the file was cut short.
    [[nodiscard]] std::vector<std::uint8_t> read(int frame) const;
    /// Every frame in order; all must be ready.
    [[nodiscard]] std::vector<std::uint8_t> read_all() const;

private:
    FrameSpool(Descriptor file, const SpoolFormat& format);

    Descriptor file_;
    SpoolFormat format_;
};

} // namespace rushlight::generation
