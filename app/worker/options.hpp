#pragma once

#include <map>
#include <string>
#include <vector>

namespace rushlight::app::worker {

/// Options of a command: `--name value` pairs and switches.
class Options {
public:
    /// Throws std::invalid_argument, with a sentence, for an option that stands in neither list, a
    /// missing value or a word that is no option.
    Options(const std::vector<std::string>& arguments,
            const std::vector<std::string>& valued,
            const std::vector<std::string>& switches);

    [[nodiscard]] bool has(const std::string& name) const { return values_.count(name) != 0; }

    [[nodiscard]] std::string text(const std::string& name, const std::string& otherwise) const;
    /// Throws std::invalid_argument when the value is no number or lies outside.
    [[nodiscard]] double
    number(const std::string& name, double otherwise, double least, double most) const;

private:
    std::map<std::string, std::string> values_;
};

} // namespace rushlight::app::worker
