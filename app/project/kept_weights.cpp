#include "app/project/kept_weights.hpp"

#include "app/failure.hpp"
#include "app/places.hpp"
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
    return plain(recipe.request.model) && !recipe.model_hashes.empty() &&
           std::all_of(recipe.model_hashes.begin(), recipe.model_hashes.end(), [](const auto& it) {
               return plain(it.first) && storage::is_hex_hash(it.second);
           });
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
           std::all_of(recipe.model_hashes.begin(), recipe.model_hashes.end(), [&](const auto& it) {
               return is_file_with(weights_in(models, recipe) / it.first, it.second);
           });
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
    return weights;
}

bool keeps_weights(const BlobStore& media, const Recipe& recipe)
{
    return names_weights(recipe) &&
           std::all_of(recipe.model_hashes.begin(), recipe.model_hashes.end(), [&](const auto& it) {
               return kept(media, it.second).has_value();
           });
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
    const fs::path weights = weights_in(folder_, recipe);
    fs::create_directories(weights);
    for (const auto& [name, hash] : recipe.model_hashes) {
        const fs::path file = fs::absolute(media.path({hash, "safetensors", 0}));
        if (!is_file_with(file, hash)) {
            throw Failure(Exit::unreadable,
                          "the project's copy of the weights " + name + " is damaged; bring back " +
                              file.string() + " from a copy of the project");
        }
        fs::create_symlink(file, weights / name);
    }
}

KeptModels::~KeptModels()
{
    std::error_code ignored;
    fs::remove_all(folder_, ignored);
}

} // namespace rushlight::app
