#include "editor/effects/blend_mode.hpp"

#include "editor/render/clones.hpp"

#include <algorithm>

namespace rushlight::editor {

namespace {

constexpr const char* names[] = {"normal",
                                 "multiply",
                                 "screen",
                                 "overlay",
                                 "add",
                                 "darken",
                                 "lighten",
                                 "soft_light",
                                 "difference"};

// B(below, over) for one channel; b and s are 0 … 1

inline float normal_of(float, float s)
{
    return s;
}

inline float multiply_of(float b, float s)
{
    return b * s;
}

inline float screen_of(float b, float s)
{
    return b + s - b * s;
}

inline float overlay_of(float b, float s)
{
    const float low = 2 * b * s;
    const float high = 1 - 2 * (1 - b) * (1 - s);
    return b <= 0.5F ? low : high;
}

inline float add_of(float b, float s)
{
    return chosen(b + s > 1, 1.0F, b + s);
}

inline float darken_of(float b, float s)
{
    return b < s ? b : s;
}

inline float lighten_of(float b, float s)
{
    return b > s ? b : s;
}

inline float soft_light_of(float b, float s)
{
    const float dark = b - (1 - 2 * s) * b * (1 - b);
    const float root = __builtin_sqrtf(b);
    const float d = b <= 0.25F ? ((16 * b - 12) * b + 4) * b : root;
    const float light = b + (2 * s - 1) * (d - b);
    return s <= 0.5F ? dark : light;
}

inline float difference_of(float b, float s)
{
    return b > s ? b - s : s - b;
}

using Blend =
    void (*)(float* __restrict, const float* __restrict, const float* __restrict, int, float);

/// One loop a mode: a target clone can be no template.
#define RUSHLIGHT_BLEND(mode)                                                                      \
    RUSHLIGHT_CLONES                                                                               \
    void mode##_row(float* __restrict below,                                                       \
                    const float* __restrict over,                                                  \
                    const float* __restrict alpha,                                                 \
                    int count,                                                                     \
                    float opacity)                                                                 \
    {                                                                                              \
        for (int i = 0; i < count; ++i) {                                                          \
            const float b = held_in_unit(below[i]);                                                \
            const float result = mode##_of(b, held_in_unit(over[i]));                              \
            below[i] = b + alpha[i] * opacity * (result - b);                                      \
        }                                                                                          \
    }

RUSHLIGHT_BLEND(normal)
RUSHLIGHT_BLEND(multiply)
RUSHLIGHT_BLEND(screen)
RUSHLIGHT_BLEND(overlay)
RUSHLIGHT_BLEND(add)
RUSHLIGHT_BLEND(darken)
RUSHLIGHT_BLEND(lighten)
RUSHLIGHT_BLEND(soft_light)
RUSHLIGHT_BLEND(difference)
#undef RUSHLIGHT_BLEND

constexpr Blend blends[] = {normal_row,
                            multiply_row,
                            screen_row,
                            overlay_row,
                            add_row,
                            darken_row,
                            lighten_row,
                            soft_light_row,
                            difference_row};

} // namespace

EffectKind blend_kind()
{
    return {"blend", 1, {choice_parameter("mode", {std::begin(names), std::end(names)})}};
}

BlendMode blend_mode_at(const std::vector<Effect>& effects)
{
    static const EffectKind kind = blend_kind();
    BlendMode mode = BlendMode::normal;
    for (const Effect& effect : effects) {
        if (is_on(effect, kind)) {
            const std::string name = text_of(effect, kind, "mode");
            const auto found = std::find(std::begin(names), std::end(names), name);
            mode = static_cast<BlendMode>(found - std::begin(names));
        }
    }
    return mode;
}

void blend_row(BlendMode mode, const RgbaRow& below, const RgbaRow& over, float opacity)
{
    const Blend blend = blends[static_cast<std::size_t>(mode)];
    blend(below.r, over.r, over.a, below.count, opacity);
    blend(below.g, over.g, over.a, below.count, opacity);
    blend(below.b, over.b, over.a, below.count, opacity);
}

} // namespace rushlight::editor
