#pragma once

#include "assets/time.hpp"

#include <cstdint>
#include <map>
#include <string>
#include <variant>
#include <vector>

namespace rushlight::editor {

using assets::Time;

/// How a value goes on to the next key.
enum class Interpolation : std::uint8_t { hold, linear, bezier };

/// The two inner points of a cubic Bézier curve from (0, 0), a key, to (1, 1), the next: x is a
/// share of the time between them, 0 … 1, y of the change. As they are: slow at both ends.
struct Handles {
    double x1 = 1.0 / 3;
    double y1 = 0;
    double x2 = 2.0 / 3;
    double y2 = 1;

    bool operator==(const Handles&) const = default;
};

struct Key {
    Time time; ///< source time before speed; for titles and solids the clip's own time
    double value = 0;
    Interpolation interpolation = Interpolation::linear;
    Handles handles = {}; ///< of a Bézier curve

    bool operator==(const Key&) const = default;
};

/// An animated value. Keys are sorted by time; before the first and after the last it holds.
struct Curve {
    std::vector<Key> keys;

    [[nodiscard]] double at(const Time& time) const;
    bool operator==(const Curve&) const = default;
};

/// A value of a shape that this version does not know, kept as its JSON text.
struct Opaque {
    std::string json;

    bool operator==(const Opaque&) const = default;
};

using Value = std::variant<double, std::string, Curve, Opaque>;

/// One effect on a clip, as stored: an effect or a version that is unknown here is kept as it is
/// and passed through. Lengths are shares of the frame's height.
struct Effect {
    std::string effect; ///< "transform", "opacity", …
    int version = 1;
    std::map<std::string, Value> values;
    bool enabled = true; ///< one that is switched off is kept and changes nothing

    bool operator==(const Effect&) const = default;
};

/// The number that a parameter has at a time; `otherwise` where it is not set or no number.
[[nodiscard]] double
number_at(const Effect& effect, const std::string& parameter, const Time& time, double otherwise);

/// The text of a parameter; `otherwise` where it is not set or no text.
[[nodiscard]] std::string
text_of(const Effect& effect, const std::string& parameter, const std::string& otherwise);

} // namespace rushlight::editor
