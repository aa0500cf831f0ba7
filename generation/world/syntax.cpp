#include "generation/world/syntax.hpp"

#include <algorithm>
#include <array>
#include <string>

namespace rushlight::generation::world {

bool one_of(std::string_view word, std::initializer_list<std::string_view> words)
{
    return std::find(words.begin(), words.end(), word) != words.end();
}

const Word* word_after(const std::vector<Word>& words, std::size_t at)
{
    return at + 1 < words.size() && words[at + 1].clause == words[at].clause ? &words[at + 1]
                                                                             : nullptr;
}

bool kind_follows(const std::vector<Word>& words, std::size_t at)
{
    for (std::size_t i = at + 1; i < words.size() && words[i].clause == words[at].clause; ++i) {
        if (words[i].axis == Axis::kind) {
            return true;
        }
        if (words[i].axis == Axis::action || words[i].axis == Axis::place ||
            words[i].axis == Axis::move) {
            return false;
        }
    }
    return false;
}

bool describes_kind(const std::vector<Word>& words, std::size_t at)
{
    for (std::size_t i = at + 1; i < words.size() && words[i].clause == words[at].clause; ++i) {
        const Word& word = words[i];
        if (word.axis == Axis::kind) {
            return true;
        }
        const bool describing = word.axis == Axis::colour || word.axis == Axis::expression ||
                                word.axis == Axis::count || word.idea.substr(0, 7) == "detail.";
        if (!describing && word.known && !one_of(word.surface, {"a", "an", "the", "some"})) {
            return false;
        }
    }
    return false;
}

bool describes_scenery(const std::vector<Word>& words, std::size_t at)
{
    const Word* next = word_after(words, at);
    if (next == nullptr) {
        return false;
    }
    constexpr std::array<std::string_view, 12> scenery{"detail.house",
                                                       "detail.light",
                                                       "detail.dark",
                                                       "detail.sky",
                                                       "detail.path",
                                                       "detail.sand",
                                                       "detail.tree",
                                                       "detail.water",
                                                       "detail.moon",
                                                       "detail.sun",
                                                       "detail.hair",
                                                       "function.scene"};
    return next->axis == Axis::place || next->axis == Axis::weather || next->axis == Axis::time ||
           std::find(scenery.begin(), scenery.end(), next->idea) != scenery.end() ||
           one_of(next->surface,
                  {"mood", "feeling", "atmosphere", "tone", "vibe", "face", "faces", "eyes"});
}

bool refers_back(const std::vector<Word>& words, std::size_t at)
{
    const std::string padded = " " + words[at].surface + " ";
    for (const char* word : {" its ", " his ", " her ", " their ", " it ", " him "}) {
        if (padded.find(word) != std::string::npos) {
            return true;
        }
    }
    const Word* next = word_after(words, at);
    return next != nullptr && one_of(next->surface, {"it", "him", "her", "them"});
}

} // namespace rushlight::generation::world
