#include "generation/training/evaluation/examiner.hpp"
#include "generation/world/free_prompts.hpp"
#include "generation/world/parse.hpp"

#include <algorithm>

namespace rushlight::generation::training {

void Examiner::free_prompts()
{
    const auto& prompts = world::the_free_prompts();
    const auto count =
        std::min<std::size_t>(prompts.size(), static_cast<std::size_t>(request_.clips));
    std::vector<double> found, drawn, shuffled; // shares of each prompt's marks
    for (std::size_t i = 0; i < count; ++i) {
        const int number = static_cast<int>(i);
        const Analysis made = analyze(generate(request_for(prompts[i].text, number)));
        const Analysis real = analyze(rendered(
            world::complete(world::parse_prompt(prompts[i].text, model_.world), i, model_.world)));
        const auto recall = [&](const Analysis& analysis, const world::Slots& marks) {
            double right = 0, all = 0;
            for (int a = 0; a < world::axis_count; ++a) {
                const auto axis = static_cast<world::Axis>(a);
                // what this edition draws for it; A1 tells no number of things above two
                const int wanted =
                    marks.has(axis) ? world::nearest_drawn(model_.world, axis, marks[axis]) : -1;
                if (wanted < 0 || axis == world::Axis::count ||
                    !analysis.logits[static_cast<std::size_t>(a)].defined()) {
                    continue;
                }
                right += said(analysis, axis) == wanted ? 1 : 0;
                ++all;
            }
            return all > 0 ? right / all : -1;
        };
        const double share = recall(made, prompts[i].slots);
        if (share >= 0) {
            found.push_back(share);
            drawn.push_back(recall(real, prompts[i].slots));
            shuffled.push_back(
                std::max(0.0, recall(made, prompts[(i + 1) % prompts.size()].slots)));
        }
        tell("free prompts", number + 1, static_cast<int>(count));
    }
    Row row = row_of("free prompts: what they state is seen (A1)", found, mean_of);
    row.floor = mean_of(shuffled);
    row.ceiling = mean_of(drawn);
    demand_at_least(row, first_world() ? 0.6 : 0.75);
    rows_.push_back(row);
}

} // namespace rushlight::generation::training
