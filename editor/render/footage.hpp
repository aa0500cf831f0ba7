#pragma once

#include "assets/audio_reader.hpp"
#include "assets/error.hpp"
#include "assets/video_reader.hpp"
#include "editor/render/picture_source.hpp"

#include <filesystem>
#include <functional>
#include <list>
#include <map>
#include <set>

namespace rushlight::editor {

/// What becomes of a file that cannot be read.
enum class Unreadable : std::uint8_t {
    black, ///< and silent; told by Footage::problems()
    thrown ///< as MediaError, each time it is asked for
};

/// Pictures and sound from the assets' files. Files are opened when first asked for, and the few
/// used last stay open. An asset without a file is black and silent, and looked for again.
/// Threads: one; several may share a frame cache.
class Footage : public PictureSource, public SoundSource {
public:
    /// Where an asset's file is; empty while it has none (pending, missing).
    using Locate = std::function<std::filesystem::path(const std::string& asset)>;

    /// cache may be null: each file has a small one of its own.
    Footage(Locate locate,
            std::shared_ptr<assets::FrameCache> cache,
            Unreadable unreadable = Unreadable::black);

    [[nodiscard]] Picture picture(const Media& media, const Time& time) override;
    [[nodiscard]] std::shared_ptr<const ColourTable> table(const std::string& asset) override;
    void sound(const Media& media, std::int64_t first, std::span<float> stereo) override;

    /// One sentence for each asset that could not be read, each once.
    [[nodiscard]] const std::set<std::string>& problems() const { return problems_; }

    /// Forgets open files, so that assets that were filled or replaced are found again.
    void forget();

private:
    template <class Reader>
    struct Open {
        std::string asset;
        std::unique_ptr<Reader> reader; ///< null: unreadable, or without picture or sound
    };

    template <class Reader>
    Reader* open(std::list<Open<Reader>>& readers, const std::string& asset);

    /// Inside a catch block: notes the sentence, or throws on.
    void refuse(const assets::MediaError& error);

    Locate locate_;
    std::shared_ptr<assets::FrameCache> cache_;
    Unreadable unreadable_;
    std::list<Open<assets::VideoReader>> videos_; ///< most recently used first
    std::list<Open<assets::AudioReader>> sounds_;
    std::map<std::string, std::shared_ptr<const ColourTable>>
        tables_; ///< by asset, null: unreadable
    std::set<std::string> problems_;
};

} // namespace rushlight::editor
