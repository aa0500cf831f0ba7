#include "assets/previews.hpp"

#include "assets/colour.hpp"
#include "assets/error.hpp"
#include "assets/video_reader.hpp"
#include "assets/writer.hpp"
#include "storage/sha256.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <fstream>
#include <iterator>
#include <optional>
#include <span>
#include <system_error>
#include <vector>

namespace rushlight::assets {

namespace {

namespace fs = std::filesystem;

constexpr std::array<char, 8> waveform_magic{'R', 'L', 'W', 'A', 'V', 'E', '0', '1'};

struct Entry {
    fs::path file;
    fs::file_time_type used;
    std::uint64_t bytes;
};

std::vector<Entry> entries_of(const fs::path& folder)
{
    std::vector<Entry> entries;
    std::error_code error;
    for (fs::directory_iterator i(folder, error), end; !error && i != end; i.increment(error)) {
        std::error_code gone; // another process may tidy too
        const Entry entry{i->path(), i->last_write_time(gone), i->file_size(gone)};
        if (!gone) {
            entries.push_back(entry);
        }
    }
    return entries;
}

void touch(const fs::path& file)
{
    std::error_code ignored;
    fs::last_write_time(file, fs::file_time_type::clock::now(), ignored);
}

/// Magic, then the finest level; the others follow from it.
void store(const fs::path& file, const Waveform& waveform)
{
    const auto temporary = fs::path(file).concat(".part");
    std::ofstream out(temporary, std::ios::binary);
    out.write(waveform_magic.data(), waveform_magic.size());
    if (!waveform.levels.empty()) {
        const auto& finest = waveform.levels.front();
        out.write(reinterpret_cast<const char*>(finest.data()),
                  static_cast<std::streamsize>(finest.size() * sizeof(Waveform::Peak)));
    }
    out.close();
    std::error_code ignored;
    if (out) {
        fs::rename(temporary, file, ignored);
    } else {
        fs::remove(temporary, ignored);
    }
}

std::optional<Waveform> stored_waveform(const fs::path& file)
{
    std::ifstream in(file, std::ios::binary);
    const std::string bytes((std::istreambuf_iterator<char>(in)), {});
    const std::size_t body = bytes.size() - std::min(bytes.size(), waveform_magic.size());
    if (!std::equal(waveform_magic.begin(),
                    waveform_magic.end(),
                    bytes.begin(),
                    bytes.begin() + static_cast<std::ptrdiff_t>(
                                        std::min(bytes.size(), waveform_magic.size()))) ||
        body % sizeof(Waveform::Peak) != 0) {
        return std::nullopt;
    }
    std::vector<Waveform::Peak> finest(body / sizeof(Waveform::Peak));
    if (!finest.empty()) {
        std::memcpy(finest.data(), bytes.data() + waveform_magic.size(), body);
    }
    return coarsened(std::move(finest));
}

} // namespace

Previews::Previews(fs::path folder, std::uint64_t budget_bytes)
    : folder_(std::move(folder))
    , budget_(budget_bytes)
{
}

Frame Previews::thumbnail(const std::string& content,
                          const fs::path& file,
                          const Time& at,
                          int height)
{
    const fs::path kept_as =
        place(content + "|" + to_string(at) + "|" + std::to_string(height), "png");
    if (fs::exists(kept_as)) {
        try {
            VideoReader stored(kept_as);
            Frame frame = stored.frame(0);
            touch(kept_as);
            return frame;
        } catch (const MediaError&) {
            // damaged: make it again
        }
    }
    VideoReader reader(file);
    const Frame frame = reader.frame_at(at);
    const Time shape = Time(frame.width, frame.height) * reader.video().pixel_aspect;
    const auto width = std::clamp<std::int64_t>(shape.round_at(Time(height)), 1, 16384);
    Frame picture = frame;
    picture.opaque = true;
    // RGB first: chroma of the original is sharper than that of a small picture
    picture =
        scale(convert(picture, PixelFormat::rgb24, srgb_full), static_cast<int>(width), height);
    try {
        std::error_code ignored;
        fs::create_directories(folder_, ignored);
        write_png(kept_as, picture);
        kept(kept_as);
    } catch (const MediaError&) {
        // no room for the cache is no failure of the thumbnail
    }
    return picture;
}

Waveform
Previews::waveform(const std::string& content, const fs::path& file, const std::stop_token& stop)
{
    const fs::path kept_as = place(content, "wave");
    if (fs::exists(kept_as)) {
        if (auto stored = stored_waveform(kept_as)) {
            touch(kept_as);
            return *std::move(stored);
        }
    }
    AudioReader reader(file);
    Waveform waveform = outline(reader, stop);
    std::error_code ignored;
    fs::create_directories(folder_, ignored);
    store(kept_as, waveform);
    kept(kept_as);
    return waveform;
}

std::uint64_t Previews::bytes() const
{
    std::uint64_t sum = 0;
    for (const Entry& entry : entries_of(folder_)) {
        sum += entry.bytes;
    }
    return sum;
}

fs::path Previews::place(const std::string& key, const char* extension) const
{
    const std::span text(reinterpret_cast<const std::uint8_t*>(key.data()), key.size());
    return folder_ / (storage::to_hex(storage::sha256(text)) + "." + extension);
}

/// Removes the longest unused until a fifth of the budget is free again.
void Previews::kept(const fs::path& file)
{
    const std::lock_guard lock(mutex_);
    auto entries = entries_of(folder_);
    std::uint64_t sum = 0;
    for (const Entry& entry : entries) {
        sum += entry.bytes;
    }
    if (sum <= budget_) {
        return;
    }
    std::sort(entries.begin(), entries.end(), [](const Entry& a, const Entry& b) {
        return a.used < b.used;
    });
    for (const Entry& entry : entries) {
        if (sum <= budget_ / 5 * 4) {
            break;
        }
        if (entry.file != file) {
            std::error_code ignored;
            fs::remove(entry.file, ignored);
            sum -= entry.bytes;
        }
    }
}

} // namespace rushlight::assets
