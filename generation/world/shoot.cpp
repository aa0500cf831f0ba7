// Who a shot shows, where, and how it is filmed.

#include "generation/world/shoot.hpp"

#include "generation/world/framing.hpp"
#include "generation/world/habits.hpp"
#include "generation/world/motion.hpp"
#include "generation/world/roles.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace rushlight::generation::world {

namespace {

/// Told by a face.
bool shows_face(Action action)
{
    return action == Action::talk || action == Action::laugh || action == Action::cry ||
           action == Action::nod || action == Action::shake_head;
}

/// Told by the whole body: a close shot does not show it.
bool needs_body(Action action)
{
    switch (action) {
    case Action::sit:
    case Action::stand_up:
    case Action::jump:
    case Action::dance:
    case Action::fall:
    case Action::pick_up:
    case Action::toss:
    case Action::catch_it:
    case Action::push:
    case Action::climb:
    case Action::chase:
    case Action::hug:
    case Action::hand_over:
        return true;
    default:
        return false;
    }
}

bool is_vehicle(Kind kind)
{
    return kind >= Kind::car && kind <= Kind::rocket;
}

} // namespace

Shoot::Shoot(World world, std::uint64_t seed, std::uint64_t attempt, const Parsed& wanted)
    : given_(wanted.slots)
    , others_(wanted.others)
    , called_(wanted.called)
    , deck_(deck_of(world))
    , random_(seed, 1000 + attempt)
{
    scene_.world = world;
    scene_.seed = hashed(seed ^ hashed(attempt));
}

Scene Shoot::drawn()
{
    cast_subject();
    set_light();
    set_camera();
    pace_subject();
    scene_.entities.push_back(subject_);
    const bool another = random_.chance(0.22) && scene_.shot != Shot::close;
    if (v1()) {
        staff(another);
    } else if (given_.has(Axis::count) ? given_[Axis::count] > 1
                                       : another || given_.has(Axis::second_kind)) {
        add_second();
    }
    spread();
    for (Entity& entity : scene_.entities) { // a person in the sea above y = 0 swims under water
        if (is_person(entity.kind) && entity.action == Action::swim &&
            scene_.place == Place::underwater) {
            entity.y = 0.5 * height_of(entity);
        }
    }
    if (v1() && scene_.angle == Angle::over_shoulder) {
        stand_at_shoulder();
    }
    frame_subject(scene_);
    return std::move(scene_);
}

void Shoot::cast_subject()
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
    const bool faces = subject_.action == Action::wave || (v1() && (shows_face(subject_.action)));
    subject_.direction = chosen(Axis::direction, subject_.direction);
    if (!given_.has(Axis::direction) && faces && subject_.direction == Direction::away) {
        subject_.direction = Direction::toward;
    }
    if (v1() && !given_.has(Axis::direction) && needs_partner(subject_.action) &&
        direction_sign(subject_.direction) == 0) {
        subject_.direction = facing < 0.9 ? Direction::left : Direction::right; // side by side
    }
    if (v1()) {
        dress_up(subject_, 0);
        const auto face = pick(random_, expressions_deck());
        subject_.expression =
            is_person(subject_.kind) ? chosen(Axis::expression, face) : Expression::neutral;
    }
}

void Shoot::dress_up(Entity& entity, std::size_t index)
{
    dress(random_, entity);
    if (index < called_.size() && is_person(entity.kind)) {
        dress_as(called_[index], entity.genome);
    }
}

void Shoot::set_light()
{
    scene_.time = chosen(Axis::time, pick(random_, deck_.times));
    scene_.weather = chosen(Axis::weather, pick(random_, deck_.weathers));
    if (!has_weather(scene_.place)) {
        scene_.weather = Weather::clear;
    }
    scene_.style = chosen(Axis::style, pick(random_, deck_.styles));
    scene_.shot = chosen(Axis::shot, pick(random_, deck_.shots));
    scene_.angle = chosen(Axis::angle, pick(random_, deck_.angles));
    if (v1()) {
        choose_shot();
    }
    scene_.key_from_left = random_.chance(0.5);
    scene_.foreground = random_.chance(0.2);
}

/// v1: a shot that can show what happens in it.
void Shoot::choose_shot()
{
    const bool shouldered = scene_.angle == Angle::over_shoulder;
    if (shouldered && !given_.has(Axis::angle) && !is_person(subject_.kind)) {
        scene_.angle = Angle::eye;
    } else if (shouldered) {
        if (!given_.has(Axis::action) &&
            (travels(subject_.action) || needs_partner(subject_.action))) {
            subject_.action = random_.chance(0.5) ? Action::talk : Action::stand;
        }
        if (!given_.has(Axis::direction) &&
            (travels(subject_.action) || subject_.direction == Direction::away ||
             random_.chance(0.5))) {
            subject_.direction = Direction::toward;
        }
    }
    const bool unseen = subject_.direction == Direction::away || scene_.angle == Angle::top ||
                        scene_.shot == Shot::extreme_wide;
    if (unseen && !given_.has(Axis::expression)) {
        subject_.expression = Expression::neutral; // no caption names a face that nobody sees
    }
    if (given_.has(Axis::shot)) {
        return;
    }
    if (scene_.angle == Angle::over_shoulder ||
        (scene_.shot > Shot::medium &&
         (scene_.angle == Angle::top || needs_body(subject_.action)))) {
        scene_.shot = Shot::medium;
    } else if (scene_.shot == Shot::extreme_close && is_vehicle(subject_.kind)) {
        scene_.shot = Shot::close;
    } else if (scene_.shot == Shot::extreme_wide && shows_face(subject_.action)) {
        scene_.shot = Shot::wide;
    }
}

void Shoot::set_camera()
{
    const bool sideways = direction_sign(subject_.direction) != 0;
    const bool travelling = travels(subject_.action);
    if (travelling && !sideways && !given_.has(Axis::shot) &&
        !(v1() && scene_.angle == Angle::over_shoulder)) {
        scene_.shot = Shot::wide;
    }
    // A subject that crosses the frame is followed, or the frame is wide enough.
    Move move = Move::follow;
    if (!travelling || !sideways || (scene_.shot <= Shot::wide && !random_.chance(0.3))) {
        do {
            move = pick(random_, moves_deck());
        } while (move == Move::crane && (v1() ? is_indoors(scene_.place) // under a ceiling
                                              : scene_.place == Place::room));
    }
    if (v1() && scene_.angle == Angle::top) { // from above nothing turns around anything
        constexpr Move above[] = {
            Move::still, Move::zoom, Move::truck, Move::crane, Move::handheld, Move::pan};
        move = move == Move::follow ? move : above[random_.below(6)];
    } else if (v1() && scene_.angle == Angle::over_shoulder) { // the shoulder stays
        constexpr Move behind[] = {
            Move::still, Move::still, Move::zoom, Move::dolly, Move::handheld};
        move = behind[random_.below(5)];
    }
    if (v1() && subject_.action == Action::brake && move == Move::follow) {
        move = Move::still; // a camera that goes on loses who stops
    }
    scene_.move = chosen(Axis::move, move);
    scene_.amount = scene_.move == Move::still ? 0 : random_.uniform(3.5, 8);
    const bool backward = given_.has(Axis::way) && given_[Axis::way] != 1 ? given_[Axis::way] == 0
                                                                          : random_.chance(0.5);
    if (v1()) { // a subject is not left behind, and a shoulder not run into
        const bool steep = scene_.angle == Angle::high || scene_.angle == Angle::low;
        const bool swings = scene_.move == Move::pan || scene_.move == Move::truck ||
                            scene_.move == Move::tilt || scene_.move == Move::crane ||
                            (scene_.move == Move::dolly && steep);
        scene_.amount *= scene_.angle == Angle::over_shoulder ? 0.5 : swings ? 0.8 : 1.0;
    }
    if (scene_.move != Move::handheld && backward) {
        scene_.amount = -scene_.amount;
    }
}

/// The speed that keeps a path in the picture (see frame_subject for what is visible), or takes
/// it through its edge.
void Shoot::pace_subject()
{
    const bool sideways = direction_sign(subject_.direction) != 0;
    body_ = body_of(subject_);
    view_ = (scene_.shot == Shot::extreme_wide && v1() ? 4.4 : 2.2) * body_;
    seen_ = shown(scene_.world, scene_.shot, subject_);
    subject_.speed = natural_speed(subject_);
    if (!travels(subject_.action)) {
        return;
    }
    const double seen = v1()                          ? seen_
                        : scene_.shot <= Shot::wide   ? view_
                        : scene_.shot == Shot::medium ? 0.95 * body_
                                                      : 0.5 * body_;
    const double natural = subject_.speed;
    const double most = !sideways ? 0.3 : scene_.move == Move::follow ? 1.5 : 0.72;
    subject_.speed = std::min(subject_.speed, most * seen / scene_.seconds);
    if (!sideways) {
        subject_.z = (subject_.direction == Direction::toward ? 0.5 : -0.2) * subject_.speed *
                     scene_.seconds;
    }
    if (v1() && subject_.action != Action::brake) {
        pass_through(seen, natural);
    }
}

/// v1: comes into the picture, leaves it, or both.
void Shoot::pass_through(double seen, double natural)
{
    const double dice = random_.uniform();
    const auto passage = chosen(Axis::passage,
                                dice < 0.22   ? Passage::enters
                                : dice < 0.44 ? Passage::exits
                                : dice < 0.6  ? Passage::crosses
                                              : Passage::none);
    const bool asked = given_.has(Axis::passage);
    const bool steady = scene_.move == Move::still || scene_.move == Move::handheld;
    const bool waits = steady || !given_.has(Axis::move); // the camera lets it come and go
    const bool goes_along = scene_.move == Move::follow && (given_.has(Axis::move) || !asked);
    if (passage == Passage::none || direction_sign(subject_.direction) == 0 || goes_along ||
        (!asked && !waits)) {
        return;
    }
    // from or to half a picture and half a body beside its middle
    const double out = 0.56 * seen + 0.6 * length_of(subject_);
    const double way = (passage == Passage::crosses ? 2 : 1.1) * out;
    if (way / scene_.seconds > 2.5 * natural && !asked) {
        return;
    }
    subject_.passage = passage;
    subject_.speed = way / scene_.seconds;
    if (waits && !steady) {
        scene_.move = Move::still;
        scene_.amount = 0;
    }
}

} // namespace rushlight::generation::world
