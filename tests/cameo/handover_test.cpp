// From the studio's gate into the engine, as one job goes.
#include "cameo/conditioning/likeness_conditioning.hpp"
#include "tests/cameo/studio.hpp"

#include <catch2/catch.hpp>

using namespace rushlight;
using namespace rushlight::cameo;
using rushlight::cameo::test::Studio;

namespace {

struct Handover {
    Studio studio;
    generation::Request request;
    Bytes nonce = Bytes(32, 9);
    LikenessConditioning engine{studio.data.path(), nonce};

    Handover()
    {
        studio.add_pip();
        studio.cast.grant("pip", {});
        request = studio.request({"pip"});
    }

    [[nodiscard]] Release release()
    {
        auto answer = studio.gate.acquire({"job", request, ""});
        return std::get<Release>(std::move(answer));
    }

    std::string submit(LikenessConditioning& to, const Release& release, const Bytes& ticket) const
    {
        generation::Inputs pixels;
        for (const LikenessHandle& likeness : release.likenesses()) {
            for (const auto& reference : likeness.references()) {
                pixels[reference.input] = {{128, 128}, 1, 4, reference.picture.rgba};
            }
        }
        const auto result =
            to.verify({request, "job", "generate", "pip walks", release.grants(), ticket, pixels},
                      studio.time);
        const auto* refusal = std::get_if<Refusal>(&result);
        return refusal != nullptr ? std::string(rule_id(refusal->rule)) : "allowed";
    }
};

} // namespace

TEST_CASE("what the gate releases the engine takes, once", "[cameo][handover]")
{
    Handover job;
    const Release release = job.release();
    const Bytes ticket = job.studio.gate.ticket(release, job.nonce);
    CHECK(job.submit(job.engine, release, ticket) == "allowed");
    CHECK(job.submit(job.engine, release, ticket) == "replayed");
    LikenessConditioning another(job.studio.data.path(), Bytes(32, 10));
    CHECK(job.submit(another, release, ticket) == "wrong_worker");
}

TEST_CASE("a revocation after the release still stops the engine", "[cameo][handover]")
{
    Handover job;
    const Release release = job.release();
    const Bytes ticket = job.studio.gate.ticket(release, job.nonce);
    job.studio.cast.revoke("pip");
    CHECK(job.submit(job.engine, release, ticket) == "revoked");
}

TEST_CASE("a request changed after the release is refused by the engine", "[cameo][handover]")
{
    Handover job;
    const Release release = job.release();
    const Bytes ticket = job.studio.gate.ticket(release, job.nonce);
    job.request.seed += 1;
    CHECK(job.submit(job.engine, release, ticket) == "wrong_request");
}
