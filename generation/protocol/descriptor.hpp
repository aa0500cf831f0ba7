#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace rushlight::generation {

/// An open file descriptor, closed at the end.
class Descriptor {
public:
    Descriptor() = default;

    explicit Descriptor(int number)
        : number_(number)
    {
    }

    Descriptor(Descriptor&& other) noexcept
        : number_(other.release())
    {
    }

    Descriptor& operator=(Descriptor&& other) noexcept;
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    ~Descriptor();

    [[nodiscard]] int number() const { return number_; }

    [[nodiscard]] explicit operator bool() const { return number_ >= 0; }

    /// Gives the number away without closing it.
    [[nodiscard]] int release();
    /// A second descriptor of the same file. Throws std::system_error.
    [[nodiscard]] Descriptor duplicate() const;

private:
    int number_ = -1;
};

/// Bytes in memory behind a descriptor, sealed: nobody can change, grow or cut
/// them. For what travels beside a message. Throws std::system_error (no
/// memory).
[[nodiscard]] Descriptor sealed_memory(const std::string& name,
                                       std::span<const std::uint8_t> bytes);

/// The whole content, by pread, so that a file cut short meanwhile is an error
/// and not a signal. Throws std::runtime_error unless it is exactly `size`
/// bytes.
[[nodiscard]] std::vector<std::uint8_t> read_exactly(const Descriptor& file, std::size_t size);

} // namespace rushlight::generation
