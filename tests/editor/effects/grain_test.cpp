#include "tests/editor/effects/effect_pictures.hpp"

#include <catch2/catch.hpp>

#include <cmath>
#include <cstring>

using namespace rushlight;
using namespace rushlight::editor;
using namespace rushlight::editor::tests;

namespace {

/// A grey still with grain at a time of its source.
assets::Frame grained(const std::map<std::string, Value>& values, const Time& time, int grey = 128)
{
    Wall wall;
    wall.frames["still"] = yuv_frame(320, 180, grey, grey, grey);
    Compositor compositor(wall);
    auto clip = std::make_shared<Clip>();
    clip->source = Media{"still", {}, {}};
    Stage stage;
    stage.to = Layer{clip, time, {}, 1};
    stage.to->effects = picture_effects_at({{"grain", 1, values}}, time);
    return compositor.render({{stage}}, {320, 180});
}

struct Measured {
    double mean = 0;
    double deviation = 0;
    double neighbour = 0; ///< correlation with the next pixel
};

Measured measure(const assets::Frame& frame)
{
    const auto at = [&](int x, int y) {
        return (frame.planes[0].data[y * frame.planes[0].stride + x] - 16) / 219.0;
    };
    Measured m;
    const double count = frame.width * frame.height;
    for (int y = 0; y < frame.height; ++y) {
        for (int x = 0; x < frame.width; ++x) {
            m.mean += at(x, y) / count;
        }
    }
    for (int y = 0; y < frame.height; ++y) {
        for (int x = 0; x + 1 < frame.width; ++x) {
            m.deviation += (at(x, y) - m.mean) * (at(x, y) - m.mean) / count;
            m.neighbour += (at(x, y) - m.mean) * (at(x + 1, y) - m.mean) / count;
        }
    }
    m.neighbour /= m.deviation;
    m.deviation = std::sqrt(m.deviation);
    return m;
}

bool equal(const assets::Frame& a, const assets::Frame& b)
{
    for (int y = 0; y < a.height; ++y) {
        if (std::memcmp(a.planes[0].data + y * a.planes[0].stride,
                        b.planes[0].data + y * b.planes[0].stride,
                        static_cast<std::size_t>(a.width)) != 0) {
            return false;
        }
    }
    return true;
}

} // namespace

TEST_CASE("grain has the deviation that was asked for and keeps the mean",
          "[editor][effect][grain]")
{
    const double grey = (yuv_frame(16, 16, 128, 128, 128).planes[0].data[0] - 16) / 219.0;
    for (const double size : {0.0002, 0.015, 0.03}) {
        const Measured m = measure(grained({{"amount", 0.08}, {"size", size}}, 0));
        INFO("size " << size);
        CHECK(m.mean == Approx(grey).margin(0.006));
        CHECK(m.deviation == Approx(0.08).epsilon(0.06));
    }
    CHECK(measure(grained({{"amount", 0.08}, {"size", 0.0002}}, 0)).neighbour < 0.05);
    CHECK(measure(grained({{"amount", 0.08}, {"size", 0.03}}, 0)).neighbour > 0.7);
}

TEST_CASE("grain is weaker in black and in white", "[editor][effect][grain]")
{
    const std::map<std::string, Value> values{{"amount", 0.04}};
    const double middle = measure(grained(values, 0)).deviation;
    CHECK(measure(grained(values, 0, 30)).deviation < 0.75 * middle);
    CHECK(measure(grained(values, 0, 225)).deviation < 0.75 * middle);
}

TEST_CASE("every frame has its own grain, and the same frame the same again",
          "[editor][effect][grain]")
{
    const std::map<std::string, Value> values{{"amount", 0.05}, {"seed", 3.0}};
    const auto first = grained(values, Time(1, 24));
    CHECK(equal(first, grained(values, Time(1, 24))));
    CHECK_FALSE(equal(first, grained(values, Time(2, 24))));
    CHECK_FALSE(equal(first, grained({{"amount", 0.05}, {"seed", 4.0}}, Time(1, 24))));
}

TEST_CASE("coloured grain leaves grey, plain grain does not", "[editor][effect][grain]")
{
    const auto chroma = [](const assets::Frame& frame) {
        double sum = 0;
        for (int y = 0; y < frame.height / 2; ++y) {
            for (int x = 0; x < frame.width / 2; ++x) {
                sum += std::abs(frame.planes[1].data[y * frame.planes[1].stride + x] - 128);
            }
        }
        return sum / (frame.width * frame.height / 4);
    };
    CHECK(chroma(grained({{"amount", 0.1}}, 0)) < 0.1);
    CHECK(chroma(grained({{"amount", 0.1}, {"colour", 1.0}}, 0)) > 2);
}

TEST_CASE("a still with grain that is kept does not stand still", "[editor][effect][grain]")
{
    Wall wall;
    wall.frames["still"] = yuv_frame(320, 180, 128, 128, 128);
    Compositor compositor(wall);
    auto clip = std::make_shared<Clip>();
    clip->source = Media{"still", {}, {}};
    const auto at = [&](const Time& time) {
        Stage stage;
        stage.to = Layer{clip, time, {}, 1};
        stage.to->effects = picture_effects_at({{"grain", 1, {{"amount", 0.05}}}}, time);
        return compositor.render({{stage}}, {320, 180});
    };
    CHECK_FALSE(equal(at(0), at(Time(1, 24))));
    CHECK(equal(at(Time(1, 24)), at(Time(1, 24))));
}
