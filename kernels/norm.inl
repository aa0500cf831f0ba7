// One source for every instruction set: the file that includes it names the namespace and has its
// own compiler flags. Sums run in 16 independent lanes, so that the compiler may use vectors
// without reordering anything: all sets agree.
#include "kernels/bf16.hpp"
#include "kernels/norm.hpp"

#include <cmath>

namespace rushlight::kernels::RUSHLIGHT_KERNEL_ISA {

template <class T>
void norm_rows(const NormModulate& a, std::int64_t begin, std::int64_t end)
{
    constexpr int lanes = 16;
    const std::int64_t width = a.x.size(1);
    const float* const weight = a.weight.as<const float>();
    for (std::int64_t row = begin; row < end; ++row) {
        const T* const x = a.x.as<const T>() + row * width;
        T* const out = a.out.as<T>() + row * width;
        float sums[lanes] = {};
        std::int64_t column = 0;
        for (; column + lanes <= width; column += lanes) {
            for (int lane = 0; lane < lanes; ++lane) {
                const float value = to_float(x[column + lane]);
                sums[lane] += value * value;
            }
        }
        for (; column < width; ++column) {
            const float value = to_float(x[column]);
            sums[0] += value * value;
        }
        float total = 0;
        for (const float sum : sums) {
            total += sum;
        }
        const float factor = 1.0F / std::sqrt(total / static_cast<float>(width) + a.epsilon);
        const std::int64_t level = a.level ? a.level.as<const std::int32_t>()[row] : 0;
        const float* const scale = a.scale ? a.scale.as<const float>() + level * width : nullptr;
        const float* const shift = a.shift ? a.shift.as<const float>() + level * width : nullptr;
        for (std::int64_t c = 0; c < width; ++c) {
            float value = to_float(x[c]) * factor;
            value = weight != nullptr ? value * weight[c] : value;
            value = scale != nullptr ? value * (1.0F + scale[c]) : value;
            value = shift != nullptr ? value + shift[c] : value;
            out[c] = from_float<T>(value);
        }
    }
}

void rms_norm_modulate_rows(const NormModulate& a, std::int64_t begin, std::int64_t end)
{
    if (a.x.type == Type::bf16) {
        norm_rows<Bf16>(a, begin, end);
    } else {
        norm_rows<float>(a, begin, end);
    }
}

} // namespace rushlight::kernels::RUSHLIGHT_KERNEL_ISA
