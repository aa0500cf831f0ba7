#include "cameo/conditioning/likeness_conditioning.hpp"
#include "cameo/grant/ticket.hpp"
#include "generation/protocol/json.hpp"
#include "tests/cameo/grant/milo.hpp"
#include "tests/support/temporary_folder.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <fstream>
#include <functional>

using namespace rushlight;
using namespace rushlight::cameo;
using namespace rushlight::cameo::test;

namespace {

const Bytes this_worker(32, 7);

/// A job for Milo as a studio would send it; each test spoils one thing.
struct Job {
    rushlight::test::TemporaryFolder data;
    Milo milo;
    generation::Request request;
    generation::Inputs references;
    Bytes pixels = Bytes(128 * 128 * 4, 90);
    std::string use = "generate";
    std::string completed_prompt = "milo walks along the beach at dusk";
    Ticket ticket{"job-1", {}, this_worker, noon};
    std::function<void(Bytes&)> spoil_grant = [](Bytes&) {
    };
    std::function<void(Bytes&)> spoil_ticket = [](Bytes&) {
    };
    bool with_grant = true;
    bool revoke = false;
    bool hash_request = true;
    Instant seen = noon;

    Job()
    {
        milo.grant.references = {sha256(pixels)};
        request.prompt = "@milo walks";
        request.cast = {{"milo", "person", {"cast/milo/0"}}};
        request.inputs = {{"cast/milo/0", to_hex(sha256(pixels)), {128, 128}, 1, 4}};
        references["cast/milo/0"] = {{128, 128}, 1, 4, pixels};
    }

    /// The folder's format by hand: TrustFolder waits for the disk at every file.
    void write_trust() const
    {
        const auto folder = data / "trust";
        std::filesystem::create_directories(folder / "subjects");
        std::filesystem::create_directories(folder / "ended");
        std::ofstream(folder / "installation.pub") << to_hex(milo.trust.installation.bytes);
        for (const auto& [id, key] : milo.trust.subjects) {
            std::ofstream(folder / "subjects" / (to_hex(id.bytes) + ".pub")) << to_hex(key.bytes);
        }
        if (revoke) {
            std::ofstream(folder / "ended" / to_hex(milo.grant.id)) << "";
        }
        std::ofstream(folder / "latest") << seen;
    }

    std::variant<std::vector<generation::VerifiedLikeness>, Refusal>
    submit(LikenessConditioning& engine, Instant now = noon)
    {
        std::vector<Bytes> grants;
        if (with_grant) {
            grants.push_back(milo.signed_grant());
            spoil_grant(grants[0]);
        }
        if (hash_request) {
            ticket.request = request_hash(generation::to_json(request));
        }
        Bytes signed_ticket = sign_ticket(ticket, milo.installation);
        spoil_ticket(signed_ticket);
        return engine.verify(
            {request, "job-1", use, completed_prompt, grants, signed_ticket, references}, now);
    }

    std::string answer(Instant now = noon)
    {
        write_trust();
        LikenessConditioning engine(data.path(), this_worker);
        const auto result = submit(engine, now);
        const auto* refusal = std::get_if<Refusal>(&result);
        return refusal != nullptr ? std::string(rule_id(refusal->rule)) : "allowed";
    }
};

struct Row {
    const char* state;
    std::function<void(Job&)> change;
    const char* rule;
    Instant now = noon;
};

const std::vector<Row> rows{
    {"good", [](Job&) {}, "allowed"},
    {"no grant", [](Job& j) { j.with_grant = false; }, "no_grant"},
    {"expired", [](Job& j) { j.milo.grant.expires = noon; }, "expired"},
    {"not yet", [](Job& j) { j.milo.grant.not_before = noon + 1; }, "not_yet_valid"},
    {"revoked", [](Job& j) { j.revoke = true; }, "revoked"},
    {"forged signature",
     [](Job& j) {
         j.spoil_grant = [](Bytes& b) {
             b.back() = static_cast<std::uint8_t>(~b.back());
         };
     },
     "forged"},
    {"altered field",
     [](Job& j) {
         j.spoil_grant = [](Bytes& b) {
             constexpr std::string_view word = "lighthouse"; // in the description
             const auto at = std::search(b.begin(), b.end(), word.begin(), word.end());
             if (at != b.end()) {
                 *at = 'L';
             }
         };
     },
     "forged"},
    {"damaged grant",
     [](Job& j) {
         j.spoil_grant = [](Bytes& b) {
             b.resize(50);
         };
     },
     "malformed"},
    {"subject of a stranger", [](Job& j) { j.milo.trust.subjects.clear(); }, "unknown_subject"},
    {"wrong installation",
     [](Job& j) { j.milo.grant.grantees = {key_id(SecretKey().public_key())}; },
     "wrong_installation"},
    {"clock set back", [](Job& j) { j.seen = noon + 2 * one_day; }, "clock_back"},
    {"tampered reference",
     [](Job& j) {
         j.references["cast/milo/0"].bytes.resize(128 * 128 * 4, 1);
         j.references["cast/milo/0"].bytes[5] = 91;
     },
     "tampered_reference"},
    {"tampered reference announced as such",
     [](Job& j) {
         auto& bytes = j.references["cast/milo/0"].bytes;
         bytes.assign(128 * 128 * 4, 91);
         for (auto& input : j.request.inputs) {
             input.sha256 = to_hex(sha256(bytes));
         }
     },
     "tampered_reference"},
    {"another granted reference than announced",
     [](Job& j) {
         auto& bytes = j.references["cast/milo/0"].bytes;
         bytes.assign(128 * 128 * 4, 92);
         j.milo.grant.references.push_back(sha256(bytes));
     },
     "tampered_reference"},
    {"reference missing", [](Job& j) { j.references.clear(); }, "tampered_reference"},
    {"reference cut short",
     [](Job& j) { j.references["cast/milo/0"].bytes.resize(128 * 128 * 4 - 1); },
     "tampered_reference"},
    {"reference of another size",
     [](Job& j) { j.references["cast/milo/0"].size = {64, 256}; },
     "tampered_reference"},
    {"reference not among the inputs",
     [](Job& j) { j.request.inputs.clear(); },
     "tampered_reference"},
    {"forbidden word in the completed prompt",
     [](Job& j) { j.completed_prompt += ", a DRAGON"; },
     "forbidden_word"},
    {"forbidden word in the prompt as written",
     [](Job& j) { j.request.prompt += " with dragons"; },
     "forbidden_word"},
    {"forbidden word in the negative prompt",
     [](Job& j) { j.request.negative = "dragon"; },
     "forbidden_word"},
    {"forbidden kind", [](Job& j) { j.completed_prompt += " in a car"; }, "forbidden_kind"},
    {"forbidden action", [](Job& j) { j.completed_prompt = "milo fights"; }, "forbidden_action"},
    {"forbidden core", [](Job& j) { j.completed_prompt = "milo votes"; }, "forbidden_core"},
    {"called an object", [](Job& j) { j.request.cast[0].kind = "object"; }, "wrong_kind"},
    {"use not granted", [](Job& j) { j.milo.grant.uses = {Use::remix}; }, "forbidden_use"},
    {"a source though remix is not granted",
     [](Job& j) {
         j.milo.grant.uses = {Use::generate};
         j.request.source = generation::Source{"clip", 0.5, 0};
     },
     "forbidden_use"},
    {"a remix of a take of Milo without new references needs his grant",
     [](Job& j) {
         j.with_grant = false;
         j.request.source = generation::Source{"clip", 0.5, 0};
         j.request.cast[0].inputs.clear();
     },
     "no_grant"},
    {"another handle with Milo's grant",
     [](Job& j) { j.request.cast[0].handle = "mila"; },
     "no_grant"},
    {"use that does not exist", [](Job& j) { j.use = "export"; }, "malformed"},
    {"no ticket",
     [](Job& j) {
         j.spoil_ticket = [](Bytes& b) {
             b.clear();
         };
     },
     "no_ticket"},
    {"forged ticket",
     [](Job& j) {
         j.spoil_ticket = [&j](Bytes& b) {
             b = sign_ticket(j.ticket, SecretKey());
         };
     },
     "forged_ticket"},
    {"ticket signed by the subject",
     [](Job& j) {
         j.spoil_ticket = [&j](Bytes& b) {
             b = sign_ticket(j.ticket, j.milo.subject);
         };
     },
     "forged_ticket"},
    {"stale ticket", [](Job& j) { j.ticket.issued = noon - 121; }, "stale_ticket"},
    {"ticket from the future", [](Job& j) { j.ticket.issued = noon + 121; }, "stale_ticket"},
    {"ticket for another job", [](Job& j) { j.ticket.job = "job-2"; }, "wrong_request"},
    {"ticket for another request",
     [](Job& j) {
         j.ticket.request = request_hash(generation::to_json(j.request));
         j.hash_request = false;
         j.request.seed = 5;
     },
     "wrong_request"},
    {"another worker's nonce", [](Job& j) { j.ticket.nonce = Bytes(32, 8); }, "wrong_worker"},
};

} // namespace

TEST_CASE("the engine refuses a likeness by the rule that its job breaks", "[cameo][conditioning]")
{
    for (const Row& row : rows) {
        Job job;
        row.change(job);
        CAPTURE(row.state);
        CHECK(job.answer(row.now) == row.rule);
    }
}

TEST_CASE("no pair of bad states makes a job that the engine takes", "[cameo][conditioning]")
{
    for (const Row& first : rows) {
        for (const Row& second : rows) {
            if (std::string(first.rule) == "allowed" || std::string(second.rule) == "allowed" ||
                &first == &second) {
                continue;
            }
            Job job;
            first.change(job);
            second.change(job);
            CAPTURE(first.state, second.state);
            CHECK(job.answer() != "allowed");
        }
    }
}

TEST_CASE("a good job gives the pixels that came", "[cameo][conditioning]")
{
    Job job;
    job.write_trust();
    LikenessConditioning engine(job.data.path(), this_worker);
    const auto result = job.submit(engine);
    const auto* cast = std::get_if<std::vector<generation::VerifiedLikeness>>(&result);
    REQUIRE(cast != nullptr);
    REQUIRE(cast->size() == 1);
    CHECK((*cast)[0].handle == "milo");
    REQUIRE((*cast)[0].references.size() == 1);
    CHECK((*cast)[0].references[0].bytes == job.pixels);
}

TEST_CASE("a ticket serves once, also when its job was refused", "[cameo][conditioning]")
{
    Job job;
    job.write_trust();
    LikenessConditioning engine(job.data.path(), this_worker);
    const auto rule = [&] {
        const auto result = job.submit(engine);
        const auto* refusal = std::get_if<Refusal>(&result);
        return refusal != nullptr ? std::string(rule_id(refusal->rule)) : "allowed";
    };
    CHECK(rule() == "allowed");
    CHECK(rule() == "replayed");
    job.ticket.issued += 1; // a fresh one
    job.with_grant = false;
    CHECK(rule() == "no_grant");
    job.with_grant = true;
    CHECK(rule() == "replayed");
}

TEST_CASE("a revocation takes effect between two jobs of one worker", "[cameo][conditioning]")
{
    Job job;
    job.write_trust();
    LikenessConditioning engine(job.data.path(), this_worker);
    CHECK(std::holds_alternative<std::vector<generation::VerifiedLikeness>>(job.submit(engine)));
    TrustFolder(job.data.path()).end(job.milo.grant.id, {});
    job.ticket.issued += 1;
    const auto result = job.submit(engine);
    REQUIRE(std::holds_alternative<Refusal>(result));
    CHECK(std::get<Refusal>(result).rule == Rule::revoked);
}

TEST_CASE("the worker itself remembers the latest time", "[cameo][conditioning]")
{
    Job job;
    job.milo.grant.expires = noon + 30 * one_day;
    job.write_trust();
    LikenessConditioning engine(job.data.path(), this_worker);
    job.ticket.issued = noon + 3 * one_day;
    CHECK(std::holds_alternative<std::vector<generation::VerifiedLikeness>>(
        job.submit(engine, noon + 3 * one_day)));
    job.ticket.issued = noon;
    const auto result = job.submit(engine, noon);
    REQUIRE(std::holds_alternative<Refusal>(result));
    CHECK(std::get<Refusal>(result).rule == Rule::clock_back);
}

TEST_CASE("a request without a cast needs neither grant nor keys", "[cameo][conditioning]")
{
    Job job;
    job.request.cast.clear();
    job.with_grant = false;
    LikenessConditioning engine(job.data.path(), this_worker); // no trust folder at all
    const auto result = job.submit(engine);
    const auto* cast = std::get_if<std::vector<generation::VerifiedLikeness>>(&result);
    REQUIRE(cast != nullptr);
    CHECK(cast->empty());
}

TEST_CASE("without a trust folder every likeness is refused", "[cameo][conditioning]")
{
    Job job;
    LikenessConditioning engine(job.data.path(), this_worker);
    const auto result = job.submit(engine);
    REQUIRE(std::holds_alternative<Refusal>(result));
    CHECK(std::get<Refusal>(result).rule == Rule::unknown_subject);
}
