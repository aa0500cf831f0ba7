#pragma once

#include "generation/world/render/figures.hpp"

#include <cmath>
#include <initializer_list>
#include <span>

namespace rushlight::generation::world {

// Materials of things.
inline constexpr Rgb soot = hex(0x25262D);
inline constexpr Rgb pane = hex(0xBFD9E6);
inline constexpr Rgb steel = hex(0xC9CED3);
inline constexpr Rgb brass = hex(0xE3B341);
inline constexpr Rgb timber = hex(0xA9774A);
inline constexpr Rgb paper = hex(0xF7F3EA);

// Directions of a body.
inline constexpr Vec3 forward{1, 0, 0};
inline constexpr Vec3 backward{-1, 0, 0};
inline constexpr Vec3 upward{0, 1, 0};
inline constexpr Vec3 leftward{0, 0, 1};
inline constexpr Vec3 rightward{0, 0, -1};

/// A point around the upright axis; angle 0 lies ahead.
[[nodiscard]] inline Vec3 around(double angle, double radius, double up)
{
    return {radius * std::cos(angle), up, radius * std::sin(angle)};
}

/// Builds solids in a body's own axes, which can be turned piece by piece: x along (forward), y up,
/// z side (its left). Whatever faces away is hidden, not left out: the number of solids never
/// changes.
class Modeller {
public:
    /// A turned set of axes: what follows is built in it.
    struct Frame {
        Vec3 origin;
        Vec3 along, up, side;
    };

    Modeller(Figure& figure, const Vec3& root, double heading, const Vec3& eye);

    [[nodiscard]] Vec3 at(const Vec3& point) const;
    [[nodiscard]] Vec3 way(const Vec3& direction) const;

    /// 1 where the eye is on the left of the body's middle plane, −1 on its right: the side whose
    /// decals show.
    [[nodiscard]] double near_side() const;

    /// Turns what follows about an axis of unit length through a point, on top of earlier turns:
    /// about z the front rises, about x the left side falls, about y it turns to its right.
    void turn(const Vec3& pivot, const Vec3& axis, double radians);
    void squash(double amount);

    void rod(const Vec3& a, double ra, const Vec3& b, double rb, const Rgb& colour, PixelPart part);
    void rod(const Vec3& a, const Vec3& b, double radius, const Rgb& colour, PixelPart part);
    /// Rods from point to point.
    void wire(std::span<const Vec3> points, double radius, const Rgb& colour, PixelPart part);
    /// A ring of rods around `normal`, open inside.
    void ring(const Vec3& centre,
              const Vec3& normal,
              double radius,
              double thickness,
              int pieces,
              const Rgb& colour,
              PixelPart part);
    /// Half axes along, up, side.
    void ball(const Vec3& centre, const Vec3& half, const Rgb& colour, PixelPart part);
    void block(const Vec3& centre,
               const Vec3& half,
               double round,
               const Rgb& colour,
               PixelPart part,
               double top = 1);
    void hull(std::span<const Vec3> points, double round, const Rgb& colour, PixelPart part);
    void hull(std::initializer_list<Vec3> points, double round, const Rgb& colour, PixelPart part);
    /// A plate of half thickness `half` along its side: a convex outline (x along, y up) of at most
    /// six points.
    void plate(std::initializer_list<std::array<double, 2>> outline,
               double side,
               double half,
               const Rgb& colour,
               PixelPart part);
    /// A cylinder or the stump of a cone.
    void
    tube(const Vec3& a, double ra, const Vec3& b, double rb, const Rgb& colour, PixelPart part);

    /// A tube with a band of another colour around it, from one share of its length to another.
    void banded_tube(const Vec3& a,
                     double ra,
                     const Vec3& b,
                     double rb,
                     const std::array<double, 2>& shares,
                     const Rgb& colour,
                     const Rgb& band,
                     PixelPart part);

    // Decals, painted on their group; only seen from the side that `normal` points to.
    void oval(const Vec3& centre,
              const Vec3& normal,
              double wide,
              double high,
              const Rgb& colour,
              PixelPart part);
    void patch(std::initializer_list<Vec3> points,
               const Vec3& normal,
               const Rgb& colour,
               PixelPart part);
    void mark(const Vec3& a,
              const Vec3& b,
              double radius,
              const Vec3& normal,
              const Rgb& colour,
              PixelPart part);

    /// A wheel; on the near side (z of the sign of `outward`) with a hub of `spokes` marks.
    void wheel(const Vec3& hub,
               double radius,
               double half_width,
               double outward,
               double roll,
               int spokes,
               const Rgb& rim);

    /// What was built last gives its own light.
    void light_up();
    /// What was built last is as thin as air; 0 hides it.
    void fade(float alpha);

    Frame frame;
    int group = 0;

private:
    Solid& added(Solid::Form form, const Rgb& colour, PixelPart part);
    /// Covers the joints of the rods from `first` on, so that their shade is one.
    void smooth(std::size_t first);
    void make_decal(Solid& solid, const Vec3& point, const Vec3& normal);

    Figure& figure_;
    Vec3 eye_;
};

void sculpt_long_vehicle(Modeller& modeller, const Entity& entity, const Moment& moment);
void sculpt_two_wheels(Modeller& modeller, const Entity& entity, const Moment& moment);
void sculpt_aircraft(Modeller& modeller, const Entity& entity, const Moment& moment);
void sculpt_furniture(Modeller& modeller, const Entity& entity, const Moment& moment);
void sculpt_tableware(Modeller& modeller, const Entity& entity, const Moment& moment);
void sculpt_belonging(Modeller& modeller, const Entity& entity, const Moment& moment);
void sculpt_desk_thing(Modeller& modeller, const Entity& entity, const Moment& moment);
void sculpt_outdoor_thing(Modeller& modeller, const Entity& entity, const Moment& moment);
void sculpt_instrument(Modeller& modeller, const Entity& entity, const Moment& moment);

/// A vehicle or prop that v0 does not have.
void sculpt_new_thing(Figure& figure, const Entity& entity, const Moment& moment, const Vec3& eye);

} // namespace rushlight::generation::world
