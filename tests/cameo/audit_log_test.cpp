#include "cameo/audit_log.hpp"
#include "cameo/error.hpp"
#include "cameo/vault.hpp"
#include "storage/library.hpp"
#include "storage/use_log.hpp"
#include "tests/support/temporary_folder.hpp"

#include <catch2/catch.hpp>

#include <filesystem>
#include <random>

using namespace rushlight;
using namespace rushlight::cameo;

namespace {

struct Log {
    rushlight::test::TemporaryFolder data;
    storage::Database library = storage::open_library(data.path());
    Vault vault{data.path()};
    AuditLog log{library, data.path(), vault.installation()};

    explicit Log(int count)
    {
        for (int i = 0; i < count; ++i) {
            log.add({1000 + i,
                     i % 3 == 0 ? Action::deny : Action::acquire,
                     "milo",
                     Bytes(16, 3),
                     "job-" + std::to_string(i),
                     i % 3 == 0 ? "expired" : "",
                     Digest{}});
        }
    }
};

} // namespace

TEST_CASE("what is logged is read back in order", "[cameo][audit]")
{
    Log log(7);
    const auto entries = log.log.entries();
    REQUIRE(entries.size() == 7);
    CHECK(entries[3].time == 1003);
    CHECK(entries[3].rule == "expired");
    CHECK(entries[4].action == Action::acquire);
    CHECK_FALSE(log.log.problem());
    CHECK_FALSE(Log(0).log.problem());
}

TEST_CASE("any changed, removed, swapped or added line of the consent log is found",
          "[cameo][audit]")
{
    Log log(20);
    std::mt19937 random(6);
    const std::vector<storage::UseLine> lines = storage::list_uses(log.library);
    const auto line_of = [&](std::int64_t seq) {
        return lines[static_cast<std::size_t>(seq - 1)];
    };
    const auto put = [&](std::int64_t seq, const storage::UseLine& line) {
        log.library.run("INSERT OR REPLACE INTO use_log (seq, prev, entry, hash, sig)"
                        " VALUES (?1, ?2, ?3, ?4, ?5)",
                        seq,
                        Bytes(line.prev.begin(), line.prev.end()),
                        line.entry,
                        Bytes(line.hash.begin(), line.hash.end()),
                        line.signature);
    };
    for (int round = 0; round < 1000; ++round) {
        const storage::Transaction undone(log.library); // rolled back when it dies
        const auto seq = static_cast<std::int64_t>(1 + random() % lines.size());
        storage::UseLine line = line_of(seq);
        const auto flip = [&](auto& bytes) {
            bytes[random() % bytes.size()] ^= static_cast<std::uint8_t>(1U << (random() % 8));
        };
        switch (random() % 7) {
        case 0:
            flip(line.entry);
            put(seq, line);
            break;
        case 1:
            flip(line.hash);
            put(seq, line);
            break;
        case 2:
            flip(line.signature);
            put(seq, line);
            break;
        case 3:
            log.library.run("DELETE FROM use_log WHERE seq = ?1", seq);
            break;
        case 4:
            log.library.run("DELETE FROM use_log WHERE seq >= ?1", seq);
            break;
        case 5: {
            const std::int64_t other = seq % static_cast<std::int64_t>(lines.size()) + 1;
            put(seq, line_of(other));
            put(other, line);
            break;
        }
        default: // a line of somebody who lacks the key, chained well
            log.library.run("DELETE FROM use_log WHERE seq >= ?1", seq);
            for (auto left = static_cast<std::int64_t>(lines.size()); left >= seq; --left) {
                storage::append_use(log.library, line.entry, [](const storage::Hash& hash) {
                    const Signature signature = SecretKey().sign("vlog1", hash);
                    return Bytes(signature.bytes.begin(), signature.bytes.end());
                });
            }
        }
        CAPTURE(round, seq);
        REQUIRE(log.log.problem());
    }
    CHECK_FALSE(log.log.problem());
}

TEST_CASE("a log without its head, or with a damaged one, is not whole", "[cameo][audit]")
{
    Log log(3);
    const auto head = log.data / "vault" / "log-head";
    SECTION("missing")
    {
        std::filesystem::remove(head);
        CHECK(log.log.problem() == "the head of the consent log is missing");
    }
    SECTION("cut short")
    {
        std::filesystem::resize_file(head, 20);
        CHECK_THROWS_AS(log.log.problem(), CameoError);
    }
    SECTION("of another installation")
    {
        const Log other(3);
        std::filesystem::copy_file(other.data / "vault" / "log-head",
                                   head,
                                   std::filesystem::copy_options::overwrite_existing);
        CHECK_THROWS_AS(log.log.problem(), CameoError);
    }
}

TEST_CASE("a line more than the head knows is whole: the power went between two writes",
          "[cameo][audit]")
{
    Log log(3);
    const auto head = log.data / "vault" / "log-head";
    std::filesystem::copy_file(head, log.data / "old");
    log.log.add({2000, Action::grant, "milo", {}, "", "", Digest{}});
    std::filesystem::rename(log.data / "old", head);
    CHECK_FALSE(log.log.problem());
}
