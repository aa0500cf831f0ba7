#pragma once

#include "assets/frame.hpp"

#include <array>

namespace rushlight::assets {

using Rgb = std::array<float, 3>;

/// Whether two colours differ in more than matrix, range and siting.
[[nodiscard]] bool differ_in_light(const Colour& from, const Colour& to);

/// Carries R'G'B' (0 … 1) from one colour's primaries and transfer to another's, through linear
/// light; the target's transfer is sRGB or linear. Make one for many pixels. Threads: any.
class LightConversion {
public:
    LightConversion(const Colour& from, const Colour& to);
    [[nodiscard]] Rgb operator()(const Rgb& encoded) const;

private:
    Transfer from_;
    bool to_linear_;
    std::array<float, 9> matrix_;   ///< row by row, between linear primaries
    const float* decode_ = nullptr; ///< tables of 65,536 steps over 0 … 1, for the whole program
    const float* hlg_gain_ = nullptr;
    const float* tone_gain_ = nullptr;
    const float* encode_ = nullptr;
};

} // namespace rushlight::assets
