#pragma once

#include "assets/frame.hpp"
#include "editor/timeline/timeline.hpp"

#include <cairo.h>
#include <pango/pangocairo.h>

#include <memory>
#include <string>

// Letters for titles and captions. Inside editor/effects only: Pango and Cairo go no further.

namespace rushlight::editor {

template <auto free_function>
struct Free {
    template <class Handle>
    void operator()(Handle* handle) const noexcept
    {
        free_function(handle);
    }
};

using Layout = std::unique_ptr<PangoLayout, Free<g_object_unref>>;
using Surface = std::unique_ptr<cairo_surface_t, Free<cairo_surface_destroy>>;
using Cairo = std::unique_ptr<cairo_t, Free<cairo_destroy>>;

struct Rgb {
    double r = 1;
    double g = 1;
    double b = 1;
};

/// "#RRGGBB"; white where it is no colour.
[[nodiscard]] Rgb rgb_of(const std::string& text);

/// At most 4096 bytes, what is not UTF-8 replaced.
[[nodiscard]] std::string valid_utf8(const std::string& text);

/// The bundled face, loaded privately, and what is installed. Threads: one.
/// Throws EditorError where the font system cannot be set up.
class TextFonts {
public:
    TextFonts();
    ~TextFonts();
    TextFonts(const TextFonts&) = delete;
    TextFonts& operator=(const TextFonts&) = delete;

    /// Text in the bundled face, or, where that lacks a letter or another family is asked for, in
    /// what is installed. pixels: of the letters; spacing: a share of them.
    [[nodiscard]] Layout
    layout(const std::string& text, const std::string& family, double pixels, double spacing);

    [[nodiscard]] bool has(const std::string& family);

private:
    struct Maps;
    std::unique_ptr<Maps> maps_;
};

/// Pixels.
struct Extent {
    double width = 0;
    double height = 0;
};

[[nodiscard]] Extent extent_of(PangoLayout* layout);

/// Breaks lines no wider than `most` and as evenly as the same number of lines allows.
void break_evenly(PangoLayout* layout, double most, PangoAlignment alignment);

/// An ARGB surface as R G B A bytes, premultiplied.
[[nodiscard]] assets::Frame frame_of(cairo_surface_t* surface, Size size);

} // namespace rushlight::editor
