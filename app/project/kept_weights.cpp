#include "app/project/kept_weights.hpp"

#include "app/failure.hpp"
#include "app/places.hpp"
#include "generation/protocol/lora_files.hpp"
#include "storage/sha256.hpp"

#include <algorithm>
#include <cstdlib>
#include <optional>
#include <system_error>

namespace rushlight::app {

namespace fs = std::filesystem;
using generation::Recipe;
using storage::Blob;
using storage::BlobStore;

namespace {

/// One name in a folder, which leads nowhere else: recipes may come from strangers.
bool plain(const std::string& name)
{
    return !name.empty() && name != "." && name != ".." && fs::path(name).filename() == name;
}

/// It names weights, all in a way that can be files.
bool names_weights(const Recipe& recipe)
{
    const auto& loras = recipe.request.loras;
    return plain(recipe.request.model) && !recipe.model_hashes.empty() &&
           std::all_of(
               recipe.model_hashes.begin(),
               recipe.model_hashes.end(),
               [](const auto& it) { return plain(it.first) && storage::is_hex_hash(it.second); }) &&
           std::all_of(loras.begin(), loras.end(), [](const auto& it) {
               return generation::is_lora_name(it.name) && storage::is_hex_hash(it.sha256);
           });
}

std::string file_of(const generation::Lora& lora)
{
    return lora.name + ".safetensors";
}

/// The LoRA lies where the engine would find it.
std::optional<generation::LoraFile>
found(const fs::path& models, const Recipe& recipe, const generation::Lora& lora)
{
    return generation::find_lora(
        generation::lora_folders(models, recipe.request.model), lora.name, lora.sha256);
}

fs::path weights_in(const fs::path& models, const Recipe& recipe)
{
    return models / recipe.request.model / "weights";
}

bool is_file_with(const fs::path& file, const std::string& hash)
{
    std::error_code error;
    return fs::is_regular_file(file, error) && storage::to_hex(storage::hash_file(file)) == hash;
}

std::optional<Blob> kept(const BlobStore& media, const std::string& hash)
{
    Blob blob{hash, "safetensors", 0};
    std::error_code error;
    blob.size = static_cast<std::int64_t>(fs::file_size(media.path(blob), error));
    return error ? std::nullopt : std::optional(blob);
}

} // namespace

std::string weights_role(const std::string& file)
{
    return "weights " + file;
}

bool ships(const Recipe& recipe, const fs::path& models)
{
    return names_weights(recipe) &&
           std::all_of(recipe.model_hashes.begin(),
                       recipe.model_hashes.end(),
                       [&](const auto& it) {
                           return is_file_with(weights_in(models, recipe) / it.first, it.second);
                       }) &&
           std::all_of(recipe.request.loras.begin(),
                       recipe.request.loras.end(),
                       [&](const auto& it) { return found(models, recipe, it).has_value(); });
}

KeptWeights keep_weights(const BlobStore& media, const Recipe& recipe, const fs::path& models)
{
    if (!names_weights(recipe)) {
        return {};
    }
    KeptWeights weights;
    for (const auto& [name, hash] : recipe.model_hashes) {
        if (const auto blob = kept(media, hash)) {
            weights[name] = *blob;
        } else if (!is_file_with(weights_in(models, recipe) / name, hash)) {
            return {};
        }
    }
    for (const auto& [name, hash] : recipe.model_hashes) {
        if (weights.count(name) == 0) {
            weights[name] = media.import(weights_in(models, recipe) / name, "safetensors");
            if (weights[name].hash != hash) {
                return {}; // it was replaced meanwhile
            }
        }
    }
    for (const auto& lora : recipe.request.loras) {
        if (const auto blob = kept(media, lora.sha256)) {
            weights["lora " + file_of(lora)] = *blob;
        } else if (const auto file = found(models, recipe, lora)) {
            weights["lora " + file_of(lora)] = media.put(file->bytes, "safetensors");
        } else {
            return {};
        }
    }
    return weights;
}

bool keeps_weights(const BlobStore& media, const Recipe& recipe)
{
    return names_weights(recipe) &&
           std::all_of(recipe.model_hashes.begin(),
                       recipe.model_hashes.end(),
                       [&](const auto& it) { return kept(media, it.second).has_value(); }) &&
           std::all_of(recipe.request.loras.begin(),
                       recipe.request.loras.end(),
                       [&](const auto& it) { return kept(media, it.sha256).has_value(); });
}

KeptModels::KeptModels()
{
    fs::create_directories(cache_folder());
    std::string folder = (cache_folder() / "models-XXXXXX").string();
    if (::mkdtemp(folder.data()) == nullptr) {
        throw std::system_error(errno, std::generic_category(), "cannot make " + folder);
    }
    folder_ = folder;
}

KeptModels::KeptModels(const BlobStore& media, const Recipe& recipe)
    : KeptModels()
{
    const auto link = [&](const fs::path& to, const std::string& hash) {
        const fs::path file = fs::absolute(media.path({hash, "safetensors", 0}));
        if (!is_file_with(file, hash)) {
            throw Failure(Exit::unreadable,
                          "the project's copy of the weights " + to.filename().string() +
                              " is damaged; bring back " + file.string() +
                              " from a copy of the project");
        }
        fs::create_directories(to.parent_path());
        fs::create_symlink(file, to);
    };
    for (const auto& [name, hash] : recipe.model_hashes) {
        link(weights_in(folder_, recipe) / name, hash);
    }
    for (const auto& lora : recipe.request.loras) {
        link(generation::lora_folders(folder_, recipe.request.model).front() / file_of(lora),
             lora.sha256);
    }
}

KeptModels::~KeptModels()
{
    std::error_code ignored;
    fs::remove_all(folder_, ignored);
}

} // namespace rushlight::app
