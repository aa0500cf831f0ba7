#pragma once

#include "editor/timeline/clip.hpp"

#include <cstddef>

namespace rushlight::editor {

/// The items of a track, end to end. A value that shares what did not change with the value it was
/// made from: a splice copies the leaves it touches and the list of leaves (one entry for up to 128
/// items).
class Items {
public:
    Items() = default;
    explicit Items(std::vector<Item> items);

    [[nodiscard]] std::size_t size() const { return ends_.empty() ? 0 : ends_.back().count; }

    [[nodiscard]] bool empty() const { return leaves_.empty(); }

    /// Sum of all lengths.
    [[nodiscard]] std::int64_t length() const { return ends_.empty() ? 0 : ends_.back().position; }

    /// Throws std::out_of_range.
    [[nodiscard]] const Item& at(std::size_t index) const;
    /// Where an item begins; start_of(size()) is length().
    [[nodiscard]] std::int64_t start_of(std::size_t index) const;
    /// The item that covers a position; none outside 0 … length() − 1.
    [[nodiscard]] std::optional<std::size_t> index_at(std::int64_t position) const;
    [[nodiscard]] std::optional<std::size_t> find(Id id) const;

    /// Items [first, last) replaced.
    [[nodiscard]] Items
    spliced(std::size_t first, std::size_t last, std::vector<Item> replacement) const;

    [[nodiscard]] std::vector<Item> slice(std::size_t first, std::size_t last) const;

    /// How many first items are the same in both; shared leaves are not looked into.
    friend std::size_t common_prefix(const Items& a, const Items& b);
    /// How many last items are the same in both, not counting the common prefix.
    friend std::size_t common_suffix(const Items& a, const Items& b, std::size_t prefix);
    friend bool operator==(const Items& a, const Items& b);

private:
    using Leaf = std::vector<Item>;

    struct End {
        std::size_t count;     ///< items up to and with this leaf
        std::int64_t position; ///< length up to and with this leaf
    };

    void add_leaves(std::vector<Item> items);
    void add_leaf(std::shared_ptr<const Leaf> leaf, std::int64_t length);

    std::vector<std::shared_ptr<const Leaf>> leaves_;
    std::vector<End> ends_;
};

} // namespace rushlight::editor
