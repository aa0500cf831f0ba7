#include "generation/world/render/projection.hpp"

namespace rushlight::generation::world {

std::optional<Shape> projected(const Solid& solid, const View& view)
{
    const auto f = [](double value) {
        return static_cast<float>(value);
    };
    if (solid.form == Solid::Form::capsule) {
        const Vec3 a = view.seen(solid.a);
        const Vec3 b = view.seen(solid.b);
        if (a.z < nearest || b.z < nearest) {
            return std::nullopt;
        }
        const Vec3 pa = view.projected(a);
        const Vec3 pb = view.projected(b);
        return capsule(f(pa.x), f(pa.y), f(solid.ra * pa.z), f(pb.x), f(pb.y), f(solid.rb * pb.z));
    }
    if (solid.form == Solid::Form::ellipsoid) {
        const Vec3 c = view.seen(solid.a);
        if (c.z < nearest) {
            return std::nullopt;
        }
        const Vec3 p = view.projected(c);
        double xx = 0;
        double xy = 0;
        double yy = 0;
        for (const Vec3& axis : solid.axes) {
            const double x = dot(axis, view.right) * p.z;
            const double y = -dot(axis, view.up) * p.z;
            xx += x * x;
            xy += x * y;
            yy += y * y;
        }
        return ellipse(f(p.x), f(p.y), f(xx), f(xy), f(yy));
    }
    float xs[Solid::most_points];
    float ys[Solid::most_points];
    double scale = 0;
    for (std::size_t i = 0; i < solid.count; ++i) {
        const Vec3 c = view.seen(solid.points[i]);
        if (c.z < nearest) {
            return std::nullopt;
        }
        const Vec3 p = view.projected(c);
        xs[i] = f(p.x);
        ys[i] = f(p.y);
        scale += p.z / static_cast<double>(solid.count);
    }
    return hull(xs, ys, static_cast<int>(solid.count), f(solid.ra * scale));
}

} // namespace rushlight::generation::world
