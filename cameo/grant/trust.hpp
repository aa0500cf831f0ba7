#pragma once

#include "cameo/grant/grant.hpp"

#include <filesystem>
#include <map>
#include <set>
#include <stdexcept>

namespace rushlight::cameo {

/// The data folder's trust part cannot be read or written.
class TrustError : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

/// What a machine takes for true about keys: read from the user's data folder, never from a
/// message.
struct Trust {
    PublicKey installation;
    std::map<KeyId, PublicKey> subjects; ///< pinned when they were enrolled
    std::set<GrantId> ended;             ///< revoked or superseded grants
    Instant latest = 0;                  ///< the latest time seen on this machine
};

/// `$XDG_DATA_HOME/rushlight`, or `~/.local/share/rushlight`. Throws TrustError where neither
/// variable is set.
[[nodiscard]] std::filesystem::path default_data_folder();

/// The folder `trust/` in the user's data folder: public keys and ends of grants, no secrets.
/// Studio and engine read it; only the studio writes. Every write is a temporary file, fsync,
/// rename, fsync of the folder. All functions throw TrustError.
///
///     installation.pub           hex of the installation's key
///     subjects/<key id>.pub      hex of a pinned key; a file whose name does not fit is an error
///     ended/<grant id>           a revocation; its presence alone ends the grant
///     latest                     the latest time seen, seconds since 1970
class TrustFolder {
public:
    explicit TrustFolder(std::filesystem::path data_folder);

    [[nodiscard]] Trust read() const;

    void write_installation(const PublicKey& key) const;
    void pin(const PublicKey& subject) const;
    void end(const GrantId& grant, BytesView revocation) const;
    void see(Instant now) const; ///< keeps the later of the two

    [[nodiscard]] const std::filesystem::path& path() const { return folder_; }

private:
    std::filesystem::path folder_;
};

} // namespace rushlight::cameo
