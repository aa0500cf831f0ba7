// Every CUDA kernel against its CPU form, which the other tests hold against plain loops.
#include "kernels/attention.hpp"
#include "kernels/colour.hpp"
#include "kernels/norm.hpp"
#include "kernels/rotary.hpp"
#include "kernels/warp.hpp"
#include "tests/kernels/fixture.hpp"

#include <catch2/catch.hpp>
#include <cuda_runtime.h>

#include <cmath>
#include <memory>

using namespace rushlight;
using namespace rushlight::kernels;

namespace {

bool no_gpu()
{
    int count = 0;
    if (cudaGetDeviceCount(&count) == cudaSuccess && count > 0) {
        return false;
    }
    WARN("skipped: no CUDA device here");
    return true;
}

/// Copies of tensors on the device.
class OnDevice {
public:
    TensorRef operator()(TensorRef host)
    {
        void* memory = nullptr;
        const auto bytes = static_cast<std::size_t>(host.elements() * bytes_of(host.type));
        REQUIRE(cudaMalloc(&memory, bytes) == cudaSuccess);
        memory_.emplace_back(memory, &cudaFree);
        REQUIRE(cudaMemcpy(memory, host.data, bytes, cudaMemcpyHostToDevice) == cudaSuccess);
        TensorRef device = host;
        device.data = memory;
        return device;
    }

    static void back(TensorRef device, TensorRef host)
    {
        REQUIRE(cudaMemcpy(host.data,
                           device.data,
                           static_cast<std::size_t>(host.elements() * bytes_of(host.type)),
                           cudaMemcpyDeviceToHost) == cudaSuccess);
    }

private:
    std::vector<std::unique_ptr<void, cudaError_t (*)(void*)>> memory_;
};

void check_equal(const test::Floats& a, const test::Floats& b, float factor)
{
    for (std::size_t i = 0; i < a.f32.size(); ++i) {
        const float x = a.at(static_cast<std::int64_t>(i));
        REQUIRE(std::abs(x - b.at(static_cast<std::int64_t>(i))) <=
                factor * test::tolerance(a.type, x));
    }
}

} // namespace

TEST_CASE("the fused norm on the GPU equals the CPU", "[kernels][gpu]")
{
    if (no_gpu()) {
        return;
    }
    const auto type = GENERATE(Type::f32, Type::bf16);
    test::Floats x(type, {300, 384}, 1), on_cpu(type, {300, 384}), on_gpu(type, {300, 384});
    test::Floats weight(Type::f32, {384}, 2), scale(Type::f32, {1, 384}, 3);
    OnDevice device;
    const auto out = device(on_gpu.ref());
    rms_norm_modulate({.x = x.ref(),
                       .weight = weight.ref(),
                       .scale = scale.ref(),
                       .shift = {},
                       .level = {},
                       .out = on_cpu.ref()},
                      serial_for);
    rms_norm_modulate({.x = device(x.ref()),
                       .weight = device(weight.ref()),
                       .scale = device(scale.ref()),
                       .shift = {},
                       .level = {},
                       .out = out},
                      Stream{});
    OnDevice::back(out, on_gpu.ref());
    check_equal(on_cpu, on_gpu, 2);
}

TEST_CASE("norm and rotation on the GPU equal the CPU", "[kernels][gpu]")
{
    if (no_gpu()) {
        return;
    }
    const auto type = GENERATE(Type::f32, Type::bf16);
    test::Floats x(type, {2, 50, 4, 64}, 1), on_cpu(type, {2, 4, 50, 64}),
        on_gpu(type, {2, 4, 50, 64});
    test::Floats weight(Type::f32, {64}, 2), cosine(Type::f32, {50, 32}, 3),
        sine(Type::f32, {50, 32}, 4);
    OnDevice device;
    const auto out = device(on_gpu.ref());
    norm_rotary({.x = x.ref(),
                 .weight = weight.ref(),
                 .cosine = cosine.ref(),
                 .sine = sine.ref(),
                 .out = on_cpu.ref()},
                serial_for);
    norm_rotary({.x = device(x.ref()),
                 .weight = device(weight.ref()),
                 .cosine = device(cosine.ref()),
                 .sine = device(sine.ref()),
                 .out = out},
                Stream{});
    OnDevice::back(out, on_gpu.ref());
    check_equal(on_cpu, on_gpu, 3);
}

TEST_CASE("attention on the GPU equals the CPU", "[kernels][gpu]")
{
    if (no_gpu()) {
        return;
    }
    const std::int64_t width = GENERATE(32, 64, 96, 128);
    test::Floats q(Type::f32, {2, 3, 70, width}, 1), k(Type::f32, {2, 3, 90, width}, 2),
        v(Type::f32, {2, 3, 90, width}, 3);
    test::Floats on_cpu(Type::f32, {2, 70, 3, width}), on_gpu(Type::f32, {2, 70, 3, width});
    std::vector<std::uint8_t> mask(180, 1);
    mask[5] = mask[100] = 0;
    Attention a{.q = q.ref(),
                .k = k.ref(),
                .v = v.ref(),
                .key_mask = test::ref(mask, Type::u8, {2, 90}),
                .out = on_cpu.ref(),
                .workspace = {}};
    std::vector<std::uint8_t> workspace(static_cast<std::size_t>(attention_workspace_bytes(a)));
    a.workspace = test::ref(workspace, Type::u8, {static_cast<std::int64_t>(workspace.size())});
    attention(a, serial_for);
    OnDevice device;
    const Attention b{.q = device(q.ref()),
                      .k = device(k.ref()),
                      .v = device(v.ref()),
                      .key_mask = device(a.key_mask),
                      .out = device(on_gpu.ref()),
                      .workspace = {}};
    attention(b, Stream{});
    OnDevice::back(b.out, on_gpu.ref());
    check_equal(on_cpu, on_gpu, 4);
}

TEST_CASE("the flow warp on the GPU equals the CPU", "[kernels][gpu]")
{
    if (no_gpu()) {
        return;
    }
    test::Floats source(Type::f32, {2, 3, 20, 30}, 1), flow(Type::f32, {2, 2, 20, 30}, 2);
    test::Floats on_cpu(Type::f32, {2, 3, 20, 30}), on_gpu(Type::f32, {2, 3, 20, 30});
    flow_warp({.source = source.ref(), .flow = flow.ref(), .out = on_cpu.ref()}, serial_for);
    OnDevice device;
    const auto out = device(on_gpu.ref());
    flow_warp({.source = device(source.ref()), .flow = device(flow.ref()), .out = out}, Stream{});
    OnDevice::back(out, on_gpu.ref());
    check_equal(on_cpu, on_gpu, 4);
}

TEST_CASE("YUV to RGB on the GPU equals the CPU exactly", "[kernels][gpu]")
{
    if (no_gpu()) {
        return;
    }
    std::vector<std::uint8_t> luma(64), blue(16), red(16), on_cpu(192), on_gpu(192);
    for (std::size_t i = 0; i < 64; ++i) {
        luma[i] = static_cast<std::uint8_t>(i * 4);
        blue[i / 4] = static_cast<std::uint8_t>(i * 3);
        red[i / 4] = static_cast<std::uint8_t>(255 - i * 3);
    }
    YuvRgb a{test::ref(luma, Type::u8, {8, 8}),
             test::ref(blue, Type::u8, {4, 4}),
             test::ref(red, Type::u8, {4, 4}),
             test::ref(on_cpu, Type::u8, {8, 8, 3})};
    yuv_to_rgb(a, serial_for);
    OnDevice device;
    const YuvRgb b{device(a.luma), device(a.blue), device(a.red), device(a.rgb)};
    yuv_to_rgb(b, Stream{});
    OnDevice::back(b.rgb, test::ref(on_gpu, Type::u8, {8, 8, 3}));
    CHECK(on_cpu == on_gpu);
}
