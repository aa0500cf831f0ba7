#include "assets/waveform.hpp"

#include "assets/error.hpp"

#include <algorithm>

namespace rushlight::assets {

Waveform coarsened(std::vector<Waveform::Peak> finest)
{
    Waveform result;
    std::vector<Waveform::Peak> level = std::move(finest);
    while (!level.empty()) {
        result.levels.push_back(level);
        if (level.size() == 1) {
            break;
        }
        std::vector<Waveform::Peak> coarser;
        for (std::size_t i = 0; i < level.size(); i += Waveform::growth) {
            Waveform::Peak peak = level[i];
            for (std::size_t k = i; k < std::min(i + Waveform::growth, level.size()); ++k) {
                peak.low = std::min(peak.low, level[k].low);
                peak.high = std::max(peak.high, level[k].high);
            }
            coarser.push_back(peak);
        }
        level = std::move(coarser);
    }
    return result;
}

Waveform outline(AudioReader& reader, const std::stop_token& stop)
{
    constexpr std::int64_t block = Waveform::finest_span * 1024;
    std::vector<Waveform::Peak> level;
    for (std::int64_t start = 0; start < reader.samples(); start += block) {
        if (stop.stop_requested()) {
            throw MediaError(MediaError::Code::cancelled, "drawing the waveform was cancelled");
        }
        const auto sound = reader.read(start, std::min(block, reader.samples() - start));
        constexpr auto span = static_cast<std::size_t>(2 * Waveform::finest_span);
        for (std::size_t i = 0; i < sound.size(); i += span) {
            const auto [low, high] = std::minmax_element(
                sound.begin() + static_cast<std::ptrdiff_t>(i),
                sound.begin() + static_cast<std::ptrdiff_t>(std::min(i + span, sound.size())));
            level.push_back({*low, *high});
        }
    }
    return coarsened(std::move(level));
}

} // namespace rushlight::assets
