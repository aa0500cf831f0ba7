// One source for every instruction set, see norm.inl.
#include "kernels/bf16.hpp"
#include "kernels/rotary.hpp"

#include <cmath>

namespace rushlight::kernels::RUSHLIGHT_KERNEL_ISA {

template <class T>
void rotate_tokens(const NormRotary& a, std::int64_t begin, std::int64_t end)
{
    const std::int64_t tokens = a.x.size(1);
    const std::int64_t heads = a.x.size(2);
    const std::int64_t width = a.x.size(3);
    const std::int64_t half = width / 2;
    const float* const weight = a.weight.as<const float>();
    float head[256];
    float turned[256];
    for (std::int64_t index = begin; index < end; ++index) {
        const std::int64_t batch = index / tokens;
        const std::int64_t token = index % tokens;
        const std::int64_t row = a.cosine.rank == 3 ? index : token;
        const float* const cosine = a.cosine ? a.cosine.as<const float>() + row * half : nullptr;
        const float* const sine = a.sine ? a.sine.as<const float>() + row * half : nullptr;
        for (std::int64_t h = 0; h < heads; ++h) {
            const T* const x = a.x.as<const T>() + (index * heads + h) * width;
            T* const out = a.out.as<T>() + ((batch * heads + h) * tokens + token) * width;
            for (std::int64_t i = 0; i < width; ++i) {
                head[i] = to_float(x[i]);
            }
            if (weight != nullptr) {
                float sums[16] = {};
                for (std::int64_t i = 0; i < width; ++i) {
                    sums[i % 16] += head[i] * head[i];
                }
                float total = 0;
                for (const float sum : sums) {
                    total += sum;
                }
                const float factor =
                    1.0F / std::sqrt(total / static_cast<float>(width) + a.epsilon);
                for (std::int64_t i = 0; i < width; ++i) {
                    head[i] = head[i] * factor * weight[i];
                }
            }
            const float* result = head;
            if (cosine != nullptr) {
                result = turned;
                if (a.halves) {
                    for (std::int64_t i = 0; i < half; ++i) {
                        turned[i] = head[i] * cosine[i] - head[i + half] * sine[i];
                        turned[i + half] = head[i] * sine[i] + head[i + half] * cosine[i];
                    }
                } else {
                    for (std::int64_t i = 0; i < half; ++i) {
                        turned[2 * i] = head[2 * i] * cosine[i] - head[2 * i + 1] * sine[i];
                        turned[2 * i + 1] = head[2 * i] * sine[i] + head[2 * i + 1] * cosine[i];
                    }
                }
            }
            for (std::int64_t i = 0; i < width; ++i) {
                out[i] = from_float<T>(result[i]);
            }
        }
    }
}

void norm_rotary_tokens(const NormRotary& a, std::int64_t begin, std::int64_t end)
{
    if (a.x.type == Type::bf16) {
        rotate_tokens<Bf16>(a, begin, end);
    } else {
        rotate_tokens<float>(a, begin, end);
    }
}

} // namespace rushlight::kernels::RUSHLIGHT_KERNEL_ISA
