// The motion brush, painted with mouse and keys.
#include "app/desktop/brush_board.hpp"
#include "app/desktop/generate_bar.hpp"
#include "app/desktop/picture_well.hpp"
#include "app/desktop/theme.hpp"
#include "editor/storyboard/brush_text.hpp"
#include "editor/storyboard/storyboard.hpp"
#include "tests/app/desktop/panel_film.hpp"
#include "tests/app/desktop/window.hpp"

#include <catch2/catch.hpp>

#include <QApplication>
#include <QDoubleSpinBox>
#include <QFile>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>
#include <cmath>

using namespace rushlight;
using namespace rushlight::app;

namespace {

/// A board with a picture, and a hand over it.
struct Painter {
    Painter()
    {
        QImage picture(640, 384, QImage::Format_RGB888);
        picture.fill(QColor("#C9A27E"));
        board.resize(700, 460);
        board.set_picture(picture);
        board.set_regions({}, 3);
        board.show();
        board.activateWindow();
        QApplication::processEvents();
        canvas = &child<QWidget>(board, "brush.canvas");
        QObject::connect(&board, &BrushBoard::painted, &board, [this] { ++painted; });
    }

    void stroke(const std::vector<std::array<double, 2>>& places)
    {
        stroke(board, *canvas, places);
    }

    static void
    stroke(BrushBoard& board, QWidget& canvas, const std::vector<std::array<double, 2>>& places)
    {
        const auto at = [&](std::size_t n) {
            return board.on_canvas(places[n][0], places[n][1]).toPoint();
        };
        QTest::mousePress(&canvas, Qt::LeftButton, {}, at(0));
        for (std::size_t n = 1; n < places.size(); ++n) {
            for (int part = 1; part <= 8; ++part) {
                const QPoint there = at(n - 1) + (at(n) - at(n - 1)) * part / 8;
                QMouseEvent move(QEvent::MouseMove,
                                 there,
                                 canvas.mapToGlobal(there),
                                 Qt::NoButton,
                                 Qt::LeftButton,
                                 Qt::NoModifier);
                QApplication::sendEvent(&canvas, &move);
            }
        }
        QTest::mouseRelease(&canvas, Qt::LeftButton, {}, at(places.size() - 1));
    }

    void draw_square() { stroke({{0.2, 0.2}, {0.4, 0.2}, {0.4, 0.5}, {0.2, 0.5}, {0.2, 0.22}}); }

    BrushBoard board;
    QWidget* canvas = nullptr;
    int painted = 0;
};

/// A red balloon over a meadow, square.
QImage balloon()
{
    QImage picture(900, 900, QImage::Format_RGB888);
    QPainter painter(&picture);
    painter.setRenderHint(QPainter::Antialiasing);
    QLinearGradient sky(0, 0, 0, 700);
    sky.setColorAt(0, "#C9A27E");
    sky.setColorAt(1, "#FFD08A");
    painter.fillRect(picture.rect(), sky);
    painter.fillRect(0, 620, 900, 280, QColor("#A58B4F"));
    painter.setPen(QPen(QColor("#5E2A2A"), 4));
    painter.drawLine(315, 440, 305, 560);
    painter.setBrush(QColor("#C0392B"));
    painter.drawEllipse(QPointF(315, 360), 80, 95);
    painter.end();
    return picture;
}

/// A stroke around an ellipse.
std::vector<std::array<double, 2>> around(double x, double y, double wide, double high)
{
    std::vector<std::array<double, 2>> places;
    for (int n = 0; n < 20; ++n) {
        const double turn = n * 2 * 3.14159265358979 / 20;
        places.push_back({x + wide * std::cos(turn), y + high * std::sin(turn)});
    }
    return places;
}

QString hint(const BrushBoard& board)
{
    return child<QLabel>(board, "brush.hint").text();
}

} // namespace

TEST_CASE("drawing around a thing and dragging it paints a region with its way", "[desktop][brush]")
{
    Painter painter;
    CHECK(hint(painter.board).startsWith("Draw around"));
    painter.draw_square();
    REQUIRE(painter.board.regions().size() == 1);
    const auto& drawn = painter.board.regions()[0];
    CHECK(drawn.polygon.size() >= 4);
    CHECK(drawn.polygon.size() <= 12); // straight sides need no more corners
    CHECK(painter.board.selected() == 0);
    CHECK(hint(painter.board).startsWith("Drag it"));

    painter.stroke({{0.25, 0.3}, {0.65, 0.3}}); // taken beside its centre
    const auto& region = painter.board.regions()[0];
    REQUIRE(region.path.size() >= 2);
    CHECK(region.path.front()[0] == Approx(0.3).margin(0.01)); // its centre follows the way
    CHECK(region.path.front()[1] == Approx(0.35).margin(0.02));
    CHECK(region.path.front()[2] == 0);
    CHECK(region.path.back()[0] == Approx(0.7).margin(0.02));
    CHECK(region.path.back()[2] == 1);
    CHECK(painter.painted == 2);

    generation::Limits limits;
    limits.family = "previs";
    limits.sizes = {{320, 192}};
    limits.frame_counts = {33};
    generation::Request request;
    request.prompt = "x";
    request.size = {320, 192};
    request.frames = 33;
    request.inputs = {{"image 1", std::string(64, 'a'), {320, 192}, 1, 3}};
    request.keyframes = {{"image 1", 0}};
    request.brush = painter.board.regions();
    for (const auto& problem : generation::validate(request, limits)) {
        FAIL_CHECK(problem.field << " " << problem.sentence);
    }
}

TEST_CASE("what is painted is the document that --brush takes", "[desktop][brush]")
{
    Painter painter;
    painter.draw_square();
    painter.stroke({{0.3, 0.3}, {0.6, 0.3}, {0.6, 0.6}});
    painter.stroke({{0.7, 0.7}, {0.9, 0.7}, {0.9, 0.9}, {0.7, 0.9}, {0.7, 0.72}});
    child<QToolButton>(painter.board, "brush.hold").click();
    const auto reading = editor::read_brush(editor::brush_text(painter.board.regions()), "/");
    CHECK(reading.problems.empty());
    CHECK(reading.regions == painter.board.regions());
    REQUIRE(reading.regions.size() == 2);
    CHECK(reading.regions[1].is_static);
}

TEST_CASE("a brush file is opened to be painted on, and one that cannot be is told",
          "[desktop][brush]")
{
    Painter painter;
    const QTemporaryDir folder;
    const auto write = [&](const char* name, const std::string& text) {
        const QString path = folder.filePath(QString::fromLatin1(name));
        QFile file(path);
        REQUIRE(file.open(QIODevice::WriteOnly));
        file.write(text.c_str());
        return std::filesystem::path(path.toStdString());
    };
    painter.draw_square();
    const auto before = painter.board.regions();
    const auto lines = write("lines.json",
                             R"({"version":1,"regions":[{"mask":[[0,0],[0.5,0],[0,0.5]],)"
                             R"("path":[[0.2,0.2,0],[0.9,0.2,1]]}]})");
    CHECK(painter.board.open_file(lines).isEmpty());
    REQUIRE(painter.board.regions().size() == 1);
    CHECK(painter.board.regions()[0].path.size() == 2);
    QTest::keyClick(painter.canvas, Qt::Key_Z, Qt::ControlModifier);
    CHECK(painter.board.regions() == before);
    const auto told = [&](const std::filesystem::path& file) {
        return painter.board.open_file(file).toStdString();
    };
    CHECK_THAT(told(write("bad.json", "{\"version\":1,\n\"regions\":[{}]}")),
               Catch::Contains("bad.json") && Catch::Contains("line 2"));
    CHECK_THAT(told(write("mask.json", R"({"version":1,"regions":[{"mask":"sea.png"}]})")),
               Catch::Contains("mask.json"));
    CHECK_THAT(told(folder.filePath("gone.json").toStdString()), Catch::Contains("gone.json"));
    CHECK(painter.board.regions() == before);
}

TEST_CASE("strokes are undone and done again by key, and Delete takes a region out",
          "[desktop][brush]")
{
    Painter painter;
    painter.draw_square();
    painter.stroke({{0.3, 0.3}, {0.6, 0.3}});
    const auto painted = painter.board.regions();
    QTest::keyClick(painter.canvas, Qt::Key_Z, Qt::ControlModifier);
    REQUIRE(painter.board.regions().size() == 1);
    CHECK(painter.board.regions()[0].path.empty());
    QTest::keyClick(painter.canvas, Qt::Key_Z, Qt::ControlModifier);
    CHECK(painter.board.regions().empty());
    QTest::keyClick(painter.canvas, Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
    QTest::keyClick(painter.canvas, Qt::Key_Y, Qt::ControlModifier);
    CHECK(painter.board.regions() == painted);
    QTest::mouseClick(
        painter.canvas, Qt::LeftButton, {}, painter.board.on_canvas(0.3, 0.3).toPoint());
    CHECK(painter.board.regions() == painted); // a click chooses and changes nothing
    QTest::keyClick(painter.canvas, Qt::Key_Delete);
    CHECK(painter.board.regions().empty());
    QTest::keyClick(painter.canvas, Qt::Key_Z, Qt::ControlModifier);
    CHECK(painter.board.regions() == painted);
}

TEST_CASE("a region is added, moved and aimed with keys alone", "[desktop][brush]")
{
    Painter painter;
    painter.canvas->setFocus();
    QTest::keyClick(painter.canvas, Qt::Key_Insert);
    REQUIRE(painter.board.regions().size() == 1);
    QTest::keyClick(painter.canvas, Qt::Key_Left, Qt::ShiftModifier);
    for (int n = 0; n < 4; ++n) {
        QTest::keyClick(painter.canvas, Qt::Key_Right);
    }
    const auto& region = painter.board.regions()[0];
    REQUIRE(region.path.size() == 2);
    CHECK(region.path[0][0] == Approx(0.475));
    CHECK(region.path[1][0] == Approx(0.575));
    bool finished = false;
    QObject::connect(
        &painter.board, &BrushBoard::finished, &painter.board, [&] { finished = true; });
    QTest::keyClick(painter.canvas, Qt::Key_Return);
    CHECK(finished);
}

TEST_CASE("no more regions are taken than the engine follows", "[desktop][brush]")
{
    Painter painter;
    for (const double x : {0.05, 0.3, 0.55, 0.8}) {
        painter.stroke({{x, 0.2}, {x + 0.15, 0.2}, {x + 0.15, 0.5}, {x, 0.5}, {x, 0.22}});
    }
    CHECK(painter.board.regions().size() == 3);
}

TEST_CASE("a region that is held still has no motion, and one that stirs is not held",
          "[desktop][brush]")
{
    Painter painter;
    painter.draw_square();
    painter.stroke({{0.3, 0.3}, {0.6, 0.3}});
    auto& hold = child<QToolButton>(painter.board, "brush.hold");
    hold.click();
    CHECK(painter.board.regions()[0].is_static);
    CHECK(painter.board.regions()[0].path.empty());
    child<QDoubleSpinBox>(painter.board, "brush.stir").setValue(4);
    CHECK_FALSE(painter.board.regions()[0].is_static);
    CHECK(painter.board.regions()[0].ambient == 4);
    CHECK_FALSE(hold.isChecked());
}

TEST_CASE("every control of the brush has a name that can be read out", "[desktop][brush]")
{
    Painter painter;
    CHECK(nameless(painter.board).isEmpty());
}

TEST_CASE("the brush is painted in the monitor over the first frame and goes into the order",
          "[desktop][brush]")
{
    Bench bench(QStringLiteral(TOY_ENGINE));
    bench.open();
    REQUIRE(Bench::until([&] { return bench.window().jobs().engine() != nullptr; }));
    auto& bar = *bench.window().findChild<GenerateBar*>();
    auto& button = child<QToolButton>(bar, "generate.paint");
    CHECK_FALSE(button.isEnabled()); // there is nothing to paint on yet

    const QString file = bench.folder() + "/first.png";
    const QImage picture = balloon();
    REQUIRE(picture.save(file));
    auto& well = *bar.findChild<PictureWell*>();
    well.set_file(file.toStdString());
    REQUIRE(button.isEnabled());
    QTest::mouseClick(&button, Qt::LeftButton);
    auto& board = child<BrushBoard>(bench.window(), "brush");
    REQUIRE(board.isVisible());
    REQUIRE(Bench::until([&] { return hint(board).startsWith("Draw around"); }));
    QWidget& canvas = child<QWidget>(board, "brush.canvas");
    Painter::stroke(board, canvas, around(0.35, 0.31, 0.11, 0.26));
    Painter::stroke(board, canvas, {{0.36, 0.31}, {0.5, 0.4}, {0.62, 0.38}, {0.75, 0.3}});
    REQUIRE(bar.wish().request.brush == board.regions());
    REQUIRE(board.regions().size() == 1);
    CHECK(button.text() == "Brush 1");
    PanelFilm::grab(bench.window(), "brush", 1600, 1000);

    QTest::mouseClick(&child<QPushButton>(board, "brush.done"), Qt::LeftButton);
    CHECK_FALSE(board.isVisible());
    CHECK(bar.wish().request.brush.size() == 1); // it stays with the shot
    well.set_file({});
    CHECK(bar.wish().request.brush.empty());
}
