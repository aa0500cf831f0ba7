#include "storage/tree_store.hpp"

#include "storage/nodes.hpp"
#include "storage/tree_edit.hpp"

#include <algorithm>
#include <set>
#include <unordered_set>

namespace rushlight::storage {

using nodes::Child;
using nodes::Kind;
using nodes::Node;

namespace {

constexpr std::size_t max_payload = std::size_t{1} << 20;
constexpr std::int64_t relabelled = 300; ///< items on each side of a gap without labels

[[noreturn]] void damaged(const std::string& what)
{
    throw StorageError(StorageError::Code::damaged,
                       "the project's timeline is damaged (" + what +
                           "); restore it from a backup");
}

void check_items(std::span<const Item> items)
{
    using Code = StorageError::Code;
    std::set<std::int64_t> ids;
    for (const Item& item : items) {
        if (item.length < 0) {
            throw StorageError(Code::invalid,
                               "item " + std::to_string(item.id) + " has a negative length");
        }
        if (item.payload.size() > max_payload) {
            throw StorageError(Code::invalid,
                               "item " + std::to_string(item.id) + " is larger than 1 MiB");
        }
        if (!ids.insert(item.id).second) {
            throw StorageError(Code::invalid,
                               "item " + std::to_string(item.id) +
                                   " stands twice on the track; give each its own id");
        }
    }
}

Node read_tree_node(Database& database, const NodeRef& ref, int depth)
{
    if (depth >= nodes::max_depth) {
        damaged("a tree too deep");
    }
    Node node = nodes::read(database, ref);
    if (node.kind == Kind::timeline) {
        damaged("a timeline inside a track");
    }
    return node;
}

/// The changes of the tree by id that an edit asks for, ascending.
std::vector<nodes::Change> changes_of(const nodes::Moves& moves, std::span<const Item> inserted)
{
    std::set<std::int64_t> fresh;
    for (const Item& item : inserted) {
        if (moves.removed.count(item.id) == 0) {
            fresh.insert(item.id);
        }
    }
    std::map<std::int64_t, nodes::Change> changes;
    for (const auto& [id, label] : moves.removed) {
        changes[id] = {id, true, false, 0};
    }
    for (const auto& [id, label] : moves.placed) {
        const auto was = moves.removed.find(id);
        if (was != moves.removed.end() && was->second == label) {
            changes.erase(id); // replaced in its place
        } else {
            changes[id] = {id, false, fresh.count(id) != 0, label};
        }
    }
    std::vector<nodes::Change> list;
    for (const auto& [id, change] : changes) {
        list.push_back(change);
    }
    return list;
}

void visit_items(Database& database,
                 const NodeRef& ref,
                 std::int64_t first,
                 std::int64_t& left,
                 const std::function<void(const Item&)>& visit,
                 int depth = 0)
{
    const Node node = read_tree_node(database, ref, depth);
    for (const Item& item : node.items) {
        if (first > 0) {
            --first;
        } else if (left > 0) {
            --left;
            visit(item);
        }
    }
    for (const Child& child : node.children) {
        if (left <= 0) {
            return;
        }
        if (first >= child.count) {
            first -= child.count;
        } else {
            visit_items(database, child.ref, first, left, visit, depth + 1);
            first = 0;
        }
    }
}

std::int64_t total_length(std::span<const Item> items)
{
    std::int64_t length = 0;
    for (const Item& item : items) {
        length = nodes::add(length, item.length);
    }
    return length;
}

/// A splice of a tree that holds something. Throws LabelsExhausted, and then nothing has changed.
Tree splice_labelled(Database& database,
                     TreeStore& trees,
                     const Tree& tree,
                     std::int64_t first,
                     std::int64_t removed,
                     std::span<const Item> inserted)
{
    std::int64_t gone = 0;
    trees.for_each(tree, first, removed, [&](const Item& item) { gone += item.length; });
    Tree result;
    result.count = tree.count - removed + static_cast<std::int64_t>(inserted.size());
    result.length = nodes::add(tree.length - gone, total_length(inserted));
    Transaction transaction(database);
    nodes::Moves moves;
    result.items = nodes::splice_items(database, tree.items, first, removed, inserted, moves);
    result.ids = nodes::change_places(database, tree.ids, changes_of(moves, inserted));
    transaction.commit();
    return result;
}

} // namespace

Tree TreeStore::build(std::span<const Item> items)
{
    check_items(items);
    if (items.empty()) {
        return {};
    }
    Transaction transaction(database_);
    nodes::Moves moves;
    Tree tree;
    tree.count = static_cast<std::int64_t>(items.size());
    tree.length = total_length(items);
    tree.items = nodes::root_over(database_, nodes::build_items(database_, items, moves));
    tree.ids = nodes::change_places(database_, {}, changes_of(moves, items));
    transaction.commit();
    return tree;
}

Tree TreeStore::splice(const Tree& tree,
                       std::int64_t first,
                       std::int64_t removed,
                       std::span<const Item> inserted)
{
    if (first < 0 || removed < 0 || first > tree.count || removed > tree.count - first) {
        throw StorageError(StorageError::Code::invalid,
                           "the range " + std::to_string(first) + " + " + std::to_string(removed) +
                               " lies outside a track of " + std::to_string(tree.count) + " items");
    }
    if (removed == 0 && inserted.empty()) {
        return tree;
    }
    if (tree.count == 0) {
        return build(inserted);
    }
    check_items(inserted);
    const auto edited = [&](std::int64_t from, std::int64_t to) {
        std::vector<Item> items;
        for_each(tree, from, to - from, [&](const Item& item) { items.push_back(item); });
        const auto begin = items.begin() + (first - from);
        items.insert(items.erase(begin, begin + removed), inserted.begin(), inserted.end());
        return items;
    };
    try {
        return splice_labelled(database_, *this, tree, first, removed, inserted);
    } catch (const nodes::LabelsExhausted&) {
        // too many leaves were put into one gap: give those around it new labels
        const std::int64_t from = std::max<std::int64_t>(0, first - relabelled);
        const std::int64_t to = std::min(tree.count, first + removed + relabelled);
        try {
            return splice_labelled(database_, *this, tree, from, to - from, edited(from, to));
        } catch (const nodes::LabelsExhausted&) {
            return build(edited(0, tree.count));
        }
    }
}

Tree TreeStore::update(const Tree& tree, std::span<const Item> before, std::span<const Item> after)
{
    if (static_cast<std::int64_t>(before.size()) != tree.count) {
        throw StorageError(StorageError::Code::invalid,
                           "the stored track holds " + std::to_string(tree.count) +
                               " items, not the " + std::to_string(before.size()) + " given");
    }
    const auto [a, b] = std::mismatch(before.begin(), before.end(), after.begin(), after.end());
    const auto prefix = a - before.begin();
    const auto [c, d] = std::mismatch(before.rbegin(),
                                      std::make_reverse_iterator(a),
                                      after.rbegin(),
                                      std::make_reverse_iterator(b));
    const auto suffix = c - before.rbegin();
    const auto sizes = [&](std::span<const Item> items) {
        return static_cast<std::int64_t>(items.size()) - prefix - suffix;
    };
    return splice(
        tree,
        prefix,
        sizes(before),
        after.subspan(static_cast<std::size_t>(prefix), static_cast<std::size_t>(sizes(after))));
}

std::vector<Item> TreeStore::items(const Tree& tree)
{
    std::vector<Item> all;
    for_each(tree, 0, tree.count, [&](const Item& item) { all.push_back(item); });
    if (static_cast<std::int64_t>(all.size()) != tree.count) {
        damaged("items are missing from a track");
    }
    return all;
}

void TreeStore::for_each(const Tree& tree,
                         std::int64_t first,
                         std::int64_t count,
                         const std::function<void(const Item&)>& visit)
{
    if (tree.items.row != 0 && count > 0) {
        visit_items(database_, tree.items, first, count, visit);
    }
}

std::optional<Placed> TreeStore::find(const Tree& tree, std::int64_t id)
{
    if (tree.ids.row == 0) {
        return std::nullopt;
    }
    Node node = read_tree_node(database_, tree.ids, 0);
    for (int depth = 1; node.kind == Kind::inner; ++depth) {
        const auto child = std::find_if(node.children.begin(),
                                        node.children.end(),
                                        [&](const Child& c) { return id <= c.last_key; });
        if (child == node.children.end()) {
            return std::nullopt;
        }
        node = read_tree_node(database_, child->ref, depth);
    }
    const auto place = std::find_if(
        node.places.begin(), node.places.end(), [&](const auto& p) { return p.id == id; });
    if (place == node.places.end()) {
        return std::nullopt;
    }
    const std::int64_t label = place->label;
    Placed found;
    node = read_tree_node(database_, tree.items, 0);
    for (int depth = 1; node.kind == Kind::inner; ++depth) {
        const NodeRef* next = nullptr;
        for (const Child& child : node.children) {
            if (label <= child.last_key) {
                next = &child.ref;
                break;
            }
            found.index = nodes::add(found.index, child.count);
            found.start = nodes::add(found.start, child.length);
        }
        if (next == nullptr) {
            damaged("an id leads nowhere");
        }
        node = read_tree_node(database_, NodeRef(*next), depth);
    }
    for (Item& item : node.items) {
        if (item.id == id) {
            found.item = std::move(item);
            return found;
        }
        ++found.index;
        found.start = nodes::add(found.start, item.length);
    }
    damaged("an id leads to a leaf without it");
}

std::optional<Placed> TreeStore::at(const Tree& tree, std::int64_t offset)
{
    if (offset < 0 || offset >= tree.length) {
        return std::nullopt;
    }
    Placed found;
    Node node = read_tree_node(database_, tree.items, 0);
    for (int depth = 1; node.kind == Kind::inner; ++depth) {
        const NodeRef* next = nullptr;
        for (const Child& child : node.children) {
            if (offset - found.start < child.length) {
                next = &child.ref;
                break;
            }
            found.index = nodes::add(found.index, child.count);
            found.start = nodes::add(found.start, child.length);
        }
        if (next == nullptr) {
            damaged("its lengths contradict one another");
        }
        node = read_tree_node(database_, NodeRef(*next), depth);
    }
    for (Item& item : node.items) {
        if (offset - found.start < item.length) {
            found.item = std::move(item);
            return found;
        }
        ++found.index;
        found.start = nodes::add(found.start, item.length);
    }
    damaged("its lengths contradict one another");
}

NodeRef TreeStore::put(const StoredTimeline& timeline)
{
    Transaction transaction(database_);
    Node node;
    node.kind = Kind::timeline;
    node.timeline = timeline;
    const NodeRef ref = nodes::write(database_, node);
    transaction.commit();
    return ref;
}

StoredTimeline TreeStore::timeline(const NodeRef& ref)
{
    Node node = nodes::read(database_, ref);
    if (node.kind != Kind::timeline) {
        damaged("a version names a node that is no timeline");
    }
    return std::move(node.timeline);
}

namespace {

/// Sums below a node, with labels (by position) or places (by id) gathered on the way.
Child sums(Database& database,
           const NodeRef& ref,
           std::map<std::int64_t, std::int64_t>& places,
           int depth = 0)
{
    const Node node = read_tree_node(database, ref, depth);
    Child all;
    all.ref = ref;
    for (const Item& item : node.items) {
        ++all.count;
        all.length = nodes::add(all.length, item.length);
        if (!places.emplace(item.id, node.label).second) {
            damaged("an item stands twice");
        }
    }
    for (const auto& place : node.places) {
        ++all.count;
        places.emplace(place.id, place.label);
    }
    for (const Child& child : node.children) {
        const Child below = sums(database, child.ref, places, depth + 1);
        if (below.count != child.count || below.length != child.length) {
            damaged("its sums contradict one another");
        }
        all.count = nodes::add(all.count, below.count);
        all.length = nodes::add(all.length, below.length);
    }
    return all;
}

} // namespace

namespace {

/// Adds every node under `from` to `reached`; does not go below those that are in it already.
void reach(Database& database,
           const NodeRef& from,
           std::unordered_set<std::int64_t>& reached,
           std::vector<std::int64_t>* added = nullptr)
{
    std::vector<NodeRef> open{from};
    while (!open.empty()) {
        const NodeRef ref = open.back();
        open.pop_back();
        if (ref.row == 0 || reached.count(ref.row) != 0) {
            continue;
        }
        const Node node = nodes::read(database, ref);
        reached.insert(ref.row);
        if (added != nullptr) {
            added->push_back(ref.row);
        }
        for (const Child& child : node.children) {
            open.push_back(child.ref);
        }
        for (const StoredTrack& track : node.timeline.tracks) {
            open.push_back(track.tree.items);
            open.push_back(track.tree.ids);
        }
    }
}

} // namespace

void TreeStore::verify(const NodeRef& ref)
{
    const StoredTimeline stored = timeline(ref);
    for (const StoredTrack& track : stored.tracks) {
        const Tree& tree = track.tree;
        if (tree.count == 0) {
            continue;
        }
        std::map<std::int64_t, std::int64_t> by_position;
        std::map<std::int64_t, std::int64_t> by_id;
        const Child all = sums(database_, tree.items, by_position);
        static_cast<void>(sums(database_, tree.ids, by_id));
        if (all.count != tree.count || all.length != tree.length || by_position != by_id) {
            damaged("its two trees contradict one another");
        }
    }
}

bool TreeStore::is_whole(const NodeRef& ref, std::unordered_set<std::int64_t>& known)
{
    std::vector<std::int64_t> added;
    try {
        reach(database_, ref, known, &added);
        return true;
    } catch (const StorageError&) {
        for (const std::int64_t row : added) {
            known.erase(row); // what is below them was not looked at
        }
        return false;
    }
}

std::int64_t TreeStore::collect_garbage(std::span<const NodeRef> timelines)
{
    Transaction transaction(database_);
    std::unordered_set<std::int64_t> reached;
    for (const NodeRef& ref : timelines) {
        reach(database_, ref, reached);
    }
    std::vector<std::int64_t> garbage;
    {
        Statement all = database_.prepare("SELECT id FROM nodes");
        while (all.step()) {
            if (reached.count(all.integer(0)) == 0) {
                garbage.push_back(all.integer(0));
            }
        }
    }
    for (const std::int64_t row : garbage) {
        database_.run("DELETE FROM nodes WHERE id = ?1", row);
    }
    transaction.commit();
    return static_cast<std::int64_t>(garbage.size());
}

} // namespace rushlight::storage
