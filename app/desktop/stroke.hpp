#pragma once

#include <QPolygonF>
#include <array>
#include <vector>

namespace rushlight::app {

// The hand's strokes as shapes. Pure; places are in whatever unit the points are.

/// The line with fewer points that stays within `off` of it (Douglas and Peucker 1973).
[[nodiscard]] QPolygonF simplified(const QPolygonF& line, double off);

/// Centre of a polygon's area; of its points where it has none.
[[nodiscard]] QPointF centre_of(const QPolygonF& polygon);

/// The line as a path (x, y, t) that is gone along at an even speed, t from 0 to 1; empty for a
/// line without length.
[[nodiscard]] std::vector<std::array<double, 3>> timed(const QPolygonF& line);

/// Where a path is at a time.
[[nodiscard]] QPointF at_time(const std::vector<std::array<double, 3>>& path, double t);

} // namespace rushlight::app
