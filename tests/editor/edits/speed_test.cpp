#include "editor/edits/rearrange.hpp"
#include "editor/edits/speed.hpp"
#include "editor/edits/split.hpp"
#include "editor/edits/trim.hpp"
#include "editor/render/plan.hpp"
#include "tests/editor/film_words.hpp"

#include <catch2/catch.hpp>

#include <cmath>

using namespace rushlight::editor;
using namespace rushlight::editor::tests;

namespace {

/// Frames of the source that V1 shows, one a frame of the film; −1 where there is none.
std::vector<std::int64_t> shown(const Timeline& film)
{
    std::vector<std::int64_t> frames;
    for (std::int64_t f = 0; f < film.tracks[0]->items.length(); ++f) {
        const FramePlan plan = plan_frame(film, f);
        frames.push_back(plan.stages.empty() ? -1 : plan.stages[0].to->time.floor_at(24));
    }
    return frames;
}

using Frames = std::vector<std::int64_t>;

Timeline with_ramp(const Timeline& film, const std::vector<SpeedKey>& keys)
{
    return around(film,
                  [&](const Timeline& t) { return set_speed_ramp(t, id_of(t, "V1", "A"), keys); });
}

/// A film of one clip of 200 frames on V1.
Timeline long_film(const Time& rate = 24)
{
    Timeline film = empty_timeline({1280, 720}, rate, 1, 1);
    Clip clip;
    clip.name = "A";
    clip.source = Media{"asset", {}, Time(100)};
    clip.source_start = 1;
    return *append(film, {{film.tracks[0]->id, clip, 200}});
}

} // namespace

TEST_CASE("backward a clip shows its part's frames from the last to the first", "[editor][speed]")
{
    const Timeline film = linked_film("AB");
    const Id a = id_of(film, "V1", "A");
    const Timeline back = around(film, [&](const Timeline& t) { return set_speed(t, a, -1); });
    CHECK(shown(back) ==
          Frames{14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14});
    const Timeline slow =
        around(film, [&](const Timeline& t) { return set_speed(t, a, Time(-1, 2)); });
    CHECK(picture(slow, "V1") == "A20@15 B10");
    CHECK(picture(slow, "A1") == "A20@15 B10");
    CHECK(shown(slow)[0] == 14);
    CHECK(shown(slow)[1] == 14);
    CHECK(shown(slow)[19] == 5);
    const Timeline fast = around(film, [&](const Timeline& t) { return set_speed(t, a, -2); });
    CHECK(shown(fast)[0] == 13);
    CHECK(shown(fast)[4] == 5);
    const Timeline again = around(back, [&](const Timeline& t) { return set_speed(t, a, 1); });
    CHECK(again == film);
}

TEST_CASE("a clip that runs backward has its handles at the other ends", "[editor][speed]")
{
    Timeline film = linked_film("AB");
    const Id a = id_of(film, "V1", "A");
    film = *set_speed(film, a, Time(-1, 2)); // 5 frames of source on both sides: 10 of film
    const Timeline longer =
        around(film, [&](const Timeline& t) { return ripple_trim(t, a, Edge::head, -10); });
    CHECK(picture(longer, "V1") == "A30@20 B10");
    CHECK(shown(longer)[0] == 19);
    CHECK_FALSE(ripple_trim(film, a, Edge::head, -11));
    const Timeline later =
        around(film, [&](const Timeline& t) { return ripple_trim(t, a, Edge::tail, 10); });
    CHECK(shown(later)[29] == 0);
    CHECK_FALSE(ripple_trim(film, a, Edge::tail, 11));
    const Timeline slipped = around(film, [&](const Timeline& t) { return slip(t, a, 10); });
    CHECK(shown(slipped)[0] == 19);
    CHECK_FALSE(slip(film, a, 11));
    const Timeline cut = *split(film, 7, {track_id(film, "V1"), track_id(film, "A1")});
    CHECK(shown(cut) == shown(film));
    const Id right = cut.tracks[0]->items.at(1).id;
    CHECK(around(cut, [&](const Timeline& t) { return join(t, right); }) == film);
}

TEST_CASE("a frame is held, and behind it the clip goes on", "[editor][speed]")
{
    const Timeline film = linked_film("AB");
    const Id a = id_of(film, "V1", "A");
    const Timeline held = around(film, [&](const Timeline& t) { return freeze_frame(t, a, 4, 3); });
    CHECK(shown(held) ==
          Frames{5, 6, 7, 8, 9, 9, 9, 9, 10, 11, 12, 13, 14, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14});
    CHECK(picture(held, "A1") == "A4 .3 A6@9 B10");
    const Timeline first =
        around(film, [&](const Timeline& t) { return freeze_frame(t, a, 0, 2); });
    CHECK(picture(first, "V1") == "A2 A10 B10");
    CHECK(shown(first)[1] == 5);
    const Timeline back = around(*set_speed(film, a, -1),
                                 [&](const Timeline& t) { return freeze_frame(t, a, 4, 2); });
    const Frames all = shown(back);
    CHECK(Frames(all.begin(), all.begin() + 8) == Frames{14, 13, 12, 11, 10, 10, 10, 9});
    const Id still = held.tracks[0]->items.at(1).id;
    const Timeline longer =
        around(held, [&](const Timeline& t) { return ripple_trim(t, still, Edge::tail, 500); });
    CHECK(shown(longer)[400] == 9); // a held frame has no end
    CHECK_FALSE(set_speed(held, still, 2));
    CHECK_FALSE(freeze_frame(film, a, 10, 3));
    CHECK_FALSE(freeze_frame(film, a, 4, 0));
    CHECK_FALSE(freeze_frame(film, id_of(film, "A1", "A"), 4, 3));
}

TEST_CASE("a ramp's source time is the integral of its speed", "[editor][speed]")
{
    const Timeline film =
        with_ramp(long_film(), {{10, 10000}, {50, 2500}, {80, 2500}, {81, 40000}});
    const Item& item = film.tracks[0]->items.at(0);
    const auto speed = [](double f) {
        return f < 10   ? 1.0
               : f < 50 ? 1 - 0.75 * (f - 10) / 40
               : f < 80 ? 0.25
               : f < 81 ? 0.25 + 3.75 * (f - 80)
                        : 4.0;
    };
    double integral = 0; // frames of source, in steps of 1/1000
    for (std::int64_t n = 0; n < item.length; ++n) {
        const double time = (source_time(*item.clip, n, 24) - Time(1)).seconds() * 24;
        CHECK(std::abs(time - integral) < 0.5e-4 * static_cast<double>(n + 1) + 1e-6);
        for (int i = 0; i < 1000; ++i) {
            integral += speed(static_cast<double>(n) + (i + 0.5) / 1000) / 1000;
        }
    }
    CHECK(integral > 196); // the same part of the source as before, to a frame of the last speed
    CHECK(integral <= 200 + 0.01);
}

TEST_CASE("splits and trims keep every source time of a ramp exactly", "[editor][speed]")
{
    const auto rate = GENERATE(Time(24), Time(30000, 1001));
    const Timeline film = with_ramp(long_film(rate), {{3, 12345}, {70, 777}, {90, 31415}});
    const auto times = [](const Timeline& t) {
        std::vector<Time> all;
        for (std::int64_t f = 0; f < t.tracks[0]->items.length(); ++f) {
            all.push_back(plan_frame(t, f).stages.at(0).to->time);
        }
        return all;
    };
    const auto whole = times(film);
    const Timeline cut = around(film, [&](const Timeline& t) {
        return split(*split(t, 20, {t.tracks[0]->id}), 77, {t.tracks[0]->id});
    });
    CHECK(times(cut) == whole);
    const Id a = id_of(film, "V1", "A");
    const Timeline trimmed =
        around(film, [&](const Timeline& t) { return ripple_trim(t, a, Edge::head, 31); });
    CHECK(times(trimmed) == std::vector<Time>(whole.begin() + 31, whole.end()));
    CHECK(around(trimmed, [&](const Timeline& t) { return ripple_trim(t, a, Edge::head, -31); }) ==
          film);
    CHECK_FALSE(ripple_trim(film, a, Edge::head, -1000)); // beyond the source
    const Timeline back = around(film, [&](const Timeline& t) {
        return set_speed_ramp(*set_speed(t, a, -1), a, {{0, 10000}, {20, 5000}});
    });
    CHECK(back.tracks[0]->items.at(0).clip->speed == Time(-1));
    CHECK(times(back)[0] > times(back)[1]);
}

TEST_CASE("a ramp that is none, or never reaches the part's end, is not made", "[editor][speed]")
{
    const Timeline film = long_film();
    const Id a = id_of(film, "V1", "A");
    CHECK_FALSE(set_speed_ramp(film, a, {}));
    CHECK_FALSE(set_speed_ramp(film, a, {{5, 10000}, {5, 20000}}));
    CHECK_FALSE(set_speed_ramp(film, a, {{0, -1}}));
    CHECK_FALSE(set_speed_ramp(film, a, {{0, 1000001}}));
    CHECK_FALSE(set_speed_ramp(film, a, {{0, 10000}, {100, 0}}));
    const Timeline slow = with_ramp(film, {{0, 0}, {24, 10000}});
    CHECK_FALSE(set_speed_ramp(slow, a, {{0, 0}, {24, 10000}})); // changes nothing
}
