#include "tests/cameo/drawings.hpp"

#include <opencv2/imgproc.hpp>

#include <cmath>

namespace rushlight::cameo::test {

void draw_person(cv::Mat& picture, cv::Point centre, int face_width)
{
    const double u = face_width / 100.0; // the face is 100 × 130 units
    const auto at = [&](double x, double y) {
        return cv::Point(centre.x + cvRound(x * u), centre.y + cvRound(y * u));
    };
    const auto size = [&](double x, double y) {
        return cv::Size(cvRound(x * u), cvRound(y * u));
    };
    const auto oval = [&](cv::Mat& on,
                          cv::Point where,
                          cv::Size radii,
                          const cv::Scalar& colour,
                          double angle = 0) {
        cv::ellipse(on, where, radii, angle, 0, 360, colour, cv::FILLED, cv::LINE_AA);
    };
    const cv::Scalar skin(150, 180, 225);
    const cv::Scalar shade(95, 120, 170);
    const cv::Scalar dark(35, 40, 55);
    oval(picture, at(0, 160), size(120, 95), cv::Scalar(60, 90, 40));   // shoulders
    cv::rectangle(picture, at(-22, 40), at(22, 95), shade, cv::FILLED); // neck
    oval(picture, at(0, -22), size(62, 62), dark);                      // hair
    oval(picture, at(0, 0), size(50, 66), skin);                        // face
    cv::ellipse(picture, at(0, -8), size(53, 64), 0, 195, 345, dark, cvRound(16 * u), cv::LINE_AA);

    for (const int side : {-1, 1}) {
        oval(picture, at(side * 20, -9), size(15, 10), shade);                     // socket
        oval(picture, at(side * 20, -21), size(15, 3.5), dark, side * 5);          // brow
        oval(picture, at(side * 20, -8), size(10, 5), cv::Scalar(225, 230, 235));  // eye
        oval(picture, at(side * 20, -8), size(5, 5), dark);                        // iris
        oval(picture, at(side * 6, 22), size(3, 2), dark);                         // nostril
        oval(picture, at(side * 27, 18), size(14, 12), cv::Scalar(160, 190, 235)); // cheek
    }
    oval(picture, at(0, 8), size(6, 14), cv::Scalar(175, 205, 245)); // nose
    oval(picture, at(0, 23), size(10, 3), shade);
    oval(picture, at(0, 39), size(19, 5), cv::Scalar(60, 60, 150)); // mouth
    oval(picture, at(0, 39), size(17, 1.2), dark);
    oval(picture, at(0, 50), size(13, 3), shade); // under the lip

    const cv::Rect around =
        cv::Rect(at(-130, -110), at(130, 260)) & cv::Rect(0, 0, picture.cols, picture.rows);
    cv::Mat part = picture(around);
    cv::GaussianBlur(part, part, {}, 1.6 * u);
}

cv::Mat wall(int width, int height)
{
    cv::Mat picture(height, width, CV_8UC3);
    for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width; ++x) {
            const double wave = 6 * std::sin(x * 0.05) + 5 * std::cos(y * 0.07);
            picture.at<cv::Vec3b>(y, x) = cv::Vec3b(cv::saturate_cast<std::uint8_t>(190 + wave),
                                                    cv::saturate_cast<std::uint8_t>(175 + wave),
                                                    cv::saturate_cast<std::uint8_t>(150 + wave));
        }
    }
    return picture;
}

cv::Mat draw_toy(cv::Mat& picture, cv::Point centre, int size)
{
    cv::Mat mask = cv::Mat::zeros(picture.size(), CV_8U);
    const int r = size / 2;
    const auto both =
        [&](cv::Point offset, cv::Size radii, const cv::Scalar& colour, double angle) {
            cv::ellipse(
                picture, centre + offset, radii, angle, 0, 360, colour, cv::FILLED, cv::LINE_AA);
            cv::ellipse(mask, centre + offset, radii, angle, 0, 360, cv::Scalar(255), cv::FILLED);
        };
    const cv::Scalar red(40, 50, 200);
    const cv::Scalar darker(30, 35, 150);
    both({r, r / 3}, {r / 2, r / 6}, darker, -30);
    both({-r * 2 / 3, -r * 5 / 6}, {r / 4, r / 2}, darker, -20);
    both({r * 2 / 3, -r * 5 / 6}, {r / 4, r / 2}, darker, 20);
    both({-r / 2, r * 5 / 6}, {r / 4, r / 4}, darker, 0);
    both({r / 2, r * 5 / 6}, {r / 4, r / 4}, darker, 0);
    both({0, 0}, {r, r * 5 / 6}, red, 0);
    both({0, r / 5}, {r / 2, r / 3}, cv::Scalar(80, 130, 230), 0);
    return mask;
}

} // namespace rushlight::cameo::test
