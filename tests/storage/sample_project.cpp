#include "tests/storage/sample_project.hpp"

#include "storage/assets_table.hpp"
#include "storage/history_store.hpp"
#include "storage/recipes_table.hpp"
#include "storage/takes_table.hpp"

#include <fstream>

namespace rushlight::test {

using namespace storage;

namespace {

Bytes media_of(int number, std::size_t size)
{
    Bytes bytes(size);
    for (std::size_t i = 0; i < size; ++i) {
        bytes[i] = static_cast<std::uint8_t>(i * 31 + static_cast<std::size_t>(number) * 7);
    }
    return bytes;
}

Item clip_of(int number)
{
    return {number, 24, Bytes(100, static_cast<std::uint8_t>(number))};
}

std::string label_of(int number)
{
    return "edit " + std::to_string(number);
}

} // namespace

void add_edit(Project& project, int number, std::size_t media_bytes)
{
    if (project.read_only()) {
        project.write([](Database&) {}); // throws
    }
    const Blob blob = project.media().put(media_of(number, media_bytes), "mkv");
    project.write([&](Database& database) {
        AssetRow asset;
        asset.state = AssetState::ready;
        asset.blob = blob;
        asset.recipe = add_recipe(database, "{\"seed\":" + std::to_string(number) + "}");
        TakeRow take;
        take.clip = "shot " + std::to_string(number);
        take.asset = add_asset(database, asset);
        take.recipe = asset.recipe;
        take.chosen = true;
        add_take(database, take);

        TreeStore trees(database);
        HistoryStore history(database);
        Tree tree;
        if (const auto head = history.head()) {
            tree = trees.timeline(head->timelines.at(0).node).tracks.at(0).tree;
        }
        tree = trees.splice(tree, tree.count, 0, {{clip_of(number)}});
        history.commit(label_of(number), {{1, trees.put({1, {}, {{1, {}, tree}}})}});
    });
}

int edits_in(Project& project)
{
    return static_cast<int>(
        project.database().integer("SELECT count(*) FROM versions").value_or(0));
}

std::vector<std::string> check_edits(Project& project)
{
    std::vector<std::string> wrong;
    Database& database = project.database();
    const int edits = edits_in(project);
    TreeStore trees(database);
    const auto head = HistoryStore(database).head();
    std::vector<Item> clips;
    if (head) {
        trees.verify(head->timelines.at(0).node);
        clips = trees.items(trees.timeline(head->timelines.at(0).node).tracks.at(0).tree);
    }
    if (static_cast<int>(clips.size()) != edits) {
        wrong.push_back("head holds " + std::to_string(clips.size()) + " clips after " +
                        std::to_string(edits) + " edits");
    }
    for (int number = 1; number <= edits; ++number) {
        const std::string name = label_of(number) + ": ";
        const auto take = chosen_take(database, "shot " + std::to_string(number));
        if (!take) {
            wrong.push_back(name + "no take");
            continue;
        }
        const auto asset = find_asset(database, take->asset);
        const auto recipe = find_recipe(database, take->recipe.value_or(0));
        if (!asset || !asset->blob || !recipe) {
            wrong.push_back(name + "no asset or recipe");
            continue;
        }
        if (!project.media().verify(*asset->blob)) {
            wrong.push_back(name + "its media is not whole");
        }
        const auto at = static_cast<std::size_t>(number - 1);
        if (at < clips.size() && clips[at] != clip_of(number)) {
            wrong.push_back(name + "another clip in the timeline");
        }
    }
    return wrong;
}

std::string content_of(const std::filesystem::path& file)
{
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

void flip_byte(const std::filesystem::path& file, std::uint64_t offset, std::uint8_t bits)
{
    std::fstream stream(file, std::ios::in | std::ios::out | std::ios::binary);
    stream.seekg(static_cast<std::streamoff>(offset));
    const int byte = stream.get();
    stream.seekp(static_cast<std::streamoff>(offset));
    stream.put(static_cast<char>(byte ^ bits));
}

} // namespace rushlight::test
