// What the sides of a scene are called, and what each edition of the world draws of them.

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
                                                              "style",
                                                              "expression",
                                                              "passage"};

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
constexpr std::array<std::string_view, 5> counts{"none", "one", "two", "three", "four"};
constexpr std::array<std::string_view, 5> relations{
    "left_of", "right_of", "in_front_of", "behind", "on"};
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
constexpr std::array<std::string_view, 8> expressions{
    "neutral", "happy", "sad", "angry", "surprised", "afraid", "sleepy", "proud"};
constexpr std::array<std::string_view, 4> passages{"none", "enters", "exits", "crosses"};

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
    case Axis::expression:
        return expressions;
    case Axis::passage:
        return passages;
    }
    throw std::out_of_range("no such axis");
}

template <class Value>
std::pair<int, int> stands_in(Value from, Value to)
{
    return {static_cast<int>(from), static_cast<int>(to)};
}

// What world v0 does not draw → what it draws for it.
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
const std::array<std::pair<int, int>, 1> relation_rows{
    stands_in(Relation::on, Relation::in_front_of)};
const std::array<std::pair<int, int>, 2> count_rows{std::pair{3, 2}, std::pair{4, 2}};
const std::array<std::pair<int, int>, 6> style_rows{stands_in(Style::outlined, Style::marker),
                                                    stands_in(Style::neon, Style::flat),
                                                    stands_in(Style::noir, Style::pencil),
                                                    stands_in(Style::cutout, Style::flat),
                                                    stands_in(Style::clay, Style::flat),
                                                    stands_in(Style::blueprint, Style::pencil)};

std::span<const std::pair<int, int>> stand_ins_v0(Axis axis)
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
    case Axis::relation:
        return relation_rows;
    case Axis::count:
        return count_rows;
    default:
        return {};
    }
}

} // namespace

int classes(Axis axis)
{
    return static_cast<int>(values(axis).size());
}

std::string_view name(World world)
{
    return world == World::v0 ? "v0" : "v1";
}

World world_named(std::string_view name)
{
    return name == "v1" ? World::v1 : World::v0;
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

bool drawn(World world, Axis axis, int value)
{
    return nearest_drawn(world, axis, value) == value;
}

int nearest_drawn(World world, Axis axis, int value)
{
    if (world == World::v0) {
        if (axis == Axis::expression || axis == Axis::passage) {
            return -1; // nothing can stand in for a face
        }
        for (const auto& [from, to] : stand_ins_v0(axis)) {
            if (from == value) {
                return to;
            }
        }
    }
    return value;
}

} // namespace rushlight::generation::world
