#pragma once

#include "cameo/grant/grant.hpp"
#include "cameo/grant/refusal.hpp"
#include "cameo/grant/trust.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rushlight::cameo {

/// What a job wants to do with one likeness.
struct Intent {
    std::string handle; ///< without the @
    std::string kind;   ///< as the request says
    std::vector<Use> uses;
    std::vector<Digest> references; ///< SHA-256 of the pixels that will be used
    std::string text; ///< completed prompt, prompt as written and negative prompt, one a line
    std::vector<Kind> others; ///< kinds of the other cast members in the shot
};

/// The clock may stand this much before the latest time seen (time zones, small corrections).
inline constexpr Instant clock_tolerance = one_day;

/// The one place that decides whether a grant allows an intent; the studio's gate and the engine
/// both call it. Checks, in this order: form, the subject's pinned key, both signatures, the
/// installation, revocation, the clock, the dates, kind, uses, every reference, forbidden words,
/// kinds and actions, and the fixed core. Nothing means yes.
/// Throws NoSignatures never: a build without libsodium refuses.
[[nodiscard]] std::optional<Refusal>
refuse(BytesView signed_grant, const Intent& intent, const Trust& trust, Instant now);

/// The same over several grants: those made out to another handle are passed over, one that allows
/// the intent is enough, else the first refusal counts.
[[nodiscard]] std::optional<Refusal> refuse(const std::vector<Bytes>& signed_grants,
                                            const Intent& intent,
                                            const Trust& trust,
                                            Instant now);

} // namespace rushlight::cameo
