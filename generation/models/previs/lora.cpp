#include "generation/models/previs/lora.hpp"

#include "generation/engine.hpp"
#include "generation/protocol/lora_files.hpp"

#include <ATen/ATen.h>

#include <charconv>
#include <cmath>

namespace rushlight::generation::previs {

namespace {

using Code = CheckpointError::Code;

double number(const Checkpoint& checkpoint, const char* key)
{
    const auto found = checkpoint.metadata.find(key);
    double value = -1;
    if (found != checkpoint.metadata.end()) {
        const char* end = found->second.data() + found->second.size();
        if (std::from_chars(found->second.data(), end, value).ptr != end) {
            return -1;
        }
    }
    return value;
}

std::string text(const Checkpoint& checkpoint, const char* key)
{
    const auto found = checkpoint.metadata.find(key);
    return found == checkpoint.metadata.end() ? "" : found->second.substr(0, 64);
}

} // namespace

std::vector<std::string> lora_matrices(const DenoiserConfig& config)
{
    std::vector<std::string> names;
    for (std::int64_t i = 0; i < config.blocks; ++i) {
        for (const char* matrix : {"qkv", "out", "feed.up", "feed.down"}) {
            names.push_back("blocks." + std::to_string(i) + "." + matrix);
        }
    }
    return names;
}

std::vector<nn::InitialTensor> lora_table(const DenoiserConfig& config, std::int64_t rank)
{
    std::map<std::string, std::vector<std::int64_t>> sizes;
    for (const nn::InitialTensor& line : tensor_table(config)) {
        sizes[line.name] = line.sizes;
    }
    std::vector<nn::InitialTensor> table;
    for (const std::string& name : lora_matrices(config)) {
        const auto& matrix = sizes.at(name + ".weight"); // [out, in]
        add_linear(table, name + ".lora_A", matrix[1], rank);
        add_linear(table, name + ".lora_B", rank, matrix[0], false, 0);
    }
    return table;
}

at::Tensor
with_factors(const at::Tensor& weight, const at::Tensor& a, const at::Tensor& b, double factor)
{
    return at::addmm(weight, b, a, 1, factor);
}

LoraWeights
read_lora(const Checkpoint& checkpoint, const std::string& name, const DenoiserConfig& config)
{
    const std::string source = "the LoRA \"" + name + "\"";
    if (text(checkpoint, "format") != lora_format) {
        throw CheckpointError(Code::malformed,
                              source + " is none that this program reads: its format is \"" +
                                  text(checkpoint, "format") + "\" and not " + lora_format);
    }
    if (text(checkpoint, "config") != config.name) {
        throw CheckpointError(Code::wrong_shape,
                              source + " was trained for " + text(checkpoint, "config") +
                                  ", but this model is " + config.name +
                                  "; train it again with rushlight-engine train --lora");
    }
    const double rank = number(checkpoint, "rank");
    LoraWeights lora;
    lora.alpha = number(checkpoint, "alpha");
    if (!(rank >= 1 && rank <= lora_rank_most) || rank != std::floor(rank) ||
        !(lora.alpha > 0 && lora.alpha <= 1024)) {
        throw CheckpointError(Code::malformed,
                              source + " has a rank of \"" + text(checkpoint, "rank") +
                                  "\" and an alpha of \"" + text(checkpoint, "alpha") +
                                  "\"; a rank is 1 to 128, an alpha above 0 and at most 1024");
    }
    lora.rank = static_cast<std::int64_t>(rank);
    const nn::Weights weights(checkpoint.tensors, source);
    std::map<std::string, at::Tensor> tensors;
    for (const nn::InitialTensor& line : lora_table(config, lora.rank)) {
        const at::Tensor tensor = weights.take(line.name, line.sizes).to(at::kFloat);
        if (!tensor.isfinite().all().item<bool>()) {
            throw CheckpointError(Code::malformed,
                                  source + " has values in " + line.name +
                                      " that are no finite numbers");
        }
        tensors[line.name] = tensor;
    }
    weights.expect_all_taken();
    for (const std::string& matrix : lora_matrices(config)) {
        lora.factors[matrix] = {tensors.at(matrix + ".lora_A.weight"),
                                tensors.at(matrix + ".lora_B.weight")};
    }
    return lora;
}

Checkpoint lora_checkpoint(const std::map<std::string, at::Tensor>& tensors,
                           const DenoiserConfig& config,
                           std::int64_t rank,
                           double alpha)
{
    Checkpoint checkpoint;
    for (const auto& [name, tensor] : tensors) {
        checkpoint.tensors[name] = tensor.cpu().to(at::kHalf).contiguous();
    }
    char shown[32];
    const auto end = std::to_chars(shown, shown + sizeof shown, alpha);
    checkpoint.metadata = {{"format", lora_format},
                           {"config", config.name},
                           {"rank", std::to_string(rank)},
                           {"alpha", std::string(shown, end.ptr)}};
    return checkpoint;
}

std::vector<WeightedLora> read_loras(const std::vector<Lora>& loras,
                                     const std::vector<std::filesystem::path>& folders,
                                     const DenoiserConfig& config)
{
    std::vector<WeightedLora> read;
    for (std::size_t i = 0; i < loras.size(); ++i) {
        const Lora& wanted = loras[i];
        const auto file = find_lora(folders, wanted.name, wanted.sha256);
        if (!file) {
            throw ModelMissing("there is no LoRA \"" + wanted.name + "\" whose hash begins with " +
                               wanted.sha256.substr(0, 12) +
                               "; bring the file back with rushlight models add");
        }
        try {
            const Checkpoint checkpoint =
                read_safetensors(file->bytes.data(), file->bytes.size(), file->path.string());
            read.push_back({read_lora(checkpoint, wanted.name, config), wanted.weight});
        } catch (const CheckpointError& error) {
            throw InvalidRequest({{"/loras/" + std::to_string(i), error.what()}});
        }
    }
    return read;
}

void add_lora(std::map<std::string, at::Tensor>& tensors, const WeightedLora& it)
{
    if (it.weight == 0) {
        return;
    }
    const double factor = it.weight * it.lora.alpha / static_cast<double>(it.lora.rank);
    for (const auto& [name, factors] : it.lora.factors) {
        at::Tensor& weight = tensors.at(name + ".weight");
        weight = with_factors(weight, factors.a, factors.b, factor);
    }
}

std::unique_ptr<Denoiser> denoiser_with(const std::filesystem::path& folder,
                                        const DenoiserConfig& config,
                                        at::ScalarType compute,
                                        const std::vector<WeightedLora>& loras)
{
    auto tensors = read_checkpoint(folder, "denoiser").tensors;
    for (auto& [name, tensor] : tensors) {
        tensor = tensor.to(at::kFloat);
    }
    for (const WeightedLora& lora : loras) {
        add_lora(tensors, lora);
    }
    const nn::Weights weights(std::move(tensors), "denoiser");
    auto denoiser = std::make_unique<Denoiser>(weights, config, compute);
    weights.expect_all_taken();
    return denoiser;
}

} // namespace rushlight::generation::previs
