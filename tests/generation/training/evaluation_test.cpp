#include "generation/training/evaluation.hpp"
#include "generation/training/picture.hpp"

#include <catch2/catch.hpp>

using namespace rushlight::generation::training;

TEST_CASE("normalised accuracy is 0 for answers that ignore the truth and 1 for the renderer's",
          "[evaluation]")
{
    Labels labels;
    for (int i = 0; i < 200; ++i) {
        labels.truth.push_back(i % 4);
        labels.rendered.push_back(i % 10 == 0 ? 0 : i % 4); // an analyzer that errs a little
        labels.generated.push_back(2);
    }
    const Row blind = normalised_accuracy("blind", labels);
    CHECK(blind.value == Approx(0).margin(0.01));
    CHECK(blind.floor == Approx(0.25));
    CHECK(blind.ceiling > 0.9);
    labels.generated = labels.rendered;
    const Row perfect = normalised_accuracy("perfect", labels);
    CHECK(perfect.value == Approx(1));
    CHECK(perfect.low <= perfect.value);
    CHECK(perfect.high >= perfect.value);
}

TEST_CASE("a row under its demand does not pass", "[evaluation]")
{
    Row row;
    row.value = 0.29;
    demand_at_least(row, 0.3);
    CHECK_FALSE(row.passed);
    row.value = 0.31;
    demand_at_least(row, 0.3);
    CHECK(row.passed);
    CHECK(row.must == "≥ 0.3");
}

TEST_CASE("a JPEG begins and ends as one and grows with quality", "[evaluation][picture]")
{
    Picture picture{33, 17, std::vector<std::uint8_t>(33 * 17 * 3)};
    for (std::size_t i = 0; i < picture.rgb.size(); ++i) {
        picture.rgb[i] = static_cast<std::uint8_t>((i * 37) % 251);
    }
    const auto coarse = jpeg_bytes(picture, 20), fine = jpeg_bytes(picture, 90);
    CHECK(coarse[0] == 0xff);
    CHECK(coarse[1] == 0xd8);
    CHECK(fine[fine.size() - 2] == 0xff);
    CHECK(fine.back() == 0xd9);
    CHECK(fine.size() > coarse.size());
}
