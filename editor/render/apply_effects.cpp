#include "editor/render/apply_effects.hpp"

#include "editor/render/rgba_rows.hpp"

#include <algorithm>

namespace rushlight::editor {

namespace {

/// Rows that are worked on at once where no effect looks at its neighbours: they stay in the cache.
constexpr int band_rows = 8;

template <class Each>
constexpr bool looks_around = requires(const Each& effect, RgbaPicture& picture, Moment moment) {
    apply(effect, picture, moment);
};

void apply_one(const PictureEffect& effect, RgbaPicture& band, const Moment& moment)
{
    std::visit(
        [&](const auto& each) {
            if constexpr (looks_around<std::decay_t<decltype(each)>>) {
                apply(each, band, moment);
            } else {
                for (int y = 0; y < band.height; ++y) {
                    apply(each, band.row(y), moment);
                }
            }
        },
        effect);
}

} // namespace

Raster
apply_effects(const Raster& raster, const std::vector<PictureEffect>& effects, const Moment& moment)
{
    if (effects.empty() || !raster.picture) {
        return raster;
    }
    const bool whole = std::any_of(effects.begin(), effects.end(), [](const PictureEffect& effect) {
        return std::visit(
            [](const auto& each) { return looks_around<std::decay_t<decltype(each)>>; }, effect);
    });
    const int width = raster.picture.width;
    const int height = raster.picture.height;
    RgbaReader reader(raster);
    RgbaWriter writer(width, height);
    RgbaPicture band(width, whole ? height : std::min(band_rows, height), raster.x, raster.y);
    for (int top = 0; top < height; top += band.height) {
        band.height = std::min(band.height, height - top);
        band.y = raster.y + top;
        for (int y = 0; y < band.height; ++y) {
            reader.read(top + y, band.row(y));
        }
        for (const PictureEffect& effect : effects) {
            apply_one(effect, band, moment);
        }
        for (int y = 0; y < band.height; y += 2) {
            writer.write(top + y, band.row(y), band.row(y + 1));
        }
    }
    return writer.finish(raster.x, raster.y);
}

} // namespace rushlight::editor
