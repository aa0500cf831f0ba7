#include "generation/world/mechanics.hpp"
#include "generation/world/motion.hpp"
#include "generation/world/render/figures.hpp"
#include "generation/world/render/renderer.hpp"
#include "generation/world/sound.hpp"

#include <catch2/catch.hpp>

#include <cmath>
#include <set>
#include <string>
#include <vector>

using namespace rushlight::generation::world;

namespace {

/// All vehicles and props.
std::vector<Kind> things()
{
    std::vector<Kind> found;
    for (int k = static_cast<int>(Kind::car); k < classes(Axis::kind); ++k) {
        found.push_back(static_cast<Kind>(k));
    }
    return found;
}

Entity thing(Kind kind, Action action)
{
    Entity entity;
    entity.kind = kind;
    entity.action = action;
    entity.speed = travels(action) ? 1.7 : 0;
    entity.genome.phase = 0.4;
    return entity;
}

Scene alone(const Entity& entity)
{
    Scene scene;
    scene.world = World::v1;
    scene.entities.push_back(entity);
    scene.style = Style::flat;
    frame_subject(scene);
    return scene;
}

std::string named(Kind kind)
{
    return std::string(name(Axis::kind, static_cast<int>(kind)));
}

} // namespace

TEST_CASE("every vehicle and prop stands out and shows its colour", "[world][render][things]")
{
    for (const Kind kind : things()) {
        for (const Direction direction : {Direction::right, Direction::toward}) {
            INFO(named(kind) << (direction == Direction::right ? " from its side" : " from ahead"));
            Entity entity = thing(kind, Action::stand);
            entity.direction = direction;
            entity.second_colour = ColourName::blue;
            Scene scene = alone(entity);
            RenderOptions options;
            options.maps = true;
            const auto clip = render(scene, 64, 64, 1, 12, options);
            scene.entities[0].x = 500; // far out of the frame
            const auto empty = render(scene, 64, 64, 1, 12);
            int subject = 0;
            int differs = 0;
            int red = 0;
            for (std::size_t i = 0; i < clip.who.size(); ++i) {
                if (clip.who[i] != 1) {
                    continue;
                }
                ++subject;
                int most = 0;
                for (std::size_t c = 0; c < 3; ++c) {
                    most = std::max(most, std::abs(clip.rgb[3 * i + c] - empty.rgb[3 * i + c]));
                }
                differs += most > 24 ? 1 : 0;
                red += clip.rgb[3 * i] > clip.rgb[3 * i + 1] + 40 &&
                               clip.rgb[3 * i] > clip.rgb[3 * i + 2] + 40
                           ? 1
                           : 0;
            }
            CHECK(subject > 60);
            CHECK(differs > 0.75 * subject);
            CHECK(red > 0.12 * subject);
        }
    }
}

TEST_CASE("no two kinds of things look the same", "[world][render][things]")
{
    std::set<std::string> pictures;
    for (const Kind kind : things()) {
        RenderOptions options;
        options.cut_out = true;
        const auto clip = render(alone(thing(kind, Action::stand)), 48, 48, 1, 12, options);
        pictures.emplace(clip.rgb.begin(), clip.rgb.end());
    }
    CHECK(pictures.size() == things().size());
}

TEST_CASE("the solids of a thing keep their number and order", "[world][render][things]")
{
    for (const Kind kind : things()) {
        for (int a = 0; a < classes(Axis::action); ++a) {
            const auto action = static_cast<Action>(a);
            if (kind == Kind::car || kind == Kind::ball || kind == Kind::balloon ||
                kind == Kind::boat || kind == Kind::lantern || !can(kind, action)) {
                continue; // those of v0 leave decals out
            }
            INFO(named(kind) << " " << name(Axis::action, a));
            const Entity entity = thing(kind, action);
            const Vec3 eye{1, 1.5, -4};
            const Figure first = figure_of(entity, 0, eye);
            CHECK(first.size() <= 60);
            for (double time = 0.1; time < 2.75; time += 0.33) {
                const Figure later = figure_of(entity, time, eye);
                REQUIRE(later.size() == first.size());
                for (std::size_t i = 0; i < first.size(); ++i) {
                    REQUIRE(later[i].group == first[i].group);
                    REQUIRE(later[i].part == first[i].part);
                }
            }
        }
    }
}

TEST_CASE("a thing let go falls as gravity says and never below the ground", "[world][motion]")
{
    for (const Kind kind : {Kind::cup, Kind::ladder, Kind::ball, Kind::crown}) {
        const Entity entity = thing(kind, Action::fall);
        const auto lift = [&](double time) {
            return moment_at(entity, time).lift;
        };
        const auto touches = contacts(entity, 2.75);
        REQUIRE(touches.size() == 3);
        const double fallen = std::sqrt(2 * flight_height(entity) / gravity);
        CHECK(touches[0].time - fallen <= 0.25);
        constexpr double step = 1.0 / 240;
        for (double time = step; time < 2.7; time += step) {
            CHECK(lift(time) >= 0);
            // In free flight, away from where it is let go and from the touches.
            bool free = time > touches[0].time - fallen + 2 * step;
            for (const Contact& touch : touches) {
                free = free && std::abs(time - touch.time) > 2 * step;
            }
            if (free && time < touches[2].time) {
                const double pull = (lift(time - step) - 2 * lift(time) + lift(time + step));
                CHECK(pull / (step * step) == Approx(-gravity).epsilon(0.001));
            }
        }
        CHECK(lift(2.7) == 0);
    }
}

TEST_CASE("a fall touches the ground at its contacts, slower each time", "[world][motion]")
{
    const Entity entity = thing(Kind::key, Action::fall);
    const auto touches = contacts(entity, 2.75);
    REQUIRE(touches.size() == 3);
    constexpr double moment = 1e-4;
    double before = 0;
    for (const Contact& touch : touches) {
        CHECK(moment_at(entity, touch.time).lift == Approx(0).margin(1e-9));
        const double speed = moment_at(entity, touch.time - moment).lift / moment;
        if (before > 0) {
            CHECK(speed == Approx(Drop::restitution * before).epsilon(0.01));
        }
        CHECK(touch.strength ==
              Approx(speed / std::sqrt(2 * gravity * flight_height(entity))).epsilon(0.01));
        before = speed;
    }
    CHECK(contacts(entity, 0.1).empty());
}

TEST_CASE("a fall is heard when it is seen to touch the ground", "[world][sound]")
{
    const Entity entity = thing(Kind::key, Action::fall);
    std::vector<double> heard;
    for (const SoundEvent& event : events_of(alone(entity), 2.75).events) {
        if (event.kind == SoundKind::collision) {
            CHECK(event.material == Material::metal);
            heard.push_back(event.time);
        }
    }
    const auto touches = contacts(entity, 2.75);
    REQUIRE(heard.size() == touches.size());
    for (std::size_t i = 0; i < heard.size(); ++i) {
        CHECK(heard[i] == touches[i].time);
    }
}

TEST_CASE("wheels and what rolls turn as far as they go", "[world][motion]")
{
    for (const Kind kind : things()) {
        for (const Action action : {Action::drive, Action::brake, Action::roll}) {
            if (!can(kind, action)) {
                continue;
            }
            INFO(named(kind));
            const Entity entity = thing(kind, action);
            for (const double time : {0.3, 0.9, 1.4, 2.6}) {
                const Moment moment = moment_at(entity, time);
                CHECK(moment.roll * rolling_radius(entity) == Approx(moment.root.x));
            }
        }
    }
}

TEST_CASE("a wheel of a truck touches the ground with its hub at the rolling radius",
          "[world][render][things]")
{
    const Entity entity = thing(Kind::truck, Action::drive);
    int wheels = 0;
    for (const Solid& solid : figure_of(entity, 1, {0, 1, -9})) {
        if (solid.part == PixelPart::wheel && !solid.decal) {
            ++wheels;
            CHECK(solid.a.y == Approx(rolling_radius(entity)));
            CHECK(length(solid.axes[0]) == Approx(rolling_radius(entity)));
        }
    }
    CHECK(wheels == 6);
}

TEST_CASE("who brakes goes at full speed, slows evenly, dips and settles", "[world][motion]")
{
    const Entity entity = thing(Kind::bus, Action::brake);
    const auto speed = [&](double time) {
        constexpr double step = 1e-4;
        return (moment_at(entity, time + step).root.x - moment_at(entity, time).root.x) / step;
    };
    CHECK(speed(0.1) == Approx(entity.speed));
    CHECK(speed(0.88) == Approx(entity.speed));
    CHECK(speed(1.2) - speed(1.4) == Approx(speed(1.4) - speed(1.6)).epsilon(0.01));
    CHECK(speed(1.2) < entity.speed);
    CHECK(speed(1.94) < 0.03 * entity.speed); // it comes to rest, it is not stopped
    CHECK(speed(2.15) == Approx(0).margin(1e-9));
    CHECK(moment_at(entity, 0.5).pitch == 0);
    CHECK(moment_at(entity, 1.6).pitch < -0.03);
    CHECK(std::abs(moment_at(entity, 2.75).pitch) < 0.01);
}

TEST_CASE("a rocket rises from the ground at constant acceleration", "[world][motion]")
{
    const Entity entity = thing(Kind::rocket, Action::fly);
    CHECK(moment_at(entity, 0).lift == 0);
    const double first = moment_at(entity, 1).lift;
    CHECK(first > 0.2);
    CHECK(moment_at(entity, 2).lift == Approx(4 * first));
}

TEST_CASE("a flame lights what is around it, and only where it burns", "[world][render][things]")
{
    const auto burns = [](const Entity& entity) {
        for (const Solid& solid : figure_of(entity, 1, {0, 1, -5})) {
            if (solid.glow && solid.alpha > 0 && solid.part == PixelPart::head) {
                return true;
            }
        }
        return false;
    };
    CHECK(burns(thing(Kind::candle, Action::stand)));
    CHECK(burns(thing(Kind::lamp, Action::stand)));
    CHECK(burns(thing(Kind::rocket, Action::fly)));
    CHECK_FALSE(burns(thing(Kind::rocket, Action::stand)));
    CHECK_FALSE(burns(thing(Kind::chair, Action::stand)));
}

TEST_CASE("the hands of a clock move", "[world][render][things]")
{
    const Entity entity = thing(Kind::clock, Action::stand);
    const Vec3 eye{2, 0.5, -3};
    const Figure now = figure_of(entity, 0, eye);
    const Figure then = figure_of(entity, 0.5, eye);
    double moved = 0;
    for (std::size_t i = 0; i < now.size(); ++i) {
        moved = std::max(moved, length(centre_of(now[i]) - centre_of(then[i])));
    }
    CHECK(moved > 0.02);
}

TEST_CASE("wheels, propellers and rotors turn in the picture", "[world][render][things]")
{
    const auto turns = [](Kind kind, Action action) {
        const Entity entity = thing(kind, action);
        const auto spokes = [&](double time) {
            std::vector<Vec3> ways;
            for (const Solid& solid : figure_of(entity, time, {1, 1, -9})) {
                if (solid.form == Solid::Form::capsule) {
                    ways.push_back(solid.b - solid.a);
                }
            }
            return ways;
        };
        const auto now = spokes(0.5);
        const auto then = spokes(0.55);
        double most = 0;
        for (std::size_t i = 0; i < now.size(); ++i) {
            most = std::max(most, length(now[i] - then[i]));
        }
        return most / height_of(entity);
    };
    for (const Kind kind : {Kind::truck, Kind::bus, Kind::train, Kind::motorcycle, Kind::bicycle}) {
        INFO(named(kind));
        CHECK(turns(kind, Action::drive) > 0.01);
        CHECK(turns(kind, Action::stand) == 0);
    }
    for (const Kind kind : {Kind::aeroplane, Kind::helicopter}) {
        INFO(named(kind));
        CHECK(turns(kind, Action::fly) > 0.1);
        CHECK(turns(kind, Action::stand) == 0);
    }
}

TEST_CASE("a braking vehicle dips its body and keeps its wheels on the ground",
          "[world][render][things]")
{
    for (const Kind kind : {Kind::car, Kind::truck, Kind::bus, Kind::train}) {
        INFO(named(kind));
        const Entity entity = thing(kind, Action::brake);
        const auto highest = [&](double time, bool wheels) {
            double most = 0;
            for (const Solid& solid : figure_of(entity, time, {1, 1, -9})) {
                if ((solid.part == PixelPart::wheel) == wheels && solid.form == Solid::Form::hull &&
                    !solid.decal && !wheels) {
                    for (std::size_t i = 0; i < solid.count; ++i) {
                        most = std::max(most, solid.points[i].y);
                    }
                } else if (wheels && solid.part == PixelPart::wheel &&
                           solid.form == Solid::Form::ellipsoid) {
                    most = std::max(most, solid.a.y);
                }
            }
            return most;
        };
        CHECK(std::abs(highest(1.7, false) - highest(0.5, false)) > 0.002);
        CHECK(highest(1.7, true) == Approx(highest(0.5, true)));
    }
}

TEST_CASE("what one stands on is as high as it says", "[world][render][things]")
{
    for (const Kind kind :
         {Kind::box, Kind::table, Kind::chair, Kind::truck, Kind::bus, Kind::drum}) {
        for (const std::uint8_t sort : {0, 1, 2}) {
            INFO(named(kind) << " " << int{sort});
            Entity entity = thing(kind, Action::stand);
            entity.genome.clothes = sort;
            const double height = standing_height(entity);
            bool carries = false;
            for (const Solid& solid : figure_of(entity, 0, {0, 1, -5})) {
                for (std::size_t i = 0; i < solid.count && !solid.decal; ++i) {
                    const double under = height - solid.points[i].y;
                    carries = carries || std::abs(under) < 0.07 * height_of(entity);
                }
                carries = carries || (solid.form == Solid::Form::ellipsoid && !solid.decal &&
                                      std::abs(solid.a.y + solid.axes[1].y - height) <
                                          0.03 * height_of(entity));
            }
            CHECK(carries);
        }
    }
}
