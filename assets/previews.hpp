#pragma once

#include "assets/frame.hpp"
#include "assets/time.hpp"
#include "assets/waveform.hpp"

#include <cstdint>
#include <filesystem>
#include <mutex>
#include <stop_token>
#include <string>

namespace rushlight::assets {

/// Thumbnails and waveforms, made once for each content and kept on disk up to a number of bytes;
/// what has not been used for longest is removed first.
/// Throws MediaError for the media; a cache folder that cannot be written only makes it slower.
/// Threads: all functions from any, but they decode: never on the UI thread.
class Previews {
public:
    /// folder: made when needed, for this cache alone.
    Previews(std::filesystem::path folder, std::uint64_t budget_bytes);

    /// The picture at a source time, RGB24, `height` pixels high, as wide as it is shown.
    /// content: names the file's content (Asset::content).
    [[nodiscard]] Frame thumbnail(const std::string& content,
                                  const std::filesystem::path& file,
                                  const Time& at,
                                  int height);
    [[nodiscard]] Waveform waveform(const std::string& content,
                                    const std::filesystem::path& file,
                                    const std::stop_token& stop = {});

    [[nodiscard]] std::uint64_t bytes() const; ///< on disk now

private:
    [[nodiscard]] std::filesystem::path place(const std::string& key, const char* extension) const;
    void kept(const std::filesystem::path& file);

    std::filesystem::path folder_;
    std::uint64_t budget_;
    std::mutex mutex_; ///< guards the tidying of the folder
};

} // namespace rushlight::assets
