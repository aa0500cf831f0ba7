#include "editor/effects/blur.hpp"

#include "editor/effects/gaussian.hpp"
#include "editor/render/clones.hpp"

#include <algorithm>
#include <cmath>

namespace rushlight::editor {

namespace {

RUSHLIGHT_CLONES
void to_light(float* __restrict c, const float* __restrict a, std::size_t count)
{
    for (std::size_t i = 0; i < count; ++i) {
        c[i] = linear_of(c[i]) * a[i];
    }
}

RUSHLIGHT_CLONES
void from_light(float* __restrict c, const float* __restrict a, std::size_t count)
{
    for (std::size_t i = 0; i < count; ++i) {
        const float whole = chosen(a[i] > 1e-6F, 1 / a[i], 0.0F);
        c[i] = displayed_of(c[i] * whole);
    }
}

} // namespace

EffectKind blur_kind()
{
    return {"blur", 1, {number_parameter("size", "share of height", 0, 0.25, 0.01)}};
}

Blur blur_at(const Effect& effect, const Time& time)
{
    static const EffectKind kind = blur_kind();
    return {number_of(effect, kind, "size", time)};
}

int reach_of(const Blur& blur, const Moment& moment)
{
    return static_cast<int>(std::ceil(3.5 * blur.size * moment.canvas.height));
}

void apply(const Blur& blur, RgbaPicture& picture, const Moment& moment)
{
    const double sigma = blur.size * moment.canvas.height;
    float* const alpha = picture.plane(3);
    const bool opaque = std::all_of(alpha, alpha + picture.size(), [](float a) { return a >= 1; });
    for (int i = 0; i < 3; ++i) {
        to_light(picture.plane(i), alpha, picture.size());
        blur_plane(picture.plane(i), picture.width, picture.height, sigma);
    }
    if (!opaque) {
        blur_plane(alpha, picture.width, picture.height, sigma);
    }
    for (int i = 0; i < 3; ++i) {
        from_light(picture.plane(i), alpha, picture.size());
    }
}

} // namespace rushlight::editor
