// What feelings and actions do to a face.

#include "generation/world/people_motion.hpp"
#include "generation/world/render/people.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace rushlight::generation::world {

namespace {

constexpr double pi = std::numbers::pi;

Face felt(Expression expression)
{
    Face face;
    switch (expression) {
    case Expression::neutral:
        break;
    case Expression::happy:
        face.brow_lift = 0.1;
        face.eyes = 0.85;
        face.curve = 1;
        face.mouth_wide = 1.5;
        face.mouth_open = 0.85;
        face.teeth = true;
        face.blush = 1;
        break;
    case Expression::sad:
        face.brow_lift = 0.06;
        face.brow_tilt = 0.85;
        face.eyes = 0.9;
        face.lids = 0.3;
        face.curve = -0.9;
        face.look_up = -0.5;
        face.tears = 0.5;
        break;
    case Expression::angry:
        face.brow_lift = -0.15;
        face.brow_tilt = -1;
        face.eyes = 0.85;
        face.pupils = 0.85;
        face.lids = 0.28;
        face.curve = -0.75;
        face.mouth_wide = 1.25;
        face.mouth_open = 0.35;
        face.teeth = true;
        break;
    case Expression::surprised:
        face.brow_lift = 0.32;
        face.eyes = 1.4;
        face.pupils = 0.8;
        face.mouth_wide = 0.75;
        face.mouth_open = 1.35;
        break;
    case Expression::afraid:
        face.brow_lift = 0.2;
        face.brow_tilt = 0.9;
        face.eyes = 1.3;
        face.pupils = 0.55;
        face.curve = -0.7;
        face.mouth_wide = 1.3;
        face.mouth_open = 0.4;
        face.teeth = true;
        break;
    case Expression::sleepy:
        face.brow_lift = 0.16;
        face.brow_tilt = 0.2;
        face.eyes = 0.8;
        face.lids = 0.62;
        face.curve = -0.1;
        face.mouth_wide = 0.8;
        face.look_up = -0.4;
        break;
    case Expression::proud:
        face.brow_lift = 0.24;
        face.brow_tilt = -0.15;
        face.eyes = 0;
        face.closed_arc = -0.8;
        face.curve = 0.8;
        face.mouth_wide = 1.2;
        face.blush = 0.7;
        break;
    }
    return face;
}

} // namespace

Face face_of(const Entity& entity, const Moment& moment)
{
    Face face = felt(entity.expression);
    face.plain =
        entity.expression == Expression::neutral && entity.gaze == 0 && !is_gesture(entity.action);
    const double time = since_begin(entity, moment.seconds);
    const bool calm = entity.expression == Expression::neutral;
    switch (entity.action) {
    case Action::wave:
    case Action::dance:
    case Action::jump:
        if (calm) {
            face.curve = 0.9;
            face.mouth_wide = 1.2;
        }
        break;
    case Action::talk:
        face.mouth_open = std::max(0.0, spoken(moment.phase));
        face.mouth_wide = std::min(face.mouth_wide, 1.0 - 0.15 * face.mouth_open);
        face.brow_lift += 0.08 * std::sin(2 * pi * moment.phase);
        face.teeth = false;
        break;
    case Action::laugh:
        face.eyes = 0;
        face.closed_arc = 1;
        face.brow_lift = 0.22;
        face.brow_tilt = 0;
        face.curve = 1;
        face.mouth_wide = 1.4;
        face.mouth_open = 1.1 + 0.15 * std::sin(2 * laughs_a_second * pi * moment.seconds);
        face.teeth = true;
        face.blush = 1;
        face.tears = 0;
        break;
    case Action::cry:
        face.eyes = 0;
        face.closed_arc = -1;
        face.brow_tilt = 1;
        face.brow_lift = 0.1;
        face.curve = -1;
        face.mouth_wide = 1.15;
        face.mouth_open = 0.6;
        face.teeth = false;
        face.tears = 1;
        break;
    case Action::fall:
        if (calm) {
            face = felt(Expression::surprised);
        }
        if (time > 1.2) {
            face.eyes = 0;
            face.closed_arc = -1;
        }
        break;
    case Action::hug:
        if (calm && time > 0.4) {
            face = felt(Expression::proud);
            face.closed_arc = 1;
            face.brow_tilt = 0.2;
        }
        break;
    case Action::push:
        if (calm) {
            face = felt(Expression::angry);
            face.mouth_open = 0.25;
        }
        break;
    case Action::hand_over:
    case Action::toss:
    case Action::stand_up:
    case Action::point:
        if (calm) {
            face.curve = 0.7;
        }
        break;
    case Action::catch_it:
        if (calm) {
            face = felt(time < catch_time ? Expression::neutral : Expression::happy);
            face.mouth_open = time < catch_time ? 0.5 : 0.4;
            face.mouth_wide = time < catch_time ? 0.7 : 1.3;
        }
        break;
    case Action::look_at:
        face.brow_lift += 0.1;
        break;
    default:
        break;
    }
    if (is_gesture(entity.action)) {
        face.plain = false;
    }
    face.look_along += std::clamp(-entity.gaze, -1.0, 1.0);
    const double lazy = entity.expression == Expression::sleepy ? 0.82 : 0.94;
    if (std::fmod(moment.phase * 0.7 + entity.genome.phase, 1.0) > lazy && face.eyes > 0) {
        face.eyes = 0;
        face.closed_arc = -0.3;
    }
    return face;
}

} // namespace rushlight::generation::world
