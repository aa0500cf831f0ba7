#include "generation/training/evaluation/evaluation.hpp"
#include "generation/training/picture.hpp"
#include "generation/training/stages.hpp"
#include "tests/support/temporary_folder.hpp"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <filesystem>
#include <fstream>

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

TEST_CASE("a model is measured in every task, and the report and its sheets lie where they should",
          "[evaluation]")
{
    const rushlight::test::TemporaryFolder folder;
    TrainingRequest training;
    training.preset = "tiny";
    training.threads = 2;
    training.folder = folder / "previs";
    training.quiet = true;
    const std::atomic<bool> go_on{false};
    REQUIRE(run_training(training, go_on));

    EvaluationRequest request;
    request.clips = 4;
    request.steps = 1;
    request.threads = 1;
    request.models = folder.path();
    request.analyzers = folder / "previs" / "weights";
    request.out = folder / "report";
    const auto rows = evaluate(request, go_on);
    for (const char* task : {"words: ",
                             "image: ",
                             "brush: ",
                             "remix: ",
                             "cast: ",
                             "sound: ",
                             "keyframes: ",
                             "motion score: ",
                             "consistency: ",
                             "streaming: ",
                             "four steps: ",
                             "free prompts: "}) {
        CAPTURE(task);
        CHECK(std::any_of(rows.begin(), rows.end(), [&](const Row& row) {
            return row.name.rfind(task, 0) == 0 && row.n > 0 && !row.must.empty();
        }));
    }
    std::ifstream file(request.out / "report.json");
    const auto report = nlohmann::json::parse(file);
    REQUIRE(report.size() == rows.size());
    CHECK(report[0]["name"] == "words: kind (A1)");
    for (const char* field : {"value", "low", "high", "floor", "ceiling", "n", "must", "passed"}) {
        CHECK(report[0].contains(field));
    }
    for (const char* sheet : {"words", "image", "brush", "remix", "cast"}) {
        CHECK(std::filesystem::file_size(request.out / ("report-" + std::string(sheet) + ".jpg")) >
              1000);
    }

    request.task = "sound";
    request.out.clear();
    const auto sound = evaluate(request, go_on);
    CHECK(sound.size() == 1);
    CHECK(std::any_of(rows.begin(), rows.end(), [&](const Row& row) {
        return row.name == sound[0].name && row.value == sound[0].value;
    }));
    request.task = "smell";
    CHECK_THROWS_WITH(evaluate(request, go_on),
                      Catch::Contains("there is no task smell; the tasks are words, image, brush"));
}
