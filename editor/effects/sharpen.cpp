#include "editor/effects/sharpen.hpp"

#include "editor/effects/gaussian.hpp"
#include "editor/render/clones.hpp"

namespace rushlight::editor {

namespace {

RUSHLIGHT_CLONES
void luma_of(float* __restrict luma,
             const float* __restrict r,
             const float* __restrict g,
             const float* __restrict b,
             const float* __restrict a,
             std::size_t count)
{
    for (std::size_t i = 0; i < count; ++i) {
        luma[i] = (0.2126F * r[i] + 0.7152F * g[i] + 0.0722F * b[i]) * a[i];
    }
}

RUSHLIGHT_CLONES
void step_away(float* __restrict r,
               float* __restrict g,
               float* __restrict b,
               const float* __restrict blurred,
               const float* __restrict weight,
               std::size_t count,
               float amount)
{
    for (std::size_t i = 0; i < count; ++i) {
        const float luma = 0.2126F * r[i] + 0.7152F * g[i] + 0.0722F * b[i];
        const float around = chosen(weight[i] > 1e-6F, blurred[i] / weight[i], luma);
        const float step = amount * (luma - around);
        r[i] += step;
        g[i] += step;
        b[i] += step;
    }
}

} // namespace

EffectKind sharpen_kind()
{
    return {"sharpen",
            1,
            {number_parameter("amount", "times", 0, 5, 0.5),
             number_parameter("size", "share of height", 0.0002, 0.05, 0.002)}};
}

Sharpen sharpen_at(const Effect& effect, const Time& time)
{
    static const EffectKind kind = sharpen_kind();
    return {number_of(effect, kind, "amount", time), number_of(effect, kind, "size", time)};
}

int reach_of(const Sharpen&, const Moment&)
{
    return 0; // alpha stays
}

void apply(const Sharpen& sharpen, RgbaPicture& picture, const Moment& moment)
{
    const double sigma = sharpen.size * moment.canvas.height;
    float* const r = picture.plane(0);
    float* const g = picture.plane(1);
    float* const b = picture.plane(2);
    const float* const a = picture.plane(3);
    std::vector<float> luma(picture.size());
    std::vector<float> weight(a, a + picture.size());
    luma_of(luma.data(), r, g, b, a, luma.size());
    blur_plane(luma.data(), picture.width, picture.height, sigma);
    blur_plane(weight.data(), picture.width, picture.height, sigma);
    step_away(r, g, b, luma.data(), weight.data(), luma.size(), static_cast<float>(sharpen.amount));
}

} // namespace rushlight::editor
