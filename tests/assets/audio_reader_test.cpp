#include "assets/audio_reader.hpp"
#include "assets/error.hpp"
#include "assets/waveform.hpp"
#include "assets/writer.hpp"
#include "media.hpp"
#include "tests/support/temporary_folder.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>
#include <random>

using namespace rushlight;
using namespace rushlight::assets;
using namespace rushlight::test;

namespace {

/// Different at every sample, with the right side the left one's negative.
std::vector<float> chirp(std::int64_t samples, int rate = 48000, int channels = 2)
{
    std::vector<float> sound;
    for (std::int64_t i = 0; i < samples; ++i) {
        const double t = static_cast<double>(i) / rate;
        const auto v = static_cast<float>(0.5 * std::sin(2 * M_PI * (200 * t + 150 * t * t)));
        for (int c = 0; c < channels; ++c) {
            sound.push_back(c % 2 == 0 ? v : -v);
        }
    }
    return sound;
}

float furthest(const std::vector<float>& a, const float* b)
{
    float most = 0;
    for (std::size_t i = 0; i < a.size(); ++i) {
        most = std::max(most, std::abs(a[i] - b[i]));
    }
    return most;
}

/// Reads in any order must give what one read of everything gives.
void check_any_order(const std::filesystem::path& file, float tolerance)
{
    AudioReader once(file);
    const auto all = once.read(0, once.samples());
    AudioReader reader(file);
    std::mt19937 random(7);
    float most = 0;
    for (int i = 0; i < 40; ++i) {
        const std::int64_t count = 1 + random() % 5000;
        const std::int64_t start = random() % (once.samples() - count);
        most = std::max(most, furthest(reader.read(start, count), all.data() + 2 * start));
    }
    CHECK(most <= tolerance);
}

} // namespace

TEST_CASE("PCM in a take and in WAV is read to the sample in any order", "[assets][audio]")
{
    const TemporaryFolder folder;
    const auto sound = chirp(200'000);
    for (const Delivery delivery : {Delivery::take, Delivery::wav}) {
        WriterSettings settings;
        settings.delivery = delivery;
        settings.width = 16;
        settings.height = 16;
        settings.rate = Time(12);
        const auto file = folder / (delivery == Delivery::take ? "take.mkv" : "sound.wav");
        Writer writer(file, settings);
        for (int n = 0; delivery == Delivery::take && n < 50; ++n) {
            writer.write(numbered_frame(n, 16, 16));
        }
        writer.write_sound(sound);
        writer.finish();
        AudioReader reader(file);
        REQUIRE(reader.samples() == 200'000);
        const float step = delivery == Delivery::take ? 0.0F : 1.0F / 8'388'608;
        CHECK(furthest(reader.read(0, 200'000), sound.data()) <= step);
        CHECK(furthest(reader.read(123'457, 1000), sound.data() + 2 * 123'457) <= step);
        CHECK(furthest(reader.read(1, 1), sound.data() + 2) <= step);
        check_any_order(file, 0);
    }
}

TEST_CASE("AAC, FLAC, Opus and MP3 are read to the sample, padding taken off", "[assets][audio]")
{
    const TemporaryFolder folder;
    const auto sound = chirp(240'000);

    struct Case {
        const char* name;
        const char* encoder;
        float close;         ///< to what was encoded
        float same;          ///< in any order, to itself
        std::int64_t before; ///< padding that the container does not tell of
        std::int64_t after;
    };

    for (const Case& c : {Case{"a.m4a", "aac", 0.05F, 2e-3F, 0, 0},
                          Case{"a.mkv", "aac", 0.05F, 2e-3F, 1024, 640},
                          Case{"a.flac", "flac", 1e-4F, 0, 0, 0},
                          Case{"f.mkv", "flac", 1e-4F, 0, 0, 0},
                          Case{"a.ogg", "libopus", 0.1F, 5e-3F, 0, 0},
                          Case{"o.mkv", "libopus", 0.1F, 5e-3F, 0, 0},
                          Case{"a.mp3", "libmp3lame", 0.05F, 2e-3F, 0, 0}}) {
        INFO(c.name << " " << c.encoder);
        write_sound_file(folder / c.name, c.encoder, 48000, 2, sound);
        AudioReader reader(folder / c.name);
        CHECK(reader.samples() == 240'000 + c.before + c.after);
        const auto all = reader.read(c.before, 240'000);
        // away from the ends, where a codec has no past
        const std::vector<float> middle(all.begin() + 20'000, all.end() - 20'000);
        CHECK(furthest(middle, sound.data() + 20'000) <= c.close);
        check_any_order(folder / c.name, c.same);
    }
}

TEST_CASE("44.1 kHz is resampled onto the same 48 kHz samples wherever reading begins",
          "[assets][audio]")
{
    const TemporaryFolder folder;
    const auto file = folder / "cd.wav";
    write_sound_file(file, "pcm_f32le", 44100, 2, chirp(220'500, 44100));
    AudioReader reader(file);
    REQUIRE(reader.samples() == 240'000);
    const auto wanted = chirp(240'000);
    const auto all = reader.read(0, 240'000);
    const std::vector<float> middle(all.begin() + 2000, all.end() - 2000);
    CHECK(furthest(middle, wanted.data() + 2000) <= 1e-3F);
    check_any_order(file, 1e-5F);
}

TEST_CASE("mono goes to both sides unchanged and 5.1 is folded down without clipping",
          "[assets][audio]")
{
    const TemporaryFolder folder;
    write_sound_file(folder / "mono.wav", "pcm_f32le", 48000, 1, std::vector<float>(4800, 0.5F));
    const auto mono = AudioReader(folder / "mono.wav").read(100, 1);
    CHECK(mono[0] == Approx(0.5F));
    CHECK(mono[1] == Approx(0.5F));
    std::vector<float> six;
    for (int i = 0; i < 4800; ++i) {
        six.insert(six.end(), {1, 0, 1, 1, 1, 0}); // left, right, centre, low, surrounds
    }
    write_sound_file(folder / "six.wav", "pcm_f32le", 48000, 6, six);
    const auto folded = AudioReader(folder / "six.wav").read(100, 1);
    CHECK(folded[0] == Approx(1.0F));
    CHECK(folded[1] == Approx(0.70710678F / 2.41421356F));
}

TEST_CASE("before and after the sound there is silence, and bad counts are refused",
          "[assets][audio]")
{
    const TemporaryFolder folder;
    write_sound_file(folder / "a.wav", "pcm_f32le", 48000, 2, std::vector<float>(2000, 0.5F));
    AudioReader reader(folder / "a.wav");
    const auto around = reader.read(-10, 1020);
    CHECK(around[2 * 9] == 0);
    CHECK(around[2 * 10] == 0.5F);
    CHECK(around[2 * 1009] == 0.5F);
    CHECK(around[2 * 1010] == 0);
    CHECK(reader.read(5'000'000, 10) == std::vector<float>(20));
    CHECK(reader.read(0, 0).empty());
    CHECK_THROWS_AS(reader.read(0, -1), std::invalid_argument);
    CHECK_THROWS_AS(reader.read(0, std::int64_t{1} << 60), std::invalid_argument);
}

TEST_CASE("a film's sound lies where its pictures are", "[assets][audio]")
{
    const TemporaryFolder folder;
    for (const char* name : {"a.mp4", "a.mkv", "a.mov"}) {
        WriterSettings settings;
        settings.width = 64;
        settings.height = 64;
        settings.delivery = name[2] == 'm' && name[3] == 'k'   ? Delivery::take
                            : name[2] == 'm' && name[3] == 'o' ? Delivery::prores
                                                               : Delivery::mp4;
        Writer writer(folder / name, settings);
        std::vector<float> clap(2 * 48'000);
        clap[2 * 24'000] = clap[2 * 24'000 + 1] = 0.9F; // with frame 12 of 24
        for (int n = 0; n < 24; ++n) {
            writer.write(numbered_frame(n, 64, 64));
        }
        writer.write_sound(clap);
        writer.finish();
        AudioReader reader(folder / name);
        const auto sound = reader.read(0, 48'000);
        const auto loudest = std::max_element(sound.begin(), sound.end()) - sound.begin();
        INFO(name);
        CHECK(std::abs(loudest / 2 - 24'000) <= (settings.delivery == Delivery::mp4 ? 1 : 0));
    }
}

TEST_CASE("a waveform holds the extremes of every span at every level", "[assets][audio]")
{
    const TemporaryFolder folder;
    std::vector<float> sound(2 * 5000);
    sound[2 * 300] = 0.5F;
    sound[2 * 4999 + 1] = -0.75F;
    write_sound_file(folder / "a.wav", "pcm_f32le", 48000, 2, sound);
    AudioReader reader(folder / "a.wav");
    const Waveform waveform = outline(reader);
    REQUIRE(waveform.levels.size() == 4); // 20, 5, 2, 1
    CHECK(waveform.levels[0].size() == 20);
    CHECK(waveform.levels[0][1] == Waveform::Peak{0, 0.5F});
    CHECK(waveform.levels[0][19] == Waveform::Peak{-0.75F, 0});
    CHECK(waveform.levels[3][0] == Waveform::Peak{-0.75F, 0.5F});
    std::stop_source source;
    source.request_stop();
    CHECK_THROWS_AS(outline(reader, source.get_token()), MediaError);
}

TEST_CASE("a file without sound is refused by name", "[assets][audio]")
{
    const TemporaryFolder folder;
    write_clip(folder / "silent.mp4", {});
    CHECK_THROWS_WITH(AudioReader(folder / "silent.mp4"),
                      "cannot open silent.mp4: it has no sound; use it on a video track");
}
