// Props of a desk.

#include "generation/world/render/modeller.hpp"

#include <cmath>
#include <numbers>

namespace rushlight::generation::world {

namespace {

constexpr double pi = std::numbers::pi;

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

} // namespace

void sculpt_desk_thing(Modeller& m, const Entity& entity, const Moment& moment)
{
    switch (entity.kind) {
    case Kind::phone:
        phone(m, entity, moment);
        break;
    case Kind::book:
        book(m, entity, moment);
        break;
    case Kind::camera:
        camera(m, entity, moment);
        break;
    default:
        letter(m, entity, moment);
        break;
    }
}

} // namespace rushlight::generation::world
