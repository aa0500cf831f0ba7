#include "cameo/error.hpp"
#include "cameo/vault.hpp"
#include "tests/support/temporary_folder.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <optional>

using namespace rushlight::cameo;
namespace fs = std::filesystem;
using rushlight::test::TemporaryFolder;

namespace {

/// A vault with one subject and one sealed reference.
struct Filled {
    TemporaryFolder data;
    std::optional<Vault> vault;
    KeyId subject;
    Bytes pixels = Bytes(1000, 42);
    Digest digest{};

    Filled()
    {
        vault.emplace(data.path());
        subject = key_id(vault->add_subject().public_key());
        digest = vault->put(subject, pixels);
    }

    [[nodiscard]] fs::path key() const { return data / "vault" / "installation.key"; }

    [[nodiscard]] fs::path folder() const { return data / "vault" / to_hex(subject.bytes); }

    [[nodiscard]] fs::path file() const { return folder() / to_hex(digest); }
};

Bytes content(const fs::path& path)
{
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

void write(const fs::path& path, const Bytes& bytes)
{
    std::ofstream out(path, std::ios::binary | std::ios::trunc);
    out.write(reinterpret_cast<const char*>(bytes.data()),
              static_cast<std::streamsize>(bytes.size()));
}

template <class Operation>
std::optional<CameoError::Code> error_of(const Operation& operation)
{
    try {
        operation();
    } catch (const CameoError& error) {
        return error.code();
    }
    return std::nullopt;
}

bool holds(const fs::path& path, const Bytes& secret)
{
    const Bytes bytes = content(path);
    return std::search(bytes.begin(), bytes.end(), secret.begin(), secret.end()) != bytes.end();
}

} // namespace

TEST_CASE("a vault opened again gives the same keys and pixels", "[cameo][vault]")
{
    Filled filled;
    const PublicKey installation = filled.vault->installation().public_key();
    filled.vault.reset();
    const Vault again(filled.data.path());
    CHECK(again.installation().public_key() == installation);
    CHECK(key_id(again.subject(filled.subject).public_key()) == filled.subject);
    CHECK(again.open(filled.subject, filled.digest) == filled.pixels);
}

TEST_CASE("neither pixels nor secret keys lie on the disk in the clear", "[cameo][vault]")
{
    const Filled filled;
    const Digest& seed = filled.vault->subject(filled.subject).seed();
    const Bytes secret(seed.begin(), seed.end());
    const Bytes pixels(filled.pixels.begin(), filled.pixels.begin() + 16);
    for (const auto& entry : fs::recursive_directory_iterator(filled.data.path())) {
        if (entry.is_regular_file()) {
            CAPTURE(entry.path());
            CHECK_FALSE(holds(entry.path(), secret));
            CHECK_FALSE(holds(entry.path(), pixels));
            CHECK((entry.status().permissions() & fs::perms(0077)) == fs::perms::none);
        }
    }
}

TEST_CASE("a vault that others can read is refused", "[cameo][vault]")
{
    Filled filled;
    filled.vault.reset();
    const auto reopen = [&] {
        const Vault vault(filled.data.path());
        static_cast<void>(vault.open(filled.subject, filled.digest));
    };
    CHECK_FALSE(error_of(reopen));
    SECTION("installation key")
    {
        fs::permissions(filled.key(), fs::perms(0640));
    }
    SECTION("folder")
    {
        fs::permissions(filled.data / "vault", fs::perms(0755));
    }
    SECTION("subject's folder")
    {
        fs::permissions(filled.folder(), fs::perms(0750));
    }
    SECTION("sealed pixels")
    {
        fs::permissions(filled.file(), fs::perms(0604));
    }
    SECTION("a link in the key's place")
    {
        fs::rename(filled.key(), filled.data / "elsewhere");
        fs::create_symlink(filled.data / "elsewhere", filled.key());
    }
    CHECK(error_of(reopen) == CameoError::Code::permissions);
}

TEST_CASE("a damaged, truncated or swapped vault file is found", "[cameo][vault]")
{
    Filled filled;
    const Digest other = filled.vault->put(filled.subject, Bytes(1000, 43));
    const fs::path file = filled.file();
    Bytes bytes = content(file);
    SECTION("any byte flipped")
    {
        bytes[GENERATE(0U, 23U, 24U, 500U, 1039U)] ^= 1;
        write(file, bytes);
    }
    SECTION("cut short")
    {
        bytes.resize(GENERATE(0U, 10U, 39U, 1039U));
        write(file, bytes);
    }
    SECTION("another sealed file in its place")
    {
        write(file, content(filled.folder() / to_hex(other)));
    }
    SECTION("the subject's key damaged")
    {
        Bytes key = content(filled.folder() / "key");
        key[30] ^= 1;
        write(filled.folder() / "key", key);
    }
    SECTION("another subject's key in its place")
    {
        const KeyId second = key_id(filled.vault->add_subject().public_key());
        write(filled.folder() / "key",
              content(filled.data / "vault" / to_hex(second.bytes) / "key"));
    }
    CHECK(error_of([&] { static_cast<void>(filled.vault->open(filled.subject, filled.digest)); }) ==
          CameoError::Code::damaged);
}

TEST_CASE("an installation key of the wrong length is damaged", "[cameo][vault]")
{
    Filled filled;
    filled.vault.reset();
    write(filled.key(), Bytes(GENERATE(0U, 63U, 65U), 1));
    CHECK(error_of([&] { const Vault vault(filled.data.path()); }) == CameoError::Code::damaged);
}

TEST_CASE("a destroyed subject is gone and the others stay", "[cameo][vault]")
{
    Filled filled;
    const KeyId second = key_id(filled.vault->add_subject().public_key());
    const Digest kept = filled.vault->put(second, Bytes(10, 1));
    filled.vault->destroy(filled.subject);
    CHECK_FALSE(fs::exists(filled.folder()));
    CHECK(error_of([&] { static_cast<void>(filled.vault->open(filled.subject, filled.digest)); }));
    CHECK(filled.vault->open(second, kept) == Bytes(10, 1));
    CHECK_NOTHROW(filled.vault->destroy(filled.subject));
}

TEST_CASE("destroying overwrites the files before it unlinks them", "[cameo][vault]")
{
    Filled filled;
    const Bytes before = content(filled.file());
    fs::create_hard_link(filled.file(), filled.data / "kept");
    filled.vault->destroy(filled.subject);
    const Bytes after = content(filled.data / "kept");
    CHECK(after.size() == before.size());
    CHECK(after != before);
}
