#include "editor/effects/title.hpp"

#include "editor/effects/text_fonts.hpp"
#include "editor/effects/title_shadow.hpp"
#include "editor/error.hpp"

#include <algorithm>
#include <cmath>

namespace rushlight::editor {

namespace {

/// Sizes are shares of the frame's height, spacing of the letters' size.
struct Style {
    double text_size;
    double subtitle_size;
    double text_spacing;
    double subtitle_spacing;
    double between;    ///< text and subtitle
    double width_most; ///< of the frame's width
    double height_most;
    PangoAlignment alignment;
};

Style style_of(Placement placement)
{
    switch (placement) {
    case Placement::lower_third:
        return {0.052, 0.030, -0.005, 0.01, 0.012, 0.62, 0.34, PANGO_ALIGN_LEFT};
    case Placement::bottom:
        return {0.044, 0.030, 0, 0.01, 0.010, 0.80, 0.30, PANGO_ALIGN_CENTER};
    case Placement::centre:
        break;
    }
    return {0.094, 0.033, -0.014, 0.03, 0.034, 0.80, 0.72, PANGO_ALIGN_CENTER};
}

void show(cairo_t* cairo, PangoLayout* layout, double x, double y)
{
    cairo_move_to(cairo, x, y);
    pango_cairo_show_layout(cairo, layout);
}

} // namespace

TitleArtist::TitleArtist()
    : fonts_(std::make_unique<TextFonts>())
{
}

TitleArtist::~TitleArtist() = default;

std::string TitleArtist::missing_font(const Title& title)
{
    if (title.font.empty() || fonts_->has(title.font)) {
        return {};
    }
    return "the title's font " + title.font + " is not installed, so " + bundled_family +
           " is drawn; install it or choose another";
}

assets::Frame TitleArtist::draw(const Title& title, Size size)
{
    const Style style = style_of(title.placement);
    const double width = size.width;
    const double height = size.height;
    // a tall frame is narrow: letters follow the shorter way
    const double unit = std::min(height, width * 0.95);
    const std::string family = !title.font.empty() && fonts_->has(title.font) ? title.font : "";
    const std::string text = valid_utf8(title.text);
    const std::string subtitle = valid_utf8(title.subtitle);
    const double asked = title.size > 0 && std::isfinite(title.size)
                             ? std::clamp(title.size, 0.01, 0.5) / style.text_size
                             : 1.0;
    const double most = std::min(width * 0.9,
                                 title.placement == Placement::lower_third && width < height
                                     ? width * 0.84
                                     : width * style.width_most);
    Layout main;
    Layout second;
    Extent main_extent;
    Extent second_extent;
    double between = 0;
    double pixels = 0;
    double total = 0;
    for (double shrink = asked;; shrink *= 0.88) {
        pixels = unit * style.text_size * shrink;
        main = fonts_->layout(text, family, pixels, style.text_spacing);
        break_evenly(main.get(), most, style.alignment);
        main_extent = extent_of(main.get());
        total = text.empty() ? 0 : main_extent.height;
        if (!subtitle.empty()) {
            const double small =
                std::min(unit * style.subtitle_size * std::min(shrink, 1.0), pixels);
            second = fonts_->layout(subtitle, family, small, style.subtitle_spacing);
            break_evenly(second.get(), most, style.alignment);
            second_extent = extent_of(second.get());
            between = text.empty() ? 0 : unit * style.between;
            total += between + second_extent.height;
        }
        if (total <= height * style.height_most || pixels < 6) {
            break;
        }
    }
    double top = (height - total) / 2 - height * 0.012; // the eye's middle is a little higher
    double left = 0;
    const auto block_left = [&](PangoLayout* layout) {
        const double block = static_cast<double>(pango_layout_get_width(layout)) / PANGO_SCALE;
        return (width - block) / 2;
    };
    if (title.placement != Placement::centre) {
        top = height * 0.915 - total;
        left = width * 0.07;
    }
    const bool centred = style.alignment == PANGO_ALIGN_CENTER;
    const auto draw_text = [&](cairo_t* cairo, const Rgb& colour, double alpha) {
        cairo_set_source_rgba(cairo, colour.r, colour.g, colour.b, alpha);
        if (!text.empty()) {
            show(cairo, main.get(), centred ? block_left(main.get()) : left, top);
        }
        if (second) {
            cairo_set_source_rgba(cairo, colour.r, colour.g, colour.b, alpha * 0.82);
            show(cairo,
                 second.get(),
                 centred ? block_left(second.get()) : left,
                 top + total - second_extent.height);
        }
    };
    Surface surface(cairo_image_surface_create(CAIRO_FORMAT_ARGB32, size.width, size.height));
    Cairo cairo(cairo_create(surface.get()));
    draw_shadow(cairo.get(), size, pixels, [&](cairo_t* mask) { draw_text(mask, {0, 0, 0}, 1); });
    draw_text(cairo.get(), rgb_of(title.colour), 1);
    if (cairo_status(cairo.get()) != CAIRO_STATUS_SUCCESS) {
        throw EditorError(EditorError::Code::invalid,
                          "the title cannot be drawn: " +
                              std::string(cairo_status_to_string(cairo_status(cairo.get()))) +
                              "; make the frame or the text smaller");
    }
    return frame_of(surface.get(), size);
}

} // namespace rushlight::editor
