#include "generation/world/lexicon.hpp"

#include <stdexcept>

namespace rushlight::generation::world {

extern const std::string_view lexicon_text;

namespace {

std::string_view trimmed(std::string_view text)
{
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) {
        text.remove_prefix(1);
    }
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) {
        text.remove_suffix(1);
    }
    return text;
}

std::vector<std::string> pieces(std::string_view text, char separator)
{
    std::vector<std::string> found;
    while (!text.empty()) {
        const auto at = text.find(separator);
        const std::string_view piece = trimmed(text.substr(0, at));
        if (!piece.empty()) {
            found.emplace_back(piece);
        }
        if (at == std::string_view::npos) {
            break;
        }
        text.remove_prefix(at + 1);
    }
    return found;
}

std::optional<Axis> axis_named(std::string_view section)
{
    for (int i = 0; i < axis_count; ++i) {
        if (name(static_cast<Axis>(i)) == section) {
            return static_cast<Axis>(i);
        }
    }
    return std::nullopt;
}

int value_named(Axis axis, std::string_view value)
{
    for (int i = 0; i < classes(axis); ++i) {
        if (name(axis, i) == value) {
            return i;
        }
    }
    // A camera that is filmed is a prop; the word alone means ours.
    if (value == "camera_prop") {
        return static_cast<int>(Kind::camera);
    }
    return -1;
}

[[noreturn]] void wrong(int line, std::string_view what)
{
    throw std::runtime_error("lexicon.txt line " + std::to_string(line) + ": " + std::string(what));
}

} // namespace

Lexicon read_lexicon(std::string_view text)
{
    Lexicon lexicon;
    std::map<std::string, Meaning, std::less<>> concepts;
    std::string section;
    std::optional<Axis> axis;
    int next_token = 0;
    int line_number = 0;
    while (!text.empty()) {
        const auto end = text.find('\n');
        const std::string_view line = trimmed(text.substr(0, end));
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
        ++line_number;
        if (line.empty() || line.front() == '#') {
            continue;
        }
        if (line.front() == '[') {
            const auto words = pieces(line.substr(1, line.find(']') - 1), ' ');
            section = words.at(0);
            axis = axis_named(section);
            next_token = words.size() > 1 ? std::stoi(words[1]) : 0;
            continue;
        }
        if (section == "drop") {
            for (const std::string& surface : pieces(line, ',')) {
                lexicon.surfaces.try_emplace(surface, std::vector<Meaning>{Meaning{}});
            }
            continue;
        }
        if (section == "unpictured") {
            for (const std::string& word : pieces(line, ',')) {
                lexicon.unpictured.insert(word);
            }
            continue;
        }
        const auto sign = line.find_first_of("=<");
        if (sign == std::string_view::npos) {
            wrong(line_number, "a line needs = or <");
        }
        const std::string left(trimmed(line.substr(0, sign)));
        const std::string_view right = trimmed(line.substr(sign + 1));
        if (section == "phrase") {
            std::vector<Meaning> meanings;
            for (const std::string& concept_name : pieces(right, ' ')) {
                const auto found = concepts.find(concept_name);
                if (found == concepts.end()) {
                    wrong(line_number, "unknown concept " + concept_name);
                }
                meanings.push_back(found->second);
            }
            lexicon.surfaces[left] = meanings;
            continue;
        }
        const std::string concept_name = section + "." + left;
        Meaning meaning;
        if (line[sign] == '<') {
            const auto found = concepts.find(concept_name);
            if (found == concepts.end()) {
                wrong(line_number, "unknown concept " + concept_name);
            }
            meaning = found->second;
            meaning.stands_in = true;
        } else {
            meaning.concept_name = concept_name;
            meaning.token = next_token++;
            meaning.axis = axis;
            if (axis) {
                meaning.value = value_named(*axis, left);
                if (meaning.value < 0) {
                    wrong(line_number, "no value " + left + " on axis " + section);
                }
            }
            concepts[concept_name] = meaning;
        }
        for (const std::string& surface : pieces(right, ',')) {
            // The first meaning of a surface stands.
            lexicon.surfaces.try_emplace(surface, std::vector<Meaning>{meaning});
        }
    }
    for (const auto& [surface, meanings] : lexicon.surfaces) {
        for (std::string& word : pieces(surface, ' ')) {
            lexicon.written.insert(std::move(word));
        }
    }
    return lexicon;
}

const Lexicon& the_lexicon()
{
    static const Lexicon lexicon = read_lexicon(lexicon_text);
    return lexicon;
}

} // namespace rushlight::generation::world
