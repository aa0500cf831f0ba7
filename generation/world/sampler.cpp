// Scenes from seeds, and what is kept out of training.

#include "generation/world/motion.hpp"
#include "generation/world/parse.hpp"
#include "generation/world/random.hpp"
#include "generation/world/scene.hpp"
#include "generation/world/splits.hpp"

#include <algorithm>
#include <span>

namespace rushlight::generation::world {

namespace {

template <class Value>
struct Share {
    Value value;
    double weight;
};

template <class Value, std::size_t size>
Value pick(Random& random, const Share<Value> (&shares)[size])
{
    double sum = 0;
    for (const auto& share : shares) {
        sum += share.weight;
    }
    double at = random.uniform() * sum;
    for (const auto& share : shares) {
        at -= share.weight;
        if (at < 0) {
            return share.value;
        }
    }
    return shares[size - 1].value;
}

constexpr Share<Kind> kinds[] = {{Kind::person, 1.5},
                                 {Kind::child, 0.7},
                                 {Kind::robot, 1.1},
                                 {Kind::dog, 1.1},
                                 {Kind::cat, 1},
                                 {Kind::horse, 1},
                                 {Kind::rabbit, 0.9},
                                 {Kind::bird, 1},
                                 {Kind::car, 1},
                                 {Kind::boat, 0.6},
                                 {Kind::ball, 1},
                                 {Kind::balloon, 0.9},
                                 {Kind::lantern, 0.9}};
constexpr Share<Place> places[] = {{Place::meadow, 1},
                                   {Place::forest, 1},
                                   {Place::street, 1},
                                   {Place::beach, 1},
                                   {Place::desert, 0.8},
                                   {Place::snow, 0.9},
                                   {Place::mountains, 0.8},
                                   {Place::room, 1}};
constexpr Share<Weather> weathers[] = {{Weather::clear, 1.6},
                                       {Weather::rain, 1},
                                       {Weather::snow, 0.9},
                                       {Weather::fog, 0.9},
                                       {Weather::overcast, 0.5}};
constexpr Share<TimeOfDay> times[] = {{TimeOfDay::dawn, 1},
                                      {TimeOfDay::noon, 1.2},
                                      {TimeOfDay::golden_hour, 1},
                                      {TimeOfDay::dusk, 1},
                                      {TimeOfDay::night, 1}};
constexpr Share<Style> styles[] = {
    {Style::marker, 1.6}, {Style::pencil, 1.2}, {Style::flat, 1.0}, {Style::watercolour, 0.7}};
constexpr Share<Shot> shots[] = {{Shot::wide, 1.5}, {Shot::medium, 1}, {Shot::close, 0.7}};
constexpr Share<Angle> angles[] = {{Angle::eye, 1.6}, {Angle::low, 0.5}, {Angle::high, 0.5}};
constexpr Share<Move> moves[] = {{Move::still, 2.2},
                                 {Move::pan, 1.1},
                                 {Move::dolly, 1.3},
                                 {Move::zoom, 0.9},
                                 {Move::orbit, 0.9},
                                 {Move::truck, 0.8},
                                 {Move::tilt, 0.4},
                                 {Move::crane, 0.4},
                                 {Move::handheld, 0.4}};
constexpr Action actions[] = {Action::stand,
                              Action::walk,
                              Action::run,
                              Action::jump,
                              Action::wave,
                              Action::dance,
                              Action::fly,
                              Action::bounce,
                              Action::roll,
                              Action::spin,
                              Action::drive};

Action pick_action(Random& random, Kind kind)
{
    double weights[std::size(actions)];
    double sum = 0;
    for (std::size_t i = 0; i < std::size(actions); ++i) {
        weights[i] = !can(kind, actions[i]) ? 0 : (actions[i] == Action::stand ? 0.7 : 1);
        sum += weights[i];
    }
    double at = random.uniform() * sum;
    for (std::size_t i = 0; i < std::size(actions); ++i) {
        at -= weights[i];
        if (at < 0) {
            return actions[i];
        }
    }
    return Action::stand;
}

Genome pick_genome(Random& random)
{
    Genome genome;
    genome.height = random.uniform();
    genome.build = random.uniform();
    genome.head = random.uniform();
    genome.limbs = random.uniform();
    genome.ears = random.uniform();
    genome.tail = random.uniform();
    genome.tempo = random.uniform();
    genome.phase = random.uniform();
    genome.hair = static_cast<std::uint8_t>(random.below(10));
    genome.hair_colour = static_cast<std::uint8_t>(random.below(8));
    genome.skin = static_cast<std::uint8_t>(random.below(8));
    genome.clothes = static_cast<std::uint8_t>(random.below(12));
    genome.hat = static_cast<std::uint8_t>(random.chance(0.65) ? 0 : 1 + random.below(4));
    genome.glasses = random.chance(0.2);
    genome.beard = random.chance(0.2);
    genome.bag = random.chance(0.2);
    genome.scarf = random.chance(0.25);
    return genome;
}

ColourName pick_colour(Random& random)
{
    return static_cast<ColourName>(random.below(12));
}

double direction_sign(Direction direction)
{
    return direction == Direction::right ? 1 : (direction == Direction::left ? -1 : 0);
}

/// Natural speed of an action in metres a second.
double natural_speed(const Entity& entity)
{
    const double height = height_of(entity);
    switch (entity.action) {
    case Action::walk:
        return 0.75 * std::max(height, 0.35) * cadence(entity) *
               (feet(entity.kind) == 4 ? 0.85 : 1);
    case Action::run:
        return 1.25 * std::max(height, 0.35) * cadence(entity) * (feet(entity.kind) == 4 ? 1.1 : 1);
    case Action::fly:
        return entity.kind == Kind::bird ? 1.6 : 0.25;
    case Action::roll:
        return 1.3 * height;
    case Action::drive:
        return entity.kind == Kind::boat ? 1.6 : 3.2;
    default:
        return 0;
    }
}

/// Everything that is not given comes from the seed. The dice fall the same whatever is given.
Scene draw(std::uint64_t seed, std::uint64_t attempt, const Slots& given)
{
    const auto chosen = [&](Axis axis, auto drawn) {
        return given.has(axis) ? static_cast<decltype(drawn)>(given[axis]) : drawn;
    };
    Random random(seed, 1000 + attempt);
    Scene scene;
    scene.seed = hashed(seed ^ hashed(attempt));
    Entity subject;
    do {
        subject.kind = chosen(Axis::kind, pick(random, kinds));
    } while (!given.has(Axis::kind) && given.has(Axis::place) &&
             !fits(subject.kind, static_cast<Place>(given[Axis::place])));
    do {
        scene.place = chosen(Axis::place, pick(random, places));
    } while (!given.has(Axis::place) && !fits(subject.kind, scene.place));
    subject.colour = chosen(Axis::colour, pick_colour(random));
    do {
        subject.second_colour = pick_colour(random);
    } while (subject.second_colour == subject.colour);
    subject.genome = pick_genome(random);
    subject.action =
        possible(subject.kind, chosen(Axis::action, pick_action(random, subject.kind)));
    const double facing = random.uniform();
    subject.direction = facing < 0.4    ? Direction::left
                        : facing < 0.8  ? Direction::right
                        : facing < 0.93 ? Direction::toward
                                        : Direction::away;
    subject.direction = chosen(Axis::direction, subject.direction);
    if (!given.has(Axis::direction) && subject.action == Action::wave &&
        subject.direction == Direction::away) {
        subject.direction = Direction::toward;
    }

    scene.time = chosen(Axis::time, pick(random, times));
    scene.weather = chosen(Axis::weather, pick(random, weathers));
    if (is_indoors(scene.place)) {
        scene.weather = Weather::clear;
    }
    scene.style = chosen(Axis::style, pick(random, styles));
    scene.shot = chosen(Axis::shot, pick(random, shots));
    scene.angle = chosen(Axis::angle, pick(random, angles));
    scene.key_from_left = random.chance(0.5);
    scene.foreground = random.chance(0.2);

    const bool sideways = direction_sign(subject.direction) != 0;
    const bool travelling = travels(subject.action);
    if (travelling && !sideways && !given.has(Axis::shot)) {
        scene.shot = Shot::wide;
    }
    // A subject that crosses the frame is followed, or the frame is wide enough.
    Move move = Move::follow;
    if (!travelling || !sideways || (scene.shot == Shot::wide && !random.chance(0.3))) {
        do {
            move = pick(random, moves);
        } while (scene.place == Place::room && move == Move::crane);
    }
    scene.move = chosen(Axis::move, move);
    scene.amount = scene.move == Move::still ? 0 : random.uniform(3.5, 8);
    const bool backward =
        given.has(Axis::way) && given[Axis::way] != 1 ? given[Axis::way] == 0 : random.chance(0.5);
    if (scene.move != Move::handheld && backward) {
        scene.amount = -scene.amount;
    }

    // The speed that keeps a path in the picture: see frame_subject for what is visible.
    const double body = std::max(height_of(subject), 0.72 * length_of(subject));
    const double view = 2.2 * body;
    subject.speed = natural_speed(subject);
    const double seen = scene.shot <= Shot::wide     ? view
                        : scene.shot == Shot::medium ? 0.95 * body
                                                     : 0.5 * body;
    if (travelling) {
        const double most = !sideways ? 0.3 : scene.move == Move::follow ? 1.5 : 0.72;
        subject.speed = std::min(subject.speed, most * seen / scene.seconds);
    }
    if (travelling && !sideways) {
        subject.z =
            (subject.direction == Direction::toward ? 0.5 : -0.2) * subject.speed * scene.seconds;
    }
    scene.entities.push_back(subject);

    const bool another = random.chance(0.22) && scene.shot != Shot::close;
    if (given.has(Axis::count) ? given[Axis::count] > 1 : another || given.has(Axis::second_kind)) {
        Entity other;
        do {
            other.kind = chosen(Axis::second_kind, pick(random, kinds));
        } while (!given.has(Axis::second_kind) &&
                 (!fits(other.kind, scene.place) || other.kind == subject.kind ||
                  height_of(other) > 2.2 * height_of(subject) ||
                  height_of(other) < 0.22 * height_of(subject)));
        do {
            other.colour = chosen(Axis::second_colour, pick_colour(random));
        } while (!given.has(Axis::second_colour) && other.colour == subject.colour);
        do {
            other.second_colour = pick_colour(random);
        } while (other.second_colour == other.colour);
        other.genome = pick_genome(random);
        other.direction = subject.direction;
        other.action = can(other.kind, subject.action) ? subject.action : Action::stand;
        other.speed = travels(other.action) ? subject.speed : 0;
        scene.relation = chosen(Axis::relation, static_cast<Relation>(random.below(4)));
        const double gap = 0.5 * (length_of(subject) + length_of(other)) + 0.25 * view;
        switch (scene.relation) {
        case Relation::left_of:
            other.x = -gap;
            break;
        case Relation::right_of:
            other.x = gap;
            break;
        case Relation::in_front_of:
            other.x = (random.chance(0.5) ? 0.5 : -0.5) * gap;
            other.z = -0.7 * body - 0.3;
            break;
        case Relation::behind:
            other.x = (random.chance(0.5) ? 0.55 : -0.55) * gap;
            other.z = 1.2 * body + 0.5;
            break;
        }
        other.z += subject.z;
        if (other.action == subject.action) {
            other.genome.tempo = subject.genome.tempo;
        }
        scene.entities.push_back(other);
    }
    const double travelled = direction_sign(subject.direction) * subject.speed * scene.seconds;
    if (scene.move != Move::follow) {
        for (Entity& entity : scene.entities) {
            entity.x -= travelled / 2;
        }
    }
    frame_subject(scene);
    return scene;
}

} // namespace

bool held_out_pair(Axis a, int value_a, Axis b, int value_b)
{
    const auto pair = [](Axis x, Axis y, Axis first, Axis second) {
        return x == first && y == second;
    };
    if (!pair(a, b, Axis::kind, Axis::colour) && !pair(a, b, Axis::kind, Axis::action) &&
        !pair(a, b, Axis::place, Axis::time) && !pair(a, b, Axis::move, Axis::shot) &&
        !pair(a, b, Axis::style, Axis::kind)) {
        return false;
    }
    // What exists once per value (standing, a still camera, vehicles that only drive) stays in
    // training, or a single value would be missing there.
    if (b == Axis::action &&
        (value_b == static_cast<int>(Action::stand) || value_b == static_cast<int>(Action::drive) ||
         value_b == static_cast<int>(Action::roll) || value_b == static_cast<int>(Action::bounce) ||
         value_b == static_cast<int>(Action::fly))) {
        return false;
    }
    if (a == Axis::move &&
        (value_a == static_cast<int>(Move::still) || value_a == static_cast<int>(Move::follow))) {
        return false;
    }
    const std::uint64_t key =
        (static_cast<std::uint64_t>(a) << 48) | (static_cast<std::uint64_t>(value_a) << 32) |
        (static_cast<std::uint64_t>(b) << 16) | static_cast<std::uint64_t>(value_b);
    return hashed(key ^ 0x52757368ULL) % 10 == 0;
}

bool held_out(const Genome& genome)
{
    const std::uint64_t key = genome.hair | (genome.hair_colour << 4) | (genome.skin << 8) |
                              (genome.clothes << 12) | (genome.hat << 16);
    return hashed(key ^ 0x6c69676874ULL) % 100 < 15;
}

bool held_out(const Scene& scene)
{
    const auto pair = [](Axis a, auto value_a, Axis b, auto value_b) {
        return held_out_pair(a, static_cast<int>(value_a), b, static_cast<int>(value_b));
    };
    if (pair(Axis::place, scene.place, Axis::time, scene.time) ||
        pair(Axis::move, scene.move, Axis::shot, scene.shot)) {
        return true;
    }
    return std::any_of(scene.entities.begin(), scene.entities.end(), [&](const Entity& entity) {
        return held_out(entity.genome) ||
               pair(Axis::kind, entity.kind, Axis::colour, entity.colour) ||
               pair(Axis::kind, entity.kind, Axis::action, entity.action) ||
               pair(Axis::style, scene.style, Axis::kind, entity.kind);
    });
}

Scene sample_scene(std::uint64_t seed)
{
    Scene scene = draw(seed, 0, {});
    if (training_seeds.contains(seed)) {
        for (std::uint64_t attempt = 1; held_out(scene); ++attempt) {
            scene = draw(seed, attempt, {});
        }
    }
    return scene;
}

Scene complete(const Parsed& parsed, std::uint64_t seed)
{
    Slots given = parsed.slots;
    for (int i = 0; i < axis_count; ++i) {
        const auto axis = static_cast<Axis>(i);
        if (given.has(axis)) {
            given.set(axis, nearest_drawn(axis, given[axis]));
        }
    }
    // What nobody asked for stays ordinary: fair weather and the two drawing styles of a previs.
    Random random(seed, 4000);
    if (!given.has(Axis::weather) && random.chance(0.75)) {
        given.set(Axis::weather, static_cast<int>(Weather::clear));
    }
    if (!given.has(Axis::style)) {
        given.set(Axis::style,
                  static_cast<int>(random.chance(0.7) ? Style::marker : Style::pencil));
    }
    return draw(seed, 0, given);
}

Scene with_changed_look(const Scene& scene, std::uint64_t seed)
{
    const bool training = !held_out(scene);
    for (std::uint64_t attempt = 0;; ++attempt) {
        Random random(seed, 2000 + attempt);
        Scene changed = scene;
        for (Entity& entity : changed.entities) {
            entity.colour = pick_colour(random);
            do {
                entity.second_colour = pick_colour(random);
            } while (entity.second_colour == entity.colour);
        }
        if (changed.entities.size() > 1 &&
            changed.entities[0].colour == changed.entities[1].colour) {
            continue;
        }
        changed.time = pick(random, times);
        changed.style = pick(random, styles);
        changed.weather = is_indoors(scene.place) ? Weather::clear : pick(random, weathers);
        if (!training || !held_out(changed) || attempt > 200) {
            return changed;
        }
    }
}

Scene single_character(const Entity& entity, std::uint64_t seed)
{
    Random random(seed, 3000);
    Scene scene;
    scene.seed = hashed(seed + 17);
    Entity alone = entity;
    alone.x = 0;
    alone.z = 0;
    alone.speed = 0;
    alone.genome.phase = random.uniform();
    alone.action =
        can(entity.kind, Action::wave) && random.chance(0.35) ? Action::wave : Action::stand;
    const double facing = random.uniform();
    alone.direction = facing < 0.35  ? Direction::left
                      : facing < 0.7 ? Direction::right
                                     : Direction::toward;
    scene.entities.push_back(alone);
    do {
        scene.place = pick(random, places);
    } while (!fits(alone.kind, scene.place));
    scene.time = pick(random, times);
    scene.weather = Weather::clear;
    scene.style = pick(random, styles);
    scene.shot = random.chance(0.6) ? Shot::wide : Shot::medium;
    scene.angle = Angle::eye;
    scene.key_from_left = random.chance(0.5);
    frame_subject(scene);
    return scene;
}

Scene mirrored(const Scene& scene)
{
    Scene other = scene;
    other.mirror = !scene.mirror;
    other.key_from_left = !scene.key_from_left;
    for (Entity& entity : other.entities) {
        entity.x = -entity.x;
        if (entity.direction == Direction::left) {
            entity.direction = Direction::right;
        } else if (entity.direction == Direction::right) {
            entity.direction = Direction::left;
        }
    }
    if (scene.relation == Relation::left_of) {
        other.relation = Relation::right_of;
    } else if (scene.relation == Relation::right_of) {
        other.relation = Relation::left_of;
    }
    other.camera.position[0] = -scene.camera.position[0];
    other.camera.angles[0] = -scene.camera.angles[0];
    other.camera.angles[2] = -scene.camera.angles[2];
    if (scene.move == Move::pan || scene.move == Move::truck || scene.move == Move::orbit ||
        scene.move == Move::follow) {
        other.amount = -scene.amount;
    }
    return other;
}

} // namespace rushlight::generation::world
