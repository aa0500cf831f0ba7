#include "app/desktop/theme.hpp"

#include <catch2/catch.hpp>

#include <QApplication>
#include <QImage>
#include <QPainter>

using namespace rushlight::app;

TEST_CASE("every text role reads on every surface at 4.5:1 in both themes", "[desktop][theme]")
{
    for (const auto name : {ThemeName::dark, ThemeName::light}) {
        const Roles r = roles_of(name);
        for (const QColor& surface : {r.canvas, r.panel, r.raised}) {
            for (const QColor& text : {r.text, r.muted, r.flame, r.focus, r.good, r.bad}) {
                INFO(text.name().toStdString() << " on " << surface.name().toStdString());
                CHECK(contrast(text, surface) >= 4.5);
            }
        }
        CHECK(contrast(r.on_flame, r.flame) >= 4.5);
    }
}

TEST_CASE("every clip state has a fill of its own", "[desktop][theme]")
{
    for (int a = 0; a <= static_cast<int>(ClipState::captions); ++a) {
        for (int b = 0; b < a; ++b) {
            CHECK(fill_of(static_cast<ClipState>(a)) != fill_of(static_cast<ClipState>(b)));
        }
    }
}

TEST_CASE("states that need attention carry a mark besides their colour", "[desktop][theme]")
{
    for (const auto state : {ClipState::placeholder,
                             ClipState::queued,
                             ClipState::running,
                             ClipState::draft,
                             ClipState::stale,
                             ClipState::failed,
                             ClipState::blocked}) {
        QImage image(80, 56, QImage::Format_RGB32);
        image.fill(fill_of(state));
        const QImage plain = image;
        QPainter painter(&image);
        paint_state_mark(painter, QRectF(0, 0, 80, 56), state);
        painter.end();
        CHECK(image != plain);
    }
}

TEST_CASE("icons take the theme's colour and unknown names give none", "[desktop][theme]")
{
    apply_theme(*qobject_cast<QApplication*>(QApplication::instance()), ThemeName::dark);
    CHECK(icon_names().size() >= 30);
    for (const auto& name : icon_names()) {
        CHECK_FALSE(icon(name.toLatin1().constData()).isNull());
    }
    CHECK(icon("no-such-drawing").isNull());

    const QIcon brush = icon("brush"); // made in the dark theme, and worn in the light one
    const auto ink = [&] {
        const QImage drawn = brush.pixmap(20, 20).toImage().convertToFormat(QImage::Format_ARGB32);
        int lightness = 0;
        for (int y = 0; y < 20; ++y) {
            for (int x = 0; x < 20; ++x) {
                if (drawn.pixelColor(x, y).alpha() > 200) {
                    lightness = drawn.pixelColor(x, y).lightness();
                }
            }
        }
        return lightness;
    };
    CHECK(ink() > 128);
    apply_theme(*qobject_cast<QApplication*>(QApplication::instance()), ThemeName::light);
    CHECK(ink() < 128);
    apply_theme(*qobject_cast<QApplication*>(QApplication::instance()), ThemeName::dark);
}
