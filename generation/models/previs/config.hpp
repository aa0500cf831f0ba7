#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

namespace rushlight::generation::previs {

/// How many latent cells one video token covers in y and in x.
enum class Scale { p4, p2, p1 };

[[nodiscard]] constexpr std::int64_t patch_of(Scale scale)
{
    return scale == Scale::p4 ? 4 : scale == Scale::p2 ? 2 : 1;
}

[[nodiscard]] constexpr const char* name_of(Scale scale)
{
    return scale == Scale::p4 ? "p4" : scale == Scale::p2 ? "p2" : "p1";
}

constexpr std::array<Scale, 3> all_scales{Scale::p4, Scale::p2, Scale::p1};

/// Frames that one latent frame covers (the first latent frame covers one), and pixels of a latent
/// cell.
constexpr std::int64_t time_stride = 4;
constexpr std::int64_t cell_pixels = 16;
constexpr std::int64_t latent_channels = 32;

/// 32 hint latents, the exact mask, the hint mask, and (dx, dy) to the next latent frame in cells.
constexpr std::int64_t hint_channels = 36;

/// A reference picture is 128 × 128 pixels: 8 × 8 cells, one token each.
constexpr std::int64_t reference_cells = 8;

[[nodiscard]] constexpr std::int64_t latent_frames(std::int64_t frames)
{
    return 1 + (frames - 1 + time_stride - 1) / time_stride;
}

struct TextConfig {
    std::int64_t ids = 3584; ///< 3072 concepts and 512 buckets of unknown words
    std::int64_t width = 192;
    std::int64_t layers = 4;
    std::int64_t heads = 3;
    std::int64_t hidden = 384;
    std::int64_t most_tokens = 64;
};

struct DenoiserConfig {
    std::string name = "previs-s";
    std::int64_t text_width = 192;
    std::int64_t width = 256;
    std::int64_t blocks = 10;
    std::int64_t heads = 4;
    std::int64_t hidden = 704;     ///< SwiGLU
    std::int64_t bottleneck = 256; ///< between the 512 values of a P4 patch and the width
    std::int64_t time_features = 256;
    /// Rotary pairs of a head in time, y and x: half of width / heads in all.
    std::array<std::int64_t, 3> pairs{10, 11, 11};
    std::int64_t features_after = 4; ///< blocks before the privileged heads

    [[nodiscard]] std::int64_t head_width() const { return width / heads; }
};

/// Text tokens that the denoiser sees at most.
constexpr std::int64_t denoiser_text_tokens = 48;

/// Everything of one preset but the autoencoder's and the sound model's sizes.
struct Config {
    TextConfig text;
    DenoiserConfig denoiser;
};

/// previs-s: 9.4 M parameters; the preset that two CPU cores train in a day.
[[nodiscard]] Config previs_s();
/// previs-m: 21.0 M parameters.
[[nodiscard]] Config previs_m();
/// Small enough for tests.
[[nodiscard]] Config tiny();
/// By the name that stands in the weights' metadata. Throws std::invalid_argument.
[[nodiscard]] Config config_named(const std::string& name);

} // namespace rushlight::generation::previs
