// Rates of the CPU kernels against torch's own operators, in turns, on all cores.
#include "kernels/attention.hpp"
#include "kernels/norm.hpp"
#include "kernels/rotary.hpp"
#include "tests/bench/row.hpp"

#include <ATen/ATen.h>
#include <ATen/Parallel.h>

using namespace rushlight;
using kernels::Isa;

namespace {

kernels::TensorRef ref(const at::Tensor& tensor)
{
    kernels::TensorRef result;
    result.data = tensor.data_ptr();
    result.type = tensor.scalar_type() == at::kBFloat16 ? kernels::Type::bf16
                  : tensor.scalar_type() == at::kByte   ? kernels::Type::u8
                                                        : kernels::Type::f32;
    result.rank = static_cast<int>(tensor.dim());
    for (int axis = 0; axis < result.rank; ++axis) {
        result.sizes[static_cast<std::size_t>(axis)] = tensor.size(axis);
    }
    return result;
}

const kernels::ParallelFor parallel =
    [](std::int64_t count,
       std::int64_t grain,
       const std::function<void(std::int64_t, std::int64_t)>& body) {
        at::parallel_for(
            0, count, grain, [&](std::int64_t begin, std::int64_t end) { body(begin, end); });
    };

void attention_row(
    std::int64_t heads, std::int64_t tokens, std::int64_t width, at::ScalarType type, Isa isa)
{
    const auto q = at::randn({1, heads, tokens, width}).to(type);
    const auto k = at::randn_like(q);
    const auto v = at::randn_like(q);
    const auto out = at::empty({1, tokens, heads, width}, q.options());
    kernels::Attention a{
        .q = ref(q), .k = ref(k), .v = ref(v), .key_mask = {}, .out = ref(out), .workspace = {}};
    const auto workspace = at::empty({kernels::attention_workspace_bytes(a)}, at::kByte);
    a.workspace = ref(workspace);
    const double gflop = 4e-9 * static_cast<double>(heads * tokens * tokens * width);
    const std::string name = "attention " + std::to_string(heads) + "x" + std::to_string(width) +
                             ", " + std::to_string(tokens) + " tokens, " +
                             (type == at::kBFloat16 ? "bf16" : "f32") + ", " +
                             kernels::name_of(isa);
    print(bench::in_turns(
        name,
        "GFLOP/s",
        9,
        gflop,
        [&] { kernels::attention(a, parallel, nullptr, isa); },
        "torch SDPA",
        [&] { at::scaled_dot_product_attention(q, k, v); }));
}

void norm_row(std::int64_t tokens, std::int64_t width)
{
    const auto x = at::randn({tokens, width}).to(at::kBFloat16);
    const auto scale = at::randn({width});
    const auto shift = at::randn({width});
    const auto out = at::empty_like(x);
    const kernels::NormModulate a{.x = ref(x),
                                  .weight = {},
                                  .scale = ref(scale.view({1, width})),
                                  .shift = ref(shift.view({1, width})),
                                  .level = {},
                                  .out = ref(out)};
    const double gigabytes = 4e-9 * static_cast<double>(tokens * width);
    print(bench::in_turns(
        "norm and modulate " + std::to_string(tokens) + "x" + std::to_string(width) + " bf16",
        "GB/s",
        15,
        gigabytes,
        [&] { kernels::rms_norm_modulate(a, parallel); },
        "torch operators",
        [&] {
            const auto f = x.to(at::kFloat);
            auto y = f * at::rsqrt(f.square().mean(-1, true) + 1e-6);
            y = (y * (scale + 1) + shift).to(at::kBFloat16);
        }));
}

void rotary_row(std::int64_t tokens, std::int64_t heads, std::int64_t width)
{
    const auto x = at::randn({1, tokens, heads, width}).to(at::kBFloat16);
    const auto weight = at::ones({width});
    const auto cosine = at::randn({tokens, width / 2});
    const auto sine = at::randn({tokens, width / 2});
    const auto out = at::empty({1, heads, tokens, width}, x.options());
    const kernels::NormRotary a{.x = ref(x),
                                .weight = ref(weight),
                                .cosine = ref(cosine),
                                .sine = ref(sine),
                                .out = ref(out)};
    const double gigabytes = 4e-9 * static_cast<double>(tokens * heads * width);
    print(bench::in_turns(
        "QK-norm and rotary " + std::to_string(tokens) + "x" + std::to_string(heads) + "x" +
            std::to_string(width) + " bf16",
        "GB/s",
        15,
        gigabytes,
        [&] { kernels::norm_rotary(a, parallel); },
        "torch operators",
        [&] {
            const auto f = x.to(at::kFloat);
            const auto y = f * at::rsqrt(f.square().mean(-1, true) + 1e-6) * weight;
            const auto pairs = y.view({1, tokens, heads, width / 2, 2});
            const auto c = cosine.view({1, tokens, 1, width / 2});
            const auto s = sine.view({1, tokens, 1, width / 2});
            const auto p = pairs.select(-1, 0);
            const auto q = pairs.select(-1, 1);
            at::stack({p * c - q * s, p * s + q * c}, -1)
                .flatten(-2)
                .to(at::kBFloat16)
                .transpose(1, 2)
                .contiguous();
        }));
}

} // namespace

int main()
{
    const c10::InferenceMode inference;
    for (const Isa isa : {Isa::avx2, Isa::avx512bf16}) {
        if (isa <= kernels::isa()) {
            for (const auto type : {at::kBFloat16, at::kFloat}) {
                attention_row(4, 628, 64, type, isa);
                attention_row(12, 1280, 128, type, isa);
            }
        }
    }
    norm_row(2304, 256);
    norm_row(4590, 1536);
    rotary_row(2304, 4, 64);
    rotary_row(4590, 12, 128);
}
