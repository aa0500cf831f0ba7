#include "generation/noise.hpp"

#include <ATen/ATen.h>
#include <catch2/catch.hpp>

#include <cmath>

using namespace rushlight::generation;

TEST_CASE("Philox gives the known answers of its authors", "[noise]")
{
    using Four = std::array<std::uint32_t, 4>;
    CHECK(philox({0, 0, 0, 0}, {0, 0}) == Four{0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8});
    CHECK(philox({0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff}, {0xffffffff, 0xffffffff}) ==
          Four{0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd});
    CHECK(philox({0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344}, {0xa4093822, 0x299f31d0}) ==
          Four{0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1});
}

TEST_CASE("the normal polynomial is the normal quantile", "[noise]")
{
    CHECK(normal_of(0x80000000U) == Approx(0).margin(1e-9));
    for (const std::uint32_t bits :
         {1U, 1000U, 0x06000000U, 0x10000000U, 0x70000000U, 0xFFFFFFFFU}) {
        const double p = (bits + 0.5) / 4294967296.0;
        const double back = 0.5 * std::erfc(-normal_of(bits) / std::sqrt(2.0));
        CHECK(back == Approx(p).epsilon(1e-5));
    }
    CHECK(std::isfinite(normal_of(0)));
    CHECK(normal_of(0) < -6);
}

TEST_CASE("noise is standard normal and its channels are independent", "[noise]")
{
    const at::Tensor noise = NoiseStream(3, "sampler").latent(32, 9, 16, 16);
    CHECK(noise.mean().item<double>() == Approx(0).margin(0.02));
    CHECK(noise.std().item<double>() == Approx(1).epsilon(0.02));
    CHECK(noise.pow(4).mean().item<double>() == Approx(3).epsilon(0.05));
    const at::Tensor a = noise.select(1, 0).flatten();
    const at::Tensor b = noise.select(1, 1).flatten();
    CHECK((a * b).mean().item<double>() == Approx(0).margin(0.08));
}

TEST_CASE("a longer or larger take begins from the same noise", "[noise]")
{
    const NoiseStream stream(11, "sampler");
    const at::Tensor small = stream.latent(4, 3, 5, 6);
    const at::Tensor large = stream.latent(4, 9, 8, 7);
    CHECK(at::equal(small, large.slice(2, 0, 3).slice(3, 0, 5).slice(4, 0, 6)));
}

TEST_CASE("seeds and streams do not share noise", "[noise]")
{
    const at::Tensor one = NoiseStream(1, "sampler").latent(2, 2, 8, 8);
    CHECK_FALSE(at::equal(one, NoiseStream(2, "sampler").latent(2, 2, 8, 8)));
    CHECK_FALSE(at::equal(one, NoiseStream(1, "sound").latent(2, 2, 8, 8)));
    CHECK(at::equal(one, NoiseStream(1, "sampler").latent(2, 2, 8, 8)));
    CHECK_FALSE(at::equal(one, NoiseStream(1 + (1ULL << 40), "sampler").latent(2, 2, 8, 8)));
}

TEST_CASE("philox-1 never changes", "[noise]")
{
    const NoiseStream stream(42, "sampler");
    CHECK(stream.bits(0, 0, 0, 0) == 0x305ad1c8U);
    CHECK(stream.bits(1, 2, 3, 4) == 0xf34aba90U);
    CHECK(stream.normal(1, 2, 3, 4) == Approx(1.64834).epsilon(1e-5));
}

TEST_CASE("torch-cpu noise is torch's own", "[noise]")
{
    // torch.manual_seed(0); torch.randn(16)[:3]
    const at::Tensor noise = torch_noise(0, 1, 1, 4, 4).flatten();
    CHECK(noise[0].item<float>() == Approx(-1.1258).margin(1e-3));
    CHECK(noise[1].item<float>() == Approx(-1.1524).margin(1e-3));
    CHECK(noise[2].item<float>() == Approx(-0.2506).margin(1e-3));
}
