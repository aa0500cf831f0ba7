#include "generation/world/render/figures.hpp"
#include "generation/world/render/renderer.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>
#include <string>
#include <tuple>
#include <vector>

using namespace rushlight::generation::world;

namespace {

constexpr Vec3 eye{0, 1.2, -6};

std::vector<Kind> animals()
{
    std::vector<Kind> kinds;
    for (int k = static_cast<int>(Kind::dog); k <= static_cast<int>(Kind::dinosaur); ++k) {
        kinds.push_back(static_cast<Kind>(k));
    }
    return kinds;
}

Entity animal(Kind kind, Action action = Action::stand)
{
    Entity entity;
    entity.kind = kind;
    entity.action = action;
    entity.colour = ColourName::blue;
    entity.second_colour = ColourName::yellow;
    entity.speed = travels(action) ? 0.8 : 0;
    return entity;
}

/// The highest and lowest point of what is seen of a solid; for a capsule or an ellipsoid.
std::pair<double, double> extent_of(const Solid& solid)
{
    if (solid.form == Solid::Form::capsule) {
        return {std::min(solid.a.y - solid.ra, solid.b.y - solid.rb),
                std::max(solid.a.y + solid.ra, solid.b.y + solid.rb)};
    }
    if (solid.form == Solid::Form::ellipsoid) {
        const double tall = std::hypot(solid.axes[0].y, solid.axes[1].y, solid.axes[2].y);
        return {solid.a.y - tall, solid.a.y + tall};
    }
    double low = solid.points[0].y;
    double high = low;
    for (std::size_t i = 1; i < solid.count; ++i) {
        low = std::min(low, solid.points[i].y);
        high = std::max(high, solid.points[i].y);
    }
    return {low - solid.ra, high + solid.ra};
}

double top_of(const Figure& figure)
{
    double top = -10;
    for (const Solid& solid : figure) {
        top = std::max(top, solid.alpha > 0 ? extent_of(solid).second : top);
    }
    return top;
}

double bottom_of(const Figure& figure)
{
    double bottom = 10;
    for (const Solid& solid : figure) {
        bottom = std::min(bottom, solid.alpha > 0 ? extent_of(solid).first : bottom);
    }
    return bottom;
}

Vec3 middle_of(const Figure& figure, PixelPart part)
{
    Vec3 sum;
    double count = 0;
    for (const Solid& solid : figure) {
        if (solid.part == part && !solid.decal) {
            sum = sum + centre_of(solid);
            ++count;
        }
    }
    REQUIRE(count > 0);
    return sum * (1 / count);
}

/// Alone on grey, 48 pixels square, as seen from its right.
RenderedClip portrait(const Entity& entity)
{
    Scene scene;
    scene.world = World::v1;
    scene.entities.push_back(entity);
    scene.style = Style::flat;
    frame_subject(scene);
    RenderOptions options;
    options.cut_out = true;
    options.maps = true;
    return render(scene, 48, 48, 1, 12, options);
}

std::string named(Kind kind, Action action = Action::stand)
{
    return std::string(name(Axis::kind, static_cast<int>(kind))) + " " +
           std::string(name(Axis::action, static_cast<int>(action)));
}

} // namespace

TEST_CASE("no two animals have the same silhouette", "[world][render][animals]")
{
    std::vector<RenderedClip> portraits;
    for (const Kind kind : animals()) {
        portraits.push_back(portrait(animal(kind)));
    }
    for (std::size_t a = 0; a < portraits.size(); ++a) {
        for (std::size_t b = a + 1; b < portraits.size(); ++b) {
            double both = 0;
            double either = 0;
            for (std::size_t i = 0; i < portraits[a].who.size(); ++i) {
                both += portraits[a].who[i] == 1 && portraits[b].who[i] == 1 ? 1 : 0;
                either += portraits[a].who[i] == 1 || portraits[b].who[i] == 1 ? 1 : 0;
            }
            INFO(named(animals()[a]) << ", " << named(animals()[b]));
            CHECK(both / either < 0.82);
        }
    }
}

TEST_CASE("two genomes of a kind look different", "[world][render][animals]")
{
    for (const Kind kind : animals()) {
        Entity one = animal(kind);
        one.genome = {0.5, 0.1, 0.2, 0.2, 0.1, 0.2, 0.5, 0.3, 1, 0, 0, 0};
        Entity other = one;
        other.genome = {0.5, 0.9, 0.8, 0.8, 0.9, 0.9, 0.5, 0.3, 6, 0, 1, 5};
        const auto a = portrait(one);
        const auto b = portrait(other);
        int different = 0;
        int seen = 0;
        for (std::size_t i = 0; i < a.who.size(); ++i) {
            seen += a.who[i] == 1 ? 1 : 0;
            different += std::abs(a.rgb[3 * i] - b.rgb[3 * i]) > 24 ? 1 : 0;
        }
        INFO(named(kind));
        CHECK(different > 0.06 * seen);
    }
}

TEST_CASE("an animal wears both of its colours", "[world][render][animals]")
{
    for (const Kind kind : animals()) {
        if (drawn(World::v0, Axis::kind, static_cast<int>(kind))) {
            continue; // half of those are of one colour
        }
        const auto shows = [&](const auto& clip, bool warm) {
            int count = 0;
            for (std::size_t i = 0; i < clip.who.size(); ++i) {
                const int difference = clip.rgb[3 * i] - clip.rgb[3 * i + 2];
                count += clip.who[i] == 1 && (warm ? difference > 60 : difference < -40) ? 1 : 0;
            }
            return count;
        };
        int most = 0; // markings differ with the genome
        for (const std::uint8_t pattern : {0, 1, 2}) {
            Entity entity = animal(kind);
            entity.genome.clothes = pattern;
            const auto clip = portrait(entity);
            most = std::max(most, shows(clip, true));
            INFO(named(kind));
            CHECK(shows(clip, false) > 24);
        }
        INFO(named(kind));
        CHECK(most > 8);
    }
}

TEST_CASE("an animal's solids stay the same ones while it moves", "[world][render][animals]")
{
    const auto solids = [](const Figure& figure) {
        std::vector<std::tuple<Solid::Form, PixelPart, int>> found;
        for (const Solid& solid : figure) {
            if (!solid.decal) {
                found.emplace_back(solid.form, solid.part, solid.group);
            }
        }
        return found;
    };
    for (const Kind kind : animals()) {
        for (int a = 0; a < classes(Axis::action); ++a) {
            const auto action = static_cast<Action>(a);
            if (!can(kind, action)) {
                continue;
            }
            INFO(named(kind, action));
            const Entity entity = animal(kind, action);
            const bool jumps = kind == Kind::bird && action == Action::jump;
            const auto first = solids(figure_of(entity, 0, eye));
            CHECK(first.size() <= 60);
            for (double t = 0.2; t < 2.7 && !jumps; t += 0.2) {
                CHECK(solids(figure_of(entity, t, eye)) == first);
            }
        }
    }
}

TEST_CASE("a bear rears up and holds", "[world][render][animals]")
{
    const Entity bear = animal(Kind::bear, Action::stand_up);
    const double before = top_of(figure_of(bear, 0, eye));
    CHECK(top_of(figure_of(bear, 0.4, eye)) < before); // it crouches first
    CHECK(top_of(figure_of(bear, 1.6, eye)) > 1.45 * before);
    CHECK(top_of(figure_of(bear, 2.7, eye)) > 1.45 * before);
    CHECK(bottom_of(figure_of(bear, 2.7, eye)) == Approx(0).margin(0.06));
}

TEST_CASE("what sits has its trunk on the ground and its head up", "[world][render][animals]")
{
    for (const Kind kind : {Kind::dog, Kind::cat, Kind::rabbit, Kind::bear}) {
        INFO(named(kind));
        const Entity entity = animal(kind, Action::sit);
        const auto rump = [&](double seconds) {
            double low = 10;
            for (const Solid& solid : figure_of(entity, seconds, eye)) {
                low = std::min(low, solid.part == PixelPart::body ? extent_of(solid).first : low);
            }
            return low / height_of(entity);
        };
        CHECK(rump(2) < 0.1);
        CHECK(rump(2) > -0.06);
        CHECK(rump(2) < rump(0));
        CHECK(middle_of(figure_of(entity, 2, eye), PixelPart::head).y >
              0.9 * middle_of(figure_of(entity, 0, eye), PixelPart::head).y);
    }
}

TEST_CASE("who turns round faces the other way after two seconds and holds",
          "[world][render][animals]")
{
    for (const Kind kind : {Kind::dog, Kind::cat, Kind::fish, Kind::snake}) {
        INFO(named(kind));
        const Entity entity = animal(kind, Action::turn);
        CHECK(middle_of(figure_of(entity, 0, eye), PixelPart::head).x > 0.05);
        CHECK(middle_of(figure_of(entity, 2.1, eye), PixelPart::head).x < -0.05);
        CHECK(middle_of(figure_of(entity, 2.7, eye), PixelPart::head).x < -0.05);
        CHECK(middle_of(figure_of(entity, 1.05, eye), PixelPart::head).z < -0.05); // to the camera
    }
}

TEST_CASE("a head turns to where the eyes go", "[world][render][animals]")
{
    for (const Kind kind : animals()) {
        if (!can(kind, Action::look_at)) {
            continue;
        }
        INFO(named(kind));
        Entity entity = animal(kind, Action::look_at);
        const auto head = [&] {
            return middle_of(figure_of(entity, 2, eye), PixelPart::head).z;
        };
        const double ahead = head();
        for (const double gaze : {0.9, -0.9}) { // faces right: its left is away from the camera
            entity.gaze = gaze;
            CHECK((head() - ahead) * gaze > 0.01 * height_of(entity));
        }
    }
}

TEST_CASE("a nod goes up and down, a shaken head left and right", "[world][render][animals]")
{
    const auto range = [](const Entity& entity, auto of) {
        double least = 100;
        double most = -100;
        for (double t = 0; t < 2.7; t += 0.05) {
            const double value = of(middle_of(figure_of(entity, t, eye), PixelPart::head));
            least = std::min(least, value);
            most = std::max(most, value);
        }
        return (most - least) / height_of(entity);
    };
    for (const Kind kind : animals()) {
        INFO(named(kind));
        const auto up = [](const Vec3& v) {
            return v.y;
        };
        const auto across = [](const Vec3& v) {
            return v.z;
        };
        if (can(kind, Action::nod)) {
            CHECK(range(animal(kind, Action::nod), up) > 0.04);
            CHECK(range(animal(kind, Action::nod), across) < 0.01);
        }
        if (can(kind, Action::shake_head)) {
            CHECK(range(animal(kind, Action::shake_head), across) > 0.06);
        }
    }
}

TEST_CASE("nothing of a swimmer at the surface shows below the water", "[world][render][animals]")
{
    for (const Kind kind : {Kind::dog, Kind::bear, Kind::duck}) {
        INFO(named(kind));
        const Entity entity = animal(kind, Action::swim);
        for (double t = 0; t < 2.7; t += 0.3) {
            const Figure figure = figure_of(entity, t, eye);
            CHECK(bottom_of(figure) > -0.16 * height_of(entity));
            CHECK(top_of(figure) > 0.25 * height_of(entity)); // the head is out
            for (const Solid& solid : figure) {
                const bool under = solid.part == PixelPart::leg || solid.part == PixelPart::foot;
                CHECK((!under || solid.alpha == 0));
            }
        }
    }
}

TEST_CASE("an animal stands on the ground and is as high as it says", "[world][render][animals]")
{
    for (const Kind kind : animals()) {
        INFO(named(kind));
        const Entity entity = animal(kind);
        const Figure figure = figure_of(entity, 0.4, eye);
        const double height = height_of(entity);
        CHECK(top_of(figure) > 0.8 * height);
        CHECK(top_of(figure) < 1.55 * height); // a rabbit's ears, a cat's tail
        CHECK(bottom_of(figure) > -0.07 * height);
        CHECK(bottom_of(figure) < (kind == Kind::fish ? 0.4 : 0.07) * height);
    }
}

TEST_CASE("a snake goes through its bends, which lie still on the ground",
          "[world][render][animals]")
{
    const Entity snake = animal(Kind::snake, Action::walk);
    const auto spine = [&](double seconds) { // behind the neck
        std::vector<Vec3> points;
        for (const Solid& solid : figure_of(snake, seconds, eye)) {
            if (solid.group == 1 && !solid.decal) {
                points.push_back(solid.b);
            }
        }
        REQUIRE(points.size() > 10);
        return std::vector<Vec3>(points.begin() + 3, points.end());
    };
    const auto before = spine(0);
    const auto after = spine(0.4);
    int compared = 0;
    for (const Vec3& point : before) {
        for (std::size_t i = 0; i + 1 < after.size(); ++i) {
            const Vec3& ahead = after[i];
            const Vec3& behind = after[i + 1];
            if (point.x <= ahead.x && point.x > behind.x) {
                const double share = (point.x - behind.x) / (ahead.x - behind.x);
                CHECK(mix(behind, ahead, share).z == Approx(point.z).margin(0.06));
                ++compared;
            }
        }
    }
    CHECK(compared > 4);
    CHECK(before.front().z != Approx(after.front().z).margin(0.02));
}
