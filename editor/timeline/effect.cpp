#include "editor/timeline/effect.hpp"

#include <algorithm>

namespace rushlight::editor {

double Curve::at(const Time& time) const
{
    if (keys.empty()) {
        return 0;
    }
    const auto after = std::upper_bound(
        keys.begin(), keys.end(), time, [](const Time& t, const Key& key) { return t < key.time; });
    if (after == keys.begin()) {
        return keys.front().value;
    }
    const Key& before = *(after - 1);
    if (after == keys.end() || before.interpolation == Interpolation::hold) {
        return before.value;
    }
    const double share = ((time - before.time) / (after->time - before.time)).seconds();
    return before.value + (after->value - before.value) * share;
}

double
number_at(const Effect& effect, const std::string& parameter, const Time& time, double otherwise)
{
    const auto found = effect.values.find(parameter);
    if (found == effect.values.end()) {
        return otherwise;
    }
    if (const auto* number = std::get_if<double>(&found->second)) {
        return *number;
    }
    if (const auto* curve = std::get_if<Curve>(&found->second)) {
        return curve->keys.empty() ? otherwise : curve->at(time);
    }
    return otherwise;
}

std::string
text_of(const Effect& effect, const std::string& parameter, const std::string& otherwise)
{
    const auto found = effect.values.find(parameter);
    if (found == effect.values.end()) {
        return otherwise;
    }
    const auto* text = std::get_if<std::string>(&found->second);
    return text ? *text : otherwise;
}

} // namespace rushlight::editor
