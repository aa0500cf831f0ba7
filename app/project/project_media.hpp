#pragma once

#include "assets/audio_reader.hpp"
#include "assets/video_reader.hpp"
#include "editor/render/picture_source.hpp"
#include "storage/project.hpp"

#include <filesystem>
#include <list>
#include <memory>
#include <string>

namespace rushlight::app {

/// Finds the files of a project's media by the ids that a timeline names. Threads: its own
/// connection's.
class MediaFiles {
public:
    MediaFiles(storage::Database connection, storage::BlobStore media);

    /// Empty where there is no such media, or its file is not there now.
    [[nodiscard]] std::filesystem::path file(const std::string& asset);

private:
    storage::Database connection_;
    storage::BlobStore media_;
};

/// The pictures of a project for a Compositor: keeps a few readers open, which share a cache.
/// Threads: one; make one a thread.
class ProjectPictures : public editor::PictureSource {
public:
    /// cache may be null: a small one of its own.
    ProjectPictures(MediaFiles files, std::shared_ptr<assets::FrameCache> cache);

    [[nodiscard]] Picture picture(const editor::Media& media, const assets::Time& time) override;

private:
    struct Open {
        std::string asset;
        std::unique_ptr<assets::VideoReader> reader; ///< null: cannot be shown
    };

    MediaFiles files_;
    std::shared_ptr<assets::FrameCache> cache_;
    std::list<Open> open_; ///< used last first
};

/// The sounds of a project for a Mixer. Threads: one; make one a thread.
class ProjectSounds : public editor::SoundSource {
public:
    explicit ProjectSounds(MediaFiles files);

    void sound(const editor::Media& media, std::int64_t first, std::span<float> stereo) override;

private:
    struct Open {
        std::string asset;
        std::unique_ptr<assets::AudioReader> reader; ///< null: has no sound
    };

    MediaFiles files_;
    std::list<Open> open_; ///< used last first
};

/// Both for a project, with connections of their own.
[[nodiscard]] ProjectPictures pictures_of(const storage::Project& project);
[[nodiscard]] ProjectSounds sounds_of(const storage::Project& project);

} // namespace rushlight::app
