#include "generation/cues.hpp"
#include "generation/models/previs/brush.hpp"
#include "generation/models/previs/prompt.hpp"
#include "generation/models/previs/sound.hpp"

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
    const Prompt alone = complete_prompt(request);
    CHECK(alone.scene.has_value());
    CHECK(alone.text.size() > request.prompt.size());
    request.keyframes = {{"first", 0}};
    const Prompt beside = complete_prompt(request);
    CHECK(beside.text == request.prompt);
    CHECK_FALSE(beside.scene.has_value());
    CHECK(camera_of(request, beside, 9).empty());
    request.prompt = "@max and @eve run, mail a@b";
    request.cast = {{"max", "animal", {}}};
    CHECK(complete_prompt(request).text == "animal and eve run, mail ab");
}

TEST_CASE("a camera is the path, else the moves together, else the scene's", "[previs]")
{
    Request request;
    request.prompt = "a red dog";
    CHECK(camera_of(request, complete_prompt(request), 9).size() == 9);
    request.camera = {{"pan", 5}, {"zoom", 5}};
    const auto moved = camera_of(request, complete_prompt(request), 9);
    REQUIRE(moved.size() == 9);
    CHECK(std::abs(moved.back().angles[0]) > 1);
    CHECK(moved.back().focal_length > moved.front().focal_length);
    request.camera_path = {{{0, 0, 0}, {0, 0, 0}, 28}, {{4, 0, 0}, {0, 0, 0}, 28}};
    const auto path = camera_of(request, complete_prompt(request), 5);
    REQUIRE(path.size() == 5);
    CHECK(path[2].position[0] == Approx(2));
    CHECK(path[4].position[0] == Approx(4));
}
