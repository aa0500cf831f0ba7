#pragma once

#include "cameo/picture.hpp"

#include <vector>

namespace rushlight::cameo {

/// Finds human faces from the front and from either side with the Haar cascades of Debian's
/// opencv-data (Viola & Jones 2001; alt2 and profile). Boxes do not overlap by more than a third
/// and are sorted from large to small. `strict` asks for more agreement, so that a drawing is
/// seldom taken for a face. Throws CameoError (io) when the cascades are not installed.
[[nodiscard]] std::vector<Box> find_faces(const Picture& picture, bool strict);

} // namespace rushlight::cameo
