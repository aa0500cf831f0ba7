#include "generation/models/stage/passes.hpp"

#include "generation/world/render/skeleton.hpp"
#include "generation/world/render/view.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <stdexcept>

namespace rushlight::generation::stage {

namespace {

using world::RenderedClip;
using Colour = std::array<std::uint8_t, 3>;

// One for each world::PixelClass, far apart in hue and in lightness.
constexpr std::array<Colour, world::pixel_classes> class_colours{{
    {70, 130, 180},  // sky
    {152, 251, 152}, // ground
    {107, 142, 35},  // backdrop
    {190, 153, 153}, // scenery
    {0, 80, 200},    // water
    {60, 60, 60},    // foreground
    {220, 20, 60},   // person
    {255, 105, 180}, // child
    {255, 140, 0},   // robot
    {160, 82, 45},   // dog
    {210, 180, 140}, // cat
    {128, 64, 0},    // horse
    {238, 203, 173}, // rabbit
    {255, 215, 0},   // bird
    {0, 0, 142},     // car
    {0, 130, 180},   // boat
    {148, 0, 211},   // ball
    {238, 130, 238}, // balloon
    {255, 250, 120}, // lantern
    {102, 51, 0},    // animal
    {0, 60, 100},    // vehicle
    {120, 220, 220}, // prop
    {230, 230, 250}, // weather
    {90, 120, 90},   // shadow
}};

void paint_depth(const RenderedClip& drawn, double near, std::uint8_t* rgb)
{
    for (const float metres : drawn.depth) {
        const double share = near / std::max<double>(metres, near);
        const auto grey = static_cast<std::uint8_t>(std::lround(255 * share));
        std::fill_n(rgb, 3, grey);
        rgb += 3;
    }
}

void paint_ids(const RenderedClip& drawn, std::uint8_t* rgb)
{
    for (std::size_t i = 0; i < drawn.ids.size(); ++i, rgb += 3) {
        const Colour& colour = class_colours[drawn.ids[i] % class_colours.size()];
        const int darker = std::max(0, drawn.who[i] - 1); // the second entity, the third …
        for (std::size_t c = 0; c < 3; ++c) {
            rgb[c] = static_cast<std::uint8_t>(colour[c] * (5 - darker) / 5);
        }
    }
}

void paint_flow(const RenderedClip& drawn, double range, std::uint8_t* rgb)
{
    const auto code = [&](float pixels) {
        return static_cast<std::uint8_t>(
            std::lround(128 + 127 * std::clamp(pixels / range, -1.0, 1.0)));
    };
    for (std::size_t i = 0; i < drawn.ids.size(); ++i, rgb += 3) {
        rgb[0] = code(drawn.flow[2 * i]);
        rgb[1] = code(drawn.flow[2 * i + 1]);
        rgb[2] = 128;
    }
}

void paint_edges(const RenderedClip& drawn, std::uint8_t* rgb)
{
    constexpr int ink = 72; // of 3 · 255: a step of luma that reads as a line
    const int width = drawn.width, height = drawn.height;
    const auto pixels = static_cast<std::size_t>(width) * static_cast<std::size_t>(height);
    const int wide = std::max(1, height / 480); // of a line, to each side
    const auto meet = [&](std::size_t a, std::size_t b) {
        if (drawn.ids[a] != drawn.ids[b] || drawn.who[a] != drawn.who[b] ||
            drawn.parts[a] != drawn.parts[b]) {
            return true;
        }
        const float nearer = std::min(drawn.depth[a], drawn.depth[b]);
        if (std::abs(drawn.depth[a] - drawn.depth[b]) > 0.12F * nearer + 0.05F) {
            return true;
        }
        int step = 0;
        for (std::size_t c = 0; c < 3; ++c) {
            step += drawn.rgb[3 * a + c] - drawn.rgb[3 * b + c];
        }
        return drawn.who[a] != 0 && std::abs(step) > ink;
    };
    for (int frame = 0; frame < drawn.frames; ++frame) {
        const std::size_t first = pixels * static_cast<std::size_t>(frame);
        std::fill_n(rgb + 3 * first, 3 * pixels, std::uint8_t{0});
        for (int y = 0; y + 1 < height; ++y) {
            for (int x = 0; x + 1 < width; ++x) {
                const std::size_t at = first + static_cast<std::size_t>(y * width + x);
                if (!meet(at, at + 1) && !meet(at, at + static_cast<std::size_t>(width))) {
                    continue;
                }
                for (int dy = 0; dy < wide && y + dy < height; ++dy) {
                    std::fill_n(rgb + 3 * (at + static_cast<std::size_t>(dy * width)),
                                3 * std::min(wide, width - x),
                                std::uint8_t{255});
                }
            }
        }
    }
}

/// A stroke with round ends, hard edges.
void stroke(std::uint8_t* picture,
            int width,
            int height,
            const world::Vec3& a,
            const world::Vec3& b,
            double radius,
            const Colour& colour)
{
    const int left = std::max(0, static_cast<int>(std::min(a.x, b.x) - radius));
    const int right = std::min(width - 1, static_cast<int>(std::max(a.x, b.x) + radius + 1));
    const int top = std::max(0, static_cast<int>(std::min(a.y, b.y) - radius));
    const int bottom = std::min(height - 1, static_cast<int>(std::max(a.y, b.y) + radius + 1));
    const double along_x = b.x - a.x, along_y = b.y - a.y;
    const double square = along_x * along_x + along_y * along_y;
    for (int y = top; y <= bottom; ++y) {
        for (int x = left; x <= right; ++x) {
            const double px = x + 0.5 - a.x, py = y + 0.5 - a.y;
            const double t =
                square > 0 ? std::clamp((px * along_x + py * along_y) / square, 0.0, 1.0) : 0;
            if (std::hypot(px - t * along_x, py - t * along_y) <= radius) {
                std::copy(colour.begin(), colour.end(), picture + 3 * (y * width + x));
            }
        }
    }
}

void paint_pose(const world::Scene& scene,
                const RenderedClip& drawn,
                double seconds,
                double rate,
                std::uint8_t* rgb)
{
    const std::size_t bytes = std::size_t{3} * static_cast<std::size_t>(drawn.width) * drawn.height;
    std::fill_n(rgb, bytes * static_cast<std::size_t>(drawn.frames), std::uint8_t{0});
    const double radius = std::max(1.0, drawn.height / 128.0);
    for (int frame = 0; frame < drawn.frames; ++frame) {
        const double at = seconds + frame / rate;
        const world::View view(world::camera_at(scene, at), drawn.width, drawn.height);
        std::uint8_t* const picture = rgb + bytes * static_cast<std::size_t>(frame);
        for (const world::Entity& entity : scene.entities) {
            for (const world::Bone& bone : world::skeleton_of(entity, at)) {
                const world::Vec3 a = view.seen(bone.from), b = view.seen(bone.to);
                if (a.z > 0.1 && b.z > 0.1) {
                    stroke(picture,
                           drawn.width,
                           drawn.height,
                           view.projected(a),
                           view.projected(b),
                           radius,
                           bone.colour);
                }
            }
        }
    }
}

} // namespace

const std::vector<std::string>& passes()
{
    static const std::vector<std::string> all{"depth", "edges", "ids", "flow", "pose"};
    return all;
}

double near_plane(const world::Scene& scene)
{
    return 0.35 * scene.distance;
}

double flow_range(int width)
{
    return 0.08 * width;
}

std::string meaning_of(const std::string& pass, const world::Scene& scene, int width)
{
    std::array<char, 160> line{};
    if (pass == "depth") {
        std::snprintf(line.data(),
                      line.size(),
                      "pass depth: metres from the camera = %.3f / (grey / 255)",
                      near_plane(scene));
    } else if (pass == "flow") {
        std::snprintf(line.data(),
                      line.size(),
                      "pass flow: pixels right and down to the next frame = (red - 128, green - "
                      "128) / 127 * %.2f",
                      flow_range(width));
    } else {
        std::snprintf(line.data(), line.size(), "pass %s", pass.c_str());
    }
    return line.data();
}

std::vector<std::uint8_t> paint_pass(const std::string& pass,
                                     const world::Scene& scene,
                                     const RenderedClip& drawn,
                                     double seconds,
                                     double rate)
{
    std::vector<std::uint8_t> rgb(drawn.rgb.size());
    if (pass == "depth") {
        paint_depth(drawn, near_plane(scene), rgb.data());
    } else if (pass == "edges") {
        paint_edges(drawn, rgb.data());
    } else if (pass == "ids") {
        paint_ids(drawn, rgb.data());
    } else if (pass == "flow") {
        paint_flow(drawn, flow_range(drawn.width), rgb.data());
    } else if (pass == "pose") {
        paint_pose(scene, drawn, seconds, rate, rgb.data());
    } else {
        throw std::invalid_argument("there is no render pass \"" + pass + "\"");
    }
    return rgb;
}

} // namespace rushlight::generation::stage
