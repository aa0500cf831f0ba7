// One source for every instruction set, see norm.inl. Integer arithmetic of 16 fractional bits,
// rounded: all agree exactly.
#include "kernels/colour.hpp"
#include "kernels/colour_formula.hpp"

namespace rushlight::kernels::RUSHLIGHT_KERNEL_ISA {

void yuv_to_rgb_rows(const YuvRgb& a, std::int64_t begin, std::int64_t end)
{
    const std::int64_t width = a.luma.size(1);
    for (std::int64_t y = begin; y < end; ++y) {
        const auto* const luma = a.luma.as<const std::uint8_t>() + y * width;
        const auto* const blue = a.blue.as<const std::uint8_t>() + y / 2 * (width / 2);
        const auto* const red = a.red.as<const std::uint8_t>() + y / 2 * (width / 2);
        auto* const rgb = a.rgb.as<std::uint8_t>() + y * width * 3;
        for (std::int64_t x = 0; x < width; ++x) {
            colour_formula::to_rgb(luma[x], blue[x / 2], red[x / 2], rgb + x * 3);
        }
    }
}

/// begin, end count pairs of rows.
void rgb_to_yuv_rows(const YuvRgb& a, std::int64_t begin, std::int64_t end)
{
    const std::int64_t width = a.luma.size(1);
    for (std::int64_t pair = begin; pair < end; ++pair) {
        const auto* const upper = a.rgb.as<const std::uint8_t>() + 2 * pair * width * 3;
        const auto* const lower = upper + width * 3;
        auto* const luma = a.luma.as<std::uint8_t>() + 2 * pair * width;
        for (std::int64_t x = 0; x < 2 * width; ++x) {
            luma[x] = colour_formula::to_luma(upper + x * 3);
        }
        auto* const blue = a.blue.as<std::uint8_t>() + pair * (width / 2);
        auto* const red = a.red.as<std::uint8_t>() + pair * (width / 2);
        for (std::int64_t x = 0; x < width / 2; ++x) {
            colour_formula::to_chroma(upper + x * 6, lower + x * 6, blue[x], red[x]);
        }
    }
}

} // namespace rushlight::kernels::RUSHLIGHT_KERNEL_ISA
