#include "generation/training/analyzers/motion_measures.hpp"

#include "generation/training/analyzers/classical.hpp"
#include "generation/world/render/palette.hpp"

#include <ATen/ATen.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace rushlight::generation::training {

double ssim(const at::Tensor& a, const at::Tensor& b)
{
    const auto windows = [](const at::Tensor& picture) { // [1, 1, h, w] of means
        return at::avg_pool2d(picture, {8, 8}, {4, 4});
    };
    const at::Tensor x = ((a.to(at::kFloat).mean(0) + 1) / 2).unsqueeze(0).unsqueeze(0);
    const at::Tensor y = ((b.to(at::kFloat).mean(0) + 1) / 2).unsqueeze(0).unsqueeze(0);
    constexpr double c1 = 0.01 * 0.01, c2 = 0.03 * 0.03;
    const at::Tensor mx = windows(x), my = windows(y);
    const at::Tensor vx = (windows(x * x) - mx * mx).clamp_min(0);
    const at::Tensor vy = (windows(y * y) - my * my).clamp_min(0);
    const at::Tensor both = windows(x * y) - mx * my;
    return ((2 * mx * my + c1) * (2 * both + c2) / ((mx * mx + my * my + c1) * (vx + vy + c2)))
        .mean()
        .item<double>();
}

double warp_residual(const at::Tensor& clip)
{
    constexpr std::int64_t side = 64, block = 8, reach = 4;
    const auto frames = clip.size(1);
    if (frames < 2) {
        return 0;
    }
    const at::Tensor small = at::adaptive_avg_pool2d(clip.to(at::kFloat).permute({1, 0, 2, 3}),
                                                     {side, side}); // [T, 3, …]
    const at::Tensor before =
        at::replication_pad2d(small.narrow(0, 0, frames - 1), {reach, reach, reach, reach});
    const at::Tensor after = small.narrow(0, 1, frames - 1);
    at::Tensor best;
    for (std::int64_t dy = 0; dy <= 2 * reach; ++dy) {
        for (std::int64_t dx = 0; dx <= 2 * reach; ++dx) {
            const at::Tensor rest =
                (before.narrow(2, dy, side).narrow(3, dx, side) - after).abs().mean(1, true);
            const at::Tensor blocks = at::avg_pool2d(rest, {block, block});
            best = best.defined() ? at::minimum(best, blocks) : blocks;
        }
    }
    return best.mean().item<double>() / 2;
}

InkPath path_of_ink(const at::Tensor& clip, world::ColourName ink)
{
    constexpr std::int64_t side = 64;
    const at::Tensor small =
        (at::adaptive_avg_pool2d(clip.to(at::kFloat).permute({1, 0, 2, 3}), {side, side}) + 1) / 2;
    const world::Rgb colour = world::ink(ink);
    // hue and chroma: the colour without its lightness
    const auto opponent = [](const at::Tensor& r, const at::Tensor& g, const at::Tensor& b) {
        const at::Tensor sum = (r + g + b).clamp_min(0.15);
        return at::stack({(r - g) / sum, (r + g - 2 * b) / sum});
    };
    const at::Tensor seen = opponent(small.select(1, 0), small.select(1, 1), small.select(1, 2));
    const at::Tensor wanted =
        opponent(at::tensor(colour.r), at::tensor(colour.g), at::tensor(colour.b))
            .view({2, 1, 1, 1});
    const at::Tensor close = (1 - (seen - wanted).square().sum(0).sqrt() / 0.22).clamp_min(0);
    const at::Tensor cells = (at::arange(side) + 0.5) / side;
    InkPath path;
    for (std::int64_t frame = 0; frame < close.size(0); ++frame) {
        const at::Tensor mass = close[frame];
        const double all = mass.sum().item<double>();
        if (all < 4) {
            path.x.push_back(std::numeric_limits<double>::quiet_NaN());
            path.y.push_back(std::numeric_limits<double>::quiet_NaN());
            continue;
        }
        path.x.push_back((mass.sum(0) * cells).sum().item<double>() / all);
        path.y.push_back((mass.sum(1) * cells).sum().item<double>() / all);
    }
    return path;
}

double ballistic_residual(const std::vector<double>& heights, double rate)
{
    std::vector<double> times, values;
    for (std::size_t i = 0; i < heights.size(); ++i) {
        if (!std::isnan(heights[i])) {
            times.push_back(static_cast<double>(i) / rate);
            values.push_back(heights[i]);
        }
    }
    const auto n = static_cast<double>(values.size());
    if (values.size() < 12) {
        return 1;
    }
    const double mean = std::accumulate(values.begin(), values.end(), 0.0) / n;
    double spread = 0;
    for (const double value : values) {
        spread += (value - mean) * (value - mean);
    }
    if (spread <= 1e-12) {
        return 1;
    }
    double least = spread;
    for (double bounces = 0.4; bounces <= 2.5; bounces *= 1.03) {
        for (double phase = 0; phase < 1; phase += 1.0 / 24) {
            double sum = 0, square = 0, product = 0;
            for (std::size_t i = 0; i < values.size(); ++i) {
                const double at = phase + bounces * times[i];
                const double share = at - std::floor(at);
                const double arc = 4 * share * (1 - share);
                sum += arc;
                square += arc * arc;
                product += arc * (values[i] - mean);
            }
            const double variance = square - sum * sum / n;
            if (variance > 1e-9) {
                least = std::min(least, spread - product * product / variance);
            }
        }
    }
    return std::sqrt(std::max(0.0, least) / spread);
}

double rank_correlation(const std::vector<double>& a, const std::vector<double>& b)
{
    const auto ranks = [](const std::vector<double>& values) {
        std::vector<double> found;
        for (const double value : values) {
            double rank = 0;
            for (const double other : values) {
                rank += other < value ? 1 : other == value ? 0.5 : 0;
            }
            found.push_back(rank);
        }
        return found;
    };
    if (a.size() != b.size() || a.size() < 3) {
        return 0;
    }
    const auto x = ranks(a), y = ranks(b);
    const double middle = static_cast<double>(a.size()) / 2; // ranks count themselves as a half
    double both = 0, square_x = 0, square_y = 0;
    for (std::size_t i = 0; i < x.size(); ++i) {
        both += (x[i] - middle) * (y[i] - middle);
        square_x += (x[i] - middle) * (x[i] - middle);
        square_y += (y[i] - middle) * (y[i] - middle);
    }
    return square_x <= 0 || square_y <= 0 ? 0 : both / std::sqrt(square_x * square_y);
}

} // namespace rushlight::generation::training
