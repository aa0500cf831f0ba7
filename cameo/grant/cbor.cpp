#include "cameo/grant/cbor.hpp"

#include <algorithm>
#include <limits>
#include <optional>

namespace rushlight::cameo::cbor {

namespace {

enum Major : std::uint8_t {
    unsigned_integer = 0,
    negative_integer = 1,
    byte_string = 2,
    text_string = 3,
    array_of_values = 4,
    map_of_values = 5,
};

constexpr std::uint8_t null_byte = 0xf6;
constexpr int deepest = 8;

void write_head(Bytes& out, Major major, std::uint64_t argument)
{
    const auto first = static_cast<std::uint8_t>(major << 5);
    if (argument < 24) {
        out.push_back(static_cast<std::uint8_t>(first | argument));
        return;
    }
    int width = 1; // bytes of the argument
    while (width < 8 && (argument >> (8 * width)) != 0) {
        width *= 2;
    }
    const int code = width == 1 ? 24 : width == 2 ? 25 : width == 4 ? 26 : 27;
    out.push_back(static_cast<std::uint8_t>(first | code));
    for (int shift = 8 * (width - 1); shift >= 0; shift -= 8) {
        out.push_back(static_cast<std::uint8_t>(argument >> shift));
    }
}

void append(Bytes& out, BytesView more)
{
    out.insert(out.end(), more.begin(), more.end());
}

bool is_utf8(BytesView text)
{
    for (std::size_t i = 0; i < text.size();) {
        const std::uint8_t first = text[i];
        const int more = first < 0x80             ? 0
                         : (first & 0xe0) == 0xc0 ? 1
                         : (first & 0xf0) == 0xe0 ? 2
                         : (first & 0xf8) == 0xf0 ? 3
                                                  : -1;
        if (more < 0 || i + static_cast<std::size_t>(more) >= text.size()) {
            return false;
        }
        std::uint32_t point = more == 0 ? first : first & (0x3fU >> more);
        for (int k = 1; k <= more; ++k) {
            const std::uint8_t next = text[i + static_cast<std::size_t>(k)];
            if ((next & 0xc0) != 0x80) {
                return false;
            }
            point = point << 6 | (next & 0x3fU);
        }
        constexpr std::array<std::uint32_t, 4> least{0, 0x80, 0x800, 0x10000};
        if (point < least[static_cast<std::size_t>(more)] || point > 0x10ffff ||
            (point >= 0xd800 && point <= 0xdfff)) {
            return false;
        }
        i += static_cast<std::size_t>(more) + 1;
    }
    return true;
}

struct Head {
    std::uint8_t major = 0;
    std::uint64_t argument = 0;
    std::size_t size = 0; ///< bytes of the head
};

/// Refuses everything that is not the shortest head of a type we use.
Head read_head(BytesView in)
{
    if (in.empty()) {
        throw Error("the CBOR ends in the middle of a value");
    }
    const auto major = static_cast<std::uint8_t>(in[0] >> 5);
    const int code = in[0] & 31;
    if (in[0] == null_byte) {
        return {7, 0, 1};
    }
    if (major > map_of_values || code > 27) {
        throw Error("the CBOR holds a tag, a float or a length that is not given");
    }
    if (code < 24) {
        return {major, static_cast<std::uint64_t>(code), 1};
    }
    const std::size_t width = std::size_t{1} << (code - 24);
    if (in.size() < 1 + width) {
        throw Error("the CBOR ends in the middle of a value");
    }
    std::uint64_t argument = 0;
    for (std::size_t i = 1; i <= width; ++i) {
        argument = argument << 8 | in[i];
    }
    const bool shortest = width == 1 ? argument >= 24 : (argument >> (4 * width)) != 0;
    if (!shortest) {
        throw Error("the CBOR holds a number that is not written in its shortest form");
    }
    return {major, argument, 1 + width};
}

/// The length of the first value in `in`, checked all the way down.
std::size_t checked_length(BytesView in, int depth)
{
    if (depth > deepest) {
        throw Error("the CBOR is nested too deep");
    }
    const Head head = read_head(in);
    std::size_t at = head.size;
    switch (head.major) {
    case unsigned_integer:
    case negative_integer:
        if (head.argument > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max())) {
            throw Error("the CBOR holds a number that does not fit 64 bits");
        }
        break;
    case byte_string:
    case text_string:
        if (head.argument > in.size() - at) {
            throw Error("the CBOR ends in the middle of a value");
        }
        if (head.major == text_string &&
            !is_utf8(in.subspan(at, static_cast<std::size_t>(head.argument)))) {
            throw Error("the CBOR holds a text that is not UTF-8");
        }
        at += static_cast<std::size_t>(head.argument);
        break;
    case array_of_values:
        for (std::uint64_t i = 0; i < head.argument; ++i) {
            at += checked_length(in.subspan(at), depth + 1);
        }
        break;
    case map_of_values: {
        std::optional<BytesView> before;
        for (std::uint64_t i = 0; i < head.argument; ++i) {
            if (read_head(in.subspan(at)).major != text_string) {
                throw Error("the CBOR holds a map key that is not a text");
            }
            const BytesView key = in.subspan(at, checked_length(in.subspan(at), depth + 1));
            if (before && !std::ranges::lexicographical_compare(*before, key)) {
                throw Error("the CBOR holds a map whose keys are not in order");
            }
            before = key;
            at += key.size();
            at += checked_length(in.subspan(at), depth + 1);
        }
        break;
    }
    default:
        break; // null
    }
    return at;
}

} // namespace

Bytes null()
{
    return {null_byte};
}

Bytes integer(std::int64_t value)
{
    Bytes out;
    if (value >= 0) {
        write_head(out, unsigned_integer, static_cast<std::uint64_t>(value));
    } else {
        write_head(out, negative_integer, static_cast<std::uint64_t>(-(value + 1)));
    }
    return out;
}

Bytes bytes(BytesView value)
{
    Bytes out;
    write_head(out, byte_string, value.size());
    append(out, value);
    return out;
}

Bytes text(std::string_view value)
{
    if (!is_utf8(view(value))) {
        throw Error("a text is not UTF-8");
    }
    Bytes out;
    write_head(out, text_string, value.size());
    append(out, view(value));
    return out;
}

Bytes array(const std::vector<Bytes>& items)
{
    Bytes out;
    write_head(out, array_of_values, items.size());
    for (const Bytes& item : items) {
        append(out, item);
    }
    return out;
}

Bytes map(const std::vector<std::pair<std::string, Bytes>>& items)
{
    std::map<std::string, BytesView> sorted; // by encoded key; std::string compares bytes
    for (const auto& [key, value] : items) {
        const Bytes encoded = text(key);
        if (!sorted.emplace(std::string(encoded.begin(), encoded.end()), value).second) {
            throw Error("the key " + key + " is given twice");
        }
    }
    Bytes out;
    write_head(out, map_of_values, sorted.size());
    for (const auto& [key, value] : sorted) {
        append(out, view(key));
        append(out, value);
    }
    return out;
}

Value::Value(BytesView encoded)
    : encoded_(encoded)
{
    if (checked_length(encoded, 0) != encoded.size()) {
        throw Error("there are bytes after the CBOR value");
    }
}

std::int64_t Value::integer() const
{
    const Head head = read_head(encoded_);
    if (head.major == unsigned_integer) {
        return static_cast<std::int64_t>(head.argument);
    }
    if (head.major == negative_integer) {
        return -1 - static_cast<std::int64_t>(head.argument);
    }
    throw Error("a field is not a number");
}

BytesView Value::bytes() const
{
    const Head head = read_head(encoded_);
    if (head.major != byte_string) {
        throw Error("a field is not a string of bytes");
    }
    return encoded_.subspan(head.size);
}

std::string Value::text() const
{
    const Head head = read_head(encoded_);
    if (head.major != text_string) {
        throw Error("a field is not a text");
    }
    const BytesView content = encoded_.subspan(head.size);
    return {content.begin(), content.end()};
}

std::vector<Value> Value::array() const
{
    const Head head = read_head(encoded_);
    if (head.major != array_of_values) {
        throw Error("a field is not a list");
    }
    std::vector<Value> items;
    for (BytesView rest = encoded_.subspan(head.size); !rest.empty();) {
        const std::size_t length = checked_length(rest, 0);
        items.push_back(Value(rest.first(length), Checked{}));
        rest = rest.subspan(length);
    }
    return items;
}

std::map<std::string, Value> Value::map() const
{
    const Head head = read_head(encoded_);
    if (head.major != map_of_values) {
        throw Error("a field is not a map");
    }
    std::map<std::string, Value> items;
    for (BytesView rest = encoded_.subspan(head.size); !rest.empty();) {
        const std::size_t key = checked_length(rest, 0);
        const std::size_t value = checked_length(rest.subspan(key), 0);
        items.emplace(Value(rest.first(key), Checked{}).text(),
                      Value(rest.subspan(key, value), Checked{}));
        rest = rest.subspan(key + value);
    }
    return items;
}

bool Value::is_null() const
{
    return encoded_[0] == null_byte;
}

Value Fields::take(const std::string& name)
{
    const auto node = fields_.extract(name);
    if (node.empty()) {
        throw Error("the field " + name + " is missing");
    }
    return node.mapped();
}

void Fields::finish() const
{
    if (!fields_.empty()) {
        throw Error("the field " + fields_.begin()->first + " is unknown");
    }
}

} // namespace rushlight::cameo::cbor
