#include "editor/text/json_text.hpp"

#include <algorithm>

namespace rushlight::editor {

namespace {

constexpr std::size_t text_most = 4 << 20;
constexpr int depth_most = 32;

/// Walks over a JSON text that may still be wrong, and notes where each value begins. It reports
/// only what the parser proper does not: depth and names that come twice.
class Walker {
public:
    Walker(std::string_view text,
           std::map<std::string, int>& lines,
           std::vector<TextProblem>& problems)
        : text_(text)
        , lines_(lines)
        , problems_(problems)
    {
    }

    bool walk() { return value("", 0); }

private:
    void skip_space()
    {
        while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\t' ||
                                      text_[at_] == '\n' || text_[at_] == '\r')) {
            line_ += text_[at_] == '\n' ? 1 : 0;
            ++at_;
        }
    }

    bool take(char c)
    {
        skip_space();
        if (at_ < text_.size() && text_[at_] == c) {
            ++at_;
            return true;
        }
        return false;
    }

    /// The text between quotes, escapes as they are; none where it does not end.
    std::optional<std::string_view> quoted()
    {
        const std::size_t begin = at_;
        while (at_ < text_.size() && text_[at_] != '"') {
            at_ += text_[at_] == '\\' ? 2 : 1;
        }
        if (at_ >= text_.size()) {
            return std::nullopt;
        }
        return text_.substr(begin, at_++ - begin);
    }

    bool value(const std::string& pointer, int depth)
    {
        skip_space();
        lines_.emplace(pointer, line_);
        if (depth > depth_most) {
            problems_.push_back(
                {line_, pointer, "it is nested more than 32 levels deep; make it flatter"});
            return false;
        }
        if (take('{')) {
            return members(pointer, depth);
        }
        if (take('[')) {
            return elements(pointer, depth);
        }
        if (take('"')) {
            return quoted().has_value();
        }
        while (at_ < text_.size() &&
               std::string_view(",]} \t\r\n").find(text_[at_]) == std::string_view::npos) {
            ++at_;
        }
        return true;
    }

    bool members(const std::string& pointer, int depth)
    {
        if (take('}')) {
            return true;
        }
        std::vector<std::string_view> names;
        do {
            if (!take('"')) {
                return false;
            }
            const auto name = quoted();
            if (!name || !take(':')) {
                return false;
            }
            const std::string inner = pointer + "/" + std::string(*name);
            if (std::find(names.begin(), names.end(), *name) != names.end()) {
                problems_.push_back({line_, inner, "it is there twice; take one away"});
                return false;
            }
            names.push_back(*name);
            if (!value(inner, depth + 1)) {
                return false;
            }
        } while (take(','));
        return take('}');
    }

    bool elements(const std::string& pointer, int depth)
    {
        if (take(']')) {
            return true;
        }
        std::size_t index = 0;
        do {
            if (!value(pointer + "/" + std::to_string(index++), depth + 1)) {
                return false;
            }
        } while (take(','));
        return take(']');
    }

    std::string_view text_;
    std::map<std::string, int>& lines_;
    std::vector<TextProblem>& problems_;
    std::size_t at_ = 0;
    int line_ = 1;
};

int line_at(std::string_view text, std::size_t byte)
{
    const auto end = text.begin() + static_cast<std::ptrdiff_t>(std::min(byte, text.size()));
    return 1 + static_cast<int>(std::count(text.begin(), end, '\n'));
}

/// What the parser complains of, without its own prefix.
std::string complaint(const std::string& what)
{
    const auto colon = what.rfind("; ");
    return colon == std::string::npos ? what.substr(what.find("] ") + 2) : what.substr(colon + 2);
}

} // namespace

std::string to_string(const TextProblem& problem)
{
    std::string place;
    if (problem.line > 0) {
        place = "line ";
        place += std::to_string(problem.line);
    }
    if (!problem.field.empty()) {
        place += place.empty() ? "" : ", ";
        place += problem.field;
    }
    return place.empty() ? problem.sentence : place + ": " + problem.sentence;
}

JsonText::JsonText(std::string_view text, std::vector<TextProblem>& problems)
{
    if (text.size() > text_most) {
        problems.push_back({0, "", "it is larger than 4 MiB; split it"});
        return;
    }
    if (text.find_first_not_of(" \t\r\n") == std::string_view::npos) {
        problems.push_back({0, "", "it is empty; write {\"version\": 1, …} into it"});
        return;
    }
    const std::size_t before = problems.size();
    Walker(text, lines_, problems).walk();
    if (problems.size() > before) {
        return;
    }
    try {
        value_ = nlohmann::json::parse(text);
    } catch (const nlohmann::json::parse_error& error) {
        problems.push_back({line_at(text, error.byte > 0 ? error.byte - 1 : 0),
                            "",
                            "it is not JSON here: " + complaint(error.what())});
    } catch (const nlohmann::json::exception& error) {
        problems.push_back({0, "", "it is not JSON: " + complaint(error.what())});
    }
}

int JsonText::line_of(std::string pointer) const
{
    for (;;) {
        const auto found = lines_.find(pointer);
        if (found != lines_.end()) {
            return found->second;
        }
        if (pointer.empty()) {
            return 0;
        }
        pointer.resize(pointer.rfind('/'));
    }
}

} // namespace rushlight::editor
