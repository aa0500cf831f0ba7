#include "generation/training/data.hpp"

#include "generation/world/splits.hpp"

#include <ATen/ATen.h>
#include <ATen/CPUGeneratorImpl.h>

#include <cmath>
#include <stdexcept>
#include <string>

namespace rushlight::generation::training {

world::Scene training_scene(std::uint64_t seed, world::World world)
{
    if (!world::training_seeds.contains(seed)) {
        throw std::invalid_argument("seed " + std::to_string(seed) +
                                    " is held out for validation and tests; train on seeds below " +
                                    std::to_string(world::training_seeds.last));
    }
    return world::sample_scene(seed, world);
}

std::uint64_t training_seed(std::uint64_t stream, std::uint64_t n)
{
    Dice dice(stream * 0x100000001b3ULL + n);
    return dice.bits() % (world::training_seeds.last - world::training_seeds.first) +
           world::training_seeds.first;
}

std::uint64_t validation_seed(std::uint64_t n)
{
    return world::validation_seeds.first + n;
}

std::uint64_t test_seed(std::uint64_t n)
{
    return world::test_seeds.first + n;
}

at::Generator generator_of(std::uint64_t seed)
{
    return at::detail::createCPUGenerator(seed);
}

at::Tensor video_of(const world::RenderedClip& clip)
{
    const at::Tensor bytes = at::from_blob(const_cast<std::uint8_t*>(clip.rgb.data()),
                                           {clip.frames, clip.height, clip.width, 3},
                                           at::kByte);
    return bytes.permute({3, 0, 1, 2}).to(at::kFloat).div_(127.5).sub_(1);
}

at::Tensor bytes_of(const at::Tensor& video)
{
    return ((video.clamp(-1, 1) + 1) * 127.5)
        .round()
        .to(at::kByte)
        .permute({1, 2, 3, 0})
        .contiguous();
}

double psnr(const at::Tensor& made, const at::Tensor& wanted)
{
    const double error = (made.clamp(-1, 1) - wanted).square().mean().item<double>();
    return 10 * std::log10(4 / std::max(error, 1e-12));
}

double edge_psnr(const at::Tensor& made, const at::Tensor& wanted)
{
    const at::Tensor across =
        (wanted.narrow(3, 1, wanted.size(3) - 1) - wanted.narrow(3, 0, wanted.size(3) - 1))
            .abs()
            .amax(0)
            .gt(0.4); // [T, H, W − 1]
    const at::Tensor error = (made.clamp(-1, 1) - wanted).square().mean(0);
    const at::Tensor beside = error.narrow(2, 0, error.size(2) - 1).masked_select(across);
    if (beside.numel() == 0) {
        return 99;
    }
    return 10 * std::log10(4 / std::max(beside.mean().item<double>(), 1e-12));
}

} // namespace rushlight::generation::training
