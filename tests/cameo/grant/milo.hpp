#pragma once

#include "cameo/grant/grant.hpp"
#include "cameo/grant/trust.hpp"
#include "cameo/grant/verify.hpp"

namespace rushlight::cameo::test {

inline constexpr Instant noon = 1'795'262'400; // 2026-11-21 12:00 UTC

inline Digest digest_of(std::string_view text)
{
    return sha256(view(text));
}

/// Milo, a person with a good grant on this installation, and everything to make bad ones from it.
struct Milo {
    SecretKey subject;
    SecretKey installation;
    Trust trust;
    Grant grant;
    Intent intent;

    Milo()
    {
        trust.installation = installation.public_key();
        trust.subjects.emplace(key_id(subject.public_key()), subject.public_key());
        trust.latest = noon;
        fill_random(grant.id);
        grant.subject = key_id(subject.public_key());
        grant.handle = "milo";
        grant.display_name = "Milo Müller";
        grant.references = {digest_of("front"), digest_of("side")};
        grant.pictures = {digest_of("front.png"), digest_of("side.png")};
        grant.grantees = {key_id(installation.public_key())};
        grant.uses = {Use::generate, Use::remix, Use::again};
        grant.description = "small films about the lighthouse";
        grant.forbidden = {{"dragon"}, {"car"}, {"fight"}};
        grant.not_before = noon - one_day;
        grant.expires = noon + 6 * one_day;
        intent = {"milo", "person", {Use::generate}, {digest_of("front")}, "milo walks home", {}};
    }

    [[nodiscard]] Bytes signed_grant() const { return sign_grant(grant, subject, installation); }

    [[nodiscard]] std::optional<Refusal> answer(Instant now = noon) const
    {
        return refuse(signed_grant(), intent, trust, now);
    }
};

/// The rule's name, or "allowed".
inline std::string rule_of(const std::optional<Refusal>& refusal)
{
    return refusal ? std::string(rule_id(refusal->rule)) : "allowed";
}

} // namespace rushlight::cameo::test
