#include "generation/protocol/lora_files.hpp"

#include "generation/protocol/json.hpp"
#include "generation/protocol/sha256.hpp"

#include <cstdlib>
#include <fstream>
#include <set>

namespace rushlight::generation {

namespace fs = std::filesystem;

bool is_lora_name(const std::string& name)
{
    return !name.empty() && name.size() <= 64 && name.front() != '.' && is_utf8(name) &&
           name.find_first_of(std::string("/\\:\0", 4)) == std::string::npos;
}

fs::path user_loras()
{
    const auto named = [](const char* variable) {
        const char* value = std::getenv(variable);
        return value == nullptr ? fs::path() : fs::path(value);
    };
    if (const fs::path loras = named("RUSHLIGHT_LORAS"); !loras.empty()) {
        return loras;
    }
    if (const fs::path data = named("XDG_DATA_HOME"); data.is_absolute()) {
        return data / "rushlight" / "loras";
    }
    if (const fs::path home = named("HOME"); home.is_absolute()) {
        return home / ".local" / "share" / "rushlight" / "loras";
    }
    return {};
}

std::vector<fs::path> lora_folders(const fs::path& models, const std::string& family)
{
    return {models / family / "loras", user_loras()};
}

std::optional<LoraFile>
find_lora(const std::vector<fs::path>& folders, const std::string& name, const std::string& sha256)
{
    if (!is_lora_name(name)) {
        return std::nullopt;
    }
    for (const fs::path& folder : folders) {
        const fs::path path = folder / (name + ".safetensors");
        std::error_code failed;
        const auto size = fs::file_size(path, failed);
        if (folder.empty() || failed || size > lora_bytes_most) {
            continue;
        }
        LoraFile file{path, {}, std::vector<std::uint8_t>(size)};
        std::ifstream in(path, std::ios::binary);
        if (!in.read(reinterpret_cast<char*>(file.bytes.data()),
                     static_cast<std::streamsize>(size))) {
            continue;
        }
        file.sha256 = sha256_hex(file.bytes);
        if (sha256.empty() || file.sha256 == sha256) {
            return file;
        }
    }
    return std::nullopt;
}

std::vector<std::string> lora_names(const std::vector<fs::path>& folders)
{
    std::set<std::string> names;
    for (const fs::path& folder : folders) {
        std::error_code failed;
        for (const auto& entry : fs::directory_iterator(folder, failed)) {
            const std::string name = entry.path().stem().string();
            if (entry.path().extension() == ".safetensors" && is_lora_name(name)) {
                names.insert(name);
            }
        }
    }
    return {names.begin(), names.end()};
}

} // namespace rushlight::generation
