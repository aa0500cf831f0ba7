#include "generation/training/analyzer_lesson.hpp"
#include "generation/training/cache.hpp"
#include "generation/training/denoiser_lesson.hpp"
#include "generation/training/evaluation/examiner.hpp"

#include <ATen/ATen.h>

#include <algorithm>
#include <cmath>

namespace rushlight::generation::training {

void Examiner::references()
{
    constexpr int candidates = 16;
    std::vector<double> with, wrong, ideal;
    Sheet sheet{"cast", "Cast: the reference, then made", {}};
    const int count = some(2);
    std::vector<at::Tensor> pictures, identities;
    std::vector<world::Scene> scenes;
    for (int i = 0; i < count + candidates; ++i) {
        scenes.push_back(scene(30000 + i));
        const auto& subject = scenes.back().entities.front();
        pictures.push_back(
            reference_picture(subject, static_cast<std::uint64_t>(2 * i), model_.world));
        // what is looked for is another picture of the same subject
        identities.push_back(
            analyzer_(still_view(reference_picture(
                                     subject, static_cast<std::uint64_t>(2 * i + 1), model_.world))
                          .unsqueeze(0))
                .identity[0]);
    }
    const auto found = [&](const at::Tensor& clip, int i) {
        std::vector<at::Tensor> line;
        for (int k = 0; k < candidates; ++k) {
            line.push_back(identities[static_cast<std::size_t>(i + k)]);
        }
        const at::Tensor alike = at::mv(at::stack(line), analyze(clip).identity[0]);
        return alike.argmax().item<std::int64_t>() == 0 ? 1.0 : 0.0;
    };
    for (int i = 0; i < count; ++i) {
        const auto index = static_cast<std::size_t>(i);
        Request made = request_for("@star in the meadow at noon", i);
        made.cast = {{"star", cast_word(scenes[index].entities.front().kind), {"picture"}}};
        made.inputs.push_back({"picture", std::string(64, '0'), {128, 128}, 1, 4});
        const auto likeness = [&](std::size_t who) {
            Pixels plain = pixels_of(pictures[who].unsqueeze(1));
            Pixels cut;
            cut.size = plain.size;
            cut.channels = 4;
            for (std::size_t p = 0; p < plain.bytes.size(); p += 3) {
                cut.bytes.insert(cut.bytes.end(),
                                 {plain.bytes[p], plain.bytes[p + 1], plain.bytes[p + 2], 255});
            }
            return VerifiedLikeness{"star", {cut}};
        };
        const at::Tensor clip = generate(made, {}, {likeness(index)});
        with.push_back(found(clip, i));
        wrong.push_back(found(generate(made, {}, {likeness(index + 7)}), i));
        ideal.push_back(found(rendered(scenes[index]), i));
        if (i < 6) {
            sheet.rows.push_back({picture_of(pictures[index])});
            for (Picture& picture : frames_of(clip, 4)) {
                sheet.rows.back().push_back(std::move(picture));
            }
        }
        tell("cast", i + 1, count);
    }
    Row row = row_of("cast: found among sixteen", with, mean_of);
    const Row control = row_of("cast: the same with a wrong reference", wrong, mean_of);
    row.ceiling = mean_of(ideal);
    demand_over(row, control);
    rows_.push_back(row);
    rows_.push_back(control);
    sheets_.push_back(std::move(sheet));
}

} // namespace rushlight::generation::training
