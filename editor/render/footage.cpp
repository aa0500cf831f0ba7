#include "editor/render/footage.hpp"

#include "editor/error.hpp"

#include <algorithm>

namespace rushlight::editor {

namespace {

constexpr std::size_t open_most = 8;

std::unique_ptr<assets::VideoReader> make(const std::filesystem::path& file,
                                          const std::shared_ptr<assets::FrameCache>& cache,
                                          assets::VideoReader*)
{
    assets::VideoReader::Options options;
    options.cache = cache;
    auto reader = std::make_unique<assets::VideoReader>(file, options);
    return reader->facts().video ? std::move(reader) : nullptr;
}

std::unique_ptr<assets::AudioReader> make(const std::filesystem::path& file,
                                          const std::shared_ptr<assets::FrameCache>&,
                                          assets::AudioReader*)
{
    assets::AudioReader::Options options;
    options.facts = std::make_shared<const assets::Facts>(assets::probe(file));
    return options.facts->audio ? std::make_unique<assets::AudioReader>(file, options) : nullptr;
}

} // namespace

Footage::Footage(Locate locate, std::shared_ptr<assets::FrameCache> cache, Unreadable unreadable)
    : locate_(std::move(locate))
    , cache_(std::move(cache))
    , unreadable_(unreadable)
{
}

void Footage::refuse(const assets::MediaError& error)
{
    if (unreadable_ == Unreadable::thrown) {
        throw;
    }
    problems_.insert(error.what());
}

template <class Reader>
Reader* Footage::open(std::list<Open<Reader>>& readers, const std::string& asset)
{
    const auto found = std::find_if(
        readers.begin(), readers.end(), [&](const Open<Reader>& o) { return o.asset == asset; });
    if (found != readers.end()) {
        readers.splice(readers.begin(), readers, found);
        return readers.front().reader.get();
    }
    const std::filesystem::path file = locate_(asset);
    if (file.empty()) {
        return nullptr; // asked again next time: it may have been filled
    }
    Open<Reader> opened{asset, nullptr};
    try {
        opened.reader = make(file, cache_, static_cast<Reader*>(nullptr));
    } catch (const assets::MediaError& error) {
        refuse(error);
    }
    readers.push_front(std::move(opened));
    if (readers.size() > open_most) {
        readers.pop_back();
    }
    return readers.front().reader.get();
}

PictureSource::Picture Footage::picture(const Media& media, const Time& time)
{
    assets::VideoReader* reader = open(videos_, media.asset);
    if (!reader) {
        return {};
    }
    try {
        return {reader->frame_at(time), reader->video().pixel_aspect.seconds()};
    } catch (const assets::MediaError& error) {
        refuse(error);
        return {};
    }
}

std::shared_ptr<const ColourTable> Footage::table(const std::string& asset)
{
    const auto known = tables_.find(asset);
    if (known != tables_.end()) {
        return known->second;
    }
    const std::filesystem::path file = locate_(asset);
    if (file.empty()) {
        return nullptr;
    }
    std::shared_ptr<const ColourTable> table;
    try {
        table = read_cube_file(file);
    } catch (const EditorError& error) {
        if (unreadable_ == Unreadable::thrown) {
            throw;
        }
        problems_.insert(error.what());
    }
    return tables_[asset] = table;
}

void Footage::sound(const Media& media, std::int64_t first, std::span<float> stereo)
{
    std::fill(stereo.begin(), stereo.end(), 0.0F);
    assets::AudioReader* reader = open(sounds_, media.asset);
    if (!reader) {
        return;
    }
    try {
        const auto samples = reader->read(first, static_cast<std::int64_t>(stereo.size() / 2));
        std::copy(samples.begin(), samples.end(), stereo.begin());
    } catch (const assets::MediaError& error) {
        refuse(error);
    }
}

void Footage::forget()
{
    videos_.clear();
    sounds_.clear();
    tables_.clear();
    problems_.clear();
}

} // namespace rushlight::editor
