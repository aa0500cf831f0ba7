#pragma once

#include <cstdint>
#include <span>

namespace rushlight::generation::protocol {

/// True when the bytes are exactly one CBOR value (RFC 8949) of the part that
/// messages use: definite lengths, no tags, text keys, UTF-8 texts, nesting ≤
/// 16, ≤ 100,000 items. Looks without recursion and without allocation by
/// declared lengths, so hostile bytes cost no more than their length.
[[nodiscard]] bool is_plain_cbor(std::span<const std::uint8_t> bytes);

} // namespace rushlight::generation::protocol
