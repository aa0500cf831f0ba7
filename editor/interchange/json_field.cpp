#include "editor/interchange/json_field.hpp"

#include "editor/error.hpp"
#include "editor/interchange/numbers.hpp"

#include <algorithm>

namespace rushlight::editor {

namespace {

[[noreturn]] void refuse_at(int line, const std::string& what)
{
    throw EditorError(EditorError::Code::unreadable, "line " + std::to_string(line) + ": " + what);
}

int line_at(std::string_view text, std::size_t byte)
{
    const auto end = text.begin() + static_cast<std::ptrdiff_t>(std::min(byte, text.size()));
    return 1 + static_cast<int>(std::count(text.begin(), end, '\n'));
}

/// Refuses a text that is nested too deep or holds too many values, before anything is built.
void bound(std::string_view text)
{
    int line = 1;
    int depth = 0;
    std::size_t values = 1;
    for (std::size_t i = 0; i < text.size(); ++i) {
        switch (text[i]) {
        case '\n':
            ++line;
            break;
        case '"':
            for (++i; i < text.size() && text[i] != '"'; ++i) {
                i += text[i] == '\\' ? 1 : 0;
            }
            break;
        case '[':
        case '{':
            ++values;
            if (++depth > exchange_limits::depth) {
                refuse_at(line,
                          "it is nested more than " + std::to_string(exchange_limits::depth) +
                              " levels deep; flatten what is nested and export it again");
            }
            break;
        case ']':
        case '}':
            --depth;
            break;
        case ',':
            ++values;
            break;
        default:
            break;
        }
        if (values > exchange_limits::values) {
            refuse_at(line, "it holds more than 4 million values; export the film in parts");
        }
    }
}

} // namespace

nlohmann::json parse_bounded(std::string_view text)
{
    if (text.find_first_not_of(" \t\r\n") == std::string_view::npos) {
        throw EditorError(EditorError::Code::unreadable, "it is empty; export it again");
    }
    if (text.size() > exchange_limits::bytes) {
        throw EditorError(EditorError::Code::unreadable,
                          "it is larger than 128 MiB; export the film in parts");
    }
    bound(text);
    try {
        return nlohmann::json::parse(text);
    } catch (const nlohmann::json::parse_error& error) {
        refuse_at(line_at(text, error.byte > 0 ? error.byte - 1 : 0),
                  "it is not JSON here, or it was cut short; export it again");
    } catch (const nlohmann::json::exception&) {
        throw EditorError(EditorError::Code::unreadable,
                          "it holds a number that is too large for JSON; export it again");
    }
}

void JsonField::refuse(const std::string& what) const
{
    const std::string place = path();
    throw EditorError(EditorError::Code::unreadable, (place.empty() ? "/" : place) + ": " + what);
}

std::optional<JsonField> JsonField::find(std::string_view name) const
{
    if (!value_->is_object()) {
        refuse("it is not an object; export it again");
    }
    const auto found = value_->find(std::string(name));
    if (found == value_->end() || found->is_null()) {
        return std::nullopt;
    }
    return JsonField(*found, this, name);
}

JsonField JsonField::at(std::string_view name) const
{
    auto found = find(name);
    if (!found) {
        refuse("it has no \"" + std::string(name) + "\"; export it again");
    }
    return *found;
}

JsonField JsonField::at(std::size_t index) const
{
    return {value_->at(index), this, std::to_string(index)};
}

std::size_t JsonField::size() const
{
    if (!value_->is_array()) {
        refuse("it is not a list; export it again");
    }
    return value_->size();
}

std::string JsonField::text(std::string_view name, const std::string& usual) const
{
    return find(name) ? tidy(lines(name)) : usual;
}

std::string JsonField::lines(std::string_view name) const
{
    const auto found = find(name);
    if (!found) {
        return {};
    }
    if (!found->value().is_string()) {
        found->refuse("it is not a text; export it again");
    }
    return tidy_lines(found->value().get<std::string>());
}

double JsonField::number(std::string_view name) const
{
    const JsonField found = at(name);
    if (!found.value().is_number()) {
        found.refuse("it is not a number; export it again");
    }
    return found.value().get<double>();
}

bool JsonField::flag(std::string_view name, bool usual) const
{
    const auto found = find(name);
    if (!found) {
        return usual;
    }
    if (!found->value().is_boolean()) {
        found->refuse("it is neither true nor false; export it again");
    }
    return found->value().get<bool>();
}

std::string JsonField::path() const
{
    return around_ == nullptr ? std::string() : around_->path() + "/" + name_;
}

} // namespace rushlight::editor
