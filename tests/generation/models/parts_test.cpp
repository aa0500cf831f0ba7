#include "generation/cues.hpp"
#include "generation/models/previs/brush.hpp"
#include "generation/models/previs/hints.hpp"
#include "generation/models/previs/prompt.hpp"
#include "generation/models/previs/sound.hpp"
#include "tests/generation/models/tiny.hpp"

#include <ATen/ATen.h>
#include <catch2/catch.hpp>

#include <cmath>

using namespace rushlight::generation;
using namespace rushlight::generation::previs;

namespace {

/// A roll in which nothing sounds
SoundRoll silence(std::int64_t bins)
{
    return {at::full({1, bins, 24}, -10.0F),
            at::full({1, bins, 24}, 0.5F),
            at::zeros({1, bins, 24}),
            at::full({1, bins, 24}, 0.5F),
            at::zeros({1, bins, 10}),
            at::zeros({1, bins, 12}),
            {},
            {},
            {},
            {}};
}

} // namespace

TEST_CASE("an onset becomes one event at its likeliest bin", "[previs][sound]")
{
    SoundRoll roll = silence(176);
    const auto horn = static_cast<std::int64_t>(world::SoundKind::horn);
    roll.onset[0][64][horn] = 1;
    roll.onset[0][65][horn] = 3;
    roll.onset[0][66][horn] = 2;
    roll.pan[0][65][horn] = -0.5;
    roll.material[0][65][static_cast<std::int64_t>(world::Material::metal)] = 4;
    const world::SoundTrack track = track_of(roll, 2.75, 0.5);
    REQUIRE(track.events.size() == 1);
    CHECK(track.events[0].kind == world::SoundKind::horn);
    CHECK(track.events[0].time == Approx(65 / 64.0));
    CHECK(track.events[0].pan == Approx(-0.5));
    CHECK(track.events[0].material == world::Material::metal);
    CHECK(track_of(roll, 2.75, 0.99).events.empty());
}

TEST_CASE("two feet that fall close to each other are two events", "[previs][sound]")
{
    SoundRoll roll = silence(176);
    const auto paw = static_cast<std::int64_t>(world::SoundKind::paw);
    const auto fall = [&](double time) {
        for (std::int64_t bin = 0; bin < 176; ++bin) {
            const double off = (static_cast<double>(bin) / 64 - time) / 0.03;
            const double before = at::sigmoid(roll.onset[0][bin][paw]).item<double>();
            const double likely = std::max(before, 0.9 * std::exp(-off * off / 2));
            roll.onset[0][bin][paw] = std::log(likely / (1 - likely));
        }
    };
    fall(1.0);
    CHECK(track_of(roll, 2.75, 0.4).events.size() == 1);
    fall(1.07);
    fall(2.0);
    const world::SoundTrack track = track_of(roll, 2.75, 0.4);
    REQUIRE(track.events.size() == 3);
    CHECK(track.events[0].time == Approx(1.0).margin(0.03));
    CHECK(track.events[1].time == Approx(1.07).margin(0.03));
    CHECK(track.events[2].time == Approx(2.0).margin(0.03));
}

TEST_CASE("a clip is heard from five places, and what they agree on counts", "[previs][sound]")
{
    SoundConfig config;
    config.width = 32;
    config.layers = 1;
    config.hidden = 32;
    config.sub_width = 16;
    const nn::Weights weights(rushlight::test::random_tensors(tensor_table(config), 3));
    const SoundModel model(weights, config);
    const at::Tensor latents = rushlight::test::latents(1, 32, 5, 16, 16);
    const SoundRoll roll = hear(model, latents, 90);
    CHECK(roll.onset.sizes() == at::IntArrayRef({1, 90, 24}));
    at::Tensor sum = at::zeros({1, 90, 24});
    for (const auto& [right, down] :
         {std::pair{0, 0}, std::pair{1, 0}, std::pair{-1, 0}, std::pair{0, 1}, std::pair{0, -1}}) {
        sum = sum + at::sigmoid(model(moved_by(latents, right, down), 90).onset);
    }
    CHECK(at::sigmoid(roll.onset).allclose(sum / 5, 1e-4, 1e-5));
    CHECK(roll.curves.allclose(model(latents, 90).curves, 1e-4, 1e-5));
}

TEST_CASE("cues add up to the mix and nothing clips", "[previs][sound]")
{
    SoundRoll roll = silence(176);
    for (std::int64_t bin = 20; bin < 160; bin += 12) {
        roll.onset[0][bin][static_cast<std::int64_t>(world::SoundKind::footstep_hard)] = 4;
        roll.onset[0][bin][static_cast<std::int64_t>(world::SoundKind::collision)] = 4;
    }
    roll.intensity.fill_(1);
    roll.curves.select(2, static_cast<std::int64_t>(world::Ambience::rain)).fill_(1);
    const Sound sound = sound_of(track_of(roll, 2.75, 0.5), 2.75, 3);
    std::vector<std::string> kinds;
    std::vector<float> sum(sound.mix.size(), 0.0F);
    for (const SoundCue& cue : sound.cues) {
        kinds.push_back(cue.kind);
        const auto first = 2 * static_cast<std::size_t>(std::lround(cue.start * 48'000));
        REQUIRE(first + cue.pcm.size() <= sum.size());
        CHECK(cue.pcm.size() == 2 * static_cast<std::size_t>(std::lround(cue.duration * 48'000)));
        for (std::size_t i = 0; i < cue.pcm.size(); ++i) {
            sum[first + i] += cue.pcm[i];
        }
    }
    CHECK((kinds == std::vector<std::string>{"footsteps", "impacts", "rain"}));
    CHECK(sound.cues[0].start > 0.25);
    CHECK(sound.cues[2].start == 0);
    CHECK(sound.mix.size() == 2 * 132'000);
    float error = 0;
    float peak = 0;
    for (std::size_t i = 0; i < sum.size(); ++i) {
        error = std::max(error, std::abs(sum[i] - sound.mix[i]));
        peak = std::max(peak, std::abs(sound.mix[i]));
    }
    CHECK(error < 2e-3F); // what stands before a cue's first event is left out of its clip
    CHECK(peak <= 0.8911F);
    CHECK(peak > 0.05F);
    CHECK(sound_of(track_of(silence(176), 2.75, 0.5), 2.75, 3).cues.empty());
}

TEST_CASE("every kind of event and every curve lies in just one cue", "[previs][sound]")
{
    for (int kind = 0; kind < world::sound_kinds; ++kind) {
        world::SoundTrack track;
        track.seconds = 1;
        track.events.push_back(
            {0.1, static_cast<world::SoundKind>(kind), 1, 0, 0.5F, world::Material::wood});
        CAPTURE(kind);
        CHECK(sound_of(track, 1, 3).cues.size() == 1);
    }
    for (std::size_t curve = 0; curve < world::ambiences; ++curve) {
        world::SoundTrack track;
        track.seconds = 1;
        track.curves[curve].assign(65, 0.6F);
        CAPTURE(curve);
        CHECK(sound_of(track, 1, 3).cues.size() == 1);
    }
}

TEST_CASE("a brushed region stands still before its path begins and after it ends", "[previs]")
{
    BrushRegion region;
    region.path = {{0.2, 0.5, 0.25}, {0.6, 0.3, 0.75}};
    const auto offsets = offsets_of(region, 9, 100, 200);
    REQUIRE(offsets.size() == 9);
    CHECK((offsets[0] == std::array<double, 2>{0, 0}));
    CHECK((offsets[2] == std::array<double, 2>{0, 0}));
    CHECK(offsets[4][0] == Approx(40)); // half of the way, in pixels
    CHECK(offsets[4][1] == Approx(-10));
    CHECK(offsets[8][0] == Approx(80));
    BrushRegion steady;
    steady.direction = {10, 0};
    CHECK(offsets_of(steady, 5, 100, 200).back()[0] == Approx(100));
    CHECK(offsets_of(steady, 1, 100, 200).size() == 1);
}

TEST_CASE("a polygon's mask is its inside", "[previs]")
{
    BrushRegion region;
    region.polygon = {{0.25, 0.25}, {0.75, 0.25}, {0.75, 0.75}, {0.25, 0.75}};
    const at::Tensor mask = mask_of(region, {}, 16, 32);
    CHECK(mask.sum().item<double>() == 8 * 16);
    CHECK(mask[8][16].item<float>() == 1);
    CHECK(mask[1][16].item<float>() == 0);
}

TEST_CASE("words alone are completed, words beside pictures are not", "[previs]")
{
    Request request;
    request.prompt = "a red dog";
    const Prompt alone = complete_prompt(request, world::World::v0);
    CHECK(alone.scene.has_value());
    CHECK(alone.text.size() > request.prompt.size());
    request.keyframes = {{"first", 0}};
    const Prompt beside = complete_prompt(request, world::World::v0);
    CHECK(beside.text == request.prompt);
    CHECK_FALSE(beside.scene.has_value());
    CHECK(camera_of(request, beside, 9).empty());
    request.prompt = "@max and @eve run, mail a@b";
    request.cast = {{"max", "animal", {}}};
    CHECK(complete_prompt(request, world::World::v0).text == "animal and eve run, mail ab");
}

TEST_CASE("a camera is the path, else the moves together, else the scene's", "[previs]")
{
    Request request;
    request.prompt = "a red dog";
    CHECK(camera_of(request, complete_prompt(request, world::World::v0), 9).size() == 9);
    request.camera = {{"pan", 5}, {"zoom", 5}};
    const auto moved = camera_of(request, complete_prompt(request, world::World::v0), 9);
    REQUIRE(moved.size() == 9);
    CHECK(std::abs(moved.back().angles[0]) > 1);
    CHECK(moved.back().focal_length > moved.front().focal_length);
    request.camera_path = {{{0, 0, 0}, {0, 0, 0}, 28}, {{4, 0, 0}, {0, 0, 0}, 28}};
    const auto path = camera_of(request, complete_prompt(request, world::World::v0), 5);
    REQUIRE(path.size() == 5);
    CHECK(path[2].position[0] == Approx(2));
    CHECK(path[4].position[0] == Approx(4));
}
