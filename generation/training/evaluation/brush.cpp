#include "generation/training/evaluation/examiner.hpp"

#include <ATen/ATen.h>

#include <algorithm>
#include <cmath>

namespace rushlight::generation::training {

double Examiner::end_error(const at::Tensor& clip, const world::Track& end) const
{
    const at::Tensor seen = analyze(clip).centres[0][0][Analyzer::frames - 1].to(at::kDouble);
    return std::hypot(seen[0].item<double>() - end.x, seen[1].item<double>() - end.y);
}

void Examiner::brushes()
{
    std::vector<double> with, without, ideal;
    Sheet sheet{"brush", "Motion brush: with the stroke, then without", {}};
    const int count = some(3);
    for (int i = 0, found = 0; found < count && i < 40 * count; ++i) {
        const world::Scene wanted = scene(10000 + i);
        world::RenderOptions maps;
        maps.maps = true;
        const auto first = world::render(wanted, side, side, 1, clip_rate, maps);
        const auto track = world::render(wanted, 32, 32, frames, clip_rate, {}).tracks.front();
        const double travelled =
            std::hypot(track.back().x - track.front().x, track.back().y - track.front().y);
        const auto inside = [](const world::Track& t) {
            return t.visible && t.x > 0.1 && t.x < 0.9 && t.y > 0.1 && t.y < 0.9;
        };
        // the subject stands in the picture at both ends and goes somewhere: from the labels
        // alone, before anything is made
        if (travelled < 0.2 || !inside(track.front()) || !inside(track.back())) {
            continue;
        }
        ++found;
        const at::Tensor picture = training::video_of(first);
        Request made = request_for(caption(wanted, i, world::Density::brief), i);
        Inputs inputs;
        add_input(made, inputs, "first", pixels_of(picture));
        made.keyframes = {{"first", 0}};
        const at::Tensor plain = generate(made, inputs);
        without.push_back(end_error(plain, track.back()));
        Pixels mask;
        mask.size = {side, side};
        mask.channels = 1;
        for (const auto who : first.who) {
            mask.bytes.push_back(who == 1 ? 255 : 0);
        }
        add_input(made, inputs, "mask", std::move(mask));
        BrushRegion region;
        region.mask = "mask";
        for (int k = 0; k < frames; k += 4) {
            const auto& place = track[static_cast<std::size_t>(k)];
            region.path.push_back(
                {std::clamp(place.x, 0.0, 1.0), std::clamp(place.y, 0.0, 1.0), k / (frames - 1.0)});
        }
        made.brush = {region};
        const at::Tensor stroked = generate(made, inputs);
        with.push_back(end_error(stroked, track.back()));
        ideal.push_back(end_error(reconstructed(rendered(wanted)), track.back()));
        if (found <= 5) {
            sheet.rows.push_back(frames_of(stroked, 3));
            for (Picture& shown : frames_of(plain, 3)) {
                sheet.rows.back().push_back(std::move(shown));
            }
        }
        tell("motion brush", found, count);
    }
    Row row = row_of("brush: end-point error, widths", with, median_of);
    const Row control = row_of("brush: the same without a stroke", without, median_of);
    row.ceiling = median_of(ideal);
    demand_over(row, control);
    rows_.push_back(row);
    rows_.push_back(control);
    sheets_.push_back(std::move(sheet));
}

} // namespace rushlight::generation::training
