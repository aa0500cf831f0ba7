#include "generation/world/scene.hpp"

#include <array>
#include <span>
#include <stdexcept>
#include <string>
#include <utility>

namespace rushlight::generation::world {

namespace {

constexpr std::array<std::string_view, axis_count> axis_names{"kind",
                                                              "colour",
                                                              "action",
                                                              "direction",
                                                              "count",
                                                              "second_kind",
                                                              "second_colour",
                                                              "relation",
                                                              "place",
                                                              "weather",
                                                              "time",
                                                              "shot",
                                                              "angle",
                                                              "move",
                                                              "way",
                                                              "style"};

constexpr std::array<std::string_view, 55> kinds{
    "person", "child", "robot",   "dog",        "cat",    "horse",    "bird",      "fish",
    "rabbit", "bear",  "cow",     "duck",       "snake",  "elephant", "dinosaur",  "car",
    "truck",  "bus",   "bicycle", "motorcycle", "train",  "boat",     "aeroplane", "helicopter",
    "rocket", "ball",  "balloon", "lantern",    "box",    "chair",    "table",     "lamp",
    "phone",  "book",  "cup",     "sword",      "flag",   "umbrella", "kite",      "bag",
    "hat",    "key",   "bottle",  "candle",     "clock",  "camera",   "guitar",    "drum",
    "bell",   "apple", "cake",    "flower",     "letter", "crown",    "ladder"};
constexpr std::array<std::string_view, 12> colours{"red",
                                                   "orange",
                                                   "yellow",
                                                   "green",
                                                   "teal",
                                                   "blue",
                                                   "purple",
                                                   "pink",
                                                   "brown",
                                                   "black",
                                                   "white",
                                                   "grey"};
constexpr std::array<std::string_view, 32> actions{
    "stand",   "walk", "run",        "turn",  "sit",   "stand_up", "jump",      "wave",
    "point",   "nod",  "shake_head", "talk",  "laugh", "cry",      "dance",     "fall",
    "pick_up", "toss", "catch_it",   "push",  "climb", "swim",     "fly",       "bounce",
    "roll",    "spin", "drive",      "brake", "chase", "hug",      "hand_over", "look_at"};
constexpr std::array<std::string_view, 4> directions{"left", "right", "toward", "away"};
constexpr std::array<std::string_view, 3> counts{"none", "one", "two"};
constexpr std::array<std::string_view, 4> relations{"left_of", "right_of", "in_front_of", "behind"};
constexpr std::array<std::string_view, 16> places{"meadow",
                                                  "forest",
                                                  "street",
                                                  "beach",
                                                  "desert",
                                                  "snow",
                                                  "mountains",
                                                  "room",
                                                  "kitchen",
                                                  "office",
                                                  "classroom",
                                                  "stage",
                                                  "space",
                                                  "underwater",
                                                  "rooftop",
                                                  "road"};
constexpr std::array<std::string_view, 7> weathers{
    "clear", "rain", "snow", "fog", "wind", "storm", "overcast"};
constexpr std::array<std::string_view, 6> times{
    "dawn", "morning", "noon", "golden_hour", "dusk", "night"};
constexpr std::array<std::string_view, 5> shots{
    "extreme_wide", "wide", "medium", "close", "extreme_close"};
constexpr std::array<std::string_view, 5> angles{"eye", "low", "high", "top", "over_shoulder"};
constexpr std::array<std::string_view, 10> moves{
    "static", "pan", "tilt", "truck", "dolly", "zoom", "crane", "orbit", "handheld", "follow"};
constexpr std::array<std::string_view, 3> ways{"backward", "none", "forward"};
constexpr std::array<std::string_view, 10> styles{"flat",
                                                  "outlined",
                                                  "watercolour",
                                                  "pencil",
                                                  "marker",
                                                  "neon",
                                                  "noir",
                                                  "cutout",
                                                  "clay",
                                                  "blueprint"};

std::span<const std::string_view> values(Axis axis)
{
    switch (axis) {
    case Axis::kind:
    case Axis::second_kind:
        return kinds;
    case Axis::colour:
    case Axis::second_colour:
        return colours;
    case Axis::action:
        return actions;
    case Axis::direction:
        return directions;
    case Axis::count:
        return counts;
    case Axis::relation:
        return relations;
    case Axis::place:
        return places;
    case Axis::weather:
        return weathers;
    case Axis::time:
        return times;
    case Axis::shot:
        return shots;
    case Axis::angle:
        return angles;
    case Axis::move:
        return moves;
    case Axis::way:
        return ways;
    case Axis::style:
        return styles;
    }
    throw std::out_of_range("no such axis");
}

template <class Value>
std::pair<int, int> stands_in(Value from, Value to)
{
    return {static_cast<int>(from), static_cast<int>(to)};
}

// What is not drawn yet → what is drawn for it.
const std::array<std::pair<int, int>, 42> kind_rows{
    stands_in(Kind::fish, Kind::bird),        stands_in(Kind::bear, Kind::dog),
    stands_in(Kind::cow, Kind::horse),        stands_in(Kind::duck, Kind::bird),
    stands_in(Kind::snake, Kind::cat),        stands_in(Kind::elephant, Kind::horse),
    stands_in(Kind::dinosaur, Kind::horse),   stands_in(Kind::truck, Kind::car),
    stands_in(Kind::bus, Kind::car),          stands_in(Kind::bicycle, Kind::car),
    stands_in(Kind::motorcycle, Kind::car),   stands_in(Kind::train, Kind::car),
    stands_in(Kind::aeroplane, Kind::bird),   stands_in(Kind::helicopter, Kind::bird),
    stands_in(Kind::rocket, Kind::balloon),   stands_in(Kind::box, Kind::lantern),
    stands_in(Kind::chair, Kind::lantern),    stands_in(Kind::table, Kind::lantern),
    stands_in(Kind::lamp, Kind::lantern),     stands_in(Kind::phone, Kind::lantern),
    stands_in(Kind::book, Kind::lantern),     stands_in(Kind::cup, Kind::lantern),
    stands_in(Kind::sword, Kind::lantern),    stands_in(Kind::flag, Kind::balloon),
    stands_in(Kind::umbrella, Kind::balloon), stands_in(Kind::kite, Kind::balloon),
    stands_in(Kind::bag, Kind::lantern),      stands_in(Kind::hat, Kind::ball),
    stands_in(Kind::key, Kind::lantern),      stands_in(Kind::bottle, Kind::lantern),
    stands_in(Kind::candle, Kind::lantern),   stands_in(Kind::clock, Kind::ball),
    stands_in(Kind::camera, Kind::lantern),   stands_in(Kind::guitar, Kind::lantern),
    stands_in(Kind::drum, Kind::ball),        stands_in(Kind::bell, Kind::lantern),
    stands_in(Kind::apple, Kind::ball),       stands_in(Kind::cake, Kind::lantern),
    stands_in(Kind::flower, Kind::balloon),   stands_in(Kind::letter, Kind::lantern),
    stands_in(Kind::crown, Kind::lantern),    stands_in(Kind::ladder, Kind::lantern)};
const std::array<std::pair<int, int>, 21> action_rows{
    stands_in(Action::turn, Action::spin),     stands_in(Action::sit, Action::stand),
    stands_in(Action::stand_up, Action::jump), stands_in(Action::point, Action::wave),
    stands_in(Action::nod, Action::stand),     stands_in(Action::shake_head, Action::stand),
    stands_in(Action::talk, Action::stand),    stands_in(Action::laugh, Action::jump),
    stands_in(Action::cry, Action::stand),     stands_in(Action::fall, Action::jump),
    stands_in(Action::pick_up, Action::jump),  stands_in(Action::toss, Action::wave),
    stands_in(Action::catch_it, Action::jump), stands_in(Action::push, Action::walk),
    stands_in(Action::climb, Action::walk),    stands_in(Action::swim, Action::run),
    stands_in(Action::brake, Action::drive),   stands_in(Action::chase, Action::run),
    stands_in(Action::hug, Action::wave),      stands_in(Action::hand_over, Action::wave),
    stands_in(Action::look_at, Action::stand)};
const std::array<std::pair<int, int>, 8> place_rows{stands_in(Place::kitchen, Place::room),
                                                    stands_in(Place::office, Place::room),
                                                    stands_in(Place::classroom, Place::room),
                                                    stands_in(Place::stage, Place::room),
                                                    stands_in(Place::space, Place::desert),
                                                    stands_in(Place::underwater, Place::beach),
                                                    stands_in(Place::rooftop, Place::street),
                                                    stands_in(Place::road, Place::street)};
const std::array<std::pair<int, int>, 2> weather_rows{stands_in(Weather::wind, Weather::overcast),
                                                      stands_in(Weather::storm, Weather::rain)};
const std::array<std::pair<int, int>, 1> time_rows{stands_in(TimeOfDay::morning, TimeOfDay::noon)};
const std::array<std::pair<int, int>, 2> shot_rows{stands_in(Shot::extreme_wide, Shot::wide),
                                                   stands_in(Shot::extreme_close, Shot::close)};
const std::array<std::pair<int, int>, 2> angle_rows{stands_in(Angle::top, Angle::high),
                                                    stands_in(Angle::over_shoulder, Angle::eye)};
const std::array<std::pair<int, int>, 6> style_rows{stands_in(Style::outlined, Style::marker),
                                                    stands_in(Style::neon, Style::flat),
                                                    stands_in(Style::noir, Style::pencil),
                                                    stands_in(Style::cutout, Style::flat),
                                                    stands_in(Style::clay, Style::flat),
                                                    stands_in(Style::blueprint, Style::pencil)};

std::span<const std::pair<int, int>> stand_ins(Axis axis)
{
    switch (axis) {
    case Axis::kind:
    case Axis::second_kind:
        return kind_rows;
    case Axis::action:
        return action_rows;
    case Axis::place:
        return place_rows;
    case Axis::weather:
        return weather_rows;
    case Axis::time:
        return time_rows;
    case Axis::shot:
        return shot_rows;
    case Axis::angle:
        return angle_rows;
    case Axis::style:
        return style_rows;
    default:
        return {};
    }
}

} // namespace

int classes(Axis axis)
{
    return static_cast<int>(values(axis).size());
}

std::string_view name(Axis axis)
{
    return axis_names.at(static_cast<std::size_t>(axis));
}

std::string_view name(Axis axis, int value)
{
    const auto names = values(axis);
    if (value < 0 || value >= static_cast<int>(names.size())) {
        throw std::out_of_range(std::string(name(axis)) + " has no value " + std::to_string(value));
    }
    return names[static_cast<std::size_t>(value)];
}

bool drawn_in_v0(Axis axis, int value)
{
    return nearest_drawn(axis, value) == value;
}

int nearest_drawn(Axis axis, int value)
{
    for (const auto& [from, to] : stand_ins(axis)) {
        if (from == value) {
            return to;
        }
    }
    return value;
}

int label(const Scene& scene, Axis axis)
{
    const auto of = [](auto value) {
        return static_cast<int>(value);
    };
    const bool second = scene.entities.size() > 1;
    const Entity& subject = scene.entities.at(0);
    switch (axis) {
    case Axis::kind:
        return of(subject.kind);
    case Axis::colour:
        return of(subject.colour);
    case Axis::action:
        return of(subject.action);
    case Axis::direction:
        return of(subject.direction);
    case Axis::count:
        return static_cast<int>(scene.entities.size());
    case Axis::second_kind:
        return second ? of(scene.entities[1].kind) : -1;
    case Axis::second_colour:
        return second ? of(scene.entities[1].colour) : -1;
    case Axis::relation:
        return second ? of(scene.relation) : -1;
    case Axis::place:
        return of(scene.place);
    case Axis::weather:
        return is_indoors(scene.place) ? -1 : of(scene.weather);
    case Axis::time:
        return of(scene.time);
    case Axis::shot:
        return of(scene.shot);
    case Axis::angle:
        return of(scene.angle);
    case Axis::move:
        return of(scene.move);
    case Axis::way:
        if (scene.move == Move::still || scene.move == Move::handheld ||
            scene.move == Move::follow) {
            return 1;
        }
        return scene.amount < 0 ? 0 : 2;
    case Axis::style:
        return of(scene.style);
    }
    return -1;
}

bool is_indoors(Place place)
{
    return place == Place::room || place == Place::kitchen || place == Place::office ||
           place == Place::classroom || place == Place::stage;
}

bool travels(Action action)
{
    return action == Action::walk || action == Action::run || action == Action::fly ||
           action == Action::roll || action == Action::drive;
}

bool can(Kind kind, Action action)
{
    if (action == Action::stand) {
        return true;
    }
    switch (kind) {
    case Kind::person:
    case Kind::child:
    case Kind::robot:
        return action == Action::walk || action == Action::run || action == Action::jump ||
               action == Action::wave || action == Action::dance || action == Action::spin;
    case Kind::dog:
    case Kind::cat:
    case Kind::horse:
    case Kind::rabbit:
        return action == Action::walk || action == Action::run || action == Action::jump;
    case Kind::bird:
        return action == Action::walk || action == Action::fly || action == Action::jump;
    case Kind::car:
    case Kind::boat:
        return action == Action::drive;
    case Kind::ball:
        return action == Action::bounce || action == Action::roll || action == Action::spin;
    case Kind::balloon:
        return action == Action::fly || action == Action::spin;
    case Kind::lantern:
        return action == Action::fly || action == Action::bounce || action == Action::spin;
    default:
        return false;
    }
}

Action possible(Kind kind, Action action)
{
    action = static_cast<Action>(nearest_drawn(Axis::action, static_cast<int>(action)));
    constexpr Action going[] = {
        Action::run, Action::walk, Action::drive, Action::roll, Action::fly};
    constexpr Action lively[] = {Action::jump, Action::bounce, Action::spin, Action::drive};
    const auto first_of = [&](const auto& candidates) {
        for (const Action candidate : candidates) {
            if (can(kind, candidate)) {
                return candidate;
            }
        }
        return Action::stand;
    };
    if (can(kind, action)) {
        return action;
    }
    return travels(action) ? first_of(going) : first_of(lively);
}

bool fits(Kind kind, Place place)
{
    switch (kind) {
    case Kind::boat:
        return place == Place::beach;
    case Kind::car:
        return place == Place::street || place == Place::meadow || place == Place::desert ||
               place == Place::snow || place == Place::mountains;
    case Kind::horse:
        return !is_indoors(place);
    default:
        return true;
    }
}

double height_of(const Entity& entity)
{
    const double gene = 0.86 + 0.28 * entity.genome.height;
    switch (entity.kind) {
    case Kind::person:
        return 1.75 * gene;
    case Kind::child:
        return 1.15 * gene;
    case Kind::robot:
        return 1.6 * gene;
    case Kind::dog:
        return 0.75 * gene;
    case Kind::cat:
        return 0.5 * gene;
    case Kind::horse:
        return 1.95 * gene;
    case Kind::rabbit:
        return 0.5 * gene;
    case Kind::bird:
        return 0.5 * gene;
    case Kind::car:
        return 1.45 * gene;
    case Kind::boat:
        return 3.0 * gene;
    case Kind::ball:
        return 0.6 * gene;
    case Kind::balloon:
        return 1.5 * gene;
    case Kind::lantern:
        return 0.6 * gene;
    default:
        return gene;
    }
}

double length_of(const Entity& entity)
{
    const double height = height_of(entity);
    switch (entity.kind) {
    case Kind::dog:
        return 1.25 * height;
    case Kind::cat:
        return 1.4 * height;
    case Kind::horse:
        return 1.15 * height;
    case Kind::rabbit:
        return 1.0 * height;
    case Kind::bird:
        return 1.5 * height;
    case Kind::car:
        return 2.6 * height;
    case Kind::boat:
        return 1.15 * height;
    case Kind::ball:
        return height;
    default:
        return 0.5 * height;
    }
}

} // namespace rushlight::generation::world
