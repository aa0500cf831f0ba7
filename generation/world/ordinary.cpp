// What a prompt leaves open.

#include "generation/world/habits.hpp"
#include "generation/world/parse.hpp"
#include "generation/world/random.hpp"
#include "generation/world/shoot.hpp"

#include <initializer_list>
#include <utility>

namespace rushlight::generation::world {

namespace {

int one_of(Random& random, std::initializer_list<int> values)
{
    return values.begin()[random.below(static_cast<int>(values.size()))];
}

int one_of(Random& random, std::initializer_list<ColourName> colours)
{
    return static_cast<int>(colours.begin()[random.below(static_cast<int>(colours.size()))]);
}

/// The colour that nobody needs to mention; −1 for kinds of which any colour is likely.
int usual_colour(int kind, Random& random)
{
    using enum ColourName;
    switch (static_cast<Kind>(kind)) {
    case Kind::robot:
        return one_of(random, {grey, white, teal, orange});
    case Kind::dog:
        return one_of(random, {brown, brown, white, black, orange});
    case Kind::cat:
        return one_of(random, {orange, black, grey, white});
    case Kind::horse:
        return one_of(random, {brown, brown, white, black});
    case Kind::bird:
        return one_of(random, {blue, red, yellow, black});
    case Kind::fish:
        return one_of(random, {orange, teal, yellow, blue});
    case Kind::rabbit:
        return one_of(random, {white, grey, brown});
    case Kind::bear:
        return one_of(random, {brown, brown, black, white});
    case Kind::cow:
        return one_of(random, {white, brown, black});
    case Kind::duck:
        return one_of(random, {white, yellow, brown});
    case Kind::snake:
    case Kind::dinosaur:
        return one_of(random, {green, green, teal, brown});
    case Kind::elephant:
        return static_cast<int>(grey);
    case Kind::truck:
    case Kind::bus:
        return one_of(random, {red, yellow, blue, green});
    case Kind::train:
        return one_of(random, {black, red, green});
    case Kind::aeroplane:
    case Kind::helicopter:
    case Kind::rocket:
        return one_of(random, {white, red, yellow, blue});
    case Kind::box:
    case Kind::chair:
    case Kind::table:
    case Kind::guitar:
    case Kind::ladder:
        return one_of(random, {brown, brown, orange});
    case Kind::lantern:
    case Kind::lamp:
        return one_of(random, {yellow, red, green});
    case Kind::phone:
    case Kind::camera:
        return one_of(random, {black, grey});
    case Kind::sword:
    case Kind::key:
        return one_of(random, {grey, yellow});
    case Kind::candle:
    case Kind::letter:
        return static_cast<int>(white);
    case Kind::bell:
    case Kind::crown:
        return static_cast<int>(yellow);
    case Kind::apple:
        return one_of(random, {red, red, green});
    case Kind::cake:
        return one_of(random, {pink, white, brown});
    case Kind::flower:
        return one_of(random, {red, pink, yellow, purple});
    case Kind::bottle:
        return one_of(random, {green, green, brown, blue});
    default:
        return -1;
    }
}

void set_usual_colours(Parsed& wanted, Random& random)
{
    const auto set = [&](Axis kind, Axis colour) {
        const int usual = usual_colour(wanted.slots[kind], random);
        if (!wanted.slots.has(colour) && wanted.slots.has(kind) && usual >= 0) {
            wanted.slots.set(colour, usual);
        }
    };
    set(Axis::kind, Axis::colour);
    set(Axis::second_kind, Axis::second_colour);
    for (Other& other : wanted.others) {
        const int usual = usual_colour(other.kind, random);
        other.colour = other.colour < 0 ? usual : other.colour;
    }
}

/// Where one would expect what was said; leaves the place open where nothing ordinary fits.
void set_usual_place(Parsed& wanted, Random& random)
{
    using enum Place;
    constexpr Share<Place> usual[] = {{street, 2},
                                      {meadow, 2},
                                      {forest, 1.4},
                                      {room, 1.6},
                                      {beach, 0.8},
                                      {road, 0.8},
                                      {mountains, 0.6},
                                      {kitchen, 0.5},
                                      {desert, 0.4},
                                      {rooftop, 0.4},
                                      {snow, 0.2},
                                      {underwater, 0.01},
                                      {space, 0.01}};
    Slots& given = wanted.slots;
    const auto kind = static_cast<Kind>(given[Axis::kind]);
    const bool weathered =
        given.has(Axis::weather) && given[Axis::weather] != static_cast<int>(Weather::clear);
    const bool snows = given[Axis::weather] == static_cast<int>(Weather::snow);
    const auto expected = [&](Place place) {
        bool all = fits(kind, place) && (!weathered || has_weather(place));
        if (given.has(Axis::action)) {
            const Action action = static_cast<Action>(given[Axis::action]);
            all = all && suits(kind, possible(World::v1, kind, action), place);
        }
        if (given.has(Axis::second_kind)) {
            all = all && fits(static_cast<Kind>(given[Axis::second_kind]), place);
        }
        for (const Other& other : wanted.others) {
            all = all && fits(static_cast<Kind>(other.kind), place);
        }
        return all;
    };
    const bool white = snows && random.chance(0.6);
    for (int attempt = 0; attempt < 400; ++attempt) {
        const Place place = pick(random, Shares<Place>(usual));
        if (const Place seen = white && attempt == 0 ? snow : place; expected(seen)) {
            given.set(Axis::place, static_cast<int>(seen));
            return;
        }
    }
}

/// Who comes or goes does so on foot if nobody says how, and sideways.
void set_usual_way(Slots& given, Random& random)
{
    const int side = random.below(2);
    if (!given.has(Axis::passage) || given[Axis::passage] == 0) {
        return;
    }
    if (!given.has(Axis::action)) {
        given.set(Axis::action, static_cast<int>(Action::walk));
    }
    if (!given.has(Axis::direction)) {
        given.set(Axis::direction, side);
    }
}

/// What anybody does of whom nothing is told.
void set_usual_action(Slots& given, Random& random)
{
    using enum Action;
    const auto kind = static_cast<Kind>(given[Axis::kind]);
    const bool still = given.has(Axis::second_kind) || given[Axis::expression] > 0 ||
                       given[Axis::shot] >= static_cast<int>(Shot::close) ||
                       given[Axis::angle] == static_cast<int>(Angle::over_shoulder);
    const double dice = random.uniform();
    Action action = stand;
    if (is_person(kind)) {
        action = still ? (dice < 0.3 ? talk : stand) : (dice < 0.5 ? walk : stand);
    } else if (kind < Kind::car) {
        action = dice < 0.5 && (!still || kind == Kind::fish) ? walk : stand;
    } else if (kind < Kind::ball) {
        action = dice < 0.7 ? drive : stand;
    } else if (kind == Kind::kite || kind == Kind::balloon) {
        action = fly;
    }
    if (!given.has(Axis::action)) {
        given.set(Axis::action, static_cast<int>(possible(World::v1, kind, action)));
    }
}

/// Broad daylight, as long as nobody says otherwise.
void set_usual_time(Slots& given, Random& random)
{
    constexpr Share<TimeOfDay> usual[] = {{TimeOfDay::noon, 3},
                                          {TimeOfDay::morning, 3},
                                          {TimeOfDay::golden_hour, 1.5},
                                          {TimeOfDay::dusk, 0.8},
                                          {TimeOfDay::dawn, 0.5},
                                          {TimeOfDay::night, 0.3}};
    const auto time = pick(random, Shares<TimeOfDay>(usual));
    if (!given.has(Axis::time)) {
        given.set(Axis::time, static_cast<int>(time));
    }
}

/// Who drives or rides a vehicle is seen as the vehicle; who rides an animal sits on it.
void mount(Parsed& wanted)
{
    Slots& given = wanted.slots;
    const int second = given[Axis::second_kind];
    if (second < 0 || !is_person(static_cast<Kind>(given[Axis::kind]))) {
        return;
    }
    const auto ridden = static_cast<Kind>(second);
    const bool rides = given[Axis::relation] == static_cast<int>(Relation::on);
    const bool drives = given[Axis::action] == static_cast<int>(Action::drive);
    if ((drives || (rides && !given.has(Axis::action))) && can(ridden, Action::drive)) {
        given.set(Axis::kind, second);
        given.set(Axis::colour, given[Axis::second_colour]);
        given.set(Axis::action, static_cast<int>(Action::drive));
        for (const Axis axis : {Axis::second_kind, Axis::second_colour, Axis::relation}) {
            given.set(axis, -1);
        }
        given.set(Axis::count, 1);
        wanted.others.clear();
        wanted.called.clear();
    } else if (drives || (rides && !given.has(Axis::action))) { // a cowboy rides a horse
        given.set(Axis::action, static_cast<int>(Action::sit));
        given.set(Axis::relation, static_cast<int>(Relation::on));
    }
}

/// Two stand side by side; what somebody hands to somebody comes after the two.
void set_usual_company(Parsed& wanted, Random& random)
{
    Slots& given = wanted.slots;
    const auto somebody = [](int kind) {
        return kind >= 0 && static_cast<Kind>(kind) < Kind::car;
    };
    if (given[Axis::action] == static_cast<int>(Action::hand_over) && !wanted.others.empty() &&
        given[Axis::second_kind] > static_cast<int>(Kind::rocket) &&
        somebody(wanted.others[0].kind)) {
        const Other thing{given[Axis::second_kind], given[Axis::second_colour]};
        given.set(Axis::second_kind, wanted.others[0].kind);
        given.set(Axis::second_colour, wanted.others[0].colour);
        wanted.others[0] = thing;
        if (wanted.called.size() > 2) {
            std::swap(wanted.called[1], wanted.called[2]);
        }
    }
    const int side =
        one_of(random, {static_cast<int>(Relation::left_of), static_cast<int>(Relation::right_of)});
    const auto action = static_cast<Action>(given.has(Axis::action) ? given[Axis::action] : 0);
    if (given.has(Axis::second_kind) && !given.has(Axis::relation) && !needs_partner(action)) {
        given.set(Axis::relation, side);
    }
}

/// As a storyboard artist would draw it who was not told.
int usual_shot(const Slots& given, Random& random)
{
    constexpr int wide = static_cast<int>(Shot::wide);
    constexpr int medium = static_cast<int>(Shot::medium);
    const auto action = static_cast<Action>(given.has(Axis::action) ? given[Axis::action] : 0);
    if (given[Axis::angle] == static_cast<int>(Angle::over_shoulder)) {
        return medium;
    }
    if (given.has(Axis::second_kind) || travels(action)) {
        return one_of(random, {wide, wide, medium});
    }
    if (given[Axis::expression] > 0) {
        return one_of(random, {medium, medium, static_cast<int>(Shot::close)});
    }
    return one_of(random, {wide, medium});
}

void set_usual_camera(Slots& given, Random& random)
{
    const int chosen_shot = usual_shot(given, random);
    if (!given.has(Axis::shot)) {
        given.set(Axis::shot, chosen_shot);
    }
    const double dice = random.uniform();
    if (given.has(Axis::move)) {
        return;
    }
    const bool goes = given.has(Axis::action) && travels(static_cast<Action>(given[Axis::action]));
    const bool passes = given.has(Axis::passage) && given[Axis::passage] > 0;
    Move move = Move::still;
    if (goes && !passes && given[Axis::action] != static_cast<int>(Action::brake)) {
        move = dice < 0.5 ? Move::follow : Move::still;
    } else if (!passes && dice < 0.3) {
        move = Move::dolly;
    }
    given.set(Axis::move, static_cast<int>(move));
    given.set(Axis::way, move == Move::dolly ? 2 : 1);
}

} // namespace

Scene complete(const Parsed& parsed, std::uint64_t seed, World world)
{
    Parsed wanted = parsed;
    Slots& given = wanted.slots;
    for (int i = 0; i < axis_count; ++i) {
        const auto axis = static_cast<Axis>(i);
        if (given.has(axis)) {
            given.set(axis, nearest_drawn(world, axis, given[axis]));
        }
    }
    // What nobody asked for stays ordinary: fair weather, the two drawing styles of a previs, faces
    // at rest, natural colours, a steady camera, quiet ways, and nobody who walks out of the
    // picture.
    Random random(seed, 4000);
    if (!given.has(Axis::weather) && random.chance(0.75)) {
        given.set(Axis::weather, static_cast<int>(Weather::clear));
    }
    if (!given.has(Axis::style)) {
        given.set(Axis::style,
                  static_cast<int>(random.chance(0.7) ? Style::marker : Style::pencil));
    }
    if (world == World::v1) {
        mount(wanted);
        set_usual_time(given, random);
        for (const Axis axis : {Axis::expression, Axis::passage}) {
            if (!given.has(axis)) {
                given.set(axis, 0);
            }
        }
        if (!given.has(Axis::count) && given.has(Axis::kind)) {
            given.set(Axis::count, given.has(Axis::second_kind) ? 2 : 1);
        }
        if (!given.has(Axis::angle)) {
            constexpr Angle usual[] = {Angle::eye, Angle::eye, Angle::low, Angle::high};
            given.set(Axis::angle, static_cast<int>(usual[random.below(4)]));
        }
        if (given.has(Axis::kind)) {
            set_usual_way(given, random);
            set_usual_company(wanted, random);
            set_usual_action(given, random);
            set_usual_colours(wanted, random);
            if (!given.has(Axis::place)) {
                set_usual_place(wanted, random);
            }
            set_usual_camera(given, random);
        }
    }
    return Shoot(world, seed, 0, wanted).drawn();
}

} // namespace rushlight::generation::world
