#include "generation/checkpoint/safetensors.hpp"
#include "generation/training/autoencoder_lesson.hpp"
#include "generation/training/data.hpp"
#include "generation/training/preset.hpp"
#include "generation/training/stages.hpp"
#include "generation/training/text_lesson.hpp"
#include "generation/world/sound.hpp"
#include "generation/world/splits.hpp"
#include "tests/support/temporary_folder.hpp"

#include <ATen/ATen.h>
#include <catch2/catch.hpp>

#include <fstream>
#include <limits>

using namespace rushlight::generation;
using namespace rushlight::generation::training;

namespace {

/// Learns to say one vector; what a lesson is, at its smallest.
class Echo : public Lesson {
public:
    explicit Echo(std::int64_t steps, std::int64_t breaks_at = -1)
        : breaks_at_(breaks_at)
    {
        plan_.steps = steps;
        plan_.clips = 4;
        plan_.warm_up = 0;
        plan_.look_every = 0;
        plan_.optimizer.weight_decay = 0;
        plan_.optimizer.muon_rate = plan_.optimizer.adam_rate = 0.05;
        plan_.optimizer.ema = plan_.optimizer.ema_final = 0.5;
    }

    [[nodiscard]] std::string name() const override { return "echo"; }

    [[nodiscard]] Plan plan() const override { return plan_; }

    [[nodiscard]] NamedTensors initial() const override
    {
        return {{"matrix", at::ones({8, 8})}, {"vector", at::ones({8})}};
    }

    [[nodiscard]] std::unique_ptr<Learner> learner(const NamedTensors& weights) const override
    {
        struct Own : Learner {
            NamedTensors weights;
            std::int64_t breaks_at;

            struct Numbers : Material {
                at::Tensor x;
            };

            [[nodiscard]] std::unique_ptr<Material> prepare(const Draw& draw) const override
            {
                Dice dice(draw.clip(0));
                std::vector<float> values;
                for (int i = 0; i < 8; ++i) {
                    values.push_back(static_cast<float>(dice.normal()));
                }
                auto numbers = std::make_unique<Numbers>();
                numbers->x = at::tensor(values);
                return numbers;
            }

            at::Tensor loss(const Material& material,
                            const Draw& draw,
                            std::map<std::string, double>&) override
            {
                const at::Tensor& x = static_cast<const Numbers&>(material).x;
                const at::Tensor y = at::mv(weights.at("matrix"), x) + weights.at("vector");
                const at::Tensor loss = (y - x * 2).square().mean();
                return draw.step == breaks_at ? loss * std::numeric_limits<float>::quiet_NaN()
                                              : loss;
            }
        };

        auto own = std::make_unique<Own>();
        own->weights = weights;
        own->breaks_at = breaks_at_;
        return own;
    }

    std::map<std::string, double> examine(const NamedTensors&,
                                          const std::filesystem::path&) override
    {
        return {};
    }

private:
    Plan plan_;
    std::int64_t breaks_at_;
};

RunSettings quiet_in(const std::filesystem::path& folder, int threads = 2)
{
    RunSettings settings;
    settings.folder = folder;
    settings.threads = threads;
    settings.quiet = true;
    return settings;
}

bool same(const NamedTensors& a, const NamedTensors& b)
{
    bool equal = a.size() == b.size();
    for (const auto& [name, tensor] : a) {
        equal = equal && b.count(name) == 1 && at::equal(tensor, b.at(name));
    }
    return equal;
}

} // namespace

TEST_CASE("a resumed run equals an unbroken one bit for bit, on any number of threads",
          "[training][resume]")
{
    const rushlight::test::TemporaryFolder folder;
    Echo whole(12);
    const RunResult unbroken = train(whole, quiet_in(folder / "whole"));

    std::atomic<bool> stop{false};

    class Stopping : public Echo {
    public:
        Stopping(std::atomic<bool>& stop_flag)
            : Echo(12)
            , stop(stop_flag)
        {
        }

        [[nodiscard]] std::unique_ptr<Learner> learner(const NamedTensors& weights) const override
        {
            struct Own : Learner {
                std::unique_ptr<Learner> inner;
                std::atomic<bool>* stop;

                [[nodiscard]] std::unique_ptr<Material> prepare(const Draw& draw) const override
                {
                    return inner->prepare(draw);
                }

                at::Tensor loss(const Material& material,
                                const Draw& draw,
                                std::map<std::string, double>& report) override
                {
                    if (draw.step == 6) {
                        *stop = true; // as SIGTERM does
                    }
                    return inner->loss(material, draw, report);
                }
            };

            auto own = std::make_unique<Own>();
            own->inner = Echo::learner(weights);
            own->stop = &stop;
            return own;
        }

        std::atomic<bool>& stop;
    } broken(stop);

    RunSettings settings = quiet_in(folder / "broken", 1);
    settings.stop = &stop;
    const RunResult half = train(broken, settings);
    CHECK_FALSE(half.finished);
    CHECK(half.steps == 7);
    Echo rest(12);
    RunSettings again = quiet_in(folder / "broken", 3);
    again.resume = true;
    const RunResult resumed = train(rest, again);
    CHECK(resumed.steps == 12);
    CHECK(same(unbroken.shipped, resumed.shipped));
}

TEST_CASE("clips that are made ahead teach the same as clips made in place", "[training]")
{
    const rushlight::test::TemporaryFolder folder;

    class Whole : public Echo {
    public:
        Whole()
            : Echo(20)
        {
        }

        [[nodiscard]] Plan plan() const override
        {
            Plan plan = Echo::plan();
            plan.pieces = 1;
            return plan;
        }
    };

    Whole in_place, ahead;
    RunSettings settings = quiet_in(folder / "ahead", 3);
    settings.ahead = true;
    const RunResult made = train(ahead, settings);
    CHECK(made.steps == 20);
    CHECK(same(made.shipped, train(in_place, quiet_in(folder / "in place")).shipped));
}

TEST_CASE("what goes wrong while clips are made ahead stops training", "[training]")
{
    const rushlight::test::TemporaryFolder folder;

    class Failing : public Echo {
    public:
        Failing()
            : Echo(20)
        {
        }

        [[nodiscard]] std::unique_ptr<Learner> learner(const NamedTensors& weights) const override
        {
            struct Own : Learner {
                std::unique_ptr<Learner> inner;

                [[nodiscard]] std::unique_ptr<Material> prepare(const Draw& draw) const override
                {
                    if (draw.step == 9) {
                        throw std::runtime_error("no clip for this test");
                    }
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
            own->inner = Echo::learner(weights);
            return own;
        }
    } lesson;

    RunSettings settings = quiet_in(folder.path(), 2);
    settings.ahead = true;
    CHECK_THROWS_WITH(train(lesson, settings), "no clip for this test");
}

TEST_CASE("a device that is not there is refused with the way out", "[training]")
{
    TrainingRequest request;
    request.preset = "tiny";
    request.quiet = true;
    const std::atomic<bool> go_on{false};
    request.device = "abacus";
    CHECK_THROWS_WITH(run_training(request, go_on),
                      Catch::Contains("the devices are cpu and cuda"));
    if (!std::filesystem::exists("/proc/driver/nvidia/version")) {
        request.device = "cuda";
        CHECK_THROWS_WITH(run_training(request, go_on), Catch::Contains("use the device cpu"));
    }
}

TEST_CASE("training goes on from half-precision weights alone", "[training][resume]")
{
    const rushlight::test::TemporaryFolder folder;
    Echo first(200);
    const RunResult taught = train(first, quiet_in(folder / "a"));
    Echo second(1);
    RunSettings settings = quiet_in(folder / "b");
    for (const auto& [name, tensor] : taught.shipped) {
        settings.begin_from[name] = tensor.to(at::kHalf);
    }
    const RunResult gone_on = train(second, settings);
    Echo fresh(1);
    const RunResult untaught = train(fresh, quiet_in(folder / "c"));
    CHECK(gone_on.last_loss < 0.5 * untaught.last_loss);
}

TEST_CASE("a loss that is not a number stops training with a sentence", "[training]")
{
    const rushlight::test::TemporaryFolder folder;
    Echo lesson(20, 5);
    CHECK_THROWS_WITH(train(lesson, quiet_in(folder.path())),
                      Catch::Contains("the loss is not finite at step 5") &&
                          Catch::Contains("lower learning rate"));
}

TEST_CASE("what is held out is never trained on", "[training]")
{
    CHECK_THROWS_WITH(training_scene(world::test_seeds.first, world::World::v0),
                      Catch::Contains("held out"));
    CHECK_THROWS_WITH(training_scene(world::validation_seeds.first, world::World::v1),
                      Catch::Contains("held out"));
    for (std::uint64_t n = 0; n < 2000; ++n) {
        CHECK(world::training_seeds.contains(training_seed(n % 7, n)));
    }
    CHECK(world::test_seeds.contains(test_seed(255)));
    CHECK(world::validation_seeds.contains(validation_seed(255)));
}

TEST_CASE("a caption that states nothing teaches nothing and breaks nothing", "[training]")
{
    TextLesson lesson(preset("tiny").text);
    NamedTensors weights = lesson.initial();
    for (auto& [name, tensor] : weights) {
        tensor.requires_grad_(true);
    }
    const auto learner = lesson.learner(weights);
    int silent = 0;
    for (std::int64_t step = 0; step < 80; ++step) {
        const Draw draw{step, 0, 1, 1, 0};
        std::map<std::string, double> report;
        const at::Tensor loss = learner->loss(*learner->prepare(draw), draw, report);
        REQUIRE(loss.requires_grad());
        silent += loss.item<double>() == 0 ? 1 : 0;
    }
    CHECK(silent > 0); // one caption of twenty is empty
}

TEST_CASE("the rate warms up, stays and falls", "[training]")
{
    Plan plan;
    plan.warm_up = 10;
    plan.decay = 0.5;
    CHECK(rate_at(plan, 0, 0) == Approx(0.1));
    CHECK(rate_at(plan, 9, 0.1) == Approx(1));
    CHECK(rate_at(plan, 100, 0.5) == Approx(1));
    CHECK(rate_at(plan, 100, 0.75) == Approx(0.5));
    CHECK(rate_at(plan, 100, 1) == Approx(0.05));
}

TEST_CASE("a tiny autoencoder learns its clips", "[training]")
{
    const rushlight::test::TemporaryFolder folder;
    AutoencoderPlan plan = preset("tiny").autoencoder;
    plan.plan.steps = 120;
    plan.plan.optimizer.muon_rate = 4e-3;
    plan.plan.optimizer.adam_rate = 4e-3;
    AutoencoderLesson lesson(plan);
    train(lesson, quiet_in(folder.path()));
    std::ifstream curve(folder / "autoencoder.csv");
    double first = 0, last = 0, step = 0, seconds = 0, loss = 0;
    char comma = 0;
    std::string rest;
    while (curve >> step >> comma >> seconds >> comma >> loss && std::getline(curve, rest)) {
        first = first == 0 ? loss : first;
        last = loss;
    }
    CHECK(step == 120);
    CHECK(last < 0.75 * first);
}

TEST_CASE("clips for the sound are chosen by how much sounds in them, from training seeds",
          "[training]")
{
    const auto sounds = [](const CachePlan& plan) {
        std::size_t sum = 0;
        for (std::uint64_t n = 0; n < 200; ++n) {
            const auto seed = cached_seed(plan, n);
            CHECK(seed == cached_seed(plan, n));
            sum += world::events_of(training_scene(seed, world::World::v0), 2.75).events.size();
        }
        return static_cast<double>(sum) / 200;
    };
    const Preset settings = preset("previs-s");
    CHECK(sounds(settings.sound_cache) > 1.4 * sounds(settings.cache));
    CHECK(cached_seed(settings.sound_cache, 0) != cached_seed(settings.cache, 0));
}

TEST_CASE("the tiny preset goes through every stage and leaves weights", "[training][stages]")
{
    const rushlight::test::TemporaryFolder folder;
    TrainingRequest request;
    request.preset = "tiny";
    request.threads = 2;
    request.folder = folder.path();
    request.quiet = true;
    const std::atomic<bool> go_on{false};
    REQUIRE(run_training(request, go_on));
    for (const char* name : {"autoencoder", "text_encoder", "denoiser", "sound", "analyzer"}) {
        CHECK(checkpoint_files(folder / "weights", name).size() == 1);
    }
    // half of its steps taught guidance and long steps, and the weights say so
    const auto told = read_checkpoint(folder / "weights", "denoiser").metadata;
    CHECK(told.at("distilled") == "1");
    CHECK(told.at("world") == "v0");
    const auto plain = DenoiserLesson(preset("previs-s").denoiser, {}, nullptr, nullptr).metadata();
    CHECK(plain.at("distilled") == "0");
}

TEST_CASE("every stage goes on from its shipped weights and can be looked at", "[training][stages]")
{
    const rushlight::test::TemporaryFolder folder;
    TrainingRequest request;
    request.preset = "tiny";
    request.threads = 2;
    request.folder = folder.path();
    request.quiet = true;
    const std::atomic<bool> go_on{false};
    REQUIRE(run_training(request, go_on));
    std::filesystem::copy(folder / "weights", folder / "shipped");
    request.begin_from = folder / "shipped";
    CHECK(run_training(request, go_on));

    std::filesystem::remove(folder / "denoiser.jpg");
    request.stage = "denoiser";
    request.look = true;
    CHECK(run_training(request, go_on));
    CHECK(std::filesystem::file_size(folder / "denoiser.jpg") > 1000);
}

TEST_CASE("a stage whose forerunner is missing says which", "[training][stages]")
{
    const rushlight::test::TemporaryFolder folder;
    TrainingRequest request;
    request.preset = "tiny";
    request.folder = folder.path();
    request.quiet = true;
    const std::atomic<bool> go_on{false};
    request.stage = "cache";
    CHECK_THROWS_WITH(run_training(request, go_on), Catch::Contains("no weights of autoencoder"));
    request.stage = "nonsense";
    CHECK_THROWS_WITH(run_training(request, go_on), Catch::Contains("the stages are autoencoder"));
    request.stage.clear();
    request.preset = "nonsense";
    CHECK_THROWS_WITH(run_training(request, go_on), Catch::Contains("no preset nonsense"));
}
