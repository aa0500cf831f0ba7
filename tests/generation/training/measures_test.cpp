#include "generation/training/analyzers/classical.hpp"
#include "generation/training/analyzers/motion_measures.hpp"
#include "generation/training/data.hpp"

#include <ATen/ATen.h>
#include <catch2/catch.hpp>

#include <cmath>
#include <limits>

using namespace rushlight::generation;
using namespace rushlight::generation::training;

namespace {

/// A scene with one ball on a plain beach.
world::Scene ball(world::Action action)
{
    world::Scene scene;
    world::Entity entity;
    entity.kind = world::Kind::ball;
    entity.colour = world::ColourName::red;
    entity.second_colour = world::ColourName::red;
    entity.action = action;
    entity.genome.height = 0.9;
    scene.entities = {entity};
    scene.place = world::Place::desert;
    scene.style = world::Style::flat;
    world::frame_subject(scene);
    return scene;
}

at::Tensor drawn(const world::Scene& scene, int frames = 33)
{
    return video_of(world::render(scene, 128, 128, frames, clip_rate, {}));
}

} // namespace

TEST_CASE("SSIM is 1 for the same picture and falls with blur and noise", "[measures]")
{
    const at::Tensor picture = drawn(ball(world::Action::stand), 1).select(1, 0);
    CHECK(ssim(picture, picture) == Approx(1).margin(1e-3));
    const at::Tensor blurred =
        at::avg_pool2d(picture.unsqueeze(0), {9, 9}, {1, 1}, {4, 4}).squeeze(0);
    const at::Tensor noisy = picture + 0.3 * at::randn(picture.sizes(), generator_of(3));
    CHECK(ssim(picture, blurred) < 0.95);
    CHECK(ssim(picture, noisy) < 0.7);
    CHECK(ssim(picture, -picture) < ssim(picture, noisy));
}

TEST_CASE("a pan leaves nearly no rest after the warp, shuffled frames leave much", "[measures]")
{
    world::Scene scene = ball(world::Action::stand);
    scene.move = world::Move::pan;
    scene.amount = 4;
    const at::Tensor panned = drawn(scene);
    const at::Tensor still = drawn(ball(world::Action::stand));
    CHECK(warp_residual(still) < 1e-3);
    const at::Tensor noise = panned + 0.3 * at::randn(panned.sizes(), generator_of(3));
    CHECK(warp_residual(panned) < 0.25 * warp_residual(noise));
}

TEST_CASE("a bouncing ball lies on parabolas, a rolling one and noise do not", "[measures]")
{
    const auto residual = [](const at::Tensor& clip) {
        return ballistic_residual(path_of_ink(clip, world::ColourName::red).y, clip_rate);
    };
    const double bounces = residual(drawn(ball(world::Action::bounce)));
    CHECK(bounces < 0.25);
    std::vector<double> line, jitter;
    const at::Tensor noise = at::randn({33}, generator_of(7));
    for (int i = 0; i < 33; ++i) {
        line.push_back(0.3 + 0.01 * i);
        jitter.push_back(noise[i].item<double>());
    }
    CHECK(ballistic_residual(line, clip_rate) > 2 * bounces);
    CHECK(ballistic_residual(jitter, clip_rate) > 0.6);
    CHECK(ballistic_residual({0.1, 0.2}, clip_rate) == 1);
    line.assign(33, std::numeric_limits<double>::quiet_NaN());
    CHECK(ballistic_residual(line, clip_rate) == 1);
    // the path is the ball's own
    const auto path = path_of_ink(drawn(ball(world::Action::stand), 1), world::ColourName::red);
    CHECK(path.x.at(0) == Approx(0.5).margin(0.12));
    CHECK(std::isnan(
        path_of_ink(drawn(ball(world::Action::stand), 1), world::ColourName::purple).x.at(0)));
}

TEST_CASE("rank correlation is 1 upwards, -1 downwards and shares ranks of ties", "[measures]")
{
    CHECK(rank_correlation({1, 2, 3, 4}, {10, 100, 1000, 1001}) == Approx(1));
    CHECK(rank_correlation({1, 2, 3, 4}, {4, 3, 2, 1}) == Approx(-1));
    CHECK(rank_correlation({1, 2, 3, 4}, {5, 5, 5, 5}) == 0);
    CHECK(rank_correlation({1, 2, 3, 4}, {1, 2, 2, 3}) == Approx(0.9487).margin(1e-3));
    CHECK(rank_correlation({1, 2}, {1, 2}) == 0);
}

TEST_CASE("A2 tells the hours that the edition has, the morning among them only in v1",
          "[measures]")
{
    world::Scene scene = ball(world::Action::stand);
    for (const auto time : {world::TimeOfDay::noon, world::TimeOfDay::night}) {
        scene.time = time;
        CHECK(hour_of(drawn(scene, 1), world::World::v0) == time);
    }
    scene.time = world::TimeOfDay::morning;
    CHECK(hour_of(drawn(scene, 1), world::World::v1) == world::TimeOfDay::morning);
    CHECK_FALSE(hour_of(drawn(scene, 1), world::World::v0) == world::TimeOfDay::morning);
}
