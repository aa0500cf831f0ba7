// Linked against cameo_grant built without libsodium.
#include "cameo/grant/signature.hpp"
#include "cameo/grant/verify.hpp"

#include <catch2/catch.hpp>

using namespace rushlight::cameo;

TEST_CASE("without libsodium every likeness is refused", "[cameo][verify]")
{
    CHECK_FALSE(signatures_available());
    CHECK_THROWS_AS(SecretKey(), NoSignatures);
    CHECK_THROWS_AS(sha256({}), NoSignatures);
    const Intent intent{"milo", "person", {Use::generate}, {}, "milo walks", {}};
    const Trust trust;
    for (const std::vector<Bytes>& grants :
         {std::vector<Bytes>{}, std::vector<Bytes>{Bytes{}}, std::vector<Bytes>{Bytes(100, 1)}}) {
        const auto refusal = refuse(grants, intent, trust, 0);
        REQUIRE(refusal);
        CHECK(refusal->rule == Rule::no_signatures);
    }
}
