// What each kind is, does and where it belongs.

#include "generation/world/motion.hpp"
#include "generation/world/scene.hpp"

#include <array>
#include <initializer_list>

namespace rushlight::generation::world {

namespace {

/// A set of values of one axis.
class Set {
public:
    template <class Value>
    constexpr Set(std::initializer_list<Value> values) // NOLINT: reads as a list where it is used
    {
        for (const Value value : values) {
            bits_ |= 1U << static_cast<unsigned>(value);
        }
    }

    constexpr explicit Set(std::uint32_t bits)
        : bits_(bits)
    {
    }

    template <class Value>
    [[nodiscard]] constexpr bool has(Value value) const
    {
        return (bits_ >> static_cast<unsigned>(value) & 1U) != 0;
    }

    constexpr Set operator|(Set other) const { return Set(bits_ | other.bits_); }

private:
    std::uint32_t bits_ = 0;
};

constexpr Set people{Action::walk,      Action::run,    Action::jump,     Action::wave,
                     Action::dance,     Action::spin,   Action::turn,     Action::sit,
                     Action::stand_up,  Action::point,  Action::nod,      Action::shake_head,
                     Action::talk,      Action::laugh,  Action::cry,      Action::fall,
                     Action::pick_up,   Action::toss,   Action::catch_it, Action::push,
                     Action::climb,     Action::swim,   Action::chase,    Action::hug,
                     Action::hand_over, Action::look_at};
constexpr Set beast{Action::walk, Action::run, Action::chase, Action::look_at};
constexpr Set pet =
    beast | Set{Action::jump, Action::sit, Action::turn, Action::shake_head, Action::nod};
constexpr Set wheels{Action::drive, Action::brake};
constexpr Set thing{Action::spin, Action::fall, Action::bounce};
constexpr Set round_thing = thing | Set{Action::roll};
constexpr Set floating{Action::fly, Action::spin};

constexpr Set anywhere(0xffffU);
constexpr Set open_air{Place::meadow,
                       Place::forest,
                       Place::street,
                       Place::beach,
                       Place::desert,
                       Place::snow,
                       Place::mountains,
                       Place::rooftop,
                       Place::road};
constexpr Set firm{
    Place::meadow, Place::street, Place::desert, Place::snow, Place::mountains, Place::road};
constexpr Set paved{Place::street, Place::road, Place::desert};
constexpr Set on_land =
    open_air | Set{Place::room, Place::kitchen, Place::office, Place::classroom, Place::stage};
constexpr Set trodden = on_land | Set{Place::space};
constexpr Set deep{Place::underwater};

struct Traits {
    double height; ///< metres, for the middle gene
    double length; ///< heights
    int feet;
    Set actions;
    Set places;
};

constexpr std::array<Traits, 55> traits{{
    // people
    {1.75, 0.5, 2, people, anywhere},
    {1.15, 0.5, 2, people, anywhere},
    {1.60, 0.5, 2, people, anywhere},
    // animals
    {0.75, 1.25, 4, pet | Set{Action::swim}, trodden},                 // dog
    {0.50, 1.40, 4, pet, trodden},                                     // cat
    {1.95, 1.15, 4, beast | Set{Action::jump, Action::nod}, open_air}, // horse
    {0.50, 1.50, 2, Set{Action::walk, Action::fly, Action::jump, Action::look_at}, on_land},
    {0.45, 1.80, 0, Set{Action::swim, Action::turn}, deep},           // fish
    {0.50, 1.00, 4, beast | Set{Action::jump, Action::sit}, trodden}, // rabbit
    {1.30, 1.35, 4, beast | Set{Action::sit, Action::swim, Action::stand_up}, open_air},
    {1.45, 1.45, 4, Set{Action::walk, Action::run, Action::shake_head, Action::look_at}, open_air},
    {0.45, 1.20, 2, Set{Action::walk, Action::swim, Action::fly, Action::look_at}, on_land},
    {0.35, 4.50, 0, Set{Action::walk, Action::look_at, Action::turn}, on_land}, // snake
    {2.80, 1.25, 4, Set{Action::walk, Action::run, Action::shake_head, Action::look_at}, open_air},
    {3.60, 1.50, 2, beast | Set{Action::shake_head}, open_air}, // dinosaur
    // vehicles
    {1.45, 2.60, 0, wheels, firm},                     // car
    {2.60, 2.20, 0, wheels, paved | Set{Place::snow}}, // truck
    {2.90, 3.20, 0, wheels, paved},                    // bus
    {1.70, 1.05, 0, wheels, firm},                     // bicycle, with rider
    {1.60, 1.35, 0, wheels, firm},                     // motorcycle, with rider
    {3.20, 3.40, 0, wheels, Set{Place::meadow, Place::desert, Place::snow, Place::mountains}},
    {3.00, 1.15, 0, Set{Action::drive}, Set{Place::beach}},          // boat
    {2.60, 3.20, 0, Set{Action::fly, Action::drive}, open_air},      // aeroplane
    {2.60, 2.40, 0, Set{Action::fly}, open_air},                     // helicopter
    {4.00, 0.40, 0, Set{Action::fly}, open_air | Set{Place::space}}, // rocket
    // props
    {0.60, 1.00, 0, round_thing, anywhere},                                    // ball
    {1.50, 0.50, 0, floating, anywhere},                                       // balloon
    {0.60, 0.50, 0, Set{Action::fly, Action::bounce, Action::spin}, anywhere}, // lantern
    {0.60, 1.10, 0, thing, anywhere},                                          // box
    {0.95, 0.55, 0, thing, on_land},                                           // chair
    {0.80, 1.70, 0, Set{Action::spin}, on_land},                               // table
    {1.50, 0.40, 0, Set{Action::spin}, on_land},                               // lamp
    {0.50, 0.50, 0, thing, anywhere},                                          // phone
    {0.45, 0.90, 0, thing | Set{Action::fly}, anywhere},                       // book
    {0.40, 1.10, 0, thing, anywhere},                                          // cup
    {1.10, 0.30, 0, thing, anywhere},                                          // sword
    {2.20, 0.55, 0, Set{Action::wave, Action::spin}, anywhere},                // flag
    {1.20, 1.00, 0, Set{Action::fly, Action::spin, Action::fall}, anywhere},   // umbrella
    {1.20, 0.90, 0, Set{Action::fly, Action::spin}, open_air},                 // kite
    {0.60, 0.80, 0, thing, anywhere},                                          // bag
    {0.35, 1.40, 0, thing | Set{Action::fly}, anywhere},                       // hat
    {0.70, 0.40, 0, thing, anywhere},                                          // key
    {0.70, 0.35, 0, round_thing, anywhere},                                    // bottle
    {0.60, 0.35, 0, thing, on_land},                                           // candle
    {0.60, 0.90, 0, thing, anywhere},                                          // clock
    {0.50, 1.20, 0, thing, anywhere},                                          // camera
    {1.00, 0.40, 0, thing, on_land},                                           // guitar
    {0.60, 1.00, 0, round_thing, on_land},                                     // drum
    {0.60, 0.90, 0, thing, anywhere},                                          // bell
    {0.40, 1.00, 0, round_thing, anywhere},                                    // apple
    {0.50, 1.10, 0, thing, on_land},                                           // cake
    {0.80, 0.45, 0, Set{Action::dance, Action::spin}, anywhere},               // flower
    {0.40, 1.40, 0, thing | Set{Action::fly}, anywhere},                       // letter
    {0.35, 1.30, 0, thing, anywhere},                                          // crown
    {2.00, 0.40, 0, Set{Action::fall}, on_land},                               // ladder
}};

const Traits& of(Kind kind)
{
    return traits.at(static_cast<std::size_t>(kind));
}

} // namespace

bool can(Kind kind, Action action)
{
    return action == Action::stand || of(kind).actions.has(action);
}

Action possible(World world, Kind kind, Action action)
{
    action = static_cast<Action>(nearest_drawn(world, Axis::action, static_cast<int>(action)));
    constexpr Action going[] = {
        Action::run, Action::walk, Action::drive, Action::roll, Action::fly, Action::swim};
    constexpr Action lively[] = {Action::jump, Action::bounce, Action::spin, Action::drive};
    const auto first_of = [&](const auto& candidates) {
        for (const Action candidate : candidates) {
            if (can(kind, candidate) && drawn(world, Axis::action, static_cast<int>(candidate))) {
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
    return of(kind).places.has(place);
}

double height_of(const Entity& entity)
{
    return of(entity.kind).height * (0.86 + 0.28 * entity.genome.height);
}

double standing_height(const Entity& entity)
{
    const double height = height_of(entity);
    switch (entity.kind) {
    case Kind::chair:
        return 0.48 * height;
    case Kind::horse:
        return 0.68 * height;
    case Kind::cow:
        return 0.86 * height;
    case Kind::elephant:
        return 0.92 * height;
    case Kind::book:
        return 0.3 * height;
    default:
        return height;
    }
}

double length_of(const Entity& entity)
{
    return of(entity.kind).length * height_of(entity);
}

int feet(Kind kind)
{
    return of(kind).feet;
}

bool is_person(Kind kind)
{
    return kind <= Kind::robot;
}

bool is_indoors(Place place)
{
    return place == Place::room || place == Place::kitchen || place == Place::office ||
           place == Place::classroom || place == Place::stage;
}

bool has_weather(Place place)
{
    return !is_indoors(place) && place != Place::space && place != Place::underwater;
}

bool travels(Action action)
{
    switch (action) {
    case Action::walk:
    case Action::run:
    case Action::fly:
    case Action::roll:
    case Action::drive:
    case Action::brake:
    case Action::swim:
    case Action::chase:
    case Action::push:
        return true;
    default:
        return false;
    }
}

} // namespace rushlight::generation::world
