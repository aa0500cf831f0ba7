// Skin, hair and hats of people.

#include "generation/world/render/people.hpp"

#include <cmath>

namespace rushlight::generation::world {

namespace {

constexpr Rgb skins[8] = {hex(0xF7D7BD),
                          hex(0xF0BF98),
                          hex(0xE0A878),
                          hex(0xC98A5A),
                          hex(0xA86C44),
                          hex(0x84502F),
                          hex(0x633A22),
                          hex(0xF3C7A6)};
constexpr Rgb hairs[8] = {hex(0x2B2320),
                          hex(0x4B3122),
                          hex(0x7A4A26),
                          hex(0xB9772F),
                          hex(0xE4BE63),
                          hex(0xA83F23),
                          hex(0x8E9097),
                          hex(0xE9E4DA)};

/// World v0's hats.
void plain_hat(Sculptor& s, const Genome& genome, const Vec3& head, double r, const Rgb& colour)
{
    const auto up = [&](double along, double y) {
        return Vec3{head.x + along * r, head.y + y * r, head.z};
    };
    switch (genome.hat) {
    case 1: // cap
        s.ellipsoid(up(-0.05, 0.5), 1.0 * r, 0.62 * r, 1.0 * r, colour, PixelPart::hair);
        s.ellipsoid(up(0.85, 0.42), 0.62 * r, 0.12 * r, 0.7 * r, colour, PixelPart::hair);
        break;
    case 2: // top hat
        s.ellipsoid(up(0, 0.62), 1.35 * r, 0.16 * r, 1.35 * r, colour, PixelPart::hair);
        s.box(up(0, 1.3), 0.78 * r, 0.75 * r, 0.78 * r, 0.12 * r, colour, PixelPart::hair, 1.08);
        break;
    case 3: // beanie
        s.ellipsoid(up(-0.05, 0.55), 1.04 * r, 0.72 * r, 1.04 * r, colour, PixelPart::hair);
        s.ellipsoid(up(-0.05, 1.36), 0.26 * r, 0.26 * r, 0.26 * r, hex(0xF4F1EA), PixelPart::hair);
        break;
    case 4: // crown
        for (const double side : {-0.6, 0.0, 0.6}) {
            for (const double along : {-0.45, 0.45}) {
                s.capsule({head.x + along * r, head.y + 0.62 * r, head.z + side * r},
                          0.3 * r,
                          {head.x + along * 1.1 * r, head.y + 1.4 * r, head.z + side * 1.15 * r},
                          0.04 * r,
                          hex(0xF2C23D),
                          PixelPart::hair);
            }
        }
        break;
    default:
        break;
    }
}

} // namespace

Rgb skin_of(const Entity& entity)
{
    return entity.kind == Kind::robot ? hex(0xB9C0C7) : skins[entity.genome.skin & 7];
}

Rgb hair_of(const Entity& entity)
{
    return hairs[entity.genome.hair_colour & 7];
}

void draw_hair(Sculptor& s, const Entity& entity, const Measures& body, const Vec3& head)
{
    const Genome& genome = entity.genome;
    const double r = body.r;
    const Rgb colour = hair_of(entity);
    const auto ball = [&](double along, double y, double side, double size) {
        s.ellipsoid({head.x + along * r, head.y + y * r, head.z + side * r},
                    size * r,
                    size * r,
                    size * r,
                    colour,
                    PixelPart::hair);
    };
    if (genome.hair == 0) {
        return;
    }
    s.ellipsoid({head.x - 0.24 * r, head.y + 0.26 * r, head.z},
                0.95 * r,
                0.92 * r,
                1.03 * r,
                colour,
                PixelPart::hair);
    switch (genome.hair) {
    case 2: // long
    case 7:
        s.capsule({head.x - 0.55 * r, head.y, head.z},
                  0.72 * r,
                  {head.x - 0.75 * r, head.y - (1.3 + genome.tail) * r, head.z},
                  0.5 * r,
                  colour,
                  PixelPart::hair);
        break;
    case 3: // bun
        ball(-0.75, 1.0, 0, 0.45);
        break;
    case 4: // plait
        s.capsule({head.x - 0.95 * r, head.y + 0.3 * r, head.z},
                  0.3 * r,
                  {head.x - 1.35 * r, head.y - 1.6 * r, head.z},
                  0.14 * r,
                  colour,
                  PixelPart::hair);
        break;
    case 5: // curls
        ball(0.1, 0.95, 0.4, 0.46);
        ball(0.1, 0.95, -0.4, 0.46);
        ball(-0.7, 0.6, 0.5, 0.5);
        ball(-0.7, 0.6, -0.5, 0.5);
        ball(-0.9, 0, 0, 0.55);
        break;
    case 6: // crest
        s.capsule({head.x + 0.4 * r, head.y + 1.0 * r, head.z},
                  0.22 * r,
                  {head.x - 0.8 * r, head.y + 0.9 * r, head.z},
                  0.3 * r,
                  colour,
                  PixelPart::hair);
        break;
    case 8: // bunches
        ball(-0.3, 0.45, 1.1, 0.42);
        ball(-0.3, 0.45, -1.1, 0.42);
        break;
    case 9: // quiff
        s.capsule({head.x + 0.1 * r, head.y + 0.8 * r, head.z},
                  0.4 * r,
                  {head.x + 0.85 * r, head.y + 0.98 * r, head.z},
                  0.24 * r,
                  colour,
                  PixelPart::hair);
        break;
    default:
        break;
    }
}

void draw_hat(Sculptor& s, const Entity& entity, const Measures& body, const Vec3& head)
{
    const Genome& genome = entity.genome;
    const double r = body.r;
    const Rgb shirt = ink(entity.colour);
    const Rgb accent = ink(entity.second_colour);
    const auto up = [&](double along, double y, double side = 0) {
        return Vec3{head.x + along * r, head.y + y * r, head.z + side * r};
    };
    const auto piece =
        [&](const Vec3& centre, double along, double high, double side, const Rgb& colour) {
            s.ellipsoid(centre, along * r, high * r, side * r, colour, PixelPart::hair);
        };
    switch (genome.headwear) {
    case 1: { // straw hat with a ribbon
        const Rgb straw = hex(0xE3C271);
        piece(up(-0.04, 0.6), 1.85, 0.14, 1.85, straw);
        piece(up(-0.04, 0.74), 1.02, 0.26, 1.02, accent);
        piece(up(-0.04, 0.92), 0.94, 0.62, 0.94, straw);
        break;
    }
    case 2: // helmet with a stripe
        piece(up(-0.1, 0.38), 1.18, 0.96, 1.14, accent);
        for (const double a : {0.5, 1.1, 1.7, 2.3}) {
            s.stroke(up(-0.1, 0.32),
                     1.06 * r,
                     {std::cos(a), std::sin(a), 0},
                     {std::cos(a + 0.6), std::sin(a + 0.6), 0},
                     0.13 * r,
                     hex(0xF4F1EA),
                     PixelPart::hair);
        }
        piece(up(0.82, 0.52), 0.5, 0.1, 0.78, mix(accent, ink_dark, 0.45F));
        break;
    case 3: { // witch hat
        const Rgb cloth = mix(shirt, ink_dark, 0.62F);
        piece(up(-0.04, 0.58), 1.8, 0.15, 1.8, cloth);
        s.capsule(up(-0.05, 0.75), 0.9 * r, up(-0.25, 1.95), 0.34 * r, cloth, PixelPart::hair);
        s.capsule(up(-0.25, 1.95), 0.34 * r, up(-0.85, 2.55), 0.06 * r, cloth, PixelPart::hair);
        piece(up(-0.06, 0.78), 1.0, 0.16, 1.0, accent);
        break;
    }
    case 4: // hood
        piece(up(-0.26, 0.14), 1.08, 1.2, 1.16, mix(shirt, ink_dark, 0.12F));
        s.capsule(up(-0.55, 1.0),
                  0.4 * r,
                  up(-1.05, 1.15),
                  0.1 * r,
                  mix(shirt, ink_dark, 0.12F),
                  PixelPart::hair);
        s.capsule(up(-0.5, -0.75, 0.7),
                  0.3 * r,
                  up(-0.5, -0.75, -0.7),
                  0.3 * r,
                  mix(shirt, ink_dark, 0.12F),
                  PixelPart::hair);
        break;
    case 5: // hair bow
        for (const double side : {1.0, -1.0}) {
            s.capsule(up(0, 1.12),
                      0.12 * r,
                      up(-0.05, 1.28, 0.6 * side),
                      0.27 * r,
                      accent,
                      PixelPart::hair);
        }
        piece(up(0.04, 1.14), 0.2, 0.2, 0.2, mix(accent, ink_dark, 0.25F));
        break;
    default:
        plain_hat(
            s, genome, head, r, genome.hat == 4 ? hex(0xF2C23D) : mix(shirt, ink_dark, 0.18F));
        break;
    }
}

} // namespace rushlight::generation::world
