#include "editor/effects/transform.hpp"

#include <algorithm>
#include <cmath>

namespace rushlight::editor {

EffectKind transform_kind()
{
    return {"transform",
            1,
            {choice_parameter("fit", {"fit", "fill", "stretch"}),
             number_parameter("x", "share of height", -8, 8, 0),
             number_parameter("y", "share of height", -8, 8, 0),
             number_parameter("scale", "times", 0, 16, 1),
             number_parameter("rotation", "degrees", -36000, 36000, 0),
             number_parameter("crop_left", "share of width", 0, 0.95, 0),
             number_parameter("crop_right", "share of width", 0, 0.95, 0),
             number_parameter("crop_top", "share of height", 0, 0.95, 0),
             number_parameter("crop_bottom", "share of height", 0, 0.95, 0)}};
}

EffectKind opacity_kind()
{
    return {"opacity", 1, {number_parameter("opacity", "share", 0, 1, 1)}};
}

Transform transform_at(const std::vector<Effect>& effects, const Time& time)
{
    static const EffectKind kind = transform_kind();
    Transform t;
    for (const Effect& effect : effects) {
        if (!is_on(effect, kind)) {
            continue;
        }
        const std::string fit = text_of(effect, kind, "fit");
        t.fit = fit == "fill" ? Fit::fill : fit == "stretch" ? Fit::stretch : Fit::fit;
        const auto at = [&](const char* id) {
            return number_of(effect, kind, id, time);
        };
        t.x = at("x");
        t.y = at("y");
        t.scale = at("scale");
        t.rotation = std::remainder(at("rotation"), 360.0);
        t.crop_left = at("crop_left");
        t.crop_right = std::min(at("crop_right"), 0.99 - t.crop_left);
        t.crop_top = at("crop_top");
        t.crop_bottom = std::min(at("crop_bottom"), 0.99 - t.crop_top);
    }
    return t;
}

double opacity_at(const std::vector<Effect>& effects, const Time& time)
{
    static const EffectKind kind = opacity_kind();
    double opacity = 1;
    for (const Effect& effect : effects) {
        if (is_on(effect, kind)) {
            opacity *= number_of(effect, kind, "opacity", time);
        }
    }
    return opacity;
}

} // namespace rushlight::editor
