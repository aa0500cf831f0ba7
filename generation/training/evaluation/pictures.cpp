#include "generation/training/analyzers/classical.hpp"
#include "generation/training/evaluation/examiner.hpp"

#include <ATen/ATen.h>

#include <algorithm>
#include <cmath>

namespace rushlight::generation::training {

void Examiner::pictures()
{
    std::vector<double> gaps, energy;
    Sheet sheet{"image", "Image to video: the picture, then made", {}};
    const int count = some(4);
    for (int i = 0; i < count; ++i) {
        const world::Scene wanted = scene(i);
        const at::Tensor real = rendered(wanted);
        const at::Tensor first = real.narrow(1, 0, 1);
        Request made = request_for(caption(wanted, i, world::Density::dense), i);
        Inputs inputs;
        add_input(made, inputs, "first", pixels_of(first));
        made.keyframes = {{"first", 0}};
        const at::Tensor clip = generate(made, inputs);
        const at::Tensor back = reconstructed(real);
        gaps.push_back(psnr(reconstructed(first), first) - psnr(clip.narrow(1, 0, 1), first));
        energy.push_back(motion_energy(clip) / std::max(1e-4, motion_energy(back)));
        if (i < 6) {
            sheet.rows.push_back(frames_of(first, 1));
            for (Picture& picture : frames_of(clip, 4)) {
                sheet.rows.back().push_back(std::move(picture));
            }
        }
        tell("image to video", i + 1, count);
    }
    Row gap = row_of("image: first frame's PSNR below the autoencoder's own, dB", gaps, mean_of);
    gap.must = "≤ 4";
    gap.passed = gap.value <= 4;
    rows_.push_back(gap);
    Row moves = row_of("image: motion energy over the render's", energy, median_of);
    moves.ceiling = 1;
    moves.must = "0.5 … 1.5";
    moves.passed = moves.value >= 0.5 && moves.value <= 1.5;
    rows_.push_back(moves);
    sheets_.push_back(std::move(sheet));
}

} // namespace rushlight::generation::training
