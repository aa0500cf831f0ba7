// Each of the five ways of making a shot against its control: the same request without what makes
// the shot that way, looked at in decoded frames.
#include "tests/end_to_end/program.hpp"
#include "tests/end_to_end/sample.hpp"
#include "tests/support/temporary_folder.hpp"

#include <catch2/catch.hpp>

using namespace rushlight::test;

namespace {

constexpr std::size_t width = 320;
constexpr std::size_t height = 192;
constexpr std::size_t frames = 9;

const std::string words =
    "Wide shot. A red balloon flies to the right on a beach at dusk. Static camera. Marker previs.";

/// Part of the picture, in shares of its sides.
struct Part {
    double left = 0;
    double top = 0;
    double right = 1;
    double bottom = 1;

    [[nodiscard]] bool holds(std::size_t x, std::size_t y) const
    {
        const double across = static_cast<double>(x) / width;
        const double down = static_cast<double>(y) / height;
        return across >= left && across < right && down >= top && down < bottom;
    }
};

/// Packed RGB frames.
struct Shot {
    std::string rgb;

    /// Mean squared difference to another shot from one frame to another, inside of a part or
    /// outside of it.
    [[nodiscard]] double off(const Shot& other,
                             std::size_t from = 0,
                             std::size_t to = frames,
                             const Part& part = {},
                             bool inside = true) const
    {
        double sum = 0;
        double count = 0;
        for (std::size_t t = from; t < to; ++t) {
            for (std::size_t y = 0; y < height; ++y) {
                for (std::size_t x = 0; x < width; ++x) {
                    if (part.holds(x, y) != inside) {
                        continue;
                    }
                    for (std::size_t c = 0; c < 3; ++c) {
                        const std::size_t at = ((t * height + y) * width + x) * 3 + c;
                        const double by = static_cast<double>(static_cast<unsigned char>(rgb[at])) -
                                          static_cast<unsigned char>(other.rgb[at]);
                        sum += by * by;
                    }
                    count += 3;
                }
            }
        }
        return sum / count;
    }
};

Shot decoded(const std::filesystem::path& file, const std::filesystem::path& home)
{
    const auto ran = run(
        {"ffmpeg", "-v", "error", "-i", file, "-f", "rawvideo", "-pix_fmt", "rgb24", "-"}, home);
    INFO(ran.err);
    REQUIRE(ran.code == 0);
    REQUIRE(ran.out.size() == frames * height * width * 3);
    return {ran.out};
}

/// Makes short shots in one project, all from the same seed.
class Maker {
public:
    explicit Maker(const std::filesystem::path& home)
        : home_(home)
    {
    }

    [[nodiscard]] std::filesystem::path file(const std::string& name) const
    {
        return home_ / (name + ".mkv");
    }

    Shot make(const std::string& name, const std::vector<std::string>& how) const
    {
        std::vector<std::string> all{"generate",
                                     "--frames",
                                     std::to_string(frames),
                                     "--size",
                                     std::to_string(width) + "x" + std::to_string(height),
                                     "--steps",
                                     "4",
                                     "--seed",
                                     "5",
                                     "--project",
                                     home_ / "shots.rushlight",
                                     "--out",
                                     file(name)};
        all.insert(all.end(), how.begin(), how.end());
        const auto made = rushlight::test::rushlight(all, home_);
        INFO(name << ": " << made.err);
        REQUIRE(made.code == 0);
        return decoded(file(name), home_);
    }

private:
    std::filesystem::path home_;
};

} // namespace

TEST_CASE("a shot of each of the five ways differs from its control, and in the right place",
          "[controls]")
{
    const TemporaryFolder home;
    cast_wick(home.path());
    const Maker maker(home.path());
    const std::string picture = sample / "pictures/balloon-at-sea.png";

    const Shot prompt = maker.make("prompt", {"--prompt", words});
    const Shot other =
        maker.make("other", {"--prompt", "A white rabbit jumps in a forest at noon. Snow."});
    CHECK(prompt.off(other) > 100); // other words, another picture: less than 28 dB alike

    const Shot image = maker.make("image", {"--prompt", words, "--image", picture + "@0"});
    // a source that nothing is changed of: what the autoencoder makes of the picture
    const Shot own = maker.make("own", {"--prompt", words, "--source", picture, "--strength", "0"});
    CHECK(image.off(own, 0, 1) == 0);
    CHECK(prompt.off(own, 0, 1) > 100);
    CHECK(image.off(own, 1) > 1); // and it is no still

    const Shot brush = maker.make(
        "brush",
        {"--prompt", words, "--image", picture + "@0", "--brush", sample / "balloon.brush.json"});
    const Part reach{0.48, 0.18, 0.92, 0.72}; // the balloon and its way
    CHECK(brush.off(image, 0, 1) == 0);
    const double stroked = brush.off(image, 1, frames, reach);
    const double elsewhere = brush.off(image, 1, frames, reach, false);
    INFO("brush " << stroked << " elsewhere " << elsewhere);
    CHECK(stroked > 1);
    CHECK(stroked > 2 * elsewhere);

    const Shot remix = maker.make(
        "remix", {"--prompt", words, "--source", maker.file("other"), "--strength", "0.3"});
    CHECK(remix.off(other) > 1);
    CHECK(4 * remix.off(other) < prompt.off(other));

    // with a picture, so that the words are the same too: a prompt alone would be completed
    const Shot cameo =
        maker.make("cameo", {"--prompt", words, "--image", picture + "@0", "--cast", "wick"});
    CHECK(cameo.off(image, 0, 1) == 0);
    CHECK(cameo.off(image, 1) > 1);
}
