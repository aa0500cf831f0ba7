#include "assets/library.hpp"

#include "assets/error.hpp"
#include "assets/facts_json.hpp"
#include "storage/sha256.hpp"

#include <algorithm>
#include <system_error>

namespace rushlight::assets {

namespace {

AssetKind kind_of(const Facts& facts)
{
    if (!facts.video) {
        return AssetKind::audio;
    }
    return facts.video->still ? AssetKind::image : AssetKind::video;
}

/// A file's extension for the store: letters and digits in small, without the dot.
std::string extension_of(const std::filesystem::path& file)
{
    std::string extension;
    for (const char c : file.extension().string()) {
        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
            extension += c;
        } else if (c >= 'A' && c <= 'Z') {
            extension += static_cast<char>(c - 'A' + 'a');
        }
    }
    return extension.empty() || extension.size() > 8 ? "bin" : extension;
}

/// One transaction. On a full disk the project's reserve is given back and the work done once more,
/// as Project::write does on its own connection.
template <class Work>
void write(storage::Database& database, const storage::BlobStore& media, const Work& work)
{
    const auto once = [&] {
        storage::Transaction transaction(database);
        work();
        transaction.commit();
    };
    try {
        once();
    } catch (const storage::StorageError& error) {
        if (error.code() != storage::StorageError::Code::full ||
            !storage::Reserve(media.folder() / "reserve", 0).release()) {
            throw;
        }
        once();
    }
}

MediaError no_such_asset(std::int64_t asset)
{
    return {MediaError::Code::missing,
            "the project has no media number " + std::to_string(asset) +
                "; it may have been removed"};
}

} // namespace

Library::Library(storage::Database& database, storage::BlobStore media, Changed changed)
    : database_(database)
    , media_(std::move(media))
    , changed_(std::move(changed))
{
}

std::int64_t Library::import(const std::filesystem::path& file)
{
    const Facts facts = probe(file); // refuses what is no media before anything is copied
    return take_in(file, kind_of(facts), to_json(facts));
}

std::int64_t Library::import_table(const std::filesystem::path& file)
{
    return take_in(file, AssetKind::other, "{}");
}

std::int64_t
Library::take_in(const std::filesystem::path& file, AssetKind kind, const std::string& facts)
{
    const storage::Blob blob = media_.import(file, extension_of(file));
    if (const auto known = storage::find_asset_by_hash(database_, blob.hash)) {
        if (known->state == AssetState::ready) {
            return known->id;
        }
    }
    storage::AssetRow row;
    row.state = AssetState::ready;
    row.kind = kind;
    row.name = file.filename().string();
    row.blob = blob;
    row.probe = facts;
    return add(row);
}

std::int64_t Library::link(const std::filesystem::path& file)
{
    const Facts facts = probe(file);
    storage::AssetRow row;
    row.state = AssetState::ready;
    row.kind = kind_of(facts);
    row.name = file.filename().string();
    row.linked = storage::link_file(file);
    row.probe = to_json(facts);
    return add(row);
}

std::int64_t
Library::reserve(const std::string& name, AssetKind kind, std::optional<std::int64_t> recipe)
{
    storage::AssetRow row;
    row.kind = kind;
    row.name = name;
    row.recipe = recipe;
    return add(row);
}

std::string Library::fill(std::int64_t asset,
                          const TakeContent& content,
                          std::span<const std::uint8_t> latents,
                          const std::stop_token& stop,
                          const FrameProgress& progress)
{
    const auto refuse_unless_pending = [&](bool pending) {
        if (!pending) {
            throw MediaError(MediaError::Code::invalid,
                             "media number " + std::to_string(asset) +
                                 " is not waiting for a take; make another take instead");
        }
    };
    refuse_unless_pending(row_of(asset).state == AssetState::pending);
    const auto incoming = media_.incoming("mkv");
    const std::string identity = write_take(incoming, content, stop, progress);
    try {
        Facts facts = probe(incoming);
        facts.identity = identity;
        const storage::Blob blob = media_.adopt(incoming, "mkv");
        std::optional<storage::Blob> beside;
        if (!latents.empty()) {
            beside = media_.put(latents, "safetensors");
        }
        write(database_, media_, [&] {
            if (beside) {
                storage::set_asset_file(database_, asset, "latents", *beside);
            }
            refuse_unless_pending(storage::fill_asset(database_, asset, blob, to_json(facts)));
        });
    } catch (...) {
        std::error_code ignored;
        std::filesystem::remove(incoming, ignored);
        throw;
    }
    tell(asset);
    return identity;
}

void Library::fail(std::int64_t asset, const std::string& sentence)
{
    bool failed = false;
    write(database_, media_, [&] { failed = storage::fail_asset(database_, asset, sentence); });
    if (failed) {
        tell(asset);
    }
}

void Library::relink(std::int64_t asset, const std::filesystem::path& file)
{
    storage::AssetRow row = row_of(asset);
    const Facts facts = probe(file);
    const storage::LinkedFile found = storage::link_file(file);
    const bool unknown = !row.linked && !row.blob && row.state == AssetState::missing;
    bool same = unknown;
    if (row.linked) {
        same = row.linked->size == found.size && row.linked->ends == found.ends;
    } else if (row.blob) {
        same = row.blob->size == found.size &&
               storage::to_hex(storage::hash_file(file)) == row.blob->hash;
    }
    if (!same) {
        throw MediaError(MediaError::Code::invalid,
                         "cannot relink " + row.name + " to " + file.filename().string() +
                             ": its content differs; import it as new footage instead");
    }
    if (row.linked) {
        row.linked = found;
    } else if (unknown) {
        row.blob = media_.import(file, extension_of(file));
        row.kind = kind_of(facts);
        row.error.clear();
    } else {
        row.blob = media_.import(file, row.blob->extension); // back into the project
    }
    row.state = AssetState::ready;
    if (row.probe == "{}") {
        row.probe = to_json(facts);
    }
    update(row);
}

AssetState Library::check(std::int64_t asset)
{
    storage::AssetRow row = row_of(asset);
    if (row.state != AssetState::ready && row.state != AssetState::missing) {
        return row.state;
    }
    const bool there = row.linked
                           ? storage::check_link(*row.linked) == storage::LinkState::unchanged
                           : row.blob && media_.contains(*row.blob);
    const AssetState found = there ? AssetState::ready : AssetState::missing;
    if (found != row.state) {
        row.state = found;
        update(row);
    }
    return found;
}

void Library::hash_linked(std::int64_t asset)
{
    storage::AssetRow row = row_of(asset);
    if (!row.linked || row.blob) {
        return;
    }
    row.blob = storage::Blob{storage::to_hex(storage::hash_file(row.linked->path)),
                             extension_of(row.linked->path),
                             row.linked->size};
    if (storage::check_link(*row.linked) != storage::LinkState::unchanged) {
        return; // it changed while it was read
    }
    update(row);
}

std::optional<Asset> Library::find(std::int64_t asset) const
{
    const auto row = storage::find_asset(database_, asset);
    return row ? std::optional(asset_of(*row)) : std::nullopt;
}

std::vector<Asset> Library::list() const
{
    std::vector<Asset> assets;
    for (const storage::AssetRow& row : storage::list_assets(database_)) {
        assets.push_back(asset_of(row));
    }
    return assets;
}

std::optional<std::filesystem::path> Library::latents(std::int64_t asset) const
{
    const auto blob = storage::asset_file(database_, asset, "latents");
    return blob ? std::optional(media_.path(*blob)) : std::nullopt;
}

Asset Library::asset_of(const storage::AssetRow& row) const
{
    Asset asset;
    asset.id = row.id;
    asset.state = row.state;
    asset.kind = row.kind;
    asset.name = row.name;
    asset.linked = row.linked.has_value();
    asset.recipe = row.recipe;
    asset.error = row.error;
    if (row.linked) {
        asset.file = row.linked->path;
        asset.content = row.linked->ends;
    } else if (row.blob) {
        asset.file = media_.path(*row.blob);
        asset.content = row.blob->hash;
    }
    if (row.probe != "{}") {
        asset.facts = facts_from_json(row.probe);
    }
    return asset;
}

storage::AssetRow Library::row_of(std::int64_t asset) const
{
    auto row = storage::find_asset(database_, asset);
    if (!row) {
        throw no_such_asset(asset);
    }
    return *std::move(row);
}

std::int64_t Library::add(const storage::AssetRow& row)
{
    std::int64_t asset = 0;
    write(database_, media_, [&] { asset = storage::add_asset(database_, row); });
    tell(asset);
    return asset;
}

void Library::update(const storage::AssetRow& row)
{
    write(database_, media_, [&] { storage::update_asset(database_, row); });
    tell(row.id);
}

void Library::tell(std::int64_t asset) const
{
    if (changed_) {
        changed_(asset);
    }
}

} // namespace rushlight::assets
