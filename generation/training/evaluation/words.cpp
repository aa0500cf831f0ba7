#include "generation/training/analyzers/classical.hpp"
#include "generation/training/evaluation/examiner.hpp"

#include <ATen/ATen.h>

#include <algorithm>
#include <cmath>

namespace rushlight::generation::training {

void Examiner::words()
{
    std::array<Labels, world::axis_count> by_a1;
    Labels hour, colour;
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
        hour.generated.push_back(static_cast<int>(hour_of(made)));
        hour.rendered.push_back(static_cast<int>(hour_of(real)));
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
        if (which == world::Axis::time || which == world::Axis::weather ||
            which == world::Axis::place) {
            demand_at_least(row, 0.5);
        } else if (which == world::Axis::kind || which == world::Axis::colour) {
            demand_at_least(row, 0.3);
        }
        rows_.push_back(row);
    }
    rows_.push_back(normalised_accuracy("words: time (A2)", hour));
    rows_.push_back(normalised_accuracy("words: colour (A2)", colour));
    Row moves = row_of("words: motion energy over the render's", energy, median_of);
    moves.ceiling = 1;
    rows_.push_back(moves);
    sheets_.push_back(std::move(sheet));
}

} // namespace rushlight::generation::training
