#include "kernels/colour.hpp"

#define RUSHLIGHT_KERNEL_ISA isa_scalar
#include "kernels/colour.inl"

namespace rushlight::kernels {

#define RUSHLIGHT_DECLARE(isa_namespace)                                                           \
    namespace isa_namespace {                                                                      \
    void yuv_to_rgb_rows(const YuvRgb& a, std::int64_t begin, std::int64_t end);                   \
    void rgb_to_yuv_rows(const YuvRgb& a, std::int64_t begin, std::int64_t end);                   \
    }
RUSHLIGHT_DECLARE(isa_avx2)
RUSHLIGHT_DECLARE(isa_avx512)
#undef RUSHLIGHT_DECLARE

void check(const YuvRgb& a)
{
    const std::int64_t height = a.luma.size(0);
    const std::int64_t width = a.luma.size(1);
    const auto is_u8 = [](const TensorRef& t) {
        return t && t.type == Type::u8;
    };
    const auto is_chroma = [&](const TensorRef& t) {
        return is_u8(t) && t.rank == 2 && t.size(0) == height / 2 && t.size(1) == width / 2;
    };
    if (!is_u8(a.luma) || a.luma.rank != 2 || height % 2 != 0 || width % 2 != 0 ||
        !is_chroma(a.blue) || !is_chroma(a.red) || !is_u8(a.rgb) || a.rgb.rank != 3 ||
        a.rgb.size(0) != height || a.rgb.size(1) != width || a.rgb.size(2) != 3) {
        throw ShapeError("yuv_to_rgb and rgb_to_yuv take luma [H, W], chroma [H/2, W/2] and rgb "
                         "[H, W, 3] in u8, H and W even");
    }
}

void yuv_to_rgb(const YuvRgb& a, const ParallelFor& parallel, Isa isa)
{
    check(a);
    const auto rows = isa == Isa::avx512bf16 ? isa_avx512::yuv_to_rgb_rows
                      : isa == Isa::avx2     ? isa_avx2::yuv_to_rgb_rows
                                             : isa_scalar::yuv_to_rgb_rows;
    parallel(
        a.luma.size(0), 32, [&](std::int64_t begin, std::int64_t end) { rows(a, begin, end); });
}

void rgb_to_yuv(const YuvRgb& a, const ParallelFor& parallel, Isa isa)
{
    check(a);
    const auto rows = isa == Isa::avx512bf16 ? isa_avx512::rgb_to_yuv_rows
                      : isa == Isa::avx2     ? isa_avx2::rgb_to_yuv_rows
                                             : isa_scalar::rgb_to_yuv_rows;
    parallel(
        a.luma.size(0) / 2, 16, [&](std::int64_t begin, std::int64_t end) { rows(a, begin, end); });
}

} // namespace rushlight::kernels
