#pragma once

#include "editor/effects/blend_mode.hpp"
#include "editor/effects/caption_art.hpp"
#include "editor/effects/picture_effect.hpp"
#include "editor/effects/transform.hpp"
#include "editor/timeline/timeline.hpp"

namespace rushlight::editor {

/// One picture of a frame: what to read and where to lay it.
struct Layer {
    std::shared_ptr<const Clip> clip;
    Time time; ///< in the source; for titles, solids and captions since the clip's beginning
    Transform transform;
    double opacity = 1;
    std::shared_ptr<const CaptionPicture> caption = {}; ///< of a caption alone, as it looks now
    std::vector<PictureEffect> effects = {};            ///< in the order in which they work
    BlendMode blend = BlendMode::normal;                ///< with what lies below
};

/// What one track adds: a layer, or two where a transition runs (either may be missing beside a
/// gap).
struct Stage {
    std::optional<Layer> from; ///< only while a transition runs
    std::optional<Layer> to;
    std::optional<Transition> transition;
    double progress = 1; ///< of the transition, 0 … 1
};

/// Everything that decides a frame's pixels but the size.
struct FramePlan {
    std::vector<Stage> stages; ///< from the bottom up
};

/// What the film shows at a frame, captions over everything else; no stages (black) outside it.
/// Pure, reads no file.
[[nodiscard]] FramePlan plan_frame(const Timeline& timeline, std::int64_t frame);

} // namespace rushlight::editor
