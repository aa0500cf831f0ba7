#pragma once

#include "assets/probe.hpp"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <vector>

namespace rushlight::assets {

/// Reads any sound as 48 kHz stereo, from any sample on.
///
/// Mono goes to both sides unchanged; 5.1 is folded down with the centre and the surrounds at −3 dB
/// and the whole at 1 / 2.414, so that it cannot clip. Reading on from where the last read ended
/// decodes on; anything else seeks, decodes a quarter of a second ahead and throws that away.
/// Throws MediaError. Threads: one at a time.
class AudioReader {
public:
    struct Options {
        std::shared_ptr<const Facts> facts; ///< of an earlier probe() of the same file, else null
    };

    explicit AudioReader(const std::filesystem::path& file);
    AudioReader(const std::filesystem::path& file, Options options);
    ~AudioReader();
    AudioReader(AudioReader&&) noexcept;
    AudioReader& operator=(AudioReader&&) noexcept;

    [[nodiscard]] const Facts& facts() const;
    /// One past the last 48 kHz sample that is not silence by definition.
    [[nodiscard]] std::int64_t samples() const;

    /// `count` stereo samples (left, right, left, right …) from sample `start` at 48 kHz, counted
    /// from source time 0; silence before the sound and after it. Throws std::invalid_argument for
    /// a count below 0 or above an hour.
    [[nodiscard]] std::vector<float> read(std::int64_t start, std::int64_t count);

private:
    class Decoder;
    std::unique_ptr<Decoder> decoder_;
};

} // namespace rushlight::assets
