#pragma once

#include "generation/world/render/figures.hpp"

#include <array>

namespace rushlight::generation::world {

inline constexpr Rgb ink_dark = hex(0x25232A);

[[nodiscard]] Rgb skin_of(const Entity& entity);
[[nodiscard]] Rgb hair_of(const Entity& entity);

/// Whether world v0 cannot draw a person like this.
[[nodiscard]] bool beyond_v0(const Entity& entity);

/// Two bones from a to b; the joint bends towards `bend`.
[[nodiscard]] Vec3
joint(const Vec3& a, const Vec3& b, double upper, double lower, const Vec3& bend);

/// Lengths of one person's body, in metres.
struct Measures {
    bool child = false;
    bool robot = false;
    double height = 0;
    double r = 0;     ///< of the head
    double stout = 1; ///< 0.85 … 1.25
    double hip = 0;   ///< height of the hips, upright
    double rise = 0;  ///< from the hips to the shoulders
    double wide = 0;  ///< half the trunk
    double arm = 0;
};

[[nodiscard]] Measures measures_of(const Entity& entity);

/// Where the joints are, in the body's own axes. Two of each: left, right.
struct Pose {
    Vec3 pelvis;
    Vec3 chest;
    Vec3 head;         ///< its middle
    bool bent = false; ///< the trunk is drawn upright, then turned about the pelvis
    Turn trunk;
    bool facing = false; ///< the head is turned about its middle
    Turn face;
    std::array<Vec3, 2> ankles;
    std::array<double, 2> toe_drops{0, 0};
    std::array<double, 2> toes_out{0, 0}; ///< radians
    std::array<Vec3, 2> hands;
    std::array<Vec3, 2> elbows;                              ///< where they bend to
    std::array<Vec3, 2> knees{Vec3{1, 0, 0}, Vec3{1, 0, 0}}; ///< where they bend to
    std::array<Vec3, 2> knees_at;                            ///< where they are, once drawn
    double pitch = 0;                                        ///< of the whole body about `pivot`
    Vec3 pivot;
    Vec3 shift;
    bool wading = false; ///< only what is above the water
};

[[nodiscard]] Vec3 shoulder_of(const Pose& pose, const Measures& body, int limb);
[[nodiscard]] Pose pose_of(const Entity& entity, const Moment& moment, const Measures& body);

/// How a head is held, in radians: to its left, up, tilted to its left.
struct Bearing {
    double look = 0;
    double nod = 0;
    double cock = 0;
};

/// What feeling and gaze do to a head.
[[nodiscard]] Bearing bearing_of(const Entity& entity, const Moment& moment);
/// The poses that world v0 does not have: `pose` comes in upright, with feet on the ground.
void gesture(Pose& pose, const Entity& entity, const Moment& moment, const Measures& body);
/// Whether `gesture` poses this action.
[[nodiscard]] bool is_gesture(Action action);

/// How a face looks at an instant.
struct Face {
    bool plain = true;     ///< world v0's: dots, brows and a mouth
    double brow_lift = 0;  ///< head radii
    double brow_tilt = 0;  ///< > 0 inner ends up: sorrow; < 0 inner ends down: anger
    double eyes = 1;       ///< height of the open eye; 0 closed
    double pupils = 1;     ///< size
    double lids = 0;       ///< share of the eye that the upper lid covers
    double closed_arc = 1; ///< of closed eyes: > 0 laughing, < 0 sleeping
    double curve = 0;      ///< of the mouth: > 0 smiles
    double mouth_wide = 1;
    double mouth_open = 0;
    double blush = 0;
    double tears = 0;
    bool teeth = false;
    double look_along = 0; ///< pupils to the left, −1 … 1
    double look_up = 0;
};

[[nodiscard]] Face face_of(const Entity& entity, const Moment& moment);
/// The face on a head's ball, after its hair and hat.
void draw_face(Sculptor& s,
               const Entity& entity,
               const Moment& moment,
               const Measures& body,
               const Vec3& head);
void draw_robot_face(Sculptor& s,
                     const Entity& entity,
                     const Moment& moment,
                     const Measures& body,
                     const Vec3& head);

/// Colours of what somebody wears, part by part.
struct Outfit {
    Rgb shirt, trousers, accent;
    Rgb hips, sleeve, forearm, shin, shoe;
};

[[nodiscard]] Outfit outfit_of(const Entity& entity, const Measures& body);
void draw_hair(Sculptor& s, const Entity& entity, const Measures& body, const Vec3& head);
void draw_hat(Sculptor& s, const Entity& entity, const Measures& body, const Vec3& head);
/// What a pattern puts on the trunk, drawn upright between pelvis and chest.
void dress(Sculptor& s,
           const Entity& entity,
           const Moment& moment,
           const Measures& body,
           const Pose& pose,
           const Vec3& pelvis,
           const Vec3& chest);
/// Whether cloth hides the thighs.
[[nodiscard]] bool wears_skirt(const Entity& entity);

/// What an action needs and the hands hold: stool, ladder, crate, ball, cup …
void draw_things(Sculptor& s,
                 const Entity& entity,
                 const Moment& moment,
                 const Measures& body,
                 const Pose& pose);

} // namespace rushlight::generation::world
