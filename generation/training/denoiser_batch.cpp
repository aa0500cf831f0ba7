#include "generation/training/denoiser_batch.hpp"

#include "generation/models/previs/hints.hpp"
#include "generation/training/data.hpp"
#include "generation/training/noise_levels.hpp"
#include "generation/training/text_lesson.hpp"

#include <ATen/ATen.h>

#include <cmath>

namespace rushlight::generation::training {

namespace {

constexpr std::uint64_t stream = 4;

/// Strokes and edges are rare in the cache, so the clips that have them use them often.
Mode draw_mode(const DenoiserPlan& plan, bool has_brush, bool has_structure, Dice& dice)
{
    if (has_brush && dice.chance(plan.brush_share)) {
        return Mode::brush;
    }
    if (has_structure && dice.chance(plan.remix_share)) {
        return Mode::remix;
    }
    double u = dice.uniform();
    for (const auto& [mode, share] : plan.modes) {
        if (u < share) {
            return mode;
        }
        u -= share;
    }
    return Mode::text;
}

/// Box of cells [first, last) along one axis.
struct Range {
    std::int64_t first, count;
};

Range draw_range(Dice& dice, std::int64_t length, std::int64_t step)
{
    const auto pieces = length / step;
    const auto count = 1 + dice.below(pieces);
    return {dice.below(pieces - count + 1) * step, count * step};
}

} // namespace

Batch BatchMaker::make(const Draw& draw) const
{
    // what all members share: shape, scale and which pictures the sequence holds
    Dice step_dice(static_cast<std::uint64_t>(draw.step) * 7919 + stream);
    const CachedClips& group = draw_group(step_dice);
    Batch batch;
    if (draw.done >= plan_.fine_from && step_dice.chance(plan_.fine_share)) {
        batch.scale = previs::Scale::p2;
    }
    const bool with_key = step_dice.chance(plan_.key_steps) && group.shape.frames > 1;
    const bool with_reference = step_dice.chance(plan_.reference_steps);
    if (draw.done >= plan_.distilled_from) {
        const double what = step_dice.uniform();
        const double guidance = 1 + (plan_.guidance_most - 1) * step_dice.uniform();
        if (what < plan_.guidance_steps + plan_.long_steps) {
            batch.guidance = guidance;
        }
        if (what < plan_.long_steps) { // often all the way, else as often little as much
            batch.share =
                step_dice.chance(0.3) ? 1 : std::pow(previs::least_step_share, step_dice.uniform());
        }
    }
    int count = draw.clips;
    if (group.shape.frames == 1) {
        count *= static_cast<int>(plan_.clips_factor_small);
    }
    if (batch.scale == previs::Scale::p2) {
        count = std::max(1, count / 4);
    }

    Dice dice(draw.clip(0) * 977 + stream);
    std::vector<std::int64_t> rows;
    for (int i = 0; i < count; ++i) {
        rows.push_back(dice.below(group.count()));
    }
    const at::Tensor chosen = at::tensor(rows);
    const at::Tensor clean = group.latents.index_select(0, chosen).to(at::kFloat);
    const auto frames = clean.size(2), height = clean.size(3), width = clean.size(4);
    at::Tensor t = at::empty({count, frames, height, width});
    at::Tensor hints = at::zeros({count, previs::hint_channels, frames, height, width});
    at::Tensor camera = at::zeros({count, frames, 8});
    at::Tensor globals = at::zeros({count, previs::global_count});
    at::Tensor globals_given = at::zeros({count, previs::global_count}, at::kBool);
    std::vector<std::string> captions;
    bool hinted = false;
    for (int i = 0; i < count; ++i) {
        const auto row = rows[static_cast<std::size_t>(i)];
        const auto scene = training_scene(
            static_cast<std::uint64_t>(group.seeds[row].item<std::int64_t>()), plan_.world);
        const bool shown = with_reference && group.referenced[row].item<bool>() &&
                           dice.chance(plan_.reference_alone);
        captions.push_back(
            dice.chance(plan_.text_dropped)
                ? std::string()
                : world::write_caption(scene,
                                       dice.bits(),
                                       draw_density(dice),
                                       shown ? cast_word(scene.entities.front().kind) : "")
                      .text);
        if (!dice.chance(plan_.camera_dropped)) {
            camera[i].copy_(camera_path(scene, frames));
        }
        globals[i][0] = motion_score(group.motion[row].item<double>());
        globals[i][1] = clip_rate;
        globals_given[i][0] = frames > 1 && !dice.chance(plan_.motion_dropped);
        globals_given[i][1] = true;
        hinted = set_levels(group, row, batch.scale, dice, t[i], hints[i]) || hinted;
    }

    const at::Tensor noise = at::randn(clean.sizes(), generator_of(dice.bits()), clean.options());
    const at::Tensor level = t.unsqueeze(1);
    batch.clean = clean;
    batch.classes = group.classes.index_select(0, chosen);
    auto& input = batch.input;
    input.z = (1 - level) * clean + level * noise;
    input.t = t;
    if (hinted) {
        input.hints = hints;
    }
    const at::Tensor ids = token_ids(captions, plan_.text_tokens);
    const auto longest = ids.ne(0).sum(1).max().item<std::int64_t>();
    batch.words = ids.narrow(1, 0, std::max<std::int64_t>(longest, 1));
    input.camera = camera;
    input.globals = globals;
    input.globals_given = globals_given;
    if (with_key) {
        input.keys = group.keys.index_select(0, chosen).to(at::kFloat).unsqueeze(1);
        input.key_frames = group.key_frames.index_select(0, chosen).unsqueeze(1);
        input.keys_given = input.key_frames.ge(0);
    }
    if (with_reference) {
        input.references = group.references.index_select(0, chosen).to(at::kFloat).unsqueeze(1);
        input.references_given = group.referenced.index_select(0, chosen).ne(0).unsqueeze(1);
    }
    if (dice.chance(0.1)) {
        input.coordinate_scale = dice.between(0.8, 1.2);
    }
    return batch;
}

const CachedClips& BatchMaker::draw_group(Dice& dice) const
{
    std::int64_t all = 0;
    for (const auto& group : clips_) {
        all += group.count();
    }
    auto place = dice.below(all);
    for (const auto& group : clips_) {
        if (place < group.count()) {
            return group;
        }
        place -= group.count();
    }
    return clips_.back();
}

bool BatchMaker::set_levels(const CachedClips& group,
                            std::int64_t row,
                            previs::Scale scale,
                            Dice& dice,
                            at::Tensor t,
                            at::Tensor hints) const
{
    const bool coarse = scale == previs::Scale::p4;
    const auto draw_level = [&] {
        return coarse ? noise_level(dice, plan_.coarse_shift)
                      : plan_.fine_most * noise_level(dice, plan_.fine_shift);
    };
    const double level = draw_level();
    const auto frames = t.size(0), height = t.size(1), width = t.size(2);
    const auto patch = previs::patch_of(scale);
    const auto brush = group.brush_of.defined() ? group.brush_of[row].item<std::int64_t>() : -1;
    const auto structure =
        group.structure_of.defined() ? group.structure_of[row].item<std::int64_t>() : -1;
    t.fill_(level);
    switch (draw_mode(plan_, brush >= 0, structure >= 0, dice)) {
    case Mode::text:
        break;
    case Mode::prefix:
        if (frames > 1) {
            const auto clean = dice.chance(0.7) ? 1 : 1 + dice.below(frames / 2);
            t.narrow(0, 0, clean).zero_();
        }
        break;
    case Mode::inpaint: {
        const Range y = draw_range(dice, height, patch), x = draw_range(dice, width, patch);
        const bool inside = dice.chance(0.5);
        if (!inside) {
            t.zero_();
        }
        t.narrow(1, y.first, y.count).narrow(2, x.first, x.count).fill_(inside ? 0 : level);
        break;
    }
    case Mode::staircase:
        for (std::int64_t frame = 0; frame < frames; ++frame) {
            t[frame].fill_(draw_level());
        }
        break;
    case Mode::brush:
        hints.copy_(group.brushes[brush]);
        t.masked_fill_(group.brush_cells[brush].ne(0), level * dice.between(0.4, 1));
        if (dice.chance(plan_.brush_with_first)) {
            t[0].zero_();
        }
        return true;
    case Mode::remix:
        hints.copy_(previs::structure_hints(group.structures[structure]));
        return true;
    }
    return false;
}

} // namespace rushlight::generation::training
