#include "assets/audio_reader.hpp"
#include "assets/error.hpp"
#include "assets/probe.hpp"
#include "assets/video_reader.hpp"
#include "assets/writer.hpp"
#include "media.hpp"
#include "tests/support/temporary_folder.hpp"

#include <catch2/catch.hpp>
#include <sys/stat.h>
#include <unistd.h>

#include <chrono>
#include <fstream>
#include <iterator>
#include <random>

using namespace rushlight;
using namespace rushlight::assets;
using namespace rushlight::test;
using Catch::Matchers::Contains;
using Catch::Matchers::StartsWith;

namespace {

std::string bytes_of(const std::filesystem::path& file)
{
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

std::filesystem::path write_bytes(const std::filesystem::path& file, const std::string& bytes)
{
    std::ofstream(file, std::ios::binary) << bytes;
    return file;
}

std::string big_endian(std::uint32_t value)
{
    std::string bytes;
    for (int shift = 24; shift >= 0; shift -= 8) {
        bytes += static_cast<char>(value >> shift & 0xff);
    }
    return bytes;
}

std::string png_header(std::uint32_t width, std::uint32_t height)
{
    return std::string("\x89PNG\r\n\x1a\n", 8) + big_endian(13) + "IHDR" + big_endian(width) +
           big_endian(height) + std::string("\x01\x00\x00\x00\x00", 5) + std::string(64, 'x');
}

/// The one sentence with which a file is refused.
std::string refusal(const std::filesystem::path& file,
                    MediaError::Code code = MediaError::Code::unreadable)
{
    try {
        (void)probe(file);
    } catch (const MediaError& error) {
        CHECK(error.code() == code);
        const std::string text = error.what();
        CHECK_THAT(text, StartsWith("cannot open " + file.filename().string() + ": "));
        CHECK_THAT(text, Contains("; ")); // the way out
        CHECK(text.find('\n') == std::string::npos);
        return text;
    }
    FAIL(file << " was accepted");
    return {};
}

} // namespace

TEST_CASE("a file that is not there, a folder and a pipe are refused", "[assets][probe]")
{
    const TemporaryFolder folder;
    CHECK_THAT(refusal(folder / "none.mp4", MediaError::Code::missing), Contains("no such file"));
    std::filesystem::create_directory(folder / "folder.mp4");
    CHECK_THAT(refusal(folder / "folder.mp4"), Contains("it is a folder"));
    REQUIRE(mkfifo((folder / "pipe.mp4").c_str(), 0600) == 0);
    CHECK_THAT(refusal(folder / "pipe.mp4"), Contains("not an ordinary file"));
    if (geteuid() != 0) {
        write_bytes(folder / "secret.mp4", "x");
        chmod((folder / "secret.mp4").c_str(), 0);
        CHECK_THAT(refusal(folder / "secret.mp4"), Contains("not permitted"));
    }
}

TEST_CASE("empty files, texts and noise are refused whatever they are called", "[assets][probe]")
{
    const TemporaryFolder folder;
    CHECK_THAT(refusal(write_bytes(folder / "empty.mp4", "")), Contains("it is empty"));
    refusal(write_bytes(folder / "text.mp4", "Once upon a time there was no film at all.\n"));
    refusal(write_bytes(folder / "one.mp4", "x"));
    refusal(write_bytes(folder / "zeros.mov", std::string(100'000, '\0')));
    std::mt19937 random(3);
    std::string noise(100'000, '\0');
    for (char& c : noise) {
        c = static_cast<char>(random());
    }
    refusal(write_bytes(folder / "noise.mkv", noise));
    refusal(write_bytes(folder / "script.mp4", "#!/bin/sh\necho hello\n"));
    refusal(write_bytes(folder / "drawing.png", "<svg xmlns='http://www.w3.org/2000/svg'/>"));
}

TEST_CASE("lists that name other files are refused and nothing else is opened", "[assets][probe]")
{
    const TemporaryFolder folder;
    write_clip(folder / "second.ts", {});
    const std::string second = (folder / "second.ts").string();
    const auto hls = refusal(write_bytes(
        folder / "list.mp4", "#EXTM3U\n#EXT-X-TARGETDURATION:3\n#EXTINF:3,\n" + second + "\n"));
    CHECK_THAT(hls, Contains("names other files"));
    const auto concat =
        refusal(write_bytes(folder / "join.mp4", "ffconcat version 1.0\nfile '" + second + "'\n"));
    CHECK_THAT(concat, Contains("names other files"));
    refusal(write_bytes(folder / "dash.mp4",
                        "<?xml version=\"1.0\"?><MPD xmlns=\"urn:mpeg:dash:schema:mpd:2011\" "
                        "profiles=\"urn:mpeg:dash:profile:isoff-on-demand:2011\"><Period>"
                        "<BaseURL>" +
                            second + "</BaseURL></Period></MPD>"));
    refusal(write_bytes(folder / "talk.mp4",
                        "v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nt=0 0\n"
                        "m=video 5004 RTP/AVP 96\na=rtpmap:96 H264/90000\n"));
    refusal("concat:" + second, MediaError::Code::missing);
    refusal("subfile,,start,0,end,0,,:" + second, MediaError::Code::missing);
}

TEST_CASE("pictures outside the limits are refused from their header alone", "[assets][probe]")
{
    const TemporaryFolder folder;
    for (const auto& [width, height] : {std::pair{30000U, 30000U},
                                        {16385U, 200U},
                                        {10000U, 10000U},
                                        {16000U, 100U},
                                        {0xffffffffU, 1U},
                                        {8U, 0x80000000U}}) {
        INFO(width << "×" << height);
        const auto begin = std::chrono::steady_clock::now();
        CHECK_THAT(refusal(write_bytes(folder / "bomb.png", png_header(width, height))),
                   Contains("too large"));
        CHECK(std::chrono::steady_clock::now() - begin < std::chrono::milliseconds(200));
    }
    refusal(write_bytes(folder / "none.png", png_header(0, 5)));
    refusal(write_bytes(folder / "damaged.png", png_header(100, 100)));
    refusal(write_bytes(folder / "cut.png", png_header(100, 100).substr(0, 20)));
    refusal(write_bytes(folder / "cut.jpg", std::string("\xff\xd8\xff\xe0\x00\x10", 6)));
    refusal(write_bytes(folder / "cut.webp", std::string("RIFF\x10\0\0\0WEBPVP8L", 16)));
}

TEST_CASE("a cut or damaged film is refused or read, never a crash", "[assets][probe]")
{
    const TemporaryFolder folder;
    for (const char* name : {"clip.mp4", "clip.mkv", "clip.ts"}) {
        ClipPlan plan;
        plan.frames = 24;
        plan.gop = 8;
        plan.sound = true;
        write_clip(folder / name, plan);
        const std::string whole = bytes_of(folder / name);
        const auto file = folder / (std::string("broken_") + name);
        std::mt19937 random(11);
        int read = 0;
        for (int i = 0; i < 60; ++i) {
            std::string bytes = whole;
            if (i < 20) {
                bytes.resize(whole.size() * static_cast<std::size_t>(i) / 20 + 1);
            } else {
                for (int flips = 0; flips < 1 + i / 4; ++flips) {
                    bytes[random() % bytes.size()] = static_cast<char>(random());
                }
            }
            write_bytes(file, bytes);
            try {
                VideoReader reader(file);
                (void)reader.frame(0);
                (void)reader.frame(reader.video().frames - 1);
                if (reader.facts().audio) {
                    (void)AudioReader(file).read(0, 48'000);
                }
                ++read;
            } catch (const MediaError& error) {
                CHECK_THAT(error.what(), Contains(file.filename().string()));
            }
        }
        INFO(name);
        CHECK(read > 0);
    }
    refusal(
        write_bytes(folder / "half.mp4", bytes_of(folder / "clip.mp4").substr(0, 500))); // no moov
}

TEST_CASE("a sound file that declares more than it has gives what it has", "[assets][probe]")
{
    const TemporaryFolder folder;
    write_sound_file(folder / "a.wav", "pcm_s16le", 48000, 2, std::vector<float>(2000, 0.5F));
    std::string bytes = bytes_of(folder / "a.wav");
    const auto data = bytes.find("data");
    bytes.replace(data + 4, 4, "\xff\xff\xff\x7f");
    bytes.replace(4, 4, "\xff\xff\xff\x7f");
    CHECK(probe(write_bytes(folder / "huge.wav", bytes)).audio->table->samples == 1000);
    refusal(write_bytes(folder / "nothing.wav", bytes.substr(0, data + 8)));
    // a box of 2^60 bytes
    refusal(write_bytes(folder / "huge.mp4",
                        std::string("\0\0\0\x14"
                                    "ftypisom\0\0\0\0mp41\0\0\0\x01moov\x10\0\0\0\0\0\0\0",
                                    36)));
}

TEST_CASE("a film with a header and no frame is refused", "[assets][probe]")
{
    const TemporaryFolder folder;
    WriterSettings settings;
    settings.width = 64;
    settings.height = 64;
    for (const auto& [delivery, name] : {std::pair{Delivery::mp4, "a.mp4"},
                                         {Delivery::prores, "a.mov"},
                                         {Delivery::take, "a.mkv"}}) {
        settings.delivery = delivery;
        Writer(folder / name, settings).finish();
        refusal(folder / name);
    }
}

TEST_CASE("the facts of a film name its streams, tags, turn and timecode", "[assets][probe]")
{
    const TemporaryFolder folder;
    ClipPlan plan;
    plan.sound = true;
    plan.rotation = 90;
    plan.height = 64;
    write_clip(folder / "clip.mov", plan);
    const Facts facts = probe(folder / "clip.mov");
    CHECK(facts.video->rotation == 90);
    CHECK(facts.video->width == 64);
    CHECK(facts.video->height == 128);
    CHECK(facts.video->colour.matrix == Matrix::bt601); // untagged and small
    CHECK_FALSE(facts.video->colour_tagged);
    CHECK(facts.audio->codec == "aac");
    CHECK(facts.bytes == std::filesystem::file_size(folder / "clip.mov"));
    CHECK(facts.duration == Time(3));
}

TEST_CASE("a JPEG from a camera held upright is shown upright", "[assets][probe]")
{
    const TemporaryFolder folder;
    write_jpeg(folder / "plain.jpg", numbered_frame(3, 128, 64));
    const std::string plain = bytes_of(folder / "plain.jpg");
    const Facts facts = probe(folder / "plain.jpg");
    CHECK(facts.video->still);
    CHECK(facts.video->frames == 1);
    CHECK(facts.video->colour.range == Range::full);
    CHECK(facts.video->colour.matrix == Matrix::bt601);
    VideoReader reader(folder / "plain.jpg");
    CHECK(number_in(reader.frame_at(Time(7))) == 3);

    // EXIF orientation 6: the camera was turned, show it a quarter clockwise
    const std::string exif =
        std::string("Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0"
                    "\0\0\0\0",
                    32);
    const std::string segment =
        std::string("\xff\xe1\0", 3) + static_cast<char>(exif.size() + 2) + exif;
    write_bytes(folder / "turned.jpg", plain.substr(0, 2) + segment + plain.substr(2));
    VideoReader turned(folder / "turned.jpg");
    CHECK(turned.video().rotation == 90);
    const Frame frame = turned.frame(0);
    REQUIRE(frame.width == 64);
    REQUIRE(frame.height == 128);
    CHECK(frame.planes[0].data[4 * frame.planes[0].stride + 32] > 125);
    CHECK(frame.planes[0].data[124 * frame.planes[0].stride + 32] < 125);
}
