#pragma once

#include "kernels/bf16.hpp"
#include "kernels/isa.hpp"
#include "kernels/tensor_ref.hpp"

#include <algorithm>
#include <random>
#include <vector>

namespace rushlight::test {

/// Memory of a tensor in either float type, filled from a seed, read back as floats.
struct Floats {
    kernels::Type type;
    std::vector<std::int64_t> sizes;
    std::vector<float> f32;
    std::vector<kernels::Bf16> bf16;

    Floats(kernels::Type of, std::vector<std::int64_t> shape, unsigned seed = 0)
        : type(of)
        , sizes(std::move(shape))
    {
        std::int64_t count = 1;
        for (const auto size : sizes) {
            count *= size;
        }
        std::mt19937 engine(seed);
        std::normal_distribution<float> normal;
        f32.resize(static_cast<std::size_t>(count));
        for (auto& value : f32) {
            value = seed == 0 ? 0.0F : normal(engine);
        }
        if (type == kernels::Type::bf16) {
            for (auto& value : f32) {
                bf16.push_back(kernels::to_bf16(value));
                value = kernels::to_float(bf16.back()); // what the kernel really sees
            }
        }
    }

    [[nodiscard]] kernels::TensorRef ref()
    {
        kernels::TensorRef result;
        result.data = type == kernels::Type::bf16 ? static_cast<void*>(bf16.data()) : f32.data();
        result.type = type;
        result.rank = static_cast<int>(sizes.size());
        std::copy(sizes.begin(), sizes.end(), result.sizes.begin());
        return result;
    }

    [[nodiscard]] float at(std::int64_t index) const
    {
        const auto i = static_cast<std::size_t>(index);
        return type == kernels::Type::bf16 ? kernels::to_float(bf16[i]) : f32[i];
    }
};

template <class T>
kernels::TensorRef ref(std::vector<T>& values, kernels::Type type, std::vector<std::int64_t> sizes)
{
    kernels::TensorRef result;
    result.data = values.data();
    result.type = type;
    result.rank = static_cast<int>(sizes.size());
    std::copy(sizes.begin(), sizes.end(), result.sizes.begin());
    return result;
}

/// Every instruction set that this machine can run.
inline std::vector<kernels::Isa> runnable()
{
    std::vector<kernels::Isa> sets;
    for (const auto isa : {kernels::Isa::scalar, kernels::Isa::avx2, kernels::Isa::avx512bf16}) {
        if (isa <= kernels::isa_for("")) {
            sets.push_back(isa);
        }
    }
    return sets;
}

/// Half a step of the type at the value's size, the error of one rounding.
inline float tolerance(kernels::Type type, float value)
{
    return type == kernels::Type::bf16 ? 0.004F * std::max(1.0F, std::abs(value))
                                       : 4e-6F * std::max(1.0F, std::abs(value));
}

} // namespace rushlight::test
