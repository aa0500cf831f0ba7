#include "storage/blob_store.hpp"
#include "storage/error.hpp"
#include "storage/linked_file.hpp"
#include "storage/sha256.hpp"
#include "tests/support/temporary_folder.hpp"

#include <catch2/catch.hpp>
#include <sys/stat.h>

#include <fstream>

using namespace rushlight::storage;
using rushlight::test::TemporaryFolder;
namespace fs = std::filesystem;

namespace {

Bytes bytes(std::size_t size, std::uint8_t seed = 1)
{
    Bytes made(size);
    for (std::size_t i = 0; i < size; ++i) {
        made[i] = static_cast<std::uint8_t>(seed + i * 7);
    }
    return made;
}

void write_file(const fs::path& file, const Bytes& content)
{
    std::ofstream(file, std::ios::binary)
        .write(reinterpret_cast<const char*>(content.data()),
               static_cast<std::streamsize>(content.size()));
}

std::size_t files_in(const fs::path& folder)
{
    std::size_t count = 0;
    for (const auto& entry : fs::directory_iterator(folder)) {
        count += entry.is_regular_file() ? 1 : 0;
    }
    return count;
}

const Moment soon = now() + std::chrono::hours(1);
const Moment later = now() + std::chrono::hours(73);

} // namespace

TEST_CASE("a hash is the known SHA-256, also when it comes in pieces", "[storage][blobs]")
{
    const std::string abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    CHECK(to_hex(sha256(Bytes{'a', 'b', 'c'})) == abc);
    CHECK(to_hex(Sha256().update(Bytes{'a'}).update({}).update(Bytes{'b', 'c'}).digest()) == abc);
    CHECK(is_hex_hash(abc));
    CHECK_FALSE(is_hex_hash("../" + abc.substr(3)));
    CHECK_FALSE(is_hex_hash(abc.substr(1)));
}

TEST_CASE("bytes that are put are found under their hash and cannot be written to",
          "[storage][blobs]")
{
    const TemporaryFolder folder;
    const BlobStore blobs(folder / "media");
    for (const std::size_t size : {std::size_t{0}, std::size_t{1}, std::size_t{3'000'000}}) {
        const Blob blob = blobs.put(bytes(size), "bin");
        CHECK(blob.hash == to_hex(sha256(bytes(size))));
        CHECK(blob.size == static_cast<std::int64_t>(size));
        CHECK(blobs.path(blob).parent_path().filename() == blob.hash.substr(0, 2));
        CHECK(blobs.contains(blob));
        CHECK(blobs.verify(blob));
        CHECK((fs::status(blobs.path(blob)).permissions() & fs::perms(0222)) == fs::perms::none);
        CHECK(blobs.put(bytes(size), "bin") == blob);
    }
    CHECK(files_in(folder / "media" / "incoming") == 0);
}

TEST_CASE("imported and adopted files become blobs; the user's file stays, the incoming one goes",
          "[storage][blobs]")
{
    const TemporaryFolder folder;
    const BlobStore blobs(folder / "media");
    const Bytes content = bytes(2'500'000);
    write_file(folder / "mine.mov", content);
    const Blob imported = blobs.import(folder / "mine.mov", "mov");
    CHECK(blobs.verify(imported));
    CHECK(fs::exists(folder / "mine.mov"));

    const fs::path finished = blobs.incoming("mkv");
    write_file(finished, bytes(100, 9));
    const Blob adopted = blobs.adopt(finished, "mkv");
    CHECK(blobs.verify(adopted));
    CHECK_FALSE(fs::exists(finished));
}

TEST_CASE("a failed put leaves nothing and names the file", "[storage][blobs]")
{
    const TemporaryFolder folder;
    const BlobStore blobs(folder / "media");
    CHECK_THROWS_WITH(blobs.import(folder / "none.mov", "mov"), Catch::Contains("none.mov"));
    CHECK_THROWS_WITH(blobs.import(folder.path(), "mov"), Catch::Contains("not a file"));
    for (const char* bad : {"", ".mkv", "../x", "MKV", "a/b", "averyveryverylongone"}) {
        CHECK_THROWS_AS(blobs.put({}, bad), StorageError);
    }
    CHECK(files_in(folder / "media" / "incoming") == 0);
    CHECK_THROWS_AS(blobs.path({"../../etc/passwd", "bin", 1}), StorageError);
}

TEST_CASE("a damaged, cut or missing blob is told, and putting its bytes again heals it",
          "[storage][blobs]")
{
    const TemporaryFolder folder;
    const BlobStore blobs(folder / "media");
    const Blob blob = blobs.put(bytes(5000), "bin");
    const fs::path path = blobs.path(blob);
    SECTION("one byte")
    {
        ::chmod(path.c_str(), 0644);
        std::fstream(path, std::ios::in | std::ios::out | std::ios::binary).seekp(99).put('!');
        CHECK(blobs.contains(blob));
    }
    SECTION("cut")
    {
        fs::resize_file(path, 10);
        CHECK_FALSE(blobs.contains(blob));
    }
    SECTION("missing")
    {
        fs::remove(path);
        CHECK_FALSE(blobs.contains(blob));
    }
    CHECK_FALSE(blobs.verify(blob));
    blobs.put(bytes(5000), "bin");
    CHECK(blobs.verify(blob));
}

TEST_CASE("the sweep takes blobs without a row and left-over incoming files after 72 hours",
          "[storage][blobs]")
{
    const TemporaryFolder folder;
    const BlobStore blobs(folder / "media");
    const Blob used = blobs.put(bytes(10, 1), "bin");
    const Blob orphan = blobs.put(bytes(20, 2), "bin");
    write_file(blobs.incoming("mkv"), bytes(30));
    write_file(folder / "media" / "notes.txt", bytes(5));
    const auto is_used = [&](const std::string& hash) {
        return hash == used.hash;
    };

    CHECK(blobs.sweep(is_used, soon).removed.empty());
    const Swept swept = blobs.sweep(is_used, later);
    CHECK(swept.removed.size() == 2);
    CHECK(swept.bytes == 50);
    CHECK(blobs.verify(used));
    CHECK_FALSE(blobs.contains(orphan));
    CHECK(fs::exists(folder / "media" / "notes.txt"));
    CHECK(files_in(folder / "media" / "incoming") == 0);
}

TEST_CASE("the reserve takes space once and gives it back once", "[storage][blobs]")
{
    const TemporaryFolder folder;
    const Reserve reserve(folder / "reserve", 1 << 20);
    CHECK_FALSE(reserve.held());
    CHECK_FALSE(reserve.release());
    reserve.take();
    CHECK(reserve.held());
    struct stat status{};
    REQUIRE(::stat((folder / "reserve").c_str(), &status) == 0);
    CHECK(status.st_blocks * 512 >= 1 << 20);
    CHECK(reserve.release());
    CHECK_FALSE(reserve.held());
}

TEST_CASE("a linked file is unchanged, offline or changed", "[storage][linked]")
{
    const TemporaryFolder folder;
    const fs::path file = folder / "footage.mov";
    write_file(file, bytes(3'000'000));
    const LinkedFile linked = link_file(file);
    CHECK(check_link(linked) == LinkState::unchanged);

    fs::last_write_time(file, fs::file_time_type::clock::now() - std::chrono::hours(5));
    CHECK(check_link(linked) == LinkState::unchanged); // a copy with another date
    auto other = bytes(3'000'000);
    other.back() ^= 1;
    write_file(file, other);
    fs::last_write_time(file, fs::file_time_type::clock::now() - std::chrono::hours(6));
    CHECK(check_link(linked) == LinkState::changed);
    write_file(file, bytes(10));
    CHECK(check_link(linked) == LinkState::changed);
    fs::remove(file);
    CHECK(check_link(linked) == LinkState::offline);
    CHECK_THROWS_AS(link_file(file), StorageError);
}
