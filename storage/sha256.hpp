#pragma once

#include "storage/bytes.hpp"

#include <array>
#include <filesystem>
#include <memory>
#include <string>

namespace rushlight::storage {

using Hash = std::array<std::uint8_t, 32>; ///< SHA-256

/// SHA-256 of bytes that come in pieces.
class Sha256 {
public:
    Sha256();
    ~Sha256();
    Sha256& update(BytesView bytes);
    [[nodiscard]] Hash digest(); ///< once, at the end

private:
    struct State;
    std::unique_ptr<State> state_;
};

[[nodiscard]] Hash sha256(BytesView bytes);
/// Reads the file in pieces of 1 MiB. Throws StorageError: missing, io.
[[nodiscard]] Hash hash_file(const std::filesystem::path& file);

[[nodiscard]] std::string to_hex(const Hash& hash);
/// 64 lower-case hexadecimal digits and nothing else.
[[nodiscard]] bool is_hex_hash(std::string_view text);

} // namespace rushlight::storage
