#include "assets/error.hpp"
#include "assets/video_reader.hpp"
#include "media.hpp"
#include "tests/support/temporary_folder.hpp"

#include <catch2/catch.hpp>

#include <fstream>
#include <iterator>
#include <random>

using namespace rushlight;
using namespace rushlight::assets;
using namespace rushlight::test;

namespace {

const std::vector<Time> rates{
    Time(12), Time(24000, 1001), Time(24), Time(30000, 1001), Time(60000, 1001)};

/// Every frame number at the middle of a project frame's time, read forwards, must be its own.
void check_every_frame(const std::filesystem::path& file, const Time& rate, std::int64_t frames)
{
    VideoReader reader(file);
    REQUIRE(reader.video().frames == frames);
    CHECK(reader.video().rate == rate);
    CHECK(reader.video().constant_rate);
    CHECK(reader.video().duration == frame_time(frames, rate));
    std::int64_t wrong = 0;
    for (std::int64_t n = 0; n < frames; ++n) {
        wrong += number_in(reader.frame_at(frame_time(n, rate))) != (n & 0xffff) ? 1 : 0;
    }
    CHECK(wrong == 0);
}

} // namespace

TEST_CASE(
    "every frame of long-GOP H.264 with B-frames is shown once at each rate in each container",
    "[assets][video]")
{
    const TemporaryFolder folder;
    for (const char* name : {"clip.mkv", "clip.mp4", "clip.mov", "clip.ts"}) {
        for (const Time& rate : rates) {
            INFO(name << " at " << to_string(rate));
            ClipPlan plan;
            plan.rate = rate;
            plan.frames = rate.ceil_at(Time(3));
            write_clip(folder / name, plan);
            check_every_frame(folder / name, rate, plan.frames);
        }
    }
}

TEST_CASE("over ten minutes no frame is doubled and none is missing", "[assets][video]")
{
    const TemporaryFolder folder;
    const std::vector<const char*> names{"a.mkv", "b.mp4", "c.mkv", "d.mov", "e.mkv"};
    for (std::size_t i = 0; i < rates.size(); ++i) {
        ClipPlan plan;
        plan.rate = rates[i];
        plan.frames = rates[i].floor_at(Time(600));
        plan.width = 64;
        plan.height = 16;
        plan.gop = 250;
        INFO(names[i] << " at " << to_string(plan.rate));
        write_clip(folder / names[i], plan);
        check_every_frame(folder / names[i], plan.rate, plan.frames);
    }
}

TEST_CASE("frames asked for in any order are the frames asked for", "[assets][video]")
{
    const TemporaryFolder folder;
    for (const char* name : {"clip.mkv", "clip.mp4", "clip.ts"}) {
        for (const char* x264 : {"", "open-gop=1", "ref=4:b-pyramid=normal:bframes=5"}) {
            INFO(name << " " << x264);
            ClipPlan plan;
            plan.frames = 120;
            plan.gop = 20;
            plan.x264 = x264;
            plan.sound = true;
            write_clip(folder / name, plan);
            VideoReader reader(folder / name);
            std::mt19937 random(1);
            std::int64_t wrong = 0;
            for (int i = 0; i < 120; ++i) {
                const std::int64_t n = random() % 120;
                wrong += number_in(reader.frame(n)) != n ? 1 : 0;
            }
            for (std::int64_t n = 119; n >= 0; --n) {
                wrong += number_in(reader.frame(n)) != n ? 1 : 0;
            }
            CHECK(wrong == 0);
        }
    }
}

TEST_CASE("a reader without room to keep frames still shows the right ones", "[assets][video]")
{
    const TemporaryFolder folder;
    ClipPlan plan;
    plan.gop = 250;
    write_clip(folder / "clip.mp4", plan);
    VideoReader reader(folder / "clip.mp4", {std::make_shared<FrameCache>(1), 1, nullptr});
    for (const std::int64_t n : {71, 0, 70, 1, 2, 3, 40, 39, 38, 41, 71}) {
        CHECK(number_in(reader.frame(n)) == n);
    }
}

TEST_CASE("a variable rate shows the last frame that has begun, half a tick early",
          "[assets][video]")
{
    const TemporaryFolder folder;
    ClipPlan plan;
    plan.times = {0, 25, 100, 110, 300, 301, 700, 900};
    plan.frames = 8;
    plan.rate = Time(24);
    write_clip(folder / "clip.mp4", plan);
    VideoReader reader(folder / "clip.mp4");
    CHECK_FALSE(reader.video().constant_rate);
    REQUIRE(reader.video().frames == 8);
    CHECK(number_in(reader.frame_at(Time(0))) == 0);
    CHECK(number_in(reader.frame_at(Time(24, 600))) == 0);
    CHECK(number_in(reader.frame_at(Time(25, 600))) == 1);
    CHECK(number_in(reader.frame_at(Time(109, 600))) == 2);
    CHECK(number_in(reader.frame_at(Time(299, 600))) == 3);
    CHECK(number_in(reader.frame_at(Time(300, 600))) == 4);
    CHECK(number_in(reader.frame_at(Time(301, 600))) == 5);
    CHECK(number_in(reader.frame_at(Time(699, 600))) == 5);
    CHECK(number_in(reader.frame_at(Time(899, 600))) == 6);
    CHECK(number_in(reader.frame_at(Time(5000))) == 7);
}

TEST_CASE("before the first frame the first is shown, and after the last the last",
          "[assets][video]")
{
    const TemporaryFolder folder;
    write_clip(folder / "clip.mov", {});
    VideoReader reader(folder / "clip.mov");
    CHECK(number_in(reader.frame_at(Time(-5))) == 0);
    CHECK(number_in(reader.frame_at(Time(1'000'000))) == 71);
    CHECK(number_in(reader.frame(-1)) == 0);
    CHECK(number_in(reader.frame(72)) == 71);
}

TEST_CASE("a clip filmed sideways is shown upright", "[assets][video]")
{
    const TemporaryFolder folder;
    for (const int clockwise : {-90, 180, 90}) {
        ClipPlan plan;
        plan.rotation = clockwise;
        plan.frames = 4;
        plan.width = 128;
        plan.height = 64;
        write_clip(folder / "clip.mp4", plan);
        VideoReader reader(folder / "clip.mp4");
        const Frame frame = reader.frame(3);
        const bool sideways = clockwise % 180 != 0;
        REQUIRE(frame.width == (sideways ? 64 : 128));
        REQUIRE(frame.height == (sideways ? 128 : 64));
        // 3 = bits 0 and 1: the bright end was on the left
        const auto luma = [&](int x, int y) {
            return frame.planes[0].data[y * frame.planes[0].stride + x];
        };
        if (clockwise == -90) { // left goes to the bottom
            CHECK(luma(32, 124) > 125);
            CHECK(luma(32, 4) < 125);
        } else if (clockwise == 180) {
            CHECK(luma(124, 32) > 125);
            CHECK(luma(4, 32) < 125);
        } else {
            CHECK(luma(32, 4) > 125);
            CHECK(luma(32, 124) < 125);
        }
    }
}

TEST_CASE("alpha is handed on premultiplied", "[assets][video]")
{
    const TemporaryFolder folder;
    ClipPlan plan;
    plan.encoder = "ffv1";
    plan.pixel_format = "yuva420p";
    plan.frames = 3;
    write_clip(folder / "clip.mkv", plan);
    VideoReader reader(folder / "clip.mkv");
    CHECK(reader.video().alpha);
    const Frame frame = reader.frame(2);
    CHECK(frame.format == PixelFormat::rgba32);
    CHECK(number_in(frame) == 2);
}

TEST_CASE("intra codecs and 10 bits are read in their own layout", "[assets][video]")
{
    const TemporaryFolder folder;
    ClipPlan plan;
    plan.encoder = "prores_ks";
    plan.pixel_format = "yuv422p10le";
    plan.frames = 10;
    plan.height = 64;
    write_clip(folder / "clip.mov", plan);
    VideoReader reader(folder / "clip.mov");
    CHECK(reader.video().format == PixelFormat::yuv422p10);
    for (const std::int64_t n : {9, 3, 4, 0}) {
        CHECK(number_in(reader.frame(n)) == n);
    }
}

TEST_CASE("the draft of a time is the key frame before it, and exact frames follow it",
          "[assets][video]")
{
    const TemporaryFolder folder;
    for (const char* name : {"clip.mp4", "clip.mkv", "clip.ts"}) {
        for (const char* x264 : {"", "open-gop=1"}) {
            INFO(name << " " << x264);
            ClipPlan plan;
            plan.gop = 24;
            plan.x264 = x264;
            write_clip(folder / name, plan);
            VideoReader reader(folder / name, {std::make_shared<FrameCache>(1), 2, nullptr});
            const std::int64_t key = number_in(reader.draft_at(Time(40, 24)));
            CHECK(key >= 24);
            CHECK(key <= 26);
            CHECK(number_in(reader.frame_at(Time(40, 24))) == 40);
            CHECK(number_in(reader.frame_at(Time(41, 24))) == 41);
            CHECK(number_in(reader.draft_at(Time(3, 24))) == 0);
            CHECK(number_in(reader.frame(1)) == 1);
            CHECK(number_in(reader.frame(0)) == 0);
        }
    }
}

TEST_CASE("a recording that begins between key frames shows the first frame that can be decoded",
          "[assets][video]")
{
    const TemporaryFolder folder;
    ClipPlan plan;
    plan.gop = 24;
    write_clip(folder / "whole.ts", plan);
    std::ifstream in(folder / "whole.ts", std::ios::binary);
    std::string bytes((std::istreambuf_iterator<char>(in)), {});
    bytes.erase(0, bytes.size() / 5 / 188 * 188);
    std::ofstream(folder / "cut.ts", std::ios::binary) << bytes;
    VideoReader reader(folder / "cut.ts");
    const std::int64_t frames = reader.video().frames;
    REQUIRE(frames > 40);
    const std::int64_t first = number_in(reader.frame(0));
    CHECK(first <= 24);
    for (std::int64_t n = frames - 1; n >= frames - 40; --n) {
        CHECK(number_in(reader.frame(n)) == 72 - (frames - n));
    }
}

TEST_CASE("readers on two threads share one cache", "[assets][video]")
{
    const TemporaryFolder folder;
    write_clip(folder / "clip.mp4", {});
    const auto cache = std::make_shared<FrameCache>(std::size_t{8} << 20U);
    VideoReader first(folder / "clip.mp4", {cache, 1, nullptr});
    VideoReader second(folder / "clip.mp4",
                       {cache, 1, std::make_shared<const Facts>(first.facts())});
    CHECK(first.identity() == second.identity());
    const Frame frame = first.frame(30);
    CHECK(second.frame(30).planes[0].data == frame.planes[0].data);
}

TEST_CASE("a cache keeps to its budget and gives up the least recently used", "[assets][video]")
{
    const Frame frame = numbered_frame(1);
    FrameCache cache(3 * frame.bytes());
    for (std::int64_t n = 0; n < 3; ++n) {
        cache.insert({1, n}, frame);
    }
    CHECK(cache.find({1, 0}));
    cache.insert({1, 3}, frame);
    CHECK(cache.find({1, 0}));
    CHECK_FALSE(cache.find({1, 1}));
    CHECK(cache.bytes() == 3 * frame.bytes());
}
