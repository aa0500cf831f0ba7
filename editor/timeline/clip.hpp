#pragma once

#include "editor/timeline/caption.hpp"
#include "editor/timeline/effect.hpp"
#include "editor/timeline/speed_ramp.hpp"

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

/// A speed that changes, on a clip: it multiplies the clip's own.
struct RampedSpeed {
    SpeedRamp ramp;
    Time start; ///< of the ramp's time at the clip's first frame or sample

    bool operator==(const RampedSpeed&) const = default;
};

/// How a fade rises (and, turned round, falls) over its length.
enum class FadeCurve : std::uint8_t {
    linear,
    even_power, ///< a quarter of a sine: two that cross keep their power
    smooth,     ///< half of a cosine: soft at both ends
    slow,       ///< the square: late
    fast        ///< its mirror: early
};

/// A fade's level at a share of its length, both 0 … 1.
[[nodiscard]] double faded(FadeCurve curve, double share);

/// What an item shows or sounds. Immutable and shared by all versions that hold it.
struct Clip {
    std::string name;
    Source source;
    Time source_start; ///< source time at the clip's first frame or sample
    /// Source seconds a second; below 0 backward, 0 holds one picture, silent; terms ≤ 2²⁰.
    Time speed = 1;
    std::optional<RampedSpeed> ramp;
    bool keep_pitch = false; ///< at another speed: sounds as high as its source
    std::vector<Effect> effects;
    Id link = 0;              ///< clips of one group move together
    std::string takes;        ///< key of its list of takes; empty where it has none
    double gain_db = 0;       ///< sound
    double pan = 0;           ///< sound, −1 left … 1 right
    std::int64_t fade_in = 0; ///< in the track's units: frames or samples
    std::int64_t fade_out = 0;
    FadeCurve fade_in_curve = FadeCurve::linear;
    FadeCurve fade_out_curve = FadeCurve::linear;

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

/// Source time at the beginning of a clip's n-th frame or sample; n may lie in its handles.
[[nodiscard]] Time source_time(const Clip& clip, std::int64_t n, const Time& unit_rate);

/// Source time of what the n-th frame shows. Backward that is where the frame ends: a clip that
/// runs back over [0, 10) frames begins with frame 9.
[[nodiscard]] Time shown_time(const Clip& clip, std::int64_t n, const Time& unit_rate);

/// The clip without its first n frames or samples (with more of them where n is below 0).
void begin_later(Clip& clip, std::int64_t n, const Time& unit_rate);

/// Whether a clip goes on exactly where the one before ends, at the same speed.
[[nodiscard]] bool
goes_on(const Clip& before, std::int64_t length, const Clip& behind, const Time& unit_rate);

/// Whether a clip's speed is one that it can have: footage alone runs backward, holds or changes
/// its speed.
[[nodiscard]] bool speed_fits(const Clip& clip);

/// Whether a clip of that length lies inside its source.
[[nodiscard]] bool part_fits(const Clip& clip, std::int64_t length, const Time& unit_rate);

/// How many frames or samples the clip needs, from its first one on (or, backward, up to it), to
/// run through that much of its source; what is begun does not count. `endless` where it never
/// does.
[[nodiscard]] std::int64_t
units_for(const Clip& clip, const Time& source_seconds, bool backward, const Time& unit_rate);

/// How many frames or samples an item could begin earlier; `endless` for gaps and titles.
[[nodiscard]] std::int64_t head_handle(const Item& item, const Time& unit_rate);

/// How many frames or samples an item could end later.
[[nodiscard]] std::int64_t tail_handle(const Item& item, const Time& unit_rate);

} // namespace rushlight::editor
