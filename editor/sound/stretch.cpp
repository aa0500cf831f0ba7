#include "editor/sound/stretch.hpp"

#include <rubberband/RubberBandStretcher.h>

#include <algorithm>
#include <array>

namespace rushlight::editor {

namespace {

using Rubber = RubberBand::RubberBandStretcher;

constexpr std::size_t rate = 48000;
constexpr std::size_t block = 4096; ///< how much is handed over at once

/// One block of stereo as two channels.
struct Planes {
    std::array<std::vector<float>, 2> sides{std::vector<float>(block), std::vector<float>(block)};

    void read(std::span<const float> stereo)
    {
        for (std::size_t i = 0; i < stereo.size() / 2; ++i) {
            sides[0][i] = stereo[2 * i];
            sides[1][i] = stereo[2 * i + 1];
        }
    }

    [[nodiscard]] std::array<float*, 2> pointers() { return {sides[0].data(), sides[1].data()}; }
};

/// Calls `each` with block after block and whether it is the last.
template <class Each>
void in_blocks(std::span<const float> stereo, Each each)
{
    for (std::size_t at = 0; at < stereo.size(); at += 2 * block) {
        const std::size_t size = std::min(2 * block, stereo.size() - at);
        each(stereo.subspan(at, size), at + size == stereo.size());
    }
}

/// Retrieves up to `most` stereo samples and calls `each` with left and right.
template <class Each>
void retrieve(Rubber& rubber, Planes& planes, std::size_t most, Each each)
{
    while (most > 0 && rubber.available() > 0) {
        const auto there = static_cast<std::size_t>(rubber.available());
        const std::size_t got =
            rubber.retrieve(planes.pointers().data(), std::min({there, most, block}));
        for (std::size_t i = 0; i < got; ++i) {
            each(planes.sides[0][i], planes.sides[1][i]);
        }
        most -= got;
    }
}

/// Waypoints for the engine. It takes up a new ratio half a window late, so each is given to it
/// that much earlier; measured, sound then lies within 3 ms of its place, else up to 20 off.
std::map<std::size_t, std::size_t> ahead(const Waypoints& way)
{
    constexpr std::int64_t late = 2048;
    Waypoints whole = way;
    whole[0] = 0;
    const auto after = whole.lower_bound(late);
    if (after == whole.end() || after == whole.begin()) {
        return {};
    }
    const auto before = std::prev(after);
    const std::int64_t skipped = before->second + (late - before->first) *
                                                      (after->second - before->second) /
                                                      (after->first - before->first);
    std::map<std::size_t, std::size_t> points;
    for (const auto& [from, to] : whole) {
        if (from > late && to > skipped) {
            points[static_cast<std::size_t>(from - late)] = static_cast<std::size_t>(to - skipped);
        }
    }
    return points;
}

} // namespace

std::vector<float>
stretched(std::span<const float> stereo, std::int64_t length, const Waypoints& way)
{
    std::vector<float> out;
    const std::size_t wanted = static_cast<std::size_t>(length) * 2;
    const std::size_t count = stereo.size() / 2;
    if (count > 0 && length > 0) {
        Rubber rubber(rate,
                      2,
                      Rubber::OptionProcessOffline | Rubber::OptionEngineFiner |
                          Rubber::OptionThreadingNever | Rubber::OptionChannelsTogether,
                      static_cast<double>(length) / static_cast<double>(count));
        rubber.setExpectedInputDuration(count);
        rubber.setMaxProcessSize(block);
        if (!way.empty()) {
            rubber.setKeyFrameMap(ahead(way));
        }
        Planes planes;
        in_blocks(stereo, [&](std::span<const float> part, bool last) {
            planes.read(part);
            rubber.study(planes.pointers().data(), part.size() / 2, last);
        });
        out.reserve(wanted);
        in_blocks(stereo, [&](std::span<const float> part, bool last) {
            planes.read(part);
            rubber.process(planes.pointers().data(), part.size() / 2, last);
            retrieve(rubber, planes, (wanted - out.size()) / 2, [&](float left, float right) {
                out.push_back(left);
                out.push_back(right);
            });
        });
    }
    out.resize(wanted, 0.0F);
    return out;
}

struct StretchStream::Engine {
    explicit Engine(double speed)
        : rubber(rate,
                 2,
                 Rubber::OptionProcessRealTime | Rubber::OptionEngineFiner |
                     Rubber::OptionWindowShort | Rubber::OptionThreadingNever |
                     Rubber::OptionChannelsTogether,
                 1 / speed)
    {
        rubber.setMaxProcessSize(block);
        skipped = rubber.getStartDelay();
        const std::vector<float> silence(2 * rubber.getPreferredStartPad(), 0.0F);
        put(silence);
    }

    void put(std::span<const float> stereo)
    {
        in_blocks(stereo, [&](std::span<const float> part, bool) {
            planes.read(part);
            rubber.process(planes.pointers().data(), part.size() / 2, false);
            drain();
        });
    }

    void drain()
    {
        retrieve(rubber, planes, ~std::size_t{0}, [&](float left, float right) {
            if (skipped > 0) {
                --skipped;
                return;
            }
            out.push_back(left);
            out.push_back(right);
        });
    }

    Rubber rubber;
    Planes planes;
    std::size_t skipped = 0; ///< samples still to come before the first one that was put in
    std::vector<float> out;
};

StretchStream::StretchStream(double speed)
    : engine_(std::make_unique<Engine>(speed))
{
}

StretchStream::~StretchStream() = default;

void StretchStream::put(std::span<const float> stereo)
{
    engine_->put(stereo);
}

std::size_t StretchStream::ready() const
{
    return engine_->out.size() / 2;
}

void StretchStream::take(std::span<float> stereo)
{
    auto& out = engine_->out;
    const auto end = out.begin() + static_cast<std::ptrdiff_t>(stereo.size());
    std::copy(out.begin(), end, stereo.begin());
    out.erase(out.begin(), end);
}

} // namespace rushlight::editor
