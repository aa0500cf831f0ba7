#include "editor/render/rgba_rows.hpp"

#include "editor/render/clones.hpp"

#include <algorithm>

namespace rushlight::editor {

namespace {

// BT.709: Y' = 0.2126 R' + 0.7152 G' + 0.0722 B'; Y' in codes 16 … 235, Cb and Cr in 16 … 240
constexpr float kr = 0.2126F;
constexpr float kg = 0.7152F;
constexpr float kb = 0.0722F;
constexpr float red = 2 * (1 - kr);
constexpr float blue = 2 * (1 - kb);

/// Two rows of chroma codes mixed 3 : 1 and made ±½.
RUSHLIGHT_CLONES
void mix_chroma(float* __restrict out,
                const std::uint8_t* __restrict near,
                const std::uint8_t* __restrict far,
                int count)
{
    for (int i = 0; i < count; ++i) {
        const auto sum = static_cast<float>(3 * near[i] + far[i]);
        out[i] = (sum * 0.25F - 128) * (1 / 224.0F);
    }
}

/// Left-sited chroma: even columns lie on their sample, odd ones between two.
RUSHLIGHT_CLONES
void widen(float* __restrict out, const float* __restrict narrow, int count)
{
    for (int i = 0; i + 1 < count; ++i) {
        out[2 * i] = narrow[i];
        out[2 * i + 1] = 0.5F * (narrow[i] + narrow[i + 1]);
    }
    out[2 * count - 2] = out[2 * count - 1] = narrow[count - 1];
}

RUSHLIGHT_CLONES
void to_rgb(float* __restrict r,
            float* __restrict g,
            float* __restrict b,
            const std::uint8_t* __restrict luma,
            const float* __restrict cb,
            const float* __restrict cr,
            int count)
{
    for (int i = 0; i < count; ++i) {
        const float y = (static_cast<float>(luma[i]) - 16) * (1 / 219.0F);
        r[i] = y + red * cr[i];
        g[i] = y - (blue * kb / kg) * cb[i] - (red * kr / kg) * cr[i];
        b[i] = y + blue * cb[i];
    }
}

/// Alpha of a row, and its colours made whole.
RUSHLIGHT_CLONES
void take_alpha(float* __restrict r,
                float* __restrict g,
                float* __restrict b,
                float* __restrict a,
                const std::uint8_t* __restrict alpha,
                int count)
{
    for (int i = 0; i < count; ++i) {
        a[i] = static_cast<float>(alpha[i]) * (1 / 255.0F);
        const float whole = chosen(a[i] > 0, 1 / a[i], 0.0F);
        r[i] *= whole;
        g[i] *= whole;
        b[i] *= whole;
    }
}

/// Held in 0 … 1, premultiplied, then Cb and Cr in place of R' and B', Y' in place of G'.
RUSHLIGHT_CLONES
void to_yuv(
    float* __restrict r, float* __restrict g, float* __restrict b, float* __restrict a, int count)
{
    for (int i = 0; i < count; ++i) {
        const float alpha = held_in_unit(a[i]);
        const float red_part = held_in_unit(r[i]) * alpha;
        const float green_part = held_in_unit(g[i]) * alpha;
        const float blue_part = held_in_unit(b[i]) * alpha;
        const float luma = kr * red_part + kg * green_part + kb * blue_part;
        r[i] = (blue_part - luma) * (1 / blue);
        b[i] = (red_part - luma) * (1 / red);
        g[i] = luma;
        a[i] = alpha;
    }
}

/// Codes of values: offset + scale · value, to nearest; the value is in range.
RUSHLIGHT_CLONES
void round_row(std::uint8_t* __restrict out,
               const float* __restrict values,
               int count,
               float offset,
               float scale)
{
    for (int i = 0; i < count; ++i) {
        out[i] = static_cast<std::uint8_t>(static_cast<int>(values[i] * scale + offset + 0.5F));
    }
}

/// Chroma of two rows for left-sited samples: 1 2 1 across, the mean down.
RUSHLIGHT_CLONES
void narrow_row(float* __restrict out,
                const float* __restrict top,
                const float* __restrict bottom,
                int count)
{
    out[0] = 0.375F * (top[0] + bottom[0]) + 0.125F * (top[1] + bottom[1]);
    for (int i = 1; i < count; ++i) {
        out[i] = 0.25F * (top[2 * i] + bottom[2 * i]) +
                 0.125F * (top[2 * i - 1] + bottom[2 * i - 1] + top[2 * i + 1] + bottom[2 * i + 1]);
    }
}

} // namespace

RgbaReader::RgbaReader(const Raster& raster)
    : raster_(raster)
    , narrow_(static_cast<std::size_t>(raster.picture.width) / 2)
    , cb_(static_cast<std::size_t>(raster.picture.width))
    , cr_(cb_)
{
}

void RgbaReader::read_chroma(std::size_t plane, int y, float* out)
{
    const int rows = raster_.picture.height / 2;
    const int near = y / 2;
    const int far = std::clamp(y % 2 == 1 ? near + 1 : near - 1, 0, rows - 1);
    const auto& from = raster_.picture.planes[plane];
    const int count = raster_.picture.width / 2;
    mix_chroma(
        narrow_.data(), from.data + near * from.stride, from.data + far * from.stride, count);
    widen(out, narrow_.data(), count);
}

void RgbaReader::read(int y, const RgbaRow& row)
{
    y = std::clamp(y, 0, raster_.picture.height - 1);
    read_chroma(1, y, cb_.data());
    read_chroma(2, y, cr_.data());
    const auto& luma = raster_.picture.planes[0];
    to_rgb(row.r, row.g, row.b, luma.data + y * luma.stride, cb_.data(), cr_.data(), row.count);
    if (!raster_.alpha) {
        std::fill_n(row.a, row.count, 1.0F);
        return;
    }
    take_alpha(row.r,
               row.g,
               row.b,
               row.a,
               raster_.alpha->data() +
                   static_cast<std::size_t>(y) * static_cast<std::size_t>(raster_.picture.width),
               row.count);
}

RgbaWriter::RgbaWriter(int width, int height)
    : out_(width, height, assets::PixelFormat::yuv420p8, assets::bt709_limited)
    , alpha_(std::make_shared<std::vector<std::uint8_t>>(static_cast<std::size_t>(width) *
                                                         static_cast<std::size_t>(height)))
    , cb_(static_cast<std::size_t>(width) / 2)
    , cr_(cb_)
{
}

void RgbaWriter::write_luma(int y, const RgbaRow& row)
{
    to_yuv(row.r, row.g, row.b, row.a, row.count);
    round_row(out_.data[0] + y * out_.strides[0], row.g, row.count, 16, 219);
    std::uint8_t* alpha =
        alpha_->data() + static_cast<std::size_t>(y) * static_cast<std::size_t>(out_.width);
    round_row(alpha, row.a, row.count, 0, 255);
    opaque_ =
        opaque_ && std::all_of(alpha, alpha + row.count, [](std::uint8_t a) { return a == 255; });
}

void RgbaWriter::write(int y, const RgbaRow& top, const RgbaRow& bottom)
{
    write_luma(y, top);
    write_luma(y + 1, bottom);
    const int count = out_.width / 2;
    narrow_row(cb_.data(), top.r, bottom.r, count);
    narrow_row(cr_.data(), top.b, bottom.b, count);
    round_row(out_.data[1] + y / 2 * out_.strides[1], cb_.data(), count, 128, 224);
    round_row(out_.data[2] + y / 2 * out_.strides[2], cr_.data(), count, 128, 224);
}

Raster RgbaWriter::finish(int x, int y)
{
    Raster raster;
    raster.picture = out_.freeze();
    raster.x = x;
    raster.y = y;
    if (!opaque_) {
        raster.alpha = std::move(alpha_);
    }
    return raster;
}

} // namespace rushlight::editor
