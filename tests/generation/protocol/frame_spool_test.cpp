#include "generation/protocol/frame_spool.hpp"
#include "tests/support/temporary_folder.hpp"

#include <catch2/catch.hpp>
#include <sys/resource.h>
#include <unistd.h>

#include <csignal>
#include <fstream>
#include <random>

using namespace rushlight::generation;
using rushlight::test::TemporaryFolder;

namespace {

const SpoolFormat small{{8, 4}, 3, 12};

std::vector<std::uint8_t> frame(std::uint8_t value)
{
    return std::vector<std::uint8_t>(small.frame_bytes(), value);
}

} // namespace

TEST_CASE("frames go through a spool one by one and unchanged", "[protocol][spool]")
{
    const TemporaryFolder folder;
    FrameSpool studio = FrameSpool::create(folder / "a.spool", small);
    FrameSpool worker(studio.file().duplicate());
    CHECK(worker.format() == small);
    CHECK(studio.frames_ready() == 0);
    CHECK_THROWS_AS(studio.read(0), SpoolError);
    for (int i = 0; i < 3; ++i) {
        worker.write(i, frame(static_cast<std::uint8_t>(i + 1)));
        CHECK(studio.frames_ready() == i + 1);
        CHECK(studio.read(i) == frame(static_cast<std::uint8_t>(i + 1)));
    }
    CHECK_THROWS_AS(studio.read(3), SpoolError);
    CHECK(FrameSpool::open(folder / "a.spool").read_all().size() == 3 * small.frame_bytes());
}

TEST_CASE("frames out of order or of another size are refused", "[protocol][spool]")
{
    const TemporaryFolder folder;
    FrameSpool spool = FrameSpool::create(folder / "a.spool", small);
    CHECK_THROWS_AS(spool.write(1, frame(1)), std::invalid_argument);
    CHECK_THROWS_AS(spool.write(0, std::vector<std::uint8_t>(7)), std::invalid_argument);
    CHECK_THROWS_AS(FrameSpool::create(folder / "a.spool", small), SpoolError);
    CHECK_THROWS_AS(FrameSpool::create(folder / "b.spool", {{0, 4}, 3, 12}), SpoolError);
}

TEST_CASE("a disk without room is told when the spool is made, and nothing is left",
          "[protocol][spool]")
{
    const TemporaryFolder folder;
    // A limit on file sizes stands in for a full disk: both refuse the
    // allocation.
    rlimit before{};
    REQUIRE(::getrlimit(RLIMIT_FSIZE, &before) == 0);
    const rlimit narrow{1 << 20, before.rlim_max};
    const auto old = std::signal(SIGXFSZ, SIG_IGN);
    REQUIRE(::setrlimit(RLIMIT_FSIZE, &narrow) == 0);
    auto code = SpoolError::Code::damaged;
    try {
        (void)FrameSpool::create(folder / "a.spool", {{1024, 1024}, 10, 12});
    } catch (const SpoolError& error) {
        code = error.code;
    }
    ::setrlimit(RLIMIT_FSIZE, &before);
    std::signal(SIGXFSZ, old);
    CHECK(code == SpoolError::Code::full);
    CHECK(!std::filesystem::exists(folder / "a.spool"));
}

TEST_CASE("a spool cut short while it is open is an error, not a signal", "[protocol][spool]")
{
    const TemporaryFolder folder;
    FrameSpool spool = FrameSpool::create(folder / "a.spool", small);
    spool.write(0, frame(1));
    REQUIRE(::truncate((folder / "a.spool").c_str(), 4100) == 0);
    CHECK_THROWS_AS(spool.read(0), SpoolError);
    REQUIRE(::truncate((folder / "a.spool").c_str(), 0) == 0);
    CHECK_THROWS_AS(spool.frames_ready(), SpoolError);
    CHECK_THROWS_AS(FrameSpool::open(folder / "a.spool"), SpoolError);
    CHECK_THROWS_AS(FrameSpool::open(folder / "none.spool"), SpoolError);
}

TEST_CASE("any header is either sound or refused", "[protocol][spool][fuzz]")
{
    const TemporaryFolder folder;
    const auto path = folder / "a.spool";
    {
        FrameSpool spool = FrameSpool::create(path, small);
        spool.write(0, frame(1));
    }
    std::mt19937 random(2);
    for (int i = 0; i < 1000; ++i) {
        const auto copy = folder / "b.spool";
        std::filesystem::copy_file(path, copy, std::filesystem::copy_options::overwrite_existing);
        {
            std::fstream file(copy, std::ios::in | std::ios::out | std::ios::binary);
            file.seekp(random() % 72);
            file.put(static_cast<char>(random()));
        }
        try {
            const FrameSpool spool = FrameSpool::open(copy);
            for (int k = 0; k < spool.frames_ready(); ++k) {
                (void)spool.read(k);
            }
        } catch (const SpoolError&) {
        }
    }
}
