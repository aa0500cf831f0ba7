#include "assets/error.hpp"
#include "assets/probe.hpp"
#include "editor/edits/attributes.hpp"
#include "editor/edits/effects.hpp"
#include "editor/edits/transition.hpp"
#include "editor/error.hpp"
#include "editor/export/exporter.hpp"
#include "editor/render/compositor.hpp"
#include "editor/render/footage.hpp"
#include "tests/editor/film_words.hpp"
#include "tests/editor/pictures.hpp"
#include "tests/support/temporary_folder.hpp"

#include <catch2/catch.hpp>
#include <sys/resource.h>

#include <cmath>
#include <csignal>
#include <fstream>

using namespace rushlight;
using namespace rushlight::editor;
using namespace rushlight::editor::tests;

namespace {

/// 33 frames at 12 fps of a square that moves on coloured ground, with a tone.
void write_take(const std::filesystem::path& file, int hue, double pitch)
{
    assets::WriterSettings settings;
    settings.delivery = assets::Delivery::take;
    settings.width = 320;
    settings.height = 192;
    settings.rate = 12;
    assets::Writer writer(file, settings);
    for (int n = 0; n < 33; ++n) {
        assets::FrameBuffer buffer(320, 192, assets::PixelFormat::rgb24, assets::srgb_full);
        for (int y = 0; y < 192; ++y) {
            for (int x = 0; x < 320; ++x) {
                std::uint8_t* p = buffer.data[0] + y * buffer.strides[0] + 3 * x;
                const bool square = x / 16 == n % 20 && y / 16 == 5;
                p[0] = static_cast<std::uint8_t>(square ? 240 : hue);
                p[1] = static_cast<std::uint8_t>(square ? 240 : y / 2 + 60);
                p[2] = static_cast<std::uint8_t>(square ? 220 : 200 - hue);
            }
        }
        writer.write(buffer.freeze());
        std::vector<float> sound(4000 * 2);
        for (std::size_t i = 0; i < 4000; ++i) {
            const double t = (n * 4000.0 + static_cast<double>(i)) / 48000;
            sound[2 * i] = sound[2 * i + 1] =
                static_cast<float>(0.2 * std::sin(2 * M_PI * pitch * t));
        }
        writer.write_sound(sound);
    }
    writer.finish();
}

Timeline short_film()
{
    Timeline film = empty_timeline({640, 360}, 24, 2, 1);
    for (const std::string name : {"A", "B"}) {
        Clip clip;
        clip.name = name;
        clip.source = Media{"asset " + name, "take " + name, Time(33, 12)};
        clip.source_start = name == "B" ? Time(8, 24) : Time(0);
        Clip sound = clip;
        clip.effects = {{"transform", 1, {{"fit", std::string("fill")}}}};
        film = *append(
            film, {{track_id(film, "V1"), clip, 58}, {track_id(film, "A1"), sound, 58 * 2000}});
    }
    film = *set_transition(film, id_of(film, "V1", "B"), {"dissolve", 8, 8});
    return *insert_title(film, 4, 30, {"Two squares"}, 6);
}

struct Studio {
    test::TemporaryFolder folder;
    Footage footage;

    Studio()
        : footage([this](const std::string& asset) { return folder / (asset + ".mkv"); },
                  std::make_shared<assets::FrameCache>(64 << 20))
    {
        write_take(folder / "asset A.mkv", 40, 440);
        write_take(folder / "asset B.mkv", 180, 554);
    }
};

double psnr(const assets::Frame& a, const assets::Frame& b)
{
    double sum = 0;
    for (int y = 0; y < a.height; ++y) {
        for (int x = 0; x < a.width; ++x) {
            const double d = a.planes[0].data[y * a.planes[0].stride + x] -
                             b.planes[0].data[y * b.planes[0].stride + x];
            sum += d * d;
        }
    }
    return 10 * std::log10(255.0 * 255.0 * a.width * a.height / std::max(sum, 1e-9));
}

const auto ignore = [](const ExportProgress&) {
};

} // namespace

TEST_CASE("an exported film has the length to the frame, the tags, the loudness and the viewer's "
          "pictures",
          "[editor][export]")
{
    Studio studio;
    const Timeline film = short_film();
    CHECK(violations(film).empty());
    Export order{studio.folder / "film.mp4", *find_preset("web"), 0, -1, {}};
    order.metadata = provenance_of(film, [](const std::string& take) {
        return TakeOrigin{"hash of " + take, take == "take B"};
    });
    std::int64_t told = 0;
    const Exported exported = export_film(film,
                                          studio.footage,
                                          studio.footage,
                                          order,
                                          [&](const ExportProgress& p) {
                                              CHECK(p.frames == 116);
                                              told = p.done;
                                          },
                                          {});
    CHECK(told == 116);
    CHECK(studio.footage.problems().empty());

    const assets::Facts facts = assets::probe(order.out);
    REQUIRE(facts.video);
    REQUIRE(facts.audio);
    CHECK(facts.video->frames == 116);
    CHECK(facts.video->rate == Time(24));
    CHECK(facts.video->width == 640);
    CHECK(facts.video->height == 360);
    CHECK(facts.video->colour == assets::bt709_limited);
    CHECK(facts.video->colour_tagged);
    CHECK(facts.video->codec == "h264");
    CHECK(facts.metadata.at("rushlight_takes") == "take A,take B");
    CHECK(facts.metadata.at("rushlight_recipes") == "hash of take A,hash of take B");
    CHECK(facts.metadata.at("digitalSourceType") == assets::trained_algorithmic_media);

    assets::AudioReader sound(order.out);
    LoudnessMeter meter;
    meter.add(sound.read(0, 116 * 2000));
    CHECK(meter.result().integrated == Approx(-16).margin(1));
    CHECK(meter.result().true_peak <= -1);
    CHECK(exported.loudness.integrated == Approx(-16).margin(0.5));

    assets::VideoReader pictures(order.out);
    Compositor compositor(studio.footage);
    for (const std::int64_t f : {0, 20, 50, 57, 58, 65, 115}) {
        const auto mine = compositor.render(plan_frame(film, f), {640, 360});
        CHECK(psnr(mine, pictures.frame(f)) > 36);
    }
}

TEST_CASE("a film of drawn takes alone does not say that a trained model made it",
          "[editor][export]")
{
    Timeline film = empty_timeline({640, 360}, 24, 1, 0);
    Clip clip;
    clip.source = Media{"1", "take A", Time(2)};
    film = append(film, {{film.tracks[0]->id, clip, 24}}).value();
    const auto metadata =
        provenance_of(film, [](const std::string&) { return TakeOrigin{"hash", false}; });
    CHECK(metadata.at("digitalSourceType") == assets::algorithmic_media);
    CHECK(provenance_of(empty_timeline({640, 360}, 24, 1, 0), {}).empty());
}

TEST_CASE("a vertical export fills a tall frame", "[editor][export]")
{
    Studio studio;
    const Export order{studio.folder / "tall.mp4", *find_preset("vertical"), 10, 20, {}};
    const Exported exported =
        export_film(short_film(), studio.footage, studio.footage, order, ignore, {});
    CHECK(exported.size == Size{360, 640});
    const assets::Facts facts = assets::probe(order.out);
    CHECK(facts.video->width == 360);
    CHECK(facts.video->height == 640);
    CHECK(facts.video->frames == 10);
    assets::VideoReader pictures(order.out);
    CHECK(pixel_at(pictures.frame(0), 5, 5).g > 40); // no bars
}

TEST_CASE("an export names what it could not show", "[editor][export]")
{
    Studio studio;
    Timeline film = short_film();
    std::filesystem::remove(studio.folder / "asset B.mkv");
    film = *set_effect(film, id_of(film, "V1", "A"), {"glitter", 3, {}});
    Title title{"Hello"};
    title.font = "No Such Family 4711";
    film = *insert_title(film, 40, 10, title);
    const Export order{studio.folder / "film.mp4", *find_preset("web"), 50, 66, {}};
    const Exported exported = export_film(film, studio.footage, studio.footage, order, ignore, {});
    std::string all;
    for (const std::string& note : exported.notes) {
        all += note + "\n";
    }
    INFO(all);
    CHECK(exported.notes.size() == 3);
    CHECK(all.find("glitter") != std::string::npos);
    CHECK(all.find("No Such Family 4711") != std::string::npos);
    CHECK(all.find("asset B") != std::string::npos);
}

TEST_CASE("a film at 29.97 has as many samples as its frames last", "[editor][export]")
{
    Studio studio;
    Timeline film = empty_timeline({320, 180}, Time(30000, 1001), 1, 1);
    Clip clip;
    clip.source = Media{"asset A", "take A", Time(33, 12)};
    film = *append(film,
                   {{track_id(film, "V1"), clip, 80},
                    {track_id(film, "A1"), clip, assets::frame_sample(80, film.rate)}});
    const Export order{studio.folder / "film.mp4", *find_preset("web"), 1, 78, {}};
    (void)export_film(film, studio.footage, studio.footage, order, ignore, {});
    const assets::Facts facts = assets::probe(order.out);
    CHECK(facts.video->rate == Time(30000, 1001));
    CHECK(facts.video->frames == 77);
    const auto samples = assets::frame_sample(78, film.rate) - assets::frame_sample(1, film.rate);
    CHECK(std::abs(facts.audio->duration.round_at(48000) - samples) <= 1);
}

TEST_CASE("a disk that fills during an export is told and nothing is left behind",
          "[editor][export]")
{
    Studio studio;
    const Export order{studio.folder / "film.mov", *find_preset("prores"), 0, -1, {}};
    // no file of this process may grow beyond 300 KB for a while
    rlimit usual{};
    REQUIRE(getrlimit(RLIMIT_FSIZE, &usual) == 0);
    const auto handler = std::signal(SIGXFSZ, SIG_IGN);
    rlimit little = usual;
    little.rlim_cur = 300 * 1024;
    REQUIRE(setrlimit(RLIMIT_FSIZE, &little) == 0);
    std::string sentence;
    std::optional<assets::MediaError::Code> code;
    try {
        (void)export_film(short_film(), studio.footage, studio.footage, order, ignore, {});
    } catch (const assets::MediaError& error) {
        code = error.code();
        sentence = error.what();
    }
    setrlimit(RLIMIT_FSIZE, &usual);
    std::signal(SIGXFSZ, handler);
    INFO(sentence);
    REQUIRE(code);
    CHECK((*code == assets::MediaError::Code::full || *code == assets::MediaError::Code::io));
    CHECK(sentence.find("film.mov") != std::string::npos);
    for (const auto& entry : std::filesystem::directory_iterator(studio.folder.path())) {
        CHECK(entry.path().extension() == ".mkv"); // the takes alone
    }
}

TEST_CASE("a still picture lasts as long as its clip", "[editor][footage]")
{
    test::TemporaryFolder folder;
    assets::write_png(folder / "still.png", rgb_frame(64, 36, 10, 200, 90));
    Footage footage([&](const std::string& asset) { return folder / asset; },
                    std::make_shared<assets::FrameCache>(1 << 20));
    for (const Time time : {Time(0), Time(1, 3), Time(3600)}) {
        const auto picture = footage.picture({"still.png", {}, {}}, time);
        REQUIRE(picture.frame);
        CHECK(distance(pixel_at(picture.frame, 30, 20), {10, 200, 90}) <= 1);
    }
}

TEST_CASE("sound alone is the film's length to the sample", "[editor][export]")
{
    Studio studio;
    const Export order{studio.folder / "film.wav", *find_preset("wav"), 0, -1, {}};
    (void)export_film(short_film(), studio.footage, studio.footage, order, ignore, {});
    assets::AudioReader sound(order.out);
    CHECK(sound.samples() == 116 * 2000);
}

TEST_CASE("an export that is cancelled, impossible or empty leaves nothing behind",
          "[editor][export]")
{
    Studio studio;
    const auto files = [&] {
        std::ptrdiff_t count = 0;
        for (const auto& entry : std::filesystem::directory_iterator(studio.folder.path())) {
            count += entry.is_regular_file() ? 1 : 0;
        }
        return count;
    };
    const auto before = files();
    Export order{studio.folder / "film.mp4", *find_preset("web"), 0, -1, {}};
    std::stop_source stop;
    const auto stop_at_frame = [&](const ExportProgress& p) {
        if (p.done > 20) {
            stop.request_stop();
        }
    };
    const Timeline film = short_film();
    CHECK_THROWS_AS(
        export_film(film, studio.footage, studio.footage, order, stop_at_frame, stop.get_token()),
        assets::MediaError);
    CHECK(files() == before);
    order.to = 4000;
    CHECK_THROWS_AS(export_film(film, studio.footage, studio.footage, order, ignore, {}),
                    EditorError);
    order.to = -1;
    CHECK_THROWS_AS(export_film(empty_timeline({640, 360}, 24, 1, 1),
                                studio.footage,
                                studio.footage,
                                order,
                                ignore,
                                {}),
                    EditorError);
    order.out = studio.folder / "no such folder" / "film.mp4";
    CHECK_THROWS_AS(export_film(film, studio.footage, studio.footage, order, ignore, {}),
                    assets::MediaError);
    CHECK(files() == before);
}

TEST_CASE("footage that is missing or broken is black, silent and told once", "[editor][footage]")
{
    test::TemporaryFolder folder;
    std::ofstream(folder / "text.mkv") << "this is no film";
    Footage footage(
        [&](const std::string& asset) {
            return asset == "pending" ? std::filesystem::path{} : folder / asset;
        },
        std::make_shared<assets::FrameCache>(1 << 20));
    for (int i = 0; i < 2; ++i) {
        CHECK_FALSE(footage.picture({"text.mkv", {}, {}}, 0).frame);
        CHECK_FALSE(footage.picture({"gone.mkv", {}, {}}, 0).frame);
        CHECK_FALSE(footage.picture({"pending", {}, {}}, 0).frame);
        std::vector<float> samples(200, 1.0F);
        footage.sound({"gone.mkv", {}, {}}, 0, samples);
        CHECK(samples[100] == 0);
    }
    CHECK(footage.problems().size() == 2);
}

TEST_CASE("footage that must be readable throws each time, and is found once it is there",
          "[editor][footage]")
{
    test::TemporaryFolder folder;
    std::ofstream(folder / "text.mkv") << "this is no film";
    Footage footage(
        [&](const std::string& asset) {
            const auto file = folder / asset;
            return std::filesystem::exists(file) ? file : std::filesystem::path{};
        },
        nullptr,
        Unreadable::thrown);
    std::vector<float> samples(200, 1.0F);
    for (int i = 0; i < 2; ++i) {
        CHECK_THROWS_AS(footage.picture({"text.mkv", {}, {}}, 0), assets::MediaError);
        CHECK_THROWS_AS(footage.sound({"text.mkv", {}, {}}, 0, samples), assets::MediaError);
    }
    CHECK(footage.problems().empty());
    CHECK_FALSE(footage.picture({"still.png", {}, {}}, 0).frame);
    assets::write_png(folder / "still.png", rgb_frame(64, 36, 10, 200, 90));
    CHECK(footage.picture({"still.png", {}, {}}, 0).frame);
    footage.sound({"still.png", {}, {}}, 0, samples); // has none: silent, and no problem
    CHECK(samples[100] == 0);
}
