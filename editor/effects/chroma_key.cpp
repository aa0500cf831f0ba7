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
    float along_cb; ///< of K's chroma over its square: what c's chroma is multiplied with
    float along_cr;
    float slope; ///< 1 / tan(angle)
    float low;
    float stretch; ///< 1 / (high − low)
    float spill;
};

inline float held(float v)
{
    return v < 0 ? 0.0F : v > 1 ? 1.0F : v;
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
        const float red = linear_of(r[i]);
        const float green = linear_of(g[i]);
        const float blue = linear_of(b[i]);
        const float luma = 0.2126F * red + 0.7152F * green + 0.0722F * blue;
        const float cb = (blue - luma) * (1 / 1.8556F);
        const float cr = (red - luma) * (1 / 1.5748F);
        const float along = cb * k.along_cb + cr * k.along_cr;
        const float across = cb * k.along_cr - cr * k.along_cb;
        const float s = held(along - (across < 0 ? -across : across) * k.slope);
        const float taken = k.spill * s;
        const float rest = 1 - taken < 0.02F ? 0.02F : 1 - taken;
        const float whole = 1 / rest;
        r[i] = displayed_of((red - taken * k.r) * whole);
        g[i] = displayed_of((green - taken * k.g) * whole);
        b[i] = displayed_of((blue - taken * k.b) * whole);
        a[i] *= held((1 - s - k.low) * k.stretch);
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
    const float luma = 0.2126F * k.r + 0.7152F * k.g + 0.0722F * k.b;
    const float cb = (k.b - luma) / 1.8556F;
    const float cr = (k.r - luma) / 1.5748F;
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
