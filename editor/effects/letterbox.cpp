#include "editor/effects/letterbox.hpp"

#include <algorithm>

namespace rushlight::editor {

EffectKind letterbox_kind()
{
    return {"letterbox",
            1,
            {number_parameter("ratio", "width to height", 0.2, 5, 2.39),
             choice_parameter("outside", {"bars", "clear"}),
             colour_parameter("colour", "#000000")}};
}

Letterbox letterbox_at(const Effect& effect, const Time& time)
{
    static const EffectKind kind = letterbox_kind();
    return {number_of(effect, kind, "ratio", time),
            text_of(effect, kind, "outside") == "clear",
            colour_from(text_of(effect, kind, "colour"))};
}

RowWork rows_of(const Letterbox& letterbox, const Moment& moment)
{
    const Size canvas = moment.canvas;
    const double wide = std::min<double>(canvas.width, canvas.height * letterbox.ratio);
    const double high = std::min<double>(canvas.height, canvas.width / letterbox.ratio);
    /// How much of pixel i lies within the middle `inside` of `whole`.
    const auto share = [](int i, double inside, double whole) {
        const double from = (whole - inside) / 2;
        return std::clamp(
            std::min(whole - from, i + 1.0) - std::max(from, static_cast<double>(i)), 0.0, 1.0);
    };
    return [=](const RgbaRow& row) {
        const double down = share(row.y, high, canvas.height);
        for (int i = 0; i < row.count; ++i) {
            const auto kept = static_cast<float>(down * share(row.x + i, wide, canvas.width));
            if (letterbox.cut) {
                row.a[i] *= kept;
                continue;
            }
            row.r[i] += (letterbox.bars.r - row.r[i]) * (1 - kept);
            row.g[i] += (letterbox.bars.g - row.g[i]) * (1 - kept);
            row.b[i] += (letterbox.bars.b - row.b[i]) * (1 - kept);
        }
    };
}

} // namespace rushlight::editor
