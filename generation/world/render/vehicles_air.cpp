// Vehicles of the air.

#include "generation/world/mechanics.hpp"
#include "generation/world/render/modeller.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <tuple>

namespace rushlight::generation::world {

namespace {

constexpr double pi = std::numbers::pi;

void aeroplane(Modeller& m, const Entity& entity, const Moment& moment)
{
    const double h = height_of(entity);
    const double l = length_of(entity);
    const double r = rolling_radius(entity);
    const Rgb paint = ink(entity.colour);
    const Rgb trim = ink(entity.second_colour);
    const bool flies = entity.action == Action::fly;
    const bool biplane = entity.genome.clothes % 3 == 0;
    const double belly = (0.15 + 0.03 * entity.genome.build) * h;
    const double axle = 0.42 * h;
    if (flies) {
        m.turn({0, axle, 0}, {1, 0, 0}, 0.16 + 0.04 * std::sin(2 * pi * moment.phase));
    } else {
        m.turn({0, r, 0}, {0, 0, 1}, moment.pitch);
    }
    m.group = 1; // wings
    const double span = (0.3 + 0.04 * entity.genome.limbs) * l;
    for (const double side : {1.0, -1.0}) {
        m.group = side > 0 ? 1 : 2;
        const double low = axle - 0.3 * belly;
        m.hull({{0.2 * l, low, 0},
                {0.0, low, 0},
                {0.15 * l, low + 0.07 * h, side * span},
                {0.05 * l, low + 0.07 * h, side * span},
                {0.2 * l, low + 0.03 * h, 0},
                {0.0, low + 0.03 * h, 0},
                {0.15 * l, low + 0.09 * h, side * span},
                {0.05 * l, low + 0.09 * h, side * span}},
               0.012 * h,
               paint,
               PixelPart::arm);
        m.patch({{0.185 * l, low + 0.075 * h, side * 0.66 * span},
                 {0.03 * l, low + 0.075 * h, side * 0.66 * span},
                 {0.045 * l, low + 0.085 * h, side * 0.8 * span},
                 {0.175 * l, low + 0.085 * h, side * 0.8 * span}},
                {0, 1, 0},
                trim,
                PixelPart::arm);
        if (biplane) {
            const double high = axle + 0.42 * h;
            m.rod({0.12 * l, low, side * 0.6 * span},
                  {0.12 * l, high, side * 0.6 * span},
                  0.014 * h,
                  timber,
                  PixelPart::accessory);
        }
    }
    m.group = 3;
    if (biplane) {
        const double high = axle + 0.44 * h;
        m.block(
            {0.11 * l, high, 0}, {0.075 * l, 0.022 * h, span}, 0.012 * h, paint, PixelPart::arm);
    }
    m.group = 4;
    m.tube({0.36 * l, axle, 0},
           0.98 * belly,
           {-0.48 * l, axle + 0.05 * h, 0},
           0.25 * belly,
           paint,
           PixelPart::body);
    m.ball({0.36 * l, axle, 0}, {0.1 * l, belly, belly}, paint, PixelPart::body);
    m.ball({0.455 * l, axle, 0}, {0.035 * l, 0.3 * belly, 0.3 * belly}, trim, PixelPart::accessory);
    for (const double side : {1.0, -1.0}) {
        for (const double along : {-0.02, -0.1, -0.18}) {
            const double out = belly * (0.62 + 0.95 * along);
            m.oval({along * l, axle + 0.1 * belly, side * out},
                   side > 0 ? leftward : rightward,
                   0.09 * h,
                   0.06 * h,
                   pane,
                   PixelPart::accessory);
        }
    }
    m.group = 5;
    m.hull({{0.22 * l, axle + 0.8 * belly, 0.6 * belly},
            {0.22 * l, axle + 0.8 * belly, -0.6 * belly},
            {0.04 * l, axle + 0.75 * belly, 0.6 * belly},
            {0.04 * l, axle + 0.75 * belly, -0.6 * belly},
            {0.16 * l, axle + 1.5 * belly, 0.4 * belly},
            {0.16 * l, axle + 1.5 * belly, -0.4 * belly},
            {0.07 * l, axle + 1.45 * belly, 0.4 * belly},
            {0.07 * l, axle + 1.45 * belly, -0.4 * belly}},
           0.01 * h,
           pane,
           PixelPart::accessory);
    m.group = 6; // tail
    m.plate(
        {{-0.5 * l, axle + 0.02 * h}, {-0.36 * l, axle + 0.04 * h}, {-0.46 * l, h}, {-0.53 * l, h}},
        0,
        0.02 * h,
        trim,
        PixelPart::tail);
    m.group = 7;
    m.block({-0.46 * l, axle + 0.08 * h, 0},
            {0.05 * l, 0.018 * h, 0.42 * span},
            0.01 * h,
            paint,
            PixelPart::tail);
    m.group = 8;
    const double turned = entity.action == Action::stand ? 0.4 : 2 * pi * 3.1 * moment.phase;
    const Vec3 blade{0, 0.3 * h * std::cos(turned), 0.3 * h * std::sin(turned)};
    const Vec3 hub{0.485 * l, axle, 0};
    m.rod(hub - blade, hub + blade, 0.022 * h, soot, PixelPart::accessory);
    m.ball(hub, {0.02 * l, 0.05 * h, 0.05 * h}, brass, PixelPart::accessory);
    for (const double side : {1.0, -1.0}) {
        m.group = side > 0 ? 9 : 10;
        m.rod({0.2 * l, axle - 0.5 * belly, side * 0.4 * belly},
              {0.22 * l, 1.2 * r, side * 0.16 * h},
              0.02 * h,
              steel,
              PixelPart::leg);
        m.wheel({0.22 * l, r, side * 0.18 * h}, r, 0.035 * h, side, moment.roll, 2, steel);
    }
}

void helicopter(Modeller& m, const Entity& entity, const Moment& moment)
{
    const double h = height_of(entity);
    const double l = length_of(entity);
    const Rgb paint = ink(entity.colour);
    const Rgb trim = ink(entity.second_colour);
    const bool flies = entity.action == Action::fly;
    const double round = (0.24 + 0.03 * entity.genome.build) * h;
    const double axle = 0.44 * h;
    if (flies) {
        m.turn({0.1 * l, axle, 0}, {0, 0, 1}, -0.13 + 0.02 * std::sin(2 * pi * moment.phase));
        m.turn({0.1 * l, axle, 0}, {1, 0, 0}, 0.05 * std::sin(2 * pi * 0.7 * moment.phase));
    }
    m.group = 1;
    m.rod({0.05 * l, axle + 0.1 * h, 0},
          0.11 * h,
          {-0.46 * l, axle + 0.12 * h, 0},
          0.035 * h,
          paint,
          PixelPart::tail);
    m.plate({{-0.43 * l, axle + 0.08 * h},
             {-0.5 * l, axle + 0.1 * h},
             {-0.54 * l, axle + 0.36 * h},
             {-0.49 * l, axle + 0.36 * h}},
            0,
            0.02 * h,
            trim,
            PixelPart::tail);
    m.group = 2;
    m.ball({0.17 * l, axle, 0}, {0.23 * l, round, 0.92 * round}, paint, PixelPart::body);
    const double eye = 0.04 * entity.genome.head * l;
    m.ball({0.265 * l, axle + 0.07 * h, 0},
           {0.135 * l + eye, 0.72 * round, 0.84 * round},
           pane,
           PixelPart::accessory);
    for (const double side : {1.0, -1.0}) {
        const Vec3 normal{0, 0.1, side};
        m.patch({{0.07 * l, axle - 0.1 * h, side * 0.88 * round},
                 {0.07 * l, axle + 0.13 * h, side * 0.76 * round},
                 {0.15 * l, axle + 0.13 * h, side * 0.8 * round},
                 {0.15 * l, axle - 0.1 * h, side * 0.92 * round}},
                normal,
                pane,
                PixelPart::accessory);
        m.mark({-0.02 * l, axle - 0.14 * h, side * 0.6 * round},
               {0.26 * l, axle - 0.15 * h, side * 0.8 * round},
               0.02 * h,
               normal,
               trim,
               PixelPart::accessory);
    }
    m.group = 3;
    m.block({0.08 * l, axle + 1.02 * round, 0},
            {0.1 * l, 0.06 * h, 0.1 * h},
            0.03 * h,
            mix(paint, soot, 0.2F),
            PixelPart::body,
            0.8);
    m.rod({0.08 * l, axle + round, 0},
          {0.08 * l, 0.93 * h, 0},
          0.025 * h,
          soot,
          PixelPart::accessory);
    m.group = 4;
    const int blades = entity.genome.clothes % 2 == 0 ? 4 : 2;
    const double turned = flies ? 2 * pi * 3.4 * moment.phase : 0.5;
    const Vec3 mast{0.08 * l, 0.95 * h, 0};
    for (int i = 0; i < 4; ++i) {
        const double angle = turned + 2 * pi * i / blades;
        const Vec3 tip{0.46 * l * std::cos(angle), 0.02 * h, 0.46 * l * std::sin(angle)};
        m.rod(mast, 0.022 * h, mast + tip, 0.016 * h, hex(0x4A4D55), PixelPart::arm);
    }
    m.ball(mast, {0.05 * h, 0.03 * h, 0.05 * h}, soot, PixelPart::accessory);
    m.group = 5;
    const double small = flies ? 2 * pi * 5.3 * moment.phase : 0.3;
    const Vec3 hub{-0.5 * l, axle + 0.27 * h, 0.04 * h};
    for (int i = 0; i < 2; ++i) {
        const double angle = small + pi / 2 * i;
        const Vec3 tip{0.12 * h * std::cos(angle), 0.12 * h * std::sin(angle), 0};
        m.rod(hub - tip, hub + tip, 0.014 * h, hex(0x4A4D55), PixelPart::arm);
    }
    for (const double side : {1.0, -1.0}) {
        m.group = side > 0 ? 6 : 7;
        const double z = side * 0.21 * h;
        m.rod({0.0, 0.03 * h, z}, {0.3 * l, 0.03 * h, z}, 0.022 * h, soot, PixelPart::leg);
        m.rod({0.3 * l, 0.03 * h, z}, {0.34 * l, 0.08 * h, z}, 0.022 * h, soot, PixelPart::leg);
        for (const double along : {0.06, 0.24}) {
            m.rod({along * l, 0.03 * h, z},
                  {along * l, axle - 0.75 * round, 0.6 * z},
                  0.016 * h,
                  soot,
                  PixelPart::leg);
        }
    }
}

void rocket(Modeller& m, const Entity& entity, const Moment& moment)
{
    const double h = height_of(entity);
    const Rgb paint = ink(entity.colour);
    const Rgb trim = ink(entity.second_colour);
    const Rgb hull = entity.genome.clothes % 2 == 0 ? paint : mix(paint, paper, 0.15F);
    const double r = (0.115 + 0.03 * entity.genome.build) * h;
    const double foot = 0.12 * h;
    const bool flies = entity.action == Action::fly;
    m.group = 0; // the flame grows as it leaves the ground
    const double flicker = 1 + 0.15 * std::sin(2 * pi * 9 * moment.phase);
    const double flame = flies ? std::min(0.42 * h * flicker, moment.lift + 0.1 * h) : 0;
    for (const auto& [share, wide, colour] : {std::tuple{1.0, 0.62, hex(0xF0642F)},
                                              std::tuple{0.72, 0.46, hex(0xFFB43A)},
                                              std::tuple{0.42, 0.28, hex(0xFFF1B8)}}) {
        m.rod({0, 0.07 * h, 0},
              wide * r,
              {0, 0.07 * h - share * flame, 0},
              0.25 * wide * r,
              colour,
              wide < 0.3 ? PixelPart::head : PixelPart::accessory);
        m.light_up();
        m.fade(flies ? 1 : 0);
    }
    m.group = 1;
    m.tube({0, 0.06 * h, 0}, 0.7 * r, {0, foot + 0.03 * h, 0}, 0.5 * r, soot, PixelPart::accessory);
    const double fin = (0.9 + 0.5 * entity.genome.limbs) * r;
    for (int i = 0; i < 4; ++i) {
        m.group = 2 + i;
        const double angle = pi / 4 + pi / 2 * i;
        const double x = std::cos(angle);
        const double z = std::sin(angle);
        const auto at = [&](double out, double up, double side) {
            return Vec3{x * out - z * side, up, z * out + x * side};
        };
        const double thin = 0.1 * r;
        m.hull({at(0.7 * r, 0.4 * h, thin),
                at(0.7 * r, 0.4 * h, -thin),
                at(0.7 * r, 0.13 * h, thin),
                at(0.7 * r, 0.13 * h, -thin),
                at(r + fin, 0.0, thin),
                at(r + fin, 0.0, -thin),
                at(r + fin, 0.12 * h, thin),
                at(r + fin, 0.12 * h, -thin)},
               0.004 * h,
               trim,
               PixelPart::leg);
    }
    m.group = 6;
    m.tube({0, foot, 0}, 0.8 * r, {0, 0.32 * h, 0}, r, hull, PixelPart::body);
    m.banded_tube(
        {0, 0.32 * h, 0}, r, {0, 0.62 * h, 0}, r, {0.08, 0.2}, hull, trim, PixelPart::body);
    m.tube({0, 0.62 * h, 0}, r, {0, 0.8 * h, 0}, 0.68 * r, hull, PixelPart::body);
    m.tube({0, 0.79 * h, 0}, 0.7 * r, {0, 0.96 * h, 0}, 0.12 * r, trim, PixelPart::head);
    m.ball({0, 0.97 * h, 0}, {0.14 * r, 0.03 * h, 0.14 * r}, trim, PixelPart::head);

    for (const double angle : {0.0, pi / 2, pi, 3 * pi / 2}) {
        const Vec3 normal{std::cos(angle), 0, std::sin(angle)};
        const Vec3 middle = normal * (1.0 * r) + Vec3{0, 0.57 * h, 0};
        m.oval(middle, normal, 0.48 * r, 0.48 * r, mix(trim, soot, 0.25F), PixelPart::accessory);
        m.oval(middle, normal, 0.34 * r, 0.34 * r, pane, PixelPart::accessory);
    }
}

} // namespace

void sculpt_aircraft(Modeller& m, const Entity& entity, const Moment& moment)
{
    switch (entity.kind) {
    case Kind::aeroplane:
        aeroplane(m, entity, moment);
        break;
    case Kind::helicopter:
        helicopter(m, entity, moment);
        break;
    default:
        rocket(m, entity, moment);
        break;
    }
}

} // namespace rushlight::generation::world
