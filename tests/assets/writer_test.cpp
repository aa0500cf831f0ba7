#include "assets/colour.hpp"
#include "assets/error.hpp"
#include "assets/video_reader.hpp"
#include "assets/writer.hpp"
#include "media.hpp"
#include "tests/support/temporary_folder.hpp"

#include <catch2/catch.hpp>
#include <sys/resource.h>

#include <algorithm>
#include <cmath>
#include <csignal>
#include <fstream>
#include <iterator>

using namespace rushlight;
using namespace rushlight::assets;
using namespace rushlight::test;

namespace {

std::vector<float> tone(std::int64_t samples)
{
    std::vector<float> sound(2 * static_cast<std::size_t>(samples));
    for (std::size_t i = 0; i < sound.size(); ++i) {
        sound[i] = 0.25F * std::sin(static_cast<float>(i / 2) * 0.0576F);
    }
    return sound;
}

void write_film(const std::filesystem::path& file, const WriterSettings& settings, int frames)
{
    Writer writer(file, settings);
    for (int n = 0; n < frames; ++n) {
        if (settings.width > 0) {
            writer.write(numbered_frame(n, settings.width, settings.height));
        }
        if (settings.sound) {
            writer.write_sound(
                tone(frame_sample(n + 1, settings.rate) - frame_sample(n, settings.rate)));
        }
    }
    writer.finish();
}

std::vector<std::filesystem::path> content(const std::filesystem::path& folder)
{
    std::vector<std::filesystem::path> found;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        found.push_back(entry.path().filename());
    }
    return found;
}

std::string bytes_of(const std::filesystem::path& file)
{
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

MediaError::Code code_of(const std::function<void()>& action)
{
    try {
        action();
    } catch (const MediaError& error) {
        UNSCOPED_INFO(error.what());
        return error.code();
    }
    FAIL("nothing was thrown");
    return {};
}

} // namespace

TEST_CASE("an MP4 is H.264 High, BT.709 by all tags, with its sound and metadata, moov first",
          "[assets][writer]")
{
    const TemporaryFolder folder;
    const auto file = folder / "film.mp4";
    WriterSettings settings;
    settings.width = 320;
    settings.height = 192;
    settings.rate = Time(30000, 1001);
    settings.metadata = {{"takeIds", "a1,b2"},
                         {"recipeHashes", std::string(640, 'f')},
                         {"title", "Fünf Füchse"},
                         {"digitalSourceType", trained_algorithmic_media}};
    write_film(file, settings, 60);
    CHECK(content(folder.path()) == std::vector<std::filesystem::path>{"film.mp4"});

    const Facts facts = probe(file);
    REQUIRE(facts.video);
    REQUIRE(facts.audio);
    CHECK(facts.video->codec == "h264");
    CHECK(facts.video->format == PixelFormat::yuv420p8);
    CHECK(facts.video->frames == 60);
    CHECK(facts.video->rate == settings.rate);
    CHECK(facts.video->duration == frame_time(60, settings.rate));
    CHECK(facts.video->colour == bt709_limited);
    CHECK(facts.video->colour_tagged);
    CHECK(facts.audio->sample_rate == 48000);
    CHECK(facts.audio->channels == 2);
    CHECK(facts.audio->codec == "aac");
    CHECK(facts.audio->start == Time());
    CHECK(facts.audio->table->samples == frame_sample(60, settings.rate));
    for (const auto& [key, value] : settings.metadata) {
        CHECK(facts.metadata.at(key) == value);
    }
    const std::string bytes = bytes_of(file);
    CHECK(bytes.find("moov") < bytes.find("mdat"));
    const auto configuration = bytes.find("avcC");
    REQUIRE(configuration != std::string::npos);
    CHECK(bytes[configuration + 5] == 100); // High
    CHECK(bytes[configuration + 7] <= 40);  // level 4.0
    CHECK(bytes.find("nclx") != std::string::npos);

    VideoReader reader(file);
    for (std::int64_t n = 0; n < 60; ++n) {
        CHECK(number_in(reader.frame(n)) == n);
    }
}

TEST_CASE("each delivery is read again with every frame and sample", "[assets][writer]")
{
    const TemporaryFolder folder;
    for (const Delivery delivery : {Delivery::mp4, Delivery::prores, Delivery::take}) {
        WriterSettings settings;
        settings.delivery = delivery;
        settings.width = 128;
        settings.height = 64;
        settings.rate = Time(24000, 1001);
        const auto file = folder / (delivery == Delivery::mp4      ? "f.mp4"
                                    : delivery == Delivery::prores ? "f.mov"
                                                                   : "f.mkv");
        write_film(file, settings, 30);
        VideoReader reader(file);
        INFO(file.filename());
        REQUIRE(reader.video().frames == 30);
        CHECK(reader.video().rate == settings.rate);
        for (std::int64_t n = 0; n < 30; ++n) {
            CHECK(number_in(reader.frame(n)) == n);
        }
        REQUIRE(reader.facts().audio);
        CHECK(reader.facts().audio->table->samples == frame_sample(30, settings.rate));
        CHECK(reader.facts().audio->start == Time());
    }
}

TEST_CASE("a sound file has exactly the samples it was given", "[assets][writer]")
{
    const TemporaryFolder folder;
    WriterSettings settings;
    settings.delivery = Delivery::wav;
    settings.metadata = {{"title", "tone"}};
    Writer writer(folder / "tone.wav", settings);
    writer.write_sound(tone(4801));
    CHECK(writer.samples() == 4801);
    writer.finish();
    const Facts facts = probe(folder / "tone.wav");
    CHECK_FALSE(facts.video);
    CHECK(facts.audio->table->samples == 4801);
    CHECK(facts.metadata.at("title") == "tone");
}

TEST_CASE("colour patches come through an MP4 within 2/255", "[assets][writer]")
{
    const TemporaryFolder folder;
    WriterSettings settings;
    settings.width = 64;
    settings.height = 64;
    settings.sound = false;
    settings.quality = 4;
    const std::array<std::array<std::uint8_t, 3>, 5> patches{
        {{255, 255, 255}, {0, 0, 0}, {200, 60, 40}, {30, 90, 200}, {128, 128, 128}}};
    Writer writer(folder / "patches.mp4", settings);
    for (const auto& patch : patches) {
        FrameBuffer buffer(64, 64, PixelFormat::rgb24, srgb_full);
        for (int y = 0; y < 64; ++y) {
            for (int x = 0; x < 64; ++x) {
                std::copy(
                    patch.begin(), patch.end(), buffer.data[0] + y * buffer.strides[0] + 3 * x);
            }
        }
        writer.write(buffer.freeze());
    }
    writer.finish();
    VideoReader reader(folder / "patches.mp4");
    for (std::size_t n = 0; n < patches.size(); ++n) {
        const Frame rgb =
            convert(reader.frame(static_cast<std::int64_t>(n)), PixelFormat::rgb24, srgb_full);
        for (std::size_t c = 0; c < 3; ++c) {
            const std::uint8_t* middle = rgb.planes[0].data + 32 * rgb.planes[0].stride + 96;
            CHECK(std::abs(middle[c] - patches[n][c]) <= 2);
        }
    }
}

TEST_CASE("a film that is not finished leaves nothing, and what was there before stays",
          "[assets][writer]")
{
    const TemporaryFolder folder;
    const auto file = folder / "film.mp4";
    std::ofstream(file) << "older";
    {
        WriterSettings settings;
        settings.width = 64;
        settings.height = 32;
        Writer writer(file, settings);
        writer.write(numbered_frame(1, 64, 32));
        CHECK(content(folder.path()).size() == 2);
    }
    CHECK(content(folder.path()) == std::vector<std::filesystem::path>{"film.mp4"});
    CHECK(bytes_of(file) == "older");
}

TEST_CASE("a full disk is told as such and leaves no half file", "[assets][writer]")
{
    const TemporaryFolder folder;
    // the limit on a file's size stands in for a full disk: the same failing write
    const auto before = std::signal(SIGXFSZ, SIG_IGN);
    rlimit limit{};
    getrlimit(RLIMIT_FSIZE, &limit);
    const rlimit small{100'000, limit.rlim_max};
    for (const Delivery delivery : {Delivery::mp4, Delivery::take, Delivery::wav}) {
        WriterSettings settings;
        settings.delivery = delivery;
        settings.width = delivery == Delivery::wav ? 0 : 320;
        settings.height = delivery == Delivery::wav ? 0 : 192;
        setrlimit(RLIMIT_FSIZE, &small);
        const auto code = code_of([&] { write_film(folder / "film", settings, 200); });
        setrlimit(RLIMIT_FSIZE, &limit);
        CHECK(code == MediaError::Code::full);
        CHECK(content(folder.path()).empty());
    }
    std::signal(SIGXFSZ, before);
}

TEST_CASE("impossible settings and frames are refused with a sentence", "[assets][writer]")
{
    const TemporaryFolder folder;
    const auto file = folder / "film.mp4";
    const auto refused = [&](auto change) {
        WriterSettings settings;
        settings.width = 64;
        settings.height = 32;
        change(settings);
        return code_of([&] { Writer(file, settings); }) == MediaError::Code::invalid;
    };
    CHECK(refused([](auto& s) { s.width = 0; }));
    CHECK(refused([](auto& s) { s.height = 31; }));
    CHECK(refused([](auto& s) { s.width = 20000; }));
    CHECK(refused([](auto& s) { s.rate = Time(0); }));
    CHECK(refused([](auto& s) { s.rate = Time(5'000'000'000, 4'999'999'999); }));
    CHECK(refused([](auto& s) { s.quality = std::nan(""); }));
    CHECK(refused([](auto& s) {
        s.delivery = Delivery::wav;
        s.sound = false;
    }));
    WriterSettings settings;
    settings.width = 64;
    settings.height = 32;
    CHECK(code_of([&] { Writer(folder / "none" / "film.mp4", settings); }) ==
          MediaError::Code::missing);
    CHECK(code_of([&] { Writer(folder.path(), settings); }) == MediaError::Code::invalid);
    Writer writer(file, settings);
    CHECK(code_of([&] { writer.write(numbered_frame(1, 32, 32)); }) == MediaError::Code::invalid);
    CHECK(code_of([&] { writer.write_sound(std::vector<float>(3)); }) == MediaError::Code::invalid);
}

TEST_CASE("a PNG keeps every pixel, its alpha and its metadata", "[assets][writer]")
{
    const TemporaryFolder folder;
    write_png(folder / "opaque.png", numbered_frame(0x1234), {{"takeIds", "a1"}});
    VideoReader opaque(folder / "opaque.png");
    CHECK(opaque.video().still);
    CHECK(opaque.video().format == PixelFormat::rgb24);
    CHECK(number_in(opaque.frame_at(Time(100))) == 0x1234);

    FrameBuffer buffer(4, 1, PixelFormat::rgba32, srgb_full);
    buffer.opaque = false;
    const std::array<std::uint8_t, 16> pixels{
        255, 0, 0, 255, 64, 32, 0, 128, 0, 0, 0, 0, 9, 9, 9, 9};
    std::copy(pixels.begin(), pixels.end(), buffer.data[0]);
    write_png(folder / "alpha.png", buffer.freeze());
    VideoReader alpha(folder / "alpha.png");
    CHECK(alpha.video().alpha);
    const Frame frame = alpha.frame(0);
    CHECK_FALSE(frame.opaque);
    for (std::size_t i = 0; i < pixels.size(); ++i) {
        CHECK(std::abs(frame.planes[0].data[i] - pixels[i]) <= 1);
    }
}
