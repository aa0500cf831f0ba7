#pragma once

#include "storage/tree_store.hpp"

#include <cstdint>
#include <vector>

// The bytes of the tree's nodes. Internal to storage.

namespace rushlight::storage::nodes {

/// What an inner node knows of a child. In the tree by position a key is a leaf's label, in the
/// tree by id it is an id.
struct Child {
    NodeRef ref;
    std::int64_t first_key = 0;
    std::int64_t last_key = 0;
    std::int64_t count = 0;    ///< items (or ids) below it
    std::int64_t length = 0;   ///< summed lengths below it
    std::int64_t elements = 0; ///< entries in the node itself
    std::int64_t bytes = 0;    ///< size of the node itself
};

/// One entry of the tree by id.
struct Place {
    std::int64_t id = 0;
    std::int64_t label = 0;
};

enum class Kind : std::uint8_t { items = 1, places = 2, inner = 3, timeline = 4 };

struct Node {
    Kind kind = Kind::items;
    std::int64_t label = 0;      ///< leaves by position
    std::vector<Item> items;     ///< Kind::items
    std::vector<Place> places;   ///< Kind::places, ascending by id
    std::vector<Child> children; ///< Kind::inner
    StoredTimeline timeline;     ///< Kind::timeline
};

[[nodiscard]] Bytes encode(const Node& node);
/// Throws StorageError damaged for bytes that encode never writes.
[[nodiscard]] Node decode(BytesView bytes);

/// How many bytes the item takes in a leaf, about.
[[nodiscard]] inline std::int64_t weight(const Item& item)
{
    return static_cast<std::int64_t>(item.payload.size()) + 12;
}

/// Reads a node and holds it against its hash. Throws damaged.
[[nodiscard]] Node read(Database& database, const NodeRef& ref);
/// Writes a node; `size` receives its bytes.
NodeRef write(Database& database, const Node& node, std::int64_t* size = nullptr);

} // namespace rushlight::storage::nodes
