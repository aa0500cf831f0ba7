// Scenes from seeds, and what is kept out of training.

#include "generation/world/motion.hpp"
#include "generation/world/parse.hpp"
#include "generation/world/random.hpp"
#include "generation/world/scene.hpp"
#include "generation/world/splits.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <span>

namespace rushlight::generation::world {

namespace {

template <class Value>
struct Share {
    Value value;
    double weight;
};

template <class Value>
using Shares = std::span<const Share<Value>>;

template <class Value>
Value pick(Random& random, Shares<Value> shares)
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
    return shares.back().value;
}

constexpr Share<Kind> kinds_v0[] = {{Kind::person, 1.5},
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
constexpr Share<Place> places_v0[] = {{Place::meadow, 1},
                                      {Place::forest, 1},
                                      {Place::street, 1},
                                      {Place::beach, 1},
                                      {Place::desert, 0.8},
                                      {Place::snow, 0.9},
                                      {Place::mountains, 0.8},
                                      {Place::room, 1}};
constexpr Share<Weather> weathers_v0[] = {{Weather::clear, 1.6},
                                          {Weather::rain, 1},
                                          {Weather::snow, 0.9},
                                          {Weather::fog, 0.9},
                                          {Weather::overcast, 0.5}};
constexpr Share<TimeOfDay> times_v0[] = {{TimeOfDay::dawn, 1},
                                         {TimeOfDay::noon, 1.2},
                                         {TimeOfDay::golden_hour, 1},
                                         {TimeOfDay::dusk, 1},
                                         {TimeOfDay::night, 1}};
constexpr Share<Style> styles_v0[] = {
    {Style::marker, 1.6}, {Style::pencil, 1.2}, {Style::flat, 1.0}, {Style::watercolour, 0.7}};
constexpr Share<Shot> shots_v0[] = {{Shot::wide, 1.5}, {Shot::medium, 1}, {Shot::close, 0.7}};
constexpr Share<Angle> angles_v0[] = {{Angle::eye, 1.6}, {Angle::low, 0.5}, {Angle::high, 0.5}};
constexpr Share<Move> moves[] = {{Move::still, 2.2},
                                 {Move::pan, 1.1},
                                 {Move::dolly, 1.3},
                                 {Move::zoom, 0.9},
                                 {Move::orbit, 0.9},
                                 {Move::truck, 0.8},
                                 {Move::tilt, 0.4},
                                 {Move::crane, 0.4},
                                 {Move::handheld, 0.4}};
constexpr Action actions_v0[] = {Action::stand,
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

constexpr Share<Kind> kinds_v1[] = {
    {Kind::person, 4.5},  {Kind::child, 1.6},    {Kind::robot, 1.4},     {Kind::dog, 1.1},
    {Kind::cat, 1},       {Kind::horse, 0.9},    {Kind::bird, 0.9},      {Kind::fish, 0.5},
    {Kind::rabbit, 0.7},  {Kind::bear, 0.7},     {Kind::cow, 0.6},       {Kind::duck, 0.6},
    {Kind::snake, 0.5},   {Kind::elephant, 0.7}, {Kind::dinosaur, 0.8},  {Kind::car, 0.9},
    {Kind::truck, 0.5},   {Kind::bus, 0.5},      {Kind::bicycle, 0.5},   {Kind::motorcycle, 0.5},
    {Kind::train, 0.4},   {Kind::boat, 0.5},     {Kind::aeroplane, 0.5}, {Kind::helicopter, 0.4},
    {Kind::rocket, 0.5},  {Kind::ball, 0.7},     {Kind::balloon, 0.6},   {Kind::lantern, 0.5},
    {Kind::box, 0.3},     {Kind::chair, 0.3},    {Kind::table, 0.2},     {Kind::lamp, 0.25},
    {Kind::phone, 0.25},  {Kind::book, 0.3},     {Kind::cup, 0.25},      {Kind::sword, 0.25},
    {Kind::flag, 0.25},   {Kind::umbrella, 0.3}, {Kind::kite, 0.3},      {Kind::bag, 0.25},
    {Kind::hat, 0.25},    {Kind::key, 0.25},     {Kind::bottle, 0.25},   {Kind::candle, 0.25},
    {Kind::clock, 0.25},  {Kind::camera, 0.25},  {Kind::guitar, 0.25},   {Kind::drum, 0.25},
    {Kind::bell, 0.25},   {Kind::apple, 0.3},    {Kind::cake, 0.25},     {Kind::flower, 0.3},
    {Kind::letter, 0.25}, {Kind::crown, 0.25},   {Kind::ladder, 0.2}};
constexpr Share<Place> places_v1[] = {{Place::meadow, 1},
                                      {Place::forest, 1},
                                      {Place::street, 1.2},
                                      {Place::beach, 1},
                                      {Place::desert, 0.8},
                                      {Place::snow, 0.8},
                                      {Place::mountains, 0.8},
                                      {Place::room, 1},
                                      {Place::kitchen, 0.7},
                                      {Place::office, 0.8},
                                      {Place::classroom, 0.7},
                                      {Place::stage, 0.7},
                                      {Place::space, 0.6},
                                      {Place::underwater, 0.6},
                                      {Place::rooftop, 0.7},
                                      {Place::road, 0.8}};
constexpr Share<Weather> weathers_v1[] = {{Weather::clear, 1.6},
                                          {Weather::rain, 1},
                                          {Weather::snow, 0.8},
                                          {Weather::fog, 0.8},
                                          {Weather::wind, 0.6},
                                          {Weather::storm, 0.7},
                                          {Weather::overcast, 0.6}};
constexpr Share<TimeOfDay> times_v1[] = {{TimeOfDay::dawn, 1},
                                         {TimeOfDay::morning, 1},
                                         {TimeOfDay::noon, 1.1},
                                         {TimeOfDay::golden_hour, 1},
                                         {TimeOfDay::dusk, 1},
                                         {TimeOfDay::night, 1}};
constexpr Share<Style> styles_v1[] = {{Style::flat, 0.8},
                                      {Style::outlined, 0.8},
                                      {Style::watercolour, 0.7},
                                      {Style::pencil, 1.4},
                                      {Style::marker, 1.8},
                                      {Style::neon, 0.5},
                                      {Style::noir, 0.7},
                                      {Style::cutout, 0.6},
                                      {Style::clay, 0.6},
                                      {Style::blueprint, 0.4}};
constexpr Share<Shot> shots_v1[] = {{Shot::extreme_wide, 0.6},
                                    {Shot::wide, 1.5},
                                    {Shot::medium, 1.1},
                                    {Shot::close, 0.8},
                                    {Shot::extreme_close, 0.4}};
constexpr Share<Angle> angles_v1[] = {{Angle::eye, 1.6},
                                      {Angle::low, 0.6},
                                      {Angle::high, 0.6},
                                      {Angle::top, 0.35},
                                      {Angle::over_shoulder, 0.3}};
constexpr Share<Expression> expressions_v1[] = {{Expression::neutral, 3},
                                                {Expression::happy, 1},
                                                {Expression::sad, 0.7},
                                                {Expression::angry, 0.7},
                                                {Expression::surprised, 0.7},
                                                {Expression::afraid, 0.6},
                                                {Expression::sleepy, 0.5},
                                                {Expression::proud, 0.5}};

/// What an edition draws scenes from.
struct Deck {
    Shares<Kind> kinds;
    Shares<Place> places;
    Shares<Weather> weathers;
    Shares<TimeOfDay> times;
    Shares<Style> styles;
    Shares<Shot> shots;
    Shares<Angle> angles;
};

Deck deck_of(World world)
{
    if (world == World::v0) {
        return {kinds_v0, places_v0, weathers_v0, times_v0, styles_v0, shots_v0, angles_v0};
    }
    return {kinds_v1, places_v1, weathers_v1, times_v1, styles_v1, shots_v1, angles_v1};
}

/// The dice of v0 fall as they always did: its list is shorter.
Action pick_action(Random& random, World world, Kind kind)
{
    std::array<Action, 32> all;
    for (std::size_t i = 0; i < all.size(); ++i) {
        all[i] = static_cast<Action>(i);
    }
    const std::span<const Action> actions =
        world == World::v0 ? std::span<const Action>(actions_v0) : std::span<const Action>(all);
    std::array<double, 32> weights{};
    double sum = 0;
    for (std::size_t i = 0; i < actions.size(); ++i) {
        weights[i] = !can(kind, actions[i]) ? 0 : (actions[i] == Action::stand ? 0.7 : 1);
        sum += weights[i];
    }
    double at = random.uniform() * sum;
    for (std::size_t i = 0; i < actions.size(); ++i) {
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

/// What only v1's people wear and carry.
void dress(Random& random, Entity& entity)
{
    Genome& genome = entity.genome;
    genome.pattern = static_cast<std::uint8_t>(random.chance(0.3) ? 0 : 1 + random.below(12));
    genome.headwear = static_cast<std::uint8_t>(random.chance(0.75) ? 0 : 1 + random.below(5));
    genome.held = static_cast<std::uint8_t>(random.chance(0.8) ? 0 : 1 + random.below(6));
    if (!is_person(entity.kind)) {
        genome.pattern = genome.headwear = genome.held = 0;
    }
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
    case Action::chase:
        return 1.25 * std::max(height, 0.35) * cadence(entity) * (feet(entity.kind) == 4 ? 1.1 : 1);
    case Action::push:
        return 0.3 * height;
    case Action::swim:
        return 0.5 * std::max(height, 0.6);
    case Action::fly:
        switch (entity.kind) {
        case Kind::bird:
        case Kind::duck:
            return 1.6;
        case Kind::aeroplane:
            return 7;
        case Kind::helicopter:
            return 2.5;
        case Kind::rocket:
            return 0; // it rises
        default:
            return 0.25;
        }
    case Action::roll:
        return 1.3 * height;
    case Action::drive:
    case Action::brake:
        return entity.kind == Kind::boat ? 1.6 : 3.2;
    default:
        return 0;
    }
}

/// Whether the kind does this here: nobody walks on a reef, nobody swims on a street.
bool suits(Kind kind, Action action, Place place)
{
    if (action == Action::swim) {
        const bool deep = kind == Kind::fish || is_person(kind);
        return (place == Place::underwater && deep) ||
               (place == Place::beach && kind != Kind::fish);
    }
    if (place == Place::underwater && is_person(kind)) {
        return action == Action::stand || action == Action::wave || action == Action::look_at ||
               action == Action::point || action == Action::turn;
    }
    return true;
}

/// Actions for two.
bool needs_partner(Action action)
{
    return action == Action::chase || action == Action::hug || action == Action::hand_over ||
           action == Action::look_at;
}

/// Whether something can stand on it.
bool carries(Kind kind)
{
    switch (kind) {
    case Kind::box:
    case Kind::table:
    case Kind::chair:
    case Kind::car:
    case Kind::truck:
    case Kind::bus:
    case Kind::elephant:
    case Kind::horse:
    case Kind::cow:
    case Kind::drum:
    case Kind::book:
        return true;
    default:
        return false;
    }
}

/// One shot being drawn: everything that is not given comes from the seed. The dice fall the same
/// whatever is given.
class Shoot {
public:
    Shoot(World world, std::uint64_t seed, std::uint64_t attempt, const Parsed& wanted)
        : given_(wanted.slots)
        , others_(wanted.others)
        , deck_(deck_of(world))
        , random_(seed, 1000 + attempt)
    {
        scene_.world = world;
        scene_.seed = hashed(seed ^ hashed(attempt));
    }

    Scene drawn()
    {
        cast_subject();
        set_light();
        set_camera();
        pace_subject();
        scene_.entities.push_back(subject_);
        const bool another = random_.chance(0.22) && scene_.shot != Shot::close;
        if (scene_.world == World::v1) {
            staff(another);
        } else if (given_.has(Axis::count) ? given_[Axis::count] > 1
                                           : another || given_.has(Axis::second_kind)) {
            add_second();
        }
        spread();
        for (Entity& entity :
             scene_.entities) { // a person in the sea above y = 0 swims under water
            if (is_person(entity.kind) && entity.action == Action::swim &&
                scene_.place == Place::underwater) {
                entity.y = 0.5 * height_of(entity);
            }
        }
        frame_subject(scene_);
        return std::move(scene_);
    }

private:
    template <class Value>
    Value chosen(Axis axis, Value drawn) const
    {
        return given_.has(axis) ? static_cast<Value>(given_[axis]) : drawn;
    }

    [[nodiscard]] bool v1() const { return scene_.world == World::v1; }

    void cast_subject()
    {
        const auto given_place = static_cast<Place>(given_[Axis::place]);
        const auto given_action = static_cast<Action>(given_[Axis::action]);
        do {
            subject_.kind = chosen(Axis::kind, pick(random_, deck_.kinds));
        } while (!given_.has(Axis::kind) &&
                 ((given_.has(Axis::place) && !fits(subject_.kind, given_place)) ||
                  (v1() && given_.has(Axis::action) && !can(subject_.kind, given_action))));
        do {
            scene_.place = chosen(Axis::place, pick(random_, deck_.places));
        } while (!given_.has(Axis::place) &&
                 (!fits(subject_.kind, scene_.place) ||
                  (v1() && given_.has(Axis::action) && can(subject_.kind, given_action) &&
                   !suits(subject_.kind, given_action, scene_.place))));
        subject_.colour = chosen(Axis::colour, pick_colour(random_));
        do {
            subject_.second_colour = pick_colour(random_);
        } while (subject_.second_colour == subject_.colour);
        subject_.genome = pick_genome(random_);
        Action action = Action::stand;
        do {
            action = pick_action(random_, scene_.world, subject_.kind);
        } while (!suits(subject_.kind, action, scene_.place));
        subject_.action = possible(scene_.world, subject_.kind, chosen(Axis::action, action));
        const double facing = random_.uniform();
        subject_.direction = facing < 0.4    ? Direction::left
                             : facing < 0.8  ? Direction::right
                             : facing < 0.93 ? Direction::toward
                                             : Direction::away;
        const bool faces =
            subject_.action == Action::wave || (v1() && (shows_face(subject_.action)));
        subject_.direction = chosen(Axis::direction, subject_.direction);
        if (!given_.has(Axis::direction) && faces && subject_.direction == Direction::away) {
            subject_.direction = Direction::toward;
        }
        if (v1()) {
            dress(random_, subject_);
            const auto face = pick(random_, Shares<Expression>(expressions_v1));
            subject_.expression =
                is_person(subject_.kind) ? chosen(Axis::expression, face) : Expression::neutral;
        }
    }

    [[nodiscard]] static bool shows_face(Action action)
    {
        return action == Action::talk || action == Action::laugh || action == Action::cry ||
               action == Action::nod || action == Action::shake_head;
    }

    void set_light()
    {
        scene_.time = chosen(Axis::time, pick(random_, deck_.times));
        scene_.weather = chosen(Axis::weather, pick(random_, deck_.weathers));
        if (!has_weather(scene_.place)) {
            scene_.weather = Weather::clear;
        }
        scene_.style = chosen(Axis::style, pick(random_, deck_.styles));
        scene_.shot = chosen(Axis::shot, pick(random_, deck_.shots));
        scene_.angle = chosen(Axis::angle, pick(random_, deck_.angles));
        if (v1() && scene_.angle == Angle::over_shoulder) {
            if (!given_.has(Axis::angle) && !is_person(subject_.kind)) {
                scene_.angle = Angle::eye;
            } else if (!given_.has(Axis::shot)) {
                scene_.shot = Shot::medium;
            }
        }
        scene_.key_from_left = random_.chance(0.5);
        scene_.foreground = random_.chance(0.2);
    }

    void set_camera()
    {
        const bool sideways = direction_sign(subject_.direction) != 0;
        const bool travelling = travels(subject_.action);
        if (travelling && !sideways && !given_.has(Axis::shot)) {
            scene_.shot = Shot::wide;
        }
        // A subject that crosses the frame is followed, or the frame is wide enough.
        Move move = Move::follow;
        if (!travelling || !sideways || (scene_.shot <= Shot::wide && !random_.chance(0.3))) {
            do {
                move = pick(random_, Shares<Move>(moves));
            } while (scene_.place == Place::room && move == Move::crane);
        }
        if (v1() && scene_.angle == Angle::top) { // from above nothing turns around anything
            constexpr Move above[] = {
                Move::still, Move::zoom, Move::truck, Move::crane, Move::handheld, Move::pan};
            move = move == Move::follow ? move : above[random_.below(6)];
        }
        scene_.move = chosen(Axis::move, move);
        scene_.amount = scene_.move == Move::still ? 0 : random_.uniform(3.5, 8);
        const bool backward = given_.has(Axis::way) && given_[Axis::way] != 1
                                  ? given_[Axis::way] == 0
                                  : random_.chance(0.5);
        if (scene_.move != Move::handheld && backward) {
            scene_.amount = -scene_.amount;
        }
    }

    /// The speed that keeps a path in the picture (see frame_subject for what is visible), or takes
    /// it through its edge.
    void pace_subject()
    {
        const bool sideways = direction_sign(subject_.direction) != 0;
        body_ = std::max(height_of(subject_), 0.72 * length_of(subject_));
        view_ = (scene_.shot == Shot::extreme_wide && v1() ? 4.4 : 2.2) * body_;
        subject_.speed = natural_speed(subject_);
        if (!travels(subject_.action)) {
            return;
        }
        const double seen = scene_.shot <= Shot::wide     ? view_
                            : scene_.shot == Shot::medium ? 0.95 * body_
                                                          : 0.5 * body_;
        const double natural = subject_.speed;
        const double most = !sideways ? 0.3 : scene_.move == Move::follow ? 1.5 : 0.72;
        subject_.speed = std::min(subject_.speed, most * seen / scene_.seconds);
        if (!sideways) {
            subject_.z = (subject_.direction == Direction::toward ? 0.5 : -0.2) * subject_.speed *
                         scene_.seconds;
        }
        if (!v1() || subject_.action == Action::brake) {
            return;
        }
        const double dice = random_.uniform();
        const auto passage = chosen(Axis::passage,
                                    dice < 0.12   ? Passage::enters
                                    : dice < 0.24 ? Passage::exits
                                    : dice < 0.32 ? Passage::crosses
                                                  : Passage::none);
        if (passage == Passage::none || !sideways || scene_.move == Move::follow) {
            return;
        }
        // from or to half a picture and half a body beside its middle
        const double out = 0.56 * seen + 0.6 * length_of(subject_);
        const double way = (passage == Passage::crosses ? 2 : 1.1) * out;
        if (way / scene_.seconds <= 2.5 * natural || given_.has(Axis::passage)) {
            subject_.passage = passage;
            subject_.speed = way / scene_.seconds;
        }
    }

    /// Another entity of the same shot, beside nobody yet.
    Entity somebody(int kind, int colour)
    {
        Entity other;
        do {
            other.kind = kind >= 0 ? static_cast<Kind>(kind) : pick(random_, deck_.kinds);
        } while (kind < 0 && (!fits(other.kind, scene_.place) || other.kind == subject_.kind ||
                              height_of(other) > 2.2 * height_of(subject_) ||
                              height_of(other) < 0.22 * height_of(subject_)));
        do {
            other.colour = colour >= 0 ? static_cast<ColourName>(colour) : pick_colour(random_);
        } while (colour < 0 && other.colour == subject_.colour);
        do {
            other.second_colour = pick_colour(random_);
        } while (other.second_colour == other.colour);
        other.genome = pick_genome(random_);
        if (v1()) {
            dress(random_, other);
        }
        other.direction = subject_.direction;
        other.action = can(other.kind, subject_.action) ? subject_.action : Action::stand;
        other.speed = travels(other.action) ? subject_.speed : 0;
        return other;
    }

    void add_second()
    {
        Entity other = somebody(given_[Axis::second_kind], given_[Axis::second_colour]);
        scene_.relation = chosen(Axis::relation, static_cast<Relation>(random_.below(4)));
        place_second(other);
        if (other.action == subject_.action) {
            other.genome.tempo = subject_.genome.tempo;
        }
        scene_.entities.push_back(other);
    }

    void place_second(Entity& other)
    {
        const double gap = 0.5 * (length_of(subject_) + length_of(other)) + 0.25 * view_;
        switch (scene_.relation) {
        case Relation::left_of:
            other.x = -gap;
            break;
        case Relation::right_of:
            other.x = gap;
            break;
        case Relation::in_front_of:
            other.x = (random_.chance(0.5) ? 0.5 : -0.5) * gap;
            other.z = -0.7 * body_ - 0.3;
            break;
        case Relation::behind:
            other.x = (random_.chance(0.5) ? 0.55 : -0.55) * gap;
            other.z = 1.2 * body_ + 0.5;
            break;
        case Relation::on:
            if (carries(subject_.kind) || !carries(other.kind)) {
                other.y = standing_height(subject_);
            } else {
                subject_.y = standing_height(other);
                scene_.entities.front() = subject_;
            }
            break;
        }
        other.z += subject_.z;
    }

    /// v1: who else is in the shot, and what they have to do with the subject.
    void staff(bool another)
    {
        const double dice = random_.uniform();
        int count = another ? (dice < 0.62 ? 2 : dice < 0.85 ? 3 : 4) : 1;
        const bool close = scene_.shot >= Shot::close;
        if (needs_partner(subject_.action) || scene_.angle == Angle::over_shoulder ||
            given_.has(Axis::second_kind) || given_.has(Axis::relation)) {
            count = std::max(count, 2);
        }
        if (close && !needs_partner(subject_.action) && scene_.angle != Angle::over_shoulder) {
            count = 1;
        }
        count = std::clamp(chosen(Axis::count, count), 1, 4);
        if (count < 2) {
            if (scene_.angle == Angle::over_shoulder) {
                scene_.angle = Angle::eye; // there is no shoulder
            }
            if (needs_partner(subject_.action) && subject_.action != Action::look_at) {
                subject_.action = subject_.action == Action::chase ? Action::run : Action::wave;
                scene_.entities.front() = subject_;
            }
            return;
        }
        Entity other = somebody(partner_kind(), given_[Axis::second_colour]);
        pair_up(other);
        scene_.entities.push_back(other);
        for (int i = 2; i < count; ++i) {
            const std::size_t said = static_cast<std::size_t>(i - 2);
            Entity extra = somebody(said < others_.size() ? others_[said].kind : -1,
                                    said < others_.size() ? others_[said].colour : -1);
            const double side = i == 2 ? 1 : -1;
            extra.x =
                side * (0.22 + 0.1 * random_.uniform()) * view_ + side * 0.5 * length_of(extra);
            extra.z = subject_.z + (0.9 + 0.9 * random_.uniform()) * body_ + 0.4;
            if (needs_partner(extra.action)) {
                extra.action = Action::stand;
                extra.speed = 0;
            }
            extra.genome.phase = random_.uniform();
            scene_.entities.push_back(extra);
        }
    }

    [[nodiscard]] int partner_kind()
    {
        if (given_.has(Axis::second_kind)) {
            return given_[Axis::second_kind];
        }
        const bool hands = subject_.action == Action::hug || subject_.action == Action::hand_over ||
                           scene_.angle == Angle::over_shoulder;
        if (hands) {
            return static_cast<int>(random_.chance(0.8) ? Kind::person : Kind::robot);
        }
        if (given_[Axis::relation] == static_cast<int>(Relation::on) ||
            (carries(subject_.kind) && !given_.has(Axis::relation) && random_.chance(0.5))) {
            constexpr Kind riders[] = {
                Kind::cat, Kind::bird, Kind::rabbit, Kind::apple, Kind::book, Kind::lantern};
            return static_cast<int>(riders[random_.below(6)]);
        }
        return -1;
    }

    void pair_up(Entity& other)
    {
        const double sign = subject_.direction == Direction::left ? -1 : 1;
        const bool ahead_free = direction_sign(subject_.direction) != 0;
        const double reach = 0.5 * (length_of(subject_) + length_of(other));
        const auto opposite = [&] {
            return subject_.direction == Direction::left    ? Direction::right
                   : subject_.direction == Direction::right ? Direction::left
                                                            : subject_.direction;
        };
        const auto ahead = [&](double gap) {
            other.x = sign * gap;
            other.z = subject_.z;
            scene_.relation = sign > 0 ? Relation::right_of : Relation::left_of;
        };
        if (subject_.action == Action::hug || subject_.action == Action::hand_over) {
            if (!ahead_free) {
                subject_.direction = Direction::right;
                scene_.entities.front() = subject_;
            }
            const double height = 0.5 * (height_of(subject_) + height_of(other));
            ahead(subject_.action == Action::hug ? 0.2 * height : 0.5 * height);
            other.direction = opposite();
            other.action = is_person(other.kind) ? subject_.action : Action::stand;
            other.speed = 0;
            return;
        }
        if (subject_.action == Action::chase && ahead_free) {
            ahead(reach + 0.3 * view_);
            other.action = possible(scene_.world, other.kind, Action::run);
            other.speed = travels(other.action) ? subject_.speed : 0;
            return;
        }
        if (scene_.angle == Angle::over_shoulder) {
            scene_.relation = Relation::in_front_of;
            other.direction = Direction::away;
            other.action = Action::stand;
            other.speed = 0;
            const double shown = 1.3 * height_of(subject_) *
                                 (scene_.shot <= Shot::wide     ? 2.2 * 28 / 36
                                  : scene_.shot == Shot::medium ? 0.95 * 50 / 36
                                                                : 0.5 * 85 / 36);
            other.x = (random_.chance(0.5) ? 0.2 : -0.2) * height_of(other);
            other.z = subject_.z - shown + 0.62 * height_of(other);
            return;
        }
        scene_.relation = chosen(Axis::relation, static_cast<Relation>(random_.below(4)));
        const bool small = height_of(other) < 0.8 * height_of(subject_) && !is_person(other.kind);
        if (!given_.has(Axis::relation) && carries(subject_.kind) && small) {
            scene_.relation = Relation::on;
        }
        if (other.action == subject_.action && !needs_partner(other.action)) {
            other.genome.tempo = subject_.genome.tempo;
        } else if (other.action == subject_.action) {
            other.action = Action::stand;
        }
        place_second(other);
        if (scene_.relation == Relation::on) {
            other.action = Action::stand;
            other.speed = subject_.speed;
        }
        if (subject_.action == Action::look_at) { // towards the other, as far as a head turns
            const double heading = subject_.direction == Direction::right    ? 0
                                   : subject_.direction == Direction::left   ? 3.14159265358979
                                   : subject_.direction == Direction::toward ? -1.5707963267949
                                                                             : 1.5707963267949;
            const double bearing = std::atan2(other.z - subject_.z, other.x - subject_.x);
            const double turn = std::remainder(bearing - heading, 2 * 3.14159265358979);
            scene_.entities.front().gaze = std::clamp(turn, -1.4, 1.4);
        }
    }

    /// Paths lie around the middle of the shot.
    void spread()
    {
        const double travelled =
            direction_sign(subject_.direction) * subject_.speed * scene_.seconds;
        if (scene_.move == Move::follow) {
            return;
        }
        for (Entity& entity : scene_.entities) {
            switch (subject_.passage) {
            case Passage::none:
            case Passage::crosses:
                entity.x -= travelled / 2;
                break;
            case Passage::enters:
                entity.x -= entity.speed > 0 ? travelled : 0;
                break;
            case Passage::exits:
                break;
            }
        }
    }

    Slots given_;
    std::vector<Other> others_;
    Deck deck_;
    Random random_;
    Scene scene_;
    Entity subject_;
    double body_ = 1; ///< metres of the subject that a picture is framed by
    double view_ = 2; ///< metres that a wide shot shows at the subject
};

Scene draw(World world, std::uint64_t seed, std::uint64_t attempt, const Parsed& wanted)
{
    return Shoot(world, seed, attempt, wanted).drawn();
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

Scene sample_scene(std::uint64_t seed, World world)
{
    Scene scene = draw(world, seed, 0, {});
    if (training_seeds.contains(seed)) {
        for (std::uint64_t attempt = 1; held_out(scene); ++attempt) {
            scene = draw(world, seed, attempt, {});
        }
    }
    return scene;
}

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
    // at rest, and nobody who walks out of the picture.
    Random random(seed, 4000);
    if (!given.has(Axis::weather) && random.chance(0.75)) {
        given.set(Axis::weather, static_cast<int>(Weather::clear));
    }
    if (!given.has(Axis::style)) {
        given.set(Axis::style,
                  static_cast<int>(random.chance(0.7) ? Style::marker : Style::pencil));
    }
    if (world == World::v1) {
        for (const auto& [axis, rest] :
             {std::pair{Axis::expression, 0}, std::pair{Axis::passage, 0}}) {
            if (!given.has(axis)) {
                given.set(axis, rest);
            }
        }
        if (!given.has(Axis::count) && given.has(Axis::kind)) {
            given.set(Axis::count, given.has(Axis::second_kind) ? 2 : 1);
        }
        if (!given.has(Axis::angle)) {
            constexpr Angle usual[] = {Angle::eye, Angle::eye, Angle::low, Angle::high};
            given.set(Axis::angle, static_cast<int>(usual[random.below(4)]));
        }
    }
    return draw(world, seed, 0, wanted);
}

Scene with_changed_look(const Scene& scene, std::uint64_t seed)
{
    const bool training = !held_out(scene);
    const Deck deck = deck_of(scene.world);
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
        changed.time = pick(random, deck.times);
        changed.style = pick(random, deck.styles);
        changed.weather = has_weather(scene.place) ? pick(random, deck.weathers) : Weather::clear;
        if (!training || !held_out(changed) || attempt > 200) {
            return changed;
        }
    }
}

Scene single_character(const Entity& entity, std::uint64_t seed, World world)
{
    const Deck deck = deck_of(world);
    Random random(seed, 3000);
    Scene scene;
    scene.world = world;
    scene.seed = hashed(seed + 17);
    Entity alone = entity;
    alone.x = 0;
    alone.z = 0;
    alone.y = 0;
    alone.speed = 0;
    alone.gaze = 0;
    alone.passage = Passage::none;
    alone.genome.phase = random.uniform();
    alone.action =
        can(entity.kind, Action::wave) && random.chance(0.35) ? Action::wave : Action::stand;
    const double facing = random.uniform();
    alone.direction = facing < 0.35  ? Direction::left
                      : facing < 0.7 ? Direction::right
                                     : Direction::toward;
    scene.entities.push_back(alone);
    do {
        scene.place = pick(random, deck.places);
    } while (!fits(alone.kind, scene.place));
    scene.time = pick(random, deck.times);
    scene.weather = Weather::clear;
    scene.style = pick(random, deck.styles);
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
        entity.gaze = -entity.gaze;
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
    for (CameraPose& pose : other.path) {
        pose.position[0] = -pose.position[0];
        pose.angles[0] = -pose.angles[0];
        pose.angles[2] = -pose.angles[2];
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
