#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <span>
#include <vector>

namespace rushlight::editor {

/// Where samples of a sound come to lie: sample in, sample out; both rise.
using Waypoints = std::map<std::int64_t, std::int64_t>;

/// Stereo sound at 48 kHz (left, right, …) in another length with its pitch kept, by Rubber Band's
/// finer engine. `length` is in stereo samples; sound between waypoints is stretched evenly. The
/// same input gives the same bits.
[[nodiscard]] std::vector<float>
stretched(std::span<const float> stereo, std::int64_t length, const Waypoints& way = {});

/// The same for sound that comes in bit by bit, for listening: quicker, and plainer. Its first
/// sample out is the first one in.
/// Threads: one.
class StretchStream {
public:
    /// speed: seconds in for each second out, 1/8 … 8.
    explicit StretchStream(double speed);
    ~StretchStream();
    StretchStream(const StretchStream&) = delete;
    StretchStream& operator=(const StretchStream&) = delete;

    void put(std::span<const float> stereo);

    /// Stereo samples that can be taken now.
    [[nodiscard]] std::size_t ready() const;

    /// Fills `stereo`, which is no longer than what is ready.
    void take(std::span<float> stereo);

private:
    struct Engine;
    std::unique_ptr<Engine> engine_;
};

} // namespace rushlight::editor
