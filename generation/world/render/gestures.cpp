// The poses of world v1: what is done once, what is said with the body, what is done to things.

#include "generation/world/people_motion.hpp"
#include "generation/world/render/people.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace rushlight::generation::world {

namespace {

constexpr double pi = std::numbers::pi;

/// 0 before begin, 1 after end, soft between.
double between(double time, double begin, double end)
{
    return eased((time - begin) / (end - begin));
}

/// Up and down again between two times.
double swell(double time, double begin, double end)
{
    const double u = std::clamp((time - begin) / (end - begin), 0.0, 1.0);
    return std::sin(pi * u);
}

/// What a body does before its joints are placed.
struct Carriage {
    Vec3 pelvis;
    double lean = 0;  ///< of the trunk, forward
    double twist = 0; ///< to its left
    double tilt = 0;  ///< to its left
    double nod = 0;   ///< of the head, up
    double look = 0;  ///< to its left
    double cock = 0;
    std::array<Vec3, 2> reach{Vec3{0.06, -0.9, 0.2}, Vec3{0.06, -0.9, -0.2}}; ///< arm lengths
    std::array<Vec3, 2> grips{};     ///< places of the hands in the body's axes
    std::array<Vec3, 2> at_face{};   ///< places of the hands against the head, in its radii
    std::array<double, 2> grip{};    ///< how far a hand is at its grip
    std::array<double, 2> to_face{}; ///< how far a hand is at its place on the head
};

class Gesture {
public:
    Gesture(Pose& pose, const Entity& entity, const Moment& moment, const Measures& body)
        : pose_(pose)
        , entity_(entity)
        , moment_(moment)
        , body_(body)
        , h_(body.height)
        , time_(since_begin(entity, moment.seconds))
    {
        c_.pelvis = {0, body.hip * 1.045, 0};
    }

    void pose()
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

private:
    void carry()
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
            c_.lean = 0.24 + 0.05 * std::sin(2 * pi * moment_.phase);
            c_.nod = -0.42;
            c_.pelvis.y -= 0.008 * h_ * std::abs(std::sin(3 * pi * moment_.seconds));
            c_.tilt = 0.035 * std::sin(6 * pi * moment_.seconds);
            c_.at_face = {Vec3{0.95, 0.0, 0.5}, Vec3{0.95, 0.0, -0.5}};
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
            c_.lean = 0.14 + 0.04 * std::sin(2 * pi * moment_.phase);
            c_.nod = 0.1;
            c_.at_face[1] = {1.05, 0.5, -0.4};
            c_.to_face[1] = 1;
            c_.reach[0] = {-0.12, -0.82, 0.3};
            break;
        default:
            break;
        }
    }

    void hands(const Vec3& left, const Vec3& right) { c_.reach = {left, right}; }

    void hold(const Vec3& left, const Vec3& right, double share)
    {
        c_.grips = {left, right};
        c_.grip = {share, share};
    }

    /// Both hands at the sides of the thing.
    void hold_thing(const Thing& thing, double share, double open = 0)
    {
        const double out = thing.radius * 0.95 + open;
        hold({thing.place.x - 0.02 * h_, thing.place.y, thing.place.z + out},
             {thing.place.x - 0.02 * h_, thing.place.y, thing.place.z - out},
             share);
    }

    void watch(const Vec3& place, double share)
    {
        const double flat = std::max(0.1 * h_, std::hypot(place.x, place.z));
        c_.nod += share * std::clamp(std::atan2(place.y - 0.9 * h_, flat), -0.7, 0.9);
        c_.look += share * std::clamp(std::atan2(place.z, place.x), -1.0, 1.0);
    }

    void turn()
    {
        const double span = turning_time(entity_);
        Entity done = entity_;
        done.genome.phase = 0;
        const double from = moment_at(done, 0).heading;
        const double all = moment_at(done, 10).heading - from;
        const double u = time_ / span;
        for (const std::size_t i : {std::size_t{0}, std::size_t{1}}) {
            const double late = i == 0 ? 0 : 0.15;
            const double first = between(u, 0.2 + late, 0.4 + late);
            const double second = between(u, 0.5 + late, 0.7 + late);
            const double foot = from + all * 0.5 * (first + second);
            const double yaw = -(foot - moment_.heading);
            const double raised =
                swell(u, 0.2 + late, 0.4 + late) + swell(u, 0.5 + late, 0.7 + late);
            pose_.ankles[i] =
                turned_by(yaw, 0, 0) * pose_.ankles[i] + Vec3{0, 0.06 * h_ * raised, 0};
            pose_.toes_out[i] = yaw;
        }
        const double way = all > 0 ? -1 : 1;
        c_.look = way * (0.75 * swell(u, 0.0, 0.85) - 0.3 * swell(u, -0.1, 0.2));
        c_.twist = way * 0.2 * swell(u, 0, 0.9);
        c_.pelvis.y -= 0.03 * h_ * swell(u, 0, 1);
        const double out = swell(u, 0.1, 1.2);
        hands({0.06 - 0.3 * out, -0.86, 0.2 + 0.3 * out},
              {0.06 + 0.3 * out, -0.82, -0.2 - 0.3 * out});
    }

    /// From upright to the stool behind it.
    void seat(double down, double lean)
    {
        for (Vec3& ankle : pose_.ankles) {
            ankle.x += 0.1 * h_;
        }
        c_.pelvis.x += 0.1 * h_;
        c_.pelvis = mix(c_.pelvis, Vec3{-0.1 * h_, 0.315 * h_, 0}, down);
        c_.lean = 0.05 + lean;
        c_.nod = 0.5 * lean;
        pose_.knees = {Vec3{1, 0.3, 0.35}, Vec3{1, 0.3, -0.35}};
        const double forward = std::max(0.0, lean);
        hands({0.06 + 0.9 * forward, -0.9 + 0.5 * forward, 0.25},
              {0.06 + 0.9 * forward, -0.9 + 0.5 * forward, -0.25});
        hold({0.12 * h_, 0.335 * h_, 0.1 * h_},
             {0.12 * h_, 0.335 * h_, -0.1 * h_},
             between(down, 0.5, 1) * std::clamp(1 - 1.2 * forward, 0.0, 1.0));
    }

    void point()
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

    void talk()
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

    void laugh()
    {
        const double shake = std::sin(9 * pi * moment_.seconds);
        const double rock = std::sin(2 * pi * moment_.phase);
        c_.lean = -0.14 + 0.3 * rock;
        c_.nod = 0.46 - 0.16 * rock;
        c_.pelvis.y += 0.012 * h_ * shake - 0.035 * h_;
        c_.tilt = 0.04 * rock;
        c_.grips[0] = {body_.wide * 1.45, body_.hip + 0.45 * body_.rise, 0.03 * h_};
        c_.grip[0] = 1;
        c_.reach[1] = {0.5, 0.06 + 0.1 * shake, -0.48};
    }

    void fall()
    {
        const double angle = fallen(entity_, moment_.seconds);
        const double flat = between(angle, 0.5, 1.5);
        pose_.pitch = -std::max(0.0, angle);
        pose_.pivot = {0, 0.1 * h_ * flat, 0};
        pose_.shift = {-0.48 * h_ * std::sin(angle), 0, 0};
        const double flung = between(time_, 0, 0.3);
        const double mill = 9 * std::max(0.0, time_);
        const Vec3 rest{0.06, -0.9, 0.2};
        for (const std::size_t i : {std::size_t{0}, std::size_t{1}}) {
            const double side = i == 0 ? 1 : -1;
            const double a = mill + (i == 0 ? 0 : 1.2);
            const Vec3 wild{0.3 + 0.5 * std::sin(a), 0.55 + 0.35 * std::cos(a), 0.45 * side};
            const Vec3 lying{0.05, 0.62, 0.72 * side};
            c_.reach[i] = mix(mix({rest.x, rest.y, rest.z * side}, wild, flung), lying, flat);
        }
        // The right foot is caught, then both trail.
        const double trailing = swell(time_, 0.05, 0.75);
        pose_.ankles[1] = pose_.ankles[1] + Vec3{-0.2 * h_ * trailing, 0.1 * h_ * trailing, 0};
        pose_.ankles[0] = pose_.ankles[0] + Vec3{0, 0, 0.03 * h_ * flat};
        pose_.toe_drops = {0.05 * h_ * flat, 0.04 * h_ * std::max(flat, trailing)};
        c_.lean = 0.3 * swell(angle, 0.05, 1.5) - 0.12 * swell(time_, -0.05, 0.2);
        c_.nod = 0.35 * flat + 0.4 * swell(angle, 0.1, 1.5);
        c_.look = (std::cos(moment_.heading) >= -0.1 ? 1 : -1) * 1.15 * flat;
    }

    void pick_up()
    {
        const Thing thing = thing_at(entity_, moment_.seconds);
        const double down = between(time_, 0.1, 0.85) - between(time_, 0.95, 1.7);
        c_.pelvis = c_.pelvis + Vec3{-0.14 * h_ * down, -0.4 * body_.hip * down, 0};
        c_.pelvis.y += 0.015 * h_ * swell(time_, -0.1, 0.2);
        c_.lean = 1.0 * down + 0.03;
        c_.nod = 0.25 * down - 0.15;
        pose_.knees = {Vec3{1, 0.2, 0.4}, Vec3{1, 0.2, -0.4}};
        hold_thing(thing, thing.held, 0.06 * h_ * (1 - thing.held));
    }

    void toss()
    {
        const Thing thing = thing_at(entity_, moment_.seconds);
        const double dip = between(time_, 0.05, 0.45) - between(time_, 0.45, 0.7);
        const double follow = between(time_, 0.66, 0.74);
        const double relax = between(time_, 0.95, 1.6);
        c_.pelvis.y -= 0.3 * body_.hip * dip;
        c_.pelvis.x -= 0.04 * h_ * dip;
        c_.pelvis.y += 0.035 * h_ * (swell(time_, 0.55, 1.1));
        for (const std::size_t i : {std::size_t{0}, std::size_t{1}}) {
            pose_.ankles[i].y += 0.03 * h_ * swell(time_, 0.55, 1.1);
            pose_.toe_drops[i] = 0.03 * h_ * swell(time_, 0.55, 1.1);
        }
        c_.lean = 0.06 + 0.42 * dip - 0.16 * swell(time_, 0.55, 1.2);
        const Vec3 high{0.42, 0.9, 0.3};
        const Vec3 down{0.12, -0.86, 0.26};
        const Vec3 left = mix(high, down, relax);
        hands(left, {left.x, left.y, -left.z});
        hold_thing(thing, 1 - follow);
        watch(thing.place, 0.8 * between(time_, 0.2, 0.7));
    }

    void catch_it()
    {
        const Thing thing = thing_at(entity_, moment_.seconds);
        const double ready = between(time_, 0.2, 0.8);
        const double caught = between(time_, catch_time - 0.12, catch_time);
        const Entity& e = entity_;
        const Thing meeting =
            thing_at(e, catch_time + moment_.seconds - time_); // where they will meet
        const double give = swell(time_, catch_time, catch_time + 0.6);
        c_.pelvis.y -= 0.1 * body_.hip * ready + 0.12 * body_.hip * give;
        c_.lean = 0.14 * ready - 0.2 * give;
        Thing target = time_ < catch_time ? meeting : thing;
        hold_thing(target, ready, 0.07 * h_ * (1 - caught));
        watch(thing.place, ready * (1 - 0.6 * between(time_, catch_time, catch_time + 0.5)));
    }

    void push()
    {
        const double strain = std::cos(4 * pi * moment_.phase);
        for (Vec3& ankle : pose_.ankles) {
            ankle.x -= 0.3 * h_;
        }
        c_.pelvis = {-0.17 * h_, body_.hip * (0.88 + 0.015 * strain), 0};
        c_.lean = 0.62;
        c_.nod = 0.3;
        pose_.knees = {Vec3{1, 0, 0.15}, Vec3{1, 0, -0.15}};
        hold({0.27 * h_, 0.55 * h_, 0.12 * h_}, {0.27 * h_, 0.55 * h_, -0.12 * h_}, 1);
    }

    void climb()
    {
        const double stride = climb_stride(entity_);
        const double cycles = moment_.lift / stride;
        const auto on_rung = [&](double base, double offset) {
            const double at = cycles + offset;
            const double f = at - std::floor(at);
            return base + stride * (between(f, 0.55, 1) - f);
        };
        const auto off = [&](double offset) {
            const double at = cycles + offset;
            return swell(at - std::floor(at), 0.55, 1);
        };
        const double ladder = 0.15 * h_; // it stands aslant, so that its rungs are seen
        const double slant = 0.5;
        c_.pelvis = {-0.07 * h_, body_.hip * 0.98, 0.02 * h_ * std::sin(2 * pi * cycles)};
        c_.tilt = 0.1 * std::sin(2 * pi * cycles);
        c_.lean = 0.1;
        c_.nod = 0.35;
        hold({ladder + (0.09 * slant - 0.06 * off(0)) * h_, on_rung(0.98 * h_, 0), 0.09 * h_},
             {ladder - (0.09 * slant + 0.06 * off(0.5)) * h_, on_rung(0.98 * h_, 0.5), -0.09 * h_},
             1);
        for (const std::size_t i : {std::size_t{0}, std::size_t{1}}) {
            const double offset = i == 0 ? 0.5 : 0;
            const double side = (i == 0 ? 1 : -1) * 0.07 * h_;
            pose_.ankles[i] = {ladder - 0.07 * h_ - 0.07 * h_ * off(offset) + slant * side,
                               on_rung(0.16 * h_, offset) + 0.05 * h_,
                               side};
            pose_.toe_drops[i] = 0;
        }
        pose_.knees = {Vec3{1, 0, 0.9}, Vec3{1, 0, -0.9}};
    }

    void swim()
    {
        pose_.wading = entity_.y <= 0;
        const double chest = body_.hip + 0.86 * body_.rise;
        pose_.pitch = pose_.wading ? -1.3 : -1.42;
        pose_.pivot = {0, pose_.wading ? chest : body_.hip, 0};
        pose_.shift = {0, pose_.wading ? -chest + 0.02 * h_ : -body_.hip + 0.14 * h_, 0};
        for (const std::size_t i : {std::size_t{0}, std::size_t{1}}) {
            const double side = i == 0 ? 1 : -1;
            const double a = 2 * pi * (moment_.phase + (i == 0 ? 0 : 0.5));
            const double deep = pose_.wading ? 0.12 : 0.85;
            const double over = pose_.wading ? 0.75 : 0.3;
            c_.reach[i] = {std::sin(a) > 0 ? deep * std::sin(a) : over * std::sin(a),
                           0.98 * std::cos(a) + 0.1,
                           (0.25 + 0.12 * std::abs(std::sin(a))) * side};
            const double kick = std::sin(6 * pi * moment_.phase + (i == 0 ? 0 : pi));
            pose_.ankles[i] = {0.1 * h_ * kick, 0.02 * h_, side * 0.055 * h_};
            pose_.toe_drops[i] = 0.11 * h_;
        }
        c_.twist = 0.22 * std::sin(2 * pi * moment_.phase);
        c_.lean = -0.06;
        c_.nod = pose_.wading ? 0.95 : 0.8;
        c_.look = -c_.twist * 0.5;
    }

    void hug()
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

    void hand_over()
    {
        const double out = between(time_, 0.15, 0.7) + 0.06 * swell(time_, 0.65, 0.95);
        const double bob = 0.008 * h_ * std::sin(2 * pi * moment_.phase);
        const Vec3 box{(0.15 + 0.1 * out) * h_, (0.52 + 0.08 * out) * h_ + bob, 0};
        hold({box.x, box.y - 0.03 * h_, 0.075 * h_}, {box.x, box.y - 0.03 * h_, -0.075 * h_}, 1);
        c_.lean = 0.2 * out;
        c_.nod = -0.06 * out;
    }

    void place()
    {
        pose_.bent = true;
        pose_.facing = true;
        pose_.pelvis = c_.pelvis;
        pose_.trunk = turned_by(c_.twist, -c_.lean, c_.tilt);
        pose_.chest = pose_.pelvis + pose_.trunk * Vec3{0, 0.86 * body_.rise, 0};
        pose_.face = turned_by(c_.twist + c_.look, c_.nod - 0.4 * c_.lean, c_.tilt + c_.cock);
        const Vec3 neck = pose_.pelvis + pose_.trunk * Vec3{0, 0.92 * body_.rise, 0};
        pose_.head =
            neck + pose_.face * Vec3{0.06 * body_.r, 0.08 * body_.rise + 1.02 * body_.r, 0};
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

    Pose& pose_;
    const Entity& entity_;
    const Moment& moment_;
    const Measures& body_;
    double h_;
    double time_;
    Carriage c_;
};

} // namespace

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
