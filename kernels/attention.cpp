#include "kernels/attention.hpp"

#define RUSHLIGHT_KERNEL_ISA isa_scalar
#define RUSHLIGHT_KERNEL_LANES 4
#include "kernels/attention_f32.inl"

namespace rushlight::kernels {

#define RUSHLIGHT_DECLARE(isa_namespace)                                                           \
    namespace isa_namespace {                                                                      \
    void attention_pack(const Attention& a, const PackedLayout& layout, std::int64_t head);        \
    void attention_block(const Attention& a,                                                       \
                         const PackedLayout& layout,                                               \
                         std::int64_t head,                                                        \
                         std::int64_t first);                                                      \
    }
RUSHLIGHT_DECLARE(isa_avx2)
RUSHLIGHT_DECLARE(isa_avx512)
RUSHLIGHT_DECLARE(isa_avx512bf16)
#undef RUSHLIGHT_DECLARE

void check(const Attention& a)
{
    const std::int64_t width = a.q.size(3);
    if (a.q.rank != 4 || a.k.rank != 4 || a.out.rank != 4 || a.v.sizes != a.k.sizes ||
        a.k.type != a.q.type || a.v.type != a.q.type || a.out.type != a.q.type ||
        (a.q.type != Type::f32 && a.q.type != Type::bf16) || a.k.size(0) != a.q.size(0) ||
        a.k.size(1) != a.q.size(1) || a.k.size(3) != width || a.out.size(0) != a.q.size(0) ||
        a.out.size(1) != a.q.size(2) || a.out.size(2) != a.q.size(1) || a.out.size(3) != width) {
        throw ShapeError("attention takes q [B, H, N, E], k and v [B, H, M, E] and out [B, N, H, "
                         "E] of one type, f32 or bf16");
    }
    if (width % 32 != 0 || width > widest_head || width == 0) {
        throw ShapeError("attention takes heads of 32, 64, 96 or 128 columns");
    }
    if (a.key_mask &&
        (a.key_mask.type != Type::u8 || a.key_mask.elements() != a.k.size(0) * a.k.size(2))) {
        throw ShapeError("attention takes key_mask [B, M] in u8");
    }
}

std::int64_t attention_workspace_bytes(const Attention& a)
{
    return PackedLayout(a).bytes();
}

void attention(const Attention& a, const ParallelFor& parallel, StopFlag stop, Isa isa)
{
    check(a);
    const PackedLayout layout(a);
    if (!a.workspace || a.workspace.elements() * bytes_of(a.workspace.type) < layout.bytes()) {
        throw ShapeError("attention needs a workspace of attention_workspace_bytes(...)");
    }
    auto pack = isa_scalar::attention_pack;
    auto block = isa_scalar::attention_block;
    if (isa == Isa::avx2) {
        pack = isa_avx2::attention_pack;
        block = isa_avx2::attention_block;
    } else if (isa == Isa::avx512bf16) {
        const bool half = a.q.type == Type::bf16;
        pack = half ? isa_avx512bf16::attention_pack : isa_avx512::attention_pack;
        block = half ? isa_avx512bf16::attention_block : isa_avx512::attention_block;
    }

    for (std::int64_t batch = 0; batch < layout.batches; ++batch) {
        float* const bias = layout.bias(a, batch);
        for (std::int64_t m = 0; m < layout.keys; ++m) {
            const bool counts =
                m < a.k.size(2) &&
                (!a.key_mask || a.key_mask.as<const std::uint8_t>()[batch * a.k.size(2) + m] != 0);
            bias[m] = counts ? 0.0F : -std::numeric_limits<float>::infinity();
        }
    }
    parallel(layout.heads, 1, [&](std::int64_t begin, std::int64_t end) {
        for (std::int64_t head = begin; head < end && !stopped(stop); ++head) {
            pack(a, layout, head);
        }
    });
    const std::int64_t blocks = (a.q.size(2) + query_block - 1) / query_block;
    parallel(layout.heads * blocks, 1, [&](std::int64_t begin, std::int64_t end) {
        for (std::int64_t index = begin; index < end && !stopped(stop); ++index) {
            block(a, layout, index / blocks, index % blocks * query_block);
        }
    });
}

} // namespace rushlight::kernels
