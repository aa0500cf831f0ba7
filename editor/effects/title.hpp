#pragma once

#include "assets/frame.hpp"
#include "editor/timeline/timeline.hpp"

#include <memory>
#include <string>
#include <vector>

namespace rushlight::editor {

class TextFonts;

/// Draws titles with Pango and Cairo. The bundled face is loaded privately, so that a title looks
/// the same on every machine; a title may name another family that is installed.
/// Throws EditorError where the font system cannot be set up. Threads: one.
class TitleArtist {
public:
    TitleArtist();
    ~TitleArtist();
    TitleArtist(const TitleArtist&) = delete;
    TitleArtist& operator=(const TitleArtist&) = delete;

    /// The title in a frame of that size: RGBA, premultiplied, transparent where nothing is drawn.
    /// Text stays inside the title-safe area (90 % of each side); long lines are broken evenly and
    /// text that is still too tall is drawn smaller.
    [[nodiscard]] assets::Frame draw(const Title& title, Size size);

    /// The family that the title asks for where it is not installed, in one sentence that says
    /// what is drawn instead; empty where nothing is missing.
    [[nodiscard]] std::string missing_font(const Title& title);

private:
    std::unique_ptr<TextFonts> fonts_;
};

/// SHA-256 of the bundled face, lower-case hex.
[[nodiscard]] std::string bundled_font_sha256();

/// The bundled face's family.
inline constexpr const char* bundled_family = "Inter Display";

} // namespace rushlight::editor
