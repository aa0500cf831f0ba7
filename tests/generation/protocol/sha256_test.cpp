#include "generation/protocol/sha256.hpp"

#include <catch2/catch.hpp>

using namespace rushlight::generation;

TEST_CASE("SHA-256 gives the standard's values", "[protocol][sha256]")
{
    CHECK(sha256_hex(std::string_view()) ==
          "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    CHECK(sha256_hex(std::string_view("abc")) ==
          "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    CHECK(
        sha256_hex(std::string_view("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq")) ==
        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
    CHECK(sha256_hex(std::string(1'000'000, 'a')) ==
          "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST_CASE("SHA-256 does not depend on the pieces in which bytes come", "[protocol][sha256]")
{
    const std::string text(300, 'x');
    for (std::size_t cut = 0; cut <= text.size(); ++cut) {
        Sha256 hash;
        const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
        hash.update({bytes, cut});
        hash.update({bytes + cut, text.size() - cut});
        Sha256 whole;
        whole.update({bytes, text.size()});
        CHECK(hash.digest() == whole.digest());
    }
}
