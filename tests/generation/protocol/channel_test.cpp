#include "generation/protocol/channel.hpp"

#include <catch2/catch.hpp>
#include <sys/socket.h>
#include <unistd.h>

#include <random>
#include <thread>

using namespace rushlight::generation;
using namespace rushlight::generation::message;

namespace {

struct Ends {
    std::pair<Descriptor, Descriptor> sockets = Channel::pair();
    Channel here{std::move(sockets.first)};
    Channel there{std::move(sockets.second)};
};

void write_raw(const Channel& channel, const Bytes& bytes)
{
    REQUIRE(::send(channel.descriptor(), bytes.data(), bytes.size(), MSG_NOSIGNAL) ==
            static_cast<ssize_t>(bytes.size()));
}

} // namespace

TEST_CASE("messages arrive whole and in order", "[protocol][channel]")
{
    Ends ends;
    std::jthread sender([&] {
        for (int i = 0; i < 200; ++i) {
            ends.here.send(Progress{"job", "denoise", i, 200, 0.5, 1});
            ends.here.send(Preview{"job", {64, 64}, 9, Bytes(64 * 64 * 27, 1)});
        }
    });
    for (int i = 0; i < 200; ++i) {
        const auto progress = ends.there.receive(5000);
        REQUIRE(progress);
        CHECK(std::get<Progress>(progress->message).step == i);
        const auto preview = ends.there.receive(5000);
        REQUIRE(preview);
        CHECK(std::get<Preview>(preview->message).rgb.size() == 64 * 64 * 27);
    }
}

TEST_CASE("descriptors arrive with the message that they were sent with", "[protocol][channel]")
{
    Ends ends;
    const Bytes first{1, 2, 3};
    const Bytes second(100'000, 9);
    const Descriptor one = sealed_memory("one", first);
    const Descriptor two = sealed_memory("two", second);
    ends.here.send(Cancel{"before"});
    ends.here.send(Submit{"job", "{}", "generate", {}, {}, {}}, {&one, &two});
    ends.here.send(Cancel{"after"});
    CHECK(ends.there.receive(1000)->descriptors.empty());
    const auto submit = ends.there.receive(1000);
    REQUIRE(submit->descriptors.size() == 2);
    CHECK(read_exactly(submit->descriptors[0], 3) == first);
    CHECK(read_exactly(submit->descriptors[1], 100'000) == second);
    CHECK_THROWS(read_exactly(submit->descriptors[1], 99'999));
    CHECK(ends.there.receive(1000)->descriptors.empty());
}

TEST_CASE("sealed memory cannot be changed by its receiver", "[protocol][channel]")
{
    const Bytes bytes{1, 2, 3};
    const Descriptor memory = sealed_memory("sealed", bytes);
    CHECK(::pwrite(memory.number(), "x", 1, 0) == -1);
    CHECK(::ftruncate(memory.number(), 1) == -1);
}

TEST_CASE("a message that is not whole yet is nothing yet", "[protocol][channel]")
{
    Ends ends;
    CHECK(!ends.there.receive(0));
    Bytes bytes = encode(Cancel{"job"});
    const auto size = static_cast<std::uint8_t>(bytes.size());
    bytes.insert(bytes.begin(), {size, 0, 0, 0});
    for (const std::uint8_t byte : bytes) {
        CHECK(!ends.there.receive(0));
        write_raw(ends.here, {byte});
    }
    CHECK(ends.there.receive(1000));
}

TEST_CASE("garbage on the wire and a closed end are told apart", "[protocol][channel]")
{
    {
        Ends ends;
        write_raw(ends.here, {0xff, 0xff, 0xff, 0xff});
        CHECK_THROWS_AS(ends.there.receive(1000), BadMessage);
    }
    {
        Ends ends;
        write_raw(ends.here, {3, 0, 0, 0, 0xde, 0xad, 0xbe});
        CHECK_THROWS_AS(ends.there.receive(1000), BadMessage);
    }
    {
        Ends ends;
        write_raw(ends.here, {0, 0, 0, 0});
        CHECK_THROWS_AS(ends.there.receive(1000), BadMessage);
    }
    auto sockets = Channel::pair();
    Channel here(std::move(sockets.first));
    sockets.second = Descriptor();
    CHECK_THROWS_AS(here.receive(1000), ChannelClosed);
    CHECK_THROWS_AS(here.send(Cancel{"job"}), ChannelClosed);
}

TEST_CASE("random bytes on the wire never crash the receiver", "[protocol][channel][fuzz]")
{
    std::mt19937 random(5);
    for (int i = 0; i < 300; ++i) {
        Ends ends;
        Bytes bytes(1 + random() % 2000);
        for (auto& byte : bytes) {
            byte = static_cast<std::uint8_t>(random());
        }
        if (random() % 2 == 0 && bytes.size() > 4) {
            const std::size_t size = random() % bytes.size();
            bytes[0] = static_cast<std::uint8_t>(size);
            bytes[1] = static_cast<std::uint8_t>(size >> 8U);
            bytes[2] = bytes[3] = 0;
        }
        write_raw(ends.here, bytes);
        try {
            while (ends.there.receive(0)) {
            }
        } catch (const BadMessage&) {
        }
    }
}

TEST_CASE("an end that is never read is an error in time, not a hang", "[protocol][channel]")
{
    Ends ends;
    const Preview preview{"job", {256, 256}, 3, Bytes(256 * 256 * 9)};
    CHECK_THROWS_AS(
        [&] {
            for (int i = 0; i < 10; ++i) {
                ends.here.send(preview, {}, 100);
            }
        }(),
        ChannelClosed);
}
