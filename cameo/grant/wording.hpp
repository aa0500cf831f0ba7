#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace rushlight::cameo {

/// A text as restrictions see it: words in lower case without diacritics or invisible characters,
/// look-alike Greek and Cyrillic letters as their Latin ones. Writing without spaces between words
/// (Chinese, Japanese, Thai …) and pictographs count one word a character. Any bytes are fine;
/// those that are not UTF-8 separate words.
class Wording {
public:
    explicit Wording(std::string_view text);

    /// Whether the term's words stand in the text, next to each other and in order, each in any of
    /// its usual English forms (plural, -ing, -ed, common irregular verbs). An empty term never
    /// does.
    [[nodiscard]] bool contains(std::string_view term) const;

    [[nodiscard]] const std::vector<std::string>& words() const { return words_; }

private:
    std::vector<std::string> words_;
    std::vector<std::vector<std::string>> stems_; ///< of each word, sorted
};

} // namespace rushlight::cameo
