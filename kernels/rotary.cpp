#include "kernels/rotary.hpp"

#define RUSHLIGHT_KERNEL_ISA isa_scalar
#include "kernels/rotary.inl"

#include <algorithm>

namespace rushlight::kernels {

namespace isa_avx2 {
void norm_rotary_tokens(const NormRotary& a, std::int64_t begin, std::int64_t end);
}

namespace isa_avx512 {
void norm_rotary_tokens(const NormRotary& a, std::int64_t begin, std::int64_t end);
}

void check(const NormRotary& a)
{
    if (a.x.rank != 4 || a.out.rank != 4 || a.out.type != a.x.type || a.out.data == a.x.data ||
        (a.x.type != Type::f32 && a.x.type != Type::bf16) || a.x.size(3) % 2 != 0 ||
        a.x.size(3) > 256 || a.out.size(0) != a.x.size(0) || a.out.size(1) != a.x.size(2) ||
        a.out.size(2) != a.x.size(1) || a.out.size(3) != a.x.size(3)) {
        throw ShapeError("norm_rotary takes x [B, N, H, E] and another out [B, H, N, E] of one "
                         "type, E even and at most 256");
    }
    if (a.weight && (a.weight.type != Type::f32 || a.weight.elements() != a.x.size(3))) {
        throw ShapeError("norm_rotary takes weight [E] in f32");
    }
    const std::int64_t rows = a.cosine.rank == 3 ? a.x.size(0) * a.x.size(1) : a.x.size(1);
    if (static_cast<bool>(a.cosine) != static_cast<bool>(a.sine) ||
        (a.cosine &&
         (a.cosine.type != Type::f32 || a.sine.type != Type::f32 ||
          a.cosine.elements() != rows * a.x.size(3) / 2 || a.sine.sizes != a.cosine.sizes))) {
        throw ShapeError(
            "norm_rotary takes cosine and sine [N, E/2] or [B, N, E/2] in f32, both or neither");
    }
}

void norm_rotary(const NormRotary& a, const ParallelFor& parallel, StopFlag stop, Isa isa)
{
    check(a);
    const auto run = isa == Isa::avx512bf16 ? isa_avx512::norm_rotary_tokens
                     : isa == Isa::avx2     ? isa_avx2::norm_rotary_tokens
                                            : isa_scalar::norm_rotary_tokens;
    constexpr std::int64_t piece = 1024;
    parallel(a.x.size(0) * a.x.size(1), 64, [&](std::int64_t begin, std::int64_t end) {
        for (std::int64_t token = begin; token < end && !stopped(stop); token += piece) {
            run(a, token, std::min(end, token + piece));
        }
    });
}

} // namespace rushlight::kernels
