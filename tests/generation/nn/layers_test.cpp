#include "generation/nn/layers.hpp"

#include <ATen/ATen.h>
#include <catch2/catch.hpp>

#include <cmath>

using namespace rushlight::generation;

namespace {

at::Tensor plain_attention(const at::Tensor& q,
                           const at::Tensor& k,
                           const at::Tensor& v,
                           const at::Tensor& mask)
{
    at::Tensor scores =
        at::matmul(q, k.transpose(-1, -2)) / std::sqrt(static_cast<double>(q.size(3)));
    if (mask.defined()) {
        scores = scores.masked_fill(mask.logical_not().view({mask.size(0), 1, 1, -1}), -INFINITY);
    }
    return at::matmul(scores.softmax(-1), v).transpose(1, 2).flatten(2);
}

} // namespace

TEST_CASE("attention is the formula's, with and without a mask, a gradient and our kernel", "[nn]")
{
    at::manual_seed(3);
    const at::Tensor mask = at::tensor({1, 1, 0, 1, 0, 1, 1, 1, 0, 1}).view({2, 5}).to(at::kBool);
    for (const std::int64_t width : {32, 40}) { // our kernel has no heads of 40
        const at::Tensor q = at::randn({2, 3, 7, width});
        const at::Tensor k = at::randn({2, 3, 5, width});
        const at::Tensor v = at::randn({2, 3, 5, width});
        for (const at::Tensor& keys : {mask, at::Tensor()}) {
            const at::Tensor expected = plain_attention(q, k, v, keys);
            CHECK(at::allclose(nn::attend(q, k, v, keys), expected, 1e-4, 1e-5));
            const at::Tensor trained = q.clone().requires_grad_(true);
            CHECK(at::allclose(nn::attend(trained, k, v, keys).detach(), expected, 1e-4, 1e-5));
            const at::Tensor half =
                nn::attend(q.to(at::kBFloat16), k.to(at::kBFloat16), v.to(at::kBFloat16), keys);
            CHECK(at::allclose(half.to(at::kFloat), expected, 0.05, 0.05));
        }
    }
}

TEST_CASE("a convolution keeps the picture's size and its stride divides it", "[nn]")
{
    const nn::Weights weights({{"weight", at::randn({6, 4, 3, 3})}, {"bias", at::zeros({6})}});
    const at::Tensor x = at::randn({2, 4, 8, 10});
    CHECK(nn::Conv2d(weights, 4, 6, 3)(x).sizes() == at::IntArrayRef({2, 6, 8, 10}));
    CHECK(nn::Conv2d(weights, 4, 6, 3, true, 2)(x).sizes() == at::IntArrayRef({2, 6, 4, 5}));
    CHECK(nn::Conv2d(weights, 4, 6, 3)(x.to(at::kBFloat16)).scalar_type() == at::kBFloat16);
}
