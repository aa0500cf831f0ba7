#include "editor/effects/picture_effect.hpp"

#include <algorithm>

namespace rushlight::editor {

namespace {

/// One kind, and how a stored effect of it becomes what changes pixels.
struct Row {
    EffectKind kind;
    PictureEffect (*at)(const Effect&, const Time&);
};

template <auto function>
PictureEffect made(const Effect& effect, const Time& time)
{
    return function(effect, time);
}

const std::vector<Row>& rows()
{
    static const std::vector<Row> all{
        {grade_kind(), made<grade_at>},
        {look_kind(), made<look_at>},
        {blur_kind(), made<blur_at>},
        {sharpen_kind(), made<sharpen_at>},
        {vignette_kind(), made<vignette_at>},
        {grain_kind(), made<grain_at>},
        {letterbox_kind(), made<letterbox_at>},
        {chroma_key_kind(), made<chroma_key_at>},
        {mask_kind(), made<mask_at>},
    };
    return all;
}

} // namespace

std::vector<EffectKind> picture_effect_kinds()
{
    std::vector<EffectKind> kinds;
    for (const Row& row : rows()) {
        kinds.push_back(row.kind);
    }
    return kinds;
}

std::vector<PictureEffect> picture_effects_at(const std::vector<Effect>& effects, const Time& time)
{
    std::vector<PictureEffect> result;
    for (const Effect& effect : effects) {
        for (const Row& row : rows()) {
            if (is_on(effect, row.kind)) {
                result.push_back(row.at(effect, time));
                break;
            }
        }
    }
    return result;
}

bool change_with_time(const std::vector<PictureEffect>& effects)
{
    return std::any_of(effects.begin(), effects.end(), [](const PictureEffect& effect) {
        return std::holds_alternative<Grain>(effect);
    });
}

} // namespace rushlight::editor
