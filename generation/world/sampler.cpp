// Scenes from seeds, and scenes from scenes.

#include "generation/world/decks.hpp"
#include "generation/world/parse.hpp"
#include "generation/world/shoot.hpp"
#include "generation/world/splits.hpp"

namespace rushlight::generation::world {

Scene sample_scene(std::uint64_t seed, World world)
{
    Scene scene = Shoot(world, seed, 0, {}).drawn();
    if (training_seeds.contains(seed)) {
        for (std::uint64_t attempt = 1; held_out(scene); ++attempt) {
            scene = Shoot(world, seed, attempt, {}).drawn();
        }
    }
    return scene;
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
