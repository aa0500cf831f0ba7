#pragma once

#include "generation/protocol/limits.hpp"

#include <QComboBox>

namespace rushlight::app {

// What a family lets one choose, as the entries of boxes. Each box is emptied first.

/// The families' titles, without what stands in brackets; that is in the tool tips.
void fill_families(QComboBox& box, const std::vector<generation::Limits>& families);

/// "1280 × 720", in the order of the limits' sizes.
void fill_sizes(QComboBox& box, const generation::Limits& limits);

/// "2.8 s" with the frames as data, shortest first; the family's usual length is shown.
void fill_lengths(QComboBox& box, const generation::Limits& limits);

/// "Camera as written" without data, then each move both ways with its name and amount.
void fill_cameras(QComboBox& box, const generation::Limits& limits);

} // namespace rushlight::app
