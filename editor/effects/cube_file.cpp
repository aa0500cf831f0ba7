#include "editor/effects/cube_file.hpp"

#include "editor/error.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <fstream>
#include <optional>
#include <string>

namespace rushlight::editor {

namespace {

constexpr std::size_t text_most = 16 << 20;
constexpr int size_least = 2;
constexpr int size_most = 65;

[[noreturn]] void refuse(const std::string& what)
{
    throw EditorError(EditorError::Code::unreadable, what);
}

bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\r';
}

/// Goes through a text line by line and word by word.
class Words {
public:
    explicit Words(std::string_view text)
        : text_(text)
    {
    }

    /// The next line that says something; false at the end.
    bool next_line()
    {
        while (!text_.empty()) {
            const std::size_t end = text_.find('\n');
            line_ = text_.substr(0, end);
            text_.remove_prefix(end == std::string_view::npos ? text_.size() : end + 1);
            ++number_;
            skip();
            if (!line_.empty() && line_[0] != '#') {
                return true;
            }
        }
        return false;
    }

    std::string_view word()
    {
        skip();
        std::size_t end = 0;
        while (end < line_.size() && !is_space(line_[end])) {
            ++end;
        }
        const std::string_view found = line_.substr(0, end);
        line_.remove_prefix(end);
        return found;
    }

    /// The next word as a number; none where it is none, or nothing that a colour can be.
    std::optional<float> number()
    {
        const std::string_view found = word();
        float value = 0;
        const char* const end = found.data() + found.size();
        const auto [at, error] = std::from_chars(found.data(), end, value);
        if (found.empty() || error != std::errc() || at != end || !std::isfinite(value) ||
            std::abs(value) > 1000) {
            return std::nullopt;
        }
        return value;
    }

    [[nodiscard]] bool at_end()
    {
        skip();
        return line_.empty();
    }

    [[nodiscard]] std::string place() const { return "line " + std::to_string(number_); }

private:
    void skip()
    {
        while (!line_.empty() && is_space(line_[0])) {
            line_.remove_prefix(1);
        }
    }

    std::string_view text_;
    std::string_view line_;
    int number_ = 0;
};

std::array<float, 3> three_numbers(Words& words)
{
    std::array<float, 3> numbers{};
    for (float& each : numbers) {
        const auto number = words.number();
        if (!number) {
            refuse(words.place() + " must hold three numbers from -1000 to 1000; the file may be "
                                   "damaged, take a fresh copy");
        }
        each = *number;
    }
    if (!words.at_end()) {
        refuse(words.place() + " holds more than three numbers; the file may be damaged, take a "
                               "fresh copy");
    }
    return numbers;
}

void read_size(Words& words, ColourTable& table)
{
    const auto size = words.number();
    if (table.size > 0) {
        refuse(words.place() + " gives LUT_3D_SIZE a second time; keep one table a file");
    }
    if (!size || *size != std::floor(*size) || *size < size_least || *size > size_most ||
        !words.at_end()) {
        refuse(words.place() + " must give LUT_3D_SIZE as a whole number from 2 to 65; export the "
                               "table in a smaller size, 33 is usual");
    }
    table.size = static_cast<int>(*size);
}

void read_keyword(std::string_view word, Words& words, ColourTable& table)
{
    if (word == "LUT_3D_SIZE") {
        read_size(words, table);
    } else if (word == "DOMAIN_MIN") {
        table.low = three_numbers(words);
    } else if (word == "DOMAIN_MAX") {
        table.high = three_numbers(words);
    } else if (word == "LUT_3D_INPUT_RANGE") { // as some programs write the domain
        const auto low = words.number();
        const auto high = words.number();
        if (!low || !high) {
            refuse(words.place() + " must hold two numbers; the file may be damaged");
        }
        table.low.fill(*low);
        table.high.fill(*high);
    } else if (word == "LUT_1D_SIZE") {
        refuse(words.place() + " begins a 1-D table; export it as a 3-D table instead");
    } else if (word != "TITLE") {
        const bool plain = word.size() <= 40 && std::all_of(word.begin(), word.end(), [](char c) {
                               return c > ' ' && c <= '~';
                           });
        refuse(words.place() + " begins with " +
               (plain ? "\"" + std::string(word) + "\", which" : "something that") +
               " no .cube file has; it may be of another kind");
    }
}

bool begins_number(std::string_view word)
{
    return (word[0] >= '0' && word[0] <= '9') || word[0] == '-' || word[0] == '.' || word[0] == '+';
}

} // namespace

std::shared_ptr<const ColourTable> read_cube(std::string_view text)
{
    if (text.size() > text_most) {
        refuse("it is larger than 16 MiB; export the table in a smaller size");
    }
    auto table = std::make_shared<ColourTable>();
    Words words(text);
    std::size_t wanted = 0;
    while (words.next_line()) {
        Words line = words;
        const std::string_view word = line.word();
        if (!begins_number(word)) {
            if (wanted > 0) {
                refuse(words.place() + " must hold three numbers like the lines before it; the "
                                       "file may be damaged, take a fresh copy");
            }
            read_keyword(word, line, *table);
            continue;
        }
        if (table->size == 0) {
            refuse(words.place() + " holds colours before LUT_3D_SIZE is given; the file may be "
                                   "damaged, take a fresh copy");
        }
        const auto side = static_cast<std::size_t>(table->size);
        wanted = 3 * side * side * side;
        const auto colour = three_numbers(words);
        if (table->values.size() >= wanted) {
            refuse(words.place() +
                   " comes after the table's last colour; LUT_3D_SIZE may be wrong");
        }
        table->values.insert(table->values.end(), colour.begin(), colour.end());
    }
    if (table->size == 0) {
        refuse("it has no LUT_3D_SIZE; it is no .cube file, or a damaged one");
    }
    if (table->values.empty() || table->values.size() < wanted) {
        refuse("it ends after " + std::to_string(table->values.size() / 3) + " colours of " +
               std::to_string(table->size) + "³; take a fresh copy");
    }
    for (std::size_t i = 0; i < 3; ++i) {
        if (!(table->high[i] > table->low[i])) {
            refuse("its DOMAIN_MAX is not above its DOMAIN_MIN; export the table again");
        }
    }
    return table;
}

std::shared_ptr<const ColourTable> read_cube_file(const std::filesystem::path& file)
{
    std::string text;
    std::ifstream in(file, std::ios::binary);
    char part[1 << 16];
    while (text.size() <= text_most && in.read(part, sizeof part).gcount() > 0) {
        text.append(part, static_cast<std::size_t>(in.gcount()));
    }
    if (text.empty()) {
        refuse(file.filename().string() + " is empty or cannot be read; take a fresh copy");
    }
    try {
        return read_cube(text);
    } catch (const EditorError& error) {
        refuse(file.filename().string() + ": " + error.what());
    }
}

bool is_cube_file(const std::filesystem::path& file)
{
    std::string end = file.extension().string();
    std::transform(end.begin(), end.end(), end.begin(), [](unsigned char c) {
        return static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
    });
    return end == ".cube";
}

} // namespace rushlight::editor
