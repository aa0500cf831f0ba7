// What people wear on the body: cuts and patterns.

#include "generation/world/render/wardrobe.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace rushlight::generation::world {

namespace {

constexpr double pi = std::numbers::pi;

/// Draws on a trunk that stands upright between pelvis and chest.
class Tailor {
public:
    Tailor(Sculptor& sculptor,
           const Entity& worn_by,
           const Moment& moment,
           const Measures& body,
           const Pose& stance,
           const Vec3& pelvis,
           const Vec3& chest)
        : s(sculptor)
        , pose(stance)
        , entity(worn_by)
        , h(body.height)
        , w(body.wide)
        , low(pelvis)
        , high(chest)
        , shirt(outfit_of(worn_by, body).shirt)
        , accent(apart(ink(worn_by.second_colour), shirt))
        , swing(std::sin(2 * pi * moment.phase))
        , belly(0.8 + 0.35 * worn_by.genome.build)
    {
    }

    /// A point of the trunk's axis: 0 at the hips … 1 at the chest.
    [[nodiscard]] Vec3 axis(double share) const { return mix(low, high, share); }

    /// The trunk's radius there, in half widths.
    [[nodiscard]] double girth(double share) const
    {
        return belly + (1.18 - belly) * std::clamp((share - 0.2) / 0.6, 0.0, 1.0);
    }

    void band(double share, double thick, const Rgb& colour, double out = 0.96) const
    {
        const double r = girth(share) * w * out;
        s.ellipsoid(axis(share), r, thick * h, r, colour, PixelPart::body);
    }

    /// A line on the front (or the back), from (share, side) to (share, side).
    void seam(double share_a,
              double side_a,
              double share_b,
              double side_b,
              double thick,
              const Rgb& colour,
              double front = 1) const
    {
        const double middle = (share_a + share_b) / 2;
        const Vec3 centre = axis(middle);
        const double r = girth(middle) * w * 1.03;
        const double span = length(high - low);
        const auto towards = [&](double share, double side) {
            return Vec3{front, (share - middle) * span / r, side};
        };
        s.stroke(centre,
                 r,
                 towards(share_a, side_a),
                 towards(share_b, side_b),
                 thick * h,
                 colour,
                 PixelPart::body);
    }

    void button(double share, double side, double size, const Rgb& colour, double front = 1) const
    {
        s.spot(axis(share),
               girth(share) * w * 1.03,
               front,
               0,
               side,
               size * h,
               size * h,
               colour,
               PixelPart::body);
    }

    /// A bell of cloth around the trunk between two heights over the hips.
    void bell(double top, double bottom, double wide_top, double wide_bottom, const Rgb& colour)
    {
        const double t = wide_top * w;
        const double b = wide_bottom * w;
        const double drift = 0.06 * w * swing;
        s.hull({{low.x - t, low.y + top * h, low.z + t * 0.9},
                {low.x + t, low.y + top * h, low.z + t * 0.9},
                {low.x - t, low.y + top * h, low.z - t * 0.9},
                {low.x + t, low.y + top * h, low.z - t * 0.9},
                {low.x - b + drift, low.y + bottom * h, low.z + b * 0.9},
                {low.x + b + drift, low.y + bottom * h, low.z + b * 0.9},
                {low.x - b + drift, low.y + bottom * h, low.z - b * 0.9},
                {low.x + b + drift, low.y + bottom * h, low.z - b * 0.9}},
               0.018 * h,
               colour,
               PixelPart::body);
    }

    /// A skirt from the waist to both knees, wherever they are.
    void skirt(double flare, const Rgb& colour)
    {
        s.straight();
        const Vec3& a = pose.knees_at[0];
        const Vec3& b = pose.knees_at[1];
        const double out = flare * w;
        const double front = std::max({a.x, b.x, low.x}) + 0.75 * out;
        const double back = std::min({a.x, b.x, low.x}) - 0.9 * out + 0.08 * w * swing;
        const double left = std::max(a.z, b.z) + 0.62 * out;
        const double right = std::min(a.z, b.z) - 0.62 * out;
        const double hem = std::min(a.y, b.y) - 0.01 * h;
        const double behind = std::min(hem, low.y - 0.1 * h);
        const double waist = low.y + 0.07 * h;
        s.hull({{low.x - w, waist, low.z + 0.9 * w},
                {low.x + w, waist, low.z + 0.9 * w},
                {low.x - w, waist, low.z - 0.9 * w},
                {low.x + w, waist, low.z - 0.9 * w},
                {back, behind, left},
                {front, hem, left},
                {back, behind, right},
                {front, hem, right}},
               0.018 * h,
               colour,
               PixelPart::body);
        if (pose.bent) {
            s.turn_about(low, pose.trunk);
        }
    }

    /// A flat piece in front or behind, between two heights over the hips.
    void panel(double along,
               double top,
               double half_top,
               double along_low,
               double bottom,
               double half_low,
               const Rgb& colour)
    {
        s.hull({{low.x + along * w, low.y + top * h, low.z + half_top * w},
                {low.x + along * w, low.y + top * h, low.z - half_top * w},
                {low.x + along_low * w, low.y + bottom * h, low.z + half_low * w},
                {low.x + along_low * w, low.y + bottom * h, low.z - half_low * w}},
               0.012 * h,
               colour,
               PixelPart::body);
    }

    void number() const
    {
        const double u = 0.22;
        for (const double front : {1.0, -1.0}) {
            const auto line = [&](double ya, double za, double yb, double zb) {
                seam(0.56 + ya, za * front, 0.56 + yb, zb * front, 0.014, accent, front);
            };
            switch (entity.genome.clothes % 3) {
            case 0: // 7
                line(u, 0.3, u, -0.3);
                line(u, -0.3, -u, 0.05);
                break;
            case 1: // 1
                line(u, 0, -u, 0);
                line(u, 0, u * 0.5, 0.22);
                break;
            default: // 4
                line(u, 0.2, -0.02, 0.32);
                line(-0.02, 0.32, -0.02, -0.32);
                line(u * 0.6, -0.12, -u, -0.12);
                break;
            }
        }
    }

    void sew();

private:
    Sculptor& s;
    const Pose& pose;
    const Entity& entity;
    double h;
    double w;
    Vec3 low, high;
    Rgb shirt, accent;
    double swing;
    double belly;
};

void Tailor::sew()
{
    const Rgb deep = mix(shirt, ink_dark, 0.4F);
    const double up = (high.y - low.y) / h;
    switch (entity.genome.pattern) {
    case plain:
        skirt(0.85, shirt);
        break;
    case stripes:
        for (const double share : {0.3, 0.55, 0.8}) {
            band(share, 0.017, accent);
        }
        break;
    case dots:
        for (const double front : {1.0, -1.0}) {
            button(0.78, 0.5 * front, 0.019, accent, front);
            button(0.78, -0.5 * front, 0.019, accent, front);
            button(0.55, 0.0, 0.019, accent, front);
            button(0.3, 0.55 * front, 0.019, accent, front);
            button(0.3, -0.55 * front, 0.019, accent, front);
        }
        for (const double side : {1.0, -1.0}) {
            s.spot(axis(0.5),
                   girth(0.5) * w * 1.03,
                   0,
                   0,
                   side,
                   0.019 * h,
                   0.019 * h,
                   accent,
                   PixelPart::body);
        }
        break;
    case coat:
        skirt(0.85, shirt);
        seam(0.95, 0.0, 0.1, 0.0, 0.006, deep);
        seam(1.0, 0.5, 0.6, 0.06, 0.014, deep);
        seam(1.0, -0.5, 0.6, -0.06, 0.014, deep);
        band(0.26, 0.014, deep, 1.12);
        break;
    case dress_cut:
        skirt(1.15, shirt);
        band(0.28, 0.018, accent, 1.06);
        button(0.95, 0.0, 0.03, accent);
        break;
    case overalls: {
        const Rgb denim = outfit_of(entity, measures_of(entity)).hips;
        band(0.18, 0.05, denim, 1.04);
        panel(1.16, 0.72 * up, 0.55, 1.06, 0.02, 0.75, denim);
        for (const double side : {0.5, -0.5}) {
            seam(0.72, side, 1.08, side * 1.1, 0.013, denim);
            seam(0.2, -side * 0.9, 1.05, side, 0.013, denim, -1);
        }
        s.spot(axis(0.52),
               1.3 * w,
               1,
               0,
               0,
               0.35 * w,
               0.022 * h,
               mix(denim, ink_dark, 0.35F),
               PixelPart::body);
        break;
    }
    case hooded:
        s.ellipsoid({high.x - 0.75 * w, high.y + 0.03 * h, high.z},
                    0.75 * w,
                    0.06 * h,
                    1.0 * w,
                    deep,
                    PixelPart::body);
        seam(0.98, 0.16, 0.62, 0.2, 0.006, linen);
        seam(0.98, -0.16, 0.66, -0.2, 0.006, linen);
        s.spot(axis(0.26),
               girth(0.26) * w * 1.03,
               1,
               0,
               0,
               0.7 * w,
               0.035 * h,
               mix(shirt, ink_dark, 0.22F),
               PixelPart::body);
        band(0.02, 0.016, mix(shirt, ink_dark, 0.22F), 1.1);
        break;
    case apron: {
        const Rgb cloth = luma(shirt) > 0.75F ? mix(accent, linen, 0.25F) : linen;
        panel(1.22, 0.78 * up, 0.5, 1.16, 0.28 * up, 0.72, cloth);
        panel(1.18, 0.3 * up, 0.85, 1.3, -0.2, 1.15, cloth);
        band(0.28, 0.011, cloth, 1.08);
        seam(0.8, 0.45, 1.1, 0.4, 0.011, cloth);
        seam(0.8, -0.45, 1.1, -0.4, 0.011, cloth);
        s.spot({low.x, low.y - 0.03 * h, low.z},
               1.42 * w,
               1,
               0,
               0,
               0.42 * w,
               0.022 * h,
               mix(cloth, ink_dark, 0.2F),
               PixelPart::body);
        break;
    }
    case suit: {
        const Rgb front = luma(shirt) > 0.75F ? hex(0xBFD3E6) : linen;
        s.spot(axis(0.86), 1.2 * w, 1, 0, 0, 0.42 * w, 0.075 * h, front, PixelPart::body);
        seam(1.1, 0.62, 0.42, 0.03, 0.012, deep);
        seam(1.1, -0.62, 0.42, -0.03, 0.012, deep);
        seam(1.0, 0, 0.5, 0, 0.014, apart(accent, front));
        seam(0.42, 0, 0.05, 0, 0.005, deep);
        button(0.32, 0.12, 0.01, deep);
        bell(0.08, -0.055, 1.0, 1.12, shirt);
        break;
    }
    case jersey:
        number();
        band(0.04, 0.016, accent, 1.1);
        break;
    case cape: {
        const double blow = 0.25 * swing + (entity.speed > 0 ? 1.1 : 0.25);
        panel(-1.1, up + 0.01, 1.15, -1.45 - blow, -0.3, 1.75, accent);
        s.ellipsoid({high.x, high.y + 0.012 * h, high.z},
                    1.02 * w,
                    0.024 * h,
                    1.1 * w,
                    accent,
                    PixelPart::body);
        band(0.2, 0.014, deep, 1.06);
        button(1.0, 0, 0.02, hex(0xF2C23D));
        break;
    }
    case waistcoat:
        s.spot(axis(0.9), 1.2 * w, 1, 0, 0, 0.3 * w, 0.06 * h, linen, PixelPart::body);
        seam(1.08, 0.4, 0.68, 0.02, 0.012, deep);
        seam(1.08, -0.4, 0.68, -0.02, 0.012, deep);
        for (const double share : {0.58, 0.4, 0.22}) {
            button(share, 0, 0.011, accent);
        }
        band(0.06, 0.014, deep, 1.08);
        break;
    case poncho:
        bell(up + 0.01, 0.3 * up, 0.7, 1.75, shirt);
        bell(0.46 * up, 0.34 * up, 1.56, 1.74, accent);
        bell(0.32 * up, 0.1 * up, 1.76, 1.95, shirt);
        break;
    default:
        break;
    }
}

} // namespace

void dress(Sculptor& s,
           const Entity& entity,
           const Moment& moment,
           const Measures& body,
           const Pose& pose,
           const Vec3& pelvis,
           const Vec3& chest)
{
    Tailor(s, entity, moment, body, pose, pelvis, chest).sew();
}

} // namespace rushlight::generation::world
