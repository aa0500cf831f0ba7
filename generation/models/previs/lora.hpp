#pragma once

#include "generation/checkpoint/safetensors.hpp"
#include "generation/models/previs/denoiser.hpp"
#include "generation/nn/initial.hpp"
#include "generation/protocol/request.hpp"

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace rushlight::generation::previs {

/// LoRA (Hu et al. 2021, arXiv:2106.09685): the matrices of the denoiser's blocks, attention and
/// feed-forward, with a low-rank addition: W + weight · alpha / rank · B A.
///
/// A file has for each of them, "blocks.0.qkv" …, the tensors NAME.lora_A.weight [rank, in] and
/// NAME.lora_B.weight [out, rank], and the metadata
///   format  "rushlight-lora-1"
///   config  of the denoiser that it was trained for: previs-s, previs-m, tiny
///   rank    1 … 128
///   alpha   above 0, at most 1024
struct LoraFactors {
    at::Tensor a; ///< [rank, in]
    at::Tensor b; ///< [out, rank]
};

/// A LoRA that fits a denoiser; fp32.
struct LoraWeights {
    std::int64_t rank = 8;
    double alpha = 8;
    std::map<std::string, LoraFactors> factors; ///< by the matrix's name, "blocks.0.qkv"
};

/// A LoRA and how strongly it is added.
struct WeightedLora {
    LoraWeights lora;
    double weight = 1;
};

inline constexpr const char* lora_format = "rushlight-lora-1";
inline constexpr std::int64_t lora_rank_most = 128;

/// The matrices that a LoRA adds to, without ".weight".
[[nodiscard]] std::vector<std::string> lora_matrices(const DenoiserConfig& config);

/// Every tensor of a LoRA and how training begins: A normal with deviation 1 / √in, B zeros, so
/// that nothing is added at first.
[[nodiscard]] std::vector<nn::InitialTensor> lora_table(const DenoiserConfig& config,
                                                        std::int64_t rank);

/// W + factor · B A: weight [out, in], a [rank, in], b [out, rank], all fp32. Differentiable.
[[nodiscard]] at::Tensor
with_factors(const at::Tensor& weight, const at::Tensor& a, const at::Tensor& b, double factor);

/// Checks a file that may come from a stranger against a denoiser. `name` stands in the sentences.
/// Throws CheckpointError: of another format or model, rank or alpha out of range, a tensor that is
/// missing, left over, of another shape or not finite.
[[nodiscard]] LoraWeights
read_lora(const Checkpoint& checkpoint, const std::string& name, const DenoiserConfig& config);

/// What `read_lora` reads: tensors as the table says, in half precision.
[[nodiscard]] Checkpoint lora_checkpoint(const std::map<std::string, at::Tensor>& tensors,
                                         const DenoiserConfig& config,
                                         std::int64_t rank,
                                         double alpha);

/// Finds and checks the LoRAs of a request. Throws ModelMissing where one is not in the folders or
/// has another hash, InvalidRequest at its field where the file is damaged or fits another model.
[[nodiscard]] std::vector<WeightedLora>
read_loras(const std::vector<Lora>& loras,
           const std::vector<std::filesystem::path>& folders,
           const DenoiserConfig& config);

/// Adds a LoRA to the denoiser's tensors (fp32, by name). A weight of 0 changes no bit.
void add_lora(std::map<std::string, at::Tensor>& tensors, const WeightedLora& lora);

/// The denoiser of a weights folder with LoRAs added, in their order. Throws CheckpointError.
[[nodiscard]] std::unique_ptr<Denoiser> denoiser_with(const std::filesystem::path& folder,
                                                      const DenoiserConfig& config,
                                                      at::ScalarType compute,
                                                      const std::vector<WeightedLora>& loras);

} // namespace rushlight::generation::previs
