#include "editor/playback/player.hpp"
#include "editor/playback/sound_feed.hpp"
#include "tests/editor/film_words.hpp"
#include "tests/editor/pictures.hpp"
#include "tests/editor/sounds.hpp"

#include <catch2/catch.hpp>

#include <atomic>
#include <chrono>

using namespace rushlight;
using namespace rushlight::editor;
using namespace rushlight::editor::tests;
using namespace std::chrono_literals;

namespace {

/// A film to look at, a clock to turn by hand, and what was shown.
class Booth {
public:
    std::atomic<double> time{100};
    std::atomic<int> slow_ms{0};
    std::mutex mutex;
    std::condition_variable changed;
    std::vector<std::int64_t> frames; ///< shown, in order
    std::vector<std::string> failures;
    Player player;

    Booth()
        : player([this] { return std::make_unique<Source>(*this); },
                 [this](const Player::Shown& shown) {
                     const std::lock_guard lock(mutex);
                     frames.push_back(shown.frame);
                     changed.notify_all();
                 },
                 [this](const std::string& sentence) {
                     const std::lock_guard lock(mutex);
                     failures.push_back(sentence);
                     changed.notify_all();
                 })
    {
        player.set_clock([this] { return time.load(); }, {});
        player.set_size({64, 36});
    }

    /// Waits until a condition on what was shown holds; false after five seconds.
    template <class Condition>
    bool wait(Condition condition)
    {
        std::unique_lock lock(mutex);
        return changed.wait_for(lock, 5s, condition);
    }

    bool wait_for_frame(std::int64_t frame)
    {
        return wait([&] { return !frames.empty() && frames.back() == frame; });
    }

private:
    struct Source : PictureSource {
        Booth& booth;

        explicit Source(Booth& b)
            : booth(b)
        {
        }

        Picture picture(const Media& media, const Time&) override
        {
            if (media.asset == "asset Z") {
                throw std::runtime_error("cannot read Z");
            }
            std::this_thread::sleep_for(std::chrono::milliseconds(booth.slow_ms.load()));
            return {yuv_frame(64, 36, 100, 100, 100), 1};
        }
    };
};

std::shared_ptr<const Timeline> film(const std::string& names)
{
    return std::make_shared<const Timeline>(linked_film(names));
}

} // namespace

TEST_CASE("the newest of many requests wins", "[editor][player]")
{
    Booth booth;
    booth.slow_ms = 20;
    booth.player.set_timeline(film("ABCDEFGHIJ"));
    for (std::int64_t f = 0; f <= 90; ++f) {
        booth.player.seek(f);
    }
    REQUIRE(booth.wait_for_frame(90));
    CHECK(booth.frames.size() < 20); // not one by one
    booth.player.seek(4711);
    CHECK(booth.wait_for_frame(99));
    booth.player.seek(-5);
    CHECK(booth.wait_for_frame(0));
}

TEST_CASE("playing follows the clock and drops what is late", "[editor][player]")
{
    Booth booth;
    booth.player.set_timeline(film("ABCDEFGHIJ"));
    booth.player.seek(10);
    REQUIRE(booth.wait_for_frame(10));
    booth.player.play(1);
    for (int i = 1; i <= 5; ++i) {
        booth.time = 100 + i / 24.0;
        REQUIRE(booth.wait_for_frame(10 + i));
    }
    CHECK(booth.player.counts().dropped == 0);
    booth.time = 100 + 15 / 24.0; // the machine was busy
    REQUIRE(booth.wait_for_frame(25));
    CHECK(booth.player.counts().dropped == 9);
    booth.player.play(0);
    booth.time = 200;
    booth.player.seek(30);
    REQUIRE(booth.wait_for_frame(30));
    CHECK(booth.player.speed() == 0);
}

TEST_CASE("playing ends at the film's end and begins again from there", "[editor][player]")
{
    Booth booth;
    booth.player.set_timeline(film("AB"));
    booth.player.seek(15);
    booth.player.play(1);
    booth.time = 105;
    REQUIRE(booth.wait_for_frame(19));
    CHECK(booth.wait([&] { return booth.player.speed() == 0; }));
    booth.player.play(1);
    booth.time = 105 + 3 / 24.0;
    CHECK(booth.wait_for_frame(3));
}

TEST_CASE("J, K and L shuttle faster with each press, and backward", "[editor][player]")
{
    Booth booth;
    booth.player.set_timeline(film("ABCDEFGHIJ"));
    booth.player.seek(50);
    REQUIRE(booth.wait_for_frame(50));
    booth.player.shuttle(1);
    booth.player.shuttle(1);
    CHECK(booth.player.speed() == 2);
    booth.time = 100 + 2 / 24.0;
    CHECK(booth.wait_for_frame(54));
    booth.player.shuttle(-1);
    CHECK(booth.player.speed() == -1);
    booth.time = 100 + 12 / 24.0;
    CHECK(booth.wait_for_frame(44));
    booth.player.shuttle(-1);
    booth.player.shuttle(-1);
    booth.player.shuttle(-1);
    booth.player.shuttle(-1);
    CHECK(booth.player.speed() == -8);
    booth.player.shuttle(0);
    CHECK(booth.player.speed() == 0);
}

TEST_CASE("an edit shows the playhead's frame again, and a failure is told", "[editor][player]")
{
    Booth booth;
    booth.player.set_timeline(film("AB"));
    REQUIRE(booth.wait_for_frame(0));
    const auto shown = booth.frames.size();
    booth.player.set_timeline(film("BA"));
    CHECK(booth.wait([&] { return booth.frames.size() > shown; }));
    booth.player.set_timeline(film("Z"));
    CHECK(booth.wait([&] { return !booth.failures.empty(); }));
    CHECK(booth.failures.front() == "cannot read Z");
    booth.player.set_timeline(film("A"));
    CHECK(booth.wait([&] { return booth.frames.size() > shown + 1; }));
}

namespace {

class Count : public SoundSource {
public:
    void sound(const Media&, std::int64_t first, std::span<float> stereo) override
    {
        for (std::size_t i = 0; i < stereo.size(); ++i) {
            const auto n = first + static_cast<std::int64_t>(i / 2);
            stereo[i] = static_cast<float>(n % 1000) / 1000.0F;
        }
    }
};

} // namespace

TEST_CASE("the sound feed hands over the film's samples from where playing starts",
          "[editor][sound_feed]")
{
    SoundFeed feed([] { return std::make_unique<Count>(); });
    feed.set_timeline(film("ABCDEFGHIJ"));
    std::vector<float> block(2 * 512);
    feed.read(block);
    CHECK(block[100] == 0);
    const double idle = feed.seconds();
    CHECK(idle == Approx(512.0 / 48000));

    // reads until sound comes, at most five seconds
    const auto first_sound = [&] {
        const auto end = std::chrono::steady_clock::now() + 5s;
        while (std::chrono::steady_clock::now() < end) {
            feed.read(block);
            if (std::any_of(block.begin(), block.end(), [](float s) { return s != 0; })) {
                return true;
            }
            std::this_thread::sleep_for(1ms);
        }
        return false;
    };
    feed.start(12, 1); // 2 frames into B, whose source begins 5 frames in
    REQUIRE(first_sound());
    CHECK(block[2 * 300] == Approx(static_cast<float>((10000 + 4000 + 300) % 1000) / 1000));
    CHECK(feed.seconds() == Approx(idle + 512.0 / 48000)); // waited for the sound
    feed.start(25, 1);
    REQUIRE(first_sound());
    CHECK(block[2 * 300] == Approx(static_cast<float>((10000 + 10000 + 300) % 1000) / 1000));
    feed.start(25, 0);
    feed.read(block);
    CHECK(std::all_of(block.begin(), block.end(), [](float s) { return s == 0; }));
}

TEST_CASE("sound that cannot be read is silent while playing, and what follows is heard",
          "[editor][sound_feed]")
{
    /// Throws for its first blocks, as a damaged file does, then sounds.
    struct Damaged : Count {
        int failures = 0;

        void sound(const Media& media, std::int64_t first, std::span<float> stereo) override
        {
            if (++failures <= 3) {
                throw std::runtime_error("cannot read it");
            }
            Count::sound(media, first, stereo);
        }
    };

    SoundFeed feed([] { return std::make_unique<Damaged>(); });
    feed.set_timeline(film("ABCDEFGHIJ"));
    feed.start(0, 1);
    std::vector<float> block(2 * 512);
    bool heard = false;
    for (const auto end = std::chrono::steady_clock::now() + 5s;
         !heard && std::chrono::steady_clock::now() < end;) {
        feed.read(block);
        heard = std::any_of(block.begin(), block.end(), [](float s) { return s != 0; });
        std::this_thread::sleep_for(1ms);
    }
    CHECK(heard);
}

namespace {

/// A film of ten seconds of one source from its beginning on.
std::shared_ptr<const Timeline> long_film()
{
    Timeline film = empty_timeline({1280, 720}, 24, 1, 1);
    Clip clip;
    clip.source = Media{"sound", {}, Time(60)};
    return std::make_shared<const Timeline>(
        *append(film, {{film.tracks[1]->id, clip, 10 * sample_rate}}));
}

/// What a device hears of a feed, from the first sound on.
std::vector<float> listen(SoundFeed& feed, std::size_t samples)
{
    std::vector<float> heard;
    std::vector<float> block(2 * 256);
    const auto end = std::chrono::steady_clock::now() + 10s;
    while (heard.size() < 2 * samples && std::chrono::steady_clock::now() < end) {
        const double before = feed.seconds();
        feed.read(block);
        const auto got = std::llround((feed.seconds() - before) * sample_rate);
        heard.insert(heard.end(), block.begin(), block.begin() + 2 * got);
        if (got == 0) {
            std::this_thread::sleep_for(1ms);
        }
    }
    return heard;
}

} // namespace

TEST_CASE("from half to double speed, forward and backward, sound keeps its pitch while playing",
          "[editor][sound_feed]")
{
    const double speed = GENERATE(0.5, 1.5, 2.0, -0.5, -1.0, -2.0);
    INFO(speed);
    SoundFeed feed([] { return std::make_unique<Tone>(440); });
    feed.set_timeline(long_film());
    feed.start(120, speed);
    const auto sound = listen(feed, 24000);
    REQUIRE(sound.size() >= 48000);
    CHECK(std::abs(cents(pitch_of(sound, 4800, 24000), 440)) < 5);
}

TEST_CASE("what the film says at a time is heard when playing reaches it at any speed",
          "[editor][sound_feed]")
{
    const double speed = GENERATE(0.5, 2.0, -0.5, -1.0, -2.0);
    INFO(speed);
    SoundFeed feed([] { return std::make_unique<Blips>(); });
    feed.set_timeline(long_film());
    const std::int64_t frame = speed > 0 ? 108 : 132; // half a second from the blip at 5 s
    feed.start(frame, speed);
    const auto due = static_cast<std::int64_t>(0.5 / std::abs(speed) * 48000);
    const auto sound = listen(feed, static_cast<std::size_t>(due + 9600));
    std::int64_t loudest = 0;
    for (std::int64_t n = 0; n < due + 9600; ++n) {
        if (std::abs(sound[static_cast<std::size_t>(2 * n)]) >
            std::abs(sound[static_cast<std::size_t>(2 * loudest)])) {
            loudest = n;
        }
    }
    CHECK(std::abs(loudest - due) < 960); // 20 ms
}

TEST_CASE("slower than half and faster than double speed playing is silent and the clock goes on",
          "[editor][sound_feed]")
{
    const double speed = GENERATE(0.25, 4.0, -8.0);
    SoundFeed feed([] { return std::make_unique<Tone>(440); });
    feed.set_timeline(long_film());
    feed.start(120, speed);
    std::this_thread::yield();
    const auto sound = listen(feed, 9600);
    REQUIRE(sound.size() >= 19200);
    CHECK(std::all_of(sound.begin(), sound.end(), [](float s) { return s == 0; }));
}
