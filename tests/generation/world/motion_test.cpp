#include "generation/world/motion.hpp"

#include <catch2/catch.hpp>

#include <cmath>

using namespace rushlight::generation::world;

namespace {

Entity walker(Kind kind, Action action)
{
    Entity entity;
    entity.kind = kind;
    entity.action = action;
    entity.speed = 1.1;
    entity.genome.phase = 0.3;
    return entity;
}

} // namespace

TEST_CASE("a planted foot does not slide over the ground", "[world][motion]")
{
    for (const Action action : {Action::walk, Action::run}) {
        const Entity entity = walker(Kind::person, action);
        int planted = 0;
        for (double t = 0; t < 2; t += 1.0 / 96) {
            const Moment now = moment_at(entity, t);
            const Moment then = moment_at(entity, t + 1.0 / 96);
            for (const int limb : {0, 1}) {
                const Foot a = foot_at(entity, now, limb);
                const Foot b = foot_at(entity, then, limb);
                if (a.planted && b.planted && b.along < a.along) {
                    ++planted;
                    CHECK(now.root.x + a.along == Approx(then.root.x + b.along).margin(1e-9));
                }
            }
        }
        CHECK(planted > 60);
    }
}

TEST_CASE("a foot is on the ground at its contact and in front of the body", "[world][motion]")
{
    for (const Kind kind : {Kind::person, Kind::dog, Kind::horse}) {
        const Entity entity = walker(kind, Action::walk);
        const auto found = contacts(entity, 2.75);
        CHECK(found.size() >= 4);
        for (const Contact& contact : found) {
            const Moment moment = moment_at(entity, contact.time + 1e-6);
            const Foot foot = foot_at(entity, moment, contact.limb);
            CHECK(foot.lift == Approx(0).margin(1e-4));
            CHECK(foot.along > 0);
        }
    }
}

TEST_CASE("a bounce and a jump touch the ground where they say", "[world][motion]")
{
    for (const auto& [kind, action] :
         {std::pair{Kind::ball, Action::bounce}, std::pair{Kind::person, Action::jump}}) {
        const Entity entity = walker(kind, action);
        const auto found = contacts(entity, 3);
        REQUIRE(found.size() >= 2);
        for (const Contact& contact : found) {
            CHECK(moment_at(entity, contact.time).lift == Approx(0).margin(0.02));
            CHECK(moment_at(entity, contact.time - 0.1).lift > 0.05);
        }
    }
}

TEST_CASE("what stands makes no contacts and stays where it is", "[world][motion]")
{
    const Entity entity = walker(Kind::cat, Action::stand);
    CHECK(contacts(entity, 5).empty());
    CHECK(moment_at(entity, 5).root == moment_at(entity, 0).root);
}
