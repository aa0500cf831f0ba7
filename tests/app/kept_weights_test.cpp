#include "app/project/kept_weights.hpp"
#include "storage/sha256.hpp"
#include "tests/support/temporary_folder.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
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
