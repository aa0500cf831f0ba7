// Patterns on the ground.

#include "generation/world/render/clones.hpp"
#include "generation/world/render/ground.hpp"

#include <algorithm>
#include <cmath>

namespace rushlight::generation::world {

namespace {

constexpr int chunk = 256;

struct Line {
    float x, z, step_x, step_z; ///< metres
    float across, along;        ///< metres a pixel
    int count;
};

RUSHLIGHT_CLONES void band(const Line& line, const Pattern& pattern, float* __restrict share)
{
    const float soft = 1 / std::max(line.along, 0.01F);
    const float sharp = 1 / std::max(line.across, 0.01F);
    const float from = static_cast<float>(pattern.from);
    const float to = static_cast<float>(pattern.to);
    const float size = static_cast<float>(pattern.size);
    const float cycles = size > 0 ? 1 / size : 0;
    const float dashed = size > 0 ? 1 : 0;
    for (int i = 0; i < line.count; ++i) {
        const auto at = static_cast<float>(i);
        const float x = line.x + line.step_x * at;
        const float z = line.z + line.step_z * at;
        const float cycle = x * cycles;
        const float dash =
            limited(0.5F + (0.26F - magnitude(cycle - nearest_whole(cycle))) * size * sharp);
        share[i] = limited(0.5F + (z - from) * soft) * limited(0.5F + (to - z) * soft) *
                   (1 - dashed + dashed * dash);
    }
}

RUSHLIGHT_CLONES void checks(const Line& line, const Pattern& pattern, float* __restrict share)
{
    const float cycles = 0.5F / static_cast<float>(pattern.size);
    const float soft_x = 2 / std::max(2.0F * line.across * cycles * 2, 0.02F);
    const float soft_z = 2 / std::max(2.0F * line.along * cycles * 2, 0.02F);
    const float fade = limited(1.5F - 2.0F * line.along * cycles);
    for (int i = 0; i < line.count; ++i) {
        const auto at = static_cast<float>(i);
        const float x = (line.x + line.step_x * at) * cycles;
        const float z = (line.z + line.step_z * at) * cycles;
        const float a = limited(0.5F + (magnitude(x - nearest_whole(x)) - 0.25F) * soft_x);
        const float b = limited(0.5F + (magnitude(z - nearest_whole(z)) - 0.25F) * soft_z);
        share[i] = (a + b - 2 * a * b - 0.5F) * fade + 0.5F;
    }
}

RUSHLIGHT_CLONES void seams(const Line& line, const Pattern& pattern, float* __restrict share)
{
    const float size = static_cast<float>(pattern.size);
    const float half = 0.5F * static_cast<float>(pattern.from);
    const float cycles = 1 / size;
    const float sharp_x = 1 / std::max(line.across, 0.004F);
    const float sharp_z = 1 / std::max(line.along, 0.004F);
    const float fade_x = limited(size * sharp_x * 0.12F);
    const float fade_z = limited(size * sharp_z * 0.12F);
    const float thin_x = limited(pattern.from > 0 ? 2 * half * sharp_x : 0);
    const float thin_z = limited(pattern.from > 0 ? 2 * half * sharp_z : 0);
    for (int i = 0; i < line.count; ++i) {
        const auto at = static_cast<float>(i);
        const float x = (line.x + line.step_x * at) * cycles;
        const float z = (line.z + line.step_z * at) * cycles;
        const float away_x = size * magnitude(x - nearest_whole(x));
        const float away_z = size * magnitude(z - nearest_whole(z));
        const float a = limited(0.5F + (half - away_x) * sharp_x) * fade_x * thin_x;
        const float b = limited(0.5F + (half - away_z) * sharp_z) * fade_z * thin_z;
        share[i] = a + b - a * b;
    }
}

RUSHLIGHT_CLONES void furrows(const Line& line, const Pattern& pattern, float* __restrict share)
{
    const float cycles = 1 / static_cast<float>(pattern.size);
    const float soft = 1 / std::max(line.along, 0.02F);
    const float skew = static_cast<float>(pattern.skew);
    const float fade = limited(1.6F - 3.0F * line.across * cycles);
    const float from = static_cast<float>(pattern.from);
    const float to = static_cast<float>(pattern.to);
    for (int i = 0; i < line.count; ++i) {
        const auto at = static_cast<float>(i);
        const float x = line.x + line.step_x * at;
        const float z = line.z + line.step_z * at;
        const float row = (x + skew * z) * cycles;
        const float ridge = limited((0.3F - magnitude(row - nearest_whole(row))) * 5);
        share[i] = (0.35F + (ridge - 0.35F) * fade) * limited(0.5F + (z - from) * soft) *
                   limited(0.5F + (to - z) * soft);
    }
}

RUSHLIGHT_CLONES void patches(const Line& line, const Pattern& pattern, float* __restrict share)
{
    const float cycles = 6.2832F / static_cast<float>(pattern.size);
    const float fade = limited(1.6F - 2 * line.along / static_cast<float>(pattern.size));
    for (int i = 0; i < line.count; ++i) {
        const auto at = static_cast<float>(i);
        const float x = (line.x + line.step_x * at) * cycles;
        const float z = (line.z + line.step_z * at) * cycles;
        const float wave = sine(x + 1.3F * sine(0.7F * z + 0.4F)) * sine(z + 1.1F * sine(0.6F * x));
        share[i] = limited((wave - 0.25F) * 2.4F) * fade;
    }
}

RUSHLIGHT_CLONES void
ripples(const Line& line, const Pattern& pattern, float time, float* __restrict share)
{
    const float cycles = 6.2832F / static_cast<float>(pattern.size);
    const float fade = limited(1.5F - 2 * line.along / static_cast<float>(pattern.size));
    for (int i = 0; i < line.count; ++i) {
        const auto at = static_cast<float>(i);
        const float x = (line.x + line.step_x * at) * cycles;
        const float z = (line.z + line.step_z * at) * cycles;
        const float a = sine(x + 0.9F * sine(z * 0.8F + time) + 0.6F * time);
        const float b = sine(z * 0.9F + 1.2F * sine(x * 0.7F - 0.8F * time) + 0.5F);
        const float net = 1 - magnitude(a + b) * 1.6F; // bright where two waves cancel
        share[i] = limited(net) * fade;
    }
}

RUSHLIGHT_CLONES void blend(
    float* __restrict plane, int count, float colour, float strength, const float* __restrict share)
{
    for (int i = 0; i < count; ++i) {
        plane[i] += (colour - plane[i]) * share[i] * strength;
    }
}

} // namespace

void paint_pattern(const GroundRow& row, const Pattern& pattern, const Rgb& colour, float time)
{
    const bool reaches =
        pattern.form == Pattern::Form::band || pattern.form == Pattern::Form::furrows;
    const float end_z = row.start_z + row.step_z * static_cast<float>(row.width);
    if (reaches && (std::min(row.start_z, end_z) - row.along > static_cast<float>(pattern.to) ||
                    std::max(row.start_z, end_z) + row.along < static_cast<float>(pattern.from))) {
        return;
    }
    float share[chunk];
    for (int first = 0; first < row.width; first += chunk) {
        const auto at = static_cast<float>(first);
        const Line line{row.start_x + row.step_x * at,
                        row.start_z + row.step_z * at,
                        row.step_x,
                        row.step_z,
                        row.across,
                        row.along,
                        std::min(chunk, row.width - first)};
        switch (pattern.form) {
        case Pattern::Form::band:
            band(line, pattern, share);
            break;
        case Pattern::Form::checks:
            checks(line, pattern, share);
            break;
        case Pattern::Form::seams:
            seams(line, pattern, share);
            break;
        case Pattern::Form::furrows:
            furrows(line, pattern, share);
            break;
        case Pattern::Form::patches:
            patches(line, pattern, share);
            break;
        case Pattern::Form::ripples:
            ripples(line, pattern, time, share);
            break;
        }
        blend(row.r + first, line.count, colour.r, pattern.strength, share);
        blend(row.g + first, line.count, colour.g, pattern.strength, share);
        blend(row.b + first, line.count, colour.b, pattern.strength, share);
    }
}

} // namespace rushlight::generation::world
