#include "cameo/error.hpp"
#include "cameo/faces.hpp"
#include "cameo/preparation.hpp"
#include "tests/cameo/drawings.hpp"
#include "tests/support/temporary_folder.hpp"

#include <catch2/catch.hpp>
#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

#include <filesystem>

using namespace rushlight::cameo;
namespace fs = std::filesystem;
using rushlight::test::TemporaryFolder;

namespace {

Picture to_picture(const cv::Mat& bgr)
{
    cv::Mat rgba;
    cv::cvtColor(bgr, rgba, cv::COLOR_BGR2RGBA);
    return {rgba.cols, rgba.rows, Bytes(rgba.datastart, rgba.dataend)};
}

/// Intersection over union of a cut-out and the true mask.
double agreement(const Alpha& alpha, const cv::Mat& mask)
{
    const cv::Mat found =
        cv::Mat(mask.size(), CV_8U, const_cast<std::uint8_t*>(alpha.data())) >= 128;
    return static_cast<double>(cv::countNonZero(found & mask)) / cv::countNonZero(found | mask);
}

struct Pictures {
    TemporaryFolder folder;

    fs::path save(const std::string& name, const cv::Mat& picture) const
    {
        cv::imwrite((folder / name).string(), picture);
        return folder / name;
    }

    [[nodiscard]] fs::path toy() const
    {
        cv::Mat picture = test::wall(200, 150);
        static_cast<void>(test::draw_toy(picture, {90, 80}, 70));
        return save("toy.png", picture);
    }

    [[nodiscard]] fs::path person() const
    {
        cv::Mat picture = test::wall(240, 240);
        test::draw_person(picture, {120, 80}, 50);
        return save("person.png", picture);
    }

    [[nodiscard]] fs::path two_people() const
    {
        cv::Mat picture = test::wall(320, 200);
        test::draw_person(picture, {80, 75}, 45);
        test::draw_person(picture, {240, 75}, 45);
        return save("two.png", picture);
    }
};

std::string sentence(Kind kind, const std::vector<fs::path>& files)
{
    try {
        static_cast<void>(prepare(kind, files));
    } catch (const CameoError& error) {
        return error.what();
    }
    return "prepared";
}

} // namespace

TEST_CASE("GrabCut finds a drawn subject at an IoU of at least 0.8", "[cameo][cut_out]")
{
    const int x = GENERATE(120, 200, 260);
    cv::Mat picture = test::wall(400, 300);
    const cv::Mat mask = test::draw_toy(picture, {x, 150}, 130);
    const auto alpha = cut_out(to_picture(picture));
    REQUIRE(alpha);
    CHECK(agreement(*alpha, mask) >= 0.8);
}

TEST_CASE("the same picture is cut out to the same bytes", "[cameo][cut_out]")
{
    cv::Mat picture = test::wall(400, 300);
    static_cast<void>(test::draw_toy(picture, {200, 150}, 130));
    cv::setRNGSeed(77);
    const auto first = cut_out(to_picture(picture));
    cv::setRNGSeed(78);
    CHECK(first == cut_out(to_picture(picture)));
}

TEST_CASE("a reference is its subject, centred on nothing", "[cameo][preparation]")
{
    const Pictures pictures;
    const Preparation result = prepare(Kind::object, {pictures.toy()});
    CHECK(result.kind == Kind::object);
    CHECK_FALSE(result.became_person);
    REQUIRE(result.pictures.size() == 1);
    const PreparedPicture& toy = result.pictures[0];
    CHECK(toy.faces.empty());
    CHECK(toy.found == "one subject, cut out");
    CHECK(toy.reference.width == 128);
    CHECK(toy.reference.rgba.size() == 128U * 128 * 4);
    CHECK(toy.reference_sha256 == sha256(toy.reference.rgba));

    const Alpha alpha = own_alpha(toy.reference);
    const Box box = bounds(toy.reference, alpha);
    CHECK(std::max(box.width, box.height) >= 110);
    CHECK(std::abs(box.x + box.width / 2 - 64) <= 2);
    CHECK(std::abs(box.y + box.height / 2 - 64) <= 2);
    CHECK(alpha[0] == 0);
    CHECK(toy.reference.rgba[0] == 0);
    const std::uint8_t* const middle = &toy.reference.rgba[(50U * 128 + 64) * 4];
    CHECK(middle[0] > 150); // the toy is red
    CHECK(middle[2] < 100);
    CHECK(middle[3] == 255);
    CHECK(toy.preview.width == 200);
}

TEST_CASE("one face makes a person and is cut out with its body", "[cameo][preparation]")
{
    const Pictures pictures;
    const Preparation result = prepare(Kind::person, {pictures.person()});
    REQUIRE(result.pictures[0].faces.size() == 1);
    const Box face = result.pictures[0].faces[0];
    CHECK(std::abs(face.x + face.width / 2 - 120) < 10);
    CHECK(std::abs(face.y + face.height / 2 - 83) < 20);
    const Box subject = result.pictures[0].subject;
    CHECK(subject.y < 55); // with the hair
    CHECK(subject.y + subject.height > 150);
    CHECK(subject.width < 200);
}

TEST_CASE("a person's picture needs exactly one face", "[cameo][preparation]")
{
    const Pictures pictures;
    CHECK_THAT(sentence(Kind::person, {pictures.toy()}), Catch::Contains("shows no face"));
    CHECK_THAT(sentence(Kind::person, {pictures.two_people()}), Catch::Contains("shows 2 faces"));
    CHECK_THAT(sentence(Kind::person, {pictures.person(), pictures.toy()}),
               Catch::Contains("toy.png shows no face"));
}

TEST_CASE("a human face in any picture of an animal, object or place makes it a person",
          "[cameo][preparation]")
{
    const Pictures pictures;
    const Kind kind = GENERATE(Kind::animal, Kind::object, Kind::place);
    const Preparation result = prepare(kind, {pictures.person()});
    CHECK(result.kind == Kind::person);
    CHECK(result.became_person);
}

TEST_CASE("a member that became a person needs a face in every picture", "[cameo][preparation]")
{
    const Pictures pictures;
    CHECK_THAT(sentence(Kind::animal, {pictures.toy(), pictures.person()}),
               Catch::Contains("toy.png shows no face"));
}

TEST_CASE("a picture's own cut-out is taken as it is", "[cameo][preparation]")
{
    const Pictures pictures;
    cv::Mat picture(200, 200, CV_8UC4, cv::Scalar(0, 0, 0, 0));
    cv::rectangle(picture, {60, 40}, {139, 159}, cv::Scalar(40, 200, 40, 255), cv::FILLED);
    const Preparation result = prepare(Kind::animal, {pictures.save("cut.png", picture)});
    CHECK(result.pictures[0].subject == Box{60, 40, 80, 120});
    CHECK(result.pictures[0].found == "the picture's own cut-out");
}

TEST_CASE("a place is the whole picture", "[cameo][preparation]")
{
    const Pictures pictures;
    const Preparation result =
        prepare(Kind::place, {pictures.save("wall.png", test::wall(300, 200))});
    CHECK(result.pictures[0].subject == Box{0, 0, 300, 200});
}

TEST_CASE("a picture without a subject and a wrong number of pictures are refused",
          "[cameo][preparation]")
{
    const Pictures pictures;
    const fs::path blank =
        pictures.save("blank.png", cv::Mat(200, 200, CV_8UC3, cv::Scalar(128, 128, 128)));
    const fs::path clear =
        pictures.save("clear.png", cv::Mat(200, 200, CV_8UC4, cv::Scalar(0, 0, 0, 0)));
    CHECK_THAT(sentence(Kind::object, {blank}), Catch::Contains("no subject"));
    CHECK_THAT(sentence(Kind::object, {clear}), Catch::Contains("see-through all over"));
    CHECK_THAT(sentence(Kind::object, {}), Catch::Contains("1 to 8 pictures"));
    CHECK_THAT(sentence(Kind::object, std::vector<fs::path>(9, pictures.toy())),
               Catch::Contains("not 9"));
}
