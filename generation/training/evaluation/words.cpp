#include "generation/training/analyzers/classical.hpp"
#include "generation/training/evaluation/examiner.hpp"

#include <ATen/ATen.h>

#include <algorithm>
#include <cmath>

namespace rushlight::generation::training {

namespace {

/// Least normalised accuracy of an axis: of world v0's model and of world v1's (previs-model.md
/// §4.2).
struct Demand {
    world::Axis axis;
    double first, whole;
};

constexpr Demand demands[] = {{world::Axis::kind, 0.6, 0.8},
                              {world::Axis::colour, 0.6, 0.8},
                              {world::Axis::style, 0.6, 0.8},
                              {world::Axis::place, 0.6, 0.9},
                              {world::Axis::weather, 0.9, 0.9},
                              {world::Axis::time, 0.9, 0.9},
                              {world::Axis::action, 0.4, 0.6},
                              {world::Axis::move, 0.8, 0.8},
                              {world::Axis::shot, 0.6, 0.75}};

} // namespace

void Examiner::words()
{
    std::array<Labels, world::axis_count> by_a1;
    Labels hour, colour, pairs;
    std::vector<double> energy;
    Sheet sheet{"words", "Text to video, the first 16 held-out captions: render, then made", {}};
    for (int i = 0; i < request_.clips; ++i) {
        const world::Scene wanted = scene(i);
        const at::Tensor real = rendered(wanted);
        const at::Tensor made = generate(request_for(caption(wanted, i, world::Density::dense), i));
        const Analysis of_made = analyze(made), of_real = analyze(real);
        for (int axis = 0; axis < world::axis_count; ++axis) {
            const auto which = static_cast<world::Axis>(axis);
            const int truth = world::label(wanted, which);
            if (truth >= 0 && of_made.logits[static_cast<std::size_t>(axis)].defined()) {
                Labels& labels = by_a1[static_cast<std::size_t>(axis)];
                labels.generated.push_back(said(of_made, which));
                labels.rendered.push_back(said(of_real, which));
                labels.truth.push_back(truth);
            }
        }
        if (wanted.entities.size() > 1) { // who is what, both at once
            const auto pair = [](const auto& of) {
                int code = 0;
                for (const world::Axis axis : {world::Axis::kind,
                                               world::Axis::colour,
                                               world::Axis::second_kind,
                                               world::Axis::second_colour}) {
                    code = code * world::classes(axis) + of(axis);
                }
                return code;
            };
            pairs.truth.push_back(
                pair([&](world::Axis axis) { return world::label(wanted, axis); }));
            pairs.generated.push_back(pair([&](world::Axis axis) { return said(of_made, axis); }));
            pairs.rendered.push_back(pair([&](world::Axis axis) { return said(of_real, axis); }));
        }
        hour.generated.push_back(static_cast<int>(hour_of(made, model_.world)));
        hour.rendered.push_back(static_cast<int>(hour_of(real, model_.world)));
        hour.truth.push_back(static_cast<int>(wanted.time));
        colour.generated.push_back(static_cast<int>(colour_of(made)));
        colour.rendered.push_back(static_cast<int>(colour_of(real)));
        colour.truth.push_back(static_cast<int>(wanted.entities.front().colour));
        energy.push_back(motion_energy(made) / std::max(1e-4, motion_energy(reconstructed(real))));
        if (i < 16) {
            if (i % 2 == 0) {
                sheet.rows.emplace_back();
            }
            for (Picture& picture : frames_of(real, 2)) {
                sheet.rows.back().push_back(std::move(picture));
            }
            for (Picture& picture : frames_of(made, 3)) {
                sheet.rows.back().push_back(std::move(picture));
            }
        }
        tell("text to video", i + 1, request_.clips);
    }
    for (int axis = 0; axis < world::axis_count; ++axis) {
        const auto which = static_cast<world::Axis>(axis);
        const Labels& labels = by_a1[static_cast<std::size_t>(axis)];
        if (labels.truth.empty()) {
            continue;
        }
        Row row =
            normalised_accuracy("words: " + std::string(world::name(which)) + " (A1)", labels);
        const auto demand = std::find_if(std::begin(demands),
                                         std::end(demands),
                                         [&](const Demand& d) { return d.axis == which; });
        if (demand != std::end(demands)) {
            demand_at_least(row, first_world() ? demand->first : demand->whole);
        }
        rows_.push_back(row);
    }
    Row bound = normalised_accuracy("words: both of two, kind and colour (A1)", pairs);
    demand_at_least(bound, first_world() ? 0.25 : 0.5);
    rows_.push_back(bound);
    rows_.push_back(normalised_accuracy("words: time (A2)", hour));
    rows_.push_back(normalised_accuracy("words: colour (A2)", colour));
    Row moves = row_of("words: motion energy over the render's", energy, median_of);
    moves.ceiling = 1;
    rows_.push_back(moves);
    sheets_.push_back(std::move(sheet));
}

} // namespace rushlight::generation::training
