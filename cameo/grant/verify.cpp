#include "cameo/grant/verify.hpp"

#include "cameo/grant/cbor.hpp"
#include "cameo/grant/forbidden.hpp"

#include <algorithm>

namespace rushlight::cameo {

namespace {

template <class Range, class Item>
bool has(const Range& range, const Item& item)
{
    return std::ranges::find(range, item) != std::ranges::end(range);
}

std::optional<Refusal>
refuse_signed(const SignedGrant& signed_grant, const Trust& trust, Instant now)
{
    const Grant& grant = signed_grant.grant;
    const std::string who = "@" + grant.handle;
    const std::string anew =
        "; a new one is made by: rushlight cast grant " + grant.handle + " --until DATE";
    const auto refused = [&](Rule rule, const std::string& sentence) {
        return Refusal{rule, grant.handle, sentence};
    };
    const auto subject = trust.subjects.find(grant.subject);
    if (subject == trust.subjects.end()) {
        return refused(Rule::unknown_subject,
                       "the grant of " + who +
                           " is signed by a key that this machine does not "
                           "know; add the cast member here first");
    }
    if (!subject_signed(signed_grant, subject->second)) {
        return refused(Rule::forged,
                       "the grant of " + who +
                           " does not carry the subject's signature, so it was altered" + anew);
    }
    if (!has(grant.grantees, key_id(trust.installation))) {
        return refused(Rule::wrong_installation,
                       "the grant of " + who + " is made out to another installation" + anew);
    }
    if (!installation_signed(signed_grant, trust.installation)) {
        return refused(Rule::forged,
                       "the grant of " + who + " does not carry this installation's signature" +
                           anew);
    }
    if (trust.ended.contains(grant.id)) {
        return refused(Rule::revoked, "the grant of " + who + " was revoked" + anew);
    }
    if (now < trust.latest - clock_tolerance) {
        return refused(Rule::clock_back,
                       "the clock says " + to_date(now) + ", but this machine has seen " +
                           to_date(trust.latest) + "; set the clock right to use " + who);
    }
    if (now < grant.not_before) {
        return refused(Rule::not_yet_valid,
                       "the grant of " + who + " begins on " + to_date(grant.not_before) + anew);
    }
    if (now >= grant.expires) {
        return refused(Rule::expired,
                       "the grant of " + who + " ended on " + to_date(grant.expires) + anew);
    }
    return std::nullopt;
}

std::optional<Refusal> refuse_intent(const Grant& grant, const Intent& intent)
{
    const std::string who = "@" + grant.handle;
    const auto refused = [&](Rule rule, const std::string& sentence) {
        return Refusal{rule, grant.handle, sentence};
    };
    if (grant.handle != intent.handle) {
        return refused(Rule::no_grant, "@" + intent.handle + " has not given a grant");
    }
    if (intent.kind != to_string(grant.kind)) {
        return refused(Rule::wrong_kind,
                       who + " is granted as " + std::string(to_string(grant.kind)) +
                           ", but the request says \"" + intent.kind + "\"; ask for the kind " +
                           "that was granted");
    }
    for (const Use use : intent.uses) {
        if (!has(grant.uses, use)) {
            return refused(Rule::forbidden_use,
                           "the grant of " + who + " does not allow \"" +
                               std::string(to_string(use)) + "\"");
        }
    }
    for (const Digest& reference : intent.references) {
        if (!has(grant.references, reference)) {
            return refused(Rule::tampered_reference,
                           "a reference picture of " + who +
                               " is not one that the grant names; add the cast member again");
        }
    }
    return forbidden(grant, intent.text, intent.others);
}

} // namespace

std::optional<Refusal>
refuse(BytesView signed_grant, const Intent& intent, const Trust& trust, Instant now)
{
    if (!signatures_available()) {
        return Refusal{Rule::no_signatures, intent.handle, NoSignatures().what()};
    }
    try {
        const SignedGrant parsed = parse_grant(signed_grant);
        if (auto refusal = refuse_signed(parsed, trust, now)) {
            return refusal;
        }
        return refuse_intent(parsed.grant, intent);
    } catch (const cbor::Error& error) {
        return Refusal{Rule::malformed,
                       intent.handle,
                       "the grant of @" + intent.handle + " is damaged (" + error.what() +
                           "); a new one is made by: rushlight cast grant " + intent.handle +
                           " --until DATE"};
    }
}

std::optional<Refusal> refuse(const std::vector<Bytes>& signed_grants,
                              const Intent& intent,
                              const Trust& trust,
                              Instant now)
{
    std::optional<Refusal> first;
    for (const Bytes& grant : signed_grants) {
        const auto refusal = refuse(grant, intent, trust, now);
        if (!refusal) {
            return std::nullopt;
        }
        const bool another = refusal->rule == Rule::no_grant || refusal->handle != intent.handle;
        if (!first && !another) {
            first = refusal;
        }
    }
    if (first) {
        return first;
    }
    if (!signatures_available()) {
        return Refusal{Rule::no_signatures, intent.handle, NoSignatures().what()};
    }
    return Refusal{Rule::no_grant,
                   intent.handle,
                   "@" + intent.handle + " has not given a grant; one is made by: rushlight cast " +
                       "grant " + intent.handle + " --until DATE"};
}

} // namespace rushlight::cameo
