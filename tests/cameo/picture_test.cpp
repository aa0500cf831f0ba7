#include "cameo/error.hpp"
#include "cameo/picture.hpp"
#include "cameo/picture_header.hpp"
#include "tests/cameo/drawings.hpp"
#include "tests/support/temporary_folder.hpp"

#include <catch2/catch.hpp>
#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>
#include <sys/resource.h>

#include <filesystem>
#include <fstream>
#include <random>

using namespace rushlight::cameo;
namespace fs = std::filesystem;
using rushlight::test::TemporaryFolder;

namespace {

fs::path write(const fs::path& path, const Bytes& bytes)
{
    std::ofstream out(path, std::ios::binary);
    out.write(reinterpret_cast<const char*>(bytes.data()),
              static_cast<std::streamsize>(bytes.size()));
    return path;
}

Bytes encoded(const cv::Mat& picture, const char* extension)
{
    Bytes bytes;
    cv::imencode(extension, picture, bytes);
    return bytes;
}

std::string sentence(const fs::path& path)
{
    try {
        static_cast<void>(read_picture(path));
    } catch (const CameoError& error) {
        CHECK(error.code() == CameoError::Code::picture);
        return error.what();
    }
    return "read";
}

/// A PNG that says it is this large; its pixels are those of a small one.
Bytes png_that_claims(std::uint32_t width, std::uint32_t height)
{
    Bytes bytes = encoded(test::wall(64, 64), ".png");
    for (int i = 0; i < 4; ++i) {
        bytes[16 + static_cast<std::size_t>(i)] = static_cast<std::uint8_t>(width >> (24 - 8 * i));
        bytes[20 + static_cast<std::size_t>(i)] = static_cast<std::uint8_t>(height >> (24 - 8 * i));
    }
    return bytes;
}

} // namespace

TEST_CASE("PNG, JPEG and WebP pictures are read, large ones smaller", "[cameo][picture]")
{
    const TemporaryFolder folder;
    const char* extension = GENERATE(".png", ".jpg", ".webp");
    const cv::Mat picture = test::wall(1500, 600);
    const fs::path file =
        write(folder / std::string("a").append(extension), encoded(picture, extension));
    const ReadPicture read = read_picture(file);
    CHECK(read.picture.width == 1024);
    CHECK(read.picture.height == 409);
    CHECK(read.picture.rgba.size() == 1024U * 409 * 4);
    CHECK_FALSE(read.has_alpha);
    const auto& wanted = picture.at<cv::Vec3b>(300, 750);
    const std::uint8_t* found = &read.picture.rgba[(204U * 1024 + 512) * 4];
    CHECK(std::abs(found[0] - wanted[2]) < 8);
    CHECK(std::abs(found[2] - wanted[0]) < 8);
}

TEST_CASE("grey, 16-bit and see-through pictures are read", "[cameo][picture]")
{
    const TemporaryFolder folder;
    cv::Mat deep(80, 80, CV_16UC1, cv::Scalar(257 * 100));
    const ReadPicture grey = read_picture(write(folder / "g.png", encoded(deep, ".png")));
    CHECK(grey.picture.rgba[0] == 100);
    CHECK(grey.picture.rgba[3] == 255);
    cv::Mat clear(80, 80, CV_8UC4, cv::Scalar(10, 20, 30, 0));
    const ReadPicture see_through = read_picture(write(folder / "c.png", encoded(clear, ".png")));
    CHECK(see_through.has_alpha);
    CHECK(see_through.picture.rgba[0] == 30);
}

TEST_CASE("a picture that cannot be used is refused in one sentence", "[cameo][picture]")
{
    using Catch::Contains;
    const TemporaryFolder folder;
    const Bytes png = encoded(test::wall(100, 100), ".png");
    const Bytes jpeg = encoded(test::wall(100, 100), ".jpg");
    const Bytes webp = encoded(test::wall(100, 100), ".webp");
    const auto front = [](const Bytes& bytes, std::size_t count) {
        return Bytes(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(count));
    };
    CHECK_THAT(sentence(folder / "none.png"), Contains("does not exist"));
    CHECK_THAT(sentence(folder.path()), Contains("is not a file"));
    CHECK_THAT(sentence(write(folder / "empty.png", {})), Contains("is empty"));
    CHECK_THAT(sentence(write(folder / "text.png", Bytes(500, 'a'))), Contains("is not a PNG"));
    CHECK_THAT(sentence(write(folder / "svg.png", Bytes{'<', 's', 'v', 'g'})),
               Contains("is not a PNG"));
    CHECK_THAT(sentence(write(folder / "half.png", front(png, png.size() / 2))),
               Contains("cut short"));
    CHECK_THAT(sentence(write(folder / "half.jpg", front(jpeg, jpeg.size() / 2))),
               Contains("cut short"));
    CHECK_THAT(sentence(write(folder / "half.webp", front(webp, webp.size() / 2))),
               Contains("cut short"));
    CHECK_THAT(sentence(write(folder / "one.png", encoded(test::wall(1, 1), ".png"))),
               Contains("1×1 pixels"));
    CHECK_THAT(sentence(write(folder / "strip.png", encoded(test::wall(4000, 70), ".png"))),
               Contains("too narrow"));
    CHECK_THAT(sentence(write(folder / "lies.png", png_that_claims(300, 300))),
               Contains("lies.png"));
}

TEST_CASE("a picture bomb is refused before any decoder sees it", "[cameo][picture]")
{
    const TemporaryFolder folder;
    CHECK_THAT(sentence(write(folder / "a.png", png_that_claims(30000, 30000))),
               Catch::Contains("30000×30000 pixels"));
    CHECK_THAT(sentence(write(folder / "b.png", png_that_claims(0xffffffff, 0xffffffff))),
               Catch::Contains("4294967295"));
    CHECK_THAT(sentence(write(folder / "c.png", png_that_claims(16384, 16384))),
               Catch::Contains("scale it down"));
    CHECK_THAT(sentence(write(folder / "d.png", png_that_claims(0, 100))),
               Catch::Contains("at least 64×64"));
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    CHECK(usage.ru_maxrss < 400 * 1024); // KiB
}

TEST_CASE("random changes to a picture file never crash the reader", "[cameo][picture]")
{
    const TemporaryFolder folder;
    const char* extension = GENERATE(".png", ".jpg", ".webp");
    const Bytes good = encoded(test::wall(80, 80), extension);
    std::mt19937 random(5);
    for (int round = 0; round < 150; ++round) {
        Bytes bytes = good;
        for (int change = 0; change < 3; ++change) {
            bytes[random() % bytes.size()] = static_cast<std::uint8_t>(random());
        }
        if (round % 3 == 0) {
            bytes.resize(random() % bytes.size());
        }
        try {
            static_cast<void>(read_picture(write(folder / "changed", bytes)));
        } catch (const CameoError& error) {
            CHECK(error.code() == CameoError::Code::picture);
        }
    }
}

TEST_CASE("a picture written as PNG is the same picture", "[cameo][picture]")
{
    const TemporaryFolder folder;
    Picture picture{64, 64, Bytes(64 * 64 * 4)};
    for (std::size_t i = 0; i < picture.rgba.size(); ++i) {
        picture.rgba[i] = static_cast<std::uint8_t>(i * 7);
    }
    const ReadPicture read = read_picture(write(folder / "p.png", to_png(picture)));
    CHECK(read.picture.rgba == picture.rgba);
}
