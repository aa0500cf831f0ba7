#include "assets/light.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

namespace rushlight::assets {

namespace {

using Matrix3 = std::array<double, 9>;

constexpr float white_nits = 203.0F;   // ITU-R BT.2408 reference white
constexpr float master_nits = 1000.0F; // assumed peak of an HDR source
constexpr std::size_t steps = 65535;

/// Rec. ITU-R BT.2100, PQ.
float pq_to_nits(float signal)
{
    const float p = std::pow(std::max(signal, 0.0F), 1.0F / 78.84375F);
    const float top = std::max(p - 0.8359375F, 0.0F);
    return 10000.0F * std::pow(top / (18.8515625F - 18.6875F * p), 1.0F / 0.1593017578125F);
}

float nits_to_pq(float nits)
{
    const float y = std::pow(std::max(nits, 0.0F) / 10000.0F, 0.1593017578125F);
    return std::pow((0.8359375F + 18.8515625F * y) / (1.0F + 18.6875F * y), 78.84375F);
}

/// Rec. ITU-R BT.2100, HLG inverse OETF: scene light 0 … 1.
float hlg_to_scene(float signal)
{
    constexpr float a = 0.17883277F;
    constexpr float b = 0.28466892F;
    constexpr float c = 0.55991073F;
    const float s = std::max(signal, 0.0F);
    return s <= 0.5F ? s * s / 3.0F : (std::exp((s - c) / a) + b) / 12.0F;
}

/// Rep. ITU-R BT.2390 EETF without black lift: a luminance of the master to one up to white.
float tone_mapped(float nits)
{
    static const float peak = nits_to_pq(master_nits);
    static const float most = nits_to_pq(white_nits) / peak;
    const float knee = 1.5F * most - 0.5F;
    const float e = std::min(nits_to_pq(nits) / peak, 1.0F);
    if (e < knee) {
        return nits;
    }
    const float t = (e - knee) / (1.0F - knee);
    const float t2 = t * t;
    const float t3 = t2 * t;
    const float mapped =
        (2 * t3 - 3 * t2 + 1) * knee + (t3 - 2 * t2 + t) * (1 - knee) + (-2 * t3 + 3 * t2) * most;
    return pq_to_nits(mapped * peak);
}

float srgb_to_linear(float v)
{
    return v <= 0.04045F ? v / 12.92F : std::pow((v + 0.055F) / 1.055F, 2.4F);
}

float linear_to_srgb(float v)
{
    return v <= 0.0031308F ? v * 12.92F : 1.055F * std::pow(v, 1.0F / 2.4F) - 0.055F;
}

std::vector<float> tabled(float (*function)(float))
{
    std::vector<float> table(steps + 1);
    for (std::size_t i = 0; i <= steps; ++i) {
        table[i] = function(static_cast<float>(i) / static_cast<float>(steps));
    }
    return table;
}

float looked_up(const float* table, float v)
{
    const float clamped = std::clamp(v, 0.0F, 1.0F);
    return table[static_cast<std::size_t>(clamped * static_cast<float>(steps) + 0.5F)];
}

/// What tone mapping multiplies a pixel with whose brightest channel has √(nits / master).
float tone_gain(float root)
{
    const float nits = std::max(root * root * master_nits, 1e-4F);
    return tone_mapped(nits) / nits / white_nits;
}

/// HLG's system gamma, 1.2 at 1000 cd/m², by the root of the scene's luminance.
float hlg_gain(float root)
{
    return master_nits * std::pow(std::max(root * root, 1e-6F), 0.2F);
}

bool is_hdr(Transfer transfer)
{
    return transfer == Transfer::pq || transfer == Transfer::hlg;
}

Transfer display(Transfer transfer)
{
    return transfer == Transfer::bt709 ? Transfer::srgb : transfer;
}

Matrix3 multiply(const Matrix3& a, const Matrix3& b)
{
    Matrix3 product{};
    for (std::size_t row = 0; row < 3; ++row) {
        for (std::size_t column = 0; column < 3; ++column) {
            for (std::size_t i = 0; i < 3; ++i) {
                product[row * 3 + column] += a[row * 3 + i] * b[i * 3 + column];
            }
        }
    }
    return product;
}

Matrix3 inverse(const Matrix3& m)
{
    const double determinant = m[0] * (m[4] * m[8] - m[5] * m[7]) -
                               m[1] * (m[3] * m[8] - m[5] * m[6]) +
                               m[2] * (m[3] * m[7] - m[4] * m[6]);
    const auto minor = [&](std::size_t a, std::size_t b, std::size_t c, std::size_t d) {
        return (m[a] * m[d] - m[b] * m[c]) / determinant;
    };
    return {minor(4, 5, 7, 8),
            minor(2, 1, 8, 7),
            minor(1, 2, 4, 5),
            minor(5, 3, 8, 6),
            minor(0, 2, 6, 8),
            minor(2, 0, 5, 3),
            minor(3, 4, 6, 7),
            minor(1, 0, 7, 6),
            minor(0, 1, 3, 4)};
}

/// Linear RGB of these primaries to CIE XYZ; white D65.
Matrix3 to_xyz(Primaries primaries)
{
    std::array<double, 6> xy{}; // red, green, blue
    switch (primaries) {
    case Primaries::bt709:
        xy = {0.640, 0.330, 0.300, 0.600, 0.150, 0.060};
        break;
    case Primaries::bt601_525:
        xy = {0.630, 0.340, 0.310, 0.595, 0.155, 0.070};
        break;
    case Primaries::bt601_625:
        xy = {0.640, 0.330, 0.290, 0.600, 0.150, 0.060};
        break;
    case Primaries::bt2020:
        xy = {0.708, 0.292, 0.170, 0.797, 0.131, 0.046};
        break;
    }
    Matrix3 columns{};
    for (std::size_t i = 0; i < 3; ++i) {
        const double x = xy[2 * i];
        const double y = xy[2 * i + 1];
        columns[i] = x / y;
        columns[3 + i] = 1;
        columns[6 + i] = (1 - x - y) / y;
    }
    const std::array<double, 3> white{0.3127 / 0.3290, 1, (1 - 0.3127 - 0.3290) / 0.3290};
    const Matrix3 back = inverse(columns);
    for (std::size_t i = 0; i < 3; ++i) {
        const double gain =
            back[3 * i] * white[0] + back[3 * i + 1] * white[1] + back[3 * i + 2] * white[2];
        for (std::size_t row = 0; row < 3; ++row) {
            columns[3 * row + i] *= gain;
        }
    }
    return columns;
}

} // namespace

bool differ_in_light(const Colour& from, const Colour& to)
{
    return from.primaries != to.primaries || display(from.transfer) != display(to.transfer);
}

LightConversion::LightConversion(const Colour& from, const Colour& to)
    : from_(display(from.transfer))
    , to_linear_(to.transfer == Transfer::linear)
    , matrix_()
{
    static const std::vector<float> srgb = tabled(srgb_to_linear);
    static const std::vector<float> pq = tabled(pq_to_nits);
    static const std::vector<float> hlg = tabled(hlg_to_scene);
    static const std::vector<float> gamma = tabled(hlg_gain);
    static const std::vector<float> tone = tabled(tone_gain);
    static const std::vector<float> encoded = tabled(linear_to_srgb);
    decode_ = from_ == Transfer::pq ? pq.data() : from_ == Transfer::hlg ? hlg.data() : srgb.data();
    hlg_gain_ = gamma.data();
    tone_gain_ = tone.data();
    encode_ = encoded.data();
    const Matrix3 product = multiply(inverse(to_xyz(to.primaries)), to_xyz(from.primaries));
    std::transform(product.begin(), product.end(), matrix_.begin(), [](double v) {
        return static_cast<float>(v);
    });
}

Rgb LightConversion::operator()(const Rgb& encoded) const
{
    Rgb light = encoded;
    if (from_ != Transfer::linear) {
        for (float& v : light) {
            v = looked_up(decode_, v);
        }
    }
    if (is_hdr(from_)) {
        float gain = 1;
        if (from_ == Transfer::hlg) {
            gain = looked_up(
                hlg_gain_, std::sqrt(0.2627F * light[0] + 0.6780F * light[1] + 0.0593F * light[2]));
        }
        const float most = gain * std::max({light[0], light[1], light[2]});
        gain *=
            most < master_nits ? looked_up(tone_gain_, std::sqrt(most / master_nits)) : 1 / most;
        for (float& v : light) {
            v *= gain;
        }
    }
    Rgb result{};
    for (std::size_t i = 0; i < 3; ++i) {
        const float v = matrix_[3 * i] * light[0] + matrix_[3 * i + 1] * light[1] +
                        matrix_[3 * i + 2] * light[2];
        result[i] = to_linear_ ? std::max(v, 0.0F) : looked_up(encode_, v);
    }
    return result;
}

} // namespace rushlight::assets
