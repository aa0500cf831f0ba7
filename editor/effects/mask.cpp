#include "editor/effects/mask.hpp"

#include <algorithm>
#include <cmath>

namespace rushlight::editor {

namespace {

constexpr double degree = 3.14159265358979 / 180;

double distance_of_rectangle(const Mask& mask, double x, double y)
{
    const double across = std::abs(x) - mask.width / 2;
    const double down = std::abs(y) - mask.height / 2;
    return std::hypot(std::max(across, 0.0), std::max(down, 0.0)) +
           std::min(std::max(across, down), 0.0);
}

double distance_of_ellipse(const Mask& mask, double x, double y)
{
    const double a = std::max(mask.width / 2, 1e-6);
    const double b = std::max(mask.height / 2, 1e-6);
    const double value = std::hypot(x / a, y / b);
    const double slope = std::hypot(x / (a * a), y / (b * b));
    return slope < 1e-9 ? -std::min(a, b) : value * (value - 1) / slope;
}

/// From the nearest side; inside where a ray to the right crosses an odd number of sides.
double distance_of_polygon(const std::vector<Point>& points, double x, double y)
{
    double nearest = 1e9;
    bool inside = false;
    for (std::size_t i = 0, j = points.size() - 1; i < points.size(); j = i++) {
        const Point& p = points[i];
        const Point& q = points[j];
        const double dx = q.x - p.x;
        const double dy = q.y - p.y;
        const double length = dx * dx + dy * dy;
        const double along =
            length > 0 ? std::clamp(((x - p.x) * dx + (y - p.y) * dy) / length, 0.0, 1.0) : 0;
        const double across = x - p.x - along * dx;
        const double down = y - p.y - along * dy;
        nearest = std::min(nearest, across * across + down * down);
        if ((p.y > y) != (q.y > y) && x < p.x + (y - p.y) * dx / dy) {
            inside = !inside;
        }
    }
    return inside ? -std::sqrt(nearest) : std::sqrt(nearest);
}

double distance_of(const Mask& mask, double x, double y)
{
    switch (mask.shape) {
    case Mask::Shape::rectangle:
        return distance_of_rectangle(mask, x, y);
    case Mask::Shape::ellipse:
        return distance_of_ellipse(mask, x, y);
    case Mask::Shape::polygon:
        return distance_of_polygon(mask.points, x, y);
    }
    return 0;
}

} // namespace

EffectKind mask_kind()
{
    return {"mask",
            1,
            {choice_parameter("shape", {"rectangle", "ellipse", "polygon"}),
             choice_parameter("keep", {"inside", "outside"}),
             number_parameter("x", "share of height", -4, 4, 0),
             number_parameter("y", "share of height", -4, 4, 0),
             number_parameter("width", "share of height", 0, 8, 1),
             number_parameter("height", "share of height", 0, 8, 0.6),
             number_parameter("rotation", "degrees", -36000, 36000, 0),
             number_parameter("feather", "share of height", 0, 2, 0),
             points_parameter("points", "-0.5,-0.3 0.5,-0.3 0,0.4")}};
}

Mask mask_at(const Effect& effect, const Time& time)
{
    static const EffectKind kind = mask_kind();
    Mask mask;
    const std::string shape = text_of(effect, kind, "shape");
    mask.shape = shape == "ellipse"   ? Mask::Shape::ellipse
                 : shape == "polygon" ? Mask::Shape::polygon
                                      : Mask::Shape::rectangle;
    mask.x = number_of(effect, kind, "x", time);
    mask.y = number_of(effect, kind, "y", time);
    mask.width = number_of(effect, kind, "width", time);
    mask.height = number_of(effect, kind, "height", time);
    mask.rotation = number_of(effect, kind, "rotation", time);
    mask.feather = number_of(effect, kind, "feather", time);
    mask.outside = text_of(effect, kind, "keep") == "outside";
    if (mask.shape == Mask::Shape::polygon) {
        mask.points = points_from(text_of(effect, kind, "points")).value_or(std::vector<Point>());
    }
    return mask;
}

RowWork rows_of(const Mask& mask, const Moment& moment)
{
    if (mask.shape == Mask::Shape::polygon && mask.points.size() < 3) {
        return [](const RgbaRow&) {
        }; // no shape yet
    }
    const double unit = 1.0 / moment.canvas.height;
    const double centre_x = moment.canvas.width * unit / 2 + mask.x;
    const double centre_y = 0.5 + mask.y;
    const double c = std::cos(mask.rotation * degree);
    const double s = std::sin(mask.rotation * degree);
    const double slope = 1 / std::max(mask.feather, unit);
    return [=](const RgbaRow& row) {
        const double down = (row.y + 0.5) * unit - centre_y;
        for (int i = 0; i < row.count; ++i) {
            const double across = (row.x + i + 0.5) * unit - centre_x;
            const double d = distance_of(mask, c * across + s * down, c * down - s * across);
            const double t = std::clamp(0.5 - d * slope, 0.0, 1.0);
            const double kept = t * t * (3 - 2 * t);
            row.a[i] *= static_cast<float>(mask.outside ? 1 - kept : kept);
        }
    };
}

} // namespace rushlight::editor
