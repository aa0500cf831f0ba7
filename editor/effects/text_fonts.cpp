#include "editor/effects/text_fonts.hpp"

#include "editor/effects/title.hpp"
#include "editor/error.hpp"

#include <fontconfig/fontconfig.h>
#include <pango/pangofc-fontmap.h>
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstring>

// The bundled face as bytes of the program. RUSHLIGHT_TITLE_FONT is its path at build time.
__asm__(".section .rodata\n"
        ".global rushlight_title_font\n"
        ".global rushlight_title_font_end\n"
        ".balign 16\n"
        "rushlight_title_font:\n"
        ".incbin \"" RUSHLIGHT_TITLE_FONT "\"\n"
        "rushlight_title_font_end:\n"
        ".byte 0\n"
        ".previous\n");
extern "C" const unsigned char rushlight_title_font[];
extern "C" const unsigned char rushlight_title_font_end[];

namespace rushlight::editor {

namespace {

using FontMap = std::unique_ptr<PangoFontMap, Free<g_object_unref>>;
using Context = std::unique_ptr<PangoContext, Free<g_object_unref>>;
using Description = std::unique_ptr<PangoFontDescription, Free<pango_font_description_free>>;
using Config = std::unique_ptr<FcConfig, Free<FcConfigDestroy>>;
using FontOptions = std::unique_ptr<cairo_font_options_t, Free<cairo_font_options_destroy>>;

/// A file that lives in memory only: Fontconfig and FreeType open fonts by path.
class MemoryFile {
public:
    MemoryFile(const unsigned char* data, std::size_t size)
        : descriptor_(memfd_create("rushlight-title-font", MFD_CLOEXEC))
    {
        std::size_t done = 0;
        while (descriptor_ >= 0 && done < size) {
            const ssize_t wrote = write(descriptor_, data + done, size - done);
            if (wrote <= 0) {
                break;
            }
            done += static_cast<std::size_t>(wrote);
        }
        if (done < size) {
            throw EditorError(EditorError::Code::missing,
                              "the title font cannot be loaded: no memory for it; close something "
                              "and try again");
        }
    }

    ~MemoryFile() { close(descriptor_); }

    MemoryFile(const MemoryFile&) = delete;
    MemoryFile& operator=(const MemoryFile&) = delete;

    [[nodiscard]] std::string path() const
    {
        return "/proc/self/fd/" + std::to_string(descriptor_);
    }

private:
    int descriptor_;
};

} // namespace

Rgb rgb_of(const std::string& text)
{
    unsigned r = 0;
    unsigned g = 0;
    unsigned b = 0;
    if (text.size() == 7 && std::sscanf(text.c_str(), "#%2x%2x%2x", &r, &g, &b) == 3) {
        return {r / 255.0, g / 255.0, b / 255.0};
    }
    return {};
}

std::string valid_utf8(const std::string& text)
{
    char* fixed = g_utf8_make_valid(text.data(),
                                    static_cast<gssize>(std::min(text.size(), std::size_t{4096})));
    std::string result(fixed);
    g_free(fixed);
    return result;
}

struct TextFonts::Maps {
    Maps()
        : file_(rushlight_title_font,
                static_cast<std::size_t>(rushlight_title_font_end - rushlight_title_font))
        , bundled_config_(FcConfigCreate())
    {
        const std::string path = file_.path();
        const auto* name = reinterpret_cast<const FcChar8*>(path.c_str());
        if (!bundled_config_ || FcConfigAppFontAddFile(bundled_config_.get(), name) != FcTrue) {
            throw EditorError(EditorError::Code::missing,
                              "the title font cannot be loaded by Fontconfig; check that /proc is "
                              "mounted");
        }
        bundled_ = map_with(bundled_config_.get());
    }

    /// Text in the bundled face, or, where that lacks a letter or another family is asked for, in
    /// what is installed.
    Layout layout(const std::string& text, const std::string& family, double pixels, double spacing)
    {
        if (family.empty()) {
            Layout made = layout_on(bundled_.get(), text, bundled_family, pixels, spacing);
            if (pango_layout_get_unknown_glyphs_count(made.get()) == 0) {
                return made;
            }
        }
        const std::string name = family.empty() ? bundled_family : family;
        return layout_on(installed(), text, name, pixels, spacing);
    }

    bool has(const std::string& family)
    {
        PangoFontFamily** families = nullptr;
        int count = 0;
        pango_font_map_list_families(installed(), &families, &count);
        const bool found = std::any_of(families, families + count, [&](PangoFontFamily* f) {
            return g_ascii_strcasecmp(pango_font_family_get_name(f), family.c_str()) == 0;
        });
        g_free(families);
        return found;
    }

    static FontMap map_with(FcConfig* config)
    {
        FontMap map(pango_cairo_font_map_new_for_font_type(CAIRO_FONT_TYPE_FT));
        if (!map) {
            throw EditorError(EditorError::Code::missing,
                              "titles cannot be drawn: this Pango has no FreeType fonts; install "
                              "libpangoft2");
        }
        pango_fc_font_map_set_config(PANGO_FC_FONT_MAP(map.get()), config);
        return map;
    }

    PangoFontMap* installed()
    {
        if (!installed_) { // takes a moment, and most titles never need it
            installed_config_.reset(FcInitLoadConfigAndFonts());
            const std::string path = file_.path();
            FcConfigAppFontAddFile(installed_config_.get(),
                                   reinterpret_cast<const FcChar8*>(path.c_str()));
            installed_ = map_with(installed_config_.get());
        }
        return installed_.get();
    }

    static Layout layout_on(PangoFontMap* map,
                            const std::string& text,
                            const std::string& family,
                            double pixels,
                            double spacing)
    {
        Context context(pango_font_map_create_context(map));
        FontOptions options(cairo_font_options_create());
        cairo_font_options_set_antialias(options.get(), CAIRO_ANTIALIAS_GRAY);
        cairo_font_options_set_hint_style(options.get(), CAIRO_HINT_STYLE_NONE);
        cairo_font_options_set_hint_metrics(options.get(), CAIRO_HINT_METRICS_OFF);
        pango_cairo_context_set_font_options(context.get(), options.get());
        pango_cairo_context_set_resolution(context.get(), 72);
        pango_context_set_round_glyph_positions(context.get(), FALSE);
        Layout made(pango_layout_new(context.get()));
        Description description(pango_font_description_new());
        pango_font_description_set_family(description.get(), family.c_str());
        pango_font_description_set_weight(description.get(), PANGO_WEIGHT_SEMIBOLD);
        pango_font_description_set_absolute_size(description.get(), pixels * PANGO_SCALE);
        pango_layout_set_font_description(made.get(), description.get());
        PangoAttrList* attributes = pango_attr_list_new();
        pango_attr_list_insert(
            attributes,
            pango_attr_letter_spacing_new(static_cast<int>(pixels * spacing * PANGO_SCALE)));
        pango_layout_set_attributes(made.get(), attributes);
        pango_attr_list_unref(attributes);
        pango_layout_set_line_spacing(made.get(), 1.0F);
        pango_layout_set_text(made.get(), text.data(), static_cast<int>(text.size()));
        return made;
    }

    MemoryFile file_;
    Config bundled_config_;
    Config installed_config_;
    FontMap bundled_;
    FontMap installed_;
};

TextFonts::TextFonts()
    : maps_(std::make_unique<Maps>())
{
}

TextFonts::~TextFonts() = default;

Layout
TextFonts::layout(const std::string& text, const std::string& family, double pixels, double spacing)
{
    return maps_->layout(text, family, pixels, spacing);
}

bool TextFonts::has(const std::string& family)
{
    return maps_->has(family);
}

Extent extent_of(PangoLayout* layout)
{
    PangoRectangle logical;
    pango_layout_get_extents(layout, nullptr, &logical);
    return {static_cast<double>(logical.width) / PANGO_SCALE,
            static_cast<double>(logical.height) / PANGO_SCALE};
}

/// Breaks lines no wider than `most` and as evenly as the same number of lines allows.
void break_evenly(PangoLayout* layout, double most, PangoAlignment alignment)
{
    pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR);
    pango_layout_set_alignment(layout, alignment);
    pango_layout_set_width(layout, static_cast<int>(most * PANGO_SCALE));
    const int lines = pango_layout_get_line_count(layout);
    double least = most / 4;
    double wide = most;
    for (int i = 0; lines > 1 && i < 12; ++i) {
        const double middle = (least + wide) / 2;
        pango_layout_set_width(layout, static_cast<int>(middle * PANGO_SCALE));
        (pango_layout_get_line_count(layout) > lines ? least : wide) = middle;
    }
    pango_layout_set_width(layout, static_cast<int>(std::ceil(wide) * PANGO_SCALE));
}

assets::Frame frame_of(cairo_surface_t* surface, Size size)
{
    cairo_surface_flush(surface);
    assets::FrameBuffer buffer(
        size.width, size.height, assets::PixelFormat::rgba32, assets::srgb_full);
    buffer.opaque = false;
    const unsigned char* data = cairo_image_surface_get_data(surface);
    const int stride = cairo_image_surface_get_stride(surface);
    for (int y = 0; y < size.height; ++y) {
        const unsigned char* in = data + static_cast<std::ptrdiff_t>(y) * stride;
        std::uint8_t* out = buffer.data[0] + y * buffer.strides[0];
        for (int x = 0; x < size.width; ++x) {
            std::uint32_t pixel = 0;
            std::memcpy(&pixel, in + 4 * x, 4);
            out[4 * x] = static_cast<std::uint8_t>(pixel >> 16);
            out[4 * x + 1] = static_cast<std::uint8_t>(pixel >> 8);
            out[4 * x + 2] = static_cast<std::uint8_t>(pixel);
            out[4 * x + 3] = static_cast<std::uint8_t>(pixel >> 24);
        }
    }
    return buffer.freeze();
}

std::string bundled_font_sha256()
{
    return RUSHLIGHT_TITLE_FONT_SHA256;
}

} // namespace rushlight::editor
