#pragma once

#include "cameo/grant/bytes.hpp"

#include <map>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// Deterministic CBOR (RFC 8949 §4.2.1), the part that grants need: integers, byte and text
/// strings, arrays, maps with text keys, null. Every value has exactly one encoding: shortest
/// heads, definite lengths, map keys in the bytewise order of their encodings (so the shorter key
/// comes first), no duplicates, no tags, no floats.
namespace rushlight::cameo::cbor {

/// The bytes are not one value in the deterministic form, or not of the type asked for.
class Error : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

[[nodiscard]] Bytes null();
[[nodiscard]] Bytes integer(std::int64_t value);
[[nodiscard]] Bytes bytes(BytesView value);
/// Throws Error when the text is not UTF-8.
[[nodiscard]] Bytes text(std::string_view value);
/// The items are encoded values.
[[nodiscard]] Bytes array(const std::vector<Bytes>& items);
/// Keys with encoded values, in any order. Throws Error for a key given twice.
[[nodiscard]] Bytes map(const std::vector<std::pair<std::string, Bytes>>& items);

/// A checked value. Looks into the bytes it was parsed from, which must outlive it.
class Value {
public:
    /// Throws Error unless the bytes are exactly one value in the deterministic form, nested at
    /// most 8 deep.
    explicit Value(BytesView encoded);

    /// These throw Error when the value is of another type.
    [[nodiscard]] std::int64_t integer() const;
    [[nodiscard]] BytesView bytes() const;
    [[nodiscard]] std::string text() const;
    [[nodiscard]] std::vector<Value> array() const;
    [[nodiscard]] std::map<std::string, Value> map() const;
    [[nodiscard]] bool is_null() const;

private:
    struct Checked {};

    Value(BytesView encoded, Checked)
        : encoded_(encoded)
    {
    }

    BytesView encoded_;
};

/// Takes the fields of a map one by one, so that a missing and a left-over field are both errors.
class Fields {
public:
    explicit Fields(const Value& value)
        : fields_(value.map())
    {
    }

    /// Throws Error when there is no such field.
    [[nodiscard]] Value take(const std::string& name);
    /// Throws Error when a field was not taken.
    void finish() const;

private:
    std::map<std::string, Value> fields_;
};

} // namespace rushlight::cameo::cbor
