#pragma once

#include "cameo/picture.hpp"

#include <optional>
#include <vector>

namespace rushlight::cameo {

/// Side of a prepared reference, in pixels.
inline constexpr int reference_side = 128;

/// How opaque each pixel of a picture's subject is, 0 … 255; width · height.
using Alpha = Bytes;

/// Cuts the subject out by GrabCut (Rother, Kolmogorov & Blake 2004). The border of the picture is
/// taken for background and, where a face is given, only head and body around it can be subject.
/// Small islands and holes are closed. The same picture gives the same bytes. Nothing when no
/// subject stands out (less than 1 % or more than 97 % of the picture).
[[nodiscard]] std::optional<Alpha> cut_out(const Picture& picture,
                                           const std::optional<Box>& face = {});

/// The picture's own alpha channel.
[[nodiscard]] Alpha own_alpha(const Picture& picture);

/// The box around everything at least half opaque; empty (0 wide) when there is nothing.
[[nodiscard]] Box bounds(const Picture& picture, const Alpha& alpha);

/// The subject alone, centred in a square of `reference_side` pixels with a small margin;
/// see-through pixels are black.
[[nodiscard]] Picture centred(const Picture& picture, const Alpha& alpha);

/// The picture with what was found drawn over it: everything but the subject darkened, its outline
/// and the boxes in colour. For people to look at.
[[nodiscard]] Picture
shown_findings(const Picture& picture, const Alpha& alpha, const std::vector<Box>& boxes);

} // namespace rushlight::cameo
