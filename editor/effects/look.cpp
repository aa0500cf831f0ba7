#include "editor/effects/look.hpp"

#include <algorithm>

namespace rushlight::editor {

namespace {

/// Where a channel lies in the table: the point below it and how far on to the next.
struct Axis {
    std::size_t point;
    float share;
};

Axis axis_of(const ColourTable& table, std::size_t channel, float value)
{
    const float low = table.low[channel];
    const float at =
        (value - low) / (table.high[channel] - low) * static_cast<float>(table.size - 1);
    const float held = std::clamp(at, 0.0F, static_cast<float>(table.size - 1));
    const auto point =
        std::min(static_cast<std::size_t>(held), static_cast<std::size_t>(table.size - 2));
    return {point, held - static_cast<float>(point)};
}

/// From the lower corner one step along the channel with the largest share, then the next, then the
/// last: the corners of the tetrahedron around the colour.
void look_up(const ColourTable& table, float* r, float* g, float* b, float strength)
{
    const auto side = static_cast<std::size_t>(table.size);
    const std::array<Axis, 3> axes{
        axis_of(table, 0, *r), axis_of(table, 1, *g), axis_of(table, 2, *b)};
    const std::array<std::size_t, 3> steps{3, 3 * side, 3 * side * side};
    std::array<std::size_t, 3> order{0, 1, 2};
    const auto sort = [&](std::size_t i, std::size_t j) {
        if (axes[order[i]].share < axes[order[j]].share) {
            std::swap(order[i], order[j]);
        }
    };
    sort(0, 1);
    sort(1, 2);
    sort(0, 1);
    const float* corner = table.values.data() + axes[0].point * steps[0] +
                          axes[1].point * steps[1] + axes[2].point * steps[2];
    std::array<float, 3> colour{corner[0], corner[1], corner[2]};
    for (const std::size_t channel : order) {
        const float* const next = corner + steps[channel];
        for (std::size_t i = 0; i < 3; ++i) {
            colour[i] += (next[i] - corner[i]) * axes[channel].share;
        }
        corner = next;
    }
    *r += (colour[0] - *r) * strength;
    *g += (colour[1] - *g) * strength;
    *b += (colour[2] - *b) * strength;
}

} // namespace

EffectKind look_kind()
{
    Parameter table{"table", "", 0, 0, 0, false, {}, ParameterForm::table, ""};
    return {"lut", 1, {std::move(table), number_parameter("strength", "share", 0, 1, 1)}};
}

Look look_at(const Effect& effect, const Time& time)
{
    static const EffectKind kind = look_kind();
    return {text_of(effect, kind, "table"), number_of(effect, kind, "strength", time), nullptr};
}

RowWork rows_of(const Look& look, const Moment&)
{
    if (!look.colours || look.strength == 0) {
        return [](const RgbaRow&) {
        };
    }
    const auto strength = static_cast<float>(look.strength);
    return [colours = look.colours, strength](const RgbaRow& row) {
        for (int i = 0; i < row.count; ++i) {
            look_up(*colours, row.r + i, row.g + i, row.b + i, strength);
        }
    };
}

} // namespace rushlight::editor
