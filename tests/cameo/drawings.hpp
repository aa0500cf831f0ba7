#pragma once

#include <opencv2/core.hpp>

namespace rushlight::cameo::test {

/// A shaded, drawn face with hair and shoulders that the Haar cascades take for one; BGR.
/// centre and width of the face in pixels.
void draw_person(cv::Mat& picture, cv::Point centre, int face_width);

/// A blue-grey wall with a soft pattern, BGR.
[[nodiscard]] cv::Mat wall(int width, int height);

/// A round red toy animal with ears, a tail and feet on `picture`, and its exact mask (8-bit).
[[nodiscard]] cv::Mat draw_toy(cv::Mat& picture, cv::Point centre, int size);

} // namespace rushlight::cameo::test
