#include "storage/sha256.hpp"

#include "storage/files.hpp"

#include <sodium.h>

#include <algorithm>
#include <string_view>

namespace rushlight::storage {

struct Sha256::State {
    crypto_hash_sha256_state state;
};

Sha256::Sha256()
    : state_(std::make_unique<State>())
{
    crypto_hash_sha256_init(&state_->state);
}

Sha256::~Sha256() = default;

Sha256& Sha256::update(BytesView bytes)
{
    crypto_hash_sha256_update(&state_->state, bytes.data(), bytes.size());
    return *this;
}

Hash Sha256::digest()
{
    Hash hash;
    crypto_hash_sha256_final(&state_->state, hash.data());
    return hash;
}

Hash sha256(BytesView bytes)
{
    return Sha256().update(bytes).digest();
}

Hash hash_file(const std::filesystem::path& file)
{
    const OpenFile in = OpenFile::for_reading(file);
    Sha256 hash;
    Bytes piece(std::size_t{1} << 20);
    while (const std::size_t size = in.read(piece)) {
        hash.update(BytesView(piece).first(size));
    }
    return hash.digest();
}

std::string to_hex(const Hash& hash)
{
    static constexpr std::string_view digits = "0123456789abcdef";
    std::string text;
    for (const std::uint8_t byte : hash) {
        text += digits[byte >> 4];
        text += digits[byte & 15];
    }
    return text;
}

bool is_hex_hash(std::string_view text)
{
    return text.size() == 64 && std::all_of(text.begin(), text.end(), [](char c) {
               return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
           });
}

} // namespace rushlight::storage
