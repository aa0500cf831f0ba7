#include "generation/engine.hpp"
#include "generation/models/previs/denoiser.hpp"
#include "tests/generation/models/tiny.hpp"

#include <ATen/ATen.h>
#include <catch2/catch.hpp>

using namespace rushlight::generation;
using namespace rushlight::generation::previs;
using rushlight::test::latents;
using rushlight::test::tiny_denoiser;

namespace {

constexpr std::int64_t frames = 3;
constexpr std::int64_t height = 8;
constexpr std::int64_t width = 12;

DenoiserInput plain()
{
    DenoiserInput input;
    input.z = latents(1, 32, frames, height, width);
    input.t = at::full({1, frames, height, width}, 0.7);
    input.text = latents(2, 1, 1, 5, 32).view({1, 5, 32});
    return input;
}

DenoiserInput full()
{
    DenoiserInput input = plain();
    input.hints = latents(3, 36, frames, height, width);
    input.keys = latents(4, 32, 2, height, width).transpose(1, 2);
    input.key_frames = at::tensor({5.0F, 8.0F}).view({1, 2});
    input.references = latents(5, 32, 2, 8, 8).transpose(1, 2);
    input.camera = latents(6, 1, 1, frames, 8).view({1, frames, 8});
    input.camera.select(-1, 6).fill_(35);
    input.camera.select(-1, 7).fill_(1);
    input.globals = at::tensor({3.0F, 12.0F, 2.0F, 0.1F}).view({1, 4});
    return input;
}

double difference(const at::Tensor& a, const at::Tensor& b)
{
    return (a - b).abs().max().item<double>();
}

at::Tensor clean(const Denoiser& denoiser, const DenoiserInput& input, Scale scale = Scale::p2)
{
    return denoiser(input, scale).clean;
}

} // namespace

TEST_CASE("the denoiser gives latents of its input's size at every scale", "[previs]")
{
    const Denoiser denoiser = tiny_denoiser();
    for (const Scale scale : all_scales) {
        const Denoised denoised = denoiser(full(), scale);
        CHECK(denoised.clean.sizes() == at::IntArrayRef({1, 32, frames, height, width}));
        const std::int64_t p = patch_of(scale);
        CHECK(denoised.features.sizes() == at::IntArrayRef({1, frames, height / p, width / p, 64}));
        CHECK(at::isfinite(denoised.clean).all().item<bool>());
    }
    DenoiserInput odd = plain();
    odd.z = latents(1, 32, frames, 6, 6);
    odd.t = at::zeros({1, frames, 6, 6});
    CHECK_THROWS_WITH(denoiser(odd, Scale::p4), Catch::Contains("no patches of 4"));
}

TEST_CASE("every input of the denoiser changes what it predicts", "[previs]")
{
    const Denoiser denoiser = tiny_denoiser();
    const DenoiserInput whole = full();
    const at::Tensor reference = clean(denoiser, whole);
    std::vector<std::pair<std::string, DenoiserInput>> changed;
    const auto change = [&](const std::string& what, auto edit) {
        DenoiserInput input = whole;
        edit(input);
        changed.emplace_back(what, input);
    };
    change("text", [](DenoiserInput& in) { in.text = in.text + 1; });
    change("no text", [](DenoiserInput& in) { in.text = at::Tensor(); });
    change("t", [](DenoiserInput& in) { in.t = in.t * 0.5; });
    change("hints", [](DenoiserInput& in) { in.hints = at::Tensor(); });
    change("keys", [](DenoiserInput& in) { in.keys = at::Tensor(); });
    change("key frames", [](DenoiserInput& in) { in.key_frames = in.key_frames + 1; });
    change("keys given", [](DenoiserInput& in) {
        in.keys_given = at::tensor({1, 0}).view({1, 2}).to(at::kBool);
    });
    change("references", [](DenoiserInput& in) { in.references = at::Tensor(); });
    change("references given", [](DenoiserInput& in) {
        in.references_given = at::tensor({1, 0}).view({1, 2}).to(at::kBool);
    });
    change("camera", [](DenoiserInput& in) { in.camera = at::Tensor(); });
    change("focal length", [](DenoiserInput& in) {
        in.camera = in.camera.clone();
        in.camera.select(-1, 6).fill_(50);
    });
    for (int i = 0; i < 4; ++i) {
        change("global " + std::to_string(i), [&](DenoiserInput& in) {
            in.globals = in.globals.clone();
            in.globals.select(1, i).mul_(1.5);
        });
        change("global not given " + std::to_string(i), [&](DenoiserInput& in) {
            in.globals_given = at::ones({1, 4}, at::kBool);
            in.globals_given.select(1, i).fill_(false);
        });
    }
    for (const auto& [what, input] : changed) {
        CAPTURE(what);
        CHECK(difference(clean(denoiser, input), reference) > 1e-5);
    }
}

TEST_CASE("padded text changes nothing", "[previs]")
{
    const Denoiser denoiser = tiny_denoiser();
    const DenoiserInput bare = plain();
    DenoiserInput padded = bare;
    padded.text = at::cat({bare.text, at::full({1, 7, 32}, 3.0F)}, 1);
    padded.text_mask = at::cat({at::ones({1, 5}, at::kBool), at::zeros({1, 7}, at::kBool)}, 1);
    CHECK(difference(clean(denoiser, padded), clean(denoiser, bare)) < 1e-4);
    padded.text_mask = at::Tensor();
    CHECK(difference(clean(denoiser, padded), clean(denoiser, bare)) > 1e-4);
}

TEST_CASE("pictures that are not given change nothing", "[previs]")
{
    const Denoiser denoiser = tiny_denoiser();
    DenoiserInput input = full();
    input.keys_given = at::zeros({1, 2}, at::kBool);
    input.references_given = at::zeros({1, 2}, at::kBool);
    DenoiserInput none = full();
    none.keys = at::Tensor();
    none.references = at::Tensor();
    CHECK(difference(clean(denoiser, input), clean(denoiser, none)) < 1e-4);
}

TEST_CASE("a camera that is not given has no values", "[previs]")
{
    const Denoiser denoiser = tiny_denoiser();
    DenoiserInput input = full();
    input.camera = input.camera.clone();
    input.camera.select(-1, 7).fill_(0);
    DenoiserInput none = full();
    none.camera = at::Tensor();
    CHECK(difference(clean(denoiser, input), clean(denoiser, none)) < 1e-6);
}

TEST_CASE("each clip of a batch has its own noise levels", "[previs]")
{
    const Denoiser denoiser = tiny_denoiser();
    DenoiserInput a = full();
    DenoiserInput b = full();
    b.z = latents(9, 32, frames, height, width);
    b.t = b.t.clone();
    b.t.select(1, 0).fill_(0);
    b.t.select(1, 2).fill_(0.31);
    const auto both = [](const at::Tensor& x, const at::Tensor& y) {
        return at::cat({x, y});
    };
    DenoiserInput batch;
    batch.z = both(a.z, b.z);
    batch.t = both(a.t, b.t);
    batch.hints = both(a.hints, b.hints);
    batch.text = both(a.text, b.text);
    batch.keys = both(a.keys, b.keys);
    batch.key_frames = both(a.key_frames, b.key_frames);
    batch.references = both(a.references, b.references);
    batch.camera = both(a.camera, b.camera);
    batch.globals = both(a.globals, b.globals);
    const at::Tensor together = clean(denoiser, batch);
    CHECK(difference(together.slice(0, 0, 1), clean(denoiser, a)) < 1e-4);
    CHECK(difference(together.slice(0, 1, 2), clean(denoiser, b)) < 1e-4);
}

TEST_CASE("with gradients the denoiser predicts the same", "[previs]")
{
    const auto config = tiny().denoiser;
    auto tensors = rushlight::test::random_tensors(tensor_table(config), 1);
    const at::Tensor without = clean(tiny_denoiser(), full());
    for (auto& [name, tensor] : tensors) {
        tensor.requires_grad_(true);
    }
    const Denoiser trained(nn::Weights(tensors), config);
    at::Tensor with = clean(trained, full());
    CHECK(difference(with.detach(), without) < 1e-4);
    with.square().mean().backward();
    for (const auto& [name, tensor] : tensors) {
        CAPTURE(name);
        const bool other_scale =
            name.rfind("p4.", 0) == 0 || name.rfind("p1.", 0) == 0 || name == "globals.absent";
        CHECK((other_scale || tensor.grad().defined()));
        if (tensor.grad().defined() && !other_scale) {
            CHECK(tensor.grad().abs().max().item<double>() > 0);
        }
    }
}

TEST_CASE("bf16 stays near fp32", "[previs]")
{
    const auto config = tiny().denoiser;
    const auto tensors = rushlight::test::random_tensors(tensor_table(config), 1);
    const at::Tensor exact = clean(tiny_denoiser(), full());
    const Denoiser half(nn::Weights(tensors), config, at::kBFloat16);
    CHECK(difference(clean(half, full()), exact) < 0.1 * exact.std().item<double>());
}

TEST_CASE("a set stop token ends the forward pass between blocks", "[previs]")
{
    std::stop_source stop;
    stop.request_stop();
    CHECK_THROWS_AS(tiny_denoiser()(plain(), Scale::p2, stop.get_token()), Cancelled);
}

TEST_CASE("previs-s and previs-m have the sizes of the design", "[previs]")
{
    const auto parameters = [](const DenoiserConfig& config) {
        std::int64_t count = 0;
        for (const auto& line : tensor_table(config)) {
            std::int64_t product = 1;
            for (const auto size : line.sizes) {
                product *= size;
            }
            count += product;
        }
        return static_cast<double>(count) / 1e6;
    };
    CHECK(parameters(previs_s().denoiser) == Approx(9.1).margin(0.7));
    CHECK(parameters(previs_m().denoiser) == Approx(20.8).margin(1.5));
}

TEST_CASE("the text encoder ignores padding and tells words apart", "[previs]")
{
    const auto config = tiny().text;
    nn::Weights weights(rushlight::test::random_tensors(tensor_table(config), 2));
    const TextEncoder encoder(weights, config);
    weights.expect_all_taken();
    const at::Tensor ids = at::tensor({1, 17, 900, 3583}, at::kLong).view({1, 4});
    const EncodedText bare = encoder(ids);
    CHECK(bare.features.sizes() == at::IntArrayRef({1, 4, 32}));
    const EncodedText padded = encoder(at::constant_pad_nd(ids, {0, 4}));
    CHECK(difference(padded.features.slice(1, 0, 4), bare.features) < 1e-4);
    CHECK(padded.mask.sum().item<int>() == 4);
    CHECK(difference(encoder(at::tensor({1, 18, 900, 3583}, at::kLong).view({1, 4})).features,
                     bare.features) > 1e-4);
    CHECK(encoder(at::zeros({1, 4}, at::kLong)).mask.sum().item<int>() == 1);
    CHECK_THROWS_WITH(encoder(at::zeros({1, 65}, at::kLong)), Catch::Contains("1 to 64"));
}
