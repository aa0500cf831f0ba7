#pragma once

#include "generation/world/render/props.hpp"

#include <initializer_list>

namespace rushlight::generation::world {

/// Builds one prop at a spot, in units of the scene's scale: x right, y up, z towards the camera,
/// left and right exchanged where the scenery is mirrored.
class Builder {
public:
    Builder(Dresser& d, double x, double y, double z, bool distant = false)
        : d_(d)
        , scale_(distant ? 1 : d.scale)
        , sculptor_(place(d, x, y, z, distant))
    {
    }

    Solid& box(const Vec3& centre, const Vec3& half, const Rgb& colour, double top = 1)
    {
        const double round = 0.15 * std::min({half.x, half.y, half.z, 0.2});
        sculptor_.box(at(centre),
                      half.x * scale_,
                      half.y * scale_,
                      half.z * scale_,
                      round * scale_,
                      colour,
                      PixelPart::body,
                      top);
        return last();
    }

    Solid& rod(const Vec3& a, double ra, const Vec3& b, double rb, const Rgb& colour)
    {
        sculptor_.capsule(at(a), ra * scale_, at(b), rb * scale_, colour, PixelPart::body);
        return last();
    }

    Solid& ball(const Vec3& centre, const Vec3& half, const Rgb& colour)
    {
        sculptor_.ellipsoid(
            at(centre), half.x * scale_, half.y * scale_, half.z * scale_, colour, PixelPart::body);
        return last();
    }

    Solid& hull(std::initializer_list<Vec3> points, const Rgb& colour)
    {
        sculptor_.hull({}, 0.012 * scale_, colour, PixelPart::body);
        Solid& solid = last();
        for (const Vec3& point : points) {
            const Vec3 p = at(point);
            solid.points.at(solid.count++) = sculptor_.at(p.x, p.y, p.z);
        }
        return solid;
    }

    /// A rectangle that faces the camera, painted on its group.
    Solid& sheet(double left, double low, double right, double high, double z, const Rgb& colour)
    {
        Solid& solid =
            hull({{left, low, z}, {right, low, z}, {left, high, z}, {right, high, z}}, colour);
        solid.decal = true;
        return solid;
    }

    /// A stroke painted on its group.
    Solid& stroke(const Vec3& a, const Vec3& b, double thick, const Rgb& colour)
    {
        Solid& solid = rod(a, thick, b, thick, colour);
        solid.decal = true;
        return solid;
    }

    /// A disc that faces the camera, painted on its group.
    Solid& disc(const Vec3& centre, double wide, double high, const Rgb& colour)
    {
        Solid& solid = ball(centre, {wide, high, 0.001}, colour);
        solid.decal = true;
        return solid;
    }

    /// It hangs on the wall.
    void hang() { prop().on_wall = true; }

    void group(int number) { sculptor_.group = number; }

    [[nodiscard]] Prop& prop() { return d_.stage_.props.back(); }

private:
    static Sculptor place(Dresser& d, double x, double y, double z, bool distant)
    {
        const double scale = d.scale;
        d.scale = distant ? 1 : scale;
        const Sculptor sculptor = d.begin(x, y, z, distant);
        d.scale = scale;
        return sculptor;
    }

    [[nodiscard]] Vec3 at(const Vec3& p) const
    {
        return {d_.mirror_ * p.x * scale_, p.y * scale_, p.z * scale_};
    }

    Solid& last() { return prop().figure.back(); }

    Dresser& d_;
    double scale_;
    Sculptor sculptor_;
};

void add_ridge(Stage& stage,
               const Scene& scene,
               Ridge::Form form,
               double radius,
               double height,
               double frequency,
               const Rgb& colour,
               float air);
/// Walls and a ceiling without air between them; how high in units of the scene's scale.
void enclose(Stage& stage, const Rgb& walls, double high);
[[nodiscard]] bool is_dark(const Scene& scene);

/// Where things hang on the back wall of a room.
inline constexpr double wall_z = 3.5;
inline constexpr double room_high = 3.4;

/// What is seen through a window.
enum class Outlook : std::uint8_t { garden, city };

/// The hour is seen through it; half its width and height.
void window(
    Dresser& d, const Scene& scene, double x, double y, double w, double h, Outlook outlook);
/// Two in the side wall that the key comes through, and the sun on the floor.
void side_windows(Dresser& d, const Scene& scene);
void wall_clock(Dresser& d, double x, double y);
/// A lamp on a cord.
void hanging_lamp(Dresser& d, double x, double y, double z, const Rgb& shade, bool on);
/// A panel up to a height along the back wall, with a dark foot.
void wainscot(Dresser& d, double high, const Rgb& colour);
void door(Dresser& d, double x, const Rgb& wood);
/// Half its width and depth.
void table(Dresser& d, double x, double z, double w, double deep, double h, const Rgb& wood);
/// back 1: its back is towards the camera; −1: away from it.
void chair(Dresser& d, double x, double z, const Rgb& wood, double back);

/// What lies on the ground, for a camera that looks straight down.
void litter(Dresser& d, const Scene& scene);

/// The shadows of what stands on the ground.
void shade_ground(Dresser& d, const Scene& scene);

// What the places of world v1 hold, their ground and their light.
void furnish_kitchen(Dresser& d, const Scene& scene);
void furnish_office(Dresser& d, const Scene& scene);
void furnish_classroom(Dresser& d, const Scene& scene);
void set_theatre(Dresser& d, const Scene& scene);
void set_space(Dresser& d, const Scene& scene);
void set_underwater(Dresser& d, const Scene& scene);
void set_rooftop(Dresser& d, const Scene& scene);
void set_road(Dresser& d, const Scene& scene);

} // namespace rushlight::generation::world
