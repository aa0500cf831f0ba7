// The poses of world v1: what bodies say, and how their joints are placed.

#include "generation/world/render/gestures.hpp"

namespace rushlight::generation::world {

namespace {

constexpr double pi = std::numbers::pi;

} // namespace

Gesture::Gesture(Pose& pose, const Entity& entity, const Moment& moment, const Measures& body)
    : pose_(pose)
    , entity_(entity)
    , moment_(moment)
    , body_(body)
    , h_(body.height)
    , time_(since_begin(entity, moment.seconds))
{
    c_.pelvis = {0, body.hip * 1.045, 0};
}

void Gesture::pose()
{
    const double breath = 0.03 * std::sin(2 * pi * moment_.phase);
    c_.reach[0].y += breath;
    c_.reach[1].y += breath;
    carry();
    const bool busy = entity_.action == Action::turn || entity_.action == Action::fall ||
                      entity_.action == Action::swim;
    const Bearing bearing = bearing_of(entity_, moment_);
    c_.twist -= 0.2 * std::clamp(entity_.gaze, -1.4, 1.4);
    c_.look += busy ? 0 : bearing.look;
    c_.nod += busy ? 0 : bearing.nod;
    c_.cock += busy ? 0 : bearing.cock;
    place();
}

void Gesture::carry()
{
    switch (entity_.action) {
    case Action::turn:
        turn();
        break;
    case Action::sit:
        seat(between(time_, 0, 0.8), 0.5 * swell(time_, 0, 0.9));
        c_.lean -= 0.1 * swell(time_, 0.8, 1.3);
        break;
    case Action::stand_up:
        seat(1 - between(time_, 0.4, 1.1),
             0.7 * swell(time_, 0.12, 1.15) - 0.14 * swell(time_, -0.1, 0.3));
        c_.pelvis.y += 0.02 * h_ * swell(time_, 1.0, 1.4);
        break;
    case Action::point:
        point();
        break;
    case Action::nod:
        c_.nod = 0.2 - 0.62 * (0.5 - 0.5 * std::cos(2 * pi * moment_.phase));
        c_.lean = 0.05 - 0.08 * c_.nod;
        c_.reach[1] = {0.42, -0.3 + 0.1 * c_.nod, -0.22};
        break;
    case Action::shake_head:
        c_.look = 0.8 * std::sin(2 * pi * moment_.phase);
        c_.twist = -0.1 * c_.look;
        c_.cock = 0.06 * std::cos(2 * pi * moment_.phase);
        hands({0.1, -0.84, 0.3}, {0.62 - 0.05 * c_.look, 0.02, -0.32 - 0.22 * c_.look});
        c_.lean = -0.06;
        break;
    case Action::talk:
        talk();
        break;
    case Action::laugh:
        laugh();
        break;
    case Action::cry:
        c_.lean = 0.2 + 0.05 * std::sin(2 * pi * moment_.phase);
        c_.nod = -0.16;
        c_.pelvis.y -= 0.008 * h_ * std::abs(std::sin(sobs_a_second * pi * moment_.seconds));
        c_.tilt = 0.035 * std::sin(2 * sobs_a_second * pi * moment_.seconds);
        c_.at_face = {Vec3{0.86, -0.2, 0.62}, Vec3{0.86, -0.2, -0.62}};
        c_.to_face = {1, 1};
        break;
    case Action::fall:
        fall();
        break;
    case Action::pick_up:
        pick_up();
        break;
    case Action::toss:
        toss();
        break;
    case Action::catch_it:
        catch_it();
        break;
    case Action::push:
        push();
        break;
    case Action::climb:
        climb();
        break;
    case Action::swim:
        swim();
        break;
    case Action::hug:
        hug();
        break;
    case Action::hand_over:
        hand_over();
        break;
    case Action::look_at:
        c_.lean = 0.32 + 0.05 * std::sin(2 * pi * moment_.phase);
        c_.nod = 0.22;
        hold({-0.16 * h_, body_.hip + 0.07 * h_, 0.03 * h_},
             {-0.16 * h_, body_.hip + 0.05 * h_, -0.03 * h_},
             1);
        break;
    default:
        break;
    }
}

void Gesture::hands(const Vec3& left, const Vec3& right)
{
    c_.reach = {left, right};
}

void Gesture::hold(const Vec3& left, const Vec3& right, double share)
{
    c_.grips = {left, right};
    c_.grip = {share, share};
}

void Gesture::point()
{
    const double out = between(time_, 0.2, 0.42) + 0.08 * swell(time_, 0.4, 0.62);
    const double jab = 0.04 * std::sin(4 * pi * moment_.phase);
    c_.reach[1] = mix(Vec3{-0.3, -0.45, -0.35}, Vec3{0.92 + jab, 0.26, -0.3}, out);
    c_.twist = -0.15 + 0.5 * out;
    c_.look = -c_.twist * 0.7;
    c_.lean = 0.14 * out - 0.06 * (1 - out);
    c_.grips[0] = {0.02 * h_, body_.hip + 0.1 * h_, body_.wide * 1.55};
    c_.grip[0] = 1;
}

void Gesture::talk()
{
    const double beat = std::sin(2 * pi * moment_.phase);
    const double slow = std::sin(0.9 * pi * moment_.phase + 1);
    hands({0.42 - 0.1 * slow, -0.5 + 0.2 * slow, 0.34},
          {0.55 + 0.1 * beat, -0.12 + 0.26 * beat, -0.3 - 0.12 * slow});
    c_.twist = 0.14 * slow;
    c_.nod = 0.04 + 0.09 * beat;
    c_.cock = 0.07 * slow;
    c_.lean = 0.07 + 0.04 * beat;
}

void Gesture::laugh()
{
    const double shake = std::sin(2 * laughs_a_second * pi * moment_.seconds);
    const double rock = std::sin(2 * pi * moment_.phase);
    c_.lean = -0.1 + 0.24 * rock;
    c_.nod = 0.34 - 0.12 * rock;
    c_.pelvis.y += 0.012 * h_ * shake - 0.035 * h_;
    c_.tilt = 0.04 * rock;
    c_.grips[0] = {body_.wide * 1.45, body_.hip + 0.45 * body_.rise, 0.03 * h_};
    c_.grip[0] = 1;
    c_.reach[1] = {0.5, 0.06 + 0.1 * shake, -0.48};
}

void Gesture::hug()
{
    const double close = between(time_, 0, 0.6);
    const double squeeze = std::sin(2 * pi * moment_.phase);
    hands({0.62, 0.15, 0.78}, {0.62, -0.05, -0.78});
    const double back = 0.3 * h_;
    hold({back, body_.hip + 0.72 * body_.rise, 0.05 * h_},
         {back, body_.hip + 0.42 * body_.rise, -0.06 * h_},
         close);
    c_.lean = -0.05 + 0.15 * close + 0.02 * squeeze;
    c_.tilt = 0.07 * close;
    c_.cock = 0.2 * close;
    c_.nod = -0.12 * close;
}

void Gesture::hand_over()
{
    const double out = between(time_, 0.15, 0.7) + 0.06 * swell(time_, 0.65, 0.95);
    const double bob = 0.008 * h_ * std::sin(2 * pi * moment_.phase);
    const Vec3 box{(0.15 + 0.1 * out) * h_, (0.52 + 0.08 * out) * h_ + bob, 0};
    hold({box.x, box.y - 0.03 * h_, 0.075 * h_}, {box.x, box.y - 0.03 * h_, -0.075 * h_}, 1);
    c_.lean = 0.2 * out;
    c_.nod = -0.06 * out;
}

void Gesture::place()
{
    pose_.bent = true;
    pose_.facing = true;
    pose_.pelvis = c_.pelvis;
    pose_.trunk = turned_by(c_.twist, -c_.lean, c_.tilt);
    pose_.chest = pose_.pelvis + pose_.trunk * Vec3{0, 0.86 * body_.rise, 0};
    pose_.face = turned_by(c_.twist + c_.look, c_.nod - 0.4 * c_.lean, c_.tilt + c_.cock);
    const Vec3 neck = pose_.pelvis + pose_.trunk * Vec3{0, 0.92 * body_.rise, 0};
    pose_.head = neck + pose_.face * Vec3{0.06 * body_.r, 0.08 * body_.rise + 1.02 * body_.r, 0};
    const Turn aside = turned_by(c_.twist, 0, 0);
    for (const int limb : {0, 1}) {
        const auto i = static_cast<std::size_t>(limb);
        const double side = limb == 0 ? 1 : -1;
        Vec3 hand = shoulder_of(pose_, body_, limb) + aside * c_.reach[i] * body_.arm;
        hand = mix(hand, c_.grips[i], c_.grip[i]);
        hand = mix(hand, pose_.head + pose_.face * (c_.at_face[i] * body_.r), c_.to_face[i]);
        pose_.hands[i] = hand;
        const bool raised = c_.reach[i].y > 0.3 && c_.grip[i] < 0.5;
        pose_.elbows[i] =
            raised || c_.to_face[i] > 0.5 ? Vec3{0, -0.6, side} : Vec3{-1, -0.1, 0.45 * side};
    }
}

bool is_gesture(Action action)
{
    switch (action) {
    case Action::stand:
    case Action::walk:
    case Action::run:
    case Action::jump:
    case Action::wave:
    case Action::dance:
    case Action::spin:
    case Action::fly:
    case Action::bounce:
    case Action::roll:
    case Action::drive:
    case Action::brake:
    case Action::chase:
        return false;
    default:
        return true;
    }
}

void gesture(Pose& pose, const Entity& entity, const Moment& moment, const Measures& body)
{
    Gesture(pose, entity, moment, body).pose();
}

} // namespace rushlight::generation::world
