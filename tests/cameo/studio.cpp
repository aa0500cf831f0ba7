#include "tests/cameo/studio.hpp"

#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

namespace rushlight::cameo::test {

std::filesystem::path Studio::picture(int number) const
{
    cv::Mat drawing(96, 96, CV_8UC4, cv::Scalar(0, 0, 0, 0));
    cv::circle(drawing, {48, 52}, 30, cv::Scalar(60, 160, 40 + 40 * number, 255), cv::FILLED);
    cv::circle(drawing, {30, 24}, 10, cv::Scalar(40, 120, 30, 255), cv::FILLED);
    cv::circle(drawing, {66, 24}, 10, cv::Scalar(40, 120, 30, 255), cv::FILLED);
    const auto path = data / ("pip-" + std::to_string(number) + ".png");
    cv::imwrite(path.string(), drawing);
    return path;
}

Added Studio::add_pip(const std::string& handle)
{
    return cast.add(handle, Kind::animal, {picture(0), picture(1)});
}

void Studio::set_stored_grant(const std::string& handle, const Bytes& grant)
{
    auto row = storage::find_cast_member(library, handle).value();
    row.grant = grant;
    storage::update_cast_member(library, row);
}

Bytes Studio::stored_grant(const std::string& handle)
{
    return storage::find_cast_member(library, handle).value().grant;
}

generation::Request Studio::request(const std::vector<std::string>& handles) const
{
    generation::Request request;
    for (const std::string& handle : handles) {
        request.prompt += "@" + handle + " walks home. ";
        request.cast.push_back({handle, "", {}});
    }
    gate.name_references(request, 3);
    return request;
}

} // namespace rushlight::cameo::test
