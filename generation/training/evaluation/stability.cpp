#include "generation/training/analyzers/classical.hpp"
#include "generation/training/analyzers/motion_measures.hpp"
#include "generation/training/evaluation/examiner.hpp"

#include <ATen/ATen.h>

#include <algorithm>
#include <cmath>

namespace rushlight::generation::training {

void Examiner::stability()
{
    // what no block of the frame before explains, against a render as it comes back
    std::vector<double> rest;
    const int count = some(4);
    for (int i = 0; i < count; ++i) {
        const world::Scene wanted = scene(i);
        const at::Tensor real = reconstructed(rendered(wanted));
        const at::Tensor clip = generate(request_for(caption(wanted, i, world::Density::dense), i));
        // a frozen clip has no rest: it is no proof of anything
        if (motion_energy(clip) > 0.3 * motion_energy(real)) {
            rest.push_back(warp_residual(clip) / std::max(1e-5, warp_residual(real)));
        }
        tell("consistency", i + 1, count);
    }
    Row row = row_of("consistency: rest after block warp over the render's", rest, median_of);
    row.ceiling = 1;
    const double most = first_world() ? 2.5 : 1.8;
    row.must = first_world() ? "≤ 2.5" : "≤ 1.8";
    row.passed = row.value <= most && !rest.empty();
    rows_.push_back(row);
}

void Examiner::physics()
{
    std::vector<double> made_rest, real_rest;
    const int count = some(8);
    for (int i = 0, found = 0; found < count && i < 400 * count; ++i) {
        const world::Scene wanted = scene(70000 + i);
        const world::Entity& subject = wanted.entities.front();
        const bool plain =
            wanted.entities.size() == 1 && wanted.shot == world::Shot::wide &&
            subject.colour < world::ColourName::brown && wanted.time != world::TimeOfDay::night &&
            wanted.style != world::Style::noir && wanted.style != world::Style::blueprint;
        if (subject.action != world::Action::bounce || !plain) {
            continue;
        }
        ++found;
        const auto residual = [&](const at::Tensor& clip) {
            return ballistic_residual(path_of_ink(clip, subject.colour).y, clip_rate);
        };
        real_rest.push_back(residual(reconstructed(rendered(wanted))));
        made_rest.push_back(
            residual(generate(request_for(caption(wanted, i, world::Density::dense), i))));
        tell("physics", found, count);
    }
    Row row = row_of("physics: rest of the ballistic fit of what bounces", made_rest, median_of);
    const double real = median_of(real_rest);
    row.ceiling = real;
    row.floor = 1;
    row.must = "≤ 2 of the render's";
    row.passed = row.value <= 2 * real;
    rows_.push_back(row);
}

void Examiner::streaming()
{
    // ten seconds by extension: is the end still what the beginning was?
    constexpr int prefix = 9, extensions = 4;
    constexpr world::Axis axes[] = {
        world::Axis::kind, world::Axis::colour, world::Axis::place, world::Axis::time};
    std::vector<double> begun, ended;
    Sheet sheet{"streaming", "Ten seconds by extension: every two seconds", {}};
    const int count = some(16);
    for (int i = 0; i < count; ++i) {
        const world::Scene wanted = scene(80000 + i);
        const std::string words = caption(wanted, i, world::Density::dense);
        at::Tensor whole = generate(request_for(words, i));
        for (int k = 0; k < extensions; ++k) {
            Request more = request_for(words, i + 1000 * (k + 1));
            Inputs inputs;
            add_input(
                more, inputs, "so_far", pixels_of(whole.narrow(1, whole.size(1) - prefix, prefix)));
            more.source = Source{"so_far", 0.6, prefix};
            const at::Tensor next = generate(more, inputs);
            whole = at::cat({whole, next.narrow(1, prefix, frames - prefix)}, 1);
        }
        const auto right = [&](const at::Tensor& part) {
            const Analysis analysis = analyze(part);
            double sum = 0;
            for (const world::Axis axis : axes) {
                sum += said(analysis, axis) == world::label(wanted, axis) ? 0.25 : 0;
            }
            return sum;
        };
        begun.push_back(right(whole.narrow(1, 0, 24)));
        ended.push_back(right(whole.narrow(1, whole.size(1) - 24, 24)));
        if (i < 5) {
            sheet.rows.push_back(frames_of(whole, 6));
        }
        tell("streaming", i + 1, count);
    }
    Row row = row_of("streaming: kind, colour, place and time right in the last two of ten seconds",
                     ended,
                     mean_of);
    row.ceiling = mean_of(begun);
    row.must = "≥ 0.85 of the first two";
    row.passed = row.value >= 0.85 * row.ceiling;
    rows_.push_back(row);
    sheets_.push_back(std::move(sheet));
}

void Examiner::few_steps()
{
    constexpr world::Axis axes[] = {world::Axis::kind,
                                    world::Axis::colour,
                                    world::Axis::place,
                                    world::Axis::weather,
                                    world::Axis::time,
                                    world::Axis::style,
                                    world::Axis::shot,
                                    world::Axis::move};
    std::vector<Labels> few(std::size(axes)), many(std::size(axes));
    const int count = some(2);
    for (int i = 0; i < count; ++i) {
        const world::Scene wanted = scene(i);
        const Analysis real = analyze(rendered(wanted));
        Request made = request_for(caption(wanted, i, world::Density::dense), i);
        const Analysis slow = analyze(generate(made));
        made.steps = 4;
        const Analysis quick = analyze(generate(made));
        for (std::size_t k = 0; k < std::size(axes); ++k) {
            const int truth = world::label(wanted, axes[k]);
            if (truth < 0) {
                continue;
            }
            for (auto* labels : {&few[k], &many[k]}) {
                labels->truth.push_back(truth);
                labels->rendered.push_back(said(real, axes[k]));
            }
            few[k].generated.push_back(said(quick, axes[k]));
            many[k].generated.push_back(said(slow, axes[k]));
        }
        tell("four steps", i + 1, count);
    }
    // the worst row decides; rows that the full number of steps does not reach say nothing
    double worst = 10;
    Row row;
    for (std::size_t k = 0; k < std::size(axes); ++k) {
        const Row quick = normalised_accuracy("", few[k]), slow = normalised_accuracy("", many[k]);
        if (slow.value > 0.1 && quick.value / slow.value < worst) {
            worst = quick.value / slow.value;
            row.low = quick.low / slow.value;
            row.high = quick.high / slow.value;
            row.name = "four steps: worst axis (" + std::string(world::name(axes[k])) +
                       ") over the same at the usual steps";
        }
    }
    if (row.name.empty()) {
        row.name = "four steps: no axis is followed at the usual steps";
        worst = 0;
    }
    row.n = count;
    row.value = worst;
    row.ceiling = 1;
    demand_at_least(row, 0.9);
    rows_.push_back(row);
}

} // namespace rushlight::generation::training
