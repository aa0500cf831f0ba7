#include "editor/render/apply_effects.hpp"

#include "editor/render/rgba_rows.hpp"

#include <algorithm>
#include <optional>

namespace rushlight::editor {

namespace {

/// Rows that are worked on at once where no effect looks at its neighbours: they stay in the cache.
constexpr int band_rows = 8;

/// Effects that look at more than one pixel have `apply` for the whole picture; they may reach over
/// the picture's edge by `reach_of` pixels.
template <class Each>
constexpr bool looks_around = requires(const Each& effect, RgbaPicture& picture, Moment moment) {
    apply(effect, picture, moment);
    reach_of(effect, moment);
};

using Work = std::function<void(RgbaPicture&)>;

Work work_of(const PictureEffect& effect, const Moment& moment)
{
    return std::visit(
        [&](const auto& each) -> Work {
            if constexpr (looks_around<std::decay_t<decltype(each)>>) {
                return [&each, moment](RgbaPicture& picture) {
                    apply(each, picture, moment);
                };
            } else {
                return [rows = rows_of(each, moment)](RgbaPicture& picture) {
                    for (int y = 0; y < picture.height; ++y) {
                        rows(picture.row(y));
                    }
                };
            }
        },
        effect);
}

/// How far the effects reach over a picture's edge together; none where all look at one pixel.
std::optional<int> reach_of_all(const std::vector<PictureEffect>& effects, const Moment& moment)
{
    std::optional<int> reach;
    for (const PictureEffect& effect : effects) {
        std::visit(
            [&](const auto& each) {
                if constexpr (looks_around<std::decay_t<decltype(each)>>) {
                    reach = reach.value_or(0) + reach_of(each, moment);
                }
            },
            effect);
    }
    return reach;
}

/// A rectangle on the canvas, even on all sides.
struct Area {
    int left;
    int top;
    int right;
    int bottom;
};

Area grown(const Raster& raster, int reach, Size canvas)
{
    const int more = reach + reach % 2;
    return {std::max(0, raster.x - more),
            std::max(0, raster.y - more),
            std::min(canvas.width, raster.x + raster.picture.width + more),
            std::min(canvas.height, raster.y + raster.picture.height + more)};
}

/// A row of the area; what lies outside the raster is clear.
void read_row(RgbaReader& reader, const Raster& raster, int y, const RgbaRow& row)
{
    const bool outside = y < raster.y || y >= raster.y + raster.picture.height;
    if (outside || row.count != raster.picture.width) {
        for (float* plane : {row.r, row.g, row.b, row.a}) {
            std::fill_n(plane, row.count, 0.0F);
        }
    }
    if (!outside) {
        const int left = raster.x - row.x;
        reader.read(y - raster.y,
                    {row.r + left,
                     row.g + left,
                     row.b + left,
                     row.a + left,
                     raster.picture.width,
                     raster.x,
                     y});
    }
}

} // namespace

Raster
apply_effects(const Raster& raster, const std::vector<PictureEffect>& effects, const Moment& moment)
{
    if (effects.empty() || !raster.picture) {
        return raster;
    }
    std::vector<Work> works;
    for (const PictureEffect& effect : effects) {
        works.push_back(work_of(effect, moment));
    }
    const std::optional<int> reach = reach_of_all(effects, moment);
    const Area area = grown(raster, reach.value_or(0), moment.canvas);
    const int width = area.right - area.left;
    const int height = area.bottom - area.top;
    RgbaReader reader(raster);
    RgbaWriter writer(width, height);
    RgbaPicture band(width, reach ? height : std::min(band_rows, height), area.left, area.top);
    for (int top = 0; top < height; top += band.height) {
        band.height = std::min(band.height, height - top);
        band.y = area.top + top;
        for (int y = 0; y < band.height; ++y) {
            read_row(reader, raster, band.y + y, band.row(y));
        }
        for (const Work& work : works) {
            work(band);
        }
        for (int y = 0; y < band.height; y += 2) {
            writer.write(top + y, band.row(y), band.row(y + 1));
        }
    }
    return writer.finish(area.left, area.top);
}

} // namespace rushlight::editor
