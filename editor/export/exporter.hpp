#pragma once

#include "editor/export/loudness.hpp"
#include "editor/export/presets.hpp"
#include "editor/render/picture_source.hpp"

#include <filesystem>
#include <functional>
#include <map>
#include <stop_token>

namespace rushlight::editor {

struct Export {
    std::filesystem::path out;
    Preset preset;
    std::int64_t from = 0;                       ///< frame
    std::int64_t to = -1;                        ///< one past the last frame; −1: the film's end
    std::map<std::string, std::string> metadata; ///< take ids, recipe hashes, … (see provenance_of)
};

struct ExportProgress {
    std::int64_t done = 0; ///< frames written
    std::int64_t frames = 0;
    bool measuring = false; ///< loudness, before the first frame
};

struct Exported {
    std::int64_t frames = 0;
    Size size;
    Loudness loudness; ///< of the sound that was encoded
    double gain_db = 0;
    std::vector<std::string>
        notes; ///< what the film has that the export does not show, a sentence each
};

/// Renders the film in order through the same Compositor as the viewer and writes it. Nothing is
/// left behind where it throws: MediaError (full disk, bad path, cancelled by `stop`), EditorError
/// for an empty film or range.
/// Threads: runs on the caller's and one of its own; `pictures` and `sounds` are used by only one
/// thread at a time.
Exported export_film(const Timeline& timeline,
                     PictureSource& pictures,
                     SoundSource& sounds,
                     const Export& order,
                     const std::function<void(const ExportProgress&)>& progress,
                     std::stop_token stop);

/// Every asset that the film shows or sounds, in order of first use, each once.
[[nodiscard]] std::vector<Media> media_in_use(const Timeline& timeline);

/// How a take came to be.
struct TakeOrigin {
    std::string recipe;  ///< hash; empty: not known
    bool trained = true; ///< by a trained model
};

/// What every exported file says of its origin: takes, the hashes of their recipes (as told by
/// `origin_of` for a take's id; empty ones are left out) and, where anything was generated, the
/// IPTC digital source type. No prompt.
[[nodiscard]] std::map<std::string, std::string>
provenance_of(const Timeline& timeline,
              const std::function<TakeOrigin(const std::string& take)>& origin_of);

} // namespace rushlight::editor
