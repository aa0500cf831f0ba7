#pragma once

#include "generation/world/vector.hpp"

#include <array>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace rushlight::generation::world {

// Ids are stable: a value keeps its number, new values are appended.

/// Editions of the world. v0: a part of the values, what the first weights were trained on; v1: all
/// of them, up to four entities, faces, entrances and exits. A value that both draw looks the same.
enum class World : std::uint8_t { v0, v1 };

enum class Kind : std::uint8_t {
    // people
    person,
    child,
    robot,
    // animals
    dog,
    cat,
    horse,
    bird,
    fish,
    rabbit,
    bear,
    cow,
    duck,
    snake,
    elephant,
    dinosaur,
    // vehicles
    car,
    truck,
    bus,
    bicycle,
    motorcycle,
    train,
    boat,
    aeroplane,
    helicopter,
    rocket,
    // props
    ball,
    balloon,
    lantern,
    box,
    chair,
    table,
    lamp,
    phone,
    book,
    cup,
    sword,
    flag,
    umbrella,
    kite,
    bag,
    hat,
    key,
    bottle,
    candle,
    clock,
    camera,
    guitar,
    drum,
    bell,
    apple,
    cake,
    flower,
    letter,
    crown,
    ladder
};
enum class ColourName : std::uint8_t {
    red,
    orange,
    yellow,
    green,
    teal,
    blue,
    purple,
    pink,
    brown,
    black,
    white,
    grey
};
enum class Action : std::uint8_t {
    stand,
    walk,
    run,
    turn,
    sit,
    stand_up,
    jump,
    wave,
    point,
    nod,
    shake_head,
    talk,
    laugh,
    cry,
    dance,
    fall,
    pick_up,
    toss,
    catch_it,
    push,
    climb,
    swim,
    fly,
    bounce,
    roll,
    spin,
    drive,
    brake,
    chase,
    hug,
    hand_over,
    look_at
};
enum class Place : std::uint8_t {
    meadow,
    forest,
    street,
    beach,
    desert,
    snow,
    mountains,
    room,
    kitchen,
    office,
    classroom,
    stage,
    space,
    underwater,
    rooftop,
    road
};
enum class Weather : std::uint8_t { clear, rain, snow, fog, wind, storm, overcast };
enum class TimeOfDay : std::uint8_t { dawn, morning, noon, golden_hour, dusk, night };
/// Shot size.
enum class Shot : std::uint8_t { extreme_wide, wide, medium, close, extreme_close };
enum class Angle : std::uint8_t { eye, low, high, top, over_shoulder };
/// Camera move. The sign of its amount: pan, truck and orbit right; tilt and crane up; dolly and
/// zoom in.
enum class Move : std::uint8_t {
    still,
    pan,
    tilt,
    truck,
    dolly,
    zoom,
    crane,
    orbit,
    handheld,
    follow
};
enum class Style : std::uint8_t {
    flat,
    outlined,
    watercolour,
    pencil,
    marker,
    neon,
    noir,
    cutout,
    clay,
    blueprint
};
/// Screen direction: where an entity faces, and goes if it goes.
enum class Direction : std::uint8_t { left, right, toward, away };
/// Where the second entity is, seen from the camera, against the first.
enum class Relation : std::uint8_t { left_of, right_of, in_front_of, behind, on };
/// The subject's face.
enum class Expression : std::uint8_t {
    neutral,
    happy,
    sad,
    angry,
    surprised,
    afraid,
    sleepy,
    proud
};
/// Whether the subject comes into the picture, leaves it, or both.
enum class Passage : std::uint8_t { none, enters, exits, crosses };

/// The labelled sides of a scene, each with a number of classes: what captions state, parsers
/// find and analyzers measure.
enum class Axis : std::uint8_t {
    kind,
    colour,
    action,
    direction,
    count,
    second_kind,
    second_colour,
    relation,
    place,
    weather,
    time,
    shot,
    angle,
    move,
    way,
    style,
    expression,
    passage
};
inline constexpr int axis_count = 18;

/// Number of classes of an axis in world v1. `count` has 5 (its label is the number of entities);
/// `way` has 3 (0 backward: left, down, out; 1 none; 2 forward: right, up, in).
[[nodiscard]] int classes(Axis axis);
/// "v0", "v1".
[[nodiscard]] std::string_view name(World world);
/// By its name; v0 for any other.
[[nodiscard]] World world_named(std::string_view name);
/// "kind", "second_colour" …
[[nodiscard]] std::string_view name(Axis axis);
/// One value's word, with underscores: "golden_hour". Throws std::out_of_range.
[[nodiscard]] std::string_view name(Axis axis, int value);
/// Whether an edition draws the value itself.
[[nodiscard]] bool drawn(World world, Axis axis, int value);
/// The value that an edition draws for one that it does not know; itself where it does; −1 where
/// nothing can stand in for it.
[[nodiscard]] int nearest_drawn(World world, Axis axis, int value);

/// What makes one entity look like itself and no other. Continuous genes lie in 0 … 1.
struct Genome {
    double height = 0.5;
    double build = 0.5;           ///< slim … stout
    double head = 0.5;            ///< small … large
    double limbs = 0.5;           ///< short … long
    double ears = 0.5;            ///< ears, antenna, crest
    double tail = 0.5;            ///< tail, plait, fin
    double tempo = 0.5;           ///< slow … quick
    double phase = 0;             ///< where its cycles begin
    std::uint8_t hair = 0;        ///< 10 styles, 0 bald
    std::uint8_t hair_colour = 0; ///< 8
    std::uint8_t skin = 0;        ///< 8
    std::uint8_t clothes = 0;     ///< 12 patterns and cuts
    std::uint8_t hat = 0;         ///< 0 none, cap, top hat, beanie, crown
    bool glasses = false;
    bool beard = false;
    bool bag = false;
    bool scarf = false;
    std::uint8_t pattern = 0;  ///< what is worn, 12 cuts from 1 on; 0 plain, by `clothes`
    std::uint8_t headwear = 0; ///< 0 as `hat` says, straw hat, helmet, witch hat, hood, hair bow
    std::uint8_t held = 0;     ///< 0 nothing, cup, book, phone, flower, cane, flag

    bool operator==(const Genome&) const = default;
};

/// Somebody or something in the scene. Its path is a straight line on the ground, or at a height.
struct Entity {
    Kind kind = Kind::person;
    ColourName colour = ColourName::red;
    ColourName second_colour = ColourName::white;
    Genome genome;
    Action action = Action::stand;
    Direction direction = Direction::right;
    double x = 0;     ///< metres, at time 0
    double z = 0;     ///< metres, at time 0
    double speed = 0; ///< metres a second along its direction
    double y = 0;     ///< metres, of what it stands on
    Expression expression = Expression::neutral;
    Passage passage = Passage::none;
    /// Where its eyes go, radians from its heading, positive to its left: to another entity, or 0.
    double gaze = 0;

    bool operator==(const Entity&) const = default;
};

/// The camera: position in metres (right, up, forward), angles in degrees (pan right, tilt up,
/// roll clockwise), focal length in millimetres of a sensor 36 mm wide and as high as wide.
struct CameraPose {
    std::array<double, 3> position{0, 0, 0};
    std::array<double, 3> angles{0, 0, 0};
    double focal_length = 28;

    bool operator==(const CameraPose&) const = default;
};

/// Everything that decides a shot. A plain value.
struct Scene {
    World world = World::v0;
    std::vector<Entity> entities; ///< one to four; the first is the subject
    Relation relation = Relation::right_of;
    Place place = Place::meadow;
    Weather weather = Weather::clear;
    TimeOfDay time = TimeOfDay::noon;
    Style style = Style::marker;
    Shot shot = Shot::wide;
    Angle angle = Angle::eye;
    Move move = Move::still;
    double amount = 0; ///< of the move, −10 … 10
    /// Poses against `camera`, evenly over the shot, one smooth curve through all of them; where
    /// there are any, the move is not made.
    std::vector<CameraPose> path;
    CameraPose camera;   ///< at time 0
    double distance = 5; ///< metres from the camera to the subject, at time 0
    bool key_from_left = true;
    bool foreground = false; ///< a shape out of focus in front
    bool mirror = false;     ///< the scenery is laid out left to right reversed
    std::uint64_t seed = 0;  ///< of scenery, clouds and grain
    double seconds = 2.75;

    bool operator==(const Scene&) const = default;
};

/// The label of one axis; −1 where the scene has none (no second entity).
[[nodiscard]] int label(const Scene& scene, Axis axis);

/// The camera at a time of the shot. Pure.
[[nodiscard]] CameraPose camera_at(const Scene& scene, double seconds);

/// `now` seen from `first`: position along first's own axes, angles as differences, focal length
/// as it is. This is what a request's camera path holds.
[[nodiscard]] CameraPose relative_pose(const CameraPose& first, const CameraPose& now);

/// The relative poses of a named move at `frames` instants `step` seconds apart, for a subject
/// `distance` metres away: how a family turns camera names into the path it was trained with.
[[nodiscard]] std::vector<CameraPose> path_of_move(
    Move move, double amount, double distance, double focal_length, int frames, double step);

/// Several moves at the same time as one path (as path_of_move): positions and angles add up, focal
/// lengths multiply.
struct NamedMove {
    Move move = Move::still;
    double amount = 0;
};

[[nodiscard]] std::vector<CameraPose> path_of_moves(std::span<const NamedMove> moves,
                                                    double distance,
                                                    double focal_length,
                                                    int frames,
                                                    double step);

/// Where a place's camera stands so that the subject has this size, seen at this angle: sets
/// `camera` from shot, angle, entities and seed.
void frame_subject(Scene& scene);

/// A scene of a seed. The same seed gives the same scene on every machine. Seeds of the training
/// range never give a held-out combination (splits.hpp).
[[nodiscard]] Scene sample_scene(std::uint64_t seed, World world = World::v0);

/// The same geometry and motion in other colours, another style, hour and weather: a pair for
/// remixing.
[[nodiscard]] Scene with_changed_look(const Scene& scene, std::uint64_t seed);

/// A picture to know somebody by: the same entity alone, in another pose, light and place.
[[nodiscard]] Scene
single_character(const Entity& entity, std::uint64_t seed, World world = World::v0);

/// Left and right exchanged, in the picture and in all labels.
[[nodiscard]] Scene mirrored(const Scene& scene);

/// Height of an entity in metres as it stands, without hat.
[[nodiscard]] double height_of(const Entity& entity);
/// How high the place lies on which something can stand on it, in metres.
[[nodiscard]] double standing_height(const Entity& entity);
/// Length along its direction in metres.
[[nodiscard]] double length_of(const Entity& entity);
/// Whether this kind can do this action.
[[nodiscard]] bool can(Kind kind, Action action);
/// The action itself where the edition draws it and the kind can do it, else the nearest such one.
[[nodiscard]] Action possible(World world, Kind kind, Action action);
/// Whether this kind belongs into this place (boats float, cars need ground).
[[nodiscard]] bool fits(Kind kind, Place place);
/// Actions that take an entity along its direction.
[[nodiscard]] bool travels(Action action);
[[nodiscard]] bool is_person(Kind kind);
[[nodiscard]] bool is_indoors(Place place);
/// Whether rain could fall there.
[[nodiscard]] bool has_weather(Place place);

} // namespace rushlight::generation::world
