#include "app/worker/options.hpp"

#include <algorithm>
#include <charconv>
#include <stdexcept>

namespace rushlight::app::worker {

Options::Options(const std::vector<std::string>& arguments,
                 const std::vector<std::string>& valued,
                 const std::vector<std::string>& switches)
{
    const auto among = [](const std::vector<std::string>& names, const std::string& name) {
        return std::find(names.begin(), names.end(), name) != names.end();
    };
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        const std::string& word = arguments[i];
        if (among(switches, word)) {
            values_[word] = "";
        } else if (!among(valued, word)) {
            throw std::invalid_argument("unknown option " + word + "; see --help");
        } else if (i + 1 == arguments.size()) {
            throw std::invalid_argument(word + " needs a value; see --help");
        } else {
            values_[word] = arguments[++i];
        }
    }
}

std::string Options::text(const std::string& name, const std::string& otherwise) const
{
    const auto found = values_.find(name);
    return found == values_.end() ? otherwise : found->second;
}

double Options::number(const std::string& name, double otherwise, double least, double most) const
{
    const auto found = values_.find(name);
    if (found == values_.end()) {
        return otherwise;
    }
    const std::string& text = found->second;
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size() || !(value >= least) ||
        !(value <= most)) {
        const auto plain = [](double x) {
            std::string s = std::to_string(x);
            s.erase(s.find_last_not_of('0') + 1);
            if (s.back() == '.') {
                s.pop_back();
            }
            return s;
        };
        throw std::invalid_argument(name + " takes a number from " + plain(least) + " to " +
                                    plain(most) + ", not '" + text + "'");
    }
    return value;
}

} // namespace rushlight::app::worker
