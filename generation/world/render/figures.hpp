#pragma once

#include "generation/world/motion.hpp"
#include "generation/world/render/palette.hpp"
#include "generation/world/render/renderer.hpp"
#include "generation/world/scene.hpp"

#include <array>
#include <vector>

namespace rushlight::generation::world {

/// One solid of a figure, in world metres.
struct Solid {
    enum class Form : std::uint8_t { capsule, ellipsoid, hull };
    static constexpr std::size_t most_points = 12;

    Form form = Form::capsule;
    Vec3 a, b; ///< capsule ends; ellipsoid centre in a
    double ra = 0;
    double rb = 0;
    std::array<Vec3, 3> axes{};             ///< ellipsoid
    std::array<Vec3, most_points> points{}; ///< hull, rounded by ra
    std::size_t count = 0;
    Rgb colour;
    PixelPart part = PixelPart::body;
    int group = 0;      ///< solids of a group share one outline and one depth
    bool decal = false; ///< painted on its group: no outline, no shading
    bool glow = false;  ///< gives its own light
    float alpha = 1;
};

/// The middle of a solid.
[[nodiscard]] Vec3 centre_of(const Solid& solid);

using Figure = std::vector<Solid>;

/// An entity's body at an instant. `eye`: where the camera stands (decals on the far side are left
/// out). The number and order of the solids depend on it only through decals.
[[nodiscard]] Figure figure_of(const Entity& entity, double seconds, const Vec3& eye);

[[nodiscard]] PixelClass class_of(Kind kind);

/// A rotation in a body's own axes: where its three axes go.
struct Turn {
    Vec3 along{1, 0, 0};
    Vec3 up{0, 1, 0};
    Vec3 side{0, 0, 1};

    Vec3 operator*(const Vec3& v) const { return along * v.x + up * v.y + side * v.z; }

    Turn operator*(const Turn& first) const
    {
        return {*this * first.along, *this * first.up, *this * first.side};
    }
};

/// Radians: yaw to its left, pitch lifts the front, roll tilts to its left. First roll, then pitch,
/// then yaw.
[[nodiscard]] Turn turned_by(double yaw, double pitch, double roll);

/// Builds solids in a body's own axes: along (forward), up, side (its left), from a root.
class Sculptor {
public:
    Sculptor(Figure& figure, const Vec3& root, double heading, const Vec3& eye);

    [[nodiscard]] Vec3 at(double along, double up, double side) const;
    void
    capsule(const Vec3& a, double ra, const Vec3& b, double rb, const Rgb& colour, PixelPart part);
    /// Half axes along, up, side.
    void ellipsoid(const Vec3& centre,
                   double along,
                   double up,
                   double side,
                   const Rgb& colour,
                   PixelPart part);
    /// Axis-aligned (in the body's axes) box with rounded edges; `top` scales its upper face.
    void box(const Vec3& centre,
             double along,
             double up,
             double side,
             double round,
             const Rgb& colour,
             PixelPart part,
             double top = 1);
    void hull(std::initializer_list<Vec3> points, double round, const Rgb& colour, PixelPart part);
    /// A flat ellipse on the surface of a ball around `centre`: seen only from its side.
    void spot(const Vec3& centre,
              double radius,
              double along,
              double up,
              double side,
              double wide,
              double high,
              const Rgb& colour,
              PixelPart part = PixelPart::face);
    /// A line on the surface of a ball around `centre`, between two directions from it (along, up,
    /// side): seen only from its side.
    void stroke(const Vec3& centre,
                double radius,
                const Vec3& from,
                const Vec3& to,
                double thick,
                const Rgb& colour,
                PixelPart part = PixelPart::face);
    /// Turns what follows about a point, before any pitch, until `straight`.
    void turn_about(const Vec3& pivot, const Turn& turn);
    void straight();
    /// Moves everything that follows, after any pitch.
    void shift(const Vec3& by);
    /// Turns everything that follows about a point: pitch lifts the front.
    void pitch_about(const Vec3& pivot, double radians);
    /// The same for a head on its neck: yaw as Entity::gaze, nod lifts.
    void turn_head(const Vec3& pivot, double yaw, double nod);
    void squash_about_root(double amount);

    int group = 0;

private:
    Vec3 turned(const Vec3& point) const;
    Figure& figure_;
    Vec3 root_;
    Vec3 along_, side_;
    Vec3 eye_;
    Vec3 pivot_;
    double pitch_ = 0;
    Vec3 shift_;
    Vec3 joint_;
    Turn turn_;
    bool turning_ = false;
    double wide_ = 1;
    double high_ = 1;
};

void sculpt_person(Sculptor& sculptor, const Entity& entity, const Moment& moment);
void sculpt_animal(Sculptor& sculptor, const Entity& entity, const Moment& moment);
/// Fish, ducks and snakes; cows and elephants; bears and dinosaurs.
void sculpt_small_animal(Sculptor& sculptor, const Entity& entity, const Moment& moment);
void sculpt_big_animal(Sculptor& sculptor, const Entity& entity, const Moment& moment);
void sculpt_upright_animal(Sculptor& sculptor, const Entity& entity, const Moment& moment);
void sculpt_thing(Sculptor& sculptor, const Entity& entity, const Moment& moment);

} // namespace rushlight::generation::world
