#include "app/desktop/generate_bar.hpp"

#include <catch2/catch.hpp>

#include <QApplication>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTest>
#include <QToolButton>

using namespace rushlight;
using namespace rushlight::app;

namespace {

generation::Limits limits()
{
    generation::Limits some;
    some.family = "previs";
    some.sizes = {{256, 256}, {320, 192}};
    some.frame_counts = {33, 49};
    some.rate = 12;
    some.cameras = {"static", "pan", "zoom"};
    return some;
}

struct Asked {
    explicit Asked(GenerateBar& bar)
    {
        QObject::connect(
            &bar, &GenerateBar::wished, &bar, [this](const Wish& wish) { wishes.push_back(wish); });
        bar.show();
        bar.activateWindow(); // shortcuts belong to the active window
        (void)QTest::qWaitForWindowActive(&bar);
    }

    std::vector<Wish> wishes;
};

QString problem(const GenerateBar& bar)
{
    return bar.findChild<QLabel*>(QStringLiteral("generate.problem"))->text();
}

} // namespace

TEST_CASE("one chooses who makes a shot, and what that one cannot do is neither asked nor offered",
          "[desktop][generate]")
{
    GenerateBar bar;
    generation::Limits other = limits();
    other.family = "stage";
    other.title = "Stage (blocking)";
    other.sizes = {{1280, 720}};
    other.frame_counts = {72, 24, 48};
    other.image = other.remix = other.motion = other.negative = false;
    other.cast_most = 0;
    other.guidance_default = other.guidance_most = 1;
    bar.set_families({limits()});
    auto* const family = bar.findChild<QComboBox*>(QStringLiteral("generate.family"));
    CHECK(family->isHidden());
    bar.set_families({limits(), other});
    bar.set_cast({{"milo", {}}});
    generation::Request request;
    request.prompt = "A dog.";
    request.negative = "rain";
    request.motion = 3;
    request.size = {320, 192};
    request.frames = 49;
    bar.show_request(request);
    CHECK_FALSE(family->isHidden());
    CHECK(bar.wish().request.model == "previs");
    CHECK(bar.wish().request.negative == "rain");
    int chosen = 0;
    QObject::connect(&bar, &GenerateBar::family_chosen, &bar, [&] { ++chosen; });
    family->setCurrentIndex(1);
    emit family->activated(1);
    CHECK(chosen == 1);
    const Wish wish = bar.wish();
    CHECK(wish.request.model == "stage");
    CHECK(wish.request.size == generation::Size{1280, 720});
    CHECK(wish.request.frames == 72);
    CHECK(wish.request.guidance == 1);
    CHECK(wish.request.negative.empty());
    CHECK_FALSE(wish.request.motion);
    CHECK(wish.request.prompt == "A dog.");
    bar.set_families({limits(), other}); // the engine came back
    CHECK(bar.wish().request.model == "stage");
    bar.show_request(request); // of previs: its family and its own guidance come back with it
    CHECK(bar.wish().request.model == "previs");
    CHECK(bar.wish().request.guidance == limits().guidance_default);
    CHECK(bar.wish().request.size == generation::Size{320, 192});
}

TEST_CASE("Ctrl+Enter asks for the shot that the bar shows", "[desktop][generate]")
{
    GenerateBar bar;
    bar.set_limits(limits());
    Asked asked(bar);
    generation::Request request;
    request.prompt = "A red fox runs.";
    request.seed = 77;
    request.size = {320, 192};
    request.frames = 49;
    request.motion = 4.5;
    request.guidance = 2;
    bar.show_request(request);
    auto* const prompt = bar.findChild<QPlainTextEdit*>(QStringLiteral("generate.prompt"));
    prompt->setFocus();
    QTest::keyClick(prompt, Qt::Key_Return, Qt::ControlModifier);
    REQUIRE(asked.wishes.size() == 1);
    const auto& got = asked.wishes.front().request;
    CHECK(got.prompt == request.prompt);
    CHECK(got.seed == 77);
    CHECK(got.size == request.size);
    CHECK(got.frames == 49);
    CHECK(got.motion == 4.5);
    CHECK(got.guidance == 2);
    CHECK(generation::validate(got, limits()).empty());
}

TEST_CASE("an empty prompt is told at its field and nothing is asked for", "[desktop][generate]")
{
    GenerateBar bar;
    bar.set_limits(limits());
    Asked asked(bar);
    bar.findChild<QPushButton*>(QStringLiteral("generate.button"))->click();
    CHECK(asked.wishes.empty());
    CHECK_FALSE(problem(bar).isEmpty());
    const auto* const prompt = bar.findChild<QPlainTextEdit*>(QStringLiteral("generate.prompt"));
    CHECK(prompt->accessibleDescription() == problem(bar));
}

TEST_CASE("a refused request is told at the field that is wrong", "[desktop][generate]")
{
    GenerateBar bar;
    bar.set_limits(limits());
    bar.show();
    bar.refuse({}, {{"/seed", "The seed is too large; use 0 to 9223372036854775807."}});
    const auto* const seed = bar.findChild<QLineEdit*>(QStringLiteral("generate.seed"));
    CHECK(seed->accessibleDescription().startsWith("The seed"));
    CHECK(problem(bar).startsWith("The seed"));
    bar.refuse({}, {{"/guidance", "must be 1 to 15"}}); // as the engine's limits say it
    CHECK(problem(bar) == "Guidance must be 1 to 15");
    bar.refuse({}, {{"/brush/0", "does nothing: give it a path"}});
    CHECK(problem(bar) == "The brush does nothing: give it a path");
    bar.refuse({}, {});
    CHECK(seed->accessibleDescription().isEmpty());
}

TEST_CASE("guidance is the family's own until somebody sets it, and new limits keep what was set",
          "[desktop][generate]")
{
    GenerateBar bar;
    bar.set_limits(limits());
    CHECK(bar.wish().request.guidance == limits().guidance_default);
    generation::Request request;
    request.guidance = 5;
    request.size = {320, 192};
    request.frames = 49;
    bar.show_request(request);
    bar.set_limits(limits());
    CHECK(bar.wish().request.guidance == 5);
    CHECK(bar.wish().request.size == generation::Size{320, 192});
    CHECK(bar.wish().request.frames == 49);
}

TEST_CASE("a seed that nobody wrote is drawn anew each time", "[desktop][generate]")
{
    GenerateBar bar;
    bar.set_limits(limits());
    Asked asked(bar);
    bar.findChild<QPlainTextEdit*>(QStringLiteral("generate.prompt"))->setPlainText("A fox.");
    auto* const button = bar.findChild<QPushButton*>(QStringLiteral("generate.button"));
    button->click();
    button->click();
    REQUIRE(asked.wishes.size() == 2);
    CHECK(asked.wishes[0].request.seed != asked.wishes[1].request.seed);
}

TEST_CASE("without an engine nothing can be asked for and the bar says why", "[desktop][generate]")
{
    GenerateBar bar;
    bar.set_unready("The engine is starting.");
    CHECK_FALSE(bar.findChild<QPushButton*>(QStringLiteral("generate.button"))->isEnabled());
    CHECK(problem(bar) == "The engine is starting.");
}

TEST_CASE("a cast member without a grant says why on its chip", "[desktop][generate]")
{
    GenerateBar bar;
    bar.set_limits(limits());
    bar.set_cast({{"wick", {}}, {"ada", "@ada has no grant"}});
    QStringList tips;
    for (const auto* const chip : bar.findChildren<QToolButton*>()) {
        tips.append(chip->toolTip());
    }
    CHECK(tips.contains("@ada has no grant"));
}
