#include "editor/edits/attributes.hpp"
#include "editor/edits/sound.hpp"
#include "editor/edits/split.hpp"
#include "editor/edits/tracks.hpp"
#include "editor/render/mixer.hpp"
#include "editor/sound/sound_effect.hpp"
#include "tests/editor/film_words.hpp"
#include "tests/editor/sounds.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>
#include <complex>
#include <numbers>

using namespace rushlight::editor;
using namespace rushlight::editor::tests;

namespace {

/// A film of one clip of a source on A1, which begins there.
Timeline film_of(std::int64_t samples, const std::vector<Effect>& effects)
{
    Timeline film = empty_timeline({1280, 720}, 24, 1, 2);
    Clip clip;
    clip.name = "A";
    clip.source = Media{"tone", {}, Time(60)};
    clip.source_start = 10;
    clip.effects = effects;
    return *append(film, {{film.tracks[1]->id, clip, samples}});
}

std::vector<float> heard(SoundSource& source, const Timeline& film, std::int64_t piece = 48000)
{
    Mixer mixer(source);
    const std::int64_t end = film.tracks[1]->items.length();
    std::vector<float> all;
    for (std::int64_t at = 0; at < end; at += piece) {
        const auto part = mixer.mix(film, at, std::min(piece, end - at));
        all.insert(all.end(), part.begin(), part.end());
    }
    return all;
}

/// Level of a tone in the middle of a sound, in dB against half of full scale.
double level_of(const std::vector<float>& sound, double hertz)
{
    std::complex<double> sum = 0;
    double weights = 0;
    const std::size_t count = sound.size() / 2;
    for (std::size_t n = 2400; n + 2400 < count; ++n) {
        const double place = static_cast<double>(n - 2400) / static_cast<double>(count - 4800);
        const double window = 1 + std::cos(2 * std::numbers::pi * (place - 0.5));
        const double turn = -2 * std::numbers::pi * hertz * static_cast<double>(n) / 48000;
        sum += window * static_cast<double>(sound[2 * n]) * std::polar(1.0, turn);
        weights += window;
    }
    return 20 * std::log10(std::abs(sum) * 2 / weights / 0.5);
}

Effect effect(const std::string& name, const std::map<std::string, Value>& values)
{
    return {name, 1, values};
}

/// |H| in dB of the analogue prototypes of the cookbook under the bilinear transform.
double response(const std::string& shape, double hertz, double f0, double db, double q)
{
    const double warp =
        std::tan(std::numbers::pi * hertz / 48000) / std::tan(std::numbers::pi * f0 / 48000);
    const std::complex<double> s(0, warp);
    const double a = std::pow(10.0, db / 40);
    const double root = std::sqrt(a) / q;
    std::complex<double> h = 1;
    if (shape == "high_pass") {
        h = s * s / (s * s + s / q + 1.0);
    } else if (shape == "low_pass") {
        h = 1.0 / (s * s + s / q + 1.0);
    } else if (shape == "peak") {
        h = (s * s + s * (a / q) + 1.0) / (s * s + s / (a * q) + 1.0);
    } else if (shape == "low_shelf") {
        h = a * (s * s + root * s + a) / (a * s * s + root * s + 1.0);
    } else {
        h = a * (a * s * s + root * s + 1.0) / (s * s + root * s + a);
    }
    return 20 * std::log10(std::abs(h));
}

} // namespace

TEST_CASE("bands of the equalizer follow their formulas to 0.5 dB", "[editor][sound]")
{
    const auto [shape, f0, db, q] =
        GENERATE(table<std::string, double, double, double>({{"high_pass", 100, 0, 0.7071},
                                                             {"low_pass", 5000, 0, 0.7071},
                                                             {"low_shelf", 200, 9, 0.7071},
                                                             {"high_shelf", 4000, -12, 0.7071},
                                                             {"peak", 1000, 12, 2},
                                                             {"peak", 3000, -18, 0.5}}));
    std::map<std::string, Value> values{{"hz", f0}, {"q", q}};
    if (db != 0) {
        values["db"] = db;
    }
    for (const double hertz : {50.0, 100.0, 400.0, 1000.0, 2500.0, 6000.0, 15000.0}) {
        INFO(shape << " " << f0 << " at " << hertz);
        Tone tone(hertz);
        const auto sound = heard(tone, film_of(24000, {effect(shape, values)}));
        const double wanted = response(shape, hertz, f0, db, q);
        if (wanted > -60) {
            CHECK(std::abs(level_of(sound, hertz) - wanted) < 0.5);
        }
    }
}

TEST_CASE("the compressor follows its curve to 0.5 dB", "[editor][sound]")
{
    const Compression compression{-24, 4, 8, 1, 200, 3};
    const auto curve = [](double in) { // threshold −24, ratio 4, knee 8, make-up 3
        const double over = in + 24;
        return 3 + (over <= -4  ? in
                    : over >= 4 ? -24 + over / 4
                                : in - 0.75 * (over + 4) * (over + 4) / 16);
    };
    Tone tone(997);
    for (double in = -40; in <= 0; in += 2.5) {
        const auto film = film_of(48000,
                                  {effect("level", {{"gain_db", in + 6.0206}}),
                                   effect("compressor",
                                          {{"threshold_db", -24.0},
                                           {"ratio", 4.0},
                                           {"knee_db", 8.0},
                                           {"attack_ms", 1.0},
                                           {"release_ms", 200.0},
                                           {"makeup_db", 3.0}})});
        INFO(in);
        CHECK(compression.level_of(in) + 3 == Approx(curve(in)).margin(1e-9));
        CHECK(std::abs(level_of(heard(tone, film), 997) - 6.0206 - curve(in)) < 0.5);
    }
}

TEST_CASE("the compressor lets go in the time it was given", "[editor][sound]")
{
    Compressor compressor({-40, 50, 0, 1, 100, 0});
    std::vector<double> sound(2 * 48000, 1e-4);
    std::fill_n(sound.begin(), 2 * 24000, 1.0);
    compressor.run(sound);
    const double held = 20 * std::log10(sound[2 * 23999]);
    CHECK(held == Approx(-40 * 0.98).margin(0.1));
    // a time constant later 1/e of it is left
    CHECK(20 * std::log10(sound[2 * (24000 + 4800)] / 1e-4) ==
          Approx(held / std::numbers::e).margin(0.5));
}

TEST_CASE("the limiter lets nothing pass its ceiling", "[editor][sound]")
{
    Tone tone(997);
    const auto film = film_of(
        48000, {effect("level", {{"gain_db", 18.0}}), effect("limiter", {{"ceiling_db", -3.0}})});
    const auto sound = heard(tone, film);
    float most = 0;
    for (const float sample : sound) {
        most = std::max(most, std::abs(sample));
    }
    CHECK(20 * std::log10(most) <= -3 + 1e-4);
    CHECK(20 * std::log10(most) > -3.2);
}

TEST_CASE("levels go from key to key at source time, and stay with it when the clip is cut",
          "[editor][sound]")
{
    Tone tone(997);
    const Curve gain{
        {{Time(10), -20, Interpolation::linear}, {Time(11), 0, Interpolation::linear}}};
    const Timeline film = film_of(48000, {effect("level", {{"gain_db", gain}, {"pan", 0.5}})});
    const auto sound = heard(tone, film);
    const auto peak = [&](std::size_t at, std::size_t side) {
        float most = 0;
        for (std::size_t n = at - 50; n < at + 50; ++n) {
            most = std::max(most, std::abs(sound[2 * n + side]));
        }
        return 20 * std::log10(most / 0.5);
    };
    CHECK(peak(24000, 1) == Approx(-10).margin(0.1)); // right
    CHECK(peak(24000, 0) == Approx(-16.02).margin(0.1));
    CHECK(peak(36000, 1) == Approx(-5).margin(0.1));
    const Timeline cut = *split(film, 12, {track_id(film, "A1")});
    CHECK(heard(tone, cut) == sound);
}

TEST_CASE("sound with effects is the same bits in any pieces, and cut in two", "[editor][sound]")
{
    Tone tone(315.7);
    const Timeline film = film_of(240000,
                                  {effect("low_shelf", {{"db", 6.0}}),
                                   effect("compressor", {{"release_ms", 50.0}}),
                                   effect("limiter", {})});
    const Timeline tracked = *set_track_sound(
        film, track_id(film, "A1"), {"", -3, 0.2, film.tracks[1]->items.at(0).clip->effects});
    const auto whole = heard(tone, tracked);
    CHECK(heard(tone, tracked, 7777) == whole);
    Mixer late(tone);
    const auto part = late.mix(tracked, 200001, 5000);
    CHECK(std::equal(part.begin(), part.end(), whole.begin() + 2 * 200001));
    CHECK(heard(tone, *split(tracked, 40, {track_id(film, "A1")})) == whole);
    float steepest = 0; // nothing is heard where blocks meet
    for (std::size_t n = 191900; n < 192100; ++n) {
        steepest = std::max(steepest, std::abs(whole[2 * n + 2] - whole[2 * n]));
    }
    CHECK(steepest < 0.05F);
}

TEST_CASE("fades rise by their curves", "[editor][sound]")
{
    class Steady : public SoundSource {
        void sound(const Media&, std::int64_t, std::span<float> stereo) override
        {
            std::fill(stereo.begin(), stereo.end(), 1.0F);
        }
    } steady;

    const auto [curve, half, quarter] =
        GENERATE(table<FadeCurve, double, double>({{FadeCurve::linear, 0.5, 0.25},
                                                   {FadeCurve::even_power, 0.70711, 0.38268},
                                                   {FadeCurve::smooth, 0.5, 0.14645},
                                                   {FadeCurve::slow, 0.25, 0.0625},
                                                   {FadeCurve::fast, 0.75, 0.4375}}));
    const Timeline film = film_of(48000, {});
    const Id a = id_of(film, "A1", "A");
    const auto curves = [&, c = curve](const Timeline& t) {
        return set_fades(t, a, 10000, 20000, c, c);
    };
    const auto sound = heard(steady, around(film, curves));
    CHECK(sound[2 * 5000] == Approx(half).margin(1e-3));
    CHECK(sound[2 * 2500] == Approx(quarter).margin(1e-3));
    CHECK(sound[2 * 38000] == Approx(half).margin(1e-3));
    CHECK(sound[2 * 43000] == Approx(quarter).margin(1e-3));
}

TEST_CASE("music goes down before dialogue, stays down and comes back", "[editor][sound]")
{
    Tone tone(997);
    Timeline film = empty_timeline({1280, 720}, 24, 1, 2);
    Clip clip;
    clip.name = "A";
    clip.source = Media{"tone", {}, Time(60)};
    film = *append(film, {{film.tracks[1]->id, clip, 6 * sample_rate}});
    film = *overwrite(film, 48, {{film.tracks[2]->id, clip, sample_rate}}); // 2 to 3 seconds
    const Id music = track_id(film, "A1");
    const Id speech = track_id(film, "A2");
    film = around(film, [&](const Timeline& t) {
        return set_track_sound(t,
                               music,
                               {"music",
                                0,
                                0,
                                {effect("ducking",
                                        {{"by_db", 12.0},
                                         {"attack_ms", 200.0},
                                         {"hold_ms", 300.0},
                                         {"release_ms", 500.0}})}});
    });
    CHECK(heard(tone, film) == heard(tone, *set_track_sound(film, music, {"music", 0, 0, {}})));
    film = *set_track_sound(film, speech, {"dialogue", 0, 0, {}});
    Mixer mixer(tone);
    const auto level = [&](double second) { // of the music alone: the speech is the same tone
        const auto at = static_cast<std::int64_t>(second * 48000);
        const auto with = mixer.mix(film, at - 48, 96);
        const auto plain =
            mixer.mix(*set_track_sound(film, music, {"music", 0, 0, {}}), at - 48, 96);
        float most = 0;
        float most_plain = 0;
        for (std::size_t i = 0; i < with.size(); ++i) {
            most = std::max(most, std::abs(with[i]));
            most_plain = std::max(most_plain, std::abs(plain[i]));
        }
        const bool speaks = second > 2 && second < 3;
        return 20 * std::log10((most - (speaks ? 0.5F : 0)) / (most_plain - (speaks ? 0.5F : 0)));
    };
    CHECK(level(1.7) == Approx(0).margin(0.1));
    CHECK(level(1.9) == Approx(-6).margin(1)); // on its way down
    CHECK(level(2.5) == Approx(-12).margin(0.2));
    CHECK(level(3.25) == Approx(-12).margin(0.2));
    CHECK(level(3.55) == Approx(-6).margin(1));
    CHECK(level(3.9) == Approx(0).margin(0.1));
    TrackFlags muted;
    muted.muted = true; // what is not heard ducks nothing
    const Timeline silent = *set_flags(film, speech, muted);
    CHECK(heard(tone, silent) == heard(tone, *set_track_sound(silent, music, {"music", 0, 0, {}})));
}
