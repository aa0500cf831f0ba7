#pragma once

#include <QColor>
#include <QIcon>
#include <QPalette>
#include <array>
#include <vector>

class QApplication;
class QPainter;
class QRectF;

namespace rushlight::app {

/// Every colour of the window by what it is for. Nothing else in the desktop names a colour.
struct Roles {
    QColor canvas; ///< behind the docks
    QColor panel;  ///< docks
    QColor raised; ///< fields, cards, menus
    QColor line;   ///< separators of one pixel
    QColor text;
    QColor muted;    ///< labels, hints, times
    QColor flame;    ///< Generate, the playhead, the chosen take; nothing else
    QColor on_flame; ///< text on it
    QColor focus;    ///< focus ring, edge of the selection
    QColor good;
    QColor bad;
    QColor monitor; ///< pure neutral behind the picture, the same in every theme
};

enum class ThemeName { dark, light, high_contrast };

/// The table of a theme. high_contrast is made from the desktop's own palette.
[[nodiscard]] Roles roles_of(ThemeName name, const QPalette& desktop = {});

/// What a clip on the timeline is, told by fill and by a pattern or icon.
enum class ClipState {
    placeholder,
    queued,
    running,
    draft,
    final_take,
    stale,
    failed,
    blocked,
    filmed,
    sound,
    captions,
};

[[nodiscard]] QColor fill_of(ClipState state);
/// The reading text colour on a fill: #121315 or #FFFFFF, whichever contrasts more.
[[nodiscard]] QColor label_on(const QColor& fill);
/// Draws the state's pattern or icon into a clip's box. `phase` 0 … 1 moves the hatch of a running
/// one; it stays 0 under reduced motion.
void paint_state_mark(QPainter& painter, const QRectF& box, ClipState state, double phase = 0);

/// WCAG 2.1 relative-luminance contrast, 1 … 21.
[[nodiscard]] double contrast(const QColor& a, const QColor& b);

/// Space between things, px; no other distances are used.
inline constexpr std::array<int, 6> spacing{4, 8, 12, 16, 24, 32};

inline constexpr int control_height = 28;
inline constexpr int toolbar_height = 36;
inline constexpr int track_height = 56;
inline constexpr int ruler_height = 28;

/// Sets style, palette and type of the program from a table. UI thread.
void apply_theme(QApplication& application, ThemeName name);

/// The table in use. UI thread.
[[nodiscard]] const Roles& roles();
[[nodiscard]] ThemeName theme_in_use();

/// One of our own drawings (20 px grid, 1.5 px stroke) in the text colour; the checked form is
/// filled with the flame where `accent`. Unknown names give an empty icon; a test asks for every
/// name that is used.
[[nodiscard]] QIcon icon(const char* name, bool accent = false);
/// Names of all drawings.
[[nodiscard]] std::vector<QString> icon_names();

} // namespace rushlight::app
