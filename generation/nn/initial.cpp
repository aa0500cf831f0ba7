#include "generation/nn/initial.hpp"

#include "generation/noise.hpp"

#include <ATen/ops/empty.h>

#include <cmath>

namespace rushlight::generation::nn {

void add_linear(std::vector<InitialTensor>& table,
                const std::string& name,
                std::int64_t in,
                std::int64_t out,
                bool bias,
                double gain)
{
    table.push_back({name + ".weight",
                     {out, in},
                     gain == 0 ? Fill::zeros : Fill::normal,
                     gain / std::sqrt(static_cast<double>(in))});
    if (bias) {
        table.push_back({name + ".bias", {out}, Fill::zeros, 1});
    }
}

std::map<std::string, at::Tensor> make_tensors(const std::vector<InitialTensor>& table,
                                               std::uint64_t seed)
{
    std::map<std::string, at::Tensor> tensors;
    for (const auto& line : table) {
        at::Tensor values = at::empty(line.sizes, at::kFloat);
        if (line.fill == Fill::zeros) {
            values.zero_();
        } else if (line.fill == Fill::ones) {
            values.fill_(line.scale);
        } else {
            const NoiseStream noise(seed, "weights." + line.name);
            auto* data = values.mutable_data_ptr<float>();
            for (std::int64_t i = 0; i < values.numel(); ++i) {
                data[i] = static_cast<float>(line.scale) *
                          noise.normal(0,
                                       0,
                                       static_cast<std::uint32_t>(i >> 16),
                                       static_cast<std::uint32_t>(i & 0xFFFF));
            }
        }
        tensors.emplace(line.name, std::move(values));
    }
    return tensors;
}

} // namespace rushlight::generation::nn
