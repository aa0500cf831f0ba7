// Kitchen, office and classroom.

#include "generation/world/render/places.hpp"

namespace rushlight::generation::world {

void furnish_kitchen(Dresser& d, const Scene& scene)
{
    Stage& stage = d.stage_;
    const Rgb walls[4] = {hex(0xE3D9B8), hex(0xB9CFC4), hex(0xE0C2AE), hex(0xBFD0DA)};
    const Rgb fronts[4] = {hex(0x5F8A86), hex(0xC8674E), hex(0x6F7FA3), hex(0xB98A4E)};
    const Rgb fridges[4] = {hex(0xF0EDE4), hex(0xE8A59A), hex(0x9CCFC6), hex(0xF0D27A)};
    const Rgb front = fronts[d.random.below(4)];
    const Rgb top = hex(0xEDE4D2);
    stage.ground_near = hex(0xE6DCC8);
    stage.ground_far = hex(0xDDD2BC);
    const Rgb wall = walls[d.random.below(4)];
    enclose(stage, wall, room_high);
    side_windows(d, scene);
    door(d, -4.6, hex(0x9A6B42));
    stage.patterns.push_back(
        {Pattern::Form::checks, mix(front, hex(0x6A5A50), 0.35F), 0.8F, 0.42 * d.scale, 0, 0});
    { // tiles behind the counter
        Builder b(d, 0, 0, wall_z + 0.07);
        b.hang();
        b.box({0, 0.72, 0}, {6.2, 0.72, 0.02}, hex(0xEFEFE8));
        for (int i = 0; i < 8; ++i) {
            b.stroke(
                {-4.2 + 1.2 * i, 0.92, 0.03}, {-4.2 + 1.2 * i, 1.42, 0.03}, 0.01, hex(0xC8CCC8));
        }
        b.stroke({-6, 1.18, 0.03}, {6, 1.18, 0.03}, 0.01, hex(0xC8CCC8));
    }
    const double sink = d.random.uniform(-1.7, -0.9);
    window(d, scene, sink, 2.0, 0.72, 0.52, Outlook::garden);
    { // curtains
        Builder b(d, sink, 2.0, wall_z - 0.12);
        b.hang();
        const Rgb cloth = ink(static_cast<ColourName>(d.random.below(8)));
        for (const double s : {-1.0, 1.0}) {
            b.hull(
                {{s * 0.95, 0.62, 0}, {s * 0.5, 0.62, 0}, {s * 0.95, -0.5, 0}, {s * 0.8, -0.5, 0}},
                mix(cloth, hex(0xFFFFFF), 0.3F));
        }
        b.box({0, 0.63, 0.02}, {1.05, 0.09, 0.03}, cloth);
    }
    { // counter with the sink
        Builder b(d, sink - 0.55, 0, wall_z - 0.45);
        b.box({0, 0.44, 0}, {1.85, 0.44, 0.32}, front);
        b.box({0, 0.92, 0}, {1.9, 0.045, 0.36}, top);
        for (int i = 0; i < 5; ++i) {
            const double left = -1.78 + 0.72 * i;
            b.sheet(left, 0.12, left + 0.64, 0.8, 0.34, mix(front, hex(0xFFFFFF), 0.16F));
            b.disc({left + 0.56, 0.66, 0.35}, 0.035, 0.035, hex(0xF4EAD0));
        }
        b.group(1);
        b.rod({0.55, 0.96, -0.15}, 0.03, {0.55, 1.24, -0.15}, 0.03, hex(0xB8C0C8));
        b.rod({0.55, 1.24, -0.15}, 0.03, {0.55, 1.2, 0.08}, 0.03, hex(0xB8C0C8));
        b.box({-0.9, 1.1, 0}, {0.2, 0.14, 0.12}, hex(0xD8402F)); // toaster
        b.ball({-1.45, 1.1, 0}, {0.14, 0.16, 0.14}, hex(0xF0EDE4));
    }
    const double stove = sink + 1.85;
    { // stove, pot and hood
        Builder b(d, stove, 0, wall_z - 0.45);
        b.box({0, 0.46, 0}, {0.5, 0.46, 0.34}, hex(0xE7E5DE));
        b.sheet(-0.38, 0.16, 0.38, 0.6, 0.36, hex(0x3A3D46));
        b.sheet(-0.3,
                0.22,
                0.3,
                0.46,
                0.36,
                scene.time == TimeOfDay::night ? hex(0xE9963F) : hex(0x6A5048));
        for (int i = 0; i < 4; ++i) {
            b.disc({-0.33 + 0.22 * i, 0.78, 0.36}, 0.045, 0.045, hex(0x3A3D46));
        }
        b.group(1);
        const Rgb pot = ink(static_cast<ColourName>(d.random.below(7)));
        b.box({-0.18, 1.06, 0}, {0.2, 0.13, 0.18}, pot);
        b.rod({-0.38, 1.2, 0}, 0.03, {0.02, 1.2, 0}, 0.03, mix(pot, hex(0x303038), 0.3F));
        b.ball({-0.18, 1.26, 0}, {0.045, 0.045, 0.045}, hex(0x303038));
    }
    {
        Builder b(d, stove, 0, wall_z - 0.3);
        b.hull({{-0.55, 1.95, 0.3},
                {0.55, 1.95, 0.3},
                {-0.55, 1.95, -0.2},
                {0.55, 1.95, -0.2},
                {-0.2, 2.4, 0.1},
                {0.2, 2.4, 0.1},
                {-0.2, 2.4, -0.2},
                {0.2, 2.4, -0.2}},
               hex(0xB9BEC2));
        b.box({0, 2.9, -0.05}, {0.2, 0.5, 0.15}, hex(0xB9BEC2));
    }
    { // fridge
        const Rgb skin = fridges[d.random.below(4)];
        Builder b(d, stove + 1.15, 0, wall_z - 0.5);
        b.box({0, 0.98, 0}, {0.48, 0.98, 0.38}, skin);
        b.sheet(-0.48, 1.3, 0.48, 1.325, 0.4, skin * 0.6F);
        b.stroke({-0.36, 1.42, 0.42}, {-0.36, 1.7, 0.42}, 0.03, hex(0x8C9198));
        b.stroke({-0.36, 0.9, 0.42}, {-0.36, 1.2, 0.42}, 0.03, hex(0x8C9198));
        b.sheet(0.05, 0.95, 0.25, 1.18, 0.41, hex(0xFFFFFF));
        b.disc({0.15, 1.17, 0.42}, 0.03, 0.03, hex(0xE0533D));
    }
    { // shelf with jars
        Builder b(d, stove + 2.6, 1.55, wall_z - 0.1);
        b.hang();
        b.box({0, 0, 0}, {0.75, 0.035, 0.18}, hex(0x8A5C3A));
        b.box({0, 0.6, 0}, {0.75, 0.035, 0.18}, hex(0x8A5C3A));
        for (int i = 0; i < 6; ++i) {
            const double x = -0.5 + 0.5 * (i % 3);
            const double y = i < 3 ? 0.18 : 0.78;
            const Rgb glass =
                mix(ink(static_cast<ColourName>(d.random.below(9))), hex(0xF4EFE4), 0.3F);
            b.box({x, y, 0}, {0.12, d.random.uniform(0.1, 0.16), 0.1}, glass);
        }
    }
    table(d, -2.75, 1.1, 0.85, 0.55, 0.76, hex(0xB07A4A));
    chair(d, -2.5, 1.85, hex(0xB07A4A), -1);
    { // a bowl of fruit
        Builder b(d, -2.7, 0.76, 1.1);
        b.ball({-0.1, 0.17, 0}, {0.1, 0.1, 0.1}, hex(0xE0533D));
        b.ball({0.08, 0.18, 0}, {0.1, 0.1, 0.1}, hex(0xEE9A2B));
        b.ball({0, 0.08, 0.02}, {0.28, 0.1, 0.22}, hex(0x5B86B0));
    }
    hanging_lamp(d, -2.3, 2.25, 1.4, front, is_dark(scene));
}

void furnish_office(Dresser& d, const Scene& scene)
{
    Stage& stage = d.stage_;
    const Rgb walls[4] = {hex(0xC9CFCC), hex(0xB8C4CC), hex(0xD6CFC0), hex(0xBFC7B4)};
    const Rgb woods[3] = {hex(0xC39B6A), hex(0xE4DFD4), hex(0x8E6A4C)};
    const Rgb wood = woods[d.random.below(3)];
    stage.ground_near = hex(0x6F7C88);
    stage.ground_far = hex(0x687683);
    const Rgb wall = walls[d.random.below(4)];
    enclose(stage, wall, room_high);
    side_windows(d, scene);
    door(d, 5.1, hex(0x9A6B42));
    stage.patterns.push_back({Pattern::Form::checks, hex(0x7F8C97), 0.55F, 0.6 * d.scale, 0, 0});
    wainscot(d, 0.14, hex(0x8F9698));
    const double glass = d.random.uniform(-1.6, -0.7);
    window(d, scene, glass - 0.85, 1.85, 0.8, 0.72, Outlook::city);
    window(d, scene, glass + 0.95, 1.85, 0.8, 0.72, Outlook::city);
    { // blinds, half drawn
        Builder b(d, glass + 0.05, 0, wall_z - 0.12);
        b.hang();
        for (int i = 0; i < 5; ++i) {
            b.box({0, 2.62 - 0.11 * i, 0}, {1.85, 0.03, 0.03}, hex(0xF2EFE8));
        }
    }
    { // chart
        Builder b(d, glass + 3.3, 1.85, wall_z);
        b.hang();
        b.box({0, 0, 0}, {1.0, 0.62, 0.04}, hex(0x9AA2A8));
        b.sheet(-0.93, -0.55, 0.93, 0.55, 0.06, hex(0xF6F6F2));
        for (int i = 0; i < 4; ++i) {
            const double x = -0.72 + 0.24 * i;
            b.sheet(x,
                    -0.42,
                    x + 0.16,
                    -0.42 + d.random.uniform(0.2, 0.8),
                    0.07,
                    ink(static_cast<ColourName>((2 * i + 5) % 8)));
        }
        b.stroke({0.3, -0.2, 0.07}, {0.5, 0.1, 0.07}, 0.02, hex(0xD8402F));
        b.stroke({0.5, 0.1, 0.07}, {0.62, 0.0, 0.07}, 0.02, hex(0xD8402F));
        b.stroke({0.62, 0.0, 0.07}, {0.82, 0.36, 0.07}, 0.02, hex(0xD8402F));
    }
    wall_clock(d, glass + 2.05, 2.55);
    { // files
        Builder b(d, glass + 2.75, 0, wall_z - 0.35);
        b.box({0, 0.5, 0}, {0.85, 0.5, 0.24}, wood * 0.85F);
        for (int i = 0; i < 7; ++i) {
            const double x = -0.7 + 0.2 * i;
            b.sheet(x, 0.54, x + 0.15, 0.9, 0.26, ink(static_cast<ColourName>(d.random.below(12))));
            b.sheet(x, 0.1, x + 0.15, 0.44, 0.26, ink(static_cast<ColourName>(d.random.below(12))));
        }
        b.sheet(-0.8, 0.47, 0.8, 0.51, 0.26, wood * 0.6F);
    }
    { // plant
        Builder b(d, glass - 2.5, 0, wall_z - 0.5);
        b.box({0, 0.22, 0}, {0.2, 0.22, 0.2}, hex(0xE4DFD4), 1.25);
        b.group(1);
        for (int i = 0; i < 6; ++i) {
            const double a = i * 1.05 + d.random.uniform(0, 0.5);
            const Vec3 tip{0.55 * std::cos(a), 1.15 + 0.3 * (i % 3), 0.4 * std::sin(a)};
            b.rod({0, 0.45, 0}, 0.03, tip * 0.7 + Vec3{0, 0.25, 0}, 0.13, hex(0x4E8A52));
            b.rod(tip * 0.7 + Vec3{0, 0.25, 0}, 0.13, tip, 0.02, hex(0x4E8A52));
        }
    }
    const double desks[2][2] = {{-2.75, 1.7}, {2.75, 1.3}};
    for (const auto& desk : desks) {
        table(d, desk[0], desk[1], 0.95, 0.45, 0.75, wood);
        Builder b(d, desk[0], 0.76, desk[1] - 0.05);
        b.rod({0, 0, 0}, 0.05, {0, 0.2, 0}, 0.04, hex(0x3A3D46));
        b.box({0, 0.42, 0.03}, {0.42, 0.26, 0.035}, hex(0x2E323B));
        b.sheet(-0.37, 0.2, 0.37, 0.64, 0.08, hex(0x9FD0E8)).glow = true;
        b.sheet(-0.3, 0.48, 0.06, 0.56, 0.08, hex(0xF4FAFF)).glow = true;
        b.sheet(-0.3, 0.34, 0.2, 0.42, 0.08, hex(0x5B8FC0)).glow = true;
        b.group(1);
        b.box({0, 0.03, 0.28}, {0.3, 0.02, 0.09}, hex(0xD9DCDE));
        b.box({-0.68, 0.08, 0.1}, {0.16, 0.07, 0.14}, hex(0xF6F4EE));
        b.rod({0.62, 0.02, 0.15},
              0.065,
              {0.62, 0.14, 0.15},
              0.07,
              ink(static_cast<ColourName>(d.random.below(9))));
        Builder seat(d, desk[0] + 0.1, 0, desk[1] - 0.75);
        const Rgb cloth = ink(static_cast<ColourName>(d.random.below(9)));
        seat.rod({-0.28, 0.05, 0}, 0.045, {0.28, 0.05, 0}, 0.045, hex(0x3A3D46));
        seat.rod({0, 0.06, 0}, 0.04, {0, 0.42, 0}, 0.04, hex(0x3A3D46));
        seat.box({0, 0.48, 0}, {0.27, 0.06, 0.24}, cloth);
        seat.box({0, 0.86, 0.22}, {0.25, 0.28, 0.05}, cloth);
    }
    for (const double x : {-1.9, 1.9}) { // light along the ceiling
        Builder b(d, x, 2.95, 1.2);
        b.rod({0, 0.05, 0}, 0.012, {0, room_high - 2.95, 0}, 0.012, hex(0x6A6E72));
        b.box({0, 0, 0}, {0.9, 0.05, 0.12}, hex(0xFDFAEC)).glow = true;
    }
}

void furnish_classroom(Dresser& d, const Scene& scene)
{
    Stage& stage = d.stage_;
    const Rgb walls[4] = {hex(0xE6D5A6), hex(0xBCD2C6), hex(0xD8C4BE), hex(0xC4CFDC)};
    const Rgb wood = hex(0xC48E56);
    stage.ground_near = hex(0xB98A58);
    stage.ground_far = hex(0xA97C4E);
    const Rgb wall = walls[d.random.below(4)];
    enclose(stage, wall, room_high);
    side_windows(d, scene);
    door(d, -5.1, hex(0x9A6B42));
    wainscot(d, 0.85, mix(wall, hex(0x6F8A7A), 0.6F));
    const double board = d.random.uniform(-0.9, 0.1);
    {
        Builder b(d, board, 1.75, wall_z);
        b.hang();
        b.box({0, 0, 0}, {1.75, 0.78, 0.05}, hex(0x8A5C3A));
        b.box({0, -0.8, 0.08}, {1.75, 0.03, 0.08}, hex(0x8A5C3A));
        b.sheet(-1.66, -0.69, 1.66, 0.69, 0.07, hex(0x3B6152));
        const Rgb chalk = hex(0xF1F3EC);
        const Rgb pastel[3] = {hex(0xF2CB6A), hex(0xF0A0B4), hex(0x9AD0E4)};
        const Rgb tint = pastel[d.random.below(3)];
        const auto line = [&](double x0, double y0, double x1, double y1, const Rgb& c) {
            b.stroke({x0, y0, 0.08}, {x1, y1, 0.08}, 0.017, c);
        };
        switch (d.random.below(3)) {
        case 0: // a sum
            for (int i = 0; i < 2; ++i) {
                const double y = 0.32 - 0.5 * i;
                line(-1.3, y - 0.15, -1.3, y + 0.15, chalk);
                line(-1.1, y, -0.9, y, tint);
                line(-1.0, y - 0.1, -1.0, y + 0.1, tint);
                line(-0.72, y - 0.15, -0.72, y + 0.15, chalk);
                line(-0.5, y + 0.05, -0.3, y + 0.05, tint);
                line(-0.5, y - 0.05, -0.3, y - 0.05, tint);
                line(-0.14, y + 0.15, 0.06, y + 0.15, chalk);
                line(0.06, y + 0.15, -0.14, y - 0.15, chalk);
                line(-0.14, y - 0.15, 0.06, y - 0.15, chalk);
            }
            break;
        case 1: // triangles
            line(-1.3, -0.35, -0.4, -0.35, chalk);
            line(-1.3, -0.35, -1.3, 0.35, chalk);
            line(-1.3, 0.35, -0.4, -0.35, chalk);
            line(-1.3, -0.2, -1.15, -0.2, tint);
            line(-1.15, -0.2, -1.15, -0.35, tint);
            break;
        default: // lines of writing
            for (int i = 0; i < 4; ++i) {
                const double y = 0.42 - 0.26 * i;
                line(-1.4, y, -0.7 - 0.1 * (i % 2), y, i == 0 ? tint : chalk);
                line(-0.55, y, 0.0 - 0.2 * (i % 3), y, chalk);
            }
            break;
        }
        // a flower and a sun that somebody drew
        line(0.75, -0.5, 0.75, 0.0, hex(0x9CD49A));
        b.disc({0.75, 0.1, 0.08}, 0.14, 0.14, tint);
        b.disc({0.75, 0.1, 0.09}, 0.06, 0.06, chalk);
        b.disc({1.32, 0.38, 0.08}, 0.14, 0.14, hex(0xF2CB6A));
    }
    { // letters above
        Builder b(d, board, 2.82, wall_z);
        b.hang();
        for (int i = 0; i < 8; ++i) {
            b.box({-1.58 + 0.45 * i, 0, 0},
                  {0.17, 0.15, 0.02},
                  mix(ink(static_cast<ColourName>((i * 5) % 8)), hex(0xFFFFFF), 0.45F));
        }
    }
    { // map
        Builder b(d, board + 2.75, 1.85, wall_z);
        b.hang();
        b.box({0, 0, 0}, {0.72, 0.5, 0.02}, hex(0xA9CBE0));
        b.rod({-0.76, 0.52, 0.02}, 0.035, {0.76, 0.52, 0.02}, 0.035, hex(0x8A5C3A));
        b.disc({-0.36, 0.12, 0.03}, 0.2, 0.17, hex(0x8DB06A));
        b.disc({-0.24, -0.24, 0.03}, 0.11, 0.17, hex(0xC9A860));
        b.disc({0.16, -0.04, 0.03}, 0.12, 0.26, hex(0xD9B45E));
        b.disc({0.36, 0.18, 0.03}, 0.26, 0.15, hex(0x8DB06A));
        b.disc({0.5, -0.25, 0.03}, 0.1, 0.07, hex(0xD08A5E));
    }
    wall_clock(d, board + 2.75, 2.75);
    window(d, scene, board - 3.2, 1.9, 0.7, 0.75, Outlook::garden);
    table(d, 2.3, 2.3, 0.85, 0.4, 0.78, wood * 0.9F);
    { // globe, books and an apple
        Builder b(d, 2.3, 0.79, 2.3);
        b.rod({0.45, 0.02, 0}, 0.1, {0.45, 0.03, 0}, 0.08, hex(0x8A5C3A));
        b.rod({0.45, 0.05, 0}, 0.02, {0.45, 0.2, 0}, 0.02, hex(0x8A5C3A));
        b.ball({0.45, 0.36, 0}, {0.2, 0.2, 0.2}, hex(0x5FA0CF));
        b.disc({0.4, 0.42, 0.2}, 0.09, 0.07, hex(0x8DB06A));
        b.disc({0.52, 0.3, 0.2}, 0.06, 0.08, hex(0x8DB06A));
        b.group(1);
        b.box({-0.35, 0.05, 0}, {0.2, 0.045, 0.14}, hex(0xC8523E));
        b.box({-0.33, 0.14, 0}, {0.18, 0.04, 0.13}, hex(0x3F6FB0));
        b.ball({-0.33, 0.26, 0}, {0.085, 0.085, 0.085}, hex(0xD8402F));
        b.rod({-0.33, 0.33, 0}, 0.012, {-0.3, 0.4, 0}, 0.012, hex(0x6E5038));
    }
    for (const double side : {-1.0, 1.0}) { // where the pupils sit
        for (int row = 0; row < 2; ++row) {
            const double x = side * (2.15 + 0.75 * (1 - row));
            const double z = -0.1 + 1.2 * row;
            table(d, x, z, 0.48, 0.32, 0.62, wood);
            chair(d, x, z - 0.6, mix(wood, hex(0x5B86B0), 0.5F), 1);
            Builder b(d, x, 0.63, z);
            b.box({-0.1, 0.03, 0},
                  {0.15, 0.025, 0.11},
                  ink(static_cast<ColourName>(d.random.below(9))));
        }
    }
}

} // namespace rushlight::generation::world
