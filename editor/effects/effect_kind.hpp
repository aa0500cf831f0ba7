#pragma once

#include "editor/timeline/effect.hpp"

#include <optional>

namespace rushlight::editor {

/// What a parameter's value is.
enum class ParameterForm : std::uint8_t {
    number, ///< a double, or keys over time
    choice, ///< one of `choices`
    colour, ///< "#RRGGBB"
    points, ///< "x,y x,y …", shares; what they mean is the parameter's
    table,  ///< the project's asset that holds a table of colours, by its number
};

/// One parameter of an effect, told as data so that a window or a script can be built from it.
struct Parameter {
    std::string id;
    std::string unit; ///< "share of height", "degrees", "times", "" for text
    double least = 0;
    double most = 0;
    double standard = 0;
    bool animates = true;
    std::vector<std::string> choices = {}; ///< the first is the standard one
    ParameterForm form = ParameterForm::number;
    std::string standard_text = {};
};

/// An effect that this version knows. A change that moves pixels raises the version.
struct EffectKind {
    std::string effect;
    int version = 1;
    std::vector<Parameter> parameters;
};

[[nodiscard]] Parameter
number_parameter(const char* id, const char* unit, double least, double most, double standard);
[[nodiscard]] Parameter choice_parameter(const char* id, std::vector<std::string> choices);
[[nodiscard]] Parameter colour_parameter(const char* id, const char* standard);
[[nodiscard]] Parameter points_parameter(const char* id, const char* standard);

/// All of them.
[[nodiscard]] const std::vector<EffectKind>& known_effects();

/// The kind of that name; null where this version has none.
[[nodiscard]] const EffectKind* find_kind(const std::string& effect);

/// Whether this version draws the effect; one that is unknown or newer is passed through.
[[nodiscard]] bool is_known(const Effect& effect);

/// Whether the effect changes the picture: it is known and not switched off.
[[nodiscard]] bool is_on(const Effect& effect, const EffectKind& kind);

/// A number of an effect at a time, held inside its parameter's range; the standard one where it is
/// no number.
[[nodiscard]] double
number_of(const Effect& effect, const EffectKind& kind, const std::string& id, const Time& time);

/// A text of an effect; the standard one where it is not set or does not fit its form.
[[nodiscard]] std::string
text_of(const Effect& effect, const EffectKind& kind, const std::string& id);

/// Why a parameter cannot have a value, one sentence; none where it can.
[[nodiscard]] std::optional<std::string> fault_of(const Parameter& parameter, const Value& value);

/// A point of a list such as "0,0 0.5,0.6 1,1".
struct Point {
    double x = 0;
    double y = 0;

    bool operator==(const Point&) const = default;
};

/// At most 64 points, each number from −8 to 8; none where the text is not of that form.
[[nodiscard]] std::optional<std::vector<Point>> points_from(const std::string& text);

/// Red, green and blue, 0 … 1, of "#RRGGBB"; black where it is not of that form.
struct RgbColour {
    float r = 0;
    float g = 0;
    float b = 0;

    bool operator==(const RgbColour&) const = default;
};

[[nodiscard]] RgbColour colour_from(const std::string& text);

} // namespace rushlight::editor
