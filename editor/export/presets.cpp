#include "editor/export/presets.hpp"

#include <algorithm>

namespace rushlight::editor {

const std::vector<Preset>& presets()
{
    using assets::Delivery;
    static const std::vector<Preset> all{
        {"web", "Web and sharing (H.264, −16 LUFS)", ".mp4", Delivery::mp4, false, 18, -16, -1},
        {"vertical", "Vertical short (H.264 9:16)", ".mp4", Delivery::mp4, true, 18, -16, -1},
        {"prores",
         "Master (ProRes 422 HQ, mix as it is)",
         ".mov",
         Delivery::prores,
         false,
         0,
         {},
         -1},
        {"wav", "Sound alone (WAV, mix as it is)", ".wav", Delivery::wav, false, 0, {}, -1},
    };
    return all;
}

const Preset* find_preset(const std::string& name)
{
    const auto& all = presets();
    const auto found =
        std::find_if(all.begin(), all.end(), [&](const Preset& p) { return p.name == name; });
    return found == all.end() ? nullptr : &*found;
}

Size delivered_size(const Preset& preset, Size film)
{
    const bool is_tall = film.height > film.width;
    return preset.tall && !is_tall ? Size{film.height, film.width} : film;
}

} // namespace rushlight::editor
