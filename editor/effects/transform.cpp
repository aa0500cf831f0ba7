#include "editor/effects/transform.hpp"

#include <algorithm>
#include <cmath>

namespace rushlight::editor {

EffectKind transform_kind()
{
    return {"transform",
            1,
            {{"fit", "", 0, 0, 0, false, {"fit", "fill", "stretch"}},
             {"x", "share of height", -8, 8, 0, true, {}},
             {"y", "share of height", -8, 8, 0, true, {}},
             {"scale", "times", 0, 16, 1, true, {}},
             {"rotation", "degrees", -36000, 36000, 0, true, {}},
             {"crop_left", "share of width", 0, 0.95, 0, true, {}},
             {"crop_right", "share of width", 0, 0.95, 0, true, {}},
             {"crop_top", "share of height", 0, 0.95, 0, true, {}},
             {"crop_bottom", "share of height", 0, 0.95, 0, true, {}}}};
}

EffectKind opacity_kind()
{
    return {"opacity", 1, {{"opacity", "share", 0, 1, 1, true, {}}}};
}

const std::vector<EffectKind>& known_effects()
{
    static const std::vector<EffectKind> kinds{opacity_kind(), transform_kind()};
    return kinds;
}

bool is_known(const Effect& effect)
{
    return std::any_of(known_effects().begin(), known_effects().end(), [&](const EffectKind& kind) {
        return kind.effect == effect.effect && effect.version <= kind.version;
    });
}

namespace {

/// A number of an effect, held inside its parameter's range.
double number_in_range(const Effect& effect,
                       const EffectKind& kind,
                       const std::string& id,
                       const Time& time)
{
    for (const Parameter& parameter : kind.parameters) {
        if (parameter.id == id) {
            const double value = number_at(effect, id, time, parameter.standard);
            return std::isfinite(value) ? std::clamp(value, parameter.least, parameter.most)
                                        : parameter.standard;
        }
    }
    return 0;
}

} // namespace

Transform transform_at(const std::vector<Effect>& effects, const Time& time)
{
    static const EffectKind kind = transform_kind();
    Transform t;
    for (const Effect& effect : effects) {
        if (effect.effect != kind.effect || !is_known(effect)) {
            continue;
        }
        const std::string fit = text_of(effect, "fit", "fit");
        t.fit = fit == "fill" ? Fit::fill : fit == "stretch" ? Fit::stretch : Fit::fit;
        const auto number = [&](const char* id) {
            return number_in_range(effect, kind, id, time);
        };
        t.x = number("x");
        t.y = number("y");
        t.scale = number("scale");
        t.rotation = std::remainder(number("rotation"), 360.0);
        t.crop_left = number("crop_left");
        t.crop_right = std::min(number("crop_right"), 0.99 - t.crop_left);
        t.crop_top = number("crop_top");
        t.crop_bottom = std::min(number("crop_bottom"), 0.99 - t.crop_top);
    }
    return t;
}

double opacity_at(const std::vector<Effect>& effects, const Time& time)
{
    static const EffectKind kind = opacity_kind();
    double opacity = 1;
    for (const Effect& effect : effects) {
        if (effect.effect == kind.effect && is_known(effect)) {
            opacity *= number_in_range(effect, kind, "opacity", time);
        }
    }
    return opacity;
}

} // namespace rushlight::editor
