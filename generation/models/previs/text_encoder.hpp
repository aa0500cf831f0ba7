#pragma once

#include "generation/models/previs/config.hpp"
#include "generation/nn/initial.hpp"
#include "generation/nn/layers.hpp"

#include <string>
#include <utility>
#include <vector>

namespace rushlight::generation::previs {

/// What a prompt became: features [B, L, width] and which of the L tokens are real [B, L] bool.
struct EncodedText {
    at::Tensor features;
    at::Tensor mask;
};

/// A small transformer over the world's concept tokens (`world/words.hpp`): learned positions,
/// RMSNorm before each part, SwiGLU, no bias. Pretrained on captions and their slots alone.
class TextEncoder {
public:
    TextEncoder(const nn::Weights& weights,
                const TextConfig& config,
                at::ScalarType compute = at::kFloat);

    /// words [B, L] int64, on any device, L ≤ most_tokens, 0 where there is no token. An empty row
    /// counts as one token.
    [[nodiscard]] EncodedText operator()(const at::Tensor& words) const;

    [[nodiscard]] const TextConfig& config() const { return config_; }

private:
    struct Layer {
        nn::RmsNorm attention_norm;
        nn::Linear qkv;
        nn::Linear out;
        nn::RmsNorm feed_norm;
        nn::SwiGlu feed;

        Layer(const nn::Weights& weights, const TextConfig& config);
    };

    TextConfig config_;
    at::ScalarType compute_;
    nn::Embedding words_;
    nn::Embedding positions_;
    std::vector<Layer> layers_;
    nn::RmsNorm norm_;
};

/// The slots that pretraining reads from the features: axis name and how many classes it has. For
/// training only; the heads are no part of the shipped weights.
using SlotAxes = std::vector<std::pair<std::string, std::int64_t>>;

class SlotHeads {
public:
    SlotHeads(const nn::Weights& weights, const SlotAxes& axes, const TextConfig& config);

    /// Logits [B, classes] of each axis, in the order of the axes, from the mean of the real tokens
    [[nodiscard]] std::vector<at::Tensor> operator()(const EncodedText& text) const;

private:
    std::vector<nn::Linear> heads_;
};

/// Every tensor of the encoder ("words.weight", "layers.0.qkv.weight" …) and of the heads
/// ("slots.kind.weight" …) and how it begins.
[[nodiscard]] std::vector<nn::InitialTensor> tensor_table(const TextConfig& config);
[[nodiscard]] std::vector<nn::InitialTensor> tensor_table(const SlotAxes& axes,
                                                          const TextConfig& config);

} // namespace rushlight::generation::previs
