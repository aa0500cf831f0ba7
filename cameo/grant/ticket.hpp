#pragma once

#include "cameo/grant/bytes.hpp"
#include "cameo/grant/date.hpp"
#include "cameo/grant/refusal.hpp"
#include "cameo/grant/signature.hpp"

#include <string>
#include <string_view>
#include <variant>

namespace rushlight::cameo {

/// How long after its issue a ticket is good, in seconds.
inline constexpr Instant ticket_life = 120;

/// The installation's word that its consent gate let this request through, for one job in one
/// worker.
struct Ticket {
    std::string job;  ///< the job's id
    Digest request{}; ///< `request_hash` of the request
    Bytes nonce;      ///< of the worker's `Ready`
    Instant issued = 0;

    bool operator==(const Ticket&) const = default;
};

/// The hash that a ticket binds, over the request's canonical JSON (generation/protocol writes it).
[[nodiscard]] Digest request_hash(std::string_view canonical_json);

/// Signed over "vticket1"‖CBOR.
[[nodiscard]] Bytes sign_ticket(const Ticket& ticket, const SecretKey& installation);

/// Checks a ticket against what the worker knows of the job; `wanted.issued` is not looked at.
/// Whether it was used before is the worker's to remember.
[[nodiscard]] std::variant<Ticket, Refusal>
verify_ticket(BytesView bytes, const Ticket& wanted, const PublicKey& installation, Instant now);

} // namespace rushlight::cameo
