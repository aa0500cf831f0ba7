#pragma once

#include "cameo/grant/bytes.hpp"
#include "cameo/grant/signature.hpp"

#include <filesystem>
#include <string>

namespace rushlight::cameo {

/// Reference pixels and secret keys, sealed on the user's disk. Everything is encrypted and
/// authenticated with XChaCha20-Poly1305, bound to its place, so that files cannot be swapped.
///
///     vault/installation.key         64 bytes: the installation's signing seed and the master key
///     vault/<subject>/key            the subject's signing seed and data key, under the master key
///     vault/<subject>/<sha256>       reference pixels, under the data key
///
/// Folders are 0700 and files 0600; anything looser, or another owner, is refused. Whoever can read
/// installation.key can open the vault: it protects against a copied or shared disk and against
/// mistakes, not against programs that run as the user.
///
/// Errors    CameoError: permissions, damaged, full, io. Threads: one.
class Vault {
public:
    /// Opens the vault in the user's data folder; makes it, with new keys, where there is none.
    explicit Vault(const std::filesystem::path& data_folder);
    ~Vault();
    Vault(Vault&&) = delete;
    Vault& operator=(Vault&&) = delete;

    [[nodiscard]] const SecretKey& installation() const { return installation_; }

    /// A new subject with a new key.
    [[nodiscard]] SecretKey add_subject();
    [[nodiscard]] SecretKey subject(const KeyId& subject) const;

    /// Seals reference pixels under their SHA-256, which is returned.
    Digest put(const KeyId& subject, BytesView pixels);
    [[nodiscard]] Bytes open(const KeyId& subject, const Digest& sha256) const;

    /// Seals a note under the master key, bound to `place`: it opens nowhere else. `open_note`
    /// throws damaged.
    [[nodiscard]] Bytes seal_note(const std::string& place, BytesView note) const;
    [[nodiscard]] Bytes open_note(const std::string& place, BytesView sealed) const;

    /// Destroys the subject's keys first (what is sealed under them is lost with them), then
    /// overwrites and unlinks the files. Flash may keep old blocks; without the keys they are noise
    /// to anyone who has not also kept the master key. No such subject: nothing happens.
    void destroy(const KeyId& subject);

private:
    [[nodiscard]] std::filesystem::path folder_of(const KeyId& subject) const;
    [[nodiscard]] Bytes open_keys(const KeyId& subject) const;

    std::filesystem::path folder_;
    SecretKey installation_;
    Digest master_{};
};

} // namespace rushlight::cameo
