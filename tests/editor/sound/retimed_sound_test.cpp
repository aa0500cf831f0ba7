#include "editor/edits/attributes.hpp"
#include "editor/edits/speed.hpp"
#include "editor/edits/split.hpp"
#include "editor/render/mixer.hpp"
#include "tests/editor/film_words.hpp"
#include "tests/editor/sounds.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>

using namespace rushlight::editor;
using namespace rushlight::editor::tests;

namespace {

/// A film of one clip on A1: `frames` frames of a source that it enters after three seconds.
Timeline film_of(std::int64_t frames, const Time& speed, bool keep_pitch = true)
{
    Timeline film = empty_timeline({1280, 720}, 24, 1, 1);
    Clip clip;
    clip.name = "tone";
    clip.source = Media{"tone", {}, Time(60)};
    clip.source_start = 3;
    film = *append(film, {{film.tracks[1]->id, clip, frames * 2000}});
    return speed == Time(1) ? film : *set_speed(film, id_of(film, "A1", "tone"), speed, keep_pitch);
}

/// The same with a speed that rises from 1 to 2 between 0.75 and 2 seconds.
Timeline ramped(std::int64_t frames, bool keep_pitch)
{
    const Timeline film = film_of(frames, 1);
    return *set_speed_ramp(film, id_of(film, "A1", "tone"), {{18, 10000}, {48, 20000}}, keep_pitch);
}

std::vector<float> heard(SoundSource& source, const Timeline& film, std::int64_t piece = 48000)
{
    Mixer mixer(source);
    const std::int64_t end = film.tracks.back()->items.length();
    std::vector<float> all;
    for (std::int64_t at = 0; at < end; at += piece) {
        const auto part = mixer.mix(film, at, std::min(piece, end - at));
        all.insert(all.end(), part.begin(), part.end());
    }
    return all;
}

} // namespace

TEST_CASE("a ramp keeps the pitch of a tone, and lets it follow without its switch",
          "[editor][sound]")
{
    Tone tone(440);
    const auto kept = heard(tone, ramped(96, true));
    for (std::size_t at = 2400; at + 12000 < kept.size() / 2; at += 12000) {
        CHECK(std::abs(cents(pitch_of(kept, at, at + 12000), 440)) < 5);
    }
    const auto free = heard(tone, ramped(96, false));
    CHECK(std::abs(cents(pitch_of(free, 2400, 24000), 440)) < 1);
    CHECK(std::abs(cents(pitch_of(free, 97000, 110000), 880)) < 1);
    CHECK(std::abs(cents(pitch_of(free, 59000, 61000), 440 * 1.4)) < 60); // at 1.25 s
}

TEST_CASE("what happens in a source is heard where the ramp brings it", "[editor][sound]")
{
    Blips blips;
    const Timeline film = ramped(96, true);
    const auto sound = heard(blips, film);
    const Item& item = film.tracks[1]->items.at(0);
    for (std::int64_t second = 4; second <= 6; ++second) {
        std::int64_t due = 0;
        while (source_time(*item.clip, due, sample_rate) < Time(second)) {
            ++due;
        }
        std::int64_t loudest = due - 4800;
        for (std::int64_t n = due - 4800; n < std::min(item.length, due + 4800); ++n) {
            if (std::abs(sound[static_cast<std::size_t>(2 * n)]) >
                std::abs(sound[static_cast<std::size_t>(2 * loudest)])) {
                loudest = n;
            }
        }
        INFO(second);
        CHECK(std::abs(loudest - due) < 720); // 15 ms
    }
}

TEST_CASE("a slower or faster tone keeps its pitch to 5 cents and its level, over seams too",
          "[editor][sound]")
{
    const auto [speed, hertz] =
        GENERATE(table<Time, double>({{Time(1, 2), 97.3}, {Time(3, 2), 440.0}, {Time(2), 1000.0}}));
    INFO(speed.seconds() << " " << hertz);
    Tone tone(hertz);
    const auto sound = heard(tone, film_of((speed * Time(72)).floor_at(1), speed));
    REQUIRE(sound.size() == 2 * 3 * 48000);
    for (std::size_t at = 2400; at + 24000 < sound.size() / 2; at += 12000) {
        CHECK(std::abs(cents(pitch_of(sound, at, at + 24000), hertz)) < 5);
    }
    float least = 1;
    float most = 0;
    for (std::size_t at = 2400; at + 2400 < sound.size() / 2; at += 480) {
        float peak = 0;
        for (std::size_t n = at; n < at + 960; ++n) {
            peak = std::max(peak, std::abs(sound[2 * n]));
        }
        least = std::min(least, peak);
        most = std::max(most, peak);
    }
    CHECK(least > 0.47F); // 0.5 dB
    CHECK(most < 0.53F);
}

TEST_CASE("a clip at another speed is exact in length, without clicks at its ends and seams",
          "[editor][sound]")
{
    Tone tone(440);
    const Timeline film = film_of(120, Time(2));
    REQUIRE(film.tracks[1]->items.length() == 120000);
    Mixer mixer(tone);
    const auto sound = mixer.mix(film, -100, 120200);
    CHECK(std::all_of(sound.begin(), sound.begin() + 200, [](float s) { return s == 0; }));
    CHECK(std::all_of(sound.end() - 200, sound.end(), [](float s) { return s == 0; }));
    CHECK(std::abs(sound[2 * 100]) < 0.01F);
    CHECK(std::abs(sound[sound.size() - 202]) < 0.01F);
    CHECK(std::any_of(sound.end() - 240, sound.end() - 200, [](float s) { return s != 0; }));
    float steepest = 0; // a sine of half of full scale: 0.0288 a sample
    for (std::size_t n = 100; n < 120100; ++n) {
        steepest = std::max(steepest, std::abs(sound[2 * n + 2] - sound[2 * n]));
    }
    CHECK(steepest < 0.04F);
}

TEST_CASE("what happens in a source is heard at its time at another speed", "[editor][sound]")
{
    const auto speed = GENERATE(Time(1, 2), Time(2));
    Blips blips;
    const auto sound = heard(blips, film_of((speed * Time(72)).floor_at(1), speed));
    // the clip begins three seconds into its source
    for (std::int64_t second = 4; Time(second - 3) / speed < Time(5, 2); ++second) {
        const auto due = (Time(second - 3) / speed).floor_at(48000);
        std::int64_t loudest = due - 4800;
        for (std::int64_t n = due - 4800; n < due + 4800; ++n) {
            if (std::abs(sound[static_cast<std::size_t>(2 * n)]) >
                std::abs(sound[static_cast<std::size_t>(2 * loudest)])) {
                loudest = n;
            }
        }
        INFO(speed.seconds() << " " << second);
        CHECK(std::abs(loudest - due) < 576); // 12 ms
    }
}

TEST_CASE("a clip at another speed gives the same bits in any pieces and cut in two",
          "[editor][sound]")
{
    Tone tone(315.7);
    const auto [speed, keep_pitch] = GENERATE(table<Time, bool>(
        {{Time(7, 5), true}, {Time(-7, 5), false}, {Time(0), true}, {Time(0), false}}));
    const bool ramps = speed == Time(0);
    const Timeline film = ramps ? ramped(80, keep_pitch) : film_of(80, speed, keep_pitch);
    const auto whole = heard(tone, film);
    CHECK(heard(tone, film, 777) == whole);
    Mixer late(tone); // from the middle on, as a player does
    const auto part = late.mix(film, 89001, 5000);
    CHECK(std::equal(part.begin(), part.end(), whole.begin() + 2 * 89001));
    const Timeline cut = *split(film, 40, {track_id(film, "A1")});
    REQUIRE(cut.tracks[1]->items.size() == 2);
    CHECK(heard(tone, cut) == whole);
}

TEST_CASE("without its switch a clip at double speed sounds an octave higher", "[editor][sound]")
{
    Tone tone(440);
    const auto sound = heard(tone, film_of(48, Time(2), false));
    CHECK(std::abs(cents(pitch_of(sound, 2400, 40000), 880)) < 1);
    const Timeline film = film_of(48, Time(2), false);
    const Id clip = id_of(film, "A1", "tone");
    const Timeline kept = around(film, [&](const Timeline& t) { return set_speed(t, clip, 2); });
    CHECK(std::abs(cents(pitch_of(heard(tone, kept), 2400, 40000), 440)) < 5);
    CHECK_FALSE(set_speed(kept, clip, 2));
}
