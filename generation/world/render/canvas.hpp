#pragma once

#include "generation/world/render/palette.hpp"

#include <array>
#include <cstdint>
#include <vector>

namespace rushlight::generation::world {

/// A flat shape in pixels with a signed distance: the projection of one solid.
struct Shape {
    enum class Form : std::uint8_t { capsule, ellipse, polygon };
    static constexpr int most_edges = 12;

    Form form = Form::capsule;
    // capsule: ends and radii
    float ax = 0, ay = 0, bx = 0, by = 0, ra = 0, rb = 0;
    // ellipse: centre (ax, ay), inverse of its shape matrix
    float ixx = 1, ixy = 0, iyy = 1;
    // polygon: outward normals and offsets; rounded by ra
    int edges = 0;
    std::array<float, most_edges> nx{}, ny{}, offset{};
    // box around it, and its thickness
    float left = 0, top = 0, right = 0, bottom = 0;
    float thickness = 1;
};

[[nodiscard]] Shape capsule(float ax, float ay, float ra, float bx, float by, float rb);
/// Shape matrix [xx xy; xy yy]: the sum of the outer products of the projected axes.
[[nodiscard]] Shape ellipse(float x, float y, float xx, float xy, float yy);
/// Convex hull of up to 12 points, rounded by a radius.
[[nodiscard]] Shape hull(const float* xs, const float* ys, int count, float radius);

/// The same shape elsewhere.
[[nodiscard]] Shape moved(const Shape& shape, float x, float y);

/// How a shape is filled.
struct Fill {
    enum class Shading : std::uint8_t { two_tones, dots, round };
    Shading shading = Shading::two_tones;
    Rgb lit;
    Rgb shade;
    Rgb rim;
    float alpha = 1;
    float soft = 1;        ///< width of the edge in pixels; large is out of focus
    float grow = 0;        ///< pixels added all around: the outline pass
    float shade_width = 0; ///< pixels of shadow at the far side from the key; 0: one tone
    float rim_width = 0;   ///< pixels of light at the near side
    float light_x = -0.6F; ///< towards the key, in the picture
    float light_y = -0.8F;
    // what the maps get where the shape covers more than half of a pixel
    std::uint8_t id = 0;
    std::uint8_t part = 0;
    std::uint8_t who = 0;
    bool mapped = true; ///< false: leaves the maps as they are (rain, shadow, glow)
    float depth = 0;
    float flow_x = 0;
    float flow_y = 0;
};

/// One frame: planar float pictures and, on demand, maps.
class Canvas {
public:
    Canvas(int width, int height, bool maps);

    void draw(const Shape& shape, const Fill& fill);
    /// One row in one colour, from a column on.
    void fill_row(int y, int from, int to, const Rgb& colour);

    [[nodiscard]] int width() const { return width_; }

    [[nodiscard]] int height() const { return height_; }

    [[nodiscard]] bool maps() const { return maps_; }

    // planes, row after row
    std::vector<float> r, g, b;
    std::vector<float> screen; ///< of Shading::dots; else empty
    std::vector<float> depth, flow_x, flow_y;
    std::vector<std::uint8_t> id, part, who;

private:
    int width_;
    int height_;
    bool maps_;
};

} // namespace rushlight::generation::world
