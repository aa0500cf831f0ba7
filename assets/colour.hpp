#pragma once

#include "assets/frame.hpp"

namespace rushlight::assets {

/// The same picture in another pixel format and colour, each sample rounded to nearest.
///
/// YCbCr ↔ R'G'B' by the matrices of BT.601, BT.709 and BT.2020, limited or full range, 8 or 10
/// bits; chroma is interpolated linearly and averaged according to its siting. Gamut (primaries) is
/// converted in linear light; PQ and HLG are tone-mapped to SDR by BT.2390 with 203 cd/m² as white.
/// The BT.709 and sRGB transfers count as the same display-referred curve (sRGB's), as players
/// treat them. Premultiplied alpha is kept between RGBA formats and means "over black" elsewhere.
/// Returns the same frame when nothing changes. Threads: any.
[[nodiscard]] Frame convert(const Frame& frame, PixelFormat format, const Colour& colour);

/// The same picture at another size by Lanczos, a = 3, in its own format and colour. Throws
/// std::invalid_argument for a size outside 1 … 16384. Threads: any.
[[nodiscard]] Frame scale(const Frame& frame, int width, int height);

/// BT.709 limited range: what the timeline is in.
inline constexpr Colour bt709_limited{
    Primaries::bt709, Transfer::bt709, Matrix::bt709, Range::limited, Siting::left};

} // namespace rushlight::assets
