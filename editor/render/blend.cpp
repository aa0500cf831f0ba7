#include "editor/render/blend.hpp"

#include "editor/render/clones.hpp"

namespace rushlight::editor {

namespace {

/// x / 255 to nearest for 0 ≤ x ≤ 255 · 255.
inline int by_255(int x)
{
    return (x + 128 + ((x + 128) >> 8)) >> 8;
}

} // namespace

RUSHLIGHT_CLONES
void mix_row(std::uint8_t* __restrict out,
             const std::uint8_t* a,
             const std::uint8_t* b,
             int count,
             int weight)
{
    const auto w = static_cast<std::uint16_t>(weight);
    const auto v = static_cast<std::uint16_t>(256 - weight);
    for (int i = 0; i < count; ++i) { // at most 255 · 256 + 128: fits 16 bits
        const auto sum = static_cast<std::uint16_t>(a[i] * v + b[i] * w + 128);
        out[i] = static_cast<std::uint8_t>(sum >> 8);
    }
}

RUSHLIGHT_CLONES
void over_row(std::uint8_t* __restrict out,
              const std::uint8_t* over,
              const std::uint8_t* alpha,
              int count,
              int black)
{
    for (int i = 0; i < count; ++i) {
        const int kept = 255 - alpha[i];
        // out and black apart, so that both stay positive
        const int value = over[i] + by_255(out[i] * kept) - by_255(black * kept);
        out[i] = static_cast<std::uint8_t>(value < 0 ? 0 : value > 255 ? 255 : value);
    }
}

RUSHLIGHT_CLONES
void dim_row(std::uint8_t* over, int count, int black, int weight)
{
    for (int i = 0; i < count; ++i) {
        const int value = over[i] * weight + black * (256 - weight) + 128;
        over[i] = static_cast<std::uint8_t>(value >> 8);
    }
}

RUSHLIGHT_CLONES
void cover_row(std::uint8_t* __restrict out, const std::uint8_t* alpha, int count, int black)
{
    for (int i = 0; i < count; ++i) {
        const int value = out[i] * alpha[i] + black * (255 - alpha[i]);
        out[i] = static_cast<std::uint8_t>(by_255(value));
    }
}

RUSHLIGHT_CLONES
void halve_alpha(std::uint8_t* __restrict out,
                 const std::uint8_t* top,
                 const std::uint8_t* bottom,
                 int count)
{
    for (int i = 0; i < count; ++i) {
        const int sum = top[2 * i] + top[2 * i + 1] + bottom[2 * i] + bottom[2 * i + 1];
        out[i] = static_cast<std::uint8_t>((sum + 2) >> 2);
    }
}

} // namespace rushlight::editor
