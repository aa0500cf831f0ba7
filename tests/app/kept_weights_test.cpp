#include "app/project/kept_weights.hpp"
#include "generation/protocol/lora_files.hpp"
#include "storage/sha256.hpp"
#include "tests/support/temporary_folder.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cstdlib>
#include <fstream>

using namespace rushlight;
using namespace rushlight::app;
namespace fs = std::filesystem;

namespace {

/// Writes a weight file and names it in the recipe.
void add_file(generation::Recipe& recipe, const fs::path& file)
{
    fs::create_directories(file.parent_path());
    std::ofstream(file) << "weights " << file.filename().string();
    recipe.model_hashes[file.filename().string()] = storage::to_hex(storage::hash_file(file));
}

std::ptrdiff_t files_below(const fs::path& folder)
{
    return std::count_if(fs::recursive_directory_iterator(folder), {}, [](const auto& entry) {
        return entry.is_regular_file();
    });
}

} // namespace

TEST_CASE("weights of which some do not ship with the program are not copied", "[app][weights]")
{
    const test::TemporaryFolder folder;
    const storage::BlobStore media(folder / "media");
    generation::Recipe recipe;
    recipe.request.model = "toy";
    add_file(recipe, folder / "models" / "toy" / "weights" / "shipped.safetensors");
    CHECK(ships(recipe, folder / "models"));
    add_file(recipe, folder / "mine" / "registered.safetensors");
    CHECK_FALSE(ships(recipe, folder / "models"));
    CHECK(keep_weights(media, recipe, folder / "models").empty());
    CHECK(files_below(folder / "media") == 0);
    CHECK_FALSE(keeps_weights(media, recipe));
}

TEST_CASE("the LoRAs of a take are kept with its weights, and lie where the engine looks",
          "[app][weights]")
{
    const test::TemporaryFolder folder;
    ::setenv("XDG_CACHE_HOME", folder.path().c_str(), 1);
    const storage::BlobStore media(folder / "media");
    generation::Recipe recipe;
    recipe.request.model = "toy";
    add_file(recipe, folder / "models" / "toy" / "weights" / "shipped.safetensors");
    const fs::path lora = folder / "models" / "toy" / "loras" / "woodcut.safetensors";
    fs::create_directories(lora.parent_path());
    std::ofstream(lora) << "low rank";
    recipe.request.loras = {{"woodcut", storage::to_hex(storage::hash_file(lora)), 0.5}};
    CHECK(ships(recipe, folder / "models"));
    CHECK(keep_weights(media, recipe, folder / "models").size() == 2);
    CHECK(keeps_weights(media, recipe));
    std::ofstream(lora) << "another";
    CHECK_FALSE(ships(recipe, folder / "models"));
    CHECK(keep_weights(media, recipe, folder / "models").size() == 2); // it is there already
    const KeptModels kept(media, recipe);
    const generation::Lora wanted = recipe.request.loras.front();
    CHECK(generation::find_lora(
        generation::lora_folders(kept.folder(), "toy"), wanted.name, wanted.sha256));

    recipe.request.loras = {{"gone", std::string(64, 'a'), 1}};
    CHECK(keep_weights(media, recipe, folder / "models").empty());
    recipe.request.loras = {{"../woodcut", wanted.sha256, 1}};
    CHECK_FALSE(keeps_weights(media, recipe));
}

TEST_CASE("a recipe cannot name weights outside of its model's folder", "[app][weights]")
{
    const test::TemporaryFolder folder;
    const storage::BlobStore media(folder / "media");
    generation::Recipe recipe;
    recipe.request.model = "toy";
    fs::create_directories(folder / "models" / "toy" / "weights");
    add_file(recipe, folder / "models" / "toy" / "secret");
    const std::string hash = recipe.model_hashes.at("secret");
    recipe.model_hashes = {{"../secret", hash}};
    CHECK(keep_weights(media, recipe, folder / "models").empty());
    recipe.model_hashes = {{"secret", hash}};
    recipe.request.model = "toy/../../models/toy/..";
    fs::create_directories(folder / "models" / "weights");
    fs::copy_file(folder / "models" / "toy" / "secret", folder / "models" / "weights" / "secret");
    CHECK(keep_weights(media, recipe, folder / "models").empty());
    CHECK(files_below(folder / "media") == 0);
}
