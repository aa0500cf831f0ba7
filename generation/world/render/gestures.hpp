#pragma once

#include "generation/world/people_motion.hpp"
#include "generation/world/render/people.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace rushlight::generation::world {

/// 0 before begin, 1 after end, soft between.
[[nodiscard]] inline double between(double time, double begin, double end)
{
    return eased((time - begin) / (end - begin));
}

/// Up and down again between two times.
[[nodiscard]] inline double swell(double time, double begin, double end)
{
    const double u = std::clamp((time - begin) / (end - begin), 0.0, 1.0);
    return std::sin(std::numbers::pi * u);
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

/// One body at one instant of an action of world v1.
class Gesture {
public:
    Gesture(Pose& pose, const Entity& entity, const Moment& moment, const Measures& body);
    void pose();

private:
    void carry();
    void hands(const Vec3& left, const Vec3& right);
    void hold(const Vec3& left, const Vec3& right, double share);
    /// Both hands at the sides of the thing.
    void hold_thing(const Thing& thing, double share, double open = 0);
    void watch(const Vec3& place, double share);
    void turn();
    /// From upright to the stool behind it.
    void seat(double down, double lean);
    void point();
    void talk();
    void laugh();
    void fall();
    void pick_up();
    void toss();
    void catch_it();
    void push();
    void climb();
    void swim();
    void hug();
    void hand_over();
    void place();

    Pose& pose_;
    const Entity& entity_;
    const Moment& moment_;
    const Measures& body_;
    double h_;
    double time_;
    Carriage c_;
};

} // namespace rushlight::generation::world
