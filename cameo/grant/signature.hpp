#pragma once

#include "cameo/grant/bytes.hpp"

#include <compare>
#include <stdexcept>
#include <string>
#include <string_view>

namespace rushlight::cameo {

/// This program was built without libsodium, so it can neither sign nor verify; every likeness is
/// refused.
class NoSignatures : public std::runtime_error {
public:
    NoSignatures()
        : std::runtime_error("this program was built without libsodium, so no likeness can be "
                             "used; install libsodium-dev and build again")
    {
    }
};

/// False in a build without libsodium; then every other function here throws NoSignatures.
[[nodiscard]] bool signatures_available();

/// An Ed25519 public key.
struct PublicKey {
    Digest bytes{};

    auto operator<=>(const PublicKey&) const = default;
};

/// BLAKE2b-256 of a public key: how grants name people and installations.
struct KeyId {
    Digest bytes{};

    auto operator<=>(const KeyId&) const = default;
};

/// An Ed25519 signature.
struct Signature {
    std::array<std::uint8_t, 64> bytes{};

    bool operator==(const Signature&) const = default;
};

/// An Ed25519 key pair, kept as its seed and wiped when it dies. Move-only.
class SecretKey {
public:
    /// A new random key.
    SecretKey();
    /// The key of a stored seed.
    explicit SecretKey(const Digest& seed);
    ~SecretKey();
    SecretKey(SecretKey&& other) noexcept;
    SecretKey& operator=(SecretKey&& other) noexcept;

    [[nodiscard]] const PublicKey& public_key() const { return public_key_; }

    /// For sealing in the vault only.
    [[nodiscard]] const Digest& seed() const { return seed_; }

    /// Signs domain‖message. The domain keeps a signature over one kind of thing from serving
    /// another.
    [[nodiscard]] Signature sign(std::string_view domain, BytesView message) const;

private:
    Digest seed_{};
    PublicKey public_key_;
};

[[nodiscard]] bool verify_signature(const Signature& signature,
                                    std::string_view domain,
                                    BytesView message,
                                    const PublicKey& key);

[[nodiscard]] KeyId key_id(const PublicKey& key);
[[nodiscard]] Digest sha256(BytesView bytes);
/// Fills the bytes from the system's random source.
void fill_random(std::span<std::uint8_t> bytes);
/// Overwrites the bytes in a way that the compiler keeps.
void wipe(std::span<std::uint8_t> bytes);

} // namespace rushlight::cameo
