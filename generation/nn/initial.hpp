#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace rushlight::generation::nn {

/// How one tensor begins.
enum class Fill { zeros, ones, normal };

/// One line of a model's table of tensors: training begins from it, and tests make tiny models of
/// it.
struct InitialTensor {
    std::string name;
    std::vector<std::int64_t> sizes;
    Fill fill = Fill::zeros;
    double scale = 1; ///< standard deviation of `normal`, value of `ones`
};

/// A linear layer's two lines: weight [out, in] normal with deviation gain / sqrt(in), bias zeros.
void add_linear(std::vector<InitialTensor>& table,
                const std::string& name,
                std::int64_t in,
                std::int64_t out,
                bool bias = false,
                double gain = 1);

/// fp32 tensors of a table. The same seed gives the same values whatever else the table holds: each
/// tensor's own noise is keyed by its name.
[[nodiscard]] std::map<std::string, at::Tensor>
make_tensors(const std::vector<InitialTensor>& table, std::uint64_t seed);

} // namespace rushlight::generation::nn
