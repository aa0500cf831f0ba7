#include "generation/world/render/figures.hpp"

#include "generation/world/render/animal_parts.hpp"
#include "generation/world/render/modeller.hpp"
#include "generation/world/render/people.hpp"

#include <algorithm>
#include <cmath>

namespace rushlight::generation::world {

Vec3 centre_of(const Solid& solid)
{
    if (solid.form == Solid::Form::capsule) {
        return mix(solid.a, solid.b, 0.5);
    }
    if (solid.form == Solid::Form::ellipsoid) {
        return solid.a;
    }
    Vec3 sum;
    for (std::size_t i = 0; i < solid.count; ++i) {
        sum = sum + solid.points[i];
    }
    return sum * (1.0 / static_cast<double>(solid.count));
}

Sculptor::Sculptor(Figure& figure, const Vec3& root, double heading, const Vec3& eye)
    : figure_(figure)
    , root_(root)
    , along_{std::cos(heading), 0, std::sin(heading)}
    , side_{std::sin(heading), 0, -std::cos(heading)}
    , eye_(eye)
{
}

Turn turned_by(double yaw, double pitch, double roll)
{
    const Turn yawed{
        {std::cos(yaw), 0, std::sin(yaw)}, {0, 1, 0}, {-std::sin(yaw), 0, std::cos(yaw)}};
    const Turn pitched{
        {std::cos(pitch), std::sin(pitch), 0}, {-std::sin(pitch), std::cos(pitch), 0}, {0, 0, 1}};
    const Turn rolled{
        {1, 0, 0}, {0, std::cos(roll), std::sin(roll)}, {0, -std::sin(roll), std::cos(roll)}};
    return yawed * (pitched * rolled);
}

void Sculptor::turn_about(const Vec3& pivot, const Turn& turn)
{
    joint_ = pivot;
    turn_ = turn;
    turning_ = true;
}

void Sculptor::turn_head(const Vec3& pivot, double yaw, double nod)
{
    turning_ = false;
    if (yaw != 0 || nod != 0) {
        turn_about(pivot, turned_by(-yaw, nod, 0));
    }
}

void Sculptor::straight()
{
    turning_ = false;
}

void Sculptor::shift(const Vec3& by)
{
    shift_ = by;
}

Vec3 Sculptor::turned(const Vec3& place) const
{
    const Vec3 point = turning_ ? joint_ + turn_ * (place - joint_) : place;
    if (pitch_ == 0) {
        return point + shift_;
    }
    const double x = point.x - pivot_.x;
    const double y = point.y - pivot_.y;
    return Vec3{pivot_.x + x * std::cos(pitch_) - y * std::sin(pitch_),
                pivot_.y + x * std::sin(pitch_) + y * std::cos(pitch_),
                point.z} +
           shift_;
}

Vec3 Sculptor::at(double along, double up, double side) const
{
    const Vec3 p = turned({along, up, side});
    return root_ + along_ * (p.x * wide_) + Vec3{0, p.y * high_, 0} + side_ * (p.z * wide_);
}

void Sculptor::pitch_about(const Vec3& pivot, double radians)
{
    pivot_ = pivot;
    pitch_ = radians;
}

void Sculptor::squash_about_root(double amount)
{
    high_ = 1 - 0.28 * amount;
    wide_ = 1 / std::sqrt(high_);
}

void Sculptor::capsule(
    const Vec3& a, double ra, const Vec3& b, double rb, const Rgb& colour, PixelPart part)
{
    Solid solid;
    solid.form = Solid::Form::capsule;
    solid.a = at(a.x, a.y, a.z);
    solid.b = at(b.x, b.y, b.z);
    solid.ra = ra;
    solid.rb = rb;
    solid.colour = colour;
    solid.part = part;
    solid.group = group;
    figure_.push_back(solid);
}

void Sculptor::ellipsoid(
    const Vec3& centre, double along, double up, double side, const Rgb& colour, PixelPart part)
{
    Solid solid;
    solid.form = Solid::Form::ellipsoid;
    solid.a = at(centre.x, centre.y, centre.z);
    solid.axes[0] = at(centre.x + along, centre.y, centre.z) - solid.a;
    solid.axes[1] = at(centre.x, centre.y + up, centre.z) - solid.a;
    solid.axes[2] = at(centre.x, centre.y, centre.z + side) - solid.a;
    solid.colour = colour;
    solid.part = part;
    solid.group = group;
    figure_.push_back(solid);
}

void Sculptor::box(const Vec3& c,
                   double along,
                   double up,
                   double side,
                   double round,
                   const Rgb& colour,
                   PixelPart part,
                   double top)
{
    Solid solid;
    solid.form = Solid::Form::hull;
    solid.ra = round;
    const double x = along - round;
    const double y = up - round;
    const double z = side - round;
    for (const double sx : {-1.0, 1.0}) {
        for (const double sz : {-1.0, 1.0}) {
            solid.points[solid.count++] = at(c.x + sx * x, c.y - y, c.z + sz * z);
            solid.points[solid.count++] = at(c.x + sx * x * top, c.y + y, c.z + sz * z * top);
        }
    }
    solid.colour = colour;
    solid.part = part;
    solid.group = group;
    figure_.push_back(solid);
}

void Sculptor::hull(std::initializer_list<Vec3> points,
                    double round,
                    const Rgb& colour,
                    PixelPart part)
{
    Solid solid;
    solid.form = Solid::Form::hull;
    solid.ra = round;
    for (const Vec3& point : points) {
        solid.points.at(solid.count++) = at(point.x, point.y, point.z);
    }
    solid.colour = colour;
    solid.part = part;
    solid.group = group;
    figure_.push_back(solid);
}

void Sculptor::spot(const Vec3& centre,
                    double radius,
                    double along,
                    double up,
                    double side,
                    double wide,
                    double high,
                    const Rgb& colour,
                    PixelPart part)
{
    const double norm = std::sqrt(along * along + up * up + side * side);
    const Vec3 n{along / norm, up / norm, side / norm};
    const Vec3 middle =
        at(centre.x + n.x * radius, centre.y + n.y * radius, centre.z + n.z * radius);
    const Vec3 normal = middle - at(centre.x, centre.y, centre.z);
    if (dot(normal, eye_ - middle) <= 0.12 * length(normal) * length(eye_ - middle)) {
        return;
    }
    // Tangents of the ball: level and upright.
    const double flat = std::sqrt(n.x * n.x + n.z * n.z) + 1e-9;
    const Vec3 level{-n.z / flat, 0, n.x / flat};
    const Vec3 upright{-n.y * n.x / flat, flat, -n.y * n.z / flat};
    Solid solid;
    solid.form = Solid::Form::ellipsoid;
    solid.a = middle;
    const Vec3 zero = at(0, 0, 0);
    solid.axes[0] = (at(level.x, level.y, level.z) - zero) * wide;
    solid.axes[1] = (at(upright.x, upright.y, upright.z) - zero) * high;
    solid.colour = colour;
    solid.part = part;
    solid.group = group;
    solid.decal = true;
    figure_.push_back(solid);
}

void Sculptor::stroke(const Vec3& centre,
                      double radius,
                      const Vec3& from,
                      const Vec3& to,
                      double thick,
                      const Rgb& colour,
                      PixelPart part)
{
    const auto on_ball = [&](const Vec3& direction) {
        const Vec3 p = centre + direction * (radius / length(direction));
        return at(p.x, p.y, p.z);
    };
    const Vec3 middle = on_ball(from + to);
    const Vec3 normal = middle - at(centre.x, centre.y, centre.z);
    if (dot(normal, eye_ - middle) <= 0.12 * length(normal) * length(eye_ - middle)) {
        return;
    }
    Solid solid;
    solid.a = on_ball(from);
    solid.b = on_ball(to);
    solid.ra = thick;
    solid.rb = thick;
    solid.colour = colour;
    solid.part = part;
    solid.group = group;
    solid.decal = true;
    figure_.push_back(solid);
}

PixelClass class_of(Kind kind)
{
    switch (kind) {
    case Kind::person:
        return PixelClass::person;
    case Kind::child:
        return PixelClass::child;
    case Kind::robot:
        return PixelClass::robot;
    case Kind::dog:
        return PixelClass::dog;
    case Kind::cat:
        return PixelClass::cat;
    case Kind::horse:
        return PixelClass::horse;
    case Kind::rabbit:
        return PixelClass::rabbit;
    case Kind::bird:
        return PixelClass::bird;
    case Kind::car:
        return PixelClass::car;
    case Kind::boat:
        return PixelClass::boat;
    case Kind::ball:
        return PixelClass::ball;
    case Kind::balloon:
        return PixelClass::balloon;
    case Kind::lantern:
        return PixelClass::lantern;
    default:
        break;
    }
    return kind < Kind::car ? PixelClass::animal
                            : (kind < Kind::ball ? PixelClass::vehicle : PixelClass::prop);
}

Figure figure_of(const Entity& entity, double seconds, const Vec3& eye)
{
    const Moment moment = moment_at(entity, seconds);
    Figure figure;
    figure.reserve(40);
    const double sunk = draught(entity);
    const Vec3 root = moment.root + Vec3{0, moment.lift - sunk, 0};
    Sculptor sculptor(figure, root, moment.heading, eye);
    switch (entity.kind) {
    case Kind::person:
    case Kind::child:
    case Kind::robot:
        sculpt_person(sculptor, entity, moment);
        // Faces blink and talk: their decals come last, so that no other solid's place in the
        // figure depends on them. (World v0's stay where its flow has them.)
        if (beyond_v0(entity)) {
            std::stable_partition(
                figure.begin(), figure.end(), [](const Solid& solid) { return !solid.decal; });
        }
        break;
    case Kind::dog:
    case Kind::cat:
    case Kind::horse:
    case Kind::rabbit:
    case Kind::bird:
        sculpt_animal(sculptor, entity, moment);
        break;
    case Kind::fish:
    case Kind::duck:
    case Kind::snake:
        sculpt_small_animal(sculptor, entity, moment);
        break;
    case Kind::cow:
    case Kind::elephant:
        sculpt_big_animal(sculptor, entity, moment);
        break;
    case Kind::bear:
    case Kind::dinosaur:
        sculpt_upright_animal(sculptor, entity, moment);
        break;
    case Kind::car:
    case Kind::boat:
    case Kind::ball:
    case Kind::balloon:
    case Kind::lantern:
        sculpt_thing(sculptor, entity, moment);
        break;
    default:
        sculpt_new_thing(figure, entity, moment, eye);
        break;
    }
    if (sunk > 0) {
        keep_above(figure, moment.root.y);
        ripples(figure, entity, moment);
    }
    return figure;
}

} // namespace rushlight::generation::world
