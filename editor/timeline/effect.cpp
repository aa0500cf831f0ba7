#include "editor/timeline/effect.hpp"

#include <algorithm>

namespace rushlight::editor {

namespace {

/// One coordinate of the Bézier curve from 0 over two inner points to 1.
double bezier(double s, double first, double second)
{
    const double t = 1 - s;
    return s * (3 * t * (t * first + s * second) + s * s);
}

/// How much of the change is made after a share of the time.
double eased(const Handles& handles, double share)
{
    // x rises with s, so that halving finds it: 40 steps leave 1e-12
    const double x1 = std::clamp(handles.x1, 0.0, 1.0);
    const double x2 = std::clamp(handles.x2, 0.0, 1.0);
    double low = 0;
    double high = 1;
    for (int i = 0; i < 40; ++i) {
        const double middle = (low + high) / 2;
        (bezier(middle, x1, x2) < share ? low : high) = middle;
    }
    return bezier((low + high) / 2, handles.y1, handles.y2);
}

} // namespace

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
    double share = ((time - before.time) / (after->time - before.time)).seconds();
    if (before.interpolation == Interpolation::bezier) {
        share = eased(before.handles, share);
    }
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
