#include "generation/nn/composed.hpp"
#include "generation/nn/norm.hpp"

#include <ATen/ATen.h>
#include <ATen/Parallel.h>
#include <c10/core/GradMode.h>
#include <catch2/catch.hpp>

using namespace rushlight::generation;

namespace {

at::Tensor random(at::IntArrayRef sizes, std::uint64_t seed)
{
    at::manual_seed(seed);
    return at::randn(sizes).requires_grad_(true);
}

at::Tensor plain_norm(const at::Tensor& x)
{
    return x * at::rsqrt(x.square().mean(-1, true) + 1e-6);
}

/// The gradients of a weighted sum of y with respect to the tensors; clears them
std::vector<at::Tensor> gradients(const at::Tensor& y, std::vector<at::Tensor> tensors)
{
    at::manual_seed(99);
    (y * at::randn(y.sizes())).sum().backward();
    std::vector<at::Tensor> found;
    for (at::Tensor& tensor : tensors) {
        REQUIRE(tensor.grad().defined());
        found.push_back(tensor.grad().clone());
        tensor.mutable_grad() = at::Tensor();
    }
    return found;
}

void check_close(const std::vector<at::Tensor>& a, const std::vector<at::Tensor>& b)
{
    REQUIRE(a.size() == b.size());
    for (std::size_t i = 0; i < a.size(); ++i) {
        CAPTURE(i);
        CHECK(at::allclose(a[i], b[i], 1e-4, 1e-5));
    }
}

} // namespace

TEST_CASE("the modulated norm and its gradients are the formula's", "[nn]")
{
    const auto x = random({2, 5, 48}, 1);
    const auto weight = random({48}, 2);
    const auto scale = random({3, 48}, 3);
    const auto shift = random({3, 48}, 4);
    const auto residual = random({2, 5, 48}, 5);
    const auto level = at::tensor({0, 1, 2, 2, 1, 0, 0, 2, 1, 1}, at::kInt);
    const auto rows = level.to(at::kLong).view({2, 5});
    const auto fused = nn::norm_modulate(x, {weight, scale, shift, level}, residual);
    const auto plain =
        plain_norm(x) * weight * (1 + scale.index({rows})) + shift.index({rows}) + residual;
    CHECK(at::allclose(fused, plain, 1e-4, 1e-5));
    const std::vector<at::Tensor> all{x, weight, scale, shift, residual};
    const auto wanted = gradients(plain, all);
    check_close(gradients(fused, all), wanted);

    const auto kernel = nn::norm_modulate(
        x.detach(), {weight.detach(), scale.detach(), shift.detach(), level}, residual.detach());
    CHECK(at::allclose(kernel, plain, 1e-4, 1e-5));

    const auto composed = nn::composed_norm_modulate(x, {weight, scale, shift, level}, residual);
    CHECK(at::allclose(composed, plain, 1e-4, 1e-5));
    check_close(gradients(composed, all), wanted);
}

TEST_CASE("a norm without modulation has the formula's gradients", "[nn]")
{
    const auto x = random({7, 20}, 1);
    const auto weight = random({20}, 2);
    check_close(gradients(nn::norm_modulate(x, {weight, {}, {}, {}}), {x, weight}),
                gradients(plain_norm(x) * weight, {x, weight}));
}

TEST_CASE("rotated heads and their gradients are the formula's", "[nn]")
{
    const auto qkv = random({2, 3, 3, 2, 8}, 1);
    const auto query = random({8}, 2);
    const auto key = random({8}, 3);
    const auto first = random({2, 2, 3, 8}, 4);
    const auto mix = random({1}, 5);
    const auto angles = at::randn({2, 3, 4});
    const nn::Rotation rotation{angles.cos(), angles.sin()};
    const auto turned = [&](const at::Tensor& x, const at::Tensor& weight) {
        const auto y = plain_norm(x) * weight;
        const auto even = y.slice(-1, 0, 8, 2);
        const auto odd = y.slice(-1, 1, 8, 2);
        const auto c = rotation.cosine.unsqueeze(2);
        const auto s = rotation.sine.unsqueeze(2);
        return at::stack({even * c - odd * s, even * s + odd * c}, -1).flatten(-2).transpose(1, 2);
    };
    const auto v = qkv.select(2, 2).transpose(1, 2);
    const auto plain = at::stack(
        {turned(qkv.select(2, 0), query), turned(qkv.select(2, 1), key), v + mix * (first - v)});
    const nn::HeadShaping shaping{query, key, rotation, first, mix};
    const auto heads = nn::heads_of(qkv, shaping);
    const auto fused = at::stack({heads.q, heads.k, heads.v});
    CHECK(at::allclose(fused, plain, 1e-4, 1e-5));
    const std::vector<at::Tensor> all{qkv, query, key, first, mix};
    const auto wanted = gradients(plain, all);
    check_close(gradients(fused, all), wanted);

    const auto made = nn::composed_heads(qkv, shaping);
    const auto composed = at::stack({made.q, made.k, made.v});
    CHECK(at::allclose(composed, plain, 1e-4, 1e-5));
    check_close(gradients(composed, all), wanted);

    const c10::NoGradGuard no_gradient;
    const auto kernel = nn::heads_of(qkv, shaping);
    CHECK(at::allclose(at::stack({kernel.q, kernel.k, kernel.v}), plain, 1e-4, 1e-5));
}

TEST_CASE("the gate and its gradient are silu's", "[nn]")
{
    const auto x = (random({9, 40}, 1) * 8).detach().requires_grad_(true);
    const auto halves = x.chunk(2, -1);
    const auto plain = at::silu(halves[0]) * halves[1];
    const auto fused = nn::gated(x);
    CHECK(at::allclose(fused, plain, 1e-4, 1e-5));
    const auto wanted = gradients(plain, {x});
    check_close(gradients(fused, {x}), wanted);
    check_close(gradients(nn::composed_gate(x), {x}), wanted);
}

TEST_CASE("fused gradients do not depend on the number of threads", "[nn]")
{
    const int before = at::get_num_threads();
    const auto x = random({300, 32}, 1);
    const auto weight = random({32}, 2);
    at::set_num_threads(1);
    const auto one = gradients(nn::norm_modulate(x, {weight, {}, {}, {}}), {x, weight});
    at::set_num_threads(2);
    const auto two = gradients(nn::norm_modulate(x, {weight, {}, {}, {}}), {x, weight});
    at::set_num_threads(before);
    CHECK(at::equal(one[0], two[0]));
    CHECK(at::equal(one[1], two[1]));
}

TEST_CASE("what is not a number stays so through the fused operations", "[nn]")
{
    const auto x = at::full({1, 32}, NAN).to(at::kBFloat16).requires_grad_(true);
    CHECK(nn::norm_modulate(x, {}).isnan().all().item<bool>());
    CHECK(nn::gated(x).isnan().all().item<bool>());
}
