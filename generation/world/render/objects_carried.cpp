// Props that one carries.

#include "generation/world/render/modeller.hpp"

#include <cmath>
#include <numbers>

namespace rushlight::generation::world {

namespace {

constexpr double pi = std::numbers::pi;
constexpr Vec3 forward{1, 0, 0};
constexpr Vec3 backward{-1, 0, 0};
constexpr Vec3 upward{0, 1, 0};

Vec3 around(double angle, double radius, double up)
{
    return {radius * std::cos(angle), up, radius * std::sin(angle)};
}

void phone(Modeller& m, const Entity& entity, const Moment& moment)
{
    const double h = height_of(entity);
    const Rgb paint = ink(entity.colour);
    const Rgb trim = ink(entity.second_colour);
    const bool brick = entity.genome.clothes % 2 == 0; // the old sort, with an aerial
    const double w = (0.22 + 0.05 * entity.genome.build) * h;
    const double top = brick ? 0.8 * h : h;
    const double thick = (brick ? 0.09 : 0.05) * h;
    const bool rings = std::fmod(moment.phase * 3, 1.0) < 0.5;
    m.group = 1;
    m.block({0, top / 2, 0}, {thick, top / 2, w}, 0.03 * h, paint, PixelPart::body);
    if (brick) {
        m.rod({0, 0.76 * h, 0.66 * w},
              0.05 * h,
              {0, 0.97 * h, 0.66 * w},
              0.035 * h,
              mix(paint, soot, 0.35F),
              PixelPart::accessory);
        const double x = thick;
        m.patch({{x, 0.5 * top, 0.74 * w},
                 {x, 0.9 * top, 0.74 * w},
                 {x, 0.9 * top, -0.74 * w},
                 {x, 0.5 * top, -0.74 * w}},
                forward,
                rings ? hex(0xD6E8B4) : hex(0xA9C08A),
                PixelPart::face);
        m.mark({x, 0.76 * top, 0.45 * w},
               {x, 0.76 * top, -0.3 * w},
               0.018 * h,
               forward,
               soot,
               PixelPart::face);
        m.mark({x, 0.64 * top, 0.45 * w},
               {x, 0.64 * top, 0.05 * w},
               0.018 * h,
               forward,
               soot,
               PixelPart::face);
        for (int i = 0; i < 9; ++i) {
            m.oval({x, (0.4 - 0.13 * (i / 3)) * top, (0.5 - 0.5 * (i % 3)) * w},
                   forward,
                   0.15 * w,
                   0.035 * h,
                   mix(trim, paper, 0.3F),
                   PixelPart::accessory);
        }
    } else {
        const double x = thick;
        m.patch({{x, 0.12 * h, 0.84 * w},
                 {x, 0.91 * h, 0.84 * w},
                 {x, 0.91 * h, -0.84 * w},
                 {x, 0.12 * h, -0.84 * w}},
                forward,
                hex(0x20303F),
                PixelPart::face);
        constexpr Rgb icons[] = {hex(0xF2CB3D),
                                 hex(0xD8402F),
                                 hex(0x4C9A46),
                                 hex(0x3569C8),
                                 hex(0xF4F1EA),
                                 hex(0xEE8A2B)};
        for (int i = 0; i < 6; ++i) {
            m.oval({x, (0.77 - 0.2 * (i / 2)) * h, (0.36 - 0.72 * (i % 2)) * w},
                   forward,
                   0.24 * w,
                   0.062 * h,
                   i == 4 ? trim : icons[i],
                   PixelPart::face);
        }
        m.mark({x, 0.065 * h, 0.15 * w},
               {x, 0.065 * h, -0.15 * w},
               0.018 * h,
               forward,
               mix(paint, paper, 0.6F),
               PixelPart::face);
    }
    m.oval({-thick, 0.86 * top, 0.5 * w}, backward, 0.2 * w, 0.05 * h, soot, PixelPart::accessory);
    m.oval({-thick, 0.5 * top, 0}, backward, 0.3 * w, 0.07 * h, trim, PixelPart::accessory);
}

void book(Modeller& m, const Entity& entity, const Moment& moment)
{
    const double h = height_of(entity);
    const Rgb cover = ink(entity.colour);
    const Rgb trim = ink(entity.second_colour);
    const bool flies = entity.action == Action::fly;
    const double flap = flies ? 0.5 * std::sin(2 * pi * 4 * moment.phase) : 0.0;
    const double open = 0.5 + 0.2 * entity.genome.build + flap; // radians of a cover over the level
    const double wide = 0.86 * h;
    const double deep = (0.52 + 0.12 * entity.genome.head) * h;
    const double thick = (0.08 + 0.05 * entity.genome.limbs) * h;
    // It lies open on its back, the pages tipped towards who looks.
    const double tip = flies ? 0.75 : 0.5;
    m.frame.origin = m.at({0, 1.08 * deep * std::sin(tip) + 0.03 * h, 0});
    m.turn({0, 0, 0}, {0, 0, 1}, -tip);
    const Modeller::Frame spine = m.frame;
    for (const double side : {1.0, -1.0}) {
        m.group = side > 0 ? 2 : 3;
        m.frame = spine;
        m.turn({0, 0, 0}, forward, -side * open);
        const double z = side * wide;
        m.block({0, 0, 0.5 * z},
                {1.08 * deep, 0.03 * h, 0.54 * wide},
                0.012 * h,
                cover,
                PixelPart::body);
        m.block({0, 0.025 * h + thick / 2, 0.48 * z},
                {deep, thick / 2, 0.47 * wide},
                0.01 * h,
                paper,
                PixelPart::face);
        const double top = 0.027 * h + thick;
        for (int i = 0; i < 4; ++i) {
            const double x = (0.6 - 0.36 * i) * deep;
            const double end = i == 3 ? 0.5 : 0.8;
            m.mark({x, top, 0.16 * z},
                   {x, top, end * z},
                   0.016 * h,
                   upward,
                   i == 0 && side > 0 ? trim : hex(0x9A958C),
                   PixelPart::face);
        }
        m.patch({{0.5 * deep, -0.032 * h, 0.25 * z},
                 {0.5 * deep, -0.032 * h, 0.75 * z},
                 {-0.5 * deep, -0.032 * h, 0.75 * z},
                 {-0.5 * deep, -0.032 * h, 0.25 * z}},
                {0, -1, 0},
                trim,
                PixelPart::accessory);
    }
    m.frame = spine;
    m.group = 1;
    m.rod({-1.05 * deep, -0.01 * h, 0},
          {1.05 * deep, -0.01 * h, 0},
          0.05 * h,
          mix(cover, soot, 0.2F),
          PixelPart::body);
    m.group = 4; // a ribbon
    m.rod({-1.0 * deep, 0.03 * h, 0.02 * h},
          {-1.28 * deep, -0.03 * h, 0.05 * h},
          0.03 * h,
          trim,
          PixelPart::accessory);
}

void bag(Modeller& m, const Entity& entity)
{
    const double h = height_of(entity);
    const Rgb paint = ink(entity.colour);
    const Rgb trim = ink(entity.second_colour);
    const bool rucksack = entity.genome.clothes % 2 == 0;
    const double w = (0.36 + 0.08 * entity.genome.build) * h;
    const double top = (rucksack ? 0.86 : 0.66) * h;
    const double thick = (rucksack ? 0.24 : 0.19) * h;
    m.group = 1;
    m.block({0, top / 2, 0},
            {thick, top / 2, w},
            0.05 * h,
            paint,
            PixelPart::body,
            rucksack ? 0.84 : 0.76);
    const double x = thick;
    if (rucksack) {
        m.ball({0, 0.82 * h, 0}, {0.9 * thick, 0.12 * h, 0.82 * w}, paint, PixelPart::body);
        m.patch({{0.85 * x, 0.7 * h, 0.78 * w},
                 {0.83 * x, 0.88 * h, 0.7 * w},
                 {0.83 * x, 0.88 * h, -0.7 * w},
                 {0.85 * x, 0.7 * h, -0.78 * w},
                 {0.87 * x, 0.58 * h, 0}},
                forward,
                trim,
                PixelPart::accessory);
        m.group = 2;
        m.block({1.02 * x, 0.28 * h, 0},
                {0.09 * h, 0.19 * h, 0.7 * w},
                0.04 * h,
                mix(paint, soot, 0.14F),
                PixelPart::accessory);
        m.mark({1.02 * x + 0.09 * h, 0.37 * h, 0.5 * w},
               {1.02 * x + 0.09 * h, 0.37 * h, -0.5 * w},
               0.02 * h,
               forward,
               trim,
               PixelPart::accessory);
        m.group = 3;
        const Vec3 grip[] = {
            {0, 0.9 * h, 0.2 * w}, {0, h, 0.12 * w}, {0, h, -0.12 * w}, {0, 0.9 * h, -0.2 * w}};
        m.wire(grip, 0.025 * h, trim, PixelPart::arm);
        for (const double side : {0.55, -0.55}) {
            const Vec3 strap[] = {{-thick, 0.8 * h, side * w},
                                  {-1.5 * thick, 0.5 * h, side * w},
                                  {-thick, 0.12 * h, 1.2 * side * w}};
            m.group = side > 0 ? 4 : 5;
            m.wire(strap, 0.035 * h, mix(paint, soot, 0.35F), PixelPart::arm);
        }
        return;
    }
    m.patch({{0.97 * x, 0.34 * h, 0.84 * w},
             {0.82 * x, top, 0.72 * w},
             {0.82 * x, top, -0.72 * w},
             {0.97 * x, 0.34 * h, -0.84 * w}},
            {1, 0.1, 0},
            mix(paint, soot, 0.24F),
            PixelPart::body);
    m.mark({x, 0.34 * h, 0.84 * w},
           {x, 0.34 * h, -0.84 * w},
           0.022 * h,
           forward,
           trim,
           PixelPart::accessory);
    m.oval({x, 0.35 * h, 0}, forward, 0.08 * h, 0.075 * h, brass, PixelPart::accessory);
    m.mark({-x, 0.2 * h, 0.7 * w},
           {-x, 0.2 * h, -0.7 * w},
           0.025 * h,
           backward,
           trim,
           PixelPart::accessory);
    for (const double along : {0.5, -0.5}) {
        m.group = along > 0 ? 2 : 3;
        const Vec3 handle[] = {{along * thick, 0.62 * h, 0.46 * w},
                               {along * thick, 0.86 * h, 0.4 * w},
                               {along * thick, 0.98 * h, 0.16 * w},
                               {along * thick, 0.98 * h, -0.16 * w},
                               {along * thick, 0.86 * h, -0.4 * w},
                               {along * thick, 0.62 * h, -0.46 * w}};
        m.wire(handle, 0.032 * h, trim, PixelPart::arm);
    }
}

void hat(Modeller& m, const Entity& entity, const Moment& moment)
{
    const double h = height_of(entity);
    const Rgb paint = ink(entity.colour);
    const Rgb trim = ink(entity.second_colour);
    const int sort = entity.genome.clothes % 4; // top hat, straw hat, bowler, wizard's
    const double brim = (0.56 + 0.14 * entity.genome.build) * h;
    const double r = 0.36 * h;
    const double foot = 0.1 * h;
    if (entity.action == Action::fly) {
        m.turn({0, 0.3 * h, 0}, {0, 0, 1}, 0.28 + 0.12 * std::sin(2 * pi * moment.phase));
        m.turn({0, 0.3 * h, 0}, {1, 0, 0}, 0.25 * std::sin(2 * pi * 1.6 * moment.phase));
    }
    m.group = 1;
    m.ball({0, foot, 0}, {brim, 0.07 * h, brim}, paint, PixelPart::body);
    if (sort != 2) {
        m.oval({0, foot + 0.065 * h, 0},
               upward,
               0.9 * brim,
               0.9 * brim,
               mix(paint, paper, 0.12F),
               PixelPart::body);
    }
    m.oval({0, foot - 0.065 * h, 0},
           {0, -1, 0},
           0.85 * r,
           0.85 * r,
           mix(paint, soot, 0.7F),
           PixelPart::body);
    m.group = 2;
    switch (sort) {
    case 0:
        m.tube({0, foot, 0}, 0.95 * r, {0, h, 0}, 1.08 * r, paint, PixelPart::body);
        m.oval({0, h, 0}, upward, 1.0 * r, 1.0 * r, mix(paint, paper, 0.12F), PixelPart::body);
        break;
    case 1:
        m.tube({0, foot, 0}, 1.05 * r, {0, 0.7 * h, 0}, 0.9 * r, paint, PixelPart::body);
        m.ball({0, 0.7 * h, 0}, {0.9 * r, 0.16 * h, 0.9 * r}, paint, PixelPart::body);
        break;
    case 2:
        m.tube({0, foot, 0}, 1.1 * r, {0, 0.5 * h, 0}, 1.1 * r, paint, PixelPart::body);
        m.ball({0, 0.5 * h, 0}, {1.1 * r, 0.46 * h, 1.1 * r}, paint, PixelPart::body);
        break;
    default:
        m.tube({0, foot, 0}, 1.1 * r, {-0.04 * h, 0.75 * h, 0}, 0.5 * r, paint, PixelPart::body);
        m.rod({-0.04 * h, 0.72 * h, 0},
              0.5 * r,
              {-0.22 * h, 1.12 * h, 0},
              0.08 * r,
              paint,
              PixelPart::body);
        break;
    }
    const double band = sort == 0 ? 1.0 : sort == 3 ? 1.02 : 1.09;
    m.tube({0, foot + 0.04 * h, 0},
           band * r,
           {0, foot + 0.2 * h, 0},
           (sort == 3 ? 0.9 : band) * r,
           trim,
           PixelPart::accessory);
}

void key(Modeller& m, const Entity& entity)
{
    const double h = height_of(entity);
    const Rgb paint = ink(entity.colour);
    const Rgb trim = ink(entity.second_colour);
    const double r = (0.17 + 0.035 * entity.genome.build) * h;
    const double thick = 0.055 * h;
    const double middle = h - r - thick;
    m.group = 1;
    m.rod({0, 0.05 * h, 0}, {0, middle - r, 0}, 0.05 * h, paint, PixelPart::body);
    if (entity.genome.clothes % 2 == 0) {
        m.ring({0, middle, 0}, forward, r, thick, 12, paint, PixelPart::head);
    } else { // a clover
        for (const auto& [y, z] :
             {std::pair{0.5, 0.0}, std::pair{-0.25, 0.62}, std::pair{-0.25, -0.62}}) {
            m.ring({0, middle + y * r, z * r},
                   forward,
                   0.52 * r,
                   0.9 * thick,
                   8,
                   paint,
                   PixelPart::head);
        }
    }
    m.rod({0, middle - r - 0.06 * h, -0.03 * h},
          {0, middle - r - 0.06 * h, 0.03 * h},
          0.06 * h,
          trim,
          PixelPart::accessory);
    const int teeth = 2 + (entity.genome.limbs > 0.5 ? 1 : 0);
    for (int i = 0; i < teeth; ++i) {
        const double up = (0.08 + 0.1 * i) * h;
        const double out = (i == 1 ? 0.14 : 0.2) * h;
        m.block({0, up, 0.5 * out},
                {0.04 * h, 0.034 * h, 0.5 * out},
                0.008 * h,
                paint,
                PixelPart::accessory);
    }
}

void camera(Modeller& m, const Entity& entity, const Moment& moment)
{
    const double h = height_of(entity);
    const Rgb paint = ink(entity.colour);
    const Rgb trim = ink(entity.second_colour);
    const bool film = entity.genome.clothes % 2 == 0; // with two reels; or for photographs
    const double wide = (0.44 + 0.06 * entity.genome.build) * h;
    const double lens = (0.17 + 0.05 * entity.genome.head) * h;
    if (film) {
        m.group = 1;
        m.block({0, 0.29 * h, 0}, {wide, 0.21 * h, 0.2 * h}, 0.02 * h, paint, PixelPart::body);
        m.block({0, 0.05 * h, 0}, {0.5 * wide, 0.05 * h, 0.2 * h}, 0.01 * h, soot, PixelPart::foot);
        for (const double side : {1.0, -1.0}) {
            const double z = 0.2 * side * h;
            m.mark({-0.8 * wide, 0.2 * h, z},
                   {0.8 * wide, 0.2 * h, z},
                   0.03 * h,
                   {0, 0, side},
                   trim,
                   PixelPart::accessory);
        }
        m.group = 2;
        m.tube({wide, 0.3 * h, 0},
               0.7 * lens,
               {wide + 0.16 * h, 0.3 * h, 0},
               lens,
               mix(paint, soot, 0.6F),
               PixelPart::head);
        m.oval({wide + 0.161 * h, 0.3 * h, 0},
               forward,
               0.8 * lens,
               0.8 * lens,
               hex(0x24364A),
               PixelPart::face);
        m.oval({wide + 0.162 * h, 0.35 * h, 0.06 * h},
               forward,
               0.28 * lens,
               0.28 * lens,
               pane,
               PixelPart::face);
        for (const double along : {-0.5, 0.45}) {
            m.group = along < 0 ? 3 : 4;
            const double r = 0.245 * h;
            const Vec3 hub{along * wide, 0.74 * h, 0};
            m.ball(hub, {r, r, 0.07 * h}, mix(paint, soot, 0.16F), PixelPart::wheel);
            for (const double side : {1.0, -1.0}) {
                const Vec3 face = hub + Vec3{0, 0, 0.065 * side * h};
                for (int i = 0; i < 3; ++i) {
                    const double angle = 2 * pi * (i / 3.0 - moment.phase);
                    m.oval(face + Vec3{0.55 * r * std::cos(angle), 0.55 * r * std::sin(angle), 0},
                           {0, 0, side},
                           0.25 * r,
                           0.25 * r,
                           trim,
                           PixelPart::wheel);
                }
                m.oval(face, {0, 0, side}, 0.12 * r, 0.12 * r, soot, PixelPart::wheel);
            }
        }
        return;
    }
    // Its width lies across: it looks forward.
    m.group = 1;
    m.block({0, 0.38 * h, 0}, {0.17 * h, 0.37 * h, 1.15 * wide}, 0.05 * h, paint, PixelPart::body);
    m.block({0, 0.82 * h, 0},
            {0.15 * h, 0.12 * h, 0.4 * wide},
            0.03 * h,
            trim,
            PixelPart::accessory,
            0.75);
    m.rod({0, 0.76 * h, -0.8 * wide},
          {0, 0.83 * h, -0.8 * wide},
          0.06 * h,
          steel,
          PixelPart::accessory);
    m.patch({{0.171 * h, 0.56 * h, 1.12 * wide},
             {0.171 * h, 0.7 * h, 1.12 * wide},
             {0.171 * h, 0.7 * h, -1.12 * wide},
             {0.171 * h, 0.56 * h, -1.12 * wide}},
            forward,
            trim,
            PixelPart::body);
    m.oval({0.172 * h, 0.62 * h, 0.8 * wide},
           forward,
           0.09 * h,
           0.07 * h,
           hex(0xFFF2BF),
           PixelPart::accessory);
    m.oval(
        {-0.171 * h, 0.38 * h, 0}, backward, 0.7 * wide, 0.22 * h, hex(0x24364A), PixelPart::face);
    m.group = 2;
    m.tube({0.15 * h, 0.36 * h, 0},
           1.45 * lens,
           {0.36 * h, 0.36 * h, 0},
           1.3 * lens,
           hex(0x3C3F47),
           PixelPart::head);
    m.oval({0.361 * h, 0.36 * h, 0}, forward, 1.2 * lens, 1.2 * lens, steel, PixelPart::head);
    m.oval({0.362 * h, 0.36 * h, 0},
           forward,
           0.95 * lens,
           0.95 * lens,
           hex(0x24364A),
           PixelPart::face);
    m.oval({0.363 * h, 0.42 * h, 0.07 * h}, forward, 0.3 * lens, 0.3 * lens, pane, PixelPart::face);
}

void letter(Modeller& m, const Entity& entity, const Moment& moment)
{
    const double h = height_of(entity);
    const Rgb paint = ink(entity.colour);
    const Rgb trim = ink(entity.second_colour);
    const double w = (0.62 + 0.08 * entity.genome.build) * h;
    const double half = 0.46 * h;
    const double thin = 0.035 * h;
    const Rgb crease = mix(paint, soot, 0.45F);
    if (entity.action == Action::fly) { // it sails and rocks
        m.turn({0, 0.5 * h, 0}, {1, 0, 0}, 0.35 * std::sin(2 * pi * 1.4 * moment.phase));
        m.turn({0, 0.5 * h, 0}, {0, 0, 1}, 0.3 + 0.2 * std::sin(2 * pi * 1.4 * moment.phase + 1));
    } else {
        m.turn({0, 0, 0}, {0, 0, 1}, 0.12);
    }
    const double middle = 0.48 * h;
    m.group = 1;
    m.block({0, middle, 0}, {thin, half, w}, 0.01 * h, paint, PixelPart::body);
    const double x = thin + 0.002 * h;
    m.patch({{x, middle + half, w}, {x, middle + half, -w}, {x, middle - 0.04 * h, 0}},
            forward,
            mix(paint, paper, 0.4F),
            PixelPart::body);
    m.mark({x, middle + 0.96 * half, 0.96 * w},
           {x, middle - 0.05 * h, 0},
           0.016 * h,
           forward,
           crease,
           PixelPart::body);
    m.mark({x, middle + 0.96 * half, -0.96 * w},
           {x, middle - 0.05 * h, 0},
           0.016 * h,
           forward,
           crease,
           PixelPart::body);
    m.mark({x, middle - 0.96 * half, 0.96 * w},
           {x, middle - 0.02 * h, 0.3 * w},
           0.012 * h,
           forward,
           crease,
           PixelPart::body);
    m.mark({x, middle - 0.96 * half, -0.96 * w},
           {x, middle - 0.02 * h, -0.3 * w},
           0.012 * h,
           forward,
           crease,
           PixelPart::body);
    if (entity.genome.clothes % 2 == 0) {
        m.oval({x, middle - 0.04 * h, 0}, forward, 0.12 * h, 0.12 * h, trim, PixelPart::accessory);
        m.oval({x, middle - 0.04 * h, 0},
               forward,
               0.06 * h,
               0.06 * h,
               mix(trim, soot, 0.3F),
               PixelPart::accessory);
    } else { // a heart
        for (const double side : {0.07, -0.07}) {
            m.mark({x, middle - 0.01 * h, side * h},
                   {x, middle - 0.1 * h, 0},
                   0.07 * h,
                   forward,
                   trim,
                   PixelPart::accessory);
        }
    }
    // The other side: a stamp and the address.
    m.patch({{-x, middle + 0.3 * h, -0.8 * w},
             {-x, middle + 0.3 * h, -0.48 * w},
             {-x, middle + 0.04 * h, -0.48 * w},
             {-x, middle + 0.04 * h, -0.8 * w}},
            backward,
            trim,
            PixelPart::accessory);
    for (const double up : {0.0, -0.12, -0.24}) {
        m.mark({-x, middle + up * h, 0.6 * w},
               {-x, middle + up * h, (0.1 + up) * w},
               0.018 * h,
               backward,
               crease,
               PixelPart::face);
    }
}

void crown(Modeller& m, const Entity& entity)
{
    const double h = height_of(entity);
    const Rgb paint = ink(entity.colour);
    const Rgb trim = ink(entity.second_colour);
    const int points = entity.genome.clothes % 2 == 0 ? 5 : 7;
    const double r = (0.52 + 0.06 * entity.genome.build) * h;
    const double band = 0.34 * h;
    const double flare = 1.1 + 0.12 * entity.genome.head;
    for (int i = 0; i < points; ++i) {
        m.group = 10 + i;
        const double middle = 2 * pi * i / points + pi / 2;
        const double half = pi / points;
        const double tall = (0.78 + 0.08 * (i % 2)) * h;
        m.hull({around(middle - half, r, 0.1 * h),
                around(middle + half, r, 0.1 * h),
                around(middle, 1.04 * r, 0.1 * h),
                around(middle - half, 1.03 * r, band),
                around(middle + half, 1.03 * r, band),
                around(middle, 1.06 * r, band),
                around(middle - 0.12 * half, flare * r, tall),
                around(middle + 0.12 * half, flare * r, tall)},
               0.01 * h,
               paint,
               PixelPart::body);
        m.ball(around(middle, flare * r, tall + 0.04 * h),
               {0.075 * h, 0.075 * h, 0.075 * h},
               trim,
               PixelPart::accessory);
        const Vec3 normal = around(middle, 1, 0);
        m.oval(around(middle, 1.05 * r, 0.25 * h),
               normal,
               0.07 * h,
               0.09 * h,
               mix(trim, paper, 0.15F),
               PixelPart::accessory);
    }
    m.group = 2; // inside
    m.ball({0, 0.14 * h, 0}, {0.9 * r, 0.1 * h, 0.9 * r}, mix(paint, soot, 0.5F), PixelPart::body);
    m.group = 3;
    for (int i = 0; i < 10; ++i) { // the rim of fur
        const double angle = 2 * pi * i / 10;
        m.group = 20 + i;
        m.rod(around(angle, 1.02 * r, 0.09 * h),
              around(angle + 2 * pi / 10, 1.02 * r, 0.09 * h),
              0.085 * h,
              mix(trim, paper, 0.75F),
              PixelPart::foot);
    }
}

void sword(Modeller& m, const Entity& entity)
{
    const double h = height_of(entity);
    const Rgb paint = ink(entity.colour);
    const Rgb trim = ink(entity.second_colour);
    const bool curved = entity.genome.clothes % 3 == 2;
    const double w = (0.068 + 0.02 * entity.genome.build) * h;
    const double thin = 0.014 * h;
    const double guard = 0.7 * h;
    const Rgb blade = mix(paint, hex(0xE6EBEF), 0.62F);
    m.turn({0, 0, 0}, {1, 0, 0}, 0.1);
    m.group = 1;
    const double bent = curved ? 0.08 * h : 0;
    const auto edge = [&](double up, double share) {
        return share * w + bent * std::sin(pi * up / (0.7 * h));
    };
    const double steps[] = {0.13 * h, 0.32 * h, 0.52 * h, guard};
    m.hull({{thin, steps[0], edge(steps[0], 1)},
            {-thin, steps[0], edge(steps[0], 1)},
            {thin, steps[0], edge(steps[0], -1)},
            {-thin, steps[0], edge(steps[0], -1)},
            {0, 0.01 * h, 0.01 * h},
            {0, 0.01 * h, -0.01 * h}},
           0,
           blade,
           PixelPart::body);
    for (int i = 0; i < 3; ++i) {
        const double a = steps[i];
        const double b = steps[i + 1];
        m.hull({{thin, a, edge(a, 1)},
                {-thin, a, edge(a, 1)},
                {thin, a, edge(a, -1)},
                {-thin, a, edge(a, -1)},
                {thin, b, edge(b, 1)},
                {-thin, b, edge(b, 1)},
                {thin, b, edge(b, -1)},
                {-thin, b, edge(b, -1)}},
               0,
               blade,
               PixelPart::body);
    }
    for (const double side : {1.0, -1.0}) {
        m.mark({side * thin, 0.16 * h, edge(0.16 * h, 0)},
               {side * thin, 0.4 * h, edge(0.4 * h, 0)},
               0.009 * h,
               {side, 0, 0},
               mix(blade, soot, 0.4F),
               PixelPart::body);
        m.mark({side * thin, 0.4 * h, edge(0.4 * h, 0)},
               {side * thin, 0.68 * h, 0},
               0.009 * h,
               {side, 0, 0},
               mix(blade, soot, 0.4F),
               PixelPart::body);
    }
    m.group = 2;
    m.rod({0, guard, 0}, {0, 0.93 * h, 0}, 0.034 * h, trim, PixelPart::hand);
    for (const double up : {0.77, 0.83, 0.89}) {
        m.rod({0, up * h, -0.026 * h},
              {0, up * h, 0.026 * h},
              0.016 * h,
              mix(trim, soot, 0.4F),
              PixelPart::hand);
    }
    m.ball({0, 0.95 * h, 0}, {0.05 * h, 0.05 * h, 0.05 * h}, paint, PixelPart::accessory);
    m.group = 3;
    const double out = (0.19 + 0.05 * entity.genome.limbs) * h;
    m.rod({0, guard + 0.01 * h, -out}, 0.036 * h, {0, guard, 0}, 0.045 * h, paint, PixelPart::arm);
    m.rod({0, guard, 0}, 0.045 * h, {0, guard + 0.01 * h, out}, 0.036 * h, paint, PixelPart::arm);
}

void umbrella(Modeller& m, const Entity& entity, const Moment& moment)
{
    const double h = height_of(entity);
    const Rgb paint = ink(entity.colour);
    const Rgb trim = ink(entity.second_colour);
    const bool striped = entity.genome.clothes % 2 == 0;
    const double r = (0.46 + 0.06 * entity.genome.build) * h;
    const double edge = 0.62 * h;
    const double top = (0.9 + 0.04 * entity.genome.head) * h;
    if (entity.action == Action::fly) {
        m.turn({0, 0.8 * h, 0}, {0, 0, 1}, 0.22 * std::sin(2 * pi * 1.2 * moment.phase));
        m.turn({0, 0.8 * h, 0}, {1, 0, 0}, 0.3 * std::sin(2 * pi * moment.phase + 1));
    }
    m.group = 1;
    const Vec3 stick[] = {{0, 0.95 * h, 0},
                          {0, 0.1 * h, 0},
                          {0.02 * h, 0.04 * h, 0},
                          {0.07 * h, 0.025 * h, 0},
                          {0.11 * h, 0.05 * h, 0},
                          {0.12 * h, 0.1 * h, 0}};
    m.rod(stick[0], stick[1], 0.014 * h, soot, PixelPart::accessory);
    m.wire(std::span<const Vec3>(stick).subspan(1), 0.024 * h, timber, PixelPart::hand);
    m.group = 2;
    m.ball({0, edge + 0.03 * h, 0},
           {0.94 * r, 0.045 * h, 0.94 * r},
           mix(paint, soot, 0.5F),
           PixelPart::body);
    m.rod({0, top - 0.02 * h, 0}, 0.02 * h, {0, 1.0 * h, 0}, 0.01 * h, soot, PixelPart::accessory);
    m.group = 3;
    constexpr int panels = 8;
    for (int i = 0; i < panels; ++i) {
        const double a = 2 * pi * i / panels;
        const double b = 2 * pi * (i + 1) / panels;
        const double c = (a + b) / 2;
        const Rgb colour = striped && i % 2 == 1 ? trim : paint;
        m.hull({{0, top, 0},
                around(a, 0.55 * r, top - 0.075 * h),
                around(b, 0.55 * r, top - 0.075 * h),
                around(a, 0.87 * r, top - 0.18 * h),
                around(b, 0.87 * r, top - 0.18 * h),
                around(a, r, edge),
                around(b, r, edge),
                around(c, 0.97 * r, edge + 0.025 * h)},
               0.004 * h,
               colour,
               PixelPart::body);
    }
}

} // namespace

void sculpt_belonging(Modeller& m, const Entity& entity, const Moment& moment)
{
    switch (entity.kind) {
    case Kind::phone:
        phone(m, entity, moment);
        break;
    case Kind::book:
        book(m, entity, moment);
        break;
    case Kind::bag:
        bag(m, entity);
        break;
    case Kind::hat:
        hat(m, entity, moment);
        break;
    case Kind::key:
        key(m, entity);
        break;
    case Kind::camera:
        camera(m, entity, moment);
        break;
    case Kind::letter:
        letter(m, entity, moment);
        break;
    case Kind::crown:
        crown(m, entity);
        break;
    case Kind::sword:
        sword(m, entity);
        break;
    default:
        umbrella(m, entity, moment);
        break;
    }
}

} // namespace rushlight::generation::world
