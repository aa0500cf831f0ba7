#pragma once

#include "generation/checkpoint/error.hpp"

#include <ATen/core/Tensor.h>

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace rushlight::generation::nn {

/// The named tensors that a model is made from. Layers take what is theirs; a missing tensor, one
/// of another shape and one that nobody took are errors, so the code lists the checkpoint. A copy,
/// and what `/` gives, look at the same set. Not for several threads.
class Weights {
public:
    /// `source` names the set in sentences: "checkpoint has no tensor a.b".
    explicit Weights(std::map<std::string, at::Tensor> tensors, std::string source = "checkpoint");

    /// The tensor `name` of this scope. Throws CheckpointError (missing).
    [[nodiscard]] at::Tensor take(const std::string& name) const;

    /// The same, of exactly these sizes. Throws CheckpointError (missing, wrong_shape).
    [[nodiscard]] at::Tensor take(const std::string& name, at::IntArrayRef sizes) const;

    /// Undefined when there is none.
    [[nodiscard]] at::Tensor take_if_present(const std::string& name) const;

    /// A layer's scope: (weights / "blocks.1" / "up").take("weight") takes blocks.1.up.weight.
    [[nodiscard]] Weights operator/(const std::string& scope) const;

    /// The same set, from which matrices (rank 2 and more) are taken in this element type: cast
    /// once here instead of at each call. Tensors that are being trained stay as they are.
    [[nodiscard]] Weights in_type(at::ScalarType type) const;

    /// Names under this scope that nobody took.
    [[nodiscard]] std::vector<std::string> left_over() const;

    /// Throws CheckpointError (left_over) that names the first tensors which nobody took.
    void expect_all_taken() const;

private:
    struct Set;

    Weights(std::shared_ptr<Set> set, std::string scope, std::optional<at::ScalarType> type);

    std::shared_ptr<Set> set_;
    std::string scope_; ///< with its dot, or empty
    std::optional<at::ScalarType> type_;
};

} // namespace rushlight::generation::nn
