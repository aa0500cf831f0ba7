#include "generation/models/previs/sound.hpp"

#include "generation/training/evaluation/examiner.hpp"
#include "generation/training/sound_lesson.hpp"

#include <ATen/ATen.h>

#include <algorithm>
#include <cmath>

namespace rushlight::generation::training {

void Examiner::sounds()
{
    if (!model_.sound) {
        return;
    }
    constexpr double seconds = frames / clip_rate;
    const int count = some(2);
    std::vector<OnsetScore> scores, late;
    for (int i = 0; i < count; ++i) {
        const world::Scene heard = scene(40000 + i);
        const at::Tensor latents = model_.autoencoder->encode(rendered(heard).unsqueeze(0));
        const auto track = previs::track_of(
            previs::hear(
                *model_.sound, latents, std::lround(seconds * previs::sound_bins_per_second)),
            seconds,
            model_.onset_threshold);
        auto truth = world::events_of(heard, seconds);
        scores.push_back(score_onsets(track, truth));
        for (auto& event : truth.events) {
            event.time += 0.4;
        }
        late.push_back(score_onsets(track, truth));
    }
    const auto f1 = [](const std::vector<OnsetScore>& all, const std::vector<std::size_t>& chosen) {
        OnsetScore sum;
        for (const auto index : chosen) {
            sum.right += all[index].right;
            sum.said += all[index].said;
            sum.wanted += all[index].wanted;
        }
        return sum.f1();
    };
    std::vector<std::size_t> all(scores.size());
    std::iota(all.begin(), all.end(), 0);
    Row row;
    row.name = "sound: onset F1 within 50 ms, on renders";
    row.n = count;
    row.value = f1(scores, all);
    row.floor = f1(late, all);
    row.ceiling = 1;
    std::tie(row.low, row.high) =
        interval(count, [&](const auto& chosen) { return f1(scores, chosen); });
    demand_at_least(row, 0.5);
    rows_.push_back(row);
}

} // namespace rushlight::generation::training
