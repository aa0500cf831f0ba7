#include "generation/protocol/models_folder.hpp"

#include <cstdlib>

namespace rushlight::generation {

std::filesystem::path shipped_models()
{
    if (const char* named = std::getenv("RUSHLIGHT_MODELS"); named != nullptr && *named != 0) {
        return named;
    }
    std::error_code failed;
    const auto program = std::filesystem::read_symlink("/proc/self/exe", failed);
    const auto installed = program.parent_path() / "../share/rushlight/models";
    if (std::filesystem::exists(installed, failed)) {
        return installed;
    }
    return RUSHLIGHT_MODELS_BUILT;
}

} // namespace rushlight::generation
