#pragma once

#include "cameo/grant/bytes.hpp"
#include "cameo/grant/date.hpp"
#include "cameo/grant/signature.hpp"

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rushlight::cameo {

enum class Kind : std::uint8_t { person, animal, object, place };

/// "person"
[[nodiscard]] std::string_view to_string(Kind kind);
[[nodiscard]] std::optional<Kind> parse_kind(std::string_view name);

/// What a likeness is wanted for. `remix` starts from pixels of an earlier take (also when it
/// gives a keyframe), `again` makes a recipe or a take once more.
enum class Use : std::uint8_t { generate, remix, again };

[[nodiscard]] std::string_view to_string(Use use);
[[nodiscard]] std::optional<Use> parse_use(std::string_view name);

/// 16 random bytes that name one grant.
using GrantId = std::array<std::uint8_t, 16>;

/// Names of other things (kinds), of what is done (actions), and any other words that the completed
/// prompt must not contain. Each may be several words long.
struct Forbidden {
    std::vector<std::string> words;
    std::vector<std::string> kinds;
    std::vector<std::string> actions;

    bool operator==(const Forbidden&) const = default;
};

/// Who may use a likeness, for what, until when, and what never. A value; signed, it is a
/// SignedGrant.
struct Grant {
    GrantId id{};
    std::optional<GrantId> supersedes; ///< the grant that this one takes the place of
    KeyId subject;                     ///< of the subject's key
    std::string handle;                ///< without the @; the name in requests
    std::string display_name;          ///< shown to people
    Kind kind = Kind::person;
    std::vector<Digest> references; ///< SHA-256 of the prepared pixels that may be used
    std::vector<Digest> pictures;   ///< SHA-256 of the files they were made from
    std::vector<KeyId> grantees;    ///< installations that may use it; never "everyone"
    std::vector<Use> uses;          ///< what it may be used for
    std::string description;        ///< in the subject's words
    Forbidden forbidden;            ///< beside the fixed core
    Instant not_before = 0;         ///< the first second
    Instant expires = 0;            ///< the first second after
    int level = 0;                  ///< of evidence; 0 is attestation alone

    bool operator==(const Grant&) const = default;
};

/// A grant as it travels and is stored.
struct SignedGrant {
    Grant grant;
    Bytes payload;          ///< the deterministic CBOR of the grant, as signed
    Signature subject;      ///< over "vgrant1"‖payload, by the subject's key
    Signature installation; ///< the same by the key of the installation that enrolled the subject
};

/// The deterministic CBOR of a grant. Throws cbor::Error for texts that are not UTF-8.
[[nodiscard]] Bytes to_payload(const Grant& grant);

/// Signs with both keys and gives the bytes that `parse_grant` reads.
[[nodiscard]] Bytes
sign_grant(const Grant& grant, const SecretKey& subject, const SecretKey& installation);

/// Reads a signed grant of at most 64 KiB; checks its form, not its signatures. Throws cbor::Error.
[[nodiscard]] SignedGrant parse_grant(BytesView bytes);

/// Whether the subject's or the installation's signature fits this key.
[[nodiscard]] bool subject_signed(const SignedGrant& grant, const PublicKey& subject);
[[nodiscard]] bool installation_signed(const SignedGrant& grant, const PublicKey& installation);

/// The end of a grant, for ever. Whoever may read the data folder may end a grant (nobody can widen
/// one), so the signature is a record of who did, not a condition.
struct Revocation {
    GrantId grant{};
    Instant time = 0;
    std::string reason;

    bool operator==(const Revocation&) const = default;
};

/// Signed over "vrevoke1"‖payload.
[[nodiscard]] Bytes sign_revocation(const Revocation& revocation, const SecretKey& key);

/// Reads a revocation that this key signed; nothing when it is not one.
[[nodiscard]] std::optional<Revocation> parse_revocation(BytesView bytes, const PublicKey& key);

} // namespace rushlight::cameo
