#pragma once

#include "storage/nodes.hpp"

#include <limits>
#include <map>
#include <span>
#include <vector>

// Path copying in the two trees of a track. Internal to storage.

namespace rushlight::storage::nodes {

// Small nodes, because the dear edit is the one that splits a leaf: half of its ids change their
// label, and each may lie in another node of the tree by id.
constexpr std::int64_t max_items = 48;
constexpr std::int64_t leaf_bytes = 8192;
constexpr std::int64_t max_children = 16;
constexpr std::int64_t max_places = 64;
constexpr int max_depth = 16; ///< beyond it a tree is damaged, or made to hurt

/// There is no room for another leaf's label between two others: the tree must be built anew.
struct LabelsExhausted {};

/// a + b; throws StorageError invalid when it does not fit.
[[nodiscard]] std::int64_t add(std::int64_t a, std::int64_t b);

/// How many parts `count` elements that weigh `bytes` need.
[[nodiscard]] std::int64_t
parts_for(std::int64_t count, std::int64_t bytes, std::int64_t max_count, std::int64_t max_bytes);

/// What an edit of the tree by position means for the tree by id.
struct Moves {
    std::map<std::int64_t, std::int64_t> removed; ///< id → label of the leaf it left
    std::map<std::int64_t, std::int64_t> placed;  ///< id → label of the leaf it is in now
};

/// A change of the tree by id.
struct Change {
    std::int64_t id = 0;
    bool remove = false;
    bool fresh = false; ///< must not be there yet
    std::int64_t label = 0;
};

/// Turns nodes of one level into a root: nothing, the node itself, or inner nodes above them.
[[nodiscard]] NodeRef root_over(Database& database, std::vector<Child> level);

/// Writes leaves for all items with labels from 0 on, three quarters full.
[[nodiscard]] std::vector<Child>
build_items(Database& database, std::span<const Item> items, Moves& moves);

[[nodiscard]] NodeRef splice_items(Database& database,
                                   const NodeRef& root,
                                   std::int64_t first,
                                   std::int64_t removed,
                                   std::span<const Item> inserted,
                                   Moves& moves);

/// `changes` ascending by id.
[[nodiscard]] NodeRef
change_places(Database& database, const NodeRef& root, std::span<const Change> changes);

} // namespace rushlight::storage::nodes
