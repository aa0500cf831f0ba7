#include "cameo/grant/trust.hpp"
#include "tests/cameo/grant/milo.hpp"
#include "tests/support/temporary_folder.hpp"

#include <catch2/catch.hpp>

#include <cstdlib>
#include <fstream>

using namespace rushlight::cameo;
using namespace rushlight::cameo::test;

namespace {

void write(const std::filesystem::path& path, const std::string& text)
{
    std::ofstream(path) << text;
}

} // namespace

TEST_CASE("what a machine trusts is read back from its folder", "[cameo][trust]")
{
    const rushlight::test::TemporaryFolder data;
    const TrustFolder folder(data.path());
    const Milo milo;
    folder.write_installation(milo.installation.public_key());
    folder.pin(milo.subject.public_key());
    folder.end(milo.grant.id, Bytes{1});
    folder.see(noon);
    folder.see(noon - 5); // earlier: keeps noon
    const Trust trust = folder.read();
    CHECK(trust.installation == milo.installation.public_key());
    CHECK(trust.subjects == milo.trust.subjects);
    CHECK(trust.ended == std::set<GrantId>{milo.grant.id});
    CHECK(trust.latest == noon);
}

TEST_CASE("a missing or damaged trust folder is an error, never an empty one", "[cameo][trust]")
{
    const rushlight::test::TemporaryFolder data;
    const TrustFolder folder(data.path());
    CHECK_THROWS_AS(folder.read(), TrustError);
    const Milo milo;
    folder.write_installation(milo.installation.public_key());
    folder.pin(milo.subject.public_key());
    CHECK_NOTHROW(folder.read());

    SECTION("a key that is no key")
    {
        write(folder.path() / "installation.pub", "zz");
        CHECK_THROWS_AS(folder.read(), TrustError);
    }
    SECTION("a subject's key changed under its name")
    {
        const std::string name = to_hex(milo.grant.subject.bytes) + ".pub";
        write(folder.path() / "subjects" / name, to_hex(SecretKey().public_key().bytes));
        CHECK_THROWS_AS(folder.read(), TrustError);
    }
    SECTION("a time that is no time")
    {
        write(folder.path() / "latest", "later");
        CHECK_THROWS_AS(folder.read(), TrustError);
    }
    SECTION("a file where a folder was")
    {
        std::filesystem::remove_all(folder.path() / "subjects");
        write(folder.path() / "subjects", "");
        CHECK_THROWS_AS(folder.read(), TrustError);
    }
    SECTION("the part of an interrupted write is passed over")
    {
        write(folder.path() / "subjects" / "abc.pub.77.part", "half");
        CHECK_NOTHROW(folder.read());
    }
}
