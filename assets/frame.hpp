#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>

namespace rushlight::assets {

enum class PixelFormat : std::uint8_t {
    yuv420p8,
    yuv422p8,
    yuv444p8,
    yuv420p10,
    yuv422p10,
    yuv444p10,
    rgb24,  ///< packed R G B
    rgba32, ///< packed R G B A, premultiplied
    rgba64, ///< packed 16-bit R G B A, premultiplied (linear-light blends)
};

enum class Primaries : std::uint8_t { bt709, bt601_525, bt601_625, bt2020 };
enum class Transfer : std::uint8_t { bt709, srgb, linear, pq, hlg };
enum class Matrix : std::uint8_t { bt709, bt601, bt2020, rgb };
enum class Range : std::uint8_t { limited, full };
enum class Siting : std::uint8_t { left, centre, top_left };

/// What a pixel's numbers mean. Unknown tags in a file are read as BT.601 below 720 lines, else
/// BT.709.
struct Colour {
    Primaries primaries = Primaries::bt709;
    Transfer transfer = Transfer::bt709;
    Matrix matrix = Matrix::bt709;
    Range range = Range::limited;
    Siting siting = Siting::left;

    bool operator==(const Colour&) const = default;
};

inline constexpr Colour srgb_full{
    Primaries::bt709, Transfer::srgb, Matrix::rgb, Range::full, Siting::left};

/// A picture: reference-counted planes that are never changed once shared. Copying a Frame shares
/// its pixels. Threads: safe to read from any.
struct Frame {
    struct Plane {
        const std::uint8_t* data = nullptr;
        std::ptrdiff_t stride = 0; ///< bytes from one row to the next
    };

    int width = 0;
    int height = 0;
    PixelFormat format = PixelFormat::rgb24;
    Colour colour;
    bool opaque = true; ///< false: alpha counts
    std::array<Plane, 3> planes{};
    std::shared_ptr<const void> storage; ///< keeps the planes alive

    [[nodiscard]] explicit operator bool() const { return width > 0; }

    [[nodiscard]] std::size_t bytes() const; ///< memory of the planes
};

/// A frame of its own memory that can still be written, then turned into a Frame.
struct FrameBuffer {
    int width = 0;
    int height = 0;
    PixelFormat format = PixelFormat::rgb24;
    Colour colour;
    bool opaque = true;
    std::array<std::uint8_t*, 3> data{};
    std::array<std::ptrdiff_t, 3> strides{}; ///< multiples of 64
    std::shared_ptr<void> storage;

    /// Uninitialised planes, rows aligned to 64 bytes. Throws std::invalid_argument for a size
    /// outside 1 … 16384.
    FrameBuffer(int width, int height, PixelFormat format, Colour colour);
    [[nodiscard]] Frame freeze() const;
};

[[nodiscard]] int plane_count(PixelFormat format);
[[nodiscard]] int plane_width(PixelFormat format, int plane, int width);   ///< in samples
[[nodiscard]] int plane_height(PixelFormat format, int plane, int height); ///< in rows
[[nodiscard]] int
bytes_per_sample(PixelFormat format); ///< of one plane's sample; packed formats: of one pixel

} // namespace rushlight::assets
