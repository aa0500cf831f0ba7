#include "editor/sound/backward_sound.hpp"

#include <algorithm>

namespace rushlight::editor {

namespace {

constexpr std::int64_t length = 48000;
constexpr std::size_t kept = 8;

} // namespace

void turn_back(std::span<float> stereo)
{
    std::reverse(stereo.begin(), stereo.end());
    for (std::size_t i = 0; i + 1 < stereo.size(); i += 2) {
        std::swap(stereo[i], stereo[i + 1]);
    }
}

const BackwardSound::Second& BackwardSound::second(const Media& media, std::int64_t index)
{
    const auto found = std::find_if(seconds_.begin(), seconds_.end(), [&](const Second& each) {
        return each.index == index && each.media == media;
    });
    if (found != seconds_.end()) {
        seconds_.splice(seconds_.begin(), seconds_, found);
        return seconds_.front();
    }
    Second made{media, index, std::vector<float>(2 * static_cast<std::size_t>(length))};
    sounds_.sound(media, -(index + 1) * length, made.stereo);
    turn_back(made.stereo);
    seconds_.push_front(std::move(made));
    if (seconds_.size() > kept) {
        seconds_.pop_back();
    }
    return seconds_.front();
}

void BackwardSound::sound(const Media& media, std::int64_t first, std::span<float> stereo)
{
    const auto count = static_cast<std::int64_t>(stereo.size() / 2);
    for (std::int64_t at = first; at < first + count;) {
        const std::int64_t index = Time(at, length).floor_at(1);
        const std::int64_t inside = at - index * length;
        const std::int64_t taken = std::min(length - inside, first + count - at);
        const auto& from = second(media, index).stereo;
        std::copy_n(from.begin() + 2 * inside, 2 * taken, stereo.begin() + 2 * (at - first));
        at += taken;
    }
}

void BackwardSound::forget_silence()
{
    seconds_.remove_if([](const Second& each) {
        return std::all_of(
            each.stereo.begin(), each.stereo.end(), [](float sample) { return sample == 0; });
    });
}

} // namespace rushlight::editor
