#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace rushlight::generation {

/// A LoRA's file is below this: rank 128 of every matrix of previs-m has 46 MB.
constexpr std::uintmax_t lora_bytes_most = 64'000'000;

/// Whether a LoRA can be called so: 1 to 64 bytes of UTF-8 that are one name in a folder.
[[nodiscard]] bool is_lora_name(const std::string& name);

/// The user's own LoRAs: RUSHLIGHT_LORAS, else rushlight/loras in XDG_DATA_HOME, else in
/// ~/.local/share; empty where the environment names no such place.
[[nodiscard]] std::filesystem::path user_loras();

/// Where LoRAs of a family may lie: `FAMILY/loras` in the folder of models, then the user's.
[[nodiscard]] std::vector<std::filesystem::path> lora_folders(const std::filesystem::path& models,
                                                              const std::string& family);

/// A LoRA's file as it was read, once: what was hashed is what is used.
struct LoraFile {
    std::filesystem::path path;
    std::string sha256;
    std::vector<std::uint8_t> bytes;
};

/// The first NAME.safetensors in the folders that has this hash; sha256 empty: the first. Files
/// above `lora_bytes_most` and such that cannot be read are passed over.
[[nodiscard]] std::optional<LoraFile> find_lora(const std::vector<std::filesystem::path>& folders,
                                                const std::string& name,
                                                const std::string& sha256 = {});

/// Names of all files there that `find_lora` could find, sorted.
[[nodiscard]] std::vector<std::string>
lora_names(const std::vector<std::filesystem::path>& folders);

} // namespace rushlight::generation
