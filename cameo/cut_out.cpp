#include "cameo/cut_out.hpp"

#include <opencv2/imgproc.hpp>

#include <algorithm>

namespace rushlight::cameo {

namespace {

constexpr int work_side = 192; ///< GrabCut runs at this size
constexpr int rounds = 3;
constexpr double margin = 0.04; ///< of the subject's longer side, on every side of the reference

/// A view of a picture for OpenCV, which knows no const ones. Nothing here writes through it.
cv::Mat mat(const Picture& picture)
{
    return {picture.height, picture.width, CV_8UC4, const_cast<std::uint8_t*>(picture.rgba.data())};
}

cv::Mat mat(const Picture& picture, const Alpha& alpha)
{
    return {picture.height, picture.width, CV_8U, const_cast<std::uint8_t*>(alpha.data())};
}

/// See-through pixels on white, as BGR.
cv::Mat on_white(const Picture& picture)
{
    cv::Mat bgr(picture.height, picture.width, CV_8UC3);
    for (std::size_t i = 0; i < picture.rgba.size() / 4; ++i) {
        const std::uint8_t* const p = &picture.rgba[i * 4];
        for (std::size_t c = 0; c < 3; ++c) {
            bgr.data[i * 3 + c] =
                static_cast<std::uint8_t>((p[2 - c] * p[3] + 255 * (255 - p[3])) / 255);
        }
    }
    return bgr;
}

/// Head, shoulders and body below a face, in a picture of this size.
cv::Rect body_below(const cv::Rect& face, const cv::Size& size)
{
    const cv::Rect body(
        face.x - face.width * 3 / 2, face.y - face.height * 3 / 4, face.width * 4, face.height * 8);
    return body & cv::Rect(0, 0, size.width, size.height);
}

/// Closes small gaps, keeps the largest piece and fills its holes.
cv::Mat one_piece(const cv::Mat& subject)
{
    cv::Mat closed;
    cv::morphologyEx(
        subject, closed, cv::MORPH_CLOSE, cv::getStructuringElement(cv::MORPH_ELLIPSE, {5, 5}));
    std::vector<std::vector<cv::Point>> outlines;
    cv::findContours(closed, outlines, cv::RETR_EXTERNAL, cv::CHAIN_APPROX_NONE);
    cv::Mat piece = cv::Mat::zeros(subject.size(), CV_8U);
    const auto largest = std::ranges::max_element(
        outlines, {}, [](const auto& outline) { return cv::contourArea(outline); });
    if (largest != outlines.end()) {
        cv::drawContours(piece,
                         outlines,
                         static_cast<int>(largest - outlines.begin()),
                         cv::Scalar(255),
                         cv::FILLED);
    }
    return piece;
}

} // namespace

std::optional<Alpha> cut_out(const Picture& picture, const std::optional<Box>& face)
{
    cv::Mat small = on_white(picture);
    const double scale =
        std::min(1.0, static_cast<double>(work_side) / std::max(small.cols, small.rows));
    cv::resize(small, small, {}, scale, scale, cv::INTER_AREA);

    const int border = std::max(2, std::min(small.cols, small.rows) / 40);
    cv::Rect possible(border, border, small.cols - 2 * border, small.rows - 2 * border);
    cv::Mat labels;
    if (face) {
        const cv::Rect head(cvRound(face->x * scale),
                            cvRound(face->y * scale),
                            cvRound(face->width * scale),
                            cvRound(face->height * scale));
        possible &= body_below(head, small.size());
        // a body may well leave the picture below
        possible.height = std::min(possible.height + border, small.rows - possible.y);
        labels = cv::Mat(small.size(), CV_8U, cv::Scalar(cv::GC_BGD));
        labels(possible).setTo(cv::GC_PR_FGD);
        cv::ellipse(labels,
                    {head.x + head.width / 2, head.y + head.height / 2},
                    {head.width * 2 / 7, head.height * 2 / 5},
                    0,
                    0,
                    360,
                    cv::Scalar(cv::GC_FGD),
                    cv::FILLED);
    }
    cv::setRNGSeed(1); // the colour models start from random centres
    cv::Mat background;
    cv::Mat foreground;
    cv::grabCut(small,
                labels,
                possible,
                background,
                foreground,
                rounds,
                face ? cv::GC_INIT_WITH_MASK : cv::GC_INIT_WITH_RECT);
    const cv::Mat subject = one_piece((labels & 1) * 255);
    const double share = static_cast<double>(cv::countNonZero(subject)) / subject.size().area();
    if (share < 0.01 || share > 0.97) {
        return std::nullopt;
    }
    cv::Mat full;
    cv::resize(subject, full, {picture.width, picture.height}, 0, 0, cv::INTER_LINEAR);
    return Alpha(full.datastart, full.dataend);
}

Alpha own_alpha(const Picture& picture)
{
    Alpha alpha(picture.rgba.size() / 4);
    for (std::size_t i = 0; i < alpha.size(); ++i) {
        alpha[i] = picture.rgba[i * 4 + 3];
    }
    return alpha;
}

Box bounds(const Picture& picture, const Alpha& alpha)
{
    const cv::Rect found = cv::boundingRect(mat(picture, alpha) >= 128);
    return {found.x, found.y, found.width, found.height};
}

Picture centred(const Picture& picture, const Alpha& alpha)
{
    const Box subject = bounds(picture, alpha);
    const double side = std::max({1, subject.width, subject.height}) * (1 + 2 * margin);
    const double left = subject.x + subject.width / 2.0 - side / 2;
    const double top = subject.y + subject.height / 2.0 - side / 2;

    // colours are multiplied by alpha while they are scaled, so that no background bleeds in
    cv::Mat multiplied(picture.height, picture.width, CV_32FC4);
    const cv::Mat source = mat(picture);
    for (int y = 0; y < picture.height; ++y) {
        for (int x = 0; x < picture.width; ++x) {
            const auto& p = source.at<cv::Vec4b>(y, x);
            const float a =
                static_cast<float>(
                    alpha[static_cast<std::size_t>(y) * static_cast<std::size_t>(picture.width) +
                          static_cast<std::size_t>(x)]) /
                255.0F;
            multiplied.at<cv::Vec4f>(y, x) = cv::Vec4f(static_cast<float>(p[0]) * a,
                                                       static_cast<float>(p[1]) * a,
                                                       static_cast<float>(p[2]) * a,
                                                       a);
        }
    }
    // to a square of whole pixels first, then down by area
    const int whole = std::max(1, cvRound(side));
    cv::Mat square = cv::Mat::zeros(whole, whole, CV_32FC4);
    const cv::Rect wanted(cvRound(left), cvRound(top), whole, whole);
    const cv::Rect there = wanted & cv::Rect(0, 0, picture.width, picture.height);
    if (!there.empty()) {
        multiplied(there).copyTo(square(there - wanted.tl()));
    }
    cv::Mat small;
    cv::resize(square,
               small,
               {reference_side, reference_side},
               0,
               0,
               whole >= reference_side ? cv::INTER_AREA : cv::INTER_LINEAR);

    Picture result{reference_side, reference_side, {}};
    result.rgba.reserve(static_cast<std::size_t>(reference_side) * reference_side * 4);
    for (int y = 0; y < reference_side; ++y) {
        for (int x = 0; x < reference_side; ++x) {
            const auto& p = small.at<cv::Vec4f>(y, x);
            const bool visible = p[3] > 1.0F / 510;
            for (int c = 0; c < 3; ++c) {
                result.rgba.push_back(visible ? cv::saturate_cast<std::uint8_t>(p[c] / p[3]) : 0);
            }
            result.rgba.push_back(cv::saturate_cast<std::uint8_t>(p[3] * 255));
        }
    }
    return result;
}

Picture shown_findings(const Picture& picture, const Alpha& alpha, const std::vector<Box>& boxes)
{
    Picture result = picture;
    for (std::size_t i = 0; i < alpha.size(); ++i) {
        for (std::size_t c = 0; c < 3; ++c) {
            std::uint8_t& value = result.rgba[i * 4 + c];
            value = static_cast<std::uint8_t>(value * (95 + alpha[i] * 160 / 255) / 255);
        }
        result.rgba[i * 4 + 3] = 255;
    }
    cv::Mat shown = mat(result);
    const int thickness = std::max(1, std::max(picture.width, picture.height) / 200);
    std::vector<std::vector<cv::Point>> outlines;
    cv::findContours(
        mat(picture, alpha) >= 128, outlines, cv::RETR_EXTERNAL, cv::CHAIN_APPROX_SIMPLE);
    cv::drawContours(shown, outlines, -1, cv::Scalar(255, 184, 77, 255), thickness);
    for (const Box& box : boxes) {
        cv::rectangle(shown,
                      cv::Rect(box.x, box.y, box.width, box.height),
                      cv::Scalar(120, 220, 255, 255),
                      thickness);
    }
    return result;
}

} // namespace rushlight::cameo
