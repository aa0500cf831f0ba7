#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace rushlight::generation {

/// One line of a safetensors header, checked.
struct HeaderEntry {
    std::string dtype; ///< F32, F16, BF16 …
    std::vector<std::int64_t> shape;
    std::uint64_t begin = 0; ///< bytes from the beginning of the data
    std::uint64_t end = 0;
};

struct Header {
    std::map<std::string, HeaderEntry> entries;
    std::map<std::string, std::string> metadata;
};

/// Bytes of one element, 0 for a type that is not known.
[[nodiscard]] std::uint64_t element_bytes(std::string_view dtype);

/// Parses and checks a header against the size of the data that follows it. Throws CheckpointError
/// (malformed) with `name` in the sentence.
[[nodiscard]] Header
parse_header(std::string_view text, std::uint64_t data_bytes, const std::string& name);

} // namespace rushlight::generation
