#include "editor/project/film.hpp"

#include "editor/error.hpp"
#include "editor/project/timeline_json.hpp"
#include "storage/assets_table.hpp"
#include "storage/history_store.hpp"

#include <algorithm>
#include <charconv>

namespace rushlight::editor {

namespace {

constexpr std::int64_t film_timeline = 1; ///< the id of the project's main timeline
constexpr std::size_t known_most = 256;   ///< versions kept in memory

storage::Bytes bytes_of(const nlohmann::json& value)
{
    const std::string text = value.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
    const auto* first = reinterpret_cast<const storage::Bytes::value_type*>(text.data());
    return {first, first + text.size()};
}

nlohmann::json json_of(const storage::Bytes& bytes)
{
    nlohmann::json value = nlohmann::json::parse(bytes.begin(), bytes.end(), nullptr, false);
    if (!value.is_object()) {
        throw EditorError(EditorError::Code::unreadable,
                          "a part of the stored timeline is not JSON; go back to a backup of the "
                          "project");
    }
    return value;
}

storage::Item stored_item(const Item& item)
{
    return {item.id, item.length, bytes_of(to_json(item))};
}

std::vector<storage::Item> stored_items(const Items& items, std::size_t first, std::size_t last)
{
    std::vector<storage::Item> stored;
    stored.reserve(last - first);
    for (std::size_t i = first; i < last; ++i) {
        stored.push_back(stored_item(items.at(i)));
    }
    return stored;
}

/// Numbers of the assets that some items use. An asset is named by its number in storage.
void collect_assets(const Items& items,
                    std::size_t first,
                    std::size_t last,
                    std::set<std::int64_t>& assets)
{
    const auto collect = [&](const std::string& asset) {
        std::int64_t number = 0;
        if (std::from_chars(asset.data(), asset.data() + asset.size(), number).ec == std::errc{}) {
            assets.insert(number);
        }
    };
    for (std::size_t i = first; i < last; ++i) {
        const Item& item = items.at(i);
        if (!item.clip) {
            continue;
        }
        if (const auto* media = std::get_if<Media>(&item.clip->source)) {
            collect(media->asset);
        }
        for (const Effect& effect : item.clip->effects) {
            collect(text_of(effect, "table", ""));
        }
    }
}

const storage::StoredTrack* find_stored(const storage::StoredTimeline& timeline, Id track)
{
    for (const storage::StoredTrack& stored : timeline.tracks) {
        if (stored.id == track) {
            return &stored;
        }
    }
    return nullptr;
}

const storage::NodeRef* node_of(const storage::Version& version)
{
    for (const storage::TimelineRoot& root : version.timelines) {
        if (root.timeline == film_timeline) {
            return &root.node;
        }
    }
    return nullptr;
}

} // namespace

Film::Film(storage::Project& project, Timeline first)
    : project_(project)
{
    storage::HistoryStore history(project_.database());
    for (const storage::Version& version : history.list()) {
        const auto settings = nlohmann::json::parse(version.settings, nullptr, false);
        if (settings.is_object()) {
            next_id_ = std::max(next_id_, settings.value("next_id", Id{1}));
        }
    }
    const auto head = history.head();
    const storage::NodeRef* node = head ? node_of(*head) : nullptr;
    if (node) {
        show(head->id, load(head->id, *node));
        for (const auto& track : now_->tracks) {
            collect_assets(track->items, 0, track->items.size(), assets_);
        }
        return;
    }
    now_ = std::make_shared<const Timeline>(empty_timeline(first.size, first.rate, 0, 0));
    if (project_.read_only()) {
        now_ = std::make_shared<const Timeline>(std::move(first));
        return;
    }
    commit(std::move(first), "New film");
}

const Film::Known& Film::load(std::int64_t version, const storage::NodeRef& node)
{
    const auto found = known_.find(version);
    if (found != known_.end()) {
        return found->second;
    }
    storage::TreeStore trees(project_.database());
    Known known;
    known.stored = trees.timeline(node);
    Timeline timeline = timeline_from_json(json_of(known.stored.payload));
    for (const storage::StoredTrack& stored : known.stored.tracks) {
        // a track that the shown version shares needs no reading
        const Known* shown = known_.count(version_) != 0 ? &known_.at(version_) : nullptr;
        const storage::StoredTrack* same = shown ? find_stored(shown->stored, stored.id) : nullptr;
        Track track = track_from_json(stored.id, json_of(stored.payload));
        if (same && same->tree == stored.tree) {
            track.items = shown->timeline->tracks[*find_track(*shown->timeline, stored.id)]->items;
        } else {
            std::vector<Item> items;
            for (const storage::Item& item : trees.items(stored.tree)) {
                items.push_back(item_from_json(item.id, item.length, json_of(item.payload)));
            }
            track.items = Items(std::move(items));
        }
        timeline.tracks.push_back(std::make_shared<const Track>(std::move(track)));
    }
    known.timeline = std::make_shared<const Timeline>(std::move(timeline));
    return known_.emplace(version, std::move(known)).first->second;
}

storage::StoredTimeline Film::store(storage::TreeStore& trees,
                                    const Known* before,
                                    const Timeline& next,
                                    std::set<std::int64_t>& assets)
{
    storage::StoredTimeline stored;
    stored.id = film_timeline;
    stored.payload = bytes_of(to_json(next));
    for (const auto& track : next.tracks) {
        storage::StoredTrack entry;
        entry.id = track->id;
        entry.payload = bytes_of(to_json(*track));
        const storage::StoredTrack* old = before ? find_stored(before->stored, track->id) : nullptr;
        if (!old) {
            entry.tree = trees.build(stored_items(track->items, 0, track->items.size()));
            collect_assets(track->items, 0, track->items.size(), assets);
        } else {
            const Timeline& shown = *before->timeline;
            const Items& items = shown.tracks[*find_track(shown, track->id)]->items;
            const std::size_t prefix = common_prefix(items, track->items);
            const std::size_t suffix = common_suffix(items, track->items, prefix);
            const std::size_t last = track->items.size() - suffix;
            const auto inserted = stored_items(track->items, prefix, last);
            const std::size_t removed = items.size() - suffix - prefix;
            entry.tree = removed == 0 && inserted.empty()
                             ? old->tree
                             : trees.splice(old->tree,
                                            static_cast<std::int64_t>(prefix),
                                            static_cast<std::int64_t>(removed),
                                            inserted);
            collect_assets(track->items, prefix, last, assets);
        }
        stored.tracks.push_back(std::move(entry));
    }
    return stored;
}

void Film::commit(Timeline next,
                  const std::string& label,
                  const std::function<void(storage::Database&)>& also)
{
    std::vector<FilmVersion> versions;
    versions.push_back({std::move(next), label});
    commit(std::move(versions), also);
}

void Film::commit(std::vector<FilmVersion> versions,
                  const std::function<void(storage::Database&)>& also)
{
    Id next_id = next_id_;
    for (FilmVersion& version : versions) {
        const auto wrong = violations(version.timeline);
        if (!wrong.empty()) {
            throw EditorError(EditorError::Code::invalid,
                              "the edit “" + version.label + "” would break the timeline: " +
                                  wrong.front() + "; nothing was changed");
        }
        next_id = std::max(next_id, version.timeline.next_id);
        version.timeline.next_id = next_id;
    }
    std::vector<std::pair<std::int64_t, Known>> made; // by number
    std::set<std::int64_t> assets;
    project_.write([&](storage::Database& database) {
        if (also) {
            also(database);
        }
        storage::TreeStore trees(database);
        storage::HistoryStore history(database);
        made.clear();
        assets = assets_;
        const auto shown = known_.find(version_);
        for (const FilmVersion& version : versions) {
            const Known* before = !made.empty()           ? &made.back().second
                                  : shown != known_.end() ? &shown->second
                                                          : nullptr;
            Known known;
            known.stored = store(trees, before, version.timeline, assets);
            known.timeline = std::make_shared<const Timeline>(version.timeline);
            const nlohmann::json settings = {{"next_id", version.timeline.next_id}};
            const std::int64_t number = history.commit(
                version.label, {{film_timeline, trees.put(known.stored)}}, settings.dump());
            made.emplace_back(number, std::move(known));
        }
        if (assets != assets_) { // media of earlier versions stay in use: undo needs them
            storage::set_media_use(
                database, "film", std::vector<std::int64_t>(assets.begin(), assets.end()));
        }
    });
    assets_ = std::move(assets);
    for (auto& [number, known] : made) {
        show(number, known_.insert_or_assign(number, std::move(known)).first->second);
    }
}

void Film::show(std::int64_t version, const Known& known)
{
    version_ = version;
    next_id_ = std::max(next_id_, known.timeline->next_id);
    now_ = known.timeline;
    if (now_->next_id < next_id_) { // an id is never used twice, not even after undo
        Timeline raised = *now_;
        raised.next_id = next_id_;
        now_ = std::make_shared<const Timeline>(std::move(raised));
    }
    for (auto it = known_.begin(); known_.size() > known_most && it != known_.end();) {
        it = it->first == version_ ? std::next(it) : known_.erase(it); // the oldest go first
    }
}

bool Film::move(bool back)
{
    storage::HistoryStore history(project_.database());
    const auto target = back ? history.previous() : history.next();
    const storage::NodeRef* node = target ? node_of(*target) : nullptr;
    if (!node) {
        return false; // also in front of the first version with a film
    }
    const Known& known = load(target->id, *node); // before moving: it may not be readable
    project_.write([&](storage::Database& database) {
        storage::HistoryStore moving(database);
        (void)(back ? moving.undo() : moving.redo());
    });
    show(target->id, known);
    return true;
}

bool Film::undo()
{
    return move(true);
}

bool Film::redo()
{
    return move(false);
}

std::optional<std::string> Film::undo_label() const
{
    storage::HistoryStore history(project_.database());
    const auto previous = history.previous();
    const auto head = history.head();
    return previous && head && node_of(*previous) ? std::optional(head->label) : std::nullopt;
}

std::optional<std::string> Film::redo_label() const
{
    const auto next = storage::HistoryStore(project_.database()).next();
    return next ? std::optional(next->label) : std::nullopt;
}

std::shared_ptr<const Timeline> Film::at_version(std::int64_t version)
{
    const auto found = storage::HistoryStore(project_.database()).version(version);
    const storage::NodeRef* node = found ? node_of(*found) : nullptr;
    if (!node) {
        throw EditorError(EditorError::Code::missing,
                          "the project has no version " + std::to_string(version) +
                              " of its film; it may have been pruned");
    }
    return load(version, *node).timeline;
}

} // namespace rushlight::editor
