#include "editor/effects/chroma_key.hpp"

#include "editor/render/clones.hpp"

#include <algorithm>
#include <cmath>

namespace rushlight::editor {

namespace {

/// A key in linear light, ready for rows.
struct Screen {
    float r;
    float g;
    float b;
    float luma;
    float along_cb; ///< of K's chroma over its square: what c's chroma is multiplied with
    float along_cr;
    float slope; ///< 1 / tan(angle)
    float low;
    float stretch; ///< 1 / (high − low)
    float spill;
};

/// Linear light and its chroma along and across the screen's.
struct Light {
    float r;
    float g;
    float b;
    float along;
    float across;
};

inline Light light_of(float r, float g, float b, const Screen& k)
{
    const float luma = 0.2126F * r + 0.7152F * g + 0.0722F * b;
    const float cb = (b - luma) * (1 / 1.8556F);
    const float cr = (r - luma) * (1 / 1.5748F);
    return {r,
            g,
            b,
            cb * k.along_cb + cr * k.along_cr,
            __builtin_fabsf(cb * k.along_cr - cr * k.along_cb)};
}

RUSHLIGHT_CLONES
void key_row(float* __restrict r,
             float* __restrict g,
             float* __restrict b,
             float* __restrict a,
             int count,
             Screen k)
{
    for (int i = 0; i < count; ++i) {
        const Light c = light_of(linear_of(r[i]), linear_of(g[i]), linear_of(b[i]), k);
        const float s = held_in_unit(c.along - c.across * k.slope);
        const float taken = k.spill * s;
        const float whole = 1 / chosen(taken > 0.98F, 0.02F, 1 - taken);
        const Light f = light_of((c.r - taken * k.r) * whole,
                                 (c.g - taken * k.g) * whole,
                                 (c.b - taken * k.b) * whole,
                                 k);
        const float tint = k.spill * held_in_unit(f.along - 0.25F * f.across);
        r[i] = displayed_of(f.r - tint * (k.r - k.luma));
        g[i] = displayed_of(f.g - tint * (k.g - k.luma));
        b[i] = displayed_of(f.b - tint * (k.b - k.luma));
        a[i] *= held_in_unit((1 - s - k.low) * k.stretch);
    }
}

} // namespace

EffectKind chroma_key_kind()
{
    return {"chroma_key",
            1,
            {colour_parameter("screen", "#00B140"),
             number_parameter("low", "share", 0, 1, 0.01),
             number_parameter("high", "share", 0, 1, 0.99),
             number_parameter("angle", "degrees", 1, 89, 40),
             number_parameter("spill", "share", 0, 1, 1)}};
}

ChromaKey chroma_key_at(const Effect& effect, const Time& time)
{
    static const EffectKind kind = chroma_key_kind();
    return {colour_from(text_of(effect, kind, "screen")),
            number_of(effect, kind, "low", time),
            number_of(effect, kind, "high", time),
            number_of(effect, kind, "angle", time),
            number_of(effect, kind, "spill", time)};
}

RowWork rows_of(const ChromaKey& key, const Moment&)
{
    Screen k{};
    k.r = linear_of(key.screen.r);
    k.g = linear_of(key.screen.g);
    k.b = linear_of(key.screen.b);
    k.luma = 0.2126F * k.r + 0.7152F * k.g + 0.0722F * k.b;
    const float cb = (k.b - k.luma) / 1.8556F;
    const float cr = (k.r - k.luma) / 1.5748F;
    const float square = cb * cb + cr * cr;
    if (square < 1e-5F) {
        return [](const RgbaRow&) {
        }; // a grey screen has no hue to go by
    }
    k.along_cb = cb / square;
    k.along_cr = cr / square;
    k.slope = static_cast<float>(1 / std::tan(key.angle * 3.14159265358979 / 180));
    k.low = static_cast<float>(key.low);
    k.stretch = static_cast<float>(1 / std::max(key.high - key.low, 0.001));
    k.spill = static_cast<float>(key.spill);
    return [k](const RgbaRow& row) {
        key_row(row.r, row.g, row.b, row.a, row.count, k);
    };
}

} // namespace rushlight::editor
