#include "cameo/grant/cbor.hpp"

#include <catch2/catch.hpp>

#include <limits>
#include <random>

using namespace rushlight::cameo;

namespace {

std::string hex(const Bytes& bytes)
{
    return to_hex(bytes);
}

bool is_accepted(std::string_view hex_of_value)
{
    const Bytes bytes = from_hex(hex_of_value).value();
    try {
        static_cast<void>(cbor::Value(bytes));
        return true;
    } catch (const cbor::Error&) {
        return false;
    }
}

} // namespace

TEST_CASE("values are encoded as in the examples of RFC 8949, appendix A", "[cameo][cbor]")
{
    CHECK(hex(cbor::integer(0)) == "00");
    CHECK(hex(cbor::integer(23)) == "17");
    CHECK(hex(cbor::integer(24)) == "1818");
    CHECK(hex(cbor::integer(100)) == "1864");
    CHECK(hex(cbor::integer(1000)) == "1903e8");
    CHECK(hex(cbor::integer(1000000)) == "1a000f4240");
    CHECK(hex(cbor::integer(1000000000000)) == "1b000000e8d4a51000");
    CHECK(hex(cbor::integer(-1)) == "20");
    CHECK(hex(cbor::integer(-100)) == "3863");
    CHECK(hex(cbor::integer(-1000)) == "3903e7");
    CHECK(hex(cbor::null()) == "f6");
    CHECK(hex(cbor::bytes(from_hex("01020304").value())) == "4401020304");
    CHECK(hex(cbor::text("")) == "60");
    CHECK(hex(cbor::text("IETF")) == "6449455446");
    CHECK(hex(cbor::text("\xc3\xbc")) == "62c3bc");
    CHECK(hex(cbor::text("\xf0\x90\x85\x91")) == "64f0908591");
    CHECK(hex(cbor::array({})) == "80");
    CHECK(hex(cbor::array({cbor::integer(1), cbor::array({cbor::integer(2), cbor::integer(3)})})) ==
          "8201820203");
    CHECK(hex(cbor::map({})) == "a0");
    CHECK(hex(cbor::map({{"a", cbor::integer(1)},
                         {"b", cbor::array({cbor::integer(2), cbor::integer(3)})}})) ==
          "a26161016162820203");
}

TEST_CASE("map keys are in the order of their encodings, so the shorter key comes first",
          "[cameo][cbor]")
{
    const Bytes encoded = cbor::map({{"aa", cbor::integer(3)},
                                     {"b", cbor::integer(2)},
                                     {"a", cbor::integer(1)},
                                     {"\xc3\xbc", cbor::integer(4)}});
    CHECK(hex(encoded) == "a4616101616202626161"
                          "0362c3bc04");
    CHECK_THROWS_AS(cbor::map({{"a", cbor::null()}, {"a", cbor::null()}}), cbor::Error);
}

TEST_CASE("what is encoded is read back", "[cameo][cbor]")
{
    constexpr std::array<std::int64_t, 8> numbers{0,
                                                  23,
                                                  255,
                                                  256,
                                                  65536,
                                                  -1,
                                                  std::numeric_limits<std::int64_t>::max(),
                                                  std::numeric_limits<std::int64_t>::min()};
    for (const std::int64_t number : numbers) {
        const Bytes bytes = cbor::integer(number);
        CHECK(cbor::Value(bytes).integer() == number);
    }
    const std::string long_text(300, 'x');
    const Bytes bytes = cbor::map({{"t", cbor::text(long_text)}, {"n", cbor::null()}});
    cbor::Fields fields{cbor::Value(bytes)};
    CHECK(fields.take("t").text() == long_text);
    CHECK_THROWS_WITH(fields.finish(), "the field n is unknown");
    CHECK(fields.take("n").is_null());
    CHECK_NOTHROW(fields.finish());
    CHECK_THROWS_WITH(fields.take("n"), "the field n is missing");
}

TEST_CASE("a second way to write a value is refused", "[cameo][cbor]")
{
    CHECK(is_accepted("a26161016162820203"));
    CHECK_FALSE(is_accepted("1800"));       // 0 in two bytes
    CHECK_FALSE(is_accepted("190017"));     // 23 in three
    CHECK_FALSE(is_accepted("1a0000ffff")); // 65535 in five
    CHECK_FALSE(is_accepted("1b00000000ffffffff"));
    CHECK_FALSE(is_accepted("5800"));             // long head of an empty string
    CHECK_FALSE(is_accepted("9fff"));             // indefinite array
    CHECK_FALSE(is_accepted("bfff"));             // indefinite map
    CHECK_FALSE(is_accepted("5f4100ff"));         // indefinite string
    CHECK_FALSE(is_accepted("a2616201616101"));   // keys out of order
    CHECK_FALSE(is_accepted("a262616101616202")); // longer key first
    CHECK_FALSE(is_accepted("a2616101616102"));   // key twice
    CHECK_FALSE(is_accepted("a10101"));           // key that is no text
    CHECK_FALSE(is_accepted("c11a514b67b0"));     // tag
    CHECK_FALSE(is_accepted("f90000"));           // float
    CHECK_FALSE(is_accepted("f4"));               // false
    CHECK_FALSE(is_accepted("f7"));               // undefined
    CHECK_FALSE(is_accepted("1bffffffffffffffff"));
    CHECK_FALSE(is_accepted("0000")); // two values
}

TEST_CASE("truncated, empty, deep and badly spelt CBOR is refused", "[cameo][cbor]")
{
    CHECK_FALSE(is_accepted(""));
    CHECK_FALSE(is_accepted("18"));
    CHECK_FALSE(is_accepted("4401020"
                            "3"));
    CHECK_FALSE(is_accepted("9b7fffffffffffffff"));
    CHECK_FALSE(is_accepted("bb7fffffffffffffff"));
    CHECK_FALSE(is_accepted("5b7fffffffffffffff"));
    CHECK_FALSE(is_accepted("61ff"));       // not UTF-8
    CHECK_FALSE(is_accepted("62c080"));     // overlong
    CHECK_FALSE(is_accepted("63eda080"));   // surrogate
    CHECK_FALSE(is_accepted("64f4908080")); // above U+10FFFF
    CHECK(is_accepted("8181818181818100")); // 7 deep
    CHECK_FALSE(is_accepted("81818181818181818100"));
    CHECK_THROWS_AS(cbor::text("\xff"), cbor::Error);
}

TEST_CASE("random bytes are refused or are exactly one value", "[cameo][cbor]")
{
    std::mt19937 random(1);
    for (int round = 0; round < 20000; ++round) {
        Bytes bytes(random() % 24);
        for (auto& byte : bytes) {
            byte = static_cast<std::uint8_t>(random());
        }
        try {
            const cbor::Value value(bytes);
            static_cast<void>(value.is_null());
        } catch (const cbor::Error&) {
        }
    }
    SUCCEED();
}

TEST_CASE("hex is read back and bad hex is refused", "[cameo]")
{
    CHECK(to_hex(from_hex("00aBff").value()) == "00abff");
    CHECK_FALSE(from_hex("0"));
    CHECK_FALSE(from_hex("0g"));
    CHECK_FALSE(exactly<4>(from_hex("00aabb").value()));
}
