#pragma once

#include "generation/protocol/recipe.hpp"
#include "storage/blob_store.hpp"

#include <filesystem>
#include <map>
#include <string>

namespace rushlight::app {

/// Weight file name → its bytes in the project's media.
using KeptWeights = std::map<std::string, storage::Blob>;

/// The role of a weight file among the files of its take's asset.
[[nodiscard]] std::string weights_role(const std::string& file);

/// The folder of models has every weight file that the recipe names, with its hash.
[[nodiscard]] bool ships(const generation::Recipe& recipe, const std::filesystem::path& models);

/// Copies the weights that the recipe names from a folder of models into the media, each content
/// once. Nothing when they are not all there with their hashes: such a model is not one that ships
/// with the program. Throws StorageError. Threads: any.
[[nodiscard]] KeptWeights keep_weights(const storage::BlobStore& media,
                                       const generation::Recipe& recipe,
                                       const std::filesystem::path& models);

/// The media has every weight file that the recipe names, sound or not.
[[nodiscard]] bool keeps_weights(const storage::BlobStore& media, const generation::Recipe& recipe);

/// A folder of models for a worker, below the cache folder: links to the weights of one recipe as a
/// project keeps them. It is removed when this dies.
class KeptModels {
public:
    /// Reads each file once. Throws Failure{unreadable} with the sentence of a damaged one.
    KeptModels(const storage::BlobStore& media, const generation::Recipe& recipe);
    ~KeptModels();
    KeptModels(const KeptModels&) = delete;
    KeptModels& operator=(const KeptModels&) = delete;

    [[nodiscard]] const std::filesystem::path& folder() const { return folder_; }

private:
    KeptModels();

    std::filesystem::path folder_;
};

} // namespace rushlight::app
