#include "generation/models/previs/sound_model.hpp"
#include "tests/generation/models/tiny.hpp"

#include <ATen/ATen.h>
#include <catch2/catch.hpp>

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
