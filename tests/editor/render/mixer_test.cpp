#include "editor/edits/attributes.hpp"
#include "editor/edits/speed.hpp"
#include "editor/edits/split.hpp"
#include "editor/edits/tracks.hpp"
#include "editor/edits/transition.hpp"
#include "editor/render/mixer.hpp"
#include "tests/editor/film_words.hpp"

#include <catch2/catch.hpp>

#include <cmath>

using namespace rushlight::editor;
using namespace rushlight::editor::tests;

namespace {

/// Every sample is different: left tells the source sample, right the same negated.
class Ruler : public SoundSource {
public:
    static float value(std::int64_t n) { return static_cast<float>((n * 7 + 13) % 997) / 1000.0F; }

    void sound(const Media&, std::int64_t first, std::span<float> stereo) override
    {
        for (std::size_t i = 0; i < stereo.size() / 2; ++i) {
            const auto n = first + static_cast<std::int64_t>(i);
            stereo[2 * i] = n < 0 ? 0 : value(n);
            stereo[2 * i + 1] = -stereo[2 * i];
        }
    }
};

/// A steady 1, to see envelopes.
class Steady : public SoundSource {
public:
    void sound(const Media&, std::int64_t, std::span<float> stereo) override
    {
        std::fill(stereo.begin(), stereo.end(), 1.0F);
    }
};

std::vector<float> mix_all(SoundSource& source, const Timeline& film)
{
    Mixer mixer(source);
    return mixer.mix(film, 0, rushlight::assets::frame_sample(length(film), film.rate));
}

} // namespace

TEST_CASE("a clip sounds its source's samples unchanged, to the sample", "[editor][mixer]")
{
    Ruler ruler;
    const auto sound = mix_all(ruler, linked_film("A"));
    REQUIRE(sound.size() == 40000);
    for (const std::size_t n : {100U, 5000U, 19000U}) {
        CHECK(sound[2 * n] == Ruler::value(10000 + static_cast<std::int64_t>(n)));
        CHECK(sound[2 * n + 1] == -Ruler::value(10000 + static_cast<std::int64_t>(n)));
    }
}

TEST_CASE("a through edit is bit-identical to the uncut clip", "[editor][mixer]")
{
    Ruler ruler;
    const Timeline film = linked_film("AB");
    const Timeline cut = *split(film, 4, {track_id(film, "V1"), track_id(film, "A1")});
    CHECK(mix_all(ruler, cut) == mix_all(ruler, film));
    Mixer mixer(ruler); // in uneven pieces too
    std::vector<float> pieces;
    for (std::int64_t at = 0; at < 40000; at += 777) {
        const auto part = mixer.mix(film, at, std::min<std::int64_t>(777, 40000 - at));
        pieces.insert(pieces.end(), part.begin(), part.end());
    }
    CHECK(pieces == mix_all(ruler, film));
}

TEST_CASE("a cut between two sources gets a crossfade of 2 ms that keeps the level",
          "[editor][mixer]")
{
    Steady steady;
    const auto sound = mix_all(steady, linked_film("AB"));
    float least = 2;
    for (std::size_t n = 200; n < 39800; ++n) {
        least = std::min(least, sound[2 * n]);
    }
    CHECK(least == Approx(1).margin(1e-5));
    CHECK(sound[0] < 0.02F); // in and out of silence too
    CHECK(sound[2 * 96] == 1.0F);
    CHECK(sound[sound.size() - 2] < 0.02F);
    const auto pieces = plan_sound(linked_film("AB"), 0, 40000);
    REQUIRE(pieces.size() == 2);
    CHECK(pieces[0].to == 20000 + 48);
    CHECK(pieces[1].from == 20000 - 48);
}

TEST_CASE("fades, level, pan and mute are heard", "[editor][mixer]")
{
    Steady steady;
    Timeline film = linked_film("A");
    const Id clip = id_of(film, "A1", "A");
    film = *set_fades(film, clip, 10000, 0);
    film = *set_level(film, clip, -6.0206, 0.5);
    const auto sound = mix_all(steady, film);
    CHECK(sound[2 * 15000 + 1] == Approx(0.5).epsilon(0.001)); // right
    CHECK(sound[2 * 15000] == Approx(0.25).epsilon(0.001));    // left
    CHECK(sound[2 * 5000 + 1] == Approx(0.25).epsilon(0.01));  // half-way in
    TrackFlags flags;
    flags.muted = true;
    const auto muted = mix_all(steady, *set_flags(film, track_id(film, "A1"), flags));
    CHECK(std::all_of(muted.begin(), muted.end(), [](float s) { return s == 0; }));
    flags.muted = false;
    flags.solo = true;
    const auto other_solo = mix_all(steady, *set_flags(film, track_id(film, "A2"), flags));
    CHECK(other_solo == muted);
}

TEST_CASE("a transition between sounds keeps their power", "[editor][mixer]")
{
    Steady steady;
    Timeline film = linked_film("AB");
    film = *set_transition(film, id_of(film, "A1", "B"), {"dissolve", 4000, 4000});
    const auto pieces = plan_sound(film, 0, 40000);
    const float a = pieces[0].ramps.back().at(20000);
    const float b = pieces[1].ramps.front().at(20000);
    CHECK(a * a + b * b == Approx(1).epsilon(1e-4));
    CHECK(mix_all(steady, film)[2 * 10000] == 1.0F);
}

TEST_CASE("backward a clip sounds its part's samples from the last to the first", "[editor][mixer]")
{
    Ruler ruler;
    Timeline film = linked_film("AB");
    const auto forward = mix_all(ruler, film);
    film = *set_speed(film, id_of(film, "V1", "A"), -1);
    const auto sound = mix_all(ruler, film);
    REQUIRE(sound.size() == 80000);
    for (const std::size_t n : {100U, 5000U, 19000U}) {
        CHECK(sound[2 * n] == Ruler::value(30000 - 1 - static_cast<std::int64_t>(n)));
        CHECK(sound[2 * n + 1] == -sound[2 * n]);
    }
    CHECK(std::equal(sound.begin() + 40200, sound.end(), forward.begin() + 40200));
}

TEST_CASE("double speed without kept pitch reads twice as fast", "[editor][mixer]")
{
    Ruler ruler;
    Timeline film = linked_film("A");
    film = *set_speed(film, id_of(film, "V1", "A"), 2, false);
    const auto sound = mix_all(ruler, film);
    REQUIRE(sound.size() == 20000);
    CHECK(sound[2 * 3000] == Approx(Ruler::value(10000 + 6000)).margin(1e-5));
}
