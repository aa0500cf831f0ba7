#include "editor/timeline/items.hpp"

#include <algorithm>
#include <stdexcept>

namespace rushlight::editor {

namespace {

constexpr std::size_t leaf_most = 128;

std::int64_t length_of(const std::vector<Item>& items)
{
    std::int64_t sum = 0;
    for (const Item& item : items) {
        sum += item.length;
    }
    return sum;
}

} // namespace

Items::Items(std::vector<Item> items)
{
    add_leaves(std::move(items));
}

void Items::add_leaf(std::shared_ptr<const Leaf> leaf, std::int64_t length)
{
    ends_.push_back({size() + leaf->size(), this->length() + length});
    leaves_.push_back(std::move(leaf));
}

void Items::add_leaves(std::vector<Item> items)
{
    const std::size_t leaves = (items.size() + leaf_most - 1) / leaf_most;
    for (std::size_t i = 0; i < leaves; ++i) { // evenly, so that none is nearly empty
        const auto from = items.begin() + static_cast<std::ptrdiff_t>(items.size() * i / leaves);
        const auto to =
            items.begin() + static_cast<std::ptrdiff_t>(items.size() * (i + 1) / leaves);
        auto leaf =
            std::make_shared<Leaf>(std::make_move_iterator(from), std::make_move_iterator(to));
        const std::int64_t length = length_of(*leaf);
        add_leaf(std::move(leaf), length);
    }
}

const Item& Items::at(std::size_t index) const
{
    if (index >= size()) {
        throw std::out_of_range("no such item on the track");
    }
    const auto end = std::upper_bound(
        ends_.begin(), ends_.end(), index, [](std::size_t i, const End& e) { return i < e.count; });
    const auto leaf = static_cast<std::size_t>(end - ends_.begin());
    return (*leaves_[leaf])[index - (leaf == 0 ? 0 : ends_[leaf - 1].count)];
}

std::int64_t Items::start_of(std::size_t index) const
{
    if (index >= size()) {
        return length();
    }
    const auto end = std::upper_bound(
        ends_.begin(), ends_.end(), index, [](std::size_t i, const End& e) { return i < e.count; });
    const auto leaf = static_cast<std::size_t>(end - ends_.begin());
    std::int64_t start = leaf == 0 ? 0 : ends_[leaf - 1].position;
    const std::size_t inside = index - (leaf == 0 ? 0 : ends_[leaf - 1].count);
    for (std::size_t i = 0; i < inside; ++i) {
        start += (*leaves_[leaf])[i].length;
    }
    return start;
}

std::optional<std::size_t> Items::index_at(std::int64_t position) const
{
    if (position < 0 || position >= length()) {
        return std::nullopt;
    }
    const auto end =
        std::upper_bound(ends_.begin(), ends_.end(), position, [](std::int64_t p, const End& e) {
            return p < e.position;
        });
    const auto leaf = static_cast<std::size_t>(end - ends_.begin());
    std::int64_t start = leaf == 0 ? 0 : ends_[leaf - 1].position;
    std::size_t index = leaf == 0 ? 0 : ends_[leaf - 1].count;
    for (const Item& item : *leaves_[leaf]) {
        start += item.length;
        if (position < start) {
            break;
        }
        ++index;
    }
    return index;
}

std::optional<std::size_t> Items::find(Id id) const
{
    std::size_t index = 0;
    for (const auto& leaf : leaves_) {
        for (const Item& item : *leaf) {
            if (item.id == id) {
                return index;
            }
            ++index;
        }
    }
    return std::nullopt;
}

std::vector<Item> Items::slice(std::size_t first, std::size_t last) const
{
    std::vector<Item> result;
    result.reserve(last - first);
    for (std::size_t i = first; i < last; ++i) {
        result.push_back(at(i));
    }
    return result;
}

Items Items::spliced(std::size_t first, std::size_t last, std::vector<Item> replacement) const
{
    if (first > last || last > size()) {
        throw std::out_of_range("no such items on the track");
    }
    // whole leaves in front and behind are shared; what lies between is laid anew
    std::size_t front = 0;
    while (front < leaves_.size() && ends_[front].count <= first) {
        ++front;
    }
    if (front > 0 && leaves_[front - 1]->size() < leaf_most / 2 &&
        ends_[front - 1].count == first) {
        --front; // grow a small neighbour instead of adding a leaf
    }
    std::size_t back = leaves_.size();
    while (back > front && (back == 1 ? 0 : ends_[back - 2].count) >= last) {
        --back;
    }
    const std::size_t front_items = front == 0 ? 0 : ends_[front - 1].count;
    const std::size_t back_items =
        back == leaves_.size() ? size() : (back == 0 ? 0 : ends_[back - 1].count);
    std::vector<Item> middle;
    middle.reserve(replacement.size() + 2 * leaf_most);
    for (std::size_t i = front_items; i < first; ++i) {
        middle.push_back(at(i));
    }
    std::move(replacement.begin(), replacement.end(), std::back_inserter(middle));
    for (std::size_t i = last; i < back_items; ++i) {
        middle.push_back(at(i));
    }
    const auto leaf_length = [this](std::size_t i) {
        return ends_[i].position - (i == 0 ? 0 : ends_[i - 1].position);
    };
    Items result;
    result.leaves_.reserve(leaves_.size() + 2);
    result.ends_.reserve(leaves_.size() + 2);
    for (std::size_t i = 0; i < front; ++i) {
        result.add_leaf(leaves_[i], leaf_length(i));
    }
    result.add_leaves(std::move(middle));
    for (std::size_t i = back; i < leaves_.size(); ++i) {
        result.add_leaf(leaves_[i], leaf_length(i));
    }
    return result;
}

std::size_t common_prefix(const Items& a, const Items& b)
{
    std::size_t same = 0;
    std::size_t leaf = 0;
    while (leaf < a.leaves_.size() && leaf < b.leaves_.size() &&
           a.leaves_[leaf] == b.leaves_[leaf]) {
        same = a.ends_[leaf].count;
        ++leaf;
    }
    while (same < a.size() && same < b.size() && a.at(same) == b.at(same)) {
        ++same;
    }
    return same;
}

std::size_t common_suffix(const Items& a, const Items& b, std::size_t prefix)
{
    const std::size_t most = std::min(a.size(), b.size()) - prefix;
    std::size_t same = 0;
    std::size_t i = a.leaves_.size();
    std::size_t j = b.leaves_.size();
    while (i > 0 && j > 0 && a.leaves_[i - 1] == b.leaves_[j - 1] &&
           same + a.leaves_[i - 1]->size() <= most) {
        same += a.leaves_[i - 1]->size();
        --i;
        --j;
    }
    while (same < most && a.at(a.size() - 1 - same) == b.at(b.size() - 1 - same)) {
        ++same;
    }
    return same;
}

bool operator==(const Items& a, const Items& b)
{
    return a.size() == b.size() && common_prefix(a, b) == a.size();
}

} // namespace rushlight::editor
