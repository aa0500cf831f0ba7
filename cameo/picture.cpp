#include "cameo/picture.hpp"

#include "cameo/error.hpp"
#include "cameo/grant/file.hpp"
#include "cameo/grant/signature.hpp"
#include "cameo/picture_header.hpp"

#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <system_error>

namespace rushlight::cameo {

namespace {

constexpr std::size_t largest_file = 64 * 1024 * 1024;
constexpr int largest_side = 1024;

Bytes read_bytes(const std::filesystem::path& path)
{
    try {
        return read_file(path, largest_file);
    } catch (const std::system_error& error) {
        std::string why = "cannot be read (" + error.code().message() + "); check the path";
        if (error.code() == std::errc::file_too_large) {
            why = "is larger than 64 MiB; scale it down";
        } else if (error.code() == std::errc::invalid_argument) {
            why = "is not a file; give the pictures one by one";
        } else if (error.code() == std::errc::no_such_file_or_directory) {
            why = "does not exist; check the path";
        }
        throw CameoError(CameoError::Code::picture, path.string() + " " + why);
    }
}

/// 8-bit RGBA of whatever a decoder gives.
cv::Mat to_rgba(const cv::Mat& decoded)
{
    cv::Mat eight_bit = decoded;
    if (decoded.depth() == CV_16U) {
        decoded.convertTo(eight_bit, CV_8U, 1.0 / 257);
    } else if (decoded.depth() != CV_8U) {
        return {};
    }
    cv::Mat rgba;
    switch (eight_bit.channels()) {
    case 1:
        cv::cvtColor(eight_bit, rgba, cv::COLOR_GRAY2RGBA);
        break;
    case 3:
        cv::cvtColor(eight_bit, rgba, cv::COLOR_BGR2RGBA);
        break;
    case 4:
        cv::cvtColor(eight_bit, rgba, cv::COLOR_BGRA2RGBA);
        break;
    default:
        break;
    }
    return rgba;
}

cv::Mat shrunk(const cv::Mat& picture)
{
    const int side = std::max(picture.cols, picture.rows);
    if (side <= largest_side) {
        return picture;
    }
    cv::Mat small;
    const double scale = static_cast<double>(largest_side) / side;
    const cv::Size size(std::max(1, static_cast<int>(picture.cols * scale)),
                        std::max(1, static_cast<int>(picture.rows * scale)));
    cv::resize(picture, small, size, 0, 0, cv::INTER_AREA);
    return small;
}

} // namespace

ReadPicture read_picture(const std::filesystem::path& path)
{
    const Bytes file = read_bytes(path);
    const PictureHeader header = read_picture_header(file, path.string());
    const auto damaged = [&] {
        return CameoError(CameoError::Code::picture,
                          path.string() + " cannot be decoded; use an intact copy");
    };
    try {
        // the plain reading of a JPEG turns it as its EXIF says
        const cv::Mat decoded = cv::imdecode(
            file, header.format == PictureFormat::jpeg ? cv::IMREAD_COLOR : cv::IMREAD_UNCHANGED);
        const bool as_announced = (decoded.cols == header.width && decoded.rows == header.height) ||
                                  (decoded.cols == header.height && decoded.rows == header.width);
        if (decoded.empty() || !as_announced) {
            throw damaged();
        }
        const cv::Mat rgba = to_rgba(shrunk(decoded));
        if (rgba.empty()) {
            throw damaged();
        }
        ReadPicture result;
        result.picture.width = rgba.cols;
        result.picture.height = rgba.rows;
        result.picture.rgba.assign(rgba.datastart, rgba.dataend);
        result.file_sha256 = sha256(file);
        for (std::size_t i = 3; i < result.picture.rgba.size(); i += 4) {
            result.has_alpha = result.has_alpha || result.picture.rgba[i] < 250;
        }
        return result;
    } catch (const cv::Exception&) {
        throw damaged();
    }
}

Bytes to_png(const Picture& picture)
{
    const cv::Mat rgba(picture.height,
                       picture.width,
                       CV_8UC4,
                       const_cast<std::uint8_t*>(picture.rgba.data())); // cv::Mat has no const view
    cv::Mat bgra;
    cv::cvtColor(rgba, bgra, cv::COLOR_RGBA2BGRA);
    Bytes png;
    cv::imencode(".png", bgra, png);
    return png;
}

} // namespace rushlight::cameo
