#include "cameo/grant/refusal.hpp"

#include <array>

namespace rushlight::cameo {

std::string_view rule_id(Rule rule)
{
    constexpr std::array<std::string_view, 23> ids{
        "no_signatures",
        "no_grant",
        "malformed",
        "unknown_subject",
        "forged",
        "wrong_installation",
        "revoked",
        "not_yet_valid",
        "expired",
        "clock_back",
        "wrong_kind",
        "forbidden_use",
        "forbidden_word",
        "forbidden_kind",
        "forbidden_action",
        "forbidden_core",
        "tampered_reference",
        "no_ticket",
        "forged_ticket",
        "stale_ticket",
        "wrong_request",
        "wrong_worker",
        "replayed",
    };
    static_assert(ids.size() == static_cast<std::size_t>(Rule::replayed) + 1);
    return ids.at(static_cast<std::size_t>(rule));
}

std::string to_string(const Refusal& refusal)
{
    return std::string(rule_id(refusal.rule)) + ": " + refusal.sentence;
}

} // namespace rushlight::cameo
