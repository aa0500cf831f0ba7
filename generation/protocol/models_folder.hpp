#pragma once

#include <filesystem>

namespace rushlight::generation {

/// Where the models that ship with this program lie: RUSHLIGHT_MODELS, else beside the program,
/// else in the source tree. The weights of a family are the files of FAMILY/weights there; weights
/// that lie elsewhere are the user's.
[[nodiscard]] std::filesystem::path shipped_models();

} // namespace rushlight::generation
