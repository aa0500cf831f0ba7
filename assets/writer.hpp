#pragma once

#include "assets/frame.hpp"
#include "assets/time.hpp"

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <span>
#include <string>

namespace rushlight::assets {

/// What a file is written as.
enum class Delivery : std::uint8_t {
    mp4,    ///< H.264 High yuv420p BT.709, AAC-LC, moov first
    prores, ///< ProRes 422 HQ BT.709 and 24-bit PCM in MOV
    take,   ///< FFV1 RGB full range and 32-bit float PCM in Matroska, exactly as given
    wav,    ///< 24-bit PCM sound alone
};

/// The IPTC term for pictures made by a trained model, as `digitalSourceType` in metadata.
inline constexpr auto trained_algorithmic_media =
    "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia";

/// The term for pictures that a program draws without having been trained.
inline constexpr auto algorithmic_media =
    "http://cv.iptc.org/newscodes/digitalsourcetype/algorithmicMedia";

/// What generated pictures and sounds say of themselves.
[[nodiscard]] constexpr const char* source_type(bool trained)
{
    return trained ? trained_algorithmic_media : algorithmic_media;
}

struct WriterSettings {
    Delivery delivery = Delivery::mp4;
    int width = 0; ///< of the pictures; even for mp4 and prores; wav has none
    int height = 0;
    Time rate{24};
    bool sound = true;   ///< 48 kHz stereo
    double quality = 18; ///< x264's constant rate factor, 0 … 51, less is better
    std::map<std::string, std::string> metadata; ///< read again by probe()
};

/// Writes one film file: frames and sound in order, then finish(). Until then the file has another
/// name in the same folder; without finish() (cancel, an exception) nothing is left behind.
///
/// Frames are converted to the delivery's colour where they are not in it. Give sound about as far
/// as pictures: what runs ahead waits in memory.
/// Throws MediaError; a full disk is Code::full. Threads: one at a time.
class Writer {
public:
    Writer(const std::filesystem::path& file, WriterSettings settings);
    ~Writer();
    Writer(Writer&&) noexcept;
    Writer& operator=(Writer&&) noexcept;

    /// The next frame, of the size in the settings.
    void write(const Frame& frame);
    /// The next samples: left, right, left, right … at 48 kHz, −1 … 1.
    void write_sound(std::span<const float> interleaved);
    /// Completes the file, brings it safely to the disk and gives it its name.
    void finish();

    [[nodiscard]] std::int64_t frames() const;  ///< written so far
    [[nodiscard]] std::int64_t samples() const; ///< written so far, of one channel

private:
    class Encoder;
    std::unique_ptr<Encoder> encoder_;
};

/// Writes one picture as PNG: 8-bit RGB, or RGBA where it is not opaque. Same care as Writer.
void write_png(const std::filesystem::path& file,
               const Frame& frame,
               const std::map<std::string, std::string>& metadata = {});

} // namespace rushlight::assets
