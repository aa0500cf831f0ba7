#pragma once

#include <ATen/core/Tensor.h>

#include <map>
#include <string>
#include <vector>

namespace rushlight::generation::training {

class Crew;

using NamedTensors = std::map<std::string, at::Tensor>;

/// Settings of the two update rules that train a network together.
struct OptimizerSettings {
    double muon_rate = 1e-3;
    double adam_rate = 5e-4;
    double weight_decay = 0.05; ///< of the matrices
    double momentum = 0.95;
    double clip = 1.0;         ///< of the gradient's norm over all tensors
    double ema = 0.9985;       ///< of the averaged weights; ramps up from 0 over the first steps
    double ema_final = 0.9995; ///< reached at the end of training

    /// Tensors whose names contain one of these go by AdamW although they are matrices: embeddings,
    /// first and last layers.
    std::vector<std::string> adam_names;
};

/// Orthogonalises a matrix [m, n] by five quintic Newton–Schulz steps in bfloat16 (Jordan et al.,
/// "Muon", 2024): its singular values go to about 1.
[[nodiscard]] at::Tensor orthogonalise(const at::Tensor& matrix);

/// Muon for matrices and flattened convolutions, AdamW for the rest, on float32 master weights,
/// with an exponential average of the weights. The state is a set of named tensors, so that a
/// checkpoint holds all of it. Threads: one at a time.
class Optimizer {
public:
    /// weights  name → float32 tensor; updated in place
    Optimizer(NamedTensors weights, OptimizerSettings settings);

    /// One update. gradients: for every weight, in name order; rate: factor on both learning rates;
    /// done: share of the training that is behind us, for the average. Returns the gradient's norm.
    /// Throws std::runtime_error when the norm is not finite: nothing is changed then.
    double step(std::vector<at::Tensor> gradients, double rate, double done, Crew& crew);

    [[nodiscard]] const NamedTensors& weights() const { return weights_; }

    [[nodiscard]] const NamedTensors& average() const { return average_; }

    /// Momenta and counts, to go on from exactly here.
    [[nodiscard]] NamedTensors state() const;
    /// Throws std::runtime_error when a tensor is missing or has another shape.
    void load(const NamedTensors& weights, const NamedTensors& average, const NamedTensors& state);
    /// Starts from weights alone: fresh momenta, average = weights.
    void load(const NamedTensors& weights);

private:
    [[nodiscard]] bool is_matrix(const std::string& name, const at::Tensor& weight) const;

    NamedTensors weights_;
    NamedTensors average_;
    NamedTensors first_;  ///< momentum
    NamedTensors second_; ///< AdamW's second moment
    OptimizerSettings settings_;
    std::int64_t steps_ = 0;
};

} // namespace rushlight::generation::training
