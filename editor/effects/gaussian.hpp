#pragma once

namespace rushlight::editor {

/// Blurs a plane of floats by a Gaussian in place, sigma in pixels; outside the plane lies its
/// edge. Up to sigma 6 by its own weights (cut at 3.5 sigma), beyond on a plane of means that is 2ⁿ
/// times smaller, brought back between its samples: within 0.3 % of the step of an edge.
void blur_plane(float* plane, int width, int height, double sigma);

} // namespace rushlight::editor
