#pragma once

#include "storage/blob_store.hpp"
#include "storage/database.hpp"
#include "storage/linked_file.hpp"

#include <optional>
#include <set>
#include <string>
#include <vector>

namespace rushlight::storage {

enum class AssetState { pending, ready, failed, missing };
enum class AssetKind { video, audio, image, weights, other };

/// One piece of media: in the project (`blob`), or left where it was (`linked`; its blob's hash is
/// filled in later, in the background), or still to be made (neither).
struct AssetRow {
    std::int64_t id = 0; ///< given by add_asset; never used twice
    AssetState state = AssetState::pending;
    AssetKind kind = AssetKind::video;
    std::string name = {}; ///< as the user sees it
    std::optional<Blob> blob = {};
    std::optional<LinkedFile> linked = {};
    std::string probe = "{}"; ///< what probing found, JSON
    std::optional<std::int64_t> recipe = {};
    std::string error = {}; ///< one sentence, when failed
    Moment created = now();

    bool operator==(const AssetRow&) const = default;
};

std::int64_t add_asset(Database& database, const AssetRow& asset);
/// Writes every field of the row with asset.id; false when there is none.
bool update_asset(Database& database, const AssetRow& asset);
/// pending → ready in one statement; false when the asset is not pending.
bool fill_asset(Database& database, std::int64_t id, const Blob& blob, const std::string& probe);
/// pending → failed.
bool fail_asset(Database& database, std::int64_t id, const std::string& sentence);
/// Throws conflict while a take or a job still names it.
bool remove_asset(Database& database, std::int64_t id);

[[nodiscard]] std::optional<AssetRow> find_asset(Database& database, std::int64_t id);
/// The oldest asset with this content.
[[nodiscard]] std::optional<AssetRow> find_asset_by_hash(Database& database,
                                                         const std::string& hash);
[[nodiscard]] std::vector<AssetRow> list_assets(Database& database,
                                                std::optional<AssetState> state = {});

/// Further files of an asset by role: "latents", "thumbnail", "mask 1".
void set_asset_file(Database& database,
                    std::int64_t asset,
                    std::string_view role,
                    const Blob& file);
[[nodiscard]] std::optional<Blob>
asset_file(Database& database, std::int64_t asset, std::string_view role);
/// Hashes of every blob that some row names; what BlobStore::sweep must keep.
[[nodiscard]] std::set<std::string> used_hashes(Database& database);

/// Who uses which asset. `owner` is the caller's word for the user: "timeline 3", "card 12".
void set_media_use(Database& database,
                   const std::string& owner,
                   const std::vector<std::int64_t>& assets);
[[nodiscard]] std::vector<std::string> users_of_asset(Database& database, std::int64_t asset);
/// Assets that no owner, no take and no job names.
[[nodiscard]] std::vector<std::int64_t> unused_assets(Database& database);

} // namespace rushlight::storage
