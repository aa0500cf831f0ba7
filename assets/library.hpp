#pragma once

#include "assets/probe.hpp"
#include "assets/take.hpp"
#include "storage/assets_table.hpp"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

namespace rushlight::assets {

using storage::AssetKind;
using storage::AssetState;

/// One piece of a project's media as the rest of the studio sees it.
struct Asset {
    std::int64_t id = 0;
    AssetState state = AssetState::pending;
    AssetKind kind = AssetKind::video;
    std::string name;
    std::filesystem::path file; ///< where it lies; empty while pending and when failed
    bool linked = false;        ///< outside the project
    std::string content;        ///< names the content for caches; empty while there is none
    Facts facts;                ///< without tables
    std::optional<std::int64_t> recipe;
    std::string error; ///< one sentence, when failed
};

/// The media of a project: brings it in, fills what generation makes, and finds it again.
///
/// Throws MediaError for media and storage::StorageError for the project's disk and database; then
/// the project is as it was before. On a full disk its rows, not its media, go into the project's
/// reserve.
/// Threads: that of its database connection. Make one on each thread.
class Library {
public:
    /// Told of every asset whose row has changed, on the thread that changed it.
    using Changed = std::function<void(std::int64_t asset)>;

    Library(storage::Database& database, storage::BlobStore media, Changed changed = {});

    /// Copies a file into the project (by reflink where the file system can). The same content
    /// again gives the asset that is there already.
    std::int64_t import(const std::filesystem::path& file);
    /// Copies a table of colours in, which the caller has read and found right.
    std::int64_t import_table(const std::filesystem::path& file);
    /// Leaves a file where it is and remembers its size, time and ends.
    std::int64_t link(const std::filesystem::path& file);

    /// A pending asset, to be filled by what a job makes.
    std::int64_t
    reserve(const std::string& name, AssetKind kind, std::optional<std::int64_t> recipe = {});
    /// Writes a take for a pending asset, latents (safetensors; may be empty) beside it, and makes
    /// it ready. Returns the take's identity. Throws invalid when the asset is not pending.
    std::string fill(std::int64_t asset,
                     const TakeContent& content,
                     std::span<const std::uint8_t> latents,
                     const std::stop_token& stop = {},
                     const FrameProgress& progress = {});
    /// Makes a pending asset failed.
    void fail(std::int64_t asset, const std::string& sentence);

    /// Points a linked or missing asset at a file, which must have the same content where that is
    /// known.
    void relink(std::int64_t asset, const std::filesystem::path& file);
    /// Looks whether the asset's file is where and what it was, and makes it missing or ready.
    AssetState check(std::int64_t asset);
    /// Gives a linked asset its SHA-256, by which its proxies and takes survive a move; reads the
    /// whole file.
    void hash_linked(std::int64_t asset);

    [[nodiscard]] std::optional<Asset> find(std::int64_t asset) const;
    [[nodiscard]] std::vector<Asset> list() const; ///< oldest first
    /// The file with a take's latents.
    [[nodiscard]] std::optional<std::filesystem::path> latents(std::int64_t asset) const;

private:
    [[nodiscard]] Asset asset_of(const storage::AssetRow& row) const;
    [[nodiscard]] storage::AssetRow row_of(std::int64_t asset) const;
    std::int64_t
    take_in(const std::filesystem::path& file, AssetKind kind, const std::string& facts);
    std::int64_t add(const storage::AssetRow& row);
    void update(const storage::AssetRow& row);
    void tell(std::int64_t asset) const;

    storage::Database& database_;
    storage::BlobStore media_;
    Changed changed_;
};

} // namespace rushlight::assets
