#include "generation/models/previs/autoencoder.hpp"
#include "generation/models/previs/lora.hpp"
#include "generation/training/data.hpp"
#include "generation/training/examples.hpp"
#include "generation/training/lora_lesson.hpp"
#include "generation/training/lora_run.hpp"
#include "tests/support/temporary_folder.hpp"

#include <ATen/ATen.h>
#include <c10/core/GradMode.h>
#include <catch2/catch.hpp>

#include <fstream>

using namespace rushlight::generation;
using namespace rushlight::generation::training;
namespace fs = std::filesystem;

namespace {

at::Tensor frames(int count, int height, int width, int seed)
{
    return at::randint(0, 256, {count, height, width, 3}, generator_of(seed), at::kByte);
}

void write(const fs::path& file, const std::string& bytes)
{
    std::ofstream(file, std::ios::binary) << bytes;
}

/// All of it random: training begins gates and outputs at zero.
NamedTensors random_weights(std::vector<nn::InitialTensor> table)
{
    for (auto& line : table) {
        if (line.fill == nn::Fill::zeros) {
            line.fill = nn::Fill::normal;
            line.scale = 0.1;
        }
    }
    return nn::make_tensors(table, 3);
}

/// Two pictures and a clip, as latents with words
std::vector<EncodedExample> few_examples()
{
    std::vector<EncodedExample> examples;
    for (const std::int64_t length : {1, 1, 3}) {
        const auto seed = 20 + static_cast<std::uint64_t>(examples.size());
        examples.push_back({at::randn({2, 32, length, 16, 16}, generator_of(seed)) * 0.3,
                            at::randn({2, 3 + length, 32}, generator_of(seed + 50)),
                            at::ones({2, 3 + length}, at::kBool)});
    }
    return examples;
}

LoraLesson tiny_lesson(std::int64_t steps)
{
    LoraPlan plan = lora_plan(previs::tiny().denoiser, true);
    plan.plan.steps = steps;
    plan.plan.clips = 4;
    plan.plan.warm_up = 2;
    return {plan,
            random_weights(previs::tensor_table(previs::tiny().denoiser)),
            few_examples(),
            {{}, at::zeros({1, 1, 32}), at::ones({1, 1}, at::kBool)}};
}

/// Mean loss over fixed draws at both scales
double loss_of(const LoraLesson& lesson, const NamedTensors& factors)
{
    const c10::NoGradGuard no_gradients;
    const auto learner = lesson.learner(factors);
    double sum = 0;
    for (std::int64_t step = 1000; step < 1012; ++step) {
        const Draw draw{step, 0, 1, 4, 0.9};
        std::map<std::string, double> report;
        sum += learner->loss(*learner->prepare(draw), draw, report).item<double>();
    }
    return sum / 12;
}

RunSettings quiet_in(const fs::path& folder)
{
    RunSettings settings;
    settings.folder = folder;
    settings.quiet = true;
    return settings;
}

void save(const fs::path& folder,
          const std::string& part,
          const std::vector<nn::InitialTensor>& table,
          std::map<std::string, std::string> metadata)
{
    metadata["format"] = "1";
    write_checkpoint(folder, part, {random_weights(table), std::move(metadata)});
}

} // namespace

TEST_CASE("a LoRA lowers the loss on its own examples, and begins as the base", "[training][lora]")
{
    const rushlight::test::TemporaryFolder folder;
    LoraLesson lesson = tiny_lesson(120);
    NamedTensors zero = lesson.initial();
    for (auto& [name, tensor] : zero) {
        if (name.find("lora_A") != std::string::npos) {
            tensor = at::zeros_like(tensor);
        }
    }
    const double before = loss_of(lesson, lesson.initial());
    CHECK(before == loss_of(lesson, zero)); // B A is nothing at first, whatever A is
    const RunResult result = train(lesson, quiet_in(folder.path()));
    CHECK(loss_of(lesson, result.shipped) < 0.9 * before);
}

TEST_CASE("a LoRA's training goes on from its checkpoint, bit for bit", "[training][lora]")
{
    const rushlight::test::TemporaryFolder folder;
    LoraLesson whole = tiny_lesson(6);
    const RunResult unbroken = train(whole, quiet_in(folder / "whole"));
    // stopped after three of six steps
    std::atomic<bool> stop{false};

    class Stopping : public LoraLesson {
    public:
        Stopping(std::atomic<bool>& flag)
            : LoraLesson(tiny_lesson(6))
            , flag_(flag)
        {
        }

        [[nodiscard]] std::unique_ptr<Learner> learner(const NamedTensors& weights) const override
        {
            struct Own : Learner {
                std::unique_ptr<Learner> inner;
                std::atomic<bool>* flag;

                [[nodiscard]] std::unique_ptr<Material> prepare(const Draw& draw) const override
                {
                    *flag = *flag || draw.step == 2;
                    return inner->prepare(draw);
                }

                at::Tensor loss(const Material& material,
                                const Draw& draw,
                                std::map<std::string, double>& report) override
                {
                    return inner->loss(material, draw, report);
                }
            };

            auto own = std::make_unique<Own>();
            own->inner = LoraLesson::learner(weights);
            own->flag = &flag_;
            return own;
        }

    private:
        std::atomic<bool>& flag_;
    } broken(stop);

    RunSettings settings = quiet_in(folder / "broken");
    settings.stop = &stop;
    CHECK(train(broken, settings).steps == 3);
    LoraLesson rest = tiny_lesson(6);
    RunSettings again = quiet_in(folder / "broken");
    again.resume = true;
    const RunResult resumed = train(rest, again);
    for (const auto& [name, tensor] : unbroken.shipped) {
        CHECK(at::equal(tensor, resumed.shipped.at(name)));
    }
}

TEST_CASE("pictures and clips are read as they were written, with their words", "[training][lora]")
{
    const rushlight::test::TemporaryFolder folder;
    write_example(folder.path(), {"b", "", frames(1, 20, 40, 1)});
    write_example(folder.path(), {"a", "a red fox", frames(7, 17, 16, 2)});
    const auto files = example_files(folder.path());
    REQUIRE(files.size() == 2);
    const Example clip = read_example(files[0]), picture = read_example(files[1]);
    CHECK(clip.caption == "a red fox");
    CHECK(at::equal(clip.frames, frames(7, 17, 16, 2).narrow(0, 0, 5))); // 1 + 4 frames fit
    CHECK(picture.caption.empty());
    CHECK(at::equal(picture.frames, frames(1, 20, 40, 1)));

    const at::Tensor middle = cropped(picture.frames, {}, 20);
    CHECK(at::equal(middle[0][0], picture.frames[0].narrow(1, 10, 20).select(2, 0) / 127.5 - 1));
    CHECK(at::equal(cropped(picture.frames, {1, 0.5, 0.5, true}, 20), middle.flip(3)));
    CHECK(cropped(clip.frames, {0.8, 0, 1, false}, 256).sizes() ==
          at::IntArrayRef({3, 5, 256, 256}));
    int mirrored = 0;
    for (const Crop& crop : crops_of(3, 8, true)) {
        mirrored += crop.mirrored ? 1 : 0;
    }
    CHECK(mirrored == 4);
    for (const Crop& crop : crops_of(3, 8, false)) {
        CHECK_FALSE(crop.mirrored);
    }
}

TEST_CASE("an example that cannot be read is refused with its name", "[training][lora]")
{
    const rushlight::test::TemporaryFolder folder;
    CHECK_THROWS_WITH(example_files(folder.path()), Catch::Contains("has 0 examples"));
    const auto refused = [&](const std::string& bytes, const std::string& why) {
        write(folder / "x.ppm", bytes);
        CHECK_THROWS_WITH(read_example(folder / "x.ppm"),
                          Catch::Contains("x.ppm") && Catch::Contains(why));
    };
    refused("", "is empty");
    refused("GIF89a", "is no P6 picture");
    refused("P6 20 20 65535\n", "8 bits");
    refused("P6 8 20 255\n", "has 8x20 pixels");
    refused("P6 999999999999 20 255\n", "is no P6 picture");
    refused("P6 20 20 255\nabc", "is cut short");
    const std::string whole = "P6\n# drawn\n16 16\n255\n" + std::string(768, 'a');
    write(folder / "y.ppm", whole + "\n" + whole);
    CHECK(read_example(folder / "y.ppm").frames.size(0) == 1); // two frames make no latent frame
    refused(whole + "P6 17 16 255\n" + std::string(816, 'a'), "different sizes");
}

TEST_CASE("train --lora makes a file that fits its base from a folder of pictures",
          "[training][lora]")
{
    const rushlight::test::TemporaryFolder folder;
    previs::AutoencoderConfig shape;
    shape.widths = {8, 8, 16, 16};
    fs::create_directories(folder / "weights");
    save(folder / "weights",
         "autoencoder",
         previs::initial_autoencoder(shape),
         {{"widths", "8,8,16,16"}, {"encoder_blocks", "1"}, {"decoder_blocks", "2"}});
    const previs::Config config = previs::tiny();
    save(folder / "weights", "text_encoder", tensor_table(config.text), {{"config", "tiny"}});
    save(folder / "weights",
         "denoiser",
         tensor_table(config.denoiser),
         {{"config", "tiny"}, {"scales", "p4,p2"}});
    write_example(folder / "examples", {"one", "a dog runs at night", frames(1, 64, 80, 1)});
    write_example(folder / "examples", {"two", "", frames(5, 48, 48, 2)});

    LoraRequest request;
    request.examples = folder / "examples";
    request.weights = folder / "weights";
    request.out = folder / "ada.safetensors";
    request.folder = folder / "run";
    request.rank = 3;
    request.steps = 4;
    request.quiet = true;
    const std::atomic<bool> go_on{false};
    REQUIRE(train_lora(request, go_on));
    const auto lora = previs::read_lora(read_safetensors(request.out), "ada", config.denoiser);
    CHECK(lora.rank == 3);
    CHECK(lora.factors.at("blocks.2.qkv").b.abs().max().item<float>() > 0);
    request.resume = true;
    request.steps = 6;
    CHECK(train_lora(request, go_on));

    request.out = folder / "ada.bin";
    CHECK_THROWS_WITH(train_lora(request, go_on), Catch::Contains("NAME.safetensors"));
    request.out = folder / "ada.safetensors";
    request.rank = 0;
    CHECK_THROWS_WITH(train_lora(request, go_on), Catch::Contains("1 to 128"));
}
