#pragma once

#include "generation/nn/initial.hpp"
#include "generation/nn/weights.hpp"
#include "generation/world/scene.hpp"

#include <ATen/core/Tensor.h>

#include <array>
#include <vector>

namespace rushlight::generation::training {

/// What the learned analyzer says of clips.
struct Analysis {
    std::array<at::Tensor, world::axis_count> logits; ///< [B, classes] of each axis; undefined
                                                      ///< for one that the weights do not know
    at::Tensor centres;  ///< [B, 2, 9, 2]: x, y of each entity in each frame, 0 … 1
    at::Tensor identity; ///< [B, 64], unit length: who the subject is, whatever the scene
};

/// A1: a small 3-D convolutional network that reads the labels of a clip (previs-model.md §4.1). It
/// is trained on renders only and frozen; the generator never sees its outputs. A2 shares nothing
/// with it. Threads: const calls may run at the same time.
class Analyzer {
public:
    static constexpr int frames = 9;
    static constexpr int side = 64;

    explicit Analyzer(const nn::Weights& weights);

    /// clips [B, 3, 9, 64, 64] in −1 … 1 (see `analyzer_view`), on any device
    [[nodiscard]] Analysis operator()(const at::Tensor& clips) const;

private:
    struct Conv {
        at::Tensor weight, bias, scale, shift;
        std::vector<std::int64_t> stride;
    };

    [[nodiscard]] static Conv conv(const nn::Weights& weights, std::vector<std::int64_t> stride);
    [[nodiscard]] static at::Tensor apply(const Conv& conv, const at::Tensor& x);

    std::vector<Conv> body_;
    at::Tensor heat_, heat_bias_; ///< where the entities are, from the fine features
    at::Tensor mix_, mix_bias_;
    std::array<at::Tensor, world::axis_count> heads_, head_biases_;
    at::Tensor identity_;
};

/// Every tensor of A1.
[[nodiscard]] std::vector<nn::InitialTensor> initial_analyzer();

/// A clip [3, T, H, W] as A1 looks at it: 9 frames spread over it, 64 × 64.
[[nodiscard]] at::Tensor analyzer_view(const at::Tensor& clip);

} // namespace rushlight::generation::training
