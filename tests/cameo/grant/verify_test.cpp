#include "cameo/grant/cbor.hpp"
#include "cameo/grant/verify.hpp"
#include "tests/cameo/grant/milo.hpp"

#include <catch2/catch.hpp>

#include <functional>
#include <random>

using namespace rushlight::cameo;
using namespace rushlight::cameo::test;

namespace {

struct Row {
    const char* state;
    std::function<void(Milo&)> change;
    const char* rule;
    Instant now = noon;
};

/// Milo cannot be copied, so each row changes a fresh one.
const std::vector<Row> rows{
    {"good", [](Milo&) {}, "allowed"},
    {"last second", [](Milo& m) { m.grant.expires = noon + 1; }, "allowed"},
    {"expired", [](Milo& m) { m.grant.expires = noon; }, "expired"},
    {"first second", [](Milo& m) { m.grant.not_before = noon; }, "allowed"},
    {"not yet", [](Milo& m) { m.grant.not_before = noon + 1; }, "not_yet_valid"},
    {"revoked", [](Milo& m) { m.trust.ended.insert(m.grant.id); }, "revoked"},
    {"revoked and expired",
     [](Milo& m) {
         m.trust.ended.insert(m.grant.id);
         m.grant.expires = 0;
     },
     "revoked"},
    {"subject not pinned", [](Milo& m) { m.trust.subjects.clear(); }, "unknown_subject"},
    {"another key under the subject's id",
     [](Milo& m) { m.trust.subjects.begin()->second = SecretKey().public_key(); },
     "forged"},
    {"made out to another installation",
     [](Milo& m) { m.grant.grantees = {key_id(SecretKey().public_key())}; },
     "wrong_installation"},
    {"made out to nobody", [](Milo& m) { m.grant.grantees = {}; }, "wrong_installation"},
    {"carried to another machine",
     [](Milo& m) { m.trust.installation = SecretKey().public_key(); },
     "wrong_installation"},
    {"installation's signature missing", [](Milo& m) { m.installation = SecretKey(); }, "forged"},
    {"clock a day back", [](Milo&) {}, "allowed", noon - one_day},
    {"clock more than a day back", [](Milo&) {}, "clock_back", noon - one_day - 1},
    {"another handle", [](Milo& m) { m.intent.handle = "mila"; }, "no_grant"},
    {"called an object", [](Milo& m) { m.intent.kind = "object"; }, "wrong_kind"},
    {"kind that does not exist", [](Milo& m) { m.intent.kind = "PERSON"; }, "wrong_kind"},
    {"use not given",
     [](Milo& m) {
         m.grant.uses = {Use::generate};
         m.intent.uses = {Use::generate, Use::remix};
     },
     "forbidden_use"},
    {"no use given at all", [](Milo& m) { m.grant.uses = {}; }, "forbidden_use"},
    {"tampered reference",
     [](Milo& m) { m.intent.references.push_back(digest_of("front, altered")); },
     "tampered_reference"},
    {"the picture itself as reference",
     [](Milo& m) { m.intent.references = {digest_of("front.png")}; },
     "tampered_reference"},
    {"no reference", [](Milo& m) { m.intent.references = {}; }, "allowed"},
    {"forbidden word", [](Milo& m) { m.intent.text += " Milo meets DRAGONS"; }, "forbidden_word"},
    {"forbidden kind", [](Milo& m) { m.intent.text += " Milo in two cars"; }, "forbidden_kind"},
    {"forbidden kind in the cast",
     [](Milo& m) {
         m.grant.forbidden.kinds = {"animals"};
         m.intent.others = {Kind::animal};
     },
     "forbidden_kind"},
    {"forbidden action", [](Milo& m) { m.intent.text += " Milo is fighting"; }, "forbidden_action"},
    {"forbidden core", [](Milo& m) { m.intent.text += " Milo robs a bank"; }, "forbidden_core"},
    {"core of an animal",
     [](Milo& m) {
         m.grant.kind = Kind::animal;
         m.intent.kind = "animal";
         m.intent.text += " Milo steals a sausage";
     },
     "allowed"},
    {"core of everything",
     [](Milo& m) {
         m.grant.kind = Kind::animal;
         m.intent.kind = "animal";
         m.intent.text += " Milo nude";
     },
     "forbidden_core"},
};

} // namespace

TEST_CASE("a grant is refused by the rule that its state breaks", "[cameo][verify]")
{
    for (const Row& row : rows) {
        Milo milo;
        row.change(milo);
        const auto refusal = milo.answer(row.now);
        CAPTURE(row.state, refusal ? refusal->sentence : "");
        CHECK(rule_of(refusal) == row.rule);
        if (refusal) {
            CHECK_FALSE(refusal->sentence.empty());
            CHECK(to_string(*refusal).rfind(row.rule, 0) == 0);
        }
    }
}

TEST_CASE("no pair of bad states makes a good one", "[cameo][verify]")
{
    for (const Row& first : rows) {
        for (const Row& second : rows) {
            if (std::string(first.rule) == "allowed" || std::string(second.rule) == "allowed" ||
                &first == &second) {
                continue;
            }
            Milo milo;
            first.change(milo);
            second.change(milo);
            CAPTURE(first.state, second.state);
            CHECK(milo.answer(std::min(first.now, second.now)).has_value());
        }
    }
}

TEST_CASE("a grant with any field altered after signing is refused", "[cameo][verify]")
{
    const Milo milo;
    const SignedGrant original = parse_grant(milo.signed_grant());
    const auto answer_to = [&](const Grant& altered) {
        const Bytes bytes =
            cbor::map({{"grant", cbor::bytes(to_payload(altered))},
                       {"sig_subject", cbor::bytes(original.subject.bytes)},
                       {"sig_installation", cbor::bytes(original.installation.bytes)}});
        return refuse(bytes, milo.intent, milo.trust, noon);
    };
    REQUIRE_FALSE(answer_to(milo.grant));
    const std::vector<std::function<void(Grant&)>> alterations{
        [](Grant& g) { g.id[0] ^= 1; },
        [](Grant& g) { g.supersedes = GrantId{}; },
        [](Grant& g) { g.display_name = "Mila"; },
        [](Grant& g) { g.kind = Kind::object; },
        [](Grant& g) { g.references.push_back(digest_of("mine")); },
        [](Grant& g) { g.pictures.clear(); },
        [](Grant& g) { g.grantees.push_back(KeyId{}); },
        [](Grant& g) { g.uses.pop_back(); },
        [](Grant& g) { g.description = "anything"; },
        [](Grant& g) { g.forbidden.words.clear(); },
        [](Grant& g) { g.forbidden.kinds.clear(); },
        [](Grant& g) { g.forbidden.actions.clear(); },
        [](Grant& g) { g.not_before = 0; },
        [](Grant& g) { g.expires += 1; },
        [](Grant& g) { g.level = 2; },
    };
    for (std::size_t i = 0; i < alterations.size(); ++i) {
        Grant altered = milo.grant;
        alterations[i](altered);
        CAPTURE(i);
        CHECK(rule_of(answer_to(altered)) == "forged");
    }
}

TEST_CASE("a thousand random mutations of a grant never verify", "[cameo][verify]")
{
    const Milo milo;
    const Bytes good = milo.signed_grant();
    REQUIRE_FALSE(refuse(good, milo.intent, milo.trust, noon));
    std::mt19937 random(3);
    for (int round = 0; round < 1000; ++round) {
        Bytes bytes = good;
        const std::size_t at = random() % bytes.size();
        switch (random() % 4) {
        case 0:
            bytes[at] = static_cast<std::uint8_t>(bytes[at] ^ (1U << (random() % 8)));
            break;
        case 1:
            bytes.erase(bytes.begin() + static_cast<std::ptrdiff_t>(at));
            break;
        case 2:
            bytes.insert(bytes.begin() + static_cast<std::ptrdiff_t>(at),
                         static_cast<std::uint8_t>(random()));
            break;
        default:
            bytes.resize(at);
        }
        CAPTURE(round, at);
        REQUIRE(refuse(bytes, milo.intent, milo.trust, noon));
    }
}

TEST_CASE("among several grants one that allows is enough and others' do not count",
          "[cameo][verify]")
{
    Milo milo;
    const Bytes good = milo.signed_grant();
    milo.grant.expires = noon;
    const Bytes old = milo.signed_grant();
    milo.grant.expires = noon + one_day;
    milo.grant.handle = "mila";
    const Bytes another = milo.signed_grant();
    const auto answer = [&](const std::vector<Bytes>& grants) {
        return rule_of(refuse(grants, milo.intent, milo.trust, noon));
    };
    CHECK(answer({old, another, good}) == "allowed");
    CHECK(answer({another, old}) == "expired");
    CHECK(answer({another}) == "no_grant");
    CHECK(answer({}) == "no_grant");
    CHECK(answer({Bytes{}}) == "malformed");
    CHECK(answer({Bytes(100'000, 0)}) == "malformed");
}

TEST_CASE("a grant is read back as it was written", "[cameo][grant]")
{
    Milo milo;
    milo.grant.supersedes = GrantId{1, 2, 3};
    const SignedGrant read = parse_grant(milo.signed_grant());
    CHECK(read.grant == milo.grant);
    CHECK(read.payload == to_payload(milo.grant));
}

TEST_CASE("a revocation is known by its signature", "[cameo][grant]")
{
    const Milo milo;
    const Revocation revocation{milo.grant.id, noon, "no more"};
    Bytes bytes = sign_revocation(revocation, milo.subject);
    CHECK(parse_revocation(bytes, milo.subject.public_key()) == revocation);
    CHECK_FALSE(parse_revocation(bytes, milo.installation.public_key()));
    bytes.back() ^= 1;
    CHECK_FALSE(parse_revocation(bytes, milo.subject.public_key()));
    CHECK_FALSE(parse_revocation({}, milo.subject.public_key()));
}

TEST_CASE("days are written and read in UTC", "[cameo][date]")
{
    CHECK(to_date(noon) == "2026-11-21");
    CHECK(parse_date("2026-11-21") == noon - one_day / 2);
    CHECK(parse_date("2028-02-29").has_value());
    CHECK(to_date(-5) == "1970-01-01");
    for (const char* wrong : {"",
                              "2026-11-31",
                              "2027-02-29",
                              "2026-1-1",
                              "21-11-2026",
                              "2026-11-2x",
                              "2026/11/21",
                              "-026-11-21",
                              "1969-12-31",
                              "2026-00-10",
                              "tomorrow"}) {
        CAPTURE(wrong);
        CHECK_FALSE(parse_date(wrong));
    }
}
