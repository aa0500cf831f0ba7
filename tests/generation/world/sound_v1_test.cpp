#include "generation/world/mechanics.hpp"
#include "generation/world/motion.hpp"
#include "generation/world/people_motion.hpp"
#include "generation/world/sound.hpp"
#include "generation/world/splits.hpp"
#include "generation/world/weather.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

using namespace rushlight::generation::world;

namespace {

Entity body(Kind kind, Action action)
{
    Entity entity;
    entity.kind = kind;
    entity.action = action;
    entity.speed = travels(action) ? 2 : 0;
    entity.genome.phase = 0.3;
    return entity;
}

Scene alone(const Entity& entity, Place place = Place::meadow)
{
    Scene scene;
    scene.world = World::v1;
    scene.entities.push_back(entity);
    scene.place = place;
    frame_subject(scene);
    return scene;
}

std::vector<SoundEvent> heard(const SoundTrack& track, SoundKind kind)
{
    std::vector<SoundEvent> events;
    std::copy_if(track.events.begin(),
                 track.events.end(),
                 std::back_inserter(events),
                 [&](const SoundEvent& event) { return event.kind == kind; });
    return events;
}

bool sounds(const SoundTrack& track, Ambience ambience)
{
    return !track.curves[static_cast<std::size_t>(ambience)].empty();
}

double away_from_whole(double x)
{
    return std::abs(x - std::round(x));
}

double power(const std::vector<float>& sound)
{
    double sum = 0;
    for (const float value : sound) {
        sum += static_cast<double>(value) * static_cast<double>(value);
    }
    return sum / static_cast<double>(std::max<std::size_t>(1, sound.size()));
}

/// Power of what changes from one sample to the next against all of it.
double brightness(const std::vector<float>& sound)
{
    std::vector<float> change;
    for (std::size_t i = 2; i < sound.size(); ++i) {
        change.push_back(sound[i] - sound[i - 2]);
    }
    return power(change) / power(sound);
}

/// Hz, by the lag of greatest likeness.
double pitch_of(const std::vector<float>& sound)
{
    constexpr std::size_t begin = 3000;
    constexpr std::size_t count = 3000;
    double best = 0;
    std::size_t found = 1;
    for (std::size_t lag = 100; lag < 800; ++lag) {
        double likeness = 0;
        for (std::size_t i = begin; i < begin + count; ++i) {
            likeness += static_cast<double>(sound[2 * i] * sound[2 * (i + lag)]);
        }
        if (likeness > best) {
            best = likeness;
            found = lag;
        }
    }
    return static_cast<double>(sound_rate) / static_cast<double>(found);
}

} // namespace

TEST_CASE("a voice begins when the mouth opens", "[world][sound]")
{
    const Entity entity = body(Kind::person, Action::talk);
    const auto said = heard(events_of(alone(entity), 4), SoundKind::syllable);
    REQUIRE(said.size() > 8);
    for (const SoundEvent& event : said) {
        const double phase = moment_at(entity, event.time).phase;
        CHECK(spoken(phase) < 0.01);
        CHECK(std::max(spoken(phase + 0.25 / syllables_a_cycle),
                       spoken(phase + 0.5 / syllables_a_cycle)) > 0.1);
    }
    for (double time = 0.2; time < 4; time += 0.01) { // no mouth is wide open in silence
        if (spoken(moment_at(entity, time).phase) > 0.4) {
            CHECK(std::any_of(said.begin(), said.end(), [&](const SoundEvent& event) {
                return time >= event.time && time < event.time + 0.25;
            }));
        }
    }
}

TEST_CASE("laughter and tears are heard as the body shakes", "[world][sound]")
{
    const auto laughs =
        heard(events_of(alone(body(Kind::child, Action::laugh)), 2.75), SoundKind::laugh);
    const auto sobs =
        heard(events_of(alone(body(Kind::person, Action::cry)), 2.75), SoundKind::sob);
    REQUIRE(laughs.size() > 5);
    REQUIRE(sobs.size() > 3);
    for (const SoundEvent& event : laughs) {
        CHECK(away_from_whole(event.time * laughs_a_second) < 1e-6);
    }
    for (const SoundEvent& event : sobs) {
        CHECK(away_from_whole(event.time * sobs_a_second) < 1e-6);
    }
}

TEST_CASE("large people speak lower than children", "[world][sound]")
{
    SoundEvent child;
    child.kind = SoundKind::syllable;
    child.material = Material::cloth;
    child.intensity = 1;
    child.size = 0.5F;
    SoundEvent large = child;
    large.size = 0.85F;
    CHECK(pitch_of(synthesise(child, 3)) > 1.5 * pitch_of(synthesise(large, 3)));
}

TEST_CASE("hands splash as they enter the water, and nothing splashes below", "[world][sound]")
{
    Entity swimmer = body(Kind::person, Action::swim);
    const auto strokes = heard(events_of(alone(swimmer, Place::beach), 3), SoundKind::splash);
    REQUIRE(strokes.size() >= 3);
    for (const SoundEvent& event : strokes) {
        CHECK(away_from_whole(2 * moment_at(swimmer, event.time).phase) < 1e-6);
    }
    swimmer.y = 0.8;
    const SoundTrack below = events_of(alone(swimmer, Place::underwater), 3);
    CHECK(heard(below, SoundKind::splash).empty());
    CHECK(below.muffled > 0);
}

TEST_CASE("a climber is heard at each rung", "[world][sound]")
{
    const Entity climber = body(Kind::person, Action::climb);
    const auto rungs = heard(events_of(alone(climber), 6), SoundKind::footstep_hard);
    REQUIRE(rungs.size() >= 4);
    for (const SoundEvent& event : rungs) {
        CHECK(away_from_whole(2 * climbed(climber, event.time) / climb_stride(climber)) < 1e-6);
    }
}

TEST_CASE("who pushes steps and scrapes", "[world][sound]")
{
    const SoundTrack track = events_of(alone(body(Kind::person, Action::push), Place::street), 2);
    CHECK(!heard(track, SoundKind::scrape).empty());
    CHECK(!heard(track, SoundKind::footstep_hard).empty());
}

TEST_CASE("animals of world v1 have their own calls", "[world][sound]")
{
    constexpr std::pair<Kind, SoundKind> calls[] = {{Kind::bear, SoundKind::growl},
                                                    {Kind::cow, SoundKind::moo},
                                                    {Kind::duck, SoundKind::quack},
                                                    {Kind::snake, SoundKind::hiss},
                                                    {Kind::elephant, SoundKind::trumpet},
                                                    {Kind::dinosaur, SoundKind::roar}};
    for (const auto& [kind, call] : calls) {
        for (const Action action : {Action::stand, Action::walk}) {
            const SoundTrack track = events_of(alone(body(kind, action)), 3.5);
            INFO(std::string(name(call)));
            CHECK(!heard(track, call).empty());
        }
    }
}

TEST_CASE("a duck's wings are heard as they begin to fall", "[world][sound]")
{
    const Entity duck = body(Kind::duck, Action::fly);
    const auto flaps = heard(events_of(alone(duck), 2), SoundKind::flap);
    REQUIRE(flaps.size() >= 3);
    for (const SoundEvent& event : flaps) {
        CHECK(away_from_whole(moment_at(duck, event.time).phase - 0.25) < 1e-6);
    }
}

TEST_CASE("feet sound by their kind and weight", "[world][sound]")
{
    const auto first = [](Kind kind) {
        const Entity walker = body(kind, Action::walk);
        const double time = contacts(walker, 3).at(0).time;
        const SoundTrack track = events_of(alone(walker), 3);
        return std::find_if(track.events.begin(),
                            track.events.end(),
                            [&](const auto& event) { return event.time == time; })
            ->kind;
    };
    CHECK(first(Kind::elephant) == SoundKind::landing);
    CHECK(first(Kind::dinosaur) == SoundKind::landing);
    CHECK(first(Kind::cow) == SoundKind::hoof);
    CHECK(first(Kind::bear) == SoundKind::paw);
    CHECK(first(Kind::duck) == SoundKind::paw);
}

TEST_CASE("who stands on a table lands on wood", "[world][sound]")
{
    Scene scene = alone(body(Kind::table, Action::stand), Place::meadow);
    Entity cat = body(Kind::cat, Action::jump);
    const auto lands_on = [&] {
        return heard(events_of(scene, 2.75), SoundKind::landing).at(0).material;
    };
    scene.entities.push_back(cat);
    CHECK(lands_on() == Material::grass);
    scene.entities[1].y = standing_height(scene.entities[0]);
    CHECK(lands_on() == Material::wood);
}

TEST_CASE("what falls sounds like what it is", "[world][sound]")
{
    constexpr std::pair<Kind, SoundKind> falls[] = {{Kind::cup, SoundKind::clink},
                                                    {Kind::bottle, SoundKind::clink},
                                                    {Kind::drum, SoundKind::drum},
                                                    {Kind::bell, SoundKind::bell},
                                                    {Kind::guitar, SoundKind::strum},
                                                    {Kind::letter, SoundKind::rustle},
                                                    {Kind::ball, SoundKind::bounce},
                                                    {Kind::sword, SoundKind::collision}};
    for (const auto& [kind, sound] : falls) {
        const Entity thing = body(kind, Action::fall);
        INFO(std::string(name(sound)));
        CHECK(heard(events_of(alone(thing), 2.75), sound).size() == contacts(thing, 2.75).size());
    }
}

TEST_CASE("each engine has its own sound, and aircraft that stand are silent", "[world][sound]")
{
    constexpr std::pair<Kind, Ambience> engines[] = {{Kind::car, Ambience::engine},
                                                     {Kind::truck, Ambience::diesel},
                                                     {Kind::bus, Ambience::diesel},
                                                     {Kind::motorcycle, Ambience::motorcycle},
                                                     {Kind::train, Ambience::steam},
                                                     {Kind::aeroplane, Ambience::propeller},
                                                     {Kind::helicopter, Ambience::rotor},
                                                     {Kind::rocket, Ambience::thrust}};
    for (const auto& [kind, engine] : engines) {
        INFO(std::string(name(engine)));
        const Action going =
            can(kind, Action::drive) && kind != Kind::aeroplane ? Action::drive : Action::fly;
        CHECK(sounds(events_of(alone(body(kind, going)), 1), engine));
        const bool runs = kind < Kind::aeroplane;
        CHECK(sounds(events_of(alone(body(kind, Action::stand)), 1), engine) == runs);
    }
}

TEST_CASE("brakes squeal as the wheels begin to slow, and the engine falls", "[world][sound]")
{
    for (const Kind kind : {Kind::car, Kind::bus, Kind::motorcycle, Kind::train, Kind::bicycle}) {
        const Entity vehicle = body(kind, Action::brake);
        const SoundTrack track = events_of(alone(vehicle, Place::street), 2.75);
        const auto squeals = heard(track, SoundKind::brake);
        REQUIRE(squeals.size() == 1);
        const double time = squeals[0].time;
        const auto speed = [&](double at) {
            return (braked_way(vehicle, at + 0.05) - braked_way(vehicle, at)) / 0.05;
        };
        CHECK(speed(time - 0.1) == Approx(vehicle.speed));
        CHECK(speed(time + 0.1) < vehicle.speed);
        CHECK(events_of(alone(body(kind, Action::drive)), 2.75).events != track.events);
    }
    const SoundTrack track = events_of(alone(body(Kind::bus, Action::brake), Place::street), 2.75);
    const auto& diesel = track.curves[static_cast<std::size_t>(Ambience::diesel)];
    CHECK(diesel.back() < 0.6F * diesel[32]);
}

TEST_CASE("thunder follows its lightning by its distance", "[world][sound]")
{
    int heard_ones = 0;
    for (std::uint64_t seed = 0; seed < 20; ++seed) {
        Scene scene = alone(body(Kind::person, Action::stand));
        scene.weather = Weather::storm;
        scene.seed = seed;
        const auto strikes = lightning(scene, 6);
        const auto peals = heard(events_of(scene, 6), SoundKind::thunder);
        REQUIRE(peals.size() <= strikes.size());
        for (std::size_t i = 0; i < peals.size(); ++i) {
            const double distance = lightning_distance(scene, strikes[i]);
            CHECK(peals[i].time == Approx(strikes[i] + distance / 330));
            CHECK(peals[i].pan * lightning_place(scene, strikes[i]).x >= 0);
            for (std::size_t k = 0; k < peals.size(); ++k) {
                if (distance < lightning_distance(scene, strikes[k])) {
                    CHECK(peals[i].intensity > peals[k].intensity);
                    CHECK(peals[i].size < peals[k].size);
                }
            }
            ++heard_ones;
        }
        CHECK(heard(events_of(alone(scene.entities[0]), 6), SoundKind::thunder).empty());
    }
    CHECK(heard_ones > 25);
}

TEST_CASE("near thunder is sharper than far thunder", "[world][sound]")
{
    SoundEvent near;
    near.kind = SoundKind::thunder;
    near.intensity = 1;
    near.size = 0;
    SoundEvent far = near;
    far.size = 1;
    CHECK(brightness(synthesise(near, 2)) > 5 * brightness(synthesise(far, 2)));
}

TEST_CASE("places of world v1 have their own sounds, and weather only where it falls",
          "[world][sound]")
{
    const auto of = [](Place place, Weather weather = Weather::clear) {
        Scene scene = alone(body(Kind::person, Action::stand), place);
        scene.weather = weather;
        return events_of(scene, 2);
    };
    CHECK(sounds(of(Place::kitchen), Ambience::hum));
    CHECK(sounds(of(Place::office), Ambience::typing));
    CHECK(sounds(of(Place::stage), Ambience::crowd));
    CHECK(sounds(of(Place::classroom), Ambience::crowd));
    CHECK(sounds(of(Place::underwater), Ambience::bubbles));
    CHECK(sounds(of(Place::rooftop), Ambience::city));
    CHECK(sounds(of(Place::road), Ambience::birds));
    CHECK(sounds(of(Place::meadow, Weather::storm), Ambience::rain));
    CHECK(sounds(of(Place::meadow, Weather::storm), Ambience::wind));
    CHECK(sounds(of(Place::meadow, Weather::wind), Ambience::wind));
    CHECK_FALSE(sounds(of(Place::meadow, Weather::wind), Ambience::rain));
    for (const Place place : {Place::space, Place::underwater, Place::kitchen, Place::stage}) {
        CHECK_FALSE(sounds(of(place, Weather::storm), Ambience::rain));
        CHECK_FALSE(sounds(of(place, Weather::storm), Ambience::wind));
        CHECK(heard(of(place, Weather::storm), SoundKind::thunder).empty());
    }
}

TEST_CASE("what is muffled loses its highs", "[world][sound]")
{
    SoundTrack track;
    track.seconds = 1;
    track.events.push_back({0.1, SoundKind::splash, 1, 0, 0.5F, Material::water});
    const auto clear = synthesise(track, 1, 4);
    track.muffled = 0.6F;
    const auto muffled = synthesise(track, 1, 4);
    CHECK(brightness(muffled) < 0.3 * brightness(clear));
    CHECK(power(muffled) > 0.001 * power(clear));
}

TEST_CASE("every scene of world v1 sounds and none clips", "[world][sound]")
{
    for (std::uint64_t i = 0; i < 60; ++i) {
        const Scene scene = sample_scene(test_seeds.first + i, World::v1);
        const auto sound = synthesise(events_of(scene, 2.75), 2.75, i);
        CHECK(power(sound) > 1e-7);
        CHECK(std::all_of(sound.begin(), sound.end(), [](float value) {
            return std::isfinite(value) && std::abs(value) <= 0.8913F;
        }));
    }
}
