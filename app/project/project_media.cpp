#include "app/project/project_media.hpp"

#include "assets/error.hpp"
#include "storage/assets_table.hpp"

#include <algorithm>
#include <charconv>
#include <utility>

namespace rushlight::app {

namespace {

constexpr std::size_t most_open = 8;

/// Moves the entry of this asset to the front; makes it with `open` when it is not there.
template <class Open, class Make>
Open& used(std::list<Open>& open, const std::string& asset, Make make)
{
    const auto found =
        std::find_if(open.begin(), open.end(), [&](const Open& one) { return one.asset == asset; });
    if (found != open.end()) {
        open.splice(open.begin(), open, found);
    } else {
        open.push_front({asset, make()});
        if (open.size() > most_open) {
            open.pop_back();
        }
    }
    return open.front();
}

} // namespace

MediaFiles::MediaFiles(storage::Database connection, storage::BlobStore media)
    : connection_(std::move(connection))
    , media_(std::move(media))
{
}

std::filesystem::path MediaFiles::file(const std::string& asset)
{
    std::int64_t id = 0;
    std::from_chars(asset.data(), asset.data() + asset.size(), id);
    const auto row = storage::find_asset(connection_, id);
    if (!row || row->state != storage::AssetState::ready) {
        return {};
    }
    std::filesystem::path path;
    if (row->linked) {
        path = row->linked->path;
    } else if (row->blob) {
        path = media_.path(*row->blob);
    }
    std::error_code gone;
    return std::filesystem::exists(path, gone) ? path : std::filesystem::path();
}

ProjectPictures::ProjectPictures(MediaFiles files, std::shared_ptr<assets::FrameCache> cache)
    : files_(std::move(files))
    , cache_(std::move(cache))
{
}

editor::PictureSource::Picture ProjectPictures::picture(const editor::Media& media,
                                                        const assets::Time& time)
{
    Open& open = used(open_, media.asset, [&]() -> std::unique_ptr<assets::VideoReader> {
        const auto file = files_.file(media.asset);
        if (file.empty()) {
            return nullptr;
        }
        assets::VideoReader::Options options;
        options.cache = cache_;
        auto reader = std::make_unique<assets::VideoReader>(file, options);
        return reader->facts().video ? std::move(reader) : nullptr;
    });
    if (!open.reader) {
        // looked for again at the next frame: a file can come back, a take can become ready
        open_.pop_front();
        return {};
    }
    return {open.reader->frame_at(time), open.reader->video().pixel_aspect.seconds()};
}

ProjectSounds::ProjectSounds(MediaFiles files)
    : files_(std::move(files))
{
}

void ProjectSounds::sound(const editor::Media& media, std::int64_t first, std::span<float> stereo)
{
    Open& open = used(open_, media.asset, [&]() -> std::unique_ptr<assets::AudioReader> {
        const auto file = files_.file(media.asset);
        if (file.empty()) {
            return nullptr;
        }
        auto facts = std::make_shared<const assets::Facts>(assets::probe(file));
        if (!facts->audio) {
            return nullptr;
        }
        assets::AudioReader::Options options;
        options.facts = std::move(facts);
        return std::make_unique<assets::AudioReader>(file, options);
    });
    if (!open.reader) {
        std::fill(stereo.begin(), stereo.end(), 0.0F);
        return;
    }
    const auto samples = open.reader->read(first, static_cast<std::int64_t>(stereo.size() / 2));
    std::copy(samples.begin(), samples.end(), stereo.begin());
}

ProjectPictures pictures_of(const storage::Project& project)
{
    return {MediaFiles(project.connect(), project.media()), nullptr};
}

ProjectSounds sounds_of(const storage::Project& project)
{
    return ProjectSounds(MediaFiles(project.connect(), project.media()));
}

} // namespace rushlight::app
