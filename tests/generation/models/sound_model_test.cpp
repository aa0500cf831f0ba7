#include "generation/models/previs/cycle.hpp"
#include "generation/models/previs/sound_model.hpp"
#include "tests/generation/models/tiny.hpp"

#include <ATen/ATen.h>
#include <catch2/catch.hpp>

#include <cmath>
#include <numbers>

using namespace rushlight::generation;
using namespace rushlight::generation::previs;

TEST_CASE("the sound model gives a roll of the clip's length from latents alone", "[previs]")
{
    SoundConfig config;
    config.width = 32;
    config.layers = 2;
    config.hidden = 32;
    config.sub_width = 16;
    nn::Weights weights(rushlight::test::random_tensors(tensor_table(config), 3));
    const SoundModel model(weights, config);
    weights.expect_all_taken();
    const at::Tensor latents = rushlight::test::latents(1, 32, 9, 12, 20);
    const SoundRoll roll = model(latents, 176);
    CHECK(roll.onset.sizes() == at::IntArrayRef({1, 176, 24}));
    CHECK(roll.material.sizes() == at::IntArrayRef({1, 176, 10}));
    CHECK(roll.curves.sizes() == at::IntArrayRef({1, 176, 12}));
    CHECK(roll.pan.abs().max().item<double>() <= 1);
    // other latents in the last frame change the end more than the beginning
    at::Tensor other = latents.clone();
    other.select(2, 8).fill_(2);
    const at::Tensor change = (model(other, 176).onset - roll.onset).abs().mean(-1)[0];
    CHECK(change.slice(0, 160).mean().item<double>() >
          change.slice(0, 0, 16).mean().item<double>());
}

namespace {

/// What frames tell of a cycle when each is off by up to `unsure` of it.
at::Tensor told_of(double phase, double rate, std::int64_t frames, double unsure)
{
    at::Tensor told = at::zeros({1, frames, 6});
    for (std::int64_t frame = 0; frame < frames; ++frame) {
        const double off = unsure * std::sin(1.0 + 2.3 * static_cast<double>(frame));
        const double place = phase + rate * static_cast<double>(frame) / 3 + off;
        for (std::size_t i = 0; i < told_harmonics.size(); ++i) {
            const double angle =
                2 * std::numbers::pi * static_cast<double>(told_harmonics[i]) * place;
            const auto column = static_cast<std::int64_t>(2 * i);
            told[0][frame][column] = std::sin(angle);
            told[0][frame][column + 1] = std::cos(angle);
        }
    }
    return told;
}

} // namespace

TEST_CASE("a steady cycle is found through frames that are unsure of their place in it", "[previs]")
{
    for (const auto& [phase, rate] :
         {std::pair{0.3, 1.4}, std::pair{0.95, 2.1}, std::pair{0.0, 0.35}}) {
        const at::Tensor told = told_of(phase, rate, 9, 0.06);
        const at::Tensor cycles = likely_cycles(told, at::ones({3}));
        REQUIRE(cycles.exp().sum().item<double>() == Approx(1).margin(1e-4));
        // its first harmonic at a bin is what the true cycle has there
        const at::Tensor beats = beats_of(cycles, 9, 176, 64);
        double off = 0;
        for (std::int64_t bin = 0; bin < 176; ++bin) {
            const double place = phase + rate * (static_cast<double>(bin) + 0.5) / 64;
            off = std::max(
                off,
                std::abs(beats[0][bin][0].item<double>() - std::cos(2 * std::numbers::pi * place)));
        }
        CHECK(off < 0.35);
    }
    // frames that cannot tell leave every cycle as likely as any other
    const at::Tensor none = likely_cycles(at::zeros({1, 9, 6}), at::ones({3}));
    CHECK((none.max() - none.min()).item<double>() < 1e-5);
}

TEST_CASE("a known cycle is where the likely ones are looked for", "[previs]")
{
    const at::Tensor known = true_cycle(0.3, 1.4, 9);
    CHECK(known.sum().item<double>() == Approx(1));
    const at::Tensor likely = likely_cycles(told_of(0.3, 1.4, 9, 0), at::ones({3}))[0];
    CHECK(known.flatten()[likely.argmax()].item<double>() > 0);
    // just before the cycle closes the next place is its first
    CHECK(true_cycle(0.999, 1.4, 9).select(1, 0).sum().item<double>() > 0.9);
}

TEST_CASE("the sound model has the size of the design", "[previs]")
{
    std::int64_t count = 0;
    for (const auto& line : tensor_table(SoundConfig())) {
        std::int64_t product = 1;
        for (const auto size : line.sizes) {
            product *= size;
        }
        count += product;
    }
    CHECK(static_cast<double>(count) / 1e6 == Approx(1.6).margin(0.2));
}
