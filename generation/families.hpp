#pragma once

#include "generation/engine.hpp"

#include <filesystem>
#include <memory>
#include <vector>

// How the engine gets its families: each folder under generation/models/ defines the one function
// of its name, and the engine never includes a family's headers.

namespace rushlight::generation::previs {

/// The shipped family. weights: the folder with its safetensors files; they load at first use and
/// are loaded anew when the files have changed. lora_folders: where it looks for LoRAs.
[[nodiscard]] std::unique_ptr<Family>
make_family(std::filesystem::path weights, std::vector<std::filesystem::path> lora_folders = {});

} // namespace rushlight::generation::previs
