#include "generation/engine.hpp"
#include "generation/noise.hpp"
#include "generation/sampling/denoise.hpp"
#include "generation/sampling/schedule.hpp"

#include <ATen/ATen.h>
#include <catch2/catch.hpp>

using namespace rushlight::generation;

namespace {

at::Tensor noise(std::uint64_t seed)
{
    return NoiseStream(seed, "test").latent(4, 3, 4, 4);
}

} // namespace

TEST_CASE("a schedule falls from one to zero and its shift bends it", "[sampling]")
{
    const auto straight = shifted_schedule(4, 1);
    CHECK(straight == std::vector<double>{1, 0.75, 0.5, 0.25, 0});
    const auto bent = shifted_schedule(4, 3);
    CHECK(bent.front() == 1);
    CHECK(bent.back() == 0);
    CHECK(bent[2] == Approx(0.75));
    CHECK(shifted(0.5, 3) == bent[2]);
    CHECK_THROWS_AS(shifted_schedule(0, 1), std::invalid_argument);
    CHECK_THROWS_AS(shifted_schedule(4, 0), std::invalid_argument);
}

TEST_CASE("Euler steps towards a known clip arrive at it", "[sampling]")
{
    const at::Tensor target = noise(5);
    int seen = 0;
    const at::Tensor made = denoise(
        {noise(1), {}, {}},
        shifted_schedule(6, 2),
        [&](const at::Tensor& z, const at::Tensor& level, int) {
            // the straight path to the target, whatever the level
            CHECK(at::allclose(
                z, target * (1 - level[0][0][0][0]) + noise(1) * level[0][0][0][0], 1e-4, 1e-4));
            return target;
        },
        [&](int step, const at::Tensor&) { CHECK(step == ++seen); },
        {});
    CHECK(at::allclose(made, target, 1e-5, 1e-5));
    CHECK(seen == 6);
}

TEST_CASE("cells at noise level zero come out to the bit", "[sampling]")
{
    const at::Tensor latents = noise(2);
    at::Tensor rate = at::ones({1, 3, 4, 4});
    rate.select(1, 0).fill_(0);
    rate.select(1, 1).slice(1, 0, 2).fill_(0.6);
    const at::Tensor made = denoise({noise(1), latents, rate},
                                    shifted_schedule(5, 2),
                                    [&](const at::Tensor& z, const at::Tensor& level, int) {
                                        CHECK(level.select(1, 0).abs().max().item<double>() == 0);
                                        CHECK(at::equal(z.select(2, 0), latents.select(2, 0)));
                                        return at::zeros_like(z);
                                    },
                                    {},
                                    {});
    CHECK(at::equal(made.select(2, 0), latents.select(2, 0)));
    CHECK(made.select(2, 2).abs().max().item<double>() == 0);
}

TEST_CASE("a half-noisy region follows its own clock", "[sampling]")
{
    const at::Tensor latents = noise(2);
    at::Tensor rate = at::full({1, 3, 4, 4}, 0.4);
    std::vector<double> first;
    const auto made =
        denoise({noise(1), latents, rate},
                shifted_schedule(4, 1),
                [&](const at::Tensor& z, const at::Tensor& level, int step) {
                    first.push_back(level.max().item<double>());
                    if (step == 0) {
                        CHECK(at::allclose(z, latents * 0.6 + noise(1) * 0.4, 1e-5, 1e-6));
                    }
                    return latents;
                },
                {},
                {});
    CHECK(first[0] == Approx(0.4));
    CHECK(first[2] == Approx(0.2));
    CHECK(at::allclose(made, latents, 1e-5, 1e-5));
}

TEST_CASE("guidance of one is the conditional prediction", "[sampling]")
{
    const at::Tensor a = noise(1);
    const at::Tensor b = noise(2);
    CHECK(at::allclose(guided(a, b, 1), a));
    CHECK(at::allclose(guided(a, b, 0), b));
    CHECK(at::allclose(guided(a, b, 3), b + 3 * (a - b)));
}

TEST_CASE("sampling stops before the next step", "[sampling]")
{
    std::stop_source stop;
    int steps = 0;
    CHECK_THROWS_AS(denoise(
                        {noise(1), {}, {}},
                        shifted_schedule(10, 1),
                        [&](const at::Tensor& z, const at::Tensor&, int) {
                            if (++steps == 3) {
                                stop.request_stop();
                            }
                            return z;
                        },
                        {},
                        stop.get_token()),
                    Cancelled);
    CHECK(steps == 3);
}
