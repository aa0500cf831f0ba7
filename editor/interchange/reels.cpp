#include "editor/interchange/reels.hpp"

#include <map>
#include <set>

namespace rushlight::editor {

namespace {

constexpr std::size_t letters = 8;

/// What may stand in a list's reel column.
std::string plain(const std::string& name)
{
    std::string out;
    for (const char c : name) {
        const bool small = c >= 'a' && c <= 'z';
        if (small || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_') {
            out += small ? static_cast<char>(c - 'a' + 'A') : c;
        }
    }
    return out;
}

} // namespace

std::vector<std::string> short_reels(const std::vector<ExchangeMedia>& media)
{
    std::set<std::string> used{"", "BL", "BLACK", "BARS", "AX"}; // these mean something else
    std::map<std::string, std::string> known;
    std::vector<std::string> reels;
    for (const ExchangeMedia& one : media) {
        const std::string from =
            one.reel.empty() ? one.name.substr(0, one.name.rfind('.')) : one.reel;
        const std::string key =
            (one.reel.empty() ? "name " + one.file + one.asset : "reel ") + from;
        const auto [found, is_new] = known.emplace(key, "");
        if (is_new) {
            const std::string whole = plain(from);
            std::string reel = whole.substr(0, letters);
            for (int n = 1; !used.insert(reel).second; ++n) {
                const std::string number = std::to_string(n);
                reel = (whole.empty() ? "REEL" : whole).substr(0, letters - number.size()) + number;
            }
            found->second = reel;
        }
        reels.push_back(found->second);
    }
    return reels;
}

} // namespace rushlight::editor
