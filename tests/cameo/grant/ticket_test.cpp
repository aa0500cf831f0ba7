#include "cameo/grant/ticket.hpp"
#include "tests/cameo/grant/milo.hpp"

#include <catch2/catch.hpp>

#include <limits>
#include <random>

using namespace rushlight::cameo;
using namespace rushlight::cameo::test;

namespace {

struct Job {
    SecretKey installation;
    Ticket ticket{"job-7", request_hash("{}"), Bytes(32, 7), noon};

    [[nodiscard]] std::string answer(const Ticket& carried, Instant now = noon) const
    {
        return rule_of(sign_ticket(carried, installation), now);
    }

    [[nodiscard]] std::string rule_of(BytesView bytes, Instant now = noon) const
    {
        const auto result = verify_ticket(bytes, ticket, installation.public_key(), now);
        const auto* refusal = std::get_if<Refusal>(&result);
        return refusal != nullptr ? std::string(rule_id(refusal->rule)) : "allowed";
    }
};

} // namespace

TEST_CASE("a ticket is good for its job, request and worker for 120 seconds", "[cameo][ticket]")
{
    const Job job;
    CHECK(job.answer(job.ticket) == "allowed");
    CHECK(job.answer(job.ticket, noon + 120) == "allowed");
    CHECK(job.answer(job.ticket, noon + 121) == "stale_ticket");
    CHECK(job.answer(job.ticket, noon - 121) == "stale_ticket");
    Ticket other = job.ticket;
    other.job = "job-8";
    CHECK(job.answer(other) == "wrong_request");
    other = job.ticket;
    other.request = request_hash("{ }");
    CHECK(job.answer(other) == "wrong_request");
    other = job.ticket;
    other.nonce[0] = 8;
    CHECK(job.answer(other) == "wrong_worker");
    for (const Instant extreme :
         {std::numeric_limits<Instant>::max(), std::numeric_limits<Instant>::min()}) {
        other = job.ticket;
        other.issued = extreme;
        CHECK(job.answer(other) == "stale_ticket");
    }
}

TEST_CASE("a missing, damaged or foreign ticket is refused", "[cameo][ticket]")
{
    const Job job;
    const Bytes good = sign_ticket(job.ticket, job.installation);
    CHECK(job.rule_of({}) == "no_ticket");
    CHECK(job.rule_of(sign_ticket(job.ticket, SecretKey())) == "forged_ticket");
    CHECK(job.rule_of(Bytes(10'000, 1)) == "malformed");
    std::mt19937 random(4);
    for (int round = 0; round < 500; ++round) {
        Bytes bytes = good;
        bytes[random() % bytes.size()] ^= static_cast<std::uint8_t>(1 + random() % 255);
        REQUIRE(job.rule_of(bytes) != "allowed");
        bytes.resize(random() % bytes.size());
        REQUIRE(job.rule_of(bytes) != "allowed");
    }
}

TEST_CASE("a signature over one kind of thing does not serve another", "[cameo][ticket]")
{
    const SecretKey key;
    const Bytes message{1, 2, 3};
    const Signature signature = key.sign("vgrant1", message);
    CHECK(verify_signature(signature, "vgrant1", message, key.public_key()));
    CHECK_FALSE(verify_signature(signature, "vticket1", message, key.public_key()));
    CHECK(SecretKey(key.seed()).public_key() == key.public_key());
}
