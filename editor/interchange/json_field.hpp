#pragma once

#include "editor/interchange/exchange.hpp"

#include <nlohmann/json.hpp>

#include <string_view>

namespace rushlight::editor {

/// A JSON text within `exchange_limits`. Throws EditorError (unreadable), naming the line.
[[nodiscard]] nlohmann::json parse_bounded(std::string_view text);

/// A value inside a JSON document that knows its way from the root, for sentences about it. It
/// refers to the value and to the field it lies in, which must outlive it.
class JsonField {
public:
    explicit JsonField(const nlohmann::json& root)
        : value_(&root)
    {
    }

    [[nodiscard]] const nlohmann::json& value() const { return *value_; }

    /// Throws EditorError (unreadable): "/tracks/children/2: WHAT".
    [[noreturn]] void refuse(const std::string& what) const;

    /// A member; none where it is missing or null. Refuses what is no object.
    [[nodiscard]] std::optional<JsonField> find(std::string_view name) const;
    /// The same, refused where there is none.
    [[nodiscard]] JsonField at(std::string_view name) const;
    /// Entry of an array; it must be there.
    [[nodiscard]] JsonField at(std::size_t index) const;
    /// How many entries; refuses what is no array.
    [[nodiscard]] std::size_t size() const;

    /// A member that is a text, tidied; `usual` where there is none.
    [[nodiscard]] std::string text(std::string_view name, const std::string& usual = {}) const;
    /// The same with its line breaks.
    [[nodiscard]] std::string lines(std::string_view name) const;
    /// A member that is a finite number.
    [[nodiscard]] double number(std::string_view name) const;
    [[nodiscard]] bool flag(std::string_view name, bool usual) const;

    /// "/tracks/children/2"
    [[nodiscard]] std::string path() const;

private:
    JsonField(const nlohmann::json& value, const JsonField* around, std::string_view name)
        : value_(&value)
        , around_(around)
        , name_(name)
    {
    }

    const nlohmann::json* value_;
    const JsonField* around_ = nullptr;
    std::string name_;
};

} // namespace rushlight::editor
