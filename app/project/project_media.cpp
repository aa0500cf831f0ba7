#include "app/project/project_media.hpp"

#include "storage/assets_table.hpp"

#include <charconv>
#include <memory>

namespace rushlight::app {

namespace {

std::filesystem::path
file_of(storage::Database& connection, const storage::BlobStore& media, const std::string& asset)
{
    std::int64_t id = 0;
    std::from_chars(asset.data(), asset.data() + asset.size(), id);
    const auto row = storage::find_asset(connection, id);
    if (!row || row->state != storage::AssetState::ready) {
        return {};
    }
    std::filesystem::path path;
    if (row->linked) {
        path = row->linked->path;
    } else if (row->blob) {
        path = media.path(*row->blob);
    }
    std::error_code gone;
    return std::filesystem::exists(path, gone) ? path : std::filesystem::path();
}

} // namespace

editor::Footage footage_of(const storage::Project& project)
{
    const auto connection = std::make_shared<storage::Database>(project.connect());
    return {[connection, media = project.media()](const std::string& asset) {
                return file_of(*connection, media, asset);
            },
            nullptr,
            editor::Unreadable::thrown};
}

} // namespace rushlight::app
