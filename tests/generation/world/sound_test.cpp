#include "generation/world/motion.hpp"
#include "generation/world/sound.hpp"
#include "generation/world/splits.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>

using namespace rushlight::generation::world;

namespace {

float peak(const std::vector<float>& sound)
{
    float most = 0;
    for (const float value : sound) {
        most = std::max(most, std::abs(value));
    }
    return most;
}

double power(const std::vector<float>& sound)
{
    double sum = 0;
    for (const float value : sound) {
        sum += static_cast<double>(value) * static_cast<double>(value);
    }
    return sum / static_cast<double>(std::max<std::size_t>(1, sound.size()));
}

Scene walk_in(Place place)
{
    Scene scene;
    Entity entity;
    entity.action = Action::walk;
    entity.speed = 1;
    scene.entities.push_back(entity);
    scene.place = place;
    frame_subject(scene);
    return scene;
}

} // namespace

TEST_CASE("every foot that touches the ground sounds within one frame", "[world][sound]")
{
    const Scene scene = walk_in(Place::street);
    const SoundTrack track = events_of(scene, 2.75);
    const auto touches = contacts(scene.entities[0], 2.75);
    REQUIRE(touches.size() >= 4);
    for (const Contact& contact : touches) {
        const bool heard =
            std::any_of(track.events.begin(), track.events.end(), [&](const SoundEvent& event) {
                return event.kind == SoundKind::footstep_hard &&
                       std::abs(event.time - contact.time) < 1.0 / 12;
            });
        CHECK(heard);
    }
    CHECK(std::is_sorted(track.events.begin(),
                         track.events.end(),
                         [](const SoundEvent& a, const SoundEvent& b) { return a.time < b.time; }));
}

TEST_CASE("steps are soft on grass and hard on stone", "[world][sound]")
{
    const auto kind = [](Place place) {
        return events_of(walk_in(place), 2).events.at(0).kind;
    };
    CHECK(kind(Place::meadow) == SoundKind::footstep_soft);
    CHECK(kind(Place::street) == SoundKind::footstep_hard);
}

TEST_CASE("rain, sea, engine and room are curves of their scenes", "[world][sound]")
{
    const auto sounds = [](const Scene& scene, Ambience ambience) {
        return !events_of(scene, 2).curves[static_cast<std::size_t>(ambience)].empty();
    };
    Scene scene = walk_in(Place::beach);
    CHECK(sounds(scene, Ambience::waves));
    CHECK_FALSE(sounds(scene, Ambience::rain));
    scene.weather = Weather::rain;
    CHECK(sounds(scene, Ambience::rain));
    scene.place = Place::room;
    CHECK(sounds(scene, Ambience::room));
    CHECK_FALSE(sounds(scene, Ambience::rain));
    scene.entities[0].kind = Kind::car;
    CHECK(sounds(scene, Ambience::engine));
}

TEST_CASE("a sound comes from the side where it is seen", "[world][sound]")
{
    Scene scene = walk_in(Place::street);
    scene.entities[0].x = 3;
    for (const SoundEvent& event : events_of(scene, 0.8).events) {
        CHECK(event.pan > 0.1F);
    }
    scene = mirrored(scene);
    for (const SoundEvent& event : events_of(scene, 0.8).events) {
        CHECK(event.pan < -0.1F);
    }
}

TEST_CASE("every scene sounds, none clips, and no two are alike", "[world][sound]")
{
    std::vector<float> before;
    for (std::uint64_t i = 0; i < 24; ++i) {
        const Scene scene = sample_scene(test_seeds.first + i);
        const auto sound = synthesise(events_of(scene, 2.75), 2.75, i);
        REQUIRE(sound.size() == 2 * 132000);
        CHECK(peak(sound) <= 0.8913F);
        CHECK(power(sound) > 1e-7);
        CHECK(std::all_of(
            sound.begin(), sound.end(), [](float value) { return std::isfinite(value); }));
        CHECK(sound != before);
        before = sound;
    }
}

TEST_CASE("the same track and seed give the same samples", "[world][sound]")
{
    const SoundTrack track = events_of(sample_scene(3), 1.5);
    CHECK(synthesise(track, 1.5, 8) == synthesise(track, 1.5, 8));
    CHECK(synthesise(track, 1.5, 8) != synthesise(track, 1.5, 9));
}

TEST_CASE("every kind of event sounds alone and dies away", "[world][sound]")
{
    for (int kind = 0; kind < sound_kinds; ++kind) {
        for (int material = 0; material < materials; ++material) {
            SoundEvent event;
            event.kind = static_cast<SoundKind>(kind);
            event.material = static_cast<Material>(material);
            event.intensity = 1;
            const auto sound = synthesise(event, 1);
            INFO(std::string(name(event.kind)) << " on " << material);
            CHECK(power(sound) > 1e-6);
            CHECK(peak(sound) <= 0.8913F);
            CHECK(sound.size() <= 2 * 96000);
            CHECK(std::abs(sound.back()) < 0.02F);
        }
    }
}

TEST_CASE("an event stands in the mix where it was put", "[world][sound]")
{
    SoundTrack track;
    track.seconds = 1;
    track.events.push_back({0.5, SoundKind::bark, 1, 0, 0.5F, Material::cloth});
    const auto sound = synthesise(track, 1, 2);
    const auto first = std::find_if(
        sound.begin(), sound.end(), [](float value) { return std::abs(value) > 1e-4F; });
    CHECK(std::abs((first - sound.begin()) / 2 - 24000) < 480);
}
