// Who else is in the shot, and who stands where.

#include "generation/world/framing.hpp"
#include "generation/world/habits.hpp"
#include "generation/world/motion.hpp"
#include "generation/world/shoot.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace rushlight::generation::world {

namespace {

constexpr double pi = std::numbers::pi;

double heading_of(Direction direction)
{
    constexpr double headings[] = {pi, 0, -pi / 2, pi / 2};
    return headings[static_cast<int>(direction)];
}

Direction opposite(Direction direction)
{
    return direction == Direction::left    ? Direction::right
           : direction == Direction::right ? Direction::left
                                           : direction;
}

/// Whether somebody can stay on top of who does this.
bool holds_still(Action action)
{
    return action == Action::stand || action == Action::walk || action == Action::drive ||
           action == Action::look_at;
}

/// Half of what a body covers of the picture's width, in metres.
double half_width(const Entity& entity)
{
    const bool sideways = direction_sign(entity.direction) != 0;
    return std::max(0.2 * height_of(entity), (sideways ? 0.5 : 0.2) * length_of(entity));
}

} // namespace

/// Another entity of the same shot, beside nobody yet.
Entity Shoot::somebody(int kind, int colour)
{
    Entity other;
    const auto misplaced = [&] {
        const bool chased = v1() && subject_.action == Action::chase;
        return (chased && !can(other.kind, Action::run) && other.kind != Kind::ball) ||
               height_of(other) > 2.2 * height_of(subject_) ||
               height_of(other) < 0.22 * height_of(subject_) ||
               (v1() && (body_of(other) > 1.9 * body_ || body_of(other) < 0.22 * body_));
    };
    do {
        other.kind = kind >= 0 ? static_cast<Kind>(kind) : pick(random_, deck_.kinds);
    } while (kind < 0 &&
             (!fits(other.kind, scene_.place) || other.kind == subject_.kind || misplaced()));
    do {
        other.colour = colour >= 0 ? static_cast<ColourName>(colour) : pick_colour(random_);
    } while (colour < 0 && other.colour == subject_.colour);
    do {
        other.second_colour = pick_colour(random_);
    } while (other.second_colour == other.colour);
    other.genome = pick_genome(random_);
    if (v1()) {
        dress_up(other, std::max<std::size_t>(1, scene_.entities.size()));
    }
    other.direction = subject_.direction;
    const bool joins = can(other.kind, subject_.action) &&
                       (!v1() || suits(other.kind, subject_.action, scene_.place));
    other.action = joins ? subject_.action : Action::stand;
    other.speed = travels(other.action) ? subject_.speed : 0;
    return other;
}

void Shoot::add_second()
{
    Entity other = somebody(given_[Axis::second_kind], given_[Axis::second_colour]);
    scene_.relation = chosen(Axis::relation, static_cast<Relation>(random_.below(4)));
    place_second(other);
    if (other.action == subject_.action) {
        other.genome.tempo = subject_.genome.tempo;
    }
    scene_.entities.push_back(other);
}

void Shoot::place_second(Entity& other)
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

/// v1: as place_second, as close as the shot is.
void Shoot::place_beside(Entity& other)
{
    const double side = random_.chance(0.5) ? 1 : -1;
    const double bodies = half_width(subject_) + half_width(other);
    switch (scene_.relation) {
    case Relation::left_of:
        other.x = -bodies - 0.1 * seen_;
        break;
    case Relation::right_of:
        other.x = bodies + 0.1 * seen_;
        break;
    case Relation::in_front_of:
        other.x = side * (0.8 * bodies + 0.04 * seen_);
        other.z = -0.3 * body_ - 0.2;
        break;
    case Relation::behind:
        other.x = side * (0.85 * bodies + 0.08 * seen_);
        other.z = 0.6 * body_ + 0.3;
        break;
    case Relation::on:
        place_second(other);
        return;
    }
    other.z += subject_.z;
}

/// v1: who else is in the shot, and what they have to do with the subject.
void Shoot::staff(bool another)
{
    const double dice = random_.uniform();
    int count = another ? (dice < 0.62 ? 2 : dice < 0.85 ? 3 : 4) : 1;
    const bool close = scene_.shot >= Shot::close;
    const bool paired =
        scene_.angle == Angle::over_shoulder ||
        (needs_partner(subject_.action) && (!close || subject_.action != Action::look_at));
    if (paired || given_.has(Axis::second_kind) || given_.has(Axis::relation)) {
        count = std::max(count, 2);
    }
    if (close && !paired) {
        count = 1;
    } else if (scene_.shot == Shot::medium) {
        count = std::min(count, 3);
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
    const double free_side = other.x > subject_.x ? -1 : 1;
    for (int i = 2; i < count; ++i) {
        add_extra(static_cast<std::size_t>(i - 2), i == 2 ? free_side : -free_side, 0.5 * (i - 2));
    }
}

/// A third or fourth, behind the subject and beside it, where nobody stands.
void Shoot::add_extra(std::size_t said, double side, double depth)
{
    Entity extra = somebody(said < others_.size() ? others_[said].kind : -1,
                            said < others_.size() ? others_[said].colour : -1);
    const double back = (0.4 + 0.4 * random_.uniform() + 1.4 * depth) * body_ + 0.2;
    const double smaller = 1 + 0.35 * back / seen_; // what is further away is nearer the middle
    extra.x = subject_.x + side * smaller *
                               (half_width(subject_) + half_width(extra) +
                                (0.02 + 0.05 * random_.uniform() + 0.2 * depth) * seen_);
    extra.z = subject_.z + back;
    if (needs_partner(extra.action)) {
        extra.action = Action::stand;
        extra.speed = 0;
    }
    extra.genome.phase = random_.uniform();
    scene_.entities.push_back(extra);
}

int Shoot::partner_kind()
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
        (carries(subject_.kind) && holds_still(subject_.action) && !given_.has(Axis::relation) &&
         random_.chance(0.5))) {
        constexpr Kind riders[] = {
            Kind::cat, Kind::bird, Kind::rabbit, Kind::apple, Kind::book, Kind::lantern};
        const bool on_large = body_ > 2.2; // where small things would be lost
        return static_cast<int>(riders[random_.below(on_large ? 3 : 6)]);
    }
    return -1;
}

void Shoot::pair_up(Entity& other)
{
    const double sign = subject_.direction == Direction::left ? -1 : 1;
    const bool ahead_free = direction_sign(subject_.direction) != 0;
    const double reach = 0.5 * (length_of(subject_) + length_of(other));
    const auto ahead = [&](double gap) {
        other.x = sign * gap;
        other.z = subject_.z;
        scene_.relation = sign > 0 ? Relation::right_of : Relation::left_of;
    };
    if (scene_.angle == Angle::over_shoulder) { // stand_at_shoulder says where
        scene_.relation = Relation::in_front_of;
        other.direction = Direction::away;
        other.action = Action::stand;
        other.speed = 0;
        return;
    }
    if (subject_.action == Action::hug || subject_.action == Action::hand_over) {
        if (!ahead_free) {
            subject_.direction = Direction::right;
            scene_.entities.front() = subject_;
        }
        const double height = 0.5 * (height_of(subject_) + height_of(other));
        ahead(subject_.action == Action::hug ? 0.24 * height : 0.5 * height);
        other.z += subject_.action == Action::hug ? 0.08 * height : 0; // does not hide who hugs
        other.direction = opposite(subject_.direction);
        other.action = is_person(other.kind) ? subject_.action : Action::stand;
        other.speed = 0;
        return;
    }
    if (subject_.action == Action::chase && ahead_free) {
        ahead(reach + 0.16 * seen_);
        other.action = possible(scene_.world, other.kind, Action::run);
        other.speed = travels(other.action) ? subject_.speed : 0;
        return;
    }
    if (subject_.action == Action::look_at && ahead_free && !given_.has(Axis::relation)) {
        ahead(reach + 0.1 * seen_);
        other.action = Action::stand;
        other.speed = 0;
        other.direction = opposite(subject_.direction);
        if (scene_.shot >= Shot::close && other.kind >= Kind::ball) { // on what one does not see
            other.y = 0.55 * height_of(subject_);
        }
        return;
    }
    scene_.relation = chosen(Axis::relation, static_cast<Relation>(random_.below(4)));
    const bool small = height_of(other) < 0.8 * height_of(subject_) && !is_person(other.kind);
    if (!given_.has(Axis::relation) && carries(subject_.kind) && small &&
        holds_still(subject_.action)) {
        scene_.relation = Relation::on;
    }
    if (other.action == subject_.action && !needs_partner(other.action)) {
        other.genome.tempo = subject_.genome.tempo;
    } else if (other.action == subject_.action) {
        other.action = Action::stand;
        other.speed = 0;
    }
    place_beside(other);
    if (scene_.relation == Relation::on) {
        other.action = Action::stand;
        other.speed = carries(subject_.kind) ? subject_.speed : 0;
    }
    if (subject_.action == Action::look_at) { // towards the other, as far as a head turns
        const double bearing = std::atan2(other.z - subject_.z, other.x - subject_.x);
        const double turn = std::remainder(bearing - heading_of(subject_.direction), 2 * pi);
        scene_.entities.front().gaze = std::clamp(turn, -1.4, 1.4);
    }
}

/// v1: the second's head and shoulder cover a side of the picture, the one that the subject faces.
void Shoot::stand_at_shoulder()
{
    Scene steady = scene_;
    steady.move = Move::still;
    frame_subject(steady);
    Entity& other = scene_.entities.at(1);
    const double height = height_of(other);
    const double depth = 0.8 * height;
    const double faced = direction_sign(subject_.direction);
    const double side = faced != 0 ? faced : (random_.chance(0.5) ? 1 : -1);
    const double seen = depth * 36 / steady.camera.focal_length;
    other.x = steady.camera.position[0] + side * (0.18 * seen + 0.15 * height);
    other.z = std::min(steady.camera.position[2] + depth, subject_.z - 0.3 * body_);
}

/// Paths lie around the middle of the shot.
void Shoot::spread()
{
    double travelled = direction_sign(subject_.direction) * subject_.speed * scene_.seconds;
    if (v1() && subject_.action == Action::brake) {
        travelled = 2 * (moment_at(subject_, scene_.seconds / 2).root.x - subject_.x);
    }
    if (scene_.move == Move::follow) {
        return;
    }
    for (Entity& entity : scene_.entities) {
        if (v1() && entity.speed == 0) {
            continue; // who stays is where the others are in the middle of the shot
        }
        switch (subject_.passage) {
        case Passage::none:
        case Passage::crosses:
            entity.x -= travelled / 2;
            break;
        case Passage::enters:
            entity.x -= travelled;
            break;
        case Passage::exits:
            break;
        }
    }
}

} // namespace rushlight::generation::world
