#include "cameo/consent_gate.hpp"
#include "cameo/error.hpp"
#include "cameo/grant/verify.hpp"
#include "generation/protocol/json.hpp"
#include "tests/cameo/studio.hpp"

#include <catch2/catch.hpp>

#include <filesystem>
#include <functional>

using namespace rushlight;
using namespace rushlight::cameo;
using rushlight::cameo::test::Studio;

namespace {

std::string rule_of(const std::variant<Release, Refusal>& answer)
{
    const auto* refusal = std::get_if<Refusal>(&answer);
    return refusal != nullptr ? std::string(rule_id(refusal->rule)) : "allowed";
}

/// Spoils the stored grant of @pip after signing it again with the right keys.
void sign_anew(Studio& studio, const std::function<void(Grant&)>& change)
{
    const CastMember pip = studio.cast.find("pip").value();
    Grant grant = parse_grant(*pip.grant).grant;
    change(grant);
    studio.set_stored_grant("pip",
                            sign_grant(grant,
                                       studio.cast.vault().subject(pip.subject),
                                       studio.cast.vault().installation()));
}

struct Row {
    const char* state;
    std::function<void(Studio&)> world;                ///< what is wrong on the machine
    std::function<void(generation::Request&)> request; ///< what is wrong in the request
    const char* rule;
};

const std::function<void(Studio&)> nothing_there = [](Studio&) {
};
const std::function<void(generation::Request&)> nothing_here = [](generation::Request&) {
};

const std::vector<Row> rows{
    {"good", nothing_there, nothing_here, "allowed"},
    {"no grant", [](Studio& s) { s.set_stored_grant("pip", {}); }, nothing_here, "no_grant"},
    {"expired", [](Studio& s) { s.time += 366 * one_day; }, nothing_here, "expired"},
    {"not yet", [](Studio& s) { s.time -= 3600; }, nothing_here, "not_yet_valid"},
    {"revoked", [](Studio& s) { s.cast.revoke("pip"); }, nothing_here, "revoked"},
    {"revoked and the row put back",
     [](Studio& s) {
         const Bytes grant = s.stored_grant("pip");
         s.cast.revoke("pip");
         s.set_stored_grant("pip", grant);
     },
     nothing_here,
     "revoked"},
    {"forged signature",
     [](Studio& s) {
         Bytes grant = s.stored_grant("pip");
         grant.back() ^= 1;
         s.set_stored_grant("pip", grant);
     },
     nothing_here,
     "forged"},
    {"altered field",
     [](Studio& s) {
         Bytes grant = s.stored_grant("pip");
         constexpr std::string_view word = "dragon"; // among the forbidden words
         *std::search(grant.begin(), grant.end(), word.begin(), word.end()) = 'w';
         s.set_stored_grant("pip", grant);
     },
     nothing_here,
     "forged"},
    {"damaged grant",
     [](Studio& s) { s.set_stored_grant("pip", Bytes(30, 1)); },
     nothing_here,
     "malformed"},
    {"wrong installation",
     [](Studio& s) {
         sign_anew(s, [](Grant& g) { g.grantees = {key_id(SecretKey().public_key())}; });
     },
     nothing_here,
     "wrong_installation"},
    {"subject not pinned",
     [](Studio& s) { std::filesystem::remove_all(s.data / "trust" / "subjects"); },
     nothing_here,
     "unknown_subject"},
    {"use not granted",
     [](Studio& s) { sign_anew(s, [](Grant& g) { g.uses = {}; }); },
     nothing_here,
     "forbidden_use"},
    {"clock set back",
     [](Studio& s) { s.cast.trust().see(s.time + 2 * one_day); },
     nothing_here,
     "clock_back"},
    {"tampered reference",
     nothing_there,
     [](generation::Request& r) { r.inputs[0].sha256 = std::string(64, 'a'); },
     "tampered_reference"},
    {"reference without an input",
     nothing_there,
     [](generation::Request& r) { r.inputs.clear(); },
     "tampered_reference"},
    {"reference with a hash that is none",
     nothing_there,
     [](generation::Request& r) { r.inputs[1].sha256 = "milo"; },
     "tampered_reference"},
    {"forbidden word",
     nothing_there,
     [](generation::Request& r) { r.prompt += "Dragons fly by."; },
     "forbidden_word"},
    {"forbidden word in the negative prompt",
     nothing_there,
     [](generation::Request& r) { r.negative = "dragon"; },
     "forbidden_word"},
    {"forbidden kind",
     nothing_there,
     [](generation::Request& r) { r.prompt += "In a car."; },
     "forbidden_kind"},
    {"forbidden action",
     nothing_there,
     [](generation::Request& r) { r.prompt += "Pip is fighting."; },
     "forbidden_action"},
    {"forbidden core",
     nothing_there,
     [](generation::Request& r) { r.prompt += "Naked."; },
     "forbidden_core"},
    {"another kind in the request",
     nothing_there,
     [](generation::Request& r) { r.cast[0].kind = "place"; },
     "wrong_kind"},
};

void grant_pip(Studio& studio)
{
    studio.add_pip();
    Terms terms;
    terms.forbidden = {{"dragon"}, {"car"}, {"fight"}};
    studio.cast.grant("pip", terms);
}

/// A way by which a request reaches the gate: it comes out as the request that the gate sees.
struct WayIn {
    const char* name;
    Use use;
    std::function<generation::Request(const Studio&, const generation::Request&)> arrive;
};

const std::vector<WayIn> ways_in{
    {"command line",
     Use::generate,
     [](const Studio&, const generation::Request& r) {
         return r;
     }},
    {"storyboard or project file",
     Use::generate,
     [](const Studio&, const generation::Request& r) {
         return generation::request_from_json(generation::to_json(r));
     }},
    {"recipe made again",
     Use::again,
     [](const Studio&, const generation::Request& r) {
         generation::Recipe recipe;
         recipe.request = r;
         return generation::recipe_from_json(generation::to_json(recipe)).request;
     }},
    {"remix of a cast take",
     Use::remix,
     [](const Studio&, const generation::Request& r) {
         generation::Recipe take;
         take.request = r;
         generation::Request remix;
         remix.prompt = r.prompt;
         remix.negative = r.negative;
         remix.inputs = r.inputs;
         remix.source = generation::Source{"take", 0.5, 0};
         carry_cast(take, remix);
         for (std::size_t i = 0; i < remix.cast.size(); ++i) {
             remix.cast[i].inputs = r.cast[i].inputs;
         }
         return remix;
     }},
};

} // namespace

TEST_CASE("every bad state is refused by its rule on every way in", "[cameo][gate]")
{
    for (const Row& row : rows) {
        Studio studio;
        grant_pip(studio);
        generation::Request request = studio.request({"pip"});
        row.world(studio);
        row.request(request);
        for (const WayIn& way : ways_in) {
            const generation::Request arrived = way.arrive(studio, request);
            const Job job{"job", arrived, arrived.prompt, way.use};
            CAPTURE(row.state, way.name);
            CHECK(rule_of(studio.gate.acquire(job)) == row.rule);
        }
        const auto checked = studio.gate.check({"job", request, request.prompt});
        CHECK((checked ? rule_id(checked->rule) : "allowed") == std::string(row.rule));
    }
}

TEST_CASE("a word that only the completed prompt holds is refused", "[cameo][gate]")
{
    Studio studio;
    grant_pip(studio);
    const generation::Request request = studio.request({"pip"});
    CHECK(rule_of(studio.gate.acquire({"job", request, "a dragon on a hill"})) == "forbidden_word");
}

TEST_CASE("a good job gets the pixels and grants of its cast", "[cameo][gate]")
{
    Studio studio;
    grant_pip(studio);
    const generation::Request request = studio.request({"pip"});
    const auto answer = studio.gate.acquire({"job", request, ""});
    const auto* release = std::get_if<Release>(&answer);
    REQUIRE(release != nullptr);
    REQUIRE(release->likenesses().size() == 1);
    CHECK(release->grants().size() == 1);
    const LikenessHandle& pip = release->likenesses()[0];
    CHECK(pip.handle() == "pip");
    REQUIRE(pip.references().size() == 2);
    CHECK(pip.references()[0].input == "cast/pip/1");
    CHECK(to_hex(sha256(pip.references()[1].picture.rgba)) == request.inputs[1].sha256);
    CHECK_FALSE(studio.gate.ticket(*release, Bytes(32, 1)).empty());
}

TEST_CASE("a request without a cast passes and leaves no line", "[cameo][gate]")
{
    Studio studio;
    const generation::Request request;
    CHECK_FALSE(studio.gate.check({"job", request, ""}));
    const auto answer = studio.gate.acquire({"job", request, ""});
    REQUIRE(std::holds_alternative<Release>(answer));
    CHECK(studio.gate.ticket(std::get<Release>(answer), Bytes(32, 1)).empty());
    CHECK(studio.cast.log().entries().empty());
}

TEST_CASE("an unknown handle is an error, not a refusal", "[cameo][gate]")
{
    Studio studio;
    generation::Request request;
    request.cast = {{"pop", "animal", {}}};
    CHECK_THROWS_AS(studio.gate.check({"job", request, ""}), CameoError);
    CHECK_THROWS_AS(studio.gate.acquire({"job", request, ""}), CameoError);
    CHECK_THROWS_AS(studio.gate.name_references(request, 3), CameoError);
}

TEST_CASE("one refused member refuses the whole shot", "[cameo][gate]")
{
    Studio studio;
    grant_pip(studio);
    studio.add_pip("pop");
    const generation::Request request = studio.request({"pip", "pop"});
    const auto refusal = studio.gate.check({"job", request, ""});
    REQUIRE(refusal);
    CHECK(refusal->rule == Rule::no_grant);
    CHECK(refusal->handle == "pop");
    CHECK(refusal->sentence.find("rushlight cast grant pop") != std::string::npos);
}

TEST_CASE("every answer about a likeness is in the log, with the prompt as a hash only",
          "[cameo][gate]")
{
    Studio studio;
    grant_pip(studio);
    const generation::Request request = studio.request({"pip"});
    static_cast<void>(studio.gate.acquire({"job-1", request, "pip by the sea"}));
    static_cast<void>(studio.gate.acquire({"job-2", request, "pip and a dragon"}));
    const auto entries = studio.cast.log().entries();
    REQUIRE(entries.size() == 4); // enrol, grant, acquire, deny
    CHECK(entries[2].action == Action::acquire);
    CHECK(entries[2].job == "job-1");
    CHECK(entries[2].grant.size() == 16);
    CHECK(entries[2].prompt == sha256(view("pip by the sea")));
    CHECK(entries[3].action == Action::deny);
    CHECK(entries[3].rule == "forbidden_word");
    CHECK_FALSE(studio.cast.log().problem());
}

TEST_CASE("nothing is released when the log cannot be written", "[cameo][gate]")
{
    Studio studio;
    grant_pip(studio);
    const generation::Request request = studio.request({"pip"});
    studio.library.execute("CREATE TRIGGER full BEFORE INSERT ON use_log"
                           " BEGIN SELECT RAISE(ABORT, 'no'); END");
    CHECK_THROWS(studio.gate.acquire({"job", request, ""}));
}

TEST_CASE("references are shared out evenly within the limit", "[cameo][gate]")
{
    Studio studio;
    studio.add_pip("pip");
    studio.add_pip("pop");
    generation::Request request;
    request.inputs = {{"clip", "", {64, 64}, 1, 3}, {"cast/old/1", "", {128, 128}, 1, 4}};
    request.cast = {{"pip", "object", {"x"}}, {"pop", "", {}}};
    studio.gate.name_references(request, 3);
    CHECK(request.cast[0].kind == "animal");
    CHECK(request.cast[0].inputs == std::vector<std::string>{"cast/pip/1", "cast/pip/2"});
    CHECK(request.cast[1].inputs == std::vector<std::string>{"cast/pop/1"});
    REQUIRE(request.inputs.size() == 4);
    CHECK(request.inputs[0].name == "clip");
    CHECK(request.inputs[1].size == generation::Size{128, 128});
    studio.gate.name_references(request, 0);
    CHECK(request.inputs.size() == 3); // one each, whatever the limit
}

TEST_CASE("a file that a cast member was added from is known again", "[cameo][gate]")
{
    Studio studio;
    const Added added = studio.add_pip();
    CHECK(studio.gate.handles_of_file(added.member.pictures[0].file_sha256) ==
          std::vector<std::string>{"pip"});
    CHECK(studio.gate.handles_of_file(Digest{}).empty());
}

TEST_CASE("a remix carries the cast of its source once", "[cameo][gate]")
{
    generation::Recipe take;
    take.request.cast = {{"pip", "animal", {"cast/pip/1"}}, {"pop", "object", {"cast/pop/1"}}};
    CHECK(handles_of(take) == std::vector<std::string>{"pip", "pop"});
    generation::Request remix;
    remix.cast = {{"pop", "object", {}}};
    carry_cast(take, remix);
    REQUIRE(remix.cast.size() == 2);
    CHECK(remix.cast[1].handle == "pip");
    CHECK(remix.cast[1].inputs.empty());
}
