#include "kernels/warp.hpp"

#define RUSHLIGHT_KERNEL_ISA isa_scalar
#include "kernels/warp.inl"

#include <algorithm>

namespace rushlight::kernels {

namespace isa_avx2 {
void flow_warp_rows(const FlowWarp& a, std::int64_t begin, std::int64_t end);
}

namespace isa_avx512 {
void flow_warp_rows(const FlowWarp& a, std::int64_t begin, std::int64_t end);
}

void check(const FlowWarp& a)
{
    if (a.source.rank != 4 || a.source.type != Type::f32 || a.out.type != Type::f32 ||
        a.out.sizes != a.source.sizes || a.out.data == a.source.data || a.source.elements() == 0) {
        throw ShapeError("flow_warp takes source and another out [B, C, H, W] in f32");
    }
    if (a.flow.rank != 4 || a.flow.type != Type::f32 || a.flow.size(0) != a.source.size(0) ||
        a.flow.size(1) != 2 || a.flow.size(2) != a.source.size(2) ||
        a.flow.size(3) != a.source.size(3)) {
        throw ShapeError("flow_warp takes flow [B, 2, H, W] in f32");
    }
}

void flow_warp(const FlowWarp& a, const ParallelFor& parallel, StopFlag stop, Isa isa)
{
    check(a);
    const auto rows = isa == Isa::avx512bf16 ? isa_avx512::flow_warp_rows
                      : isa == Isa::avx2     ? isa_avx2::flow_warp_rows
                                             : isa_scalar::flow_warp_rows;
    parallel(a.source.size(0) * a.source.size(2), 16, [&](std::int64_t begin, std::int64_t end) {
        for (std::int64_t row = begin; row < end && !stopped(stop); row += 64) {
            rows(a, row, std::min(end, row + 64));
        }
    });
}

} // namespace rushlight::kernels
