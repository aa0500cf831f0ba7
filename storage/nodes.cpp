#include "storage/nodes.hpp"

#include <algorithm>
#include <cstring>

namespace rushlight::storage::nodes {

namespace {

[[noreturn]] void fail(const std::string& what)
{
    throw StorageError(StorageError::Code::damaged,
                       "the project's timeline is damaged (" + what +
                           "); restore it from a backup");
}

/// Unsigned LEB128; signed values zigzag.
class Writer {
public:
    Bytes bytes;

    void number(std::int64_t value)
    {
        auto left =
            (static_cast<std::uint64_t>(value) << 1) ^ static_cast<std::uint64_t>(value >> 63);
        while (left >= 0x80) {
            bytes.push_back(static_cast<std::uint8_t>(left | 0x80));
            left >>= 7;
        }
        bytes.push_back(static_cast<std::uint8_t>(left));
    }

    void blob(const Bytes& value)
    {
        number(static_cast<std::int64_t>(value.size()));
        bytes.insert(bytes.end(), value.begin(), value.end());
    }

    void ref(const NodeRef& value)
    {
        number(value.row);
        bytes.insert(bytes.end(), value.hash.begin(), value.hash.end());
    }
};

class Reader {
public:
    explicit Reader(BytesView bytes)
        : left_(bytes)
    {
    }

    std::int64_t number()
    {
        std::uint64_t value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            const std::uint8_t byte = take(1)[0];
            value |= static_cast<std::uint64_t>(byte & 0x7F) << shift;
            if (byte < 0x80) {
                return static_cast<std::int64_t>(value >> 1) ^
                       -static_cast<std::int64_t>(value & 1);
            }
        }
        fail("a number without end");
    }

    /// A count of things that take at least one byte each.
    std::size_t count()
    {
        const std::int64_t value = number();
        if (value < 0 || static_cast<std::uint64_t>(value) > left_.size()) {
            fail("a count beyond the node");
        }
        return static_cast<std::size_t>(value);
    }

    Bytes blob()
    {
        const BytesView bytes = take(count());
        return {bytes.begin(), bytes.end()};
    }

    NodeRef ref()
    {
        NodeRef value;
        value.row = number();
        const BytesView bytes = take(value.hash.size());
        std::copy(bytes.begin(), bytes.end(), value.hash.begin());
        return value;
    }

    void end() const
    {
        if (!left_.empty()) {
            fail("bytes behind a node");
        }
    }

private:
    BytesView take(std::size_t size)
    {
        if (size > left_.size()) {
            fail("a node cut short");
        }
        const BytesView taken = left_.first(size);
        left_ = left_.subspan(size);
        return taken;
    }

    BytesView left_;
};

void write_tree(Writer& out, const Tree& tree)
{
    out.ref(tree.items);
    out.ref(tree.ids);
    out.number(tree.count);
    out.number(tree.length);
}

Tree read_tree(Reader& in)
{
    Tree tree;
    tree.items = in.ref();
    tree.ids = in.ref();
    tree.count = in.number();
    tree.length = in.number();
    return tree;
}

void write_timeline(Writer& out, const StoredTimeline& timeline)
{
    out.number(timeline.id);
    out.blob(timeline.payload);
    out.number(static_cast<std::int64_t>(timeline.tracks.size()));
    for (const StoredTrack& track : timeline.tracks) {
        out.number(track.id);
        out.blob(track.payload);
        write_tree(out, track.tree);
    }
}

StoredTimeline read_timeline(Reader& in)
{
    StoredTimeline timeline;
    timeline.id = in.number();
    timeline.payload = in.blob();
    timeline.tracks.resize(in.count());
    for (StoredTrack& track : timeline.tracks) {
        track.id = in.number();
        track.payload = in.blob();
        track.tree = read_tree(in);
    }
    return timeline;
}

} // namespace

Bytes encode(const Node& node)
{
    Writer out;
    out.number(static_cast<std::int64_t>(node.kind));
    if (node.kind == Kind::timeline) {
        write_timeline(out, node.timeline);
        return std::move(out.bytes);
    }
    out.number(node.label);
    out.number(
        static_cast<std::int64_t>(node.items.size() + node.places.size() + node.children.size()));
    for (const Item& item : node.items) {
        out.number(item.id);
        out.number(item.length);
        out.blob(item.payload);
    }
    for (const Place& place : node.places) {
        out.number(place.id);
        out.number(place.label);
    }
    for (const Child& child : node.children) {
        out.ref(child.ref);
        for (const std::int64_t value : {child.first_key,
                                         child.last_key,
                                         child.count,
                                         child.length,
                                         child.elements,
                                         child.bytes}) {
            out.number(value);
        }
    }
    return std::move(out.bytes);
}

Node decode(BytesView bytes)
{
    Reader in(bytes);
    Node node;
    const std::int64_t kind = in.number();
    if (kind < 1 || kind > 4) {
        fail("a node of no known kind");
    }
    node.kind = static_cast<Kind>(kind);
    if (node.kind == Kind::timeline) {
        node.timeline = read_timeline(in);
        in.end();
        return node;
    }
    node.label = in.number();
    const std::size_t count = in.count();
    if (node.kind == Kind::items) {
        node.items.resize(count);
        for (Item& item : node.items) {
            item.id = in.number();
            item.length = in.number();
            item.payload = in.blob();
        }
    } else if (node.kind == Kind::places) {
        node.places.resize(count);
        for (Place& place : node.places) {
            place.id = in.number();
            place.label = in.number();
        }
    } else {
        node.children.resize(count);
        for (Child& child : node.children) {
            child.ref = in.ref();
            for (std::int64_t* value : {&child.first_key,
                                        &child.last_key,
                                        &child.count,
                                        &child.length,
                                        &child.elements,
                                        &child.bytes}) {
                *value = in.number();
            }
        }
    }
    in.end();
    return node;
}

Node read(Database& database, const NodeRef& ref)
{
    Statement found = database.prepare("SELECT data FROM nodes WHERE id = ?1");
    if (!found.with(ref.row).step()) {
        fail("node " + std::to_string(ref.row) + " is gone");
    }
    const Bytes bytes = found.bytes(0);
    if (sha256(bytes) != ref.hash) {
        fail("node " + std::to_string(ref.row) + " contradicts its hash");
    }
    return decode(bytes);
}

NodeRef write(Database& database, const Node& node, std::int64_t* size)
{
    const Bytes bytes = encode(node);
    const Hash hash = sha256(bytes);
    database.run("INSERT INTO nodes (hash, data) VALUES (?1, ?2)", hash, bytes);
    if (size != nullptr) {
        *size = static_cast<std::int64_t>(bytes.size());
    }
    return {database.last_id(), hash};
}

} // namespace rushlight::storage::nodes
