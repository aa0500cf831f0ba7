#pragma once

#include "editor/timeline/caption.hpp"
#include "editor/timeline/effect.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace rushlight::editor {

/// A stable number: of a clip, a gap, a track, a marker or a link group. 0 is none.
using Id = std::int64_t;

/// Footage or a take, by the id of its asset.
struct Media {
    std::string asset;
    std::string take; ///< the take's id where the asset was generated, else empty
    /// Source material is [0, available); none for stills, which last for ever.
    std::optional<Time> available;

    bool operator==(const Media&) const = default;
};

enum class Placement : std::uint8_t { centre, lower_third, bottom };

/// Text drawn over the picture or on black.
struct Title {
    std::string text; ///< UTF-8; line breaks are kept
    std::string subtitle = {};
    Placement placement = Placement::centre;
    double size =
        0; ///< of the text's letters, a share of the frame's height; 0: the placement's own
    std::string colour = "#F6F3EC"; ///< "#RRGGBB"
    std::string font = {};          ///< family; empty: the bundled face
    std::string font_sha256 = {};   ///< of the face that was used, where recorded

    bool operator==(const Title&) const = default;
};

/// One colour over the whole frame.
struct Solid {
    std::string colour = "#000000"; ///< "#RRGGBB"

    bool operator==(const Solid&) const = default;
};

using Source = std::variant<Media, Title, Solid, Caption>;

/// What an item shows or sounds. Immutable and shared by all versions that hold it.
struct Clip {
    std::string name;
    Source source;
    Time source_start;       ///< source time at the clip's first frame or sample
    Time speed = 1;          ///< source seconds a second; > 0, terms ≤ 2²⁰
    bool keep_pitch = false; ///< at another speed: sounds as high as its source
    std::vector<Effect> effects;
    Id link = 0;              ///< clips of one group move together
    std::string takes;        ///< key of its list of takes; empty where it has none
    double gain_db = 0;       ///< sound
    double pan = 0;           ///< sound, −1 left … 1 right
    std::int64_t fade_in = 0; ///< in the track's units: frames or samples
    std::int64_t fade_out = 0;

    bool operator==(const Clip&) const = default;
};

/// A change from one item to the next, kept by the item behind the cut. It uses both sides' handles
/// and never changes a length. In the track's units.
struct Transition {
    std::string kind = "dissolve";  ///< dissolve, dip
    std::int64_t before = 0;        ///< of the cut
    std::int64_t after = 0;         ///< of the cut
    std::string colour = "#000000"; ///< of a dip

    [[nodiscard]] std::int64_t length() const { return before + after; }

    bool operator==(const Transition&) const = default;
};

/// A clip or, without one, a gap. It holds no position: items of a track lie end to end.
struct Item {
    Id id = 0;
    std::int64_t length = 0; ///< frames on a video track, 48 kHz samples on an audio track
    std::shared_ptr<const Clip> clip;
    std::optional<Transition> transition; ///< at the cut in front of this item

    [[nodiscard]] bool is_gap() const { return !clip; }

    friend bool operator==(const Item& a, const Item& b)
    {
        return a.id == b.id && a.length == b.length && a.transition == b.transition &&
               (a.clip == b.clip || (a.clip && b.clip && *a.clip == *b.clip));
    }
};

/// Handles of items that have no end.
inline constexpr std::int64_t endless = std::int64_t{1} << 40;

/// Source time of a clip's n-th frame or sample; n may lie in its handles.
[[nodiscard]] Time source_time(const Clip& clip, std::int64_t n, const Time& unit_rate);

/// How many frames or samples an item could begin earlier; `endless` for gaps and titles.
[[nodiscard]] std::int64_t head_handle(const Item& item, const Time& unit_rate);

/// How many frames or samples an item could end later.
[[nodiscard]] std::int64_t tail_handle(const Item& item, const Time& unit_rate);

} // namespace rushlight::editor
