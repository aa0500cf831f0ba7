#include "generation/world/people_motion.hpp"
#include "generation/world/render/people.hpp"
#include "generation/world/render/renderer.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>
#include <set>
#include <string>

using namespace rushlight::generation::world;

namespace {

const Vec3 eye{0, 1.2, -6};

Entity somebody(Action action, Kind kind = Kind::person)
{
    Entity entity;
    entity.kind = kind;
    entity.action = action;
    entity.colour = ColourName::red;
    entity.second_colour = ColourName::blue;
    entity.genome.phase = 0.3;
    entity.speed = travels(action) ? 0.5 : 0;
    return entity;
}

Scene scene_of(const Entity& entity, Shot shot = Shot::wide)
{
    Scene scene;
    scene.world = World::v1;
    scene.entities = {entity};
    scene.shot = shot;
    scene.style = Style::flat;
    frame_subject(scene);
    return scene;
}

bool people_only(Action action)
{
    return can(Kind::person, action) && action > Action::stand && action != Action::walk &&
           action != Action::run && action != Action::jump && action != Action::wave &&
           action != Action::dance && action != Action::spin;
}

/// Share of the pixels that differ visibly.
double difference(const RenderedClip& a, const RenderedClip& b)
{
    int differs = 0;
    for (std::size_t i = 0; i < a.rgb.size(); i += 3) {
        int most = 0;
        for (std::size_t c = 0; c < 3; ++c) {
            most = std::max(most, std::abs(a.rgb[i + c] - b.rgb[i + c]));
        }
        differs += most > 30 ? 1 : 0;
    }
    return 3.0 * differs / static_cast<double>(a.rgb.size());
}

} // namespace

TEST_CASE("every action of people can be told from standing", "[world][render][people]")
{
    for (const Kind kind : {Kind::person, Kind::child, Kind::robot}) {
        for (int a = 0; a < classes(Axis::action); ++a) {
            const auto action = static_cast<Action>(a);
            if (!people_only(action)) {
                continue;
            }
            INFO(std::string(name(Axis::action, a)));
            Scene scene = scene_of(somebody(action, kind));
            RenderOptions options;
            options.start_seconds = 0.9;
            const auto acting = render(scene, 128, 128, 1, 12, options);
            scene.entities[0].action = Action::stand;
            CHECK(difference(acting, render(scene, 128, 128, 1, 12, options)) > 0.004);
        }
    }
}

TEST_CASE("depth and flow of every action of people are finite, and the person is in the maps",
          "[world][render][people]")
{
    RenderOptions options;
    options.maps = true;
    options.start_seconds = 0.8;
    for (int a = 0; a < classes(Axis::action); ++a) {
        if (!can(Kind::person, static_cast<Action>(a))) {
            continue;
        }
        INFO(std::string(name(Axis::action, a)));
        Entity entity = somebody(static_cast<Action>(a));
        entity.genome.pattern = static_cast<std::uint8_t>(a % 13);
        const auto clip = render(scene_of(entity), 64, 64, 2, 12, options);
        int seen = 0;
        for (std::size_t i = 0; i < clip.who.size(); ++i) {
            seen += clip.who[i] == 1 ? 1 : 0;
            REQUIRE(std::isfinite(clip.depth[i]));
            REQUIRE(std::isfinite(clip.flow[2 * i]));
            REQUIRE(std::isfinite(clip.flow[2 * i + 1]));
            REQUIRE(std::abs(clip.flow[2 * i]) < 32);
        }
        CHECK(seen > 80);
    }
}

TEST_CASE("each face differs from each other at 128 pixels", "[world][render][people]")
{
    for (const Kind kind : {Kind::person, Kind::robot}) {
        for (const Direction direction : {Direction::right, Direction::toward}) {
            std::vector<RenderedClip> faces;
            for (int face = 0; face < classes(Axis::expression); ++face) {
                Entity entity = somebody(Action::stand, kind);
                entity.direction = direction;
                entity.expression = static_cast<Expression>(face);
                faces.push_back(render(scene_of(entity, Shot::close), 128, 128, 1, 12));
                for (std::size_t other = 0; other + 1 < faces.size(); ++other) {
                    INFO(face << " and " << other);
                    CHECK(difference(faces.back(), faces[other]) > 0.004);
                }
            }
        }
    }
}

TEST_CASE("no two feelings share brows, eyes and mouth", "[world][render][people]")
{
    std::vector<Face> faces;
    for (int feeling = 0; feeling < classes(Axis::expression); ++feeling) {
        Entity entity = somebody(Action::stand);
        entity.expression = static_cast<Expression>(feeling);
        faces.push_back(face_of(entity, moment_at(entity, 0)));
        const Face& a = faces.back();
        for (std::size_t i = 0; i + 1 < faces.size(); ++i) {
            const Face& b = faces[i];
            INFO(feeling << " and " << i);
            CHECK(std::abs(a.brow_lift - b.brow_lift) + std::abs(a.brow_tilt - b.brow_tilt) +
                      std::abs(a.eyes - b.eyes) + std::abs(a.lids - b.lids) +
                      std::abs(a.curve - b.curve) + std::abs(a.mouth_open - b.mouth_open) >
                  1);
        }
    }
}

TEST_CASE("eyes go where the gaze goes", "[world][render][people]")
{
    Entity entity = somebody(Action::stand);
    entity.direction = Direction::toward;
    const auto ahead = render(scene_of(entity, Shot::close), 128, 128, 1, 12);
    entity.gaze = 0.9;
    const auto left = render(scene_of(entity, Shot::close), 128, 128, 1, 12);
    entity.gaze = -0.9;
    const auto right = render(scene_of(entity, Shot::close), 128, 128, 1, 12);
    CHECK(difference(ahead, left) > 0.01);
    CHECK(difference(left, right) > 0.01);
    // The nose says where a head turns: a heading that grows turns from the camera to the right.
    const auto nose = [&](double gaze) {
        entity.gaze = gaze;
        const Figure figure = figure_of(entity, 0, eye);
        double x = 0;
        for (const Solid& solid : figure) {
            if (!solid.decal && solid.part == PixelPart::head &&
                solid.form == Solid::Form::ellipsoid) {
                x = solid.a.x; // the last such one
            }
        }
        return x;
    };
    CHECK(nose(0.9) > nose(0) + 0.03);
    CHECK(nose(-0.9) < nose(0) - 0.03);
}

TEST_CASE("planted feet do not slide while somebody pushes", "[world][render][people]")
{
    const Entity entity = somebody(Action::push);
    const auto soles = [&](double seconds) {
        std::vector<Vec3> found;
        for (const Solid& solid : figure_of(entity, seconds, eye)) {
            if (solid.part == PixelPart::foot) {
                found.push_back(solid.a);
            }
        }
        return found;
    };
    int planted = 0;
    for (double t = 0; t < 2.5; t += 1.0 / 48) {
        const double later = t + 1.0 / 48;
        const auto a = soles(t);
        const auto b = soles(later);
        for (const int limb : {0, 1}) {
            const auto i = static_cast<std::size_t>(limb);
            if (foot_at(entity, moment_at(entity, t), limb).planted &&
                foot_at(entity, moment_at(entity, later), limb).planted &&
                std::abs(a[i].y - b[i].y) < 1e-9) {
                ++planted;
                CHECK(a[i].x == Approx(b[i].x).margin(1e-6));
            }
        }
    }
    CHECK(planted > 60);
}

TEST_CASE("what is tossed flies on a parabola and bounces where its contacts say",
          "[world][render][people]")
{
    const Entity entity = somebody(Action::toss);
    const auto found = contacts(entity, 5);
    REQUIRE(found.size() >= 3);
    const double landing = found[0].time;
    const double step = 1.0 / 60;
    // From the hand on: leaves it while held falls to 0.
    double left_hand = 0;
    while (thing_at(entity, left_hand).held > 0) {
        left_hand += 1.0 / 480;
    }
    CHECK(landing - left_hand > 0.6);
    const Vec3 start = thing_at(entity, left_hand).place;
    const Vec3 next = thing_at(entity, left_hand + step).place;
    const double rise = (next.y - start.y) / step + 0.5 * 9.81 * step;
    const double speed = (next.x - start.x) / step;
    for (double t = 0; left_hand + t < landing - 0.005; t += step) {
        const Vec3 at = thing_at(entity, left_hand + t).place;
        CHECK(at.x == Approx(start.x + speed * t).margin(0.01));
        CHECK(at.y == Approx(start.y + rise * t - 0.5 * 9.81 * t * t).margin(0.01));
    }
    for (const Contact& contact : found) {
        const Thing thing = thing_at(entity, contact.time);
        CHECK(contact.limb == 5);
        CHECK(thing.place.y == Approx(thing.radius).margin(0.01));
        CHECK(contact.place.x ==
              Approx(moment_at(entity, contact.time).root.x + thing.place.x).margin(0.01));
        CHECK(thing_at(entity, contact.time - 0.05).place.y > thing.radius);
    }
}

TEST_CASE("a thing never jumps: hands take it, throw it and catch it where it is",
          "[world][render][people]")
{
    for (const Action action : {Action::pick_up, Action::toss, Action::catch_it}) {
        for (const Direction direction : {Direction::right, Direction::toward}) {
            INFO(std::string(name(Axis::action, static_cast<int>(action))));
            Entity entity = somebody(action);
            entity.direction = direction;
            for (double t = 0; t < 3; t += 1.0 / 120) {
                const Vec3 a = thing_at(entity, t).place;
                const Vec3 b = thing_at(entity, t + 1.0 / 120).place;
                CHECK(length(b - a) < 8.0 / 120);
            }
        }
    }
}

TEST_CASE("who falls lies flat after a second and stays so", "[world][render][people]")
{
    const Entity entity = somebody(Action::fall);
    const auto found = contacts(entity, 3);
    REQUIRE(!found.empty());
    const double impact = found.back().time;
    CHECK(impact > 0.5);
    CHECK(impact < 1.4);
    const auto highest = [&](double seconds) {
        double top = 0;
        for (const Solid& solid : figure_of(entity, seconds, eye)) {
            top = std::max(top, centre_of(solid).y);
        }
        return top;
    };
    CHECK(highest(0) > 0.85 * height_of(entity));
    CHECK(highest(impact + 0.3) < 0.3 * height_of(entity));
    CHECK(highest(2.5) == Approx(highest(2.2)).margin(1e-6));
}

TEST_CASE("who turns ends with the back to where the face was", "[world][render][people]")
{
    const Entity entity = somebody(Action::turn);
    const double before = moment_at(entity, 0).heading;
    const double after = moment_at(entity, 2.75).heading;
    CHECK(std::cos(after - before) == Approx(-1).margin(1e-6));
    CHECK(moment_at(entity, 2.5).heading == Approx(after));
}

TEST_CASE("a climber rises steadily, holds after four fifths of its height",
          "[world][render][people]")
{
    const Entity entity = somebody(Action::climb);
    CHECK(moment_at(entity, 1.2).lift - moment_at(entity, 0.7).lift ==
          Approx(moment_at(entity, 1.7).lift - moment_at(entity, 1.2).lift));
    CHECK(moment_at(entity, 9).lift == Approx(0.8 * height_of(entity)));
}

TEST_CASE("a figure has the same solids at any time, decals aside, and at most sixty",
          "[world][render][people]")
{
    for (int a = 0; a < classes(Axis::action); ++a) {
        const auto action = static_cast<Action>(a);
        if (!can(Kind::person, action)) {
            continue;
        }
        for (std::uint8_t pattern = 0; pattern <= 12; ++pattern) {
            Entity entity = somebody(action);
            entity.genome.pattern = pattern;
            entity.genome.headwear = pattern % 6;
            entity.genome.held = pattern % 7;
            std::set<std::size_t> counts;
            for (double t = 0; t < 3; t += 0.2) {
                std::size_t count = 0;
                for (const Solid& solid : figure_of(entity, t, eye)) {
                    count += solid.decal ? 0 : 1;
                }
                counts.insert(count);
            }
            INFO(a << " in pattern " << int(pattern));
            CHECK(counts.size() == 1);
            CHECK(*counts.rbegin() <= 60);
        }
    }
}

TEST_CASE("a talking mouth does not upset the flow of the arms", "[world][render][people]")
{
    const Entity entity = somebody(Action::talk);
    for (double t = 0; t < 2.5; t += 0.04) {
        const Figure now = figure_of(entity, t, eye);
        const Figure then = figure_of(entity, t + 0.02, eye);
        for (std::size_t i = 0; i < std::min(now.size(), then.size()); ++i) {
            if (now[i].part == PixelPart::arm || now[i].part == PixelPart::hand) {
                REQUIRE(then[i].part == now[i].part);
                REQUIRE(length(centre_of(then[i]) - centre_of(now[i])) < 0.08);
            }
        }
    }
}

TEST_CASE("each pattern and hat is seen", "[world][render][people]")
{
    Entity entity = somebody(Action::stand);
    const auto plain = render(scene_of(entity), 64, 64, 1, 12);
    for (std::uint8_t pattern = 1; pattern <= 12; ++pattern) {
        entity.genome.pattern = pattern;
        INFO("pattern " << int(pattern));
        CHECK(difference(plain, render(scene_of(entity), 64, 64, 1, 12)) > 0.001);
    }
    entity.genome.pattern = 0;
    for (std::uint8_t headwear = 1; headwear <= 5; ++headwear) {
        entity.genome.headwear = headwear;
        INFO("headwear " << int(headwear));
        CHECK(difference(plain, render(scene_of(entity), 64, 64, 1, 12)) > 0.0005);
    }
}
