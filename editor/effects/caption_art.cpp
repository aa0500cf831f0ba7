#include "editor/effects/caption_art.hpp"

#include "editor/effects/text_fonts.hpp"
#include "editor/effects/title.hpp"
#include "editor/error.hpp"

#include <algorithm>
#include <cmath>

namespace rushlight::editor {

namespace {

constexpr double widest = 0.84;     ///< of the frame's width
constexpr double highest = 0.34;    ///< of its height
constexpr double edge = 0.085;      ///< of the height, above and below
constexpr double bold_more = 0.045; ///< of the letters: the bundled face has one weight

using Attributes = std::unique_ptr<PangoAttrList, Free<pango_attr_list_unref>>;
using Iterator = std::unique_ptr<PangoLayoutIter, Free<pango_layout_iter_free>>;

/// Every part's look, over its bytes of the text.
void put_looks(PangoLayout* layout, const CaptionPicture& caption, double unit, double shrink)
{
    Attributes looks(pango_attr_list_new());
    guint at = 0;
    const auto put = [&](PangoAttribute* look, guint end) {
        look->start_index = at;
        look->end_index = end;
        pango_attr_list_insert(looks.get(), look);
    };
    bool odd = false;
    for (const auto& [text, style] : caption.parts) {
        const auto end = at + static_cast<guint>(text.size());
        const double pixels = unit * std::clamp(style.size, 0.01, 0.5) * shrink;
        put(pango_attr_size_new_absolute(static_cast<int>(pixels * PANGO_SCALE)), end);
        if (style.italic) {
            put(pango_attr_style_new(PANGO_STYLE_ITALIC), end);
        }
        if (!style.font.empty()) {
            put(pango_attr_family_new(style.font.c_str()), end);
        }
        // two neighbours always differ in this, so that no run of glyphs holds two parts
        put(pango_attr_foreground_alpha_new(odd ? 65535 : 65534), end);
        odd = !odd;
        at = end;
    }
    pango_layout_set_attributes(layout, looks.get());
}

/// A run of glyphs of one part, and where it stands in the layout, in pixels.
struct Piece {
    PangoGlyphItem* glyphs;
    const CaptionStyle* style;
    double x;
    double baseline;
    double width;
};

template <class Draw>
void each_piece(PangoLayout* layout, const CaptionPicture& caption, const Draw& draw)
{
    Iterator at(pango_layout_get_iter(layout));
    do {
        PangoLayoutRun* const run = pango_layout_iter_get_run_readonly(at.get());
        if (run == nullptr) {
            continue; // a line's end
        }
        PangoRectangle box;
        pango_layout_iter_get_run_extents(at.get(), nullptr, &box);
        auto offset = static_cast<std::size_t>(run->item->offset);
        const CaptionStyle* style = &caption.parts.back().style;
        for (const auto& part : caption.parts) {
            if (offset < part.text.size()) {
                style = &part.style;
                break;
            }
            offset -= part.text.size();
        }
        draw(Piece{run,
                   style,
                   static_cast<double>(box.x) / PANGO_SCALE,
                   static_cast<double>(pango_layout_iter_get_baseline(at.get())) / PANGO_SCALE,
                   static_cast<double>(box.width) / PANGO_SCALE});
    } while (pango_layout_iter_next_run(at.get()) != FALSE);
}

void ink(cairo_t* cairo, const std::string& colour)
{
    const Rgb rgb = rgb_of(colour);
    cairo_set_source_rgb(cairo, rgb.r, rgb.g, rgb.b);
}

/// A soft-cornered box behind each line whose first part asks for one.
void draw_boxes(cairo_t* cairo, PangoLayout* layout, const CaptionStyle& style, double letters)
{
    Iterator at(pango_layout_get_iter(layout));
    ink(cairo, style.box);
    do {
        PangoRectangle box;
        pango_layout_iter_get_line_extents(at.get(), nullptr, &box);
        if (box.width > 0) {
            const double beside = 0.28 * letters;
            cairo_rectangle(cairo,
                            static_cast<double>(box.x) / PANGO_SCALE - beside,
                            static_cast<double>(box.y) / PANGO_SCALE - 0.04 * letters,
                            static_cast<double>(box.width) / PANGO_SCALE + 2 * beside,
                            static_cast<double>(box.height) / PANGO_SCALE + 0.08 * letters);
        }
    } while (pango_layout_iter_next_line(at.get()) != FALSE);
    cairo_fill(cairo);
}

void draw_letters(cairo_t* cairo,
                  PangoLayout* layout,
                  const CaptionPicture& caption,
                  double letter_unit)
{
    const auto path = [&](const Piece& piece) {
        cairo_new_path(cairo);
        cairo_move_to(cairo, piece.x, piece.baseline);
        pango_cairo_glyph_string_path(
            cairo, piece.glyphs->item->analysis.font, piece.glyphs->glyphs);
    };
    cairo_set_line_join(cairo, CAIRO_LINE_JOIN_ROUND);
    each_piece(layout, caption, [&](const Piece& piece) {
        const double letters = letter_unit * piece.style->size;
        const double around = std::clamp(piece.style->outline, 0.0, 0.5);
        if (around > 0) {
            path(piece);
            ink(cairo, piece.style->outline_colour);
            cairo_set_line_width(cairo,
                                 2 * letters * (around + (piece.style->bold ? bold_more / 2 : 0)));
            cairo_stroke(cairo);
        }
    });
    each_piece(layout, caption, [&](const Piece& piece) {
        const double letters = letter_unit * piece.style->size;
        ink(cairo, piece.style->colour);
        path(piece);
        if (piece.style->bold) {
            cairo_set_line_width(cairo, letters * bold_more);
            cairo_stroke_preserve(cairo);
        }
        cairo_fill(cairo);
        if (piece.style->underline) {
            cairo_rectangle(
                cairo, piece.x, piece.baseline + 0.12 * letters, piece.width, 0.06 * letters);
            cairo_fill(cairo);
        }
    });
}

} // namespace

CaptionPicture
picture_of(const Caption& caption, const std::vector<CaptionStyle>& styles, const Time& since)
{
    const std::int64_t sample = since.floor_at(Time(sample_rate));
    std::size_t said_from = 0;
    std::size_t said_to = 0;
    for (const CaptionWord& word : caption.words) {
        if (sample >= word.from && sample < word.to) {
            said_from = word.begin;
            said_to = word.end;
        }
    }
    CaptionPicture picture;
    std::size_t at = 0;
    for (const CaptionRun& run : caption.runs) {
        const CaptionStyle style = style_named(styles, run.style);
        const std::size_t end = at + run.text.size();
        // before the word, the word, behind it
        for (const auto& [from, to, said] :
             {std::tuple{at, std::min(end, said_from), false},
              std::tuple{std::max(at, said_from), std::min(end, said_to), true},
              std::tuple{std::max(at, said_to), end, false}}) {
            if (from >= to) {
                continue;
            }
            CaptionPicture::Part part{run.text.substr(from - at, to - from), style};
            if (said && !style.said.empty()) {
                part.style.colour = style.said;
            }
            if (!picture.parts.empty() && picture.parts.back().style == part.style) {
                picture.parts.back().text += part.text;
            } else {
                picture.parts.push_back(std::move(part));
            }
        }
        at = end;
    }
    return picture;
}

CaptionArtist::CaptionArtist()
    : fonts_(std::make_unique<TextFonts>())
{
}

CaptionArtist::~CaptionArtist() = default;

std::vector<std::string> CaptionArtist::missing_fonts(const std::vector<CaptionStyle>& styles)
{
    std::vector<std::string> sentences;
    for (const CaptionStyle& style : styles) {
        if (!style.font.empty() && !fonts_->has(style.font)) {
            sentences.push_back("the font " + style.font + " of the captions' style " + style.name +
                                " is not installed, so " + bundled_family +
                                " is drawn; install it or choose another");
        }
    }
    return sentences;
}

assets::Frame CaptionArtist::draw(const CaptionPicture& given, Size size)
{
    CaptionPicture caption;
    std::string text;
    bool installed = false; // slanted letters and other families are not in the bundled face
    for (const auto& part : given.parts) {
        caption.parts.push_back({valid_utf8(part.text), part.style});
        std::string& font = caption.parts.back().style.font;
        font = font.empty() || fonts_->has(font) ? font : "";
        installed = installed || part.style.italic || !font.empty();
        text += caption.parts.back().text;
    }
    const double width = size.width;
    const double height = size.height;
    const double unit = std::min(height, width * 0.95);
    Surface surface(cairo_image_surface_create(CAIRO_FORMAT_ARGB32, size.width, size.height));
    if (!text.empty()) {
        const CaptionStyle& first = caption.parts.front().style;
        const PangoAlignment alignment = first.side == CaptionStyle::Side::left ? PANGO_ALIGN_LEFT
                                         : first.side == CaptionStyle::Side::right
                                             ? PANGO_ALIGN_RIGHT
                                             : PANGO_ALIGN_CENTER;
        Layout layout;
        Extent extent;
        double shrink = 1;
        for (;; shrink *= 0.9) {
            layout = fonts_->layout(
                text, installed ? bundled_family : "", unit * first.size * shrink, 0);
            put_looks(layout.get(), caption, unit, shrink);
            break_evenly(layout.get(), width * widest, alignment);
            extent = extent_of(layout.get());
            if (extent.height <= height * highest || unit * first.size * shrink < 6) {
                break;
            }
        }
        const double block =
            static_cast<double>(pango_layout_get_width(layout.get())) / PANGO_SCALE;
        const double beside = width * (1 - widest) / 2;
        const double left = first.side == CaptionStyle::Side::left    ? beside
                            : first.side == CaptionStyle::Side::right ? width - beside - block
                                                                      : (width - block) / 2;
        const double top = first.place == CaptionStyle::Place::top ? height * edge
                           : first.place == CaptionStyle::Place::middle
                               ? (height - extent.height) / 2
                               : height * (1 - edge) - extent.height;
        Cairo cairo(cairo_create(surface.get()));
        cairo_translate(cairo.get(), left, top);
        if (!first.box.empty()) {
            draw_boxes(cairo.get(), layout.get(), first, unit * first.size * shrink);
        }
        draw_letters(cairo.get(), layout.get(), caption, unit * shrink);
        if (cairo_status(cairo.get()) != CAIRO_STATUS_SUCCESS) {
            throw EditorError(EditorError::Code::invalid,
                              "the caption cannot be drawn: " +
                                  std::string(cairo_status_to_string(cairo_status(cairo.get()))) +
                                  "; make the frame or the text smaller");
        }
    }
    return frame_of(surface.get(), size);
}

} // namespace rushlight::editor
