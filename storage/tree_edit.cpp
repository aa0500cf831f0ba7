#include "storage/tree_edit.hpp"

#include <algorithm>

namespace rushlight::storage::nodes {

namespace {

constexpr std::int64_t lowest = -(std::int64_t{1} << 62);
constexpr std::int64_t highest = std::int64_t{1} << 62;
constexpr std::int64_t label_step = std::int64_t{1} << 32; ///< before the first, after the last
constexpr std::int64_t wide_step = std::int64_t{1} << 44;  ///< between leaves built together

/// `count` rising labels strictly between two; a bound of `lowest` or `highest` is no neighbour.
std::vector<std::int64_t> labels_between(std::int64_t low, std::int64_t high, std::int64_t count)
{
    if (count == 0) {
        return {};
    }
    std::int64_t step = label_step;
    std::int64_t from = low;
    if (low == lowest) {
        from = high == highest ? -label_step : high - label_step * (count + 1);
    } else if (high != highest) {
        step = (high - low) / (count + 1);
    }
    if (step < 1 || from < lowest / 2 || from > highest / 2) {
        throw LabelsExhausted{};
    }
    std::vector<std::int64_t> labels;
    for (std::int64_t i = 1; i <= count; ++i) {
        labels.push_back(from + step * i);
    }
    return labels;
}

/// Cuts the elements into parts of nearly the same count and weight, none above the limits except
/// by its last element.
template <class Element, class Weight>
std::vector<std::vector<Element>>
cut(std::vector<Element> elements, std::int64_t max_count, std::int64_t max_bytes, Weight weight)
{
    std::int64_t bytes = 0;
    for (const Element& element : elements) {
        bytes += weight(element);
    }
    const auto count = static_cast<std::int64_t>(elements.size());
    const std::int64_t parts = parts_for(count, bytes, max_count, max_bytes);
    if (parts <= 1) {
        std::vector<std::vector<Element>> one;
        one.push_back(std::move(elements));
        return one;
    }
    const std::int64_t target_count = (count + parts - 1) / parts;
    const std::int64_t target_bytes = (bytes + parts - 1) / parts;
    std::vector<std::vector<Element>> pieces(1);
    std::int64_t filled = 0;
    for (Element& element : elements) {
        if (static_cast<std::int64_t>(pieces.back().size()) >= target_count ||
            filled >= target_bytes) {
            pieces.emplace_back();
            filled = 0;
        }
        filled += weight(element);
        pieces.back().push_back(std::move(element));
    }
    return pieces;
}

Child write_items(Database& database, std::vector<Item> items, std::int64_t label)
{
    Node leaf;
    leaf.kind = Kind::items;
    leaf.label = label;
    leaf.items = std::move(items);
    Child child;
    child.first_key = child.last_key = label;
    child.count = child.elements = static_cast<std::int64_t>(leaf.items.size());
    for (const Item& item : leaf.items) {
        child.length = add(child.length, item.length);
    }
    child.ref = write(database, leaf, &child.bytes);
    return child;
}

Child write_places(Database& database, std::vector<Place> places)
{
    Node leaf;
    leaf.kind = Kind::places;
    leaf.places = std::move(places);
    Child child;
    child.first_key = leaf.places.front().id;
    child.last_key = leaf.places.back().id;
    child.count = child.elements = static_cast<std::int64_t>(leaf.places.size());
    child.ref = write(database, leaf, &child.bytes);
    return child;
}

Child write_inner(Database& database, std::vector<Child> children)
{
    Node inner;
    inner.kind = Kind::inner;
    Child child;
    child.first_key = children.front().first_key;
    child.last_key = children.back().last_key;
    child.elements = static_cast<std::int64_t>(children.size());
    for (const Child& below : children) {
        child.count = add(child.count, below.count);
        child.length = add(child.length, below.length);
    }
    inner.children = std::move(children);
    child.ref = write(database, inner, &child.bytes);
    return child;
}

std::vector<Child> write_inners(Database& database, std::vector<Child> children)
{
    std::vector<Child> level;
    if (children.empty()) {
        return level;
    }
    const auto unit = [](const Child&) {
        return std::int64_t{1};
    };
    for (auto& piece : cut(std::move(children), max_children, max_children, unit)) {
        level.push_back(write_inner(database, std::move(piece)));
    }
    return level;
}

template <class T>
void append(std::vector<T>& to, std::vector<T>& from)
{
    to.insert(to.end(), std::make_move_iterator(from.begin()), std::make_move_iterator(from.end()));
}

/// Joins two neighbours of one level when together they are well below a full node.
bool join(Database& database, Child& left, const Child& right, Moves* moves)
{
    const std::int64_t elements = left.elements + right.elements;
    if (elements > max_places * 3 / 4 || left.bytes + right.bytes > leaf_bytes * 3 / 4) {
        return false;
    }
    Node a = read(database, left.ref);
    Node b = read(database, right.ref);
    const std::int64_t most = a.kind == Kind::items    ? max_items
                              : a.kind == Kind::places ? max_places
                                                       : max_children;
    if (a.kind != b.kind || elements > most * 3 / 4) {
        return false;
    }
    if (a.kind == Kind::inner) {
        append(a.children, b.children);
        left = write_inner(database, std::move(a.children));
    } else if (a.kind == Kind::places) {
        append(a.places, b.places);
        left = write_places(database, std::move(a.places));
    } else {
        const bool keep_left = a.items.size() >= b.items.size();
        const std::int64_t label = keep_left ? a.label : b.label;
        for (const Item& item : keep_left ? b.items : a.items) {
            moves->placed[item.id] = label;
        }
        append(a.items, b.items);
        left = write_items(database, std::move(a.items), label);
    }
    return true;
}

/// Joins small nodes around the changed range [from, to) of a level.
void join_around(
    Database& database, std::vector<Child>& level, std::size_t from, std::size_t to, Moves* moves)
{
    std::size_t at = from > 0 ? from - 1 : 0;
    while (at + 1 < level.size() && at < to) {
        if (join(database, level[at], level[at + 1], moves)) {
            level.erase(level.begin() + static_cast<std::ptrdiff_t>(at) + 1);
            to = to > 0 ? to - 1 : 0;
        } else {
            ++at;
        }
    }
}

struct Splicer {
    Database& database;
    Moves& moves;

    std::vector<Child> leaf(Node node,
                            std::int64_t first,
                            std::int64_t removed,
                            std::span<const Item> inserted,
                            std::int64_t low,
                            std::int64_t high)
    {
        auto& items = node.items;
        const auto begin = items.begin() + first;
        for (auto item = begin; item != begin + removed; ++item) {
            moves.removed[item->id] = node.label;
        }
        items.erase(begin, begin + removed);
        items.insert(items.begin() + first, inserted.begin(), inserted.end());
        if (items.empty()) {
            return {};
        }
        const auto inserted_end = first + static_cast<std::int64_t>(inserted.size());
        auto pieces = cut(std::move(items), max_items, leaf_bytes, weight);

        // the piece with most of the old items keeps the label, so that fewest ids move
        std::size_t keeper = 0;
        std::int64_t most = -1;
        std::int64_t at = 0;
        for (std::size_t i = 0; i < pieces.size(); ++i) {
            const auto end = at + static_cast<std::int64_t>(pieces[i].size());
            const std::int64_t overlap =
                std::max<std::int64_t>(0, std::min(end, inserted_end) - std::max(at, first));
            if (end - at - overlap > most) {
                most = end - at - overlap;
                keeper = i;
            }
            at = end;
        }
        auto labels = labels_between(low, node.label, static_cast<std::int64_t>(keeper));
        labels.push_back(node.label);
        auto after =
            labels_between(node.label, high, static_cast<std::int64_t>(pieces.size() - keeper - 1));
        append(labels, after);

        std::vector<Child> level;
        at = 0;
        for (std::size_t i = 0; i < pieces.size(); ++i) {
            for (const Item& item : pieces[i]) {
                if (i != keeper || (at >= first && at < inserted_end)) {
                    moves.placed[item.id] = labels[i];
                }
                ++at;
            }
            level.push_back(write_items(database, std::move(pieces[i]), labels[i]));
        }
        return level;
    }

    std::vector<Child> splice(const NodeRef& ref,
                              std::int64_t first,
                              std::int64_t removed,
                              std::span<const Item> inserted,
                              std::int64_t low,
                              std::int64_t high,
                              int depth = 0)
    {
        Node node = read(database, ref);
        if (node.kind == Kind::items) {
            const auto count = static_cast<std::int64_t>(node.items.size());
            check(first >= 0 && removed >= 0 && first + removed <= count);
            return leaf(std::move(node), first, removed, inserted, low, high);
        }
        check(node.kind == Kind::inner && !node.children.empty() && depth < max_depth);
        auto& children = node.children;
        std::size_t at = 0;
        // an insertion at a border goes to the left, a removal begins at the right
        while (at + 1 < children.size() &&
               (first > children[at].count || (first == children[at].count && removed > 0))) {
            first -= children[at].count;
            ++at;
        }
        const std::size_t from = at;
        std::vector<Child> changed;
        do {
            const Child child = children[at];
            const std::int64_t here = std::min(removed, child.count - first);
            // labels may reach up to the first leaf that is still there afterwards
            std::size_t next = at + 1;
            for (std::int64_t left = removed - here;
                 next < children.size() && left >= children[next].count;
                 ++next) {
                left -= children[next].count;
            }
            auto replaced = splice(child.ref,
                                   first,
                                   here,
                                   inserted,
                                   at > 0 ? children[at - 1].last_key : low,
                                   next < children.size() ? children[next].first_key : high,
                                   depth + 1);
            append(changed, replaced);
            inserted = {};
            removed -= here;
            first = 0;
            ++at;
        } while (removed > 0 && at < children.size());
        check(removed == 0);
        const std::size_t to = from + changed.size();
        std::vector<Child> level(children.begin(),
                                 children.begin() + static_cast<std::ptrdiff_t>(from));
        append(level, changed);
        level.insert(
            level.end(), children.begin() + static_cast<std::ptrdiff_t>(at), children.end());
        join_around(database, level, from, to, &moves);
        return write_inners(database, std::move(level));
    }

    static void check(bool sound)
    {
        if (!sound) {
            throw StorageError(StorageError::Code::damaged,
                               "the project's timeline is damaged (its counts contradict one "
                               "another); restore it from a backup");
        }
    }
};

std::vector<Child>
change_level(Database& database, const NodeRef& ref, std::span<const Change> changes, int depth)
{
    Node node = read(database, ref);
    if (node.kind == Kind::places) {
        std::map<std::int64_t, std::int64_t> merged;
        for (const Place& place : node.places) {
            merged.emplace_hint(merged.end(), place.id, place.label);
        }
        for (const Change& change : changes) {
            if (change.remove) {
                merged.erase(change.id);
            } else if (change.fresh && merged.count(change.id) != 0) {
                throw StorageError(StorageError::Code::invalid,
                                   "item " + std::to_string(change.id) +
                                       " is on the track already; give the new one its own id");
            } else {
                merged[change.id] = change.label;
            }
        }
        std::vector<Place> places;
        for (const auto& [id, label] : merged) {
            places.push_back({id, label});
        }
        std::vector<Child> level;
        if (places.empty()) {
            return level;
        }
        const auto unit = [](const Place&) {
            return std::int64_t{1};
        };
        for (auto& piece : cut(std::move(places), max_places, max_places, unit)) {
            level.push_back(write_places(database, std::move(piece)));
        }
        return level;
    }
    Splicer::check(node.kind == Kind::inner && !node.children.empty() && depth < max_depth);
    std::vector<Child> level;
    std::size_t from = node.children.size();
    std::size_t to = 0;
    for (std::size_t i = 0; i < node.children.size(); ++i) {
        const bool last = i + 1 == node.children.size();
        const auto end = last ? changes.end()
                              : std::lower_bound(changes.begin(),
                                                 changes.end(),
                                                 node.children[i + 1].first_key,
                                                 [](const Change& change, std::int64_t key) {
                                                     return change.id < key;
                                                 });
        const auto mine = static_cast<std::size_t>(end - changes.begin());
        if (mine == 0) {
            level.push_back(node.children[i]);
            continue;
        }
        from = std::min(from, level.size());
        auto replaced =
            change_level(database, node.children[i].ref, changes.first(mine), depth + 1);
        append(level, replaced);
        to = level.size();
        changes = changes.subspan(mine);
    }
    join_around(database, level, from, to, nullptr);
    return write_inners(database, std::move(level));
}

/// Takes away inner roots with one child.
NodeRef lowered(Database& database, NodeRef ref)
{
    for (int depth = 0; ref.row != 0 && depth < max_depth; ++depth) {
        const Node node = read(database, ref);
        if (node.kind != Kind::inner || node.children.size() != 1) {
            break;
        }
        ref = node.children.front().ref;
    }
    return ref;
}

} // namespace

std::int64_t add(std::int64_t a, std::int64_t b)
{
    std::int64_t sum = 0;
    if (__builtin_add_overflow(a, b, &sum)) {
        throw StorageError(StorageError::Code::invalid,
                           "the track is longer than a number can say; shorten its clips");
    }
    return sum;
}

std::int64_t
parts_for(std::int64_t count, std::int64_t bytes, std::int64_t max_count, std::int64_t max_bytes)
{
    return std::max((count + max_count - 1) / max_count, (bytes + max_bytes - 1) / max_bytes);
}

NodeRef root_over(Database& database, std::vector<Child> level)
{
    while (level.size() > 1) {
        level = write_inners(database, std::move(level));
    }
    return level.empty() ? NodeRef{} : level.front().ref;
}

std::vector<Child> build_items(Database& database, std::span<const Item> items, Moves& moves)
{
    std::vector<Child> level;
    if (items.empty()) {
        return level;
    }
    auto pieces = cut(std::vector<Item>(items.begin(), items.end()),
                      max_items * 3 / 4,
                      leaf_bytes * 3 / 4,
                      weight);
    const std::int64_t step =
        std::min(wide_step, highest / 4 / static_cast<std::int64_t>(pieces.size()));
    std::int64_t label = 0;
    for (auto& piece : pieces) {
        for (const Item& item : piece) {
            moves.placed[item.id] = label;
        }
        level.push_back(write_items(database, std::move(piece), label));
        label += step;
    }
    return level;
}

NodeRef splice_items(Database& database,
                     const NodeRef& root,
                     std::int64_t first,
                     std::int64_t removed,
                     std::span<const Item> inserted,
                     Moves& moves)
{
    Splicer splicer{database, moves};
    return lowered(
        database,
        root_over(database, splicer.splice(root, first, removed, inserted, lowest, highest)));
}

NodeRef change_places(Database& database, const NodeRef& root, std::span<const Change> changes)
{
    if (changes.empty()) {
        return root;
    }
    if (root.row == 0) {
        std::vector<Place> places;
        for (const Change& change : changes) {
            if (!change.remove) {
                places.push_back({change.id, change.label});
            }
        }
        std::vector<Child> level;
        const auto unit = [](const Place&) {
            return std::int64_t{1};
        };
        if (!places.empty()) {
            for (auto& piece :
                 cut(std::move(places), max_places * 3 / 4, max_places * 3 / 4, unit)) {
                level.push_back(write_places(database, std::move(piece)));
            }
        }
        return root_over(database, std::move(level));
    }
    return lowered(database, root_over(database, change_level(database, root, changes, 0)));
}

} // namespace rushlight::storage::nodes
