#include "cameo/faces.hpp"

#include "cameo/error.hpp"

#include <opencv2/imgproc.hpp>
#include <opencv2/objdetect.hpp>

#include <algorithm>

namespace rushlight::cameo {

namespace {

constexpr int search_side = 400; ///< the picture is searched at this size

cv::CascadeClassifier load(const std::string& name)
{
    const std::string path = std::string(RUSHLIGHT_CASCADES) + "/" + name;
    cv::CascadeClassifier cascade;
    try {
        if (cascade.load(path)) {
            return cascade;
        }
    } catch (const cv::Exception&) {
        // told below like a file that is missing
    }
    throw CameoError(CameoError::Code::io,
                     "the face cascade " + path + " cannot be read; install opencv-data");
}

/// Grey on white where the picture is see-through.
cv::Mat to_grey(const Picture& picture)
{
    cv::Mat grey(picture.height, picture.width, CV_8U);
    for (std::size_t i = 0; i < picture.rgba.size() / 4; ++i) {
        const std::uint8_t* const p = &picture.rgba[i * 4];
        const int luma = (299 * p[0] + 587 * p[1] + 114 * p[2]) / 1000;
        grey.data[i] = static_cast<std::uint8_t>((luma * p[3] + 255 * (255 - p[3])) / 255);
    }
    return grey;
}

struct Hit {
    cv::Rect box;
    bool front = false;
};

bool overlap(const cv::Rect& a, const cv::Rect& b)
{
    return (a & b).area() * 3 > std::min(a.area(), b.area());
}

} // namespace

std::vector<Box> find_faces(const Picture& picture, bool strict)
{
    cv::Mat grey = to_grey(picture);
    const double scale =
        std::min(1.0, static_cast<double>(search_side) / std::max(grey.cols, grey.rows));
    cv::resize(grey, grey, {}, scale, scale, cv::INTER_AREA);
    cv::equalizeHist(grey, grey);
    const int agreeing = strict ? 8 : 4;
    const cv::Size least(std::max(24, std::min(grey.cols, grey.rows) / 10),
                         std::max(24, std::min(grey.cols, grey.rows) / 10));
    std::vector<Hit> found;
    auto front = load("haarcascade_frontalface_alt2.xml");
    auto profile = load("haarcascade_profileface.xml");
    const auto search = [&](cv::CascadeClassifier& cascade, const cv::Mat& where, bool mirrored) {
        std::vector<cv::Rect> hits;
        cascade.detectMultiScale(where, hits, 1.1, agreeing, 0, least);
        for (cv::Rect hit : hits) {
            if (mirrored) {
                hit.x = where.cols - hit.x - hit.width;
            }
            found.push_back({hit, &cascade == &front});
        }
    };
    search(front, grey, false);
    search(profile, grey, false);
    cv::Mat mirrored;
    cv::flip(grey, mirrored, 1);
    search(profile, mirrored, true);

    // a face seen from the front is often found from the side too, less exactly
    std::ranges::stable_sort(found, [](const Hit& a, const Hit& b) {
        return a.front != b.front ? a.front : a.box.area() > b.box.area();
    });
    std::vector<cv::Rect> kept;
    for (const Hit& hit : found) {
        if (std::ranges::none_of(kept, [&](const cv::Rect& k) { return overlap(k, hit.box); })) {
            kept.push_back(hit.box);
        }
    }
    std::ranges::sort(kept, std::greater{}, [](const cv::Rect& box) { return box.area(); });
    std::vector<Box> boxes;
    for (const cv::Rect& hit : kept) {
        boxes.push_back({cvRound(hit.x / scale),
                         cvRound(hit.y / scale),
                         cvRound(hit.width / scale),
                         cvRound(hit.height / scale)});
    }
    return boxes;
}

} // namespace rushlight::cameo
