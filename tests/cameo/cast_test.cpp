#include "cameo/cast.hpp"
#include "cameo/error.hpp"
#include "tests/cameo/studio.hpp"

#include <catch2/catch.hpp>

#include <filesystem>
#include <fstream>

using namespace rushlight;
using namespace rushlight::cameo;
using rushlight::cameo::test::Studio;

namespace {

template <class Operation>
std::string sentence(CameoError::Code code, const Operation& operation)
{
    try {
        operation();
    } catch (const CameoError& error) {
        CHECK(error.code() == code);
        return error.what();
    }
    return "no error";
}

} // namespace

TEST_CASE("a cast member is added without a grant and found again", "[cameo][cast]")
{
    Studio studio;
    const Added added =
        studio.cast.add("pip", Kind::animal, {studio.picture()}, studio.data / "previews");
    CHECK_FALSE(added.became_person);
    REQUIRE(added.findings.size() == 1);
    CHECK(added.findings[0].sentence == "the picture's own cut-out");
    CHECK(std::filesystem::file_size(added.findings[0].preview) > 100);
    CHECK(studio.cast.find("pip") == added.member);
    const Standing standing = studio.cast.show("pip");
    CHECK(standing.state == "no_grant");
    CHECK_FALSE(standing.grant);
    const Bytes pixels =
        studio.cast.reference(added.member, added.member.pictures[0].reference_sha256);
    CHECK(pixels.size() == 128U * 128 * 4);
    CHECK(sha256(pixels) == added.member.pictures[0].reference_sha256);
}

TEST_CASE("the cast is the same after a restart", "[cameo][cast]")
{
    Studio studio;
    const Added added = studio.add_pip();
    const Grant grant = studio.cast.grant("pip", {});
    storage::Database library = storage::open_library(studio.data.path());
    const Cast again(library, studio.data.path(), [&] { return studio.time; });
    CHECK(again.show("pip").grant == grant);
    CHECK(again.show("pip").state == "granted");
    CHECK(again.list().size() == 1);
    CHECK_NOTHROW(again.reference(added.member, added.member.pictures[1].reference_sha256));
}

TEST_CASE("a grant says what the terms say and ends the one before", "[cameo][cast]")
{
    Studio studio;
    studio.add_pip();
    const Grant first = studio.cast.grant("pip", {});
    CHECK(first.expires == Studio::noon + 365 * one_day);
    CHECK(first.uses.size() == 3);
    CHECK_FALSE(first.supersedes);
    Terms terms;
    terms.until = Studio::noon + one_day;
    terms.forbidden.words = {"dragon"};
    terms.uses = {Use::generate};
    terms.description = "one small film";
    const Grant second = studio.cast.grant("pip", terms);
    CHECK(second.expires == Studio::noon + one_day);
    CHECK(second.forbidden.words == std::vector<std::string>{"dragon"});
    CHECK(second.description == "one small film");
    CHECK(second.supersedes == first.id);
    CHECK(second.references.size() == 2);
    CHECK(studio.cast.trust().read().ended == std::set<GrantId>{first.id});
    CHECK(studio.cast.show("pip").state == "granted");
}

TEST_CASE("the last superseded grant cannot be put back", "[cameo][cast]")
{
    Studio studio;
    studio.add_pip();
    studio.cast.grant("pip", {});
    const Bytes wide = studio.stored_grant("pip");
    Terms narrow;
    narrow.forbidden.words = {"dragon"};
    studio.cast.grant("pip", narrow);
    studio.set_stored_grant("pip", wide);
    CHECK(studio.cast.show("pip").state == "revoked");
}

TEST_CASE("a person known by pictures alone is granted for at most seven days", "[cameo][cast]")
{
    CHECK(longest_grant(Kind::person, 0) == 7 * one_day);
    CHECK(usual_grant(Kind::person, 0) == 7 * one_day);
    CHECK(usual_grant(Kind::object, 0) == 365 * one_day);
}

TEST_CASE("a grant ends neither in the past nor beyond its limit", "[cameo][cast]")
{
    using Catch::Contains;
    Studio studio;
    studio.add_pip();
    Terms terms;
    terms.until = Studio::noon;
    const auto grant = [&] {
        studio.cast.grant("pip", terms);
    };
    CHECK_THAT(sentence(CameoError::Code::invalid, grant), Contains("past"));
    terms.until = Studio::noon + 20 * 365 * one_day;
    CHECK_THAT(sentence(CameoError::Code::invalid, grant), Contains("at the latest"));
    terms.until = {};
    terms.forbidden.words = {std::string(70'000, 'x')};
    CHECK_THAT(sentence(CameoError::Code::invalid, grant), Contains("fewer and plainer words"));
    terms.forbidden.words = {"\xff"};
    CHECK_THAT(sentence(CameoError::Code::invalid, grant), Contains("UTF-8"));
    CHECK(studio.cast.show("pip").state == "no_grant");
}

TEST_CASE("a revoked member can be granted anew", "[cameo][cast]")
{
    Studio studio;
    studio.add_pip();
    CHECK_NOTHROW(studio.cast.revoke("pip")); // nothing to revoke
    studio.cast.grant("pip", {});
    studio.cast.revoke("pip", "no more");
    CHECK(studio.cast.show("pip").state == "revoked");
    studio.cast.grant("pip", {});
    CHECK(studio.cast.show("pip").state == "granted");
}

TEST_CASE("a deleted member leaves nothing but log lines", "[cameo][cast]")
{
    Studio studio;
    const Added added = studio.add_pip();
    const Grant grant = studio.cast.grant("pip", {});
    studio.cast.remove("pip");
    CHECK_FALSE(studio.cast.find("pip"));
    CHECK(studio.cast.list().empty());
    CHECK_FALSE(
        std::filesystem::exists(studio.data / "vault" / to_hex(added.member.subject.bytes)));
    CHECK(studio.cast.trust().read().ended.contains(grant.id));
    CHECK(studio.cast.log().entries().back().action == Action::remove);
    CHECK_NOTHROW(studio.add_pip()); // the handle is free again
}

TEST_CASE("a handle that is unknown, taken or no handle is told", "[cameo][cast]")
{
    using Catch::Contains;
    Studio studio;
    studio.add_pip();
    const auto unknown = CameoError::Code::unknown_handle;
    CHECK_THAT(sentence(unknown, [&] { static_cast<void>(studio.cast.show("pop")); }),
               Contains("there is no @pop"));
    CHECK_THAT(sentence(unknown, [&] { studio.cast.grant("pop", {}); }), Contains("@pop"));
    CHECK_THAT(sentence(unknown, [&] { studio.cast.revoke("pop"); }), Contains("@pop"));
    CHECK_THAT(sentence(unknown, [&] { studio.cast.remove("pop"); }), Contains("@pop"));
    const auto invalid = CameoError::Code::invalid;
    CHECK_THAT(sentence(invalid, [&] { studio.add_pip(); }), Contains("in the cast already"));
    for (const char* handle : {"",
                               "Pip",
                               "2pip",
                               "-pip",
                               "pi p",
                               "pip/..",
                               "p\xc3\xafp",
                               "@pip",
                               "a23456789012345678901234567890123"}) {
        CAPTURE(handle);
        CHECK_THAT(sentence(invalid, [&] { studio.add_pip(handle); }), Contains("a handle is"));
    }
}

TEST_CASE("a picture that cannot be used leaves the cast as it was", "[cameo][cast]")
{
    Studio studio;
    std::ofstream(studio.data / "text.png") << "not a picture";
    CHECK_THAT(sentence(CameoError::Code::picture,
                        [&] {
                            studio.cast.add(
                                "pip", Kind::animal, {studio.picture(), studio.data / "text.png"});
                        }),
               Catch::Contains("text.png is not a PNG"));
    CHECK(studio.cast.list().empty());
    CHECK(studio.cast.log().entries().empty());
}

TEST_CASE("a picture whose name is not UTF-8 is taken", "[cameo][cast]")
{
    Studio studio;
    const auto odd = studio.data / "p\xff.png";
    std::filesystem::copy_file(studio.picture(), odd);
    CHECK(studio.cast.add("pip", Kind::animal, {odd}).member.pictures[0].file == "picture");
}

TEST_CASE("a member that cannot be written leaves no keys and pixels behind", "[cameo][cast]")
{
    Studio studio;
    studio.library.execute("CREATE TRIGGER full BEFORE INSERT ON cast_members"
                           " BEGIN SELECT RAISE(ABORT, 'no'); END");
    CHECK_THROWS(studio.add_pip());
    for (const auto& entry : std::filesystem::directory_iterator(studio.data / "vault")) {
        CHECK_FALSE(entry.is_directory());
    }
}

TEST_CASE("a member's row changed in the database is damaged and can still be deleted",
          "[cameo][cast]")
{
    Studio studio;
    const Added added = studio.add_pip();
    studio.cast.grant("pip", {});
    auto row = storage::find_cast_member(studio.library, "pip").value();
    SECTION("kind")
    {
        row.kind = "object";
    }
    SECTION("kind that does not exist")
    {
        row.kind = "ghost";
    }
    SECTION("sealed details")
    {
        row.sealed.back() ^= 1;
    }
    SECTION("no details")
    {
        row.sealed.clear();
    }
    storage::update_cast_member(studio.library, row);
    CHECK(sentence(CameoError::Code::damaged,
                   [&] { static_cast<void>(studio.cast.show("pip")); }) != "no error");
    CHECK_NOTHROW(studio.cast.remove("pip"));
    CHECK_FALSE(
        std::filesystem::exists(studio.data / "vault" / to_hex(added.member.subject.bytes)));
}
