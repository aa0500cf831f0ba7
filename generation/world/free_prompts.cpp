#include "generation/world/free_prompts.hpp"

#include <stdexcept>

namespace rushlight::generation::world {

extern const std::string_view free_prompts_text;

namespace {

std::string_view trimmed(std::string_view text)
{
    const auto begin = text.find_first_not_of(" \t\r");
    return begin == std::string_view::npos
               ? std::string_view()
               : text.substr(begin, text.find_last_not_of(" \t\r") - begin + 1);
}

/// Takes the text before the separator, or all of it, off the front.
std::string_view taken(std::string_view& text, char separator)
{
    const auto at = text.find(separator);
    const std::string_view piece = text.substr(0, at);
    text.remove_prefix(at == std::string_view::npos ? text.size() : at + 1);
    return trimmed(piece);
}

[[noreturn]] void wrong(int line, const std::string& what)
{
    throw std::runtime_error("free prompts, line " + std::to_string(line) + ": " + what);
}

void mark(Slots& slots, std::string_view axis_name, std::string_view value_name, int line)
{
    for (int a = 0; a < axis_count; ++a) {
        const auto axis = static_cast<Axis>(a);
        if (name(axis) != axis_name) {
            continue;
        }
        if (slots.has(axis)) {
            wrong(line, std::string(axis_name) + " is marked twice");
        }
        for (int value = 0; value < classes(axis); ++value) {
            if (name(axis, value) == value_name) {
                slots.set(axis, value);
                return;
            }
        }
        wrong(line, std::string(axis_name) + " has no value " + std::string(value_name));
    }
    wrong(line, "there is no axis " + std::string(axis_name));
}

} // namespace

std::vector<FreePrompt> read_free_prompts(std::string_view text)
{
    std::vector<FreePrompt> prompts;
    for (int number = 1; !text.empty(); ++number) {
        const std::string_view line = taken(text, '\n');
        if (line.empty() || line.front() == '#') {
            continue;
        }
        const auto bar = line.rfind('|');
        if (bar == std::string_view::npos) {
            wrong(number, "a prompt and its marks need a | between them");
        }
        FreePrompt prompt;
        prompt.text = trimmed(line.substr(0, bar));
        if (prompt.text.empty()) {
            wrong(number, "there is no prompt");
        }
        for (std::string_view marks = trimmed(line.substr(bar + 1)); !marks.empty();) {
            std::string_view value = taken(marks, ',');
            if (value.find('=') == std::string_view::npos) {
                wrong(number, "a mark needs a =");
            }
            const std::string_view axis = taken(value, '=');
            mark(prompt.slots, axis, trimmed(value), number);
        }
        prompts.push_back(std::move(prompt));
    }
    return prompts;
}

const std::vector<FreePrompt>& the_free_prompts()
{
    static const std::vector<FreePrompt> prompts = read_free_prompts(free_prompts_text);
    return prompts;
}

double Agreement::recall() const
{
    return marked == 0 ? 1 : static_cast<double>(right) / marked;
}

double Agreement::precision() const
{
    return claimed == 0 ? 1 : static_cast<double>(right) / claimed;
}

Agreement& Agreement::operator+=(const Agreement& other)
{
    marked += other.marked;
    claimed += other.claimed;
    right += other.right;
    return *this;
}

bool claims(const Slots& marked, const Slots& read, Axis axis)
{
    if (!read.has(axis) || marked.has(axis)) {
        return read.has(axis);
    }
    switch (axis) {
    case Axis::count:
        return false;
    case Axis::way:
        return read[axis] != 1;
    case Axis::second_kind:
        return marked[Axis::count] < 2 || read[axis] != marked[Axis::kind];
    default:
        return true;
    }
}

Agreement agreement(const Slots& marked, const Slots& read)
{
    Agreement sum;
    for (int a = 0; a < axis_count; ++a) {
        const auto axis = static_cast<Axis>(a);
        sum.marked += marked.has(axis) ? 1 : 0;
        sum.claimed += claims(marked, read, axis) ? 1 : 0;
        sum.right += marked.has(axis) && marked[axis] == read[axis] ? 1 : 0;
    }
    return sum;
}

} // namespace rushlight::generation::world
