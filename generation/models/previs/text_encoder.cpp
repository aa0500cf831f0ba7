#include "generation/models/previs/text_encoder.hpp"

#include <ATen/ATen.h>

namespace rushlight::generation::previs {

TextEncoder::Layer::Layer(const nn::Weights& weights, const TextConfig& config)
    : attention_norm(weights / "attention_norm", config.width)
    , qkv(weights / "qkv", config.width, 3 * config.width)
    , out(weights / "out", config.width, config.width)
    , feed_norm(weights / "feed_norm", config.width)
    , feed(weights / "feed", config.width, config.hidden)
{
}

TextEncoder::TextEncoder(const nn::Weights& weights,
                         const TextConfig& config,
                         at::ScalarType compute)
    : config_(config)
    , compute_(compute)
    , words_(weights / "words", config.ids, config.width)
    , positions_(weights / "positions", config.most_tokens, config.width)
    , norm_(weights / "norm", config.width)
{
    const nn::Weights cast = weights.in_type(compute);
    for (std::int64_t i = 0; i < config.layers; ++i) {
        layers_.emplace_back(cast / ("layers." + std::to_string(i)), config);
    }
}

EncodedText TextEncoder::operator()(const at::Tensor& words) const
{
    const at::Tensor ids = words.to(words_.weight.device());
    const std::int64_t length = ids.size(1);
    TORCH_CHECK_VALUE(length >= 1 && length <= config_.most_tokens,
                      "the text encoder takes 1 to ",
                      config_.most_tokens,
                      " tokens, not ",
                      length);
    at::Tensor mask = ids.ne(0);
    mask.select(1, 0).fill_(true);

    // 1. words and their places
    at::Tensor x =
        (words_(ids) + positions_(at::arange(length, ids.options()))).to(compute_); // [B, L, D]

    // 2. layers
    for (const Layer& layer : layers_) {
        const auto heads = layer.qkv(layer.attention_norm(x))
                               .view({x.size(0), length, 3, config_.heads, -1})
                               .permute({2, 0, 3, 1, 4}); // [3, B, H, L, E]
        x = x + layer.out(nn::attend(heads[0], heads[1], heads[2], mask));
        x = x + layer.feed(layer.feed_norm(x));
    }
    return {norm_(x), mask};
}

SlotHeads::SlotHeads(const nn::Weights& weights, const SlotAxes& axes, const TextConfig& config)
{
    for (const auto& [name, classes] : axes) {
        heads_.emplace_back(weights / "slots" / name, config.width, classes, true);
    }
}

std::vector<at::Tensor> SlotHeads::operator()(const EncodedText& text) const
{
    const at::Tensor share = text.mask.to(at::kFloat).unsqueeze(-1); // [B, L, 1]
    const at::Tensor mean = (text.features.to(at::kFloat) * share).sum(1) / share.sum(1); // [B, D]
    std::vector<at::Tensor> logits;
    for (const nn::Linear& head : heads_) {
        logits.push_back(head(mean));
    }
    return logits;
}

std::vector<nn::InitialTensor> tensor_table(const TextConfig& config)
{
    using nn::Fill;
    std::vector<nn::InitialTensor> table{
        {"words.weight", {config.ids, config.width}, Fill::normal, 0.5},
        {"positions.weight", {config.most_tokens, config.width}, Fill::normal, 0.1},
        {"norm.weight", {config.width}, Fill::ones, 1},
    };
    for (std::int64_t i = 0; i < config.layers; ++i) {
        const std::string layer = "layers." + std::to_string(i) + ".";
        table.push_back({layer + "attention_norm.weight", {config.width}, Fill::ones, 1});
        nn::add_linear(table, layer + "qkv", config.width, 3 * config.width);
        nn::add_linear(table, layer + "out", config.width, config.width, false, 0.3);
        table.push_back({layer + "feed_norm.weight", {config.width}, Fill::ones, 1});
        nn::add_linear(table, layer + "feed.up", config.width, 2 * config.hidden);
        nn::add_linear(table, layer + "feed.down", config.hidden, config.width, false, 0.3);
    }
    return table;
}

std::vector<nn::InitialTensor> tensor_table(const SlotAxes& axes, const TextConfig& config)
{
    std::vector<nn::InitialTensor> table;
    for (const auto& [name, classes] : axes) {
        nn::add_linear(table, "slots." + name, config.width, classes, true);
    }
    return table;
}

} // namespace rushlight::generation::previs
