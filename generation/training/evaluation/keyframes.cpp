#include "generation/training/analyzers/classical.hpp"
#include "generation/training/analyzers/motion_measures.hpp"
#include "generation/training/evaluation/examiner.hpp"

#include <ATen/ATen.h>

#include <algorithm>

namespace rushlight::generation::training {

void Examiner::keyframes()
{
    std::vector<double> gaps, alike, energy;
    Sheet sheet{"keyframes", "First and last picture given: both, then made", {}};
    const int count = some(8);
    for (int i = 0; i < count; ++i) {
        const world::Scene wanted = scene(50000 + i);
        const at::Tensor real = rendered(wanted);
        const int at_frame = i % 2 == 0 ? frames - 1 : frames / 2;
        const at::Tensor first = real.narrow(1, 0, 1), key = real.narrow(1, at_frame, 1);
        Request made = request_for(caption(wanted, i, world::Density::dense), i);
        Inputs inputs;
        add_input(made, inputs, "first", pixels_of(first));
        add_input(made, inputs, "key", pixels_of(key));
        made.keyframes = {{"first", 0}, {"key", at_frame}};
        const at::Tensor clip = generate(made, inputs);
        const at::Tensor shown = clip.narrow(1, at_frame, 1), back = reconstructed(key);
        gaps.push_back(psnr(back, key) - psnr(shown, key));
        alike.push_back(ssim(shown.select(1, 0), back.select(1, 0)));
        energy.push_back(motion_energy(clip) / std::max(1e-4, motion_energy(reconstructed(real))));
        if (i < 6) {
            sheet.rows.push_back(frames_of(first, 1));
            for (Picture& picture : frames_of(key, 1)) {
                sheet.rows.back().push_back(std::move(picture));
            }
            for (Picture& picture : frames_of(clip, 4)) {
                sheet.rows.back().push_back(std::move(picture));
            }
        }
        tell("keyframes", i + 1, count);
    }
    Row gap =
        row_of("keyframes: a later picture's PSNR below the autoencoder's own, dB", gaps, mean_of);
    gap.must = "≤ 2";
    gap.passed = gap.value <= 2;
    rows_.push_back(gap);
    Row same = row_of("keyframes: its SSIM with the autoencoder's own", alike, mean_of);
    same.ceiling = 1;
    demand_at_least(same, 0.9);
    rows_.push_back(same);
    Row moves = row_of("keyframes: motion energy over the render's", energy, median_of);
    moves.ceiling = 1;
    moves.must = "0.6 … 1.4";
    moves.passed = moves.value >= 0.6 && moves.value <= 1.4;
    rows_.push_back(moves);
    sheets_.push_back(std::move(sheet));
}

void Examiner::motion_scores()
{
    std::vector<double> correlations;
    const int count = some(16);
    for (int i = 0; i < count; ++i) {
        const world::Scene wanted = scene(60000 + i);
        Request made = request_for(caption(wanted, i, world::Density::half), i);
        std::vector<double> asked, moved;
        for (const double score : {1.0, 3.0, 5.0, 7.0, 9.0}) {
            made.motion = score;
            asked.push_back(score);
            moved.push_back(motion_energy(generate(made)));
        }
        correlations.push_back(rank_correlation(asked, moved));
        tell("motion score", i + 1, count);
    }
    Row row = row_of("motion score: Spearman with what moves", correlations, mean_of);
    row.ceiling = 1;
    demand_at_least(row, first_world() ? 0.5 : 0.75);
    rows_.push_back(row);
}

} // namespace rushlight::generation::training
