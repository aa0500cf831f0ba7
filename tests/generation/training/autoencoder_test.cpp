#include "generation/models/previs/autoencoder.hpp"

#include <ATen/ATen.h>
#include <c10/core/GradMode.h>
#include <catch2/catch.hpp>

#include <stdexcept>

using namespace rushlight::generation;
using namespace rushlight::generation::previs;

namespace {

Autoencoder tiny_autoencoder()
{
    AutoencoderConfig config;
    config.widths = {8, 8, 16, 16};
    return Autoencoder(
        nn::Weights(nn::make_tensors(initial_autoencoder(config), 7)), config, at::kFloat);
}

double distance(const at::Tensor& a, const at::Tensor& b)
{
    return (a - b).abs().max().item<double>();
}

} // namespace

TEST_CASE("a clip of 1 + 4k frames becomes 1 + k latent frames and comes back", "[autoencoder]")
{
    const c10::NoGradGuard no_grad;
    const auto autoencoder = tiny_autoencoder();
    for (const auto& [frames, height, width] :
         {std::tuple{1, 32, 48}, std::tuple{5, 64, 32}, std::tuple{9, 48, 80}}) {
        const at::Tensor latents =
            autoencoder.encode(at::rand({2, 3, frames, height, width}) * 2 - 1);
        CHECK(latents.sizes() == at::IntArrayRef({2, 32, 1 + frames / 4, height / 16, width / 16}));
        CHECK(autoencoder.decode(latents).sizes() ==
              at::IntArrayRef({2, 3, frames, height, width}));
    }
}

TEST_CASE("decoding piece by piece gives the whole clip", "[autoencoder]")
{
    const c10::NoGradGuard no_grad;
    const auto autoencoder = tiny_autoencoder();
    const at::Tensor latents = at::randn({1, 32, 5, 3, 2});
    const at::Tensor whole = autoencoder.decode(latents);
    for (const auto& pieces : std::vector<std::vector<int>>{{1, 1, 1, 1, 1}, {2, 3}, {1, 4}}) {
        Autoencoder::Stream stream;
        std::vector<at::Tensor> parts;
        int from = 0;
        for (const int count : pieces) {
            parts.push_back(autoencoder.decode(latents.narrow(2, from, count), stream));
            from += count;
        }
        CHECK(distance(at::cat(parts, 2), whole) < 1e-4);
    }
}

TEST_CASE("a later frame never changes an earlier latent", "[autoencoder]")
{
    const c10::NoGradGuard no_grad;
    const auto autoencoder = tiny_autoencoder();
    const at::Tensor clip = at::rand({1, 3, 9, 32, 32}) * 2 - 1;
    at::Tensor other = clip.clone();
    other.narrow(2, 5, 4).neg_(); // the third latent's frames
    const at::Tensor a = autoencoder.encode(clip), b = autoencoder.encode(other);
    CHECK(distance(a.narrow(2, 0, 2), b.narrow(2, 0, 2)) < 1e-5);
    CHECK(distance(a.narrow(2, 2, 1), b.narrow(2, 2, 1)) > 1e-3);
}

TEST_CASE("a clip's first latent is that of its first frame alone", "[autoencoder]")
{
    const c10::NoGradGuard no_grad;
    const auto autoencoder = tiny_autoencoder();
    const at::Tensor clip = at::rand({1, 3, 5, 32, 32}) * 2 - 1;
    CHECK(distance(autoencoder.encode(clip).narrow(2, 0, 1),
                   autoencoder.encode(clip.narrow(2, 0, 1))) < 1e-5);
}

TEST_CASE("clips that the autoencoder cannot take are refused", "[autoencoder]")
{
    const auto autoencoder = tiny_autoencoder();
    for (const auto& sizes : std::vector<std::vector<std::int64_t>>{{1, 3, 4, 32, 32},
                                                                    {1, 3, 5, 30, 32},
                                                                    {1, 4, 5, 32, 32},
                                                                    {3, 5, 32, 32},
                                                                    {1, 3, 5, 0, 32}}) {
        CHECK_THROWS_AS(autoencoder.encode(at::zeros(sizes)), std::invalid_argument);
    }
}
