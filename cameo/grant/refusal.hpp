#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace rushlight::cameo {

/// Every reason for which a likeness is refused. `rule_id` gives the name that logs and messages
/// carry.
enum class Rule : std::uint8_t {
    no_signatures,      ///< built without libsodium
    no_grant,           ///< nobody allowed this likeness
    malformed,          ///< grant or ticket is not what we write
    unknown_subject,    ///< the subject's key is not pinned on this machine
    forged,             ///< a signature of the grant does not fit
    wrong_installation, ///< the grant is for another installation
    revoked,
    not_yet_valid,
    expired,
    clock_back, ///< the clock stands more than a day before a time seen earlier
    wrong_kind, ///< the request calls a person an object, say
    forbidden_use,
    forbidden_word,
    forbidden_kind,
    forbidden_action,
    forbidden_core,     ///< what no grant can allow
    tampered_reference, ///< reference pixels are not the granted ones
    no_ticket,
    forged_ticket,
    stale_ticket,
    wrong_request, ///< the ticket is for another request or job
    wrong_worker,  ///< the ticket is for another worker
    replayed,      ///< the ticket was used before
};

/// "expired"
[[nodiscard]] std::string_view rule_id(Rule rule);

/// Why a likeness may not be used: exit code 3, and a sentence that names the rule and the way out.
struct Refusal {
    Rule rule = Rule::no_grant;
    std::string handle; ///< of the cast member; empty where the whole request is refused
    std::string sentence;
};

/// Rule and sentence as people see them: "expired: the grant of @milo ended on 2026-11-20; …".
[[nodiscard]] std::string to_string(const Refusal& refusal);

} // namespace rushlight::cameo
