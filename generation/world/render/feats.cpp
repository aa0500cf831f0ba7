// What is done once or to things: turning, sitting, falling, throwing, pushing, climbing.

#include "generation/world/render/gestures.hpp"

namespace rushlight::generation::world {

namespace {

constexpr double pi = std::numbers::pi;

} // namespace

void Gesture::turn()
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
        const double raised = swell(u, 0.2 + late, 0.4 + late) + swell(u, 0.5 + late, 0.7 + late);
        pose_.ankles[i] = turned_by(yaw, 0, 0) * pose_.ankles[i] + Vec3{0, 0.06 * h_ * raised, 0};
        pose_.toes_out[i] = yaw;
    }
    const double way = all > 0 ? -1 : 1;
    c_.look = way * (0.75 * swell(u, 0.0, 0.85) - 0.3 * swell(u, -0.1, 0.2));
    c_.twist = way * 0.2 * swell(u, 0, 0.9);
    c_.pelvis.y -= 0.03 * h_ * swell(u, 0, 1);
    const double out = swell(u, 0.1, 1.2);
    hands({0.06 - 0.3 * out, -0.86, 0.2 + 0.3 * out}, {0.06 + 0.3 * out, -0.82, -0.2 - 0.3 * out});
}

void Gesture::seat(double down, double lean)
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

void Gesture::fall()
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

void Gesture::pick_up()
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

void Gesture::toss()
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

void Gesture::catch_it()
{
    const Thing thing = thing_at(entity_, moment_.seconds);
    const double ready = between(time_, 0.2, 0.8);
    const double caught = between(time_, catch_time - 0.12, catch_time);
    const Entity& e = entity_;
    const Thing meeting = thing_at(e, catch_time + moment_.seconds - time_); // where they will meet
    const double give = swell(time_, catch_time, catch_time + 0.6);
    c_.pelvis.y -= 0.1 * body_.hip * ready + 0.12 * body_.hip * give;
    c_.lean = 0.14 * ready - 0.2 * give;
    Thing target = time_ < catch_time ? meeting : thing;
    hold_thing(target, ready, 0.07 * h_ * (1 - caught));
    watch(thing.place, ready * (1 - 0.6 * between(time_, catch_time, catch_time + 0.5)));
}

void Gesture::push()
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

void Gesture::climb()
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

void Gesture::swim()
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

void Gesture::hold_thing(const Thing& thing, double share, double open)
{
    const double out = thing.radius * 0.95 + open;
    hold({thing.place.x - 0.02 * h_, thing.place.y, thing.place.z + out},
         {thing.place.x - 0.02 * h_, thing.place.y, thing.place.z - out},
         share);
}

void Gesture::watch(const Vec3& place, double share)
{
    const double flat = std::max(0.1 * h_, std::hypot(place.x, place.z));
    c_.nod += share * std::clamp(std::atan2(place.y - 0.9 * h_, flat), -0.7, 0.5);
    c_.look += share * std::clamp(std::atan2(place.z, place.x), -1.0, 1.0);
}

} // namespace rushlight::generation::world
