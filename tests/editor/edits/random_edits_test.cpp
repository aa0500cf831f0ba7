// Seeded random edits: none may leave a violation, and undoing them all gives the first value
// again. RUSHLIGHT_RANDOM_EDITS sets how many (1,000; by hand 100,000).
#include "editor/edits/attributes.hpp"
#include "editor/edits/captions.hpp"
#include "editor/edits/effects.hpp"
#include "editor/edits/history.hpp"
#include "editor/edits/move.hpp"
#include "editor/edits/rearrange.hpp"
#include "editor/edits/remove.hpp"
#include "editor/edits/sound.hpp"
#include "editor/edits/speed.hpp"
#include "editor/edits/split.hpp"
#include "editor/edits/tracks.hpp"
#include "editor/edits/transition.hpp"
#include "editor/edits/trim.hpp"
#include "tests/editor/film_words.hpp"

#include <catch2/catch.hpp>

#include <cstdlib>
#include <random>

using namespace rushlight::editor;
using namespace rushlight::editor::tests;

namespace {

struct Dice {
    std::mt19937_64 engine;

    std::int64_t between(std::int64_t least, std::int64_t most)
    {
        const auto span = static_cast<std::uint64_t>(most - least + 1);
        return least + static_cast<std::int64_t>(engine() % span);
    }

    const Track& track(const Timeline& t)
    {
        return *t.tracks[static_cast<std::size_t>(
            between(0, static_cast<std::int64_t>(t.tracks.size()) - 1))];
    }

    Id item(const Timeline& t)
    {
        const Items& items = track(t).items;
        if (items.empty()) {
            return 0;
        }
        return items
            .at(static_cast<std::size_t>(between(0, static_cast<std::int64_t>(items.size()) - 1)))
            .id;
    }

    Clip clip()
    {
        Clip made;
        made.name = std::string(1, static_cast<char>('a' + between(0, 25)));
        made.source = Media{"asset", {}, Time(between(30, 200), 24)};
        made.source_start = Time(between(0, 20), 24);
        return made;
    }

    std::optional<Timeline> move_somewhere(const Timeline& t, std::int64_t frame)
    {
        const Track& target = track(t);
        return move(t, item(t), target.id, target.kind == TrackKind::audio ? frame * 1777 : frame);
    }

    std::optional<Timeline> freeze_somewhere(const Timeline& t, std::int64_t frames)
    {
        const Id id = item(t);
        const auto place = find_item(t, id);
        return place ? freeze_frame(t, id, start_of(t, *place) + between(0, 5), frames)
                     : std::nullopt;
    }

    std::optional<Timeline> edit(const Timeline& t)
    {
        const std::int64_t frame = between(0, std::min<std::int64_t>(length(t) + 5, 3000));
        const std::int64_t by = between(-12, 12);
        const std::vector<Id> tracks{track(t).id, track(t).id};
        const Id v = t.tracks[static_cast<std::size_t>(between(0, 1))]->id;
        const Id a = t.tracks.back()->id;
        const std::int64_t frames = between(1, 10);
        const bool on_audio = between(0, 1) == 1;
        switch (between(0, 35)) {
        case 0:
            return append(t, {{v, clip(), frames}, {a, clip(), frames * 2000}});
        case 1:
        case 2:
            return insert(t, frame, {{v, clip(), frames}, {a, clip(), frames * 2000}});
        case 3:
        case 4:
            return overwrite(t, frame, {{v, clip(), frames}, {a, clip(), frames * 1999}});
        case 5:
            return insert_title(t, frame, frames, {"Title"}, between(0, 4));
        case 6:
            return lift(t, {item(t)});
        case 7:
            return extract(t, item(t));
        case 8:
            return lift_range(t, frame, frame + frames, tracks);
        case 9:
            return extract_range(t, frame, frame + frames);
        case 10:
            return close_gap(t, item(t));
        case 11:
            return split(t, frame, tracks);
        case 12:
            return ripple_trim(t, item(t), on_audio ? Edge::head : Edge::tail, by);
        case 13:
            return roll(t, item(t), by * (on_audio ? 700 : 1));
        case 14:
            return slip(t, item(t), by);
        case 15:
            return slide(t, item(t), by);
        case 16:
            return move_somewhere(t, frame);
        case 17:
            return set_transition(t, item(t), {"dissolve", between(0, 9), between(0, 9)});
        case 18:
            return set_speed(t, item(t), Time(between(-3, 5), between(1, 5)), on_audio);
        case 19:
            return duplicate(t, item(t));
        case 20:
            return swap_with_next(t, item(t));
        case 21:
            return join(t, item(t));
        case 22:
            return nudge(t, item(t), by);
        case 23:
            return trim_to(t, item(t), on_audio ? Edge::head : Edge::tail, frame);
        case 24:
            return fit_to_fill(
                t, frame, frame + frames, {{v, clip(), frames + 3}, {a, clip(), frames * 1777}});
        case 25: {
            const Media media{"other", {}, Time(between(30, 200), 24)};
            return replace(t, item(t), media, Time(between(0, 20), 24), "r");
        }
        case 26:
            return insert_caption(
                t, frame, frames, {{{"said", ""}}, {}, ""}, on_audio ? "en" : "de");
        case 27:
            return set_caption(t, item(t), {{{"said so", ""}}, {}, ""});
        case 28:
            return add_effect(t, item(t), {"letterbox", 1, {{"ratio", 1.0 + 0.1 * by}}});
        case 29:
            return move_effect(t, item(t), 0, static_cast<std::size_t>(between(0, 2)));
        case 30:
            return copy_effects(t, item(t), item(t));
        case 31:
            return set_speed_ramp(t,
                                  item(t),
                                  {{between(0, 9), between(0, 30000)},
                                   {between(10, 20), between(0, 30000)},
                                   {between(21, 40), between(1, 30000)}});
        case 32:
            return freeze_somewhere(t, frames);
        case 33:
            return set_clip_sound(t, item(t), {{"peak", 1, {{"db", 1.0 * by}}}});
        case 34: {
            const Track& heard = track(t);
            TrackSound sound = sound_of(heard);
            sound.role = on_audio ? "dialogue" : "music";
            sound.gain_db = static_cast<double>(by);
            return set_track_sound(t, heard.id, sound);
        }
        default: {
            TrackFlags flags;
            flags.sync = between(0, 3) != 0;
            return set_flags(t, track(t).id, flags);
        }
        }
    }
};

} // namespace

TEST_CASE("random edits leave no violation and undo to the first value", "[editor][random]")
{
    const char* asked = std::getenv("RUSHLIGHT_RANDOM_EDITS");
    const long edits = asked ? std::atol(asked) : 1000;
    const auto rate = GENERATE(Time(24), Time(30000, 1001));
    Dice dice{std::mt19937_64(20261121)};
    Timeline first = linked_film("ABCDEF");
    first.rate = rate;
    // at another rate the linked sound no longer ends on the frame: begin with what fits
    first = rate == Time(24) ? first : empty_timeline({1280, 720}, rate, 2, 2);
    REQUIRE(violations(first).empty());
    History<Timeline> history(first);
    long done = 0;
    for (long i = 0; i < edits; ++i) {
        Timeline now = *history.now();
        if (length(now) > 3000) {
            now = *extract_range(now, 100, 2900);
        }
        const auto after = dice.edit(now);
        if (!after) {
            continue;
        }
        ++done;
        const auto wrong = violations(*after);
        if (!wrong.empty()) {
            FAIL("edit " << i << ": " << wrong.front());
        }
        history.commit(*after, "edit");
    }
    CHECK(done > edits / 4);
    std::vector<std::shared_ptr<const Timeline>> values;
    for (const auto& version : history.versions()) {
        values.push_back(version.value);
    }
    while (history.undo()) {
    }
    CHECK(*history.now() == first);
    while (history.redo()) {
    }
    CHECK(*history.now() == *values.back());
}
