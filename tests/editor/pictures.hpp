#pragma once

#include "editor/render/picture_source.hpp"

#include <map>

namespace rushlight::editor::tests {

/// One colour, R G B.
assets::Frame rgb_frame(int width, int height, int r, int g, int b);

/// The same as 8-bit 4:2:0 BT.709 limited.
assets::Frame yuv_frame(int width, int height, int r, int g, int b);

/// A pixel of a frame as R, G, B.
struct Pixel {
    int r = 0;
    int g = 0;
    int b = 0;
};

Pixel pixel_at(const assets::Frame& frame, int x, int y);

/// Largest difference of the three channels.
int distance(const Pixel& a, const Pixel& b);

/// Pictures by asset name, and what was asked for.
class Wall : public PictureSource {
public:
    std::map<std::string, assets::Frame> frames;
    std::map<std::string, std::shared_ptr<const ColourTable>> tables;
    std::vector<std::pair<std::string, Time>> asked;

    Picture picture(const Media& media, const Time& time) override
    {
        asked.emplace_back(media.asset, time);
        return {frames[media.asset], 1};
    }

    std::shared_ptr<const ColourTable> table(const std::string& asset) override
    {
        return tables[asset];
    }
};

} // namespace rushlight::editor::tests
