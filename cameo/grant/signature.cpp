#include "cameo/grant/signature.hpp"

#ifdef RUSHLIGHT_HAS_SODIUM
#include <sodium.h>
#endif

#include <utility>

namespace rushlight::cameo {

#ifdef RUSHLIGHT_HAS_SODIUM

namespace {

/// libsodium picks its fastest code and opens the random source; any number of calls is fine.
void start_sodium()
{
    if (sodium_init() < 0) {
        throw NoSignatures();
    }
}

Bytes with_domain(std::string_view domain, BytesView message)
{
    Bytes whole(domain.begin(), domain.end());
    whole.insert(whole.end(), message.begin(), message.end());
    return whole;
}

/// libsodium's 64-byte form of a secret key, wiped after use.
struct ExpandedKey {
    PublicKey public_key;
    std::array<std::uint8_t, crypto_sign_SECRETKEYBYTES> bytes{};

    explicit ExpandedKey(const Digest& seed)
    {
        crypto_sign_seed_keypair(public_key.bytes.data(), bytes.data(), seed.data());
    }

    ~ExpandedKey() { sodium_memzero(bytes.data(), bytes.size()); }

    ExpandedKey(const ExpandedKey&) = delete;
    ExpandedKey& operator=(const ExpandedKey&) = delete;
};

} // namespace

bool signatures_available()
{
    return sodium_init() >= 0;
}

SecretKey::SecretKey()
{
    start_sodium();
    randombytes_buf(seed_.data(), seed_.size());
    public_key_ = ExpandedKey(seed_).public_key;
}

SecretKey::SecretKey(const Digest& seed)
    : seed_(seed)
{
    start_sodium();
    public_key_ = ExpandedKey(seed_).public_key;
}

Signature SecretKey::sign(std::string_view domain, BytesView message) const
{
    const Bytes whole = with_domain(domain, message);
    const ExpandedKey key(seed_);
    Signature signature;
    crypto_sign_detached(
        signature.bytes.data(), nullptr, whole.data(), whole.size(), key.bytes.data());
    return signature;
}

bool verify_signature(const Signature& signature,
                      std::string_view domain,
                      BytesView message,
                      const PublicKey& key)
{
    start_sodium();
    const Bytes whole = with_domain(domain, message);
    return crypto_sign_verify_detached(
               signature.bytes.data(), whole.data(), whole.size(), key.bytes.data()) == 0;
}

KeyId key_id(const PublicKey& key)
{
    start_sodium();
    KeyId id;
    crypto_generichash(
        id.bytes.data(), id.bytes.size(), key.bytes.data(), key.bytes.size(), nullptr, 0);
    return id;
}

Digest sha256(BytesView bytes)
{
    start_sodium();
    Digest digest;
    crypto_hash_sha256(digest.data(), bytes.data(), bytes.size());
    return digest;
}

void fill_random(std::span<std::uint8_t> bytes)
{
    start_sodium();
    randombytes_buf(bytes.data(), bytes.size());
}

void wipe(std::span<std::uint8_t> bytes)
{
    sodium_memzero(bytes.data(), bytes.size());
}

#else

bool signatures_available()
{
    return false;
}

SecretKey::SecretKey()
{
    throw NoSignatures();
}

SecretKey::SecretKey(const Digest&)
{
    throw NoSignatures();
}

Signature SecretKey::sign(std::string_view, BytesView) const
{
    throw NoSignatures();
}

bool verify_signature(const Signature&, std::string_view, BytesView, const PublicKey&)
{
    throw NoSignatures();
}

KeyId key_id(const PublicKey&)
{
    throw NoSignatures();
}

Digest sha256(BytesView)
{
    throw NoSignatures();
}

void fill_random(std::span<std::uint8_t>)
{
    throw NoSignatures();
}

void wipe(std::span<std::uint8_t> bytes)
{
    volatile std::uint8_t* data = bytes.data();
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        data[i] = 0;
    }
}

#endif

SecretKey::~SecretKey()
{
    wipe(seed_);
}

SecretKey::SecretKey(SecretKey&& other) noexcept
    : seed_(other.seed_)
    , public_key_(other.public_key_)
{
    wipe(other.seed_);
}

SecretKey& SecretKey::operator=(SecretKey&& other) noexcept
{
    if (this != &other) {
        seed_ = std::exchange(other.seed_, Digest{});
        public_key_ = other.public_key_;
    }
    return *this;
}

} // namespace rushlight::cameo
