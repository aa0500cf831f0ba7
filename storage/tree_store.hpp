#pragma once

#include "storage/database.hpp"
#include "storage/sha256.hpp"

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <unordered_set>
#include <vector>

namespace rushlight::storage {

/// One item of a track: a clip, a gap, a marker. What the payload means is the caller's affair.
struct Item {
    std::int64_t id = 0;     ///< stable; once in a tree
    std::int64_t length = 0; ///< ≥ 0; frames or samples, the caller's choice
    Bytes payload;           ///< ≤ 1 MiB

    bool operator==(const Item&) const = default;
};

/// A stored node: its row and the SHA-256 of its content, which includes its children's.
struct NodeRef {
    std::int64_t row = 0; ///< 0: nothing stored
    Hash hash{};

    bool operator==(const NodeRef&) const = default;
};

/// A persistent list of items: a value, never changed; edits return another that shares what is
/// the same. `items` is the tree by position, `ids` the tree from id to place.
struct Tree {
    NodeRef items;
    NodeRef ids;
    std::int64_t count = 0;  ///< items
    std::int64_t length = 0; ///< sum of the items' lengths

    bool operator==(const Tree&) const = default;
};

/// An item and where it lies.
struct Placed {
    Item item;
    std::int64_t index = 0; ///< items before it
    std::int64_t start = 0; ///< sum of the lengths before it
};

struct StoredTrack {
    std::int64_t id = 0;
    Bytes payload; ///< name, kind, mute, … as the editor writes them
    Tree tree;

    bool operator==(const StoredTrack&) const = default;
};

/// A timeline as one version knows it.
struct StoredTimeline {
    std::int64_t id = 0;
    Bytes payload; ///< size, rate, captions, … as the editor writes them
    std::vector<StoredTrack> tracks;

    bool operator==(const StoredTimeline&) const = default;
};

/// Persistent trees of content-hashed rows in the table `nodes`. Leaves hold at most 48 items and
/// aim at 8 KiB; inner nodes hold at most 16 children with summed lengths and counts. An edit
/// writes the changed leaves and their path. Every node read is held against its hash.
///
/// Each leaf carries a label that rises along the track and stays when the leaf is rewritten; the
/// second tree maps an item's id to its leaf's label, so an id is found in O(log n) although no
/// item knows its position, and an edit inside a leaf leaves that tree alone.
///
/// Make trees and the version that names them in one Transaction: collect_garbage removes what no
/// version reaches.
///
/// Errors    StorageError: damaged (a node is gone or contradicts its hash), invalid (an id twice,
///           a negative length, a range outside the list, a payload above 1 MiB).
/// Threads   those of its Database, which must outlive it.
class TreeStore {
public:
    explicit TreeStore(Database& database)
        : database_(database)
    {
    }

    [[nodiscard]] Tree build(std::span<const Item> items);
    /// Replaces `removed` items from index `first` on by `inserted`.
    [[nodiscard]] Tree splice(const Tree& tree,
                              std::int64_t first,
                              std::int64_t removed,
                              std::span<const Item> inserted);
    /// The tree of `after`, given that `tree` holds `before`: splices what lies between their
    /// common beginning and their common end.
    [[nodiscard]] Tree
    update(const Tree& tree, std::span<const Item> before, std::span<const Item> after);

    [[nodiscard]] std::vector<Item> items(const Tree& tree);
    /// Calls `visit` for `count` items from index `first` on, in order.
    void for_each(const Tree& tree,
                  std::int64_t first,
                  std::int64_t count,
                  const std::function<void(const Item&)>& visit);
    [[nodiscard]] std::optional<Placed> find(const Tree& tree, std::int64_t id);
    /// The item that covers `offset`: start ≤ offset < start + length.
    [[nodiscard]] std::optional<Placed> at(const Tree& tree, std::int64_t offset);

    [[nodiscard]] NodeRef put(const StoredTimeline& timeline);
    [[nodiscard]] StoredTimeline timeline(const NodeRef& ref);

    /// Reads everything under a timeline and throws damaged where something is wrong.
    void verify(const NodeRef& timeline);
    /// Every node under it is there and fits its hash. `known` carries the nodes already seen from
    /// one call to the next, since versions share most of them.
    [[nodiscard]] bool is_whole(const NodeRef& ref, std::unordered_set<std::int64_t>& known);
    /// Removes every node that none of the timelines reaches; returns how many.
    std::int64_t collect_garbage(std::span<const NodeRef> timelines);

private:
    Database& database_;
};

} // namespace rushlight::storage
