#include "editor/effects/vignette.hpp"

#include "editor/render/clones.hpp"

#include <cmath>

namespace rushlight::editor {

namespace {

/// A vignette in pixels; `unit` is 1 over half the frame's diagonal.
struct Falloff {
    float centre_x;
    float centre_y;
    float unit;
    float size;
    float slope; ///< 1 / softness
    float amount;
};

RUSHLIGHT_CLONES
void falloff_row(float* __restrict gain, int count, int x, int y, Falloff f)
{
    const float down = (static_cast<float>(y) + 0.5F - f.centre_y) * f.unit;
    for (int i = 0; i < count; ++i) {
        const float across = (static_cast<float>(x + i) + 0.5F - f.centre_x) * f.unit;
        const float t = (__builtin_sqrtf(across * across + down * down) - f.size) * f.slope;
        const float held = held_in_unit(t);
        gain[i] = 1 - f.amount * held * held * (3 - 2 * held);
    }
}

RUSHLIGHT_CLONES
void dim_light(float* __restrict c, const float* __restrict gain, int count)
{
    for (int i = 0; i < count; ++i) {
        c[i] = displayed_of(linear_of(c[i]) * gain[i]);
    }
}

} // namespace

EffectKind vignette_kind()
{
    return {"vignette",
            1,
            {number_parameter("amount", "share", -1, 1, 0.5),
             number_parameter("size", "share of half the diagonal", 0, 1, 0.4),
             number_parameter("softness", "share of half the diagonal", 0.01, 1, 0.6),
             number_parameter("x", "share of height", -2, 2, 0),
             number_parameter("y", "share of height", -2, 2, 0)}};
}

Vignette vignette_at(const Effect& effect, const Time& time)
{
    static const EffectKind kind = vignette_kind();
    return {number_of(effect, kind, "amount", time),
            number_of(effect, kind, "size", time),
            number_of(effect, kind, "softness", time),
            number_of(effect, kind, "x", time),
            number_of(effect, kind, "y", time)};
}

RowWork rows_of(const Vignette& vignette, const Moment& moment)
{
    const double width = moment.canvas.width;
    const double height = moment.canvas.height;
    const Falloff falloff{static_cast<float>(width / 2 + vignette.x * height),
                          static_cast<float>(height / 2 + vignette.y * height),
                          static_cast<float>(2 / std::hypot(width, height)),
                          static_cast<float>(vignette.size),
                          static_cast<float>(1 / vignette.softness),
                          static_cast<float>(vignette.amount)};
    return [falloff, gain = std::vector<float>()](const RgbaRow& row) mutable {
        gain.resize(static_cast<std::size_t>(row.count));
        falloff_row(gain.data(), row.count, row.x, row.y, falloff);
        for (float* plane : {row.r, row.g, row.b}) {
            dim_light(plane, gain.data(), row.count);
        }
    };
}

} // namespace rushlight::editor
