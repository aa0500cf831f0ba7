#include "assets/error.hpp"
#include "assets/facts_json.hpp"
#include "assets/library.hpp"
#include "assets/media_threads.hpp"
#include "assets/previews.hpp"
#include "assets/video_reader.hpp"
#include "media.hpp"
#include "storage/error.hpp"
#include "storage/project.hpp"
#include "storage/recipes_table.hpp"
#include "tests/support/small_disk.hpp"
#include "tests/support/temporary_folder.hpp"

#include <catch2/catch.hpp>

#include <atomic>
#include <fstream>

using namespace rushlight;
using namespace rushlight::assets;
using namespace rushlight::test;

namespace {

storage::Project make_project(const TemporaryFolder& folder)
{
    storage::ProjectOptions options;
    options.reserve_bytes = 0;
    return storage::Project::create(folder / "film.rushlight", options);
}

TakeContent flat_take(std::uint8_t value)
{
    TakeContent content;
    content.width = 64;
    content.height = 64;
    content.frames = 5;
    content.rgb = [value](std::int64_t n) {
        return std::vector<std::uint8_t>(std::size_t{64} * 64 * 3,
                                         static_cast<std::uint8_t>(value + n));
    };
    return content;
}

std::size_t files_below(const std::filesystem::path& folder)
{
    std::size_t count = 0;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
        count += entry.is_regular_file() ? 1U : 0U;
    }
    return count;
}

} // namespace

TEST_CASE("imported footage is copied in once and found with its facts", "[assets][library]")
{
    const TemporaryFolder folder;
    storage::Project project = make_project(folder);
    write_clip(folder / "Clip.MP4", {});
    std::vector<std::int64_t> told;
    Library library(
        project.database(), project.media(), [&](std::int64_t id) { told.push_back(id); });
    const std::int64_t asset = library.import(folder / "Clip.MP4");
    CHECK(library.import(folder / "Clip.MP4") == asset);
    CHECK(told == std::vector<std::int64_t>{asset});
    std::filesystem::remove(folder / "Clip.MP4");

    const Asset found = library.find(asset).value();
    CHECK(found.state == AssetState::ready);
    CHECK(found.kind == AssetKind::video);
    CHECK(found.name == "Clip.MP4");
    CHECK_FALSE(found.linked);
    CHECK(found.facts.video->frames == 72);
    CHECK(found.facts.video->rate == Time(24));
    CHECK(probe(found.file).video->frames == 72);
    CHECK(found.file.extension() == ".mp4");
    CHECK(library.list().size() == 1);
    CHECK_FALSE(library.find(99));
}

TEST_CASE("what is no media is not imported and leaves no file or row", "[assets][library]")
{
    const TemporaryFolder folder;
    storage::Project project = make_project(folder);
    Library library(project.database(), project.media());
    std::ofstream(folder / "text.mp4") << "no film";
    CHECK_THROWS_AS(library.import(folder / "text.mp4"), MediaError);
    CHECK_THROWS_AS(library.link(folder / "text.mp4"), MediaError);
    CHECK_THROWS_AS(library.import(folder / "none.mp4"), MediaError);
    CHECK(library.list().empty());
    CHECK(files_below(project.media().folder()) == 0);
}

TEST_CASE("a pending asset is filled with a take, its latents and its identity",
          "[assets][library]")
{
    const TemporaryFolder folder;
    storage::Project project = make_project(folder);
    Library library(project.database(), project.media());
    const std::int64_t recipe = storage::add_recipe(project.database(), "{\"seed\":1}");
    const std::int64_t asset = library.reserve("a barn", AssetKind::video, recipe);
    CHECK(library.find(asset)->state == AssetState::pending);
    CHECK(library.find(asset)->file.empty());
    const std::vector<std::uint8_t> latents(1000, 7);
    const std::string identity = library.fill(asset, flat_take(10), latents);
    const Asset found = library.find(asset).value();
    CHECK(found.state == AssetState::ready);
    CHECK(found.recipe == recipe);
    CHECK(found.facts.identity == identity);
    CHECK(identity_of_take(found.file) == identity);
    CHECK(std::filesystem::file_size(library.latents(asset).value()) == 1000);
    CHECK(std::filesystem::is_empty(project.media().folder() / "incoming"));
    CHECK_THROWS_AS(library.fill(asset, flat_take(10), {}), MediaError);
}

TEST_CASE("a fill that is cancelled or goes wrong leaves the asset pending and no file",
          "[assets][library]")
{
    const TemporaryFolder folder;
    storage::Project project = make_project(folder);
    Library library(project.database(), project.media());
    const std::int64_t asset = library.reserve("a barn", AssetKind::video);
    std::stop_source source;
    source.request_stop();
    CHECK_THROWS_AS(library.fill(asset, flat_take(1), {}, source.get_token()), MediaError);
    TakeContent broken = flat_take(1);
    broken.rgb = [](std::int64_t) -> std::vector<std::uint8_t> {
        throw std::runtime_error("the spool was cut short");
    };
    CHECK_THROWS_AS(library.fill(asset, broken, {}), std::runtime_error);
    CHECK(library.find(asset)->state == AssetState::pending);
    CHECK(files_below(project.media().folder()) == 0);
    library.fail(asset, "the worker was lost; make the take again");
    CHECK(library.find(asset)->state == AssetState::failed);
    CHECK(library.find(asset)->error == "the worker was lost; make the take again");
    CHECK_THROWS_AS(library.fill(12345, flat_take(1), {}), MediaError);
}

TEST_CASE("linked footage that goes away is missing, and comes back by relinking",
          "[assets][library]")
{
    const TemporaryFolder folder;
    storage::Project project = make_project(folder);
    Library library(project.database(), project.media());
    write_clip(folder / "clip.mp4", {});
    ClipPlan other;
    other.frames = 10;
    write_clip(folder / "other.mp4", other);
    const std::int64_t asset = library.link(folder / "clip.mp4");
    CHECK(library.find(asset)->linked);
    CHECK(library.check(asset) == AssetState::ready);
    library.hash_linked(asset);
    CHECK(files_below(project.media().folder()) == 0);
    std::filesystem::rename(folder / "clip.mp4", folder / "moved.mp4");
    CHECK(library.check(asset) == AssetState::missing);
    CHECK_THROWS_WITH(library.relink(asset, folder / "other.mp4"),
                      "cannot relink clip.mp4 to other.mp4: its content differs; import it as new "
                      "footage instead");
    CHECK(library.check(asset) == AssetState::missing);
    library.relink(asset, folder / "moved.mp4");
    CHECK(library.find(asset)->state == AssetState::ready);
    CHECK(library.find(asset)->file == folder / "moved.mp4");
    std::ofstream(folder / "moved.mp4", std::ios::app) << "x";
    CHECK(library.check(asset) == AssetState::missing);
}

TEST_CASE("media that was never there comes from the first file it is relinked to",
          "[assets][library]")
{
    const TemporaryFolder folder;
    storage::Project project = make_project(folder);
    Library library(project.database(), project.media());
    storage::AssetRow row;
    row.state = AssetState::missing;
    row.name = "clip.mp4";
    row.error = "not found: clip.mp4";
    const std::int64_t asset = storage::add_asset(project.database(), row);
    CHECK(library.check(asset) == AssetState::missing);
    write_clip(folder / "clip.mp4", {});
    library.relink(asset, folder / "clip.mp4");
    CHECK(library.check(asset) == AssetState::ready);
    CHECK(library.find(asset)->facts.video);
    CHECK(library.find(asset)->error.empty());
}

TEST_CASE("copied media that is lost comes back from the original", "[assets][library]")
{
    const TemporaryFolder folder;
    storage::Project project = make_project(folder);
    Library library(project.database(), project.media());
    write_clip(folder / "clip.mp4", {});
    const std::int64_t asset = library.import(folder / "clip.mp4");
    std::filesystem::remove(library.find(asset)->file);
    CHECK(library.check(asset) == AssetState::missing);
    library.relink(asset, folder / "clip.mp4");
    CHECK(library.check(asset) == AssetState::ready);
}

TEST_CASE("facts come back from their JSON, and nonsense is refused", "[assets][library]")
{
    const TemporaryFolder folder;
    ClipPlan plan;
    plan.sound = true;
    plan.rate = Time(30000, 1001);
    plan.rotation = 90;
    write_clip(folder / "clip.mov", plan);
    const Facts facts = probe(folder / "clip.mov");
    const Facts again = facts_from_json(to_json(facts));
    CHECK(to_json(again) == to_json(facts));
    CHECK(again.video->rate == Time(30000, 1001));
    CHECK(again.video->colour == facts.video->colour);
    CHECK(again.audio->duration == facts.audio->duration);
    CHECK(again.metadata == facts.metadata);
    for (const char* bad : {"", "{}", "[]", "{\"duration\":\"1/0\"}", "{\"duration\":5}"}) {
        CHECK_THROWS_AS(facts_from_json(bad), MediaError);
    }
    // a reader that gets facts without tables reads the tables itself
    VideoReader reader(folder / "clip.mov", {nullptr, 1, std::make_shared<const Facts>(again)});
    CHECK(reader.frame(71).width == 32);
}

TEST_CASE("thumbnails and waveforms are made once and read from the cache then",
          "[assets][library]")
{
    const TemporaryFolder folder;
    ClipPlan plan;
    plan.sound = true;
    write_clip(folder / "clip.mp4", plan);
    Previews previews(folder / "cache", 1 << 20);
    const Frame made = previews.thumbnail("abc", folder / "clip.mp4", Time(1), 16);
    CHECK(made.width == 64);
    CHECK(made.height == 16);
    CHECK(number_in(made) == 24);
    const Waveform outline = previews.waveform("abc", folder / "clip.mp4");
    CHECK(outline.levels.front().size() == 563); // 144,000 samples in spans of 256
    std::filesystem::remove(folder / "clip.mp4");
    CHECK(number_in(previews.thumbnail("abc", folder / "clip.mp4", Time(1), 16)) == 24);
    CHECK(previews.waveform("abc", folder / "clip.mp4") == outline);
    CHECK_THROWS_AS(previews.thumbnail("abc", folder / "clip.mp4", Time(2), 16), MediaError);
}

TEST_CASE("a damaged preview is made again and an unwritable cache does no harm",
          "[assets][library]")
{
    const TemporaryFolder folder;
    ClipPlan plan;
    plan.sound = true;
    write_clip(folder / "clip.mp4", plan);
    Previews previews(folder / "cache", 1 << 20);
    (void)previews.thumbnail("abc", folder / "clip.mp4", Time(1), 16);
    (void)previews.waveform("abc", folder / "clip.mp4");
    for (const auto& entry : std::filesystem::directory_iterator(folder / "cache")) {
        std::filesystem::resize_file(entry.path(), 5);
    }
    CHECK(number_in(previews.thumbnail("abc", folder / "clip.mp4", Time(1), 16)) == 24);
    CHECK(previews.waveform("abc", folder / "clip.mp4").levels.front().size() == 563);
    std::ofstream(folder / "file") << "x";
    Previews nowhere(folder / "file", 1 << 20);
    CHECK(number_in(nowhere.thumbnail("abc", folder / "clip.mp4", Time(1), 16)) == 24);
}

TEST_CASE("the preview cache keeps to its bytes", "[assets][library]")
{
    const TemporaryFolder folder;
    write_clip(folder / "clip.mp4", {});
    Previews previews(folder / "cache", 4000);
    for (int n = 0; n < 72; ++n) {
        (void)previews.thumbnail("abc", folder / "clip.mp4", Time(n, 24), 32);
        CHECK(previews.bytes() <= 4000 + 1000);
    }
}

TEST_CASE("on a full disk rows go into the project's reserve and media do not",
          "[assets][library][faults]")
{
    const TemporaryFolder folder;
    const TemporaryFolder elsewhere;
    const auto clip = elsewhere / "clip.mp4";
    write_clip(clip, {});
    const int result = on_small_disk(folder.path(), "size=4m", [&] {
        storage::Project project =
            storage::Project::create(folder / "p.rushlight", {.reserve_bytes = 512 << 10});
        const auto reserve = project.media().folder() / "reserve";
        Library library(project.database(), project.media());
        const std::int64_t pending = library.reserve("take", AssetKind::video);
        std::ofstream ballast(folder / "ballast");
        while (ballast << std::string(4096, 'x') << std::flush) {
        }
        try {
            (void)library.import(clip);
            return false;
        } catch (const storage::StorageError& error) {
            if (error.code() != storage::StorageError::Code::full) {
                return false;
            }
        }
        if (!std::filesystem::exists(reserve)) {
            return false;
        }
        // first in what is left of the database's own files, then in the reserve
        std::size_t linked = 0;
        for (; std::filesystem::exists(reserve) && linked < 2000; ++linked) {
            (void)library.link(clip);
        }
        library.fail(pending, "the disk was full");
        return !std::filesystem::exists(reserve) && library.list().size() == linked + 1 &&
               library.find(pending)->state == AssetState::failed;
    });
    if (result == cannot_mount) {
        WARN("skipped: this system does not let a test mount a small disk");
        return;
    }
    CHECK(result == 0);
}

TEST_CASE("media threads work with their own connection and report what goes wrong",
          "[assets][library]")
{
    const TemporaryFolder folder;
    storage::Project project = make_project(folder);
    write_clip(folder / "clip.mp4", {});
    std::atomic<int> changes = 0;
    std::string sentence;
    {
        MediaThreads threads({2,
                              [&] { return project.connect(); },
                              project.media(),
                              [&](std::int64_t) { ++changes; },
                              [&](const std::string& text) {
                                  sentence = text;
                              }});
        threads.post(
            [&](Library& library, const std::stop_token&) { library.import(folder / "clip.mp4"); });
        threads.post(
            [&](Library& library, const std::stop_token&) { library.import(folder / "none.mp4"); });
        threads.wait();
    }
    CHECK(changes == 1);
    CHECK(sentence == "cannot open none.mp4: there is no such file; relink it or import it from "
                      "where it is now");
    CHECK(Library(project.database(), project.media()).list().size() == 1);
}

TEST_CASE("media threads end promptly while work waits", "[assets][library]")
{
    const TemporaryFolder folder;
    storage::Project project = make_project(folder);
    std::atomic<int> done = 0;
    {
        MediaThreads threads({1, [&] { return project.connect(); }, project.media(), {}, {}});
        std::atomic<bool> running = false;
        threads.post([&](Library&, const std::stop_token& stop) {
            running = true;
            while (!stop.stop_requested()) {
                std::this_thread::yield();
            }
            ++done;
        });
        for (int i = 0; i < 100; ++i) {
            threads.post([&](Library&, const std::stop_token&) { ++done; });
        }
        while (!running) {
            std::this_thread::yield();
        }
    }
    CHECK(done == 1);
}
