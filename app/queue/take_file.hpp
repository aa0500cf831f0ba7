#pragma once

#include "app/worker_client/worker_client.hpp"
#include "assets/probe.hpp"
#include "storage/assets_table.hpp"
#include "storage/blob_store.hpp"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace rushlight::app {

/// One sound of a take, an asset of its own.
struct TakeCue {
    std::int64_t asset = 0;
    std::string kind;
    double start = 0;    ///< seconds from the take's beginning
    double duration = 0; ///< seconds
    double level_db = 0; ///< loudest; its samples are at their level already
    double pan = 0;      ///< on the whole

    bool operator==(const TakeCue&) const = default;
};

/// What a take's asset says of itself, in AssetRow::probe beside the facts that assets keeps there.
struct TakeFacts {
    int width = 0;
    int height = 0;
    int frames = 0;
    int rate = 12;
    std::string identity; ///< SHA-256 over frames and sound
    std::vector<TakeCue> cues;

    [[nodiscard]] assets::Time duration() const { return {frames, rate}; }

    bool operator==(const TakeFacts&) const = default;
};

/// AssetRow::probe of a take.
[[nodiscard]] std::string to_probe(const assets::Facts& film, const TakeFacts& facts);
/// Nothing for the probe of an asset that is no take.
[[nodiscard]] std::optional<TakeFacts> take_facts(const std::string& probe);

/// A take as files in the project's media folder, each fsynced; no row names them yet.
struct TakeFiles {
    struct Cue {
        storage::Blob wav;
        std::string probe; ///< AssetRow::probe
    };

    TakeFacts facts; ///< its cues have no assets yet
    assets::Facts film_facts;
    storage::Blob film;
    std::optional<storage::Blob> latents;
    std::vector<Cue> cues; ///< one a cue of facts
};

/// Encodes what the worker made. Throws assets::MediaError, storage::StorageError, SpoolError.
/// Threads: any.
[[nodiscard]] TakeFiles write_take_files(const storage::BlobStore& media,
                                         const std::filesystem::path& spool,
                                         const Made& made);

} // namespace rushlight::app
