// What stands out of focus between the camera and the picture, at its edge.

#include "generation/world/random.hpp"
#include "generation/world/render/stage.hpp"

#include <cmath>

namespace rushlight::generation::world {

namespace {

float f(double value)
{
    return static_cast<float>(value);
}

/// A leaf or blade from (x, y), turned by `angle` from inward up.
Shape leaf(double x, double y, double inward, double angle, double length, double breadth)
{
    const double c = std::cos(angle);
    const double s = std::sin(angle);
    const double l = length * length / 4;
    const double b = breadth * breadth / 4;
    return ellipse(f(x + inward * c * length / 2),
                   f(y - s * length / 2),
                   f(l * c * c + b * s * s),
                   f(-inward * (l - b) * s * c),
                   f(l * s * s + b * c * c));
}

struct Growth {
    int leaves;
    double length;  ///< of the longest, in picture heights
    double breadth; ///< in lengths
    double spread;  ///< radians around straight up
    double sway;    ///< radians
};

Growth growth_of(Place place)
{
    switch (place) {
    case Place::beach:
        return {7, 0.42, 0.16, 0.9, 0.03};
    case Place::desert:
    case Place::road:
        return {11, 0.26, 0.1, 0.8, 0.02};
    case Place::underwater:
        return {7, 0.5, 0.13, 0.5, 0.09};
    case Place::snow:
    case Place::mountains:
        return {6, 0.2, 0.42, 0.7, 0.01};
    default:
        return {8, 0.3, 0.36, 1.0, 0.03};
    }
}

} // namespace

void paint_growth(Canvas& canvas, const Scene& scene, const Near& near, const Fill& ink)
{
    Random random(scene.seed, 29);
    const double height = canvas.height();
    const double inward = near.left ? 1 : -1;
    const Growth growth = growth_of(scene.place);
    for (int i = 0; i < growth.leaves; ++i) {
        const double share = (i + 0.5) / growth.leaves;
        const double length = height * growth.length * random.uniform(0.6, 1);
        const double x = near.edge + inward * (-0.05 + 0.17 * share) * height + near.slide;
        const double angle = 1.5708 + growth.spread * (0.5 - share) + random.uniform(-0.2, 0.2) +
                             growth.sway * std::sin(near.seconds * 1.3 + i);
        Fill fill = ink;
        fill.lit = ink.lit * f(random.uniform(1.2, 2.1));
        canvas.draw(leaf(x, height * 1.03, inward, angle, length, growth.breadth * length), fill);
    }
}

} // namespace rushlight::generation::world
