#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace rushlight::cameo {

using Bytes = std::vector<std::uint8_t>;
using BytesView = std::span<const std::uint8_t>;

/// A SHA-256, or another value of 32 bytes.
using Digest = std::array<std::uint8_t, 32>;

/// The bytes of a text, not copied.
[[nodiscard]] inline BytesView view(std::string_view text)
{
    return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

/// Lower-case hex.
[[nodiscard]] std::string to_hex(BytesView bytes);

/// The bytes of lower- or upper-case hex; nothing when a character is no hex digit or the length is
/// odd.
[[nodiscard]] std::optional<Bytes> from_hex(std::string_view hex);

/// Copies exactly N bytes; nothing when there are more or fewer.
template <std::size_t N>
[[nodiscard]] std::optional<std::array<std::uint8_t, N>> exactly(BytesView bytes)
{
    if (bytes.size() != N) {
        return std::nullopt;
    }
    std::array<std::uint8_t, N> result;
    std::copy(bytes.begin(), bytes.end(), result.begin());
    return result;
}

} // namespace rushlight::cameo
