#include "generation/protocol/message.hpp"
#include "tests/generation/protocol/requests.hpp"

#include <catch2/catch.hpp>

#include <random>

using namespace rushlight::generation;
using namespace rushlight::generation::message;

namespace {

std::vector<Message> one_of_each()
{
    Ready ready;
    ready.limits = {rushlight::test::toy_limits()};
    ready.nonce = Bytes(32, 7);
    ready.pid = 4711;
    ready.device = "cpu";
    Submit submit{"job-1", "{}", "remix", {{1, 2, 3}, {}}, Bytes(100, 9), {{"ada-1", "ab"}}};
    Preview preview{"job-1", {4, 2}, 3, Bytes(72, 5)};
    Finished finished{"job-1", "{}", 9, 36000, {{"rain", 0, 0.75, -3, 0.5, 36000}}, 4096};
    Failed failed{
        "job-1", Code::out_of_memory, "needs 2 GB", "", {{"/seed", "must be …"}}, 2 << 20, 1 << 20};
    return {Hello{1, "0.1.0"},
            ready,
            submit,
            Ask{"job-2", "{}"},
            Forecast{"job-2", 12.5, 1'000'000'000, "a fox"},
            Cancel{"job-1"},
            Progress{"job-1", "denoise", 3, 24, 0.2, 7.5},
            preview,
            finished,
            failed,
            Heartbeat{"job-1", 17, 900'000'000}};
}

} // namespace

TEST_CASE("every message comes back from its bytes unchanged", "[protocol][message]")
{
    for (const auto& message : one_of_each()) {
        INFO(message.index());
        CHECK(decode(encode(message)) == message);
    }
    CHECK(one_of_each().size() == std::variant_size_v<Message>);
}

TEST_CASE("a message over one mebibyte is refused before it is sent", "[protocol][message]")
{
    CHECK_THROWS_AS(encode(Preview{"job", {1024, 512}, 1, Bytes(1024 * 512 * 3)}), BadMessage);
}

TEST_CASE("hostile bytes are an error, never a crash", "[protocol][message]")
{
    const std::vector<Bytes> table{
        {},
        {0xff},
        {0x00},                                                             // a number
        {0xa0},                                                             // no type
        {0xa1, 0x64, 't', 'y', 'p', 'e', 0x63, 'f', 'o', 'o'},              // unknown type
        {0x5b, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff},             // endless bytes
        {0x9b, 0x00, 0x00, 0x00, 0xff, 0xff, 0xff, 0xff, 0xff},             // endless list
        {0xbb, 0x80, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00},             // a map of 2^63 pairs
        {0x7f, 0x61, 'a', 0xff},                                            // indefinite
        {0xc1, 0x00},                                                       // tag
        {0xa1, 0x01, 0x02},                                                 // key is no text
        {0xa1, 0x61, 0xff, 0x00},                                           // key is not UTF-8
        {0xa1, 0x64, 't', 'y', 'p', 'e', 0x65, 'h', 'e', 'l', 'l', 'o', 0}, // trailing byte
        Bytes(most_bytes, 0x81),                                            // nested a million deep
        Bytes(most_bytes + 1, 0),
    };
    for (std::size_t i = 0; i < table.size(); ++i) {
        INFO(i);
        CHECK_THROWS_AS(decode(table[i]), BadMessage);
    }
}

TEST_CASE("missing, unknown and mistyped fields of a message are errors", "[protocol][message]")
{
    const auto text = [](const std::string& value) {
        Bytes out(value.begin(), value.end());
        out.insert(out.begin(), static_cast<std::uint8_t>(0x60 + value.size()));
        return out;
    };
    const auto map = [](std::vector<Bytes> items) {
        Bytes out{static_cast<std::uint8_t>(0xa0 + items.size() / 2)};
        for (const auto& item : items) {
            out.insert(out.end(), item.begin(), item.end());
        }
        return out;
    };
    CHECK(decode(map({text("type"), text("cancel"), text("job"), text("1")})) ==
          Message(Cancel{"1"}));
    CHECK_THROWS_AS(decode(map({text("type"), text("cancel")})), BadMessage);
    CHECK_THROWS_AS(decode(map({text("type"), text("cancel"), text("job"), {0x01}})), BadMessage);
    CHECK_THROWS_AS(
        decode(map(
            {text("type"), text("cancel"), text("job"), text("1"), text("also"), text("this")})),
        BadMessage);
    CHECK_THROWS_AS(decode(encode(Preview{"job", {4, 4}, 1, Bytes(47)})), BadMessage);
    CHECK_THROWS_AS(decode(encode(Finished{"job", "{}", 9, -1, {}, 0})), BadMessage);
}

TEST_CASE("flipped, cut and joined bytes of messages never crash the reader",
          "[protocol][message][fuzz]")
{
    std::mt19937 random(11);
    std::vector<Bytes> good;
    for (const auto& message : one_of_each()) {
        good.push_back(encode(message));
    }
    int accepted = 0;
    for (int i = 0; i < 20'000; ++i) {
        Bytes bytes = good[random() % good.size()];
        for (unsigned k = 0, changes = 1 + random() % 4; k < changes && !bytes.empty(); ++k) {
            const auto at = static_cast<std::ptrdiff_t>(random() % bytes.size());
            switch (random() % 4) {
            case 0:
                bytes[static_cast<std::size_t>(at)] = static_cast<std::uint8_t>(random());
                break;
            case 1:
                bytes.resize(static_cast<std::size_t>(at));
                break;
            case 2:
                bytes.insert(bytes.begin() + at, static_cast<std::uint8_t>(random()));
                break;
            default:
                const Bytes& other = good[random() % good.size()];
                bytes.insert(bytes.begin() + at, other.begin(), other.end());
            }
        }
        try {
            const Message message = decode(bytes);
            CHECK(decode(encode(message)) == message);
            ++accepted;
        } catch (const BadMessage&) {
        }
    }
    CHECK(accepted < 20'000);
}
