#include "editor/interchange/exchange.hpp"

#include <algorithm>

namespace rushlight::editor {

namespace {

constexpr std::size_t named_most = 8;
constexpr std::size_t kinds_most = 1000; ///< a damaged file may hold any number

} // namespace

Time freeze_speed()
{
    return {1, std::int64_t{1} << 20};
}

void Losses::add(const std::string& what, const std::string& where)
{
    const auto known = [&](const std::string& one) {
        return std::find_if(
            losses_.begin(), losses_.end(), [&](const Loss& loss) { return loss.what == one; });
    };
    const std::string further = "something of yet another kind";
    auto found = known(what);
    const bool many = found == losses_.end() && losses_.size() >= kinds_most;
    found = many ? known(further) : found;
    Loss& loss =
        found != losses_.end() ? *found : losses_.emplace_back(Loss{many ? further : what, {}, 0});
    ++loss.count;
    if (!where.empty() && loss.where.size() < named_most) {
        loss.where.push_back(where);
    }
}

std::vector<std::string> Losses::sentences() const
{
    std::vector<std::string> sentences;
    for (const Loss& loss : losses_) {
        std::string sentence = loss.what;
        for (std::size_t i = 0; i < loss.where.size(); ++i) {
            sentence += (i == 0 ? " of " : ", ") + loss.where[i];
        }
        if (!loss.where.empty() && loss.count > loss.where.size()) {
            sentence += " and " + std::to_string(loss.count - loss.where.size()) + " more";
        }
        sentences.push_back(std::move(sentence));
    }
    return sentences;
}

std::string
place_of(const ExchangeItem& item, const ExchangeTrack& track, const Time& begin, const Time& rate)
{
    const std::string name = item.is_gap() ? "a gap" : "\"" + item.name + "\"";
    return name + " (" + track.name + " at frame " + std::to_string(begin.floor_at(rate)) + ")";
}

} // namespace rushlight::editor
