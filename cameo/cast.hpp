#pragma once

#include "cameo/audit_log.hpp"
#include "cameo/cast_member.hpp"
#include "cameo/grant/grant.hpp"
#include "cameo/grant/trust.hpp"
#include "cameo/picture.hpp"
#include "cameo/vault.hpp"

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace rushlight::storage {
class Database;
struct CastRow;
} // namespace rushlight::storage

namespace rushlight::cameo {

struct Preparation;

/// The system's clock.
[[nodiscard]] Instant system_clock();

/// What adding a cast member found in one picture, for people to look at.
struct Finding {
    std::filesystem::path file;
    std::vector<Box> faces; ///< in the picture as decoded, at most 1024 pixels a side
    Box subject;
    std::string sentence;          ///< "one face, cut out with its body"
    std::filesystem::path preview; ///< a PNG that shows it; empty where no folder was given
};

struct Added {
    CastMember member;
    bool became_person = false; ///< a face was found where an animal, object or place was announced
    std::vector<Finding> findings;
};

/// What a grant shall say beyond what the cast member is.
struct Terms {
    std::optional<Instant> until; ///< the first second after; unset: `longest_grant`
    Forbidden forbidden;
    std::vector<Use> uses{Use::generate, Use::remix, Use::again};
    std::string description;
};

/// How long a grant may last, from its beginning. A person known by pictures alone (level 0): 7
/// days; animals, objects, places and drawn figures: 10 years.
[[nodiscard]] Instant longest_grant(Kind kind, int level);
/// What a grant lasts when nothing is said: a person 7 days, all else a year.
[[nodiscard]] Instant usual_grant(Kind kind, int level);

/// How a cast member stands with its grant.
struct Standing {
    CastMember member;
    std::optional<Grant> grant; ///< the last one, when it can be read
    std::string state;    ///< "granted", or the rule's name: "no_grant", "expired", "revoked" …
    std::string sentence; ///< why it may not be used now; empty when it may
};

/// This user's cast: members in the library database, pixels and keys in the vault, public keys and
/// ends of grants in the trust folder, every change in the audit log.
///
/// A handle that is not there throws CameoError (unknown_handle). Other errors: CameoError,
/// TrustError, StorageError, NoSignatures. Threads: the database's.
class Cast {
public:
    /// library: this user's, with its schema; must outlive the cast.
    Cast(storage::Database& library,
         const std::filesystem::path& data_folder,
         std::function<Instant()> clock = system_clock);

    /// Checks and cuts out the pictures, makes the subject's key and seals everything. The member
    /// has no grant yet. Throws for a handle that is taken.
    Added add(const std::string& handle,
              Kind kind,
              const std::vector<std::filesystem::path>& pictures,
              const std::filesystem::path& preview_folder = {});

    /// A member whose entry is damaged is listed with the state "damaged".
    [[nodiscard]] std::vector<Standing> list() const;
    [[nodiscard]] Standing show(const std::string& handle) const;
    [[nodiscard]] std::optional<CastMember> find(const std::string& handle) const;
    /// The same, but a handle that is not there throws.
    [[nodiscard]] CastMember member(const std::string& handle) const;

    /// Signs a new grant and ends the one before. Throws CameoError (invalid) for an end that is
    /// past or too far away.
    Grant grant(const std::string& handle, const Terms& terms);
    /// Ends the member's grant for ever. Without a grant nothing happens.
    void revoke(const std::string& handle, const std::string& reason = {});
    /// Revokes, destroys keys and pixels, removes the row. The log keeps its lines.
    void remove(const std::string& handle);

    /// The prepared pixels of one reference, 128 × 128 RGBA. For ConsentGate only.
    [[nodiscard]] Bytes reference(const CastMember& member, const Digest& sha256) const;

    [[nodiscard]] const Vault& vault() const { return vault_; }

    [[nodiscard]] AuditLog& log() { return log_; }

    [[nodiscard]] const TrustFolder& trust() const { return trust_; }

    [[nodiscard]] Instant now() const { return clock_(); }

private:
    Added enrol(const std::string& handle,
                const Preparation& prepared,
                const PublicKey& subject,
                const std::filesystem::path& preview_folder);
    [[nodiscard]] CastMember read(const storage::CastRow& row) const;
    void end_grant(const CastMember& member, const std::string& reason);

    storage::Database& library_;
    Vault vault_;
    TrustFolder trust_;
    AuditLog log_;
    std::function<Instant()> clock_;
};

} // namespace rushlight::cameo
