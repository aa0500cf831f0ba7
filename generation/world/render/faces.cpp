// Faces: brows, eyes and a mouth say what somebody feels, and where they look.

#include "generation/world/render/people.hpp"

#include <algorithm>
#include <cmath>

namespace rushlight::generation::world {

namespace {

constexpr Rgb lips = hex(0x7E2F2B);
constexpr Rgb eye_white = hex(0xF8F6F0);
constexpr Rgb tear = hex(0x7CC4EE);

/// World v0's face: dots for eyes.
void draw_plain_face(
    Sculptor& s, const Entity& entity, const Moment& moment, const Measures& body, const Vec3& head)
{
    const Genome& genome = entity.genome;
    const double r = body.r;
    const double blink = std::fmod(moment.phase * 0.7 + genome.phase, 1.0) > 0.94 ? 0.25 : 1;
    for (const double side : {0.5, -0.5}) {
        s.spot(head, r, 0.84, 0.08, side, 0.105 * r, 0.17 * r * blink, ink_dark);
        s.spot(head,
               r,
               0.84,
               0.42,
               side * 1.05,
               0.2 * r,
               0.05 * r,
               mix(hair_of(entity), ink_dark, 0.5F));
        if (genome.glasses) {
            s.spot(head,
                   r * 1.03,
                   0.88,
                   0.08,
                   side,
                   0.29 * r,
                   0.27 * r,
                   mix(skin_of(entity), hex(0xDDEBF5), 0.6F));
            s.spot(head, r * 1.05, 0.88, 0.08, side, 0.11 * r, 0.16 * r * blink, ink_dark);
        }
    }
    if (genome.beard && !body.child) {
        s.spot(
            head, r * 0.98, 0.72, -0.62, 0, 0.55 * r, 0.38 * r, hair_of(entity), PixelPart::hair);
    }
    const bool happy = entity.action == Action::wave || entity.action == Action::dance ||
                       entity.action == Action::jump;
    s.spot(head, r, 0.9, -0.46, 0, (happy ? 0.24 : 0.2) * r, (happy ? 0.13 : 0.05) * r, lips);
}

/// Draws on the ball of a head; places are (up, side) in its radii.
class Portrait {
public:
    Portrait(Sculptor& sculptor,
             const Entity& drawn,
             const Measures& body,
             const Vec3& middle,
             const Face& looks)
        : s(sculptor)
        , entity(drawn)
        , child(body.child)
        , r(body.r)
        , head(middle)
        , face(looks)
        , skin(skin_of(drawn))
        , hair(hair_of(drawn))
    {
    }

    void draw()
    {
        if (face.blush > 0) {
            for (const double side : {0.62, -0.62}) {
                spot(-0.24,
                     side,
                     0.17 * face.blush,
                     0.11 * face.blush,
                     mix(skin, hex(0xD8503F), 0.38F));
            }
        }
        for (const double side : {1.0, -1.0}) {
            eye(side);
            brow(side);
        }
        if (entity.genome.beard && !child) {
            s.spot(head, r * 0.98, 0.72, -0.62, 0, 0.55 * r, 0.38 * r, hair, PixelPart::hair);
        }
        mouth();
    }

private:
    static Vec3 towards(double up, double side)
    {
        return {std::sqrt(std::max(0.06, 1 - up * up - side * side)), up, side};
    }

    void spot(double up, double side, double wide, double high, const Rgb& colour, double out = 1)
    {
        const Vec3 n = towards(up, side);
        s.spot(head, r * out, n.x, n.y, n.z, wide * r, high * r, colour);
    }

    void
    line(double up_a, double side_a, double up_b, double side_b, double thick, const Rgb& colour)
    {
        s.stroke(head, r * 1.01, towards(up_a, side_a), towards(up_b, side_b), thick * r, colour);
    }

    /// Three lines through a bow: its middle lies `rise` above its ends.
    void bow(double up,
             double side,
             double half,
             double rise,
             double slope,
             double thick,
             const Rgb& colour)
    {
        const auto height = [&](double u) {
            return up + rise * (1 - u * u) + slope * u;
        };
        for (const double u : {-1.0, -0.33, 0.34}) {
            line(height(u),
                 side + half * u,
                 height(u + 0.66),
                 side + half * (u + 0.66),
                 thick,
                 colour);
        }
    }

    void eye(double side)
    {
        const double at = 0.47 * side;
        const double up = 0.09;
        if (entity.genome.glasses) {
            spot(up, at, 0.34, 0.31, ink_dark, 1.0);
            spot(up, at, 0.29, 0.26, mix(skin, hex(0xDDEBF5), 0.6F), 1.0);
        }
        if (face.eyes <= 0) {
            bow(up - 0.1 * face.closed_arc, at, 0.2, 0.2 * face.closed_arc, 0, 0.05, ink_dark);
        } else {
            const double wide = 0.15 + 0.045 * face.eyes;
            const double high = 0.21 * face.eyes;
            spot(up, at, wide, high, eye_white);
            const double pupil = 0.105 * std::sqrt(face.pupils);
            const double room = wide - pupil * 0.7;
            spot(up + face.look_up * 0.06,
                 at + face.look_along * room,
                 pupil,
                 std::min(0.16 * face.pupils, high * 0.85),
                 ink_dark);
            if (face.lids > 0) {
                spot(up + high * (1.05 - face.lids),
                     at,
                     wide * 1.15,
                     high * (0.12 + face.lids),
                     mix(skin, hex(0x6A3A30), 0.22F));
            }
            const double slope = -0.05 * side * face.brow_tilt;
            const double edge = up + high * (1 - 1.9 * face.lids);
            bow(edge - 0.07, at, wide * 1.1, 0.08, slope, 0.035, ink_dark);
        }
        if (face.tears > 0) {
            spot(up - 0.34, at * 1.12, 0.07 * (0.6 + face.tears), 0.12 * (0.5 + face.tears), tear);
        }
    }

    void brow(double side)
    {
        const double up = 0.4 + 0.5 * face.brow_lift;
        const double tilt = 0.16 * face.brow_tilt;
        const double inner = 0.26 * side;
        const double outer = 0.7 * side;
        const double middle = 0.47 * side;
        const Rgb colour = mix(hair, ink_dark, 0.5F);
        const double arch = 0.05 + 0.04 * std::max(0.0, face.brow_lift * 3);
        line(up + tilt, inner, up + arch, middle, 0.055, colour);
        line(up + arch, middle, up - tilt - 0.02, outer, 0.045, colour);
    }

    void mouth()
    {
        // On dark skin lips are lighter than it, on light skin darker.
        const Rgb line_colour = luma(skin) < 0.42F ? hex(0xE39A86) : lips;
        const double up = -0.46;
        const double half = 0.26 * face.mouth_wide;
        const double rise = -0.15 * face.curve;
        if (face.mouth_open > 0.12) {
            const double high = 0.17 * face.mouth_open;
            const double base = up - 0.3 * high;
            if (luma(skin) < 0.42F) {
                for (const double side : {0.3, -0.3}) {
                    spot(base, side * half, half * 0.72 + 0.045, high + 0.045, line_colour);
                }
            }
            for (const double side : {0.3, -0.3}) { // two, so that one is seen from the side
                spot(base, side * half, half * 0.72, high, lips);
            }
            if (face.curve >= 0 && face.mouth_open > 0.7) {
                spot(base - 0.55 * high, 0, half * 0.5, high * 0.4, hex(0xD9705F));
            }
            if (face.teeth) {
                for (const double side : {0.28, -0.28}) {
                    spot(base + (face.curve >= 0 ? 0.42 : 0.1) * high,
                         side * half,
                         half * 0.52,
                         high * (face.curve >= 0 ? 0.34 : 0.42),
                         eye_white);
                }
            }
        }
        if (face.mouth_open > 0.6 && face.curve == 0) {
            return;
        }
        bow(up - 0.5 * rise + (face.mouth_open > 0.12 ? 0.12 * face.mouth_open * face.curve : 0),
            0,
            half,
            rise,
            0,
            face.mouth_open < 0.8 ? 0.045 : 0.02,
            line_colour);
    }

    Sculptor& s;
    const Entity& entity;
    bool child;
    double r;
    Vec3 head;
    Face face;
    Rgb skin;
    Rgb hair;
};

} // namespace

void draw_face(
    Sculptor& s, const Entity& entity, const Moment& moment, const Measures& body, const Vec3& head)
{
    const Face face = face_of(entity, moment);
    if (face.plain) {
        draw_plain_face(s, entity, moment, body, head);
        return;
    }
    Portrait(s, entity, body, head, face).draw();
}

void draw_robot_face(
    Sculptor& s, const Entity& entity, const Moment& moment, const Measures& body, const Vec3& head)
{
    const double r = body.r;
    const Face face = face_of(entity, moment);
    constexpr Rgb glass = hex(0x1E2530);
    constexpr Rgb light = hex(0xBFF6FF);
    if (face.plain) {
        for (const double side : {0.42, -0.42}) {
            s.spot(head, r, 0.9, 0.1, side, 0.27 * r, 0.27 * r, glass);
            s.spot(head, r * 1.02, 0.9, 0.1, side, 0.16 * r, 0.16 * r, light);
        }
        s.spot(head, r, 0.95, -0.5, 0, 0.4 * r, 0.07 * r, glass);
        return;
    }
    for (const double side : {1.0, -1.0}) {
        const double at = 0.42 * side;
        const double size = 0.27 * (0.85 + 0.15 * face.eyes);
        s.spot(head, r, 0.9, 0.1, at, size * r, size * r, glass);
        if (face.eyes <= 0) { // an arc of light
            const double arc = 0.16 * face.closed_arc;
            const auto line = [&](double up_a, double a, double up_b, double b) {
                s.stroke(head, r * 1.02, {0.9, up_a, a}, {0.9, up_b, b}, 0.055 * r, light);
            };
            line(0.1 - arc / 2, at - 0.15, 0.1 + arc / 2, at);
            line(0.1 + arc / 2, at, 0.1 - arc / 2, at + 0.15);
        } else {
            s.spot(head,
                   r * 1.02,
                   0.9,
                   0.1 + 0.06 * face.look_up,
                   at + 0.1 * face.look_along,
                   0.16 * r * std::sqrt(face.pupils),
                   0.16 * r * face.eyes * std::sqrt(face.pupils) * (1 - 0.75 * face.lids),
                   light);
        }
        // shutters stand for brows
        const double tilt = 0.16 * face.brow_tilt;
        const double up = 0.42 + 0.5 * face.brow_lift;
        s.stroke(head,
                 r * 1.03,
                 {0.85, up + tilt, at - 0.2 * side},
                 {0.85, up - tilt, at + 0.26 * side},
                 0.06 * r,
                 hex(0x5A6069));
    }
    const double half = 0.4 * face.mouth_wide;
    const double rise = -0.17 * face.curve;
    for (const double u : {-1.0, 0.0}) {
        const auto height = [&](double v) {
            return -0.5 + rise * (0.5 - v * v);
        };
        s.stroke(head,
                 r * 1.01,
                 {0.95, height(u), half * u},
                 {0.95, height(u + 1), half * (u + 1)},
                 0.06 * r,
                 glass);
    }
    if (face.mouth_open > 0.12) {
        for (const double side : {0.16, -0.16}) {
            s.spot(head,
                   r * 1.01,
                   0.95,
                   -0.52,
                   side,
                   half * 0.6 * r,
                   0.16 * face.mouth_open * r,
                   glass);
        }
        s.spot(head, r * 1.02, 0.95, -0.52, 0, half * 0.55 * r, 0.07 * face.mouth_open * r, light);
    }
}

} // namespace rushlight::generation::world
