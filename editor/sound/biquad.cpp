#include "editor/sound/biquad.hpp"

#include <cmath>
#include <numbers>

namespace rushlight::editor {

Biquad::Biquad(const Band& band)
{
    const double w = 2 * std::numbers::pi * band.hertz / 48000;
    const double cosine = std::cos(w);
    const double alpha = std::sin(w) / (2 * band.q);
    const double a = std::pow(10.0, band.db / 40);
    const double root = 2 * std::sqrt(a) * alpha;
    std::array<double, 6> c{}; // b0, b1, b2, a0, a1, a2
    switch (band.shape) {
    case Band::Shape::high_pass:
        c = {(1 + cosine) / 2, -(1 + cosine), (1 + cosine) / 2, 1 + alpha, -2 * cosine, 1 - alpha};
        break;
    case Band::Shape::low_pass:
        c = {(1 - cosine) / 2, 1 - cosine, (1 - cosine) / 2, 1 + alpha, -2 * cosine, 1 - alpha};
        break;
    case Band::Shape::peak:
        c = {1 + alpha * a, -2 * cosine, 1 - alpha * a, 1 + alpha / a, -2 * cosine, 1 - alpha / a};
        break;
    case Band::Shape::low_shelf:
        c = {a * ((a + 1) - (a - 1) * cosine + root),
             2 * a * ((a - 1) - (a + 1) * cosine),
             a * ((a + 1) - (a - 1) * cosine - root),
             (a + 1) + (a - 1) * cosine + root,
             -2 * ((a - 1) + (a + 1) * cosine),
             (a + 1) + (a - 1) * cosine - root};
        break;
    case Band::Shape::high_shelf:
        c = {a * ((a + 1) + (a - 1) * cosine + root),
             -2 * a * ((a - 1) + (a + 1) * cosine),
             a * ((a + 1) + (a - 1) * cosine - root),
             (a + 1) - (a - 1) * cosine + root,
             2 * ((a - 1) - (a + 1) * cosine),
             (a + 1) - (a - 1) * cosine - root};
        break;
    }
    c_ = {c[0] / c[3], c[1] / c[3], c[2] / c[3], c[4] / c[3], c[5] / c[3]};
}

void Biquad::run(std::span<double> stereo, std::size_t side)
{
    auto& [one, two] = state_[side];
    for (std::size_t i = side; i < stereo.size(); i += 2) {
        const double in = stereo[i];
        const double out = c_[0] * in + one;
        one = c_[1] * in - c_[3] * out + two;
        two = c_[2] * in - c_[4] * out;
        stereo[i] = out;
    }
}

} // namespace rushlight::editor
