#include "cameo/grant/forbidden.hpp"

#include "cameo/grant/wording.hpp"

#include <array>
#include <span>
#include <string>

namespace rushlight::cameo {

namespace {

/// What no grant can allow. Plain words only: wording can evade any list.
constexpr std::array<std::string_view, 26> sexual{
    "sex",        "sexual",     "sexy",     "nude",        "nudity",       "naked",  "topless",
    "bottomless", "porn",       "porno",    "pornography", "pornographic", "erotic", "erotica",
    "orgasm",     "masturbate", "genitals", "penis",       "vagina",       "nipple", "fetish",
    "striptease", "undress",    "hentai",   "intercourse", "nsfw",
};
constexpr std::array<std::string_view, 11> as_a_minor{
    "as a child",
    "as a kid",
    "as a baby",
    "as a toddler",
    "as a teenager",
    "as a minor",
    "schoolgirl",
    "schoolboy",
    "underage",
    "preteen",
    "pre teen",
};
constexpr std::array<std::string_view, 22> violence{
    "kill",
    "murder",
    "stab",
    "behead",
    "decapitate",
    "torture",
    "strangle",
    "dismember",
    "maim",
    "mutilate",
    "gore",
    "corpse",
    "lynch",
    "massacre",
    "execution",
    "suicide",
    "hang by the neck",
    "dead body",
    "rape",
    "assassinate",
    "slaughter",
    "choke",
};
constexpr std::array<std::string_view, 18> crime{
    "rob",
    "robbery",
    "burglar",
    "burglary",
    "steal",
    "thief",
    "thieves",
    "shoplift",
    "smuggle",
    "kidnap",
    "hostage",
    "terrorist",
    "terrorism",
    "cocaine",
    "heroin",
    "meth",
    "mugging",
    "arson",
};
constexpr std::array<std::string_view, 15> endorsement{
    "endorse",
    "bitcoin",
    "cryptocurrency",
    "invest",
    "investment",
    "stock tip",
    "casino",
    "weight loss",
    "medicine",
    "medication",
    "vaccine",
    "miracle cure",
    "buy now",
    "pills",
    "testimonial",
};
constexpr std::array<std::string_view, 15> politics{
    "vote",
    "voter",
    "election",
    "ballot",
    "politician",
    "president",
    "senator",
    "parliament",
    "prime minister",
    "campaign rally",
    "political",
    "propaganda",
    "referendum",
    "congressman",
    "inauguration",
};
constexpr std::array<std::string_view, 7> deception{
    "deepfake",
    "impersonate",
    "impersonation",
    "breaking news",
    "real footage",
    "leaked video",
    "cctv footage",
};

struct Topic {
    std::string_view name;
    std::span<const std::string_view> terms;
    bool persons_only;
};

constexpr std::array<Topic, 7> core{{
    {"sexual content", sexual, false},
    {"showing the person as a minor", as_a_minor, true},
    {"violence", violence, true},
    {"crime", crime, true},
    {"endorsement of goods, medicine or money", endorsement, true},
    {"politics", politics, true},
    {"impersonation to deceive", deception, true},
}};

Refusal refusal(const Grant& grant, Rule rule, const std::string& what)
{
    return {rule, grant.handle, what};
}

} // namespace

std::optional<Refusal>
forbidden(const Grant& grant, std::string_view text, const std::vector<Kind>& other_kinds)
{
    const Wording wording(text);
    const std::string who = "@" + grant.handle;
    for (const std::string& word : grant.forbidden.words) {
        if (wording.contains(word)) {
            return refusal(grant,
                           Rule::forbidden_word,
                           "the grant of " + who + " forbids the word \"" + word +
                               "\"; write the shot without it");
        }
    }
    for (const std::string& kind : grant.forbidden.kinds) {
        bool shown = wording.contains(kind);
        for (const Kind other : other_kinds) {
            shown = shown || Wording(to_string(other)).contains(kind);
        }
        if (shown) {
            return refusal(grant,
                           Rule::forbidden_kind,
                           "the grant of " + who + " forbids \"" + kind +
                               "\" in the same shot; make the shot without it");
        }
    }
    for (const std::string& action : grant.forbidden.actions) {
        if (wording.contains(action)) {
            return refusal(grant,
                           Rule::forbidden_action,
                           "the grant of " + who + " forbids the action \"" + action + "\"; let " +
                               who + " do something else");
        }
    }
    for (const Topic& topic : core) {
        if (topic.persons_only && grant.kind != Kind::person) {
            continue;
        }
        for (const std::string_view term : topic.terms) {
            if (wording.contains(term)) {
                return refusal(grant,
                               Rule::forbidden_core,
                               "no likeness may be used for " + std::string(topic.name) + " (\"" +
                                   std::string(term) + "\" stands in the prompt)");
            }
        }
    }
    return std::nullopt;
}

} // namespace rushlight::cameo
