#include "editor/export/loudness.hpp"
#include "editor/export/master.hpp"
#include "tests/editor/film_words.hpp"

#include <catch2/catch.hpp>

#include <cmath>
#include <random>

using namespace rushlight::editor;
using namespace rushlight::editor::tests;

namespace {

std::vector<float> bursts(std::size_t samples, float level)
{
    std::mt19937 dice(3);
    std::normal_distribution<float> normal(0, level);
    std::vector<float> sound(samples * 2);
    for (std::size_t i = 0; i < samples; ++i) {
        const bool loud = i / 6000 % 4 == 0;
        sound[2 * i] = std::clamp(normal(dice) * (loud ? 4.0F : 1.0F), -4.0F, 4.0F);
        sound[2 * i + 1] = sound[2 * i] * 0.5F;
    }
    return sound;
}

class Given : public SoundSource {
public:
    std::vector<float> samples;

    void sound(const Media&, std::int64_t first, std::span<float> stereo) override
    {
        for (std::size_t i = 0; i < stereo.size(); ++i) {
            const auto at = static_cast<std::size_t>(first) * 2 + i;
            stereo[i] = at < samples.size() ? samples[at] : 0;
        }
    }
};

} // namespace

TEST_CASE("the meter reads a sine as the standard says", "[editor][loudness]")
{
    LoudnessMeter meter;
    std::vector<float> sine(48000 * 2 * 5);
    for (std::size_t i = 0; i < sine.size() / 2; ++i) {
        const double phase = static_cast<double>(i) * 2 * M_PI * 997 / 48000;
        sine[2 * i] = sine[2 * i + 1] = static_cast<float>(0.1 * std::sin(phase)); // −20 dBFS
    }
    meter.add(sine);
    CHECK(meter.result().integrated == Approx(-20).margin(0.1));
    CHECK(meter.result().true_peak == Approx(-20).margin(0.1));
    CHECK(LoudnessMeter().result().integrated == -70);
}

TEST_CASE("the limiter keeps every true peak under its ceiling and delays by what it says",
          "[editor][loudness]")
{
    const auto sound = bursts(96000, 0.3F);
    Limiter limiter(6, -1);
    std::vector<float> out;
    for (std::size_t at = 0; at < sound.size(); at += 2 * 500) { // in pieces
        const auto part = limiter.process(std::span(sound).subspan(at, 1000));
        out.insert(out.end(), part.begin(), part.end());
    }
    LoudnessMeter meter;
    meter.add(out);
    CHECK(meter.result().true_peak <= -0.9);
    Limiter quiet(0, -1);
    std::vector<float> click(2000, 0.0F);
    click[0] = 0.5F;
    const auto delayed = quiet.process(click);
    CHECK(delayed[Limiter::delay * 2] == 0.5F);
}

TEST_CASE("a mix reaches its loudness within half a unit without passing the peak",
          "[editor][loudness]")
{
    for (const float level : {0.003F, 0.05F, 0.4F}) {
        Given given;
        given.samples = bursts(48000 * 6, level);
        Timeline film = empty_timeline({320, 180}, 24, 1, 1);
        Clip clip;
        clip.source = Media{"noise", {}, Time(6)};
        film = *append(film, {{track_id(film, "A1"), clip, 48000 * 6}});
        Mixer mixer(given);
        Master master(mixer, film, 0, 48000 * 6);
        (void)master.reach(-16, -1, {});
        LoudnessMeter meter;
        std::size_t samples = 0;
        for (int i = 0; i < 12; ++i) {
            const auto part = master.next(24000);
            samples += part.size() / 2;
            meter.add(part);
        }
        CHECK(samples == 48000 * 6);
        CHECK(meter.result().integrated == Approx(-16).margin(0.5));
        CHECK(meter.result().true_peak <= -1.5);
    }
}

TEST_CASE("a silent mix stays silent", "[editor][loudness]")
{
    Given given;
    Timeline film = empty_timeline({320, 180}, 24, 1, 1);
    Mixer mixer(given);
    Master master(mixer, film, 0, 48000);
    CHECK(master.reach(-16, -1, {}) == 0);
    const auto part = master.next(48000);
    CHECK(std::all_of(part.begin(), part.end(), [](float s) { return s == 0; }));
}
