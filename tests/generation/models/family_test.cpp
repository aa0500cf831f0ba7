#include "generation/checkpoint/safetensors.hpp"
#include "generation/families.hpp"
#include "generation/models/previs/model.hpp"
#include "tests/generation/models/tiny.hpp"
#include "tests/support/temporary_folder.hpp"

#include <ATen/ATen.h>
#include <ATen/Parallel.h>
#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>

using namespace rushlight::generation;
using namespace rushlight::generation::previs;
namespace fs = std::filesystem;

namespace {

/// A folder with tiny random weights of every part
class TinyWeights {
public:
    explicit TinyWeights(bool with_sound = true)
    {
        at::set_num_threads(1); // tests run side by side
        AutoencoderConfig shape;
        shape.widths = {8, 8, 16, 16};
        save("autoencoder",
             initial_autoencoder(shape),
             {{"widths", "8,8,16,16"}, {"encoder_blocks", "1"}, {"decoder_blocks", "2"}});
        const Config config = tiny();
        save("text_encoder", tensor_table(config.text), {{"config", "tiny"}});
        save("denoiser", tensor_table(config.denoiser), {{"config", "tiny"}, {"scales", "p4,p2"}});
        if (with_sound) {
            save("sound", tensor_table(SoundConfig()), {});
        }
    }

    [[nodiscard]] const fs::path& path() const { return folder_.path(); }

    void save(const std::string& part,
              const std::vector<nn::InitialTensor>& table,
              std::map<std::string, std::string> metadata)
    {
        Checkpoint checkpoint;
        checkpoint.tensors = rushlight::test::random_tensors(table, 7);
        for (auto& [name, tensor] : checkpoint.tensors) {
            tensor = tensor.to(at::kHalf);
        }
        metadata["format"] = "1";
        checkpoint.metadata = std::move(metadata);
        write_checkpoint(folder_.path(), part, checkpoint);
    }

private:
    rushlight::test::TemporaryFolder folder_;
};

class Watcher : public Observer {
public:
    void progress(const Progress& progress) override
    {
        CHECK(progress.fraction >= fraction);
        fraction = progress.fraction;
        stages.push_back(progress.stage);
        if (stop_at == progress.stage && progress.step >= stop_step) {
            stop.request_stop();
        }
    }

    void preview(const Preview& preview) override
    {
        ++previews;
        CHECK(preview.frames > 1);
        CHECK(preview.rgb.size() == static_cast<std::size_t>(preview.frames) *
                                        static_cast<std::size_t>(preview.size.width) *
                                        static_cast<std::size_t>(preview.size.height) * 3);
    }

    double fraction = 0;
    int previews = 0;
    std::vector<Stage> stages;
    std::stop_source stop;
    std::optional<Stage> stop_at;
    int stop_step = 0;
};

Request small()
{
    Request request;
    request.prompt = "a red ball bounces on the beach at dusk";
    request.seed = 5;
    request.frames = 9;
    request.steps = 3;
    return request;
}

/// A picture of smooth colour that the seed chooses
Pixels picture(int seed, int width = 256, int height = 256, int frames = 1, int channels = 3)
{
    Pixels pixels{{width, height}, frames, channels, {}};
    for (int i = 0; i < frames; ++i) {
        for (int y = 0; y < height; ++y) {
            for (int x = 0; x < width; ++x) {
                for (int c = 0; c < channels; ++c) {
                    pixels.bytes.push_back(static_cast<std::uint8_t>(
                        127 + 100 * std::sin(0.02 * (x + i) * (c + 1) + 0.03 * y * seed)));
                }
            }
        }
    }
    return pixels;
}

void give(Request& request, Inputs& inputs, const std::string& name, Pixels pixels)
{
    request.inputs.push_back(
        {name, std::string(64, 'a'), pixels.size, pixels.frames, pixels.channels});
    inputs[name] = std::move(pixels);
}

Generated make(Family& family,
               const Request& request,
               const Inputs& inputs = {},
               const std::vector<VerifiedLikeness>& cast = {})
{
    Watcher watcher;
    return family.generate(request, inputs, cast, watcher, {});
}

double difference(const Generated& a, const Generated& b)
{
    REQUIRE(a.rgb.size() == b.rgb.size());
    double sum = 0;
    for (std::size_t i = 0; i < a.rgb.size(); ++i) {
        sum += std::abs(int(a.rgb[i]) - int(b.rgb[i]));
    }
    return sum / static_cast<double>(a.rgb.size());
}

at::Tensor latents_of(const Generated& made)
{
    return read_safetensors(made.latents.data(), made.latents.size(), "latents")
        .tensors.at("latents")
        .to(at::kFloat);
}

bool mentions(const Generated& made, const std::string& word)
{
    return std::any_of(
        made.recipe.mechanisms.begin(), made.recipe.mechanisms.end(), [&](const std::string& line) {
            return line.find(word) != std::string::npos;
        });
}

} // namespace

TEST_CASE("previs makes frames, sound, latents and a recipe, the same twice", "[previs][family]")
{
    const TinyWeights weights;
    const auto family = make_family(weights.path());
    CHECK(family->missing().empty());
    Watcher watcher;
    const Generated made = family->generate(small(), {}, {}, watcher, {});
    CHECK(made.rgb.size() == 9U * 256 * 256 * 3);
    CHECK(made.sound.size() == 2U * 36'000);
    CHECK(latents_of(made).sizes() == at::IntArrayRef({32, 3, 16, 16}));
    CHECK(watcher.fraction == 1);
    CHECK(watcher.previews >= 1);
    CHECK(made.recipe.request.steps == 3);
    CHECK(made.recipe.request.guidance == 3);
    CHECK(made.recipe.model_hashes.size() == 4);
    CHECK(made.recipe.model_hashes.at("denoiser.safetensors").size() == 64);
    CHECK_FALSE(made.recipe.completed_prompt.empty());
    CHECK(made.recipe.threads == 1);
    CHECK(made.recipe.noise == "philox-1");
    CHECK(made.recipe.solver == "euler-1");

    const Generated again = make(*make_family(weights.path()), made.recipe.request);
    CHECK(again.rgb == made.rgb);
    CHECK(again.sound == made.sound);
    CHECK(again.latents == made.latents);
    CHECK(again.recipe == made.recipe);
}

TEST_CASE("seed, prompt, negative prompt, guidance, motion and camera change the clip",
          "[previs][family]")
{
    const TinyWeights weights;
    const auto family = make_family(weights.path());
    const Generated plain = make(*family, small());
    const auto differs = [&](auto edit) {
        Request request = small();
        edit(request);
        return difference(make(*family, request), plain);
    };
    CHECK(differs([](Request& r) { r.seed = 6; }) > 0);
    CHECK(differs([](Request& r) { r.prompt = "a blue boat in the fog at night"; }) > 0);
    CHECK(differs([](Request& r) { r.negative = "rain"; }) > 0);
    CHECK(differs([](Request& r) { r.guidance = 1; }) > 0);
    CHECK(differs([](Request& r) { r.motion = 9; }) > 0);
    CHECK(differs([](Request& r) { r.camera = {{"pan", 8}}; }) > 0);
    CHECK(differs([](Request& r) { r.camera_path = {{}, {{3, 0, 0}, {40, 0, 0}, 35}}; }) > 0);
    CHECK(differs([](Request& r) { r.noise = "torch-cpu"; }) > 0);
    CHECK(differs([](Request&) {}) == 0);
}

TEST_CASE("a first picture stays the first latent frame, other pictures are tokens",
          "[previs][family]")
{
    const TinyWeights weights;
    const auto family = make_family(weights.path());
    Request request = small();
    Inputs inputs;
    give(request, inputs, "first", picture(1));
    request.keyframes = {{"first", 0}};
    const Generated one = make(*family, request, inputs);
    CHECK(mentions(one, "first latent frame"));
    Request other = request;
    other.seed = 77;
    const Generated two = make(*family, other, inputs);
    CHECK(at::equal(latents_of(one).select(1, 0), latents_of(two).select(1, 0)));
    CHECK_FALSE(at::equal(latents_of(one).select(1, 2), latents_of(two).select(1, 2)));

    give(request, inputs, "last", picture(2));
    request.keyframes.push_back({"last", 8});
    const Generated three = make(*family, request, inputs);
    CHECK(mentions(three, "key tokens at frame 8"));
    CHECK(difference(one, three) > 0);
}

TEST_CASE("a source is kept at strength 0, and a prefix is kept in place", "[previs][family]")
{
    const TinyWeights weights;
    const auto family = make_family(weights.path());
    Request request = small();
    Inputs inputs;
    give(request, inputs, "clip", picture(1, 256, 256, 9));
    request.source = Source{"clip", 0.0, 0};
    const at::Tensor kept = latents_of(make(*family, request, inputs));
    request.seed = 90;
    CHECK(at::equal(kept, latents_of(make(*family, request, inputs))));
    request.source->strength = 0.7;
    const at::Tensor remixed = latents_of(make(*family, request, inputs));
    CHECK_FALSE(at::equal(kept, remixed));
    request.source = Source{"clip", 1.0, 5};
    const at::Tensor extended = latents_of(make(*family, request, inputs));
    CHECK((extended.slice(1, 0, 2) - kept.slice(1, 0, 2)).abs().max().item<double>() < 0.02);
    CHECK((extended.select(1, 2) - kept.select(1, 2)).abs().max().item<double>() > 0.1);
}

TEST_CASE("a brush moves its region and holds what is static", "[previs][family]")
{
    const TinyWeights weights;
    const auto family = make_family(weights.path());
    Request request = small();
    Inputs inputs;
    give(request, inputs, "first", picture(1));
    request.keyframes = {{"first", 0}};
    const Generated plain = make(*family, request, inputs);
    BrushRegion moving;
    moving.polygon = {{0.1, 0.1}, {0.4, 0.1}, {0.4, 0.4}, {0.1, 0.4}};
    moving.path = {{0.25, 0.25, 0}, {0.7, 0.25, 1}};
    request.brush = {moving};
    const Generated right = make(*family, request, inputs);
    CHECK(mentions(right, "moved along its path"));
    CHECK(difference(plain, right) > 0);
    request.brush[0].path = {{0.25, 0.25, 0}, {0.25, 0.7, 1}};
    CHECK(difference(make(*family, request, inputs), right) > 0);

    // a static half is the still first picture, whatever the seed
    BrushRegion held;
    give(request, inputs, "half", picture(0, 256, 256, 1, 1));
    for (int i = 0; i < 256 * 256; ++i) {
        inputs["half"].bytes[static_cast<std::size_t>(i)] = i % 256 < 128 ? 255 : 0;
    }
    held.mask = "half";
    held.is_static = true;
    request.brush = {held};
    const at::Tensor a = latents_of(make(*family, request, inputs));
    request.seed = 31;
    const at::Tensor b = latents_of(make(*family, request, inputs));
    CHECK(at::equal(a.slice(3, 0, 8), b.slice(3, 0, 8)));
    CHECK_FALSE(at::equal(a.slice(3, 8, 16).slice(1, 1), b.slice(3, 8, 16).slice(1, 1)));
}

TEST_CASE("a cast member's references change the clip, and only where they are given",
          "[previs][family]")
{
    const TinyWeights weights;
    const auto family = make_family(weights.path());
    Request request = small();
    request.prompt = "@mia walks";
    Inputs inputs;
    give(request, inputs, "mia", picture(3, 128, 128, 1, 4));
    request.cast = {{"mia", "person", {"mia"}}};
    const Inputs none; // references travel in the verified likeness, never beside it
    const Generated one = make(*family, request, none, {{"mia", {picture(3, 128, 128, 1, 4)}}});
    const Generated two = make(*family, request, none, {{"mia", {picture(5, 128, 128, 1, 4)}}});
    CHECK(difference(one, two) > 0);
    CHECK(one.recipe.completed_prompt == "person walks");
    CHECK(mentions(one, "@mia"));

    // guidance makes the cast stronger: its second branch does not see them
    const auto apart = [&](double guidance) {
        request.guidance = guidance;
        request.steps = 1;
        return (latents_of(make(*family, request, none, {{"mia", {picture(3, 128, 128, 1, 4)}}})) -
                latents_of(make(*family, request, none, {{"mia", {picture(5, 128, 128, 1, 4)}}})))
            .norm()
            .item<double>();
    };
    CHECK(apart(6) / apart(1) == Approx(6).margin(1));
}

TEST_CASE("a stop request ends a job within a step, a decode or an encode", "[previs][family]")
{
    const TinyWeights weights;
    const auto family = make_family(weights.path());
    for (const Stage stage : {Stage::load, Stage::encode, Stage::denoise, Stage::decode}) {
        Watcher watcher;
        watcher.stop_at = stage;
        CHECK_THROWS_AS(family->generate(small(), {}, {}, watcher, watcher.stop.get_token()),
                        Cancelled);
    }
}

TEST_CASE("missing and damaged weights are named", "[previs][family]")
{
    const TinyWeights weights;
    const auto family = make_family(weights.path());
    fs::remove(weights.path() / "denoiser.safetensors");
    REQUIRE(family->missing().size() == 1);
    CHECK_THAT(family->missing()[0], Catch::Contains("previs has no denoiser.safetensors"));
    CHECK_THROWS_AS(make(*family, small()), ModelMissing);
    fs::resize_file(weights.path() / "text_encoder.safetensors", 1000);
    std::vector<nn::InitialTensor> wrong{{"blocks.0.out.weight", {2, 2}, nn::Fill::ones, 1}};
    Checkpoint checkpoint;
    checkpoint.tensors = nn::make_tensors(wrong, 1);
    checkpoint.metadata = {{"config", "tiny"}};
    write_checkpoint(weights.path(), "denoiser", checkpoint);
    CHECK_THROWS_WITH(make(*family, small()), Catch::Contains("text_encoder.safetensors"));
}

TEST_CASE("without weights for sound a clip is silent and says so", "[previs][family]")
{
    const TinyWeights weights(false);
    const Generated made = make(*make_family(weights.path()), small());
    CHECK(made.sound.empty());
    CHECK(made.cues.empty());
    CHECK(mentions(made, "its weights are not there"));
}

TEST_CASE("weights for sound of another form cost the sound alone, and the recipe says so",
          "[previs][family]")
{
    TinyWeights weights;
    const Generated whole = make(*make_family(weights.path()), small());
    weights.save("sound", {{"in.weight", {128, 512}, nn::Fill::ones, 1}}, {{"parts", "4"}});
    const Generated made = make(*make_family(weights.path()), small());
    CHECK(made.rgb == whole.rgb);
    CHECK(made.sound.empty());
    CHECK(mentions(made, "its weights are of another form"));
}

TEST_CASE("a request that does not fit is refused with its fields", "[previs][family]")
{
    const TinyWeights weights;
    const auto family = make_family(weights.path());
    Request request = small();
    request.frames = 10;
    request.guidance = NAN;
    request.keyframes = {{"nothing", 0}};
    try {
        make(*family, request);
        FAIL("it was made");
    } catch (const InvalidRequest& refused) {
        std::vector<std::string> fields;
        for (const Problem& problem : refused.problems) {
            fields.push_back(problem.field);
        }
        CHECK(fields == std::vector<std::string>{"/frames", "/guidance", "/keyframes/0/input"});
    }
    Request lost = small();
    Inputs inputs;
    give(lost, inputs, "first", picture(1));
    lost.keyframes = {{"first", 0}};
    CHECK_THROWS_WITH(make(*family, lost), Catch::Contains("did not come"));
}

TEST_CASE("a scale plan says the scale of each step", "[previs]")
{
    const auto scales = scales_of_steps(read_plan("p4:0.5,p2:0.25,p1:0.25"), 8);
    CHECK((scales == std::vector<Scale>{Scale::p4,
                                        Scale::p4,
                                        Scale::p4,
                                        Scale::p4,
                                        Scale::p2,
                                        Scale::p2,
                                        Scale::p1,
                                        Scale::p1}));
    CHECK((scales_of_steps(read_plan("p2"), 3) == std::vector<Scale>(3, Scale::p2)));
    CHECK((scales_of_steps(plan_of("p4,p2"), 1) == std::vector<Scale>{Scale::p2}));
    CHECK((scales_of_steps(read_plan("p4:0.73,p2:0.27"), 1) == std::vector<Scale>{Scale::p4}));
    CHECK((scales_of_steps(read_plan("p4:0.73,p2:0.27"), 4) ==
           std::vector<Scale>{Scale::p4, Scale::p4, Scale::p4, Scale::p2}));
    CHECK((plan_of("p4") == ScalePlan{{Scale::p4, 1.0}}));
    CHECK((plan_of("p2,p1").back().first == Scale::p1));
    CHECK_THROWS_AS(read_plan("p3:1"), std::invalid_argument);
    CHECK_THROWS_AS(read_plan("p4:0.5"), std::invalid_argument);
    CHECK_THROWS_AS(read_plan("p4:-1,p2:2"), std::invalid_argument);
    CHECK_THROWS_AS(read_plan(""), std::invalid_argument);
}

TEST_CASE("a forecast grows with the steps, the length and the second branch of guidance",
          "[previs][family]")
{
    const TinyWeights weights;
    const auto family = make_family(weights.path());
    Request request = small();
    request.steps = 10;
    const Forecast ten = family->forecast(request);
    CHECK(ten.seconds > 0);
    CHECK(ten.memory_bytes > 100'000'000);
    request.steps = 100;
    CHECK(family->forecast(request).seconds > ten.seconds);
    request.frames = 65;
    const Forecast longer = family->forecast(request);
    CHECK(longer.memory_bytes > ten.memory_bytes);
    request.guidance = 1;
    CHECK(family->forecast(request).memory_bytes <= longer.memory_bytes);
}

TEST_CASE("distilled weights take guidance as an input of one branch, and long steps at once",
          "[previs][family]")
{
    TinyWeights weights;
    const auto family = make_family(weights.path());
    Request request = small();
    request.steps = 4;
    const auto with = [&](double guidance, const char* negative) {
        request.guidance = guidance;
        request.negative = negative;
        return make(*family, request);
    };
    const Generated two = with(2, ""), strong = with(9, ""), without_rain = with(2, "rain");
    weights.save("denoiser",
                 tensor_table(tiny().denoiser),
                 {{"config", "tiny"}, {"scales", "p4,p2"}, {"distilled", "1"}});
    const Generated input = with(2, "");
    CHECK(difference(input, two) > 0);
    CHECK(difference(with(4, ""), input) > 0);
    CHECK(difference(with(1, ""), input) > 0);
    // what it was not taught goes in two branches, as before: to the bit
    CHECK(with(9, "").rgb == strong.rgb);
    CHECK(with(2, "rain").rgb == without_rain.rgb);
}
