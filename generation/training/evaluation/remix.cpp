#include "generation/training/analyzers/classical.hpp"
#include "generation/training/evaluation/examiner.hpp"

#include <ATen/ATen.h>

#include <algorithm>
#include <cmath>

namespace rushlight::generation::training {

void Examiner::remixes()
{
    std::vector<double> joint, whole, copy, ideal;
    Sheet sheet{"remix", "Remix: source, then made, then the render in that look", {}};

    struct Case {
        double same, other;
    };

    const int count = some(4);
    std::vector<world::Scene> sources, looks;
    for (int i = 0; std::ssize(sources) < count && i < 40 * count; ++i) {
        const world::Scene source = scene(20000 + i);
        world::Scene look = world::with_changed_look(source, static_cast<std::uint64_t>(i));
        if (look.time != source.time) {
            sources.push_back(source);
            looks.push_back(look);
        }
    }
    // a drawing counts as kept half-way between unrelated clips and the same scene re-inked
    double same = 0, other = 0;
    std::vector<at::Tensor> real, target;
    for (std::size_t i = 0; i < sources.size(); ++i) {
        real.push_back(rendered(sources[i]));
        target.push_back(rendered(looks[i]));
    }
    for (std::size_t i = 0; i < real.size(); ++i) {
        same += edge_agreement(real[i], target[i]) / static_cast<double>(real.size());
        other += edge_agreement(real[i], target[(i + 1) % real.size()]) /
                 static_cast<double>(real.size());
    }
    const double bound = (same + other) / 2;
    for (std::size_t i = 0; i < real.size(); ++i) {
        const int number = static_cast<int>(i);
        const auto both = [&](const at::Tensor& clip) {
            const bool kept = edge_agreement(clip, real[i]) >= bound;
            const bool right =
                said(analyze(clip), world::Axis::time) == static_cast<int>(looks[i].time);
            return kept && right ? 1.0 : 0.0;
        };
        Request made = request_for(caption(looks[i], number, world::Density::dense), number);
        Inputs inputs;
        add_input(made, inputs, "source", pixels_of(real[i]));
        made.source = Source{"source", 0.8, 0};
        const at::Tensor clip = generate(made, inputs);
        joint.push_back(both(clip));
        made.source->strength = 1;
        whole.push_back(both(generate(made, inputs)));
        copy.push_back(both(reconstructed(real[i])));
        ideal.push_back(both(reconstructed(target[i])));
        if (i < 5) {
            sheet.rows.push_back(frames_of(real[i], 2));
            for (const at::Tensor& shown : {clip, target[i]}) {
                for (Picture& picture : frames_of(shown, 2)) {
                    sheet.rows.back().push_back(std::move(picture));
                }
            }
        }
        tell("remix", number + 1, count);
    }
    Row row = row_of("remix: drawing kept and new hour right", joint, mean_of);
    Row without = row_of("remix: the same at strength 1 (drawing not given)", whole, mean_of);
    Row copied = row_of("remix: the source itself (hour not followed)", copy, mean_of);
    row.ceiling = mean_of(ideal);
    demand_over(row, without.value >= copied.value ? without : copied);
    rows_.push_back(row);
    rows_.push_back(without);
    rows_.push_back(copied);
    sheets_.push_back(std::move(sheet));
}

} // namespace rushlight::generation::training
