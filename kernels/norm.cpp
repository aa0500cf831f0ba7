#include "kernels/norm.hpp"

#define RUSHLIGHT_KERNEL_ISA isa_scalar
#include "kernels/norm.inl"

#include <algorithm>

namespace rushlight::kernels {

namespace isa_avx2 {
void rms_norm_modulate_rows(const NormModulate& a, std::int64_t begin, std::int64_t end);
}

namespace isa_avx512 {
void rms_norm_modulate_rows(const NormModulate& a, std::int64_t begin, std::int64_t end);
}

void check(const NormModulate& a)
{
    const auto fits = [&](const TensorRef& t) {
        return !t || (t.type == Type::f32 && t.size(t.rank - 1) == a.x.size(1));
    };
    if (a.x.rank != 2 || a.out.sizes != a.x.sizes || a.out.type != a.x.type ||
        (a.x.type != Type::f32 && a.x.type != Type::bf16)) {
        throw ShapeError("rms_norm_modulate takes x and out [N, D] of one type, f32 or bf16");
    }
    if (!fits(a.weight) || !fits(a.scale) || !fits(a.shift)) {
        throw ShapeError("rms_norm_modulate takes weight [D], scale and shift [L, D] in f32");
    }
    if (a.level && (a.level.type != Type::i32 || a.level.elements() != a.x.size(0))) {
        throw ShapeError("rms_norm_modulate takes level [N] in i32");
    }
}

void rms_norm_modulate(const NormModulate& a, const ParallelFor& parallel, StopFlag stop, Isa isa)
{
    check(a);
    const auto rows = isa == Isa::avx512bf16 ? isa_avx512::rms_norm_modulate_rows
                      : isa == Isa::avx2     ? isa_avx2::rms_norm_modulate_rows
                                             : isa_scalar::rms_norm_modulate_rows;
    constexpr std::int64_t piece = 1024;
    parallel(a.x.size(0), 64, [&](std::int64_t begin, std::int64_t end) {
        for (std::int64_t row = begin; row < end && !stopped(stop); row += piece) {
            rows(a, row, std::min(end, row + piece));
        }
    });
}

} // namespace rushlight::kernels
