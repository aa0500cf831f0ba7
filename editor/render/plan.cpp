#include "editor/render/plan.hpp"

#include <algorithm>

namespace rushlight::editor {

namespace {

/// The item's picture at its n-th frame; n may lie in a handle.
std::optional<Layer> layer_of(const Item& item, std::int64_t n, const Time& rate)
{
    if (item.is_gap()) {
        return std::nullopt;
    }
    const Clip& clip = *item.clip;
    Layer layer;
    layer.clip = item.clip;
    layer.time = shown_time(clip, n, rate);
    layer.transform = transform_at(clip.effects, layer.time);
    layer.opacity = opacity_at(clip.effects, layer.time);
    layer.effects = picture_effects_at(clip.effects, layer.time);
    layer.blend = blend_mode_at(clip.effects);
    const auto share = [](std::int64_t inside, std::int64_t fade, FadeCurve curve) {
        return faded(curve, (static_cast<double>(inside) + 0.5) / static_cast<double>(fade));
    };
    if (clip.fade_in > 0) {
        layer.opacity *= share(n, clip.fade_in, clip.fade_in_curve);
    }
    if (clip.fade_out > 0) {
        layer.opacity *= share(item.length - 1 - n, clip.fade_out, clip.fade_out_curve);
    }
    return layer;
}

void write_out(std::optional<Layer>& layer, const std::vector<CaptionStyle>& styles)
{
    if (layer) {
        if (const auto* caption = std::get_if<Caption>(&layer->clip->source)) {
            layer->caption =
                std::make_shared<const CaptionPicture>(picture_of(*caption, styles, layer->time));
        }
    }
}

std::optional<Stage> stage_of(const Items& items, std::int64_t frame, const Time& rate)
{
    const auto found = items.index_at(frame);
    if (!found) {
        return std::nullopt;
    }
    const std::size_t index = *found;
    const std::int64_t start = items.start_of(index);
    const Item& item = items.at(index);
    // the cut whose transition covers this frame, if any: in front of this item or behind it
    std::size_t right = index;
    std::int64_t cut = start;
    if (!(item.transition && frame < start + item.transition->after)) {
        right = index + 1;
        cut = start + item.length;
        if (right >= items.size() || !items.at(right).transition ||
            frame < cut - items.at(right).transition->before) {
            Stage stage;
            stage.to = layer_of(item, frame - start, rate);
            return stage.to && stage.to->opacity > 0 ? std::optional(stage) : std::nullopt;
        }
    }
    const Item& incoming = items.at(right);
    const Item& outgoing = items.at(right - 1);
    Stage stage;
    stage.transition = incoming.transition;
    stage.from = layer_of(outgoing, frame - cut + outgoing.length, rate);
    stage.to = layer_of(incoming, frame - cut, rate);
    stage.progress = (static_cast<double>(frame - (cut - incoming.transition->before)) + 0.5) /
                     static_cast<double>(incoming.transition->length());
    return stage;
}

} // namespace

FramePlan plan_frame(const Timeline& timeline, std::int64_t frame)
{
    FramePlan plan;
    const auto add = [&](bool captions) {
        bool left_out = false;
        for (const auto& track : timeline.tracks) {
            if (track->kind != TrackKind::video || track->hidden) {
                continue;
            }
            if (holds_captions(*track) != captions) {
                left_out = true;
                continue;
            }
            if (auto stage = stage_of(track->items, frame, timeline.rate)) {
                plan.stages.push_back(std::move(*stage));
                if (captions) {
                    write_out(plan.stages.back().from, timeline.styles);
                    write_out(plan.stages.back().to, timeline.styles);
                }
            }
        }
        return left_out;
    };
    if (add(false)) {
        add(true);
    }
    return plan;
}

} // namespace rushlight::editor
