#include "generation/world/render/modeller.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace rushlight::generation::world {

namespace {

constexpr double pi = std::numbers::pi;

/// Rodrigues' rotation about an axis of unit length.
Vec3 rotated(const Vec3& v, const Vec3& axis, double radians)
{
    const double c = std::cos(radians);
    return v * c + cross(axis, v) * std::sin(radians) + axis * (dot(axis, v) * (1 - c));
}

Vec3 unit(const Vec3& v)
{
    return v * (1 / std::max(length(v), 1e-12));
}

/// Two directions across a normal: level, and upright where it can be.
std::array<Vec3, 2> across(const Vec3& normal)
{
    const double flat = std::hypot(normal.x, normal.z);
    if (flat < 1e-6) {
        return {Vec3{1, 0, 0}, Vec3{0, 0, 1}};
    }
    const Vec3 level{-normal.z / flat, 0, normal.x / flat};
    return {level, unit(cross(normal, level))};
}

} // namespace

Modeller::Modeller(Figure& figure, const Vec3& root, double heading, const Vec3& eye)
    : frame{root,
            {std::cos(heading), 0, std::sin(heading)},
            {0, 1, 0},
            {std::sin(heading), 0, -std::cos(heading)}}
    , figure_(figure)
    , eye_(eye)
{
}

Vec3 Modeller::way(const Vec3& d) const
{
    return frame.along * d.x + frame.up * d.y + frame.side * d.z;
}

Vec3 Modeller::at(const Vec3& point) const
{
    return frame.origin + way(point);
}

double Modeller::near_side() const
{
    return dot(frame.side, eye_ - frame.origin) >= 0 ? 1 : -1;
}

void Modeller::turn(const Vec3& pivot, const Vec3& axis, double radians)
{
    const Vec3 origin = at(pivot - rotated(pivot, axis, radians));
    const Vec3 along = way(rotated({1, 0, 0}, axis, radians));
    const Vec3 up = way(rotated({0, 1, 0}, axis, radians));
    const Vec3 side = way(rotated({0, 0, 1}, axis, radians));
    frame = {origin, along, up, side};
}

void Modeller::squash(double amount)
{
    const double high = 1 - 0.28 * amount;
    const double wide = 1 / std::sqrt(high);
    frame.up = frame.up * high;
    frame.along = frame.along * wide;
    frame.side = frame.side * wide;
}

Solid& Modeller::added(Solid::Form form, const Rgb& colour, PixelPart part)
{
    Solid& solid = figure_.emplace_back();
    solid.form = form;
    solid.colour = colour;
    solid.part = part;
    solid.group = group;
    return solid;
}

void Modeller::make_decal(Solid& solid, const Vec3& point, const Vec3& normal)
{
    solid.decal = true;
    const Vec3 outward = way(normal);
    const Vec3 sight = eye_ - at(point);
    solid.alpha = dot(outward, sight) > 0.04 * length(outward) * length(sight) ? 1 : 0;
}

void Modeller::rod(
    const Vec3& a, double ra, const Vec3& b, double rb, const Rgb& colour, PixelPart part)
{
    Solid& solid = added(Solid::Form::capsule, colour, part);
    solid.a = at(a);
    solid.b = at(b);
    solid.ra = ra;
    solid.rb = rb;
}

void Modeller::rod(const Vec3& a, const Vec3& b, double radius, const Rgb& colour, PixelPart part)
{
    rod(a, radius, b, radius, colour, part);
}

void Modeller::wire(std::span<const Vec3> points, double radius, const Rgb& colour, PixelPart part)
{
    const std::size_t first = figure_.size();
    for (std::size_t i = 0; i + 1 < points.size(); ++i) {
        rod(points[i], points[i + 1], radius, colour, part);
    }
    smooth(first);
}

void Modeller::smooth(std::size_t first)
{
    const std::size_t end = figure_.size();
    for (std::size_t i = first; i < end; ++i) {
        Solid core = figure_[i];
        core.ra *= 0.7;
        core.rb *= 0.7;
        core.decal = true;
        figure_.push_back(core);
    }
}

void Modeller::ring(const Vec3& centre,
                    const Vec3& normal,
                    double radius,
                    double thickness,
                    int pieces,
                    const Rgb& colour,
                    PixelPart part)
{
    const auto [level, upright] = across(normal);
    const auto point = [&, u = level, v = upright](int i) {
        const double a = 2 * pi * i / pieces;
        return centre + u * (radius * std::cos(a)) + v * (radius * std::sin(a));
    };
    const std::size_t first = figure_.size();
    for (int i = 0; i < pieces; ++i) {
        rod(point(i), point(i + 1), thickness, colour, part);
    }
    if (thickness > 0.1 * radius) {
        smooth(first);
    }
}

void Modeller::ball(const Vec3& centre, const Vec3& half, const Rgb& colour, PixelPart part)
{
    Solid& solid = added(Solid::Form::ellipsoid, colour, part);
    solid.a = at(centre);
    solid.axes = {way({half.x, 0, 0}), way({0, half.y, 0}), way({0, 0, half.z})};
}

void Modeller::block(
    const Vec3& c, const Vec3& half, double round, const Rgb& colour, PixelPart part, double top)
{
    Solid& solid = added(Solid::Form::hull, colour, part);
    solid.ra = round;
    const Vec3 h = half - Vec3{round, round, round};
    for (const double x : {-h.x, h.x}) {
        for (const double z : {-h.z, h.z}) {
            solid.points[solid.count++] = at({c.x + x, c.y - h.y, c.z + z});
            solid.points[solid.count++] = at({c.x + x * top, c.y + h.y, c.z + z * top});
        }
    }
}

void Modeller::hull(std::span<const Vec3> points, double round, const Rgb& colour, PixelPart part)
{
    Solid& solid = added(Solid::Form::hull, colour, part);
    solid.ra = round;
    for (const Vec3& point : points) {
        solid.points.at(solid.count++) = at(point);
    }
}

void Modeller::hull(std::initializer_list<Vec3> points,
                    double round,
                    const Rgb& colour,
                    PixelPart part)
{
    hull(std::span<const Vec3>(points.begin(), points.size()), round, colour, part);
}

void Modeller::plate(std::initializer_list<std::array<double, 2>> outline,
                     double side,
                     double half,
                     const Rgb& colour,
                     PixelPart part)
{
    Solid& solid = added(Solid::Form::hull, colour, part);
    for (const auto& [x, y] : outline) {
        solid.points.at(solid.count++) = at({x, y, side - half});
        solid.points.at(solid.count++) = at({x, y, side + half});
    }
}

void Modeller::tube(
    const Vec3& a, double ra, const Vec3& b, double rb, const Rgb& colour, PixelPart part)
{
    Solid& solid = added(Solid::Form::hull, colour, part);
    const Vec3 from = at(a);
    const Vec3 to = at(b);
    const Vec3 axis = unit(to - from);
    const Vec3 sight = unit(eye_ - mix(from, to, 0.5));
    Vec3 level = cross(axis, sight);
    level = length(level) < 1e-6 ? frame.along : unit(level);
    const Vec3 beyond = cross(axis, level); // away from the eye
    const double facing = dot(axis, sight);
    const double apart = length(to - from) * std::sqrt(std::max(0.0, 1 - facing * facing));
    const double flat = std::abs(facing);
    const bool only_to = rb * flat >= apart + ra * flat;
    if (only_to || ra * flat >= apart + rb * flat) { // one rim hides all of the rest
        solid.form = Solid::Form::ellipsoid;
        solid.a = only_to ? to : from;
        solid.axes = {level * (only_to ? rb : ra), beyond * (only_to ? rb : ra), Vec3{}};
        return;
    }
    // The outer half of either rim.
    constexpr int half = static_cast<int>(Solid::most_points / 2);
    for (int i = 0; i < half; ++i) {
        const double turned = pi * i / (half - 1) * (facing >= 0 ? 1 : -1);
        const Vec3 out = level * std::cos(turned);
        const Vec3 over = beyond * std::sin(turned);
        solid.points[solid.count++] = to + (out + over) * rb;
        solid.points[solid.count++] = from + (out - over) * ra;
    }
}

void Modeller::banded_tube(const Vec3& a,
                           double ra,
                           const Vec3& b,
                           double rb,
                           const std::array<double, 2>& shares,
                           const Rgb& colour,
                           const Rgb& band,
                           PixelPart part)
{
    // Three tubes end to end: what is nearer covers the other's rim, seen from anywhere.
    const auto point = [&](double share) {
        return mix(a, b, share);
    };
    const auto radius = [&](double share) {
        return ra + (rb - ra) * share;
    };
    const auto [from, to] = shares;
    tube(a, ra, point(from), radius(from), colour, part);
    tube(
        point(from), 1.02 * radius(from), point(to), 1.02 * radius(to), band, PixelPart::accessory);
    tube(point(to), radius(to), b, rb, colour, part);
}

void Modeller::oval(const Vec3& centre,
                    const Vec3& normal,
                    double wide,
                    double high,
                    const Rgb& colour,
                    PixelPart part)
{
    Solid& solid = added(Solid::Form::ellipsoid, colour, part);
    const auto [level, upright] = across(unit(normal));
    solid.a = at(centre);
    solid.axes[0] = way(level * wide);
    solid.axes[1] = way(upright * high);
    make_decal(solid, centre, normal);
}

void Modeller::patch(std::initializer_list<Vec3> points,
                     const Vec3& normal,
                     const Rgb& colour,
                     PixelPart part)
{
    hull(points, 0, colour, part);
    make_decal(figure_.back(), *points.begin(), normal);
}

void Modeller::mark(const Vec3& a,
                    const Vec3& b,
                    double radius,
                    const Vec3& normal,
                    const Rgb& colour,
                    PixelPart part)
{
    rod(a, b, radius, colour, part);
    make_decal(figure_.back(), a, normal);
}

void Modeller::wheel(const Vec3& hub,
                     double radius,
                     double half_width,
                     double outward,
                     double roll,
                     int spokes,
                     const Rgb& rim)
{
    const Vec3 normal{0, 0, outward > 0 ? 1.0 : -1.0};
    const Vec3 face = hub + normal * (0.9 * half_width);
    ball(hub, {radius, radius, half_width}, soot, PixelPart::wheel);
    if (outward * near_side() < 0) {
        return;
    }
    oval(face, normal, 0.62 * radius, 0.62 * radius, rim, PixelPart::wheel);
    for (int i = 0; i < spokes; ++i) {
        const double angle = pi * i / spokes - roll;
        const Vec3 end{0.52 * radius * std::cos(angle), 0.52 * radius * std::sin(angle), 0};
        mark(face - end, face + end, 0.07 * radius, normal, soot, PixelPart::wheel);
    }
    if (spokes > 1) {
        oval(face, normal, 0.17 * radius, 0.17 * radius, soot, PixelPart::wheel);
    }
}

void Modeller::light_up()
{
    figure_.back().glow = true;
}

void Modeller::fade(float alpha)
{
    figure_.back().alpha = alpha;
}

void sculpt_new_thing(Figure& figure, const Entity& entity, const Moment& moment, const Vec3& eye)
{
    const bool vehicle = entity.kind < Kind::ball;
    // Things that look at nobody are shown from three quarters: their face turns to the camera.
    double shown = 0;
    if (!vehicle && entity.action != Action::roll) {
        switch (entity.kind) {
        case Kind::flag:
            shown = 0.35;
            break;
        case Kind::book:
            shown = 1.2;
            break;
        case Kind::table:
        case Kind::ladder:
        case Kind::box:
            shown = 0.5;
            break;
        default:
            shown = 0.8;
            break;
        }
    }
    double sign = entity.direction == Direction::right ? -1 : 1;
    if (entity.direction == Direction::toward || entity.direction == Direction::away) {
        // The wind blows a flag to one side: from its edge one would not know it.
        sign = entity.kind != Kind::flag ? 0 : entity.genome.clothes % 2 == 0 ? 3 : -3;
    }
    const Vec3 root = moment.root + Vec3{0, moment.lift, 0};
    Modeller modeller(figure, root, moment.heading + sign * shown, eye);
    modeller.squash(moment.squash);
    if (entity.action == Action::fall) { // it tilts as it falls, and never into the ground
        const double reach = std::max(height_of(entity), length_of(entity)) / 2;
        const double tilt = 0.5 * moment.lift / (moment.lift + reach);
        modeller.turn({0, 0, 0}, {0, 0, 1}, entity.genome.tempo < 0.5 ? tilt : -tilt);
    }
    switch (entity.kind) {
    case Kind::truck:
    case Kind::bus:
    case Kind::train:
        sculpt_long_vehicle(modeller, entity, moment);
        break;
    case Kind::bicycle:
    case Kind::motorcycle:
        sculpt_two_wheels(modeller, entity, moment);
        break;
    case Kind::aeroplane:
    case Kind::helicopter:
    case Kind::rocket:
        sculpt_aircraft(modeller, entity, moment);
        break;
    case Kind::box:
    case Kind::chair:
    case Kind::table:
    case Kind::lamp:
    case Kind::clock:
    case Kind::ladder:
        sculpt_furniture(modeller, entity, moment);
        break;
    case Kind::cup:
    case Kind::bottle:
    case Kind::candle:
    case Kind::cake:
    case Kind::apple:
        sculpt_tableware(modeller, entity, moment);
        break;
    case Kind::bag:
    case Kind::hat:
    case Kind::key:
    case Kind::crown:
    case Kind::sword:
    case Kind::umbrella:
        sculpt_belonging(modeller, entity, moment);
        break;
    case Kind::phone:
    case Kind::book:
    case Kind::camera:
    case Kind::letter:
        sculpt_desk_thing(modeller, entity, moment);
        break;
    case Kind::guitar:
    case Kind::drum:
    case Kind::bell:
        sculpt_instrument(modeller, entity, moment);
        break;
    default:
        sculpt_outdoor_thing(modeller, entity, moment);
        break;
    }
}

} // namespace rushlight::generation::world
