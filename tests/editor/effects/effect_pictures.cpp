#include "tests/editor/effects/effect_pictures.hpp"

#include "assets/colour.hpp"

#include <algorithm>
#include <cmath>
#include <random>

namespace rushlight::editor::tests {

namespace {

constexpr int side = 16;
constexpr int columns = 16;
constexpr int rows = 9;

std::array<double, 3> codes_of(const Rgb& rgb)
{
    Rgb held{};
    for (std::size_t i = 0; i < 3; ++i) {
        held[i] = std::clamp(rgb[i], 0.0, 1.0);
    }
    const double y = 0.2126 * held[0] + 0.7152 * held[1] + 0.0722 * held[2];
    return {16 + 219 * y, 128 + 224 * (held[2] - y) / 1.8556, 128 + 224 * (held[0] - y) / 1.5748};
}

std::array<double, 3> codes_at(const assets::Frame& frame, int column, int row)
{
    const int x = column * side + side / 2;
    const int y = row * side + side / 2;
    const auto sample = [&](std::size_t plane, int across, int down) {
        return static_cast<double>(
            frame.planes[plane].data[down * frame.planes[plane].stride + across]);
    };
    return {sample(0, x, y), sample(1, x / 2, y / 2), sample(2, x / 2, y / 2)};
}

} // namespace

assets::Frame patches()
{
    std::mt19937 dice(20261129);
    assets::FrameBuffer rgb(
        columns * side, rows * side, assets::PixelFormat::rgb24, assets::srgb_full);
    for (int row = 0; row < rows; ++row) {
        for (int column = 0; column < columns; ++column) {
            std::uint8_t colour[3];
            for (std::uint8_t& channel : colour) {
                channel = static_cast<std::uint8_t>(dice() % 256);
            }
            for (int y = row * side; y < (row + 1) * side; ++y) {
                for (int x = column * side; x < (column + 1) * side; ++x) {
                    std::copy_n(colour, 3, rgb.data[0] + y * rgb.strides[0] + 3 * x);
                }
            }
        }
    }
    return assets::convert(rgb.freeze(), assets::PixelFormat::yuv420p8, assets::bt709_limited);
}

Rgb patch_at(const assets::Frame& frame, int column, int row)
{
    const auto codes = codes_at(frame, column, row);
    const double y = (codes[0] - 16) / 219;
    const double cb = (codes[1] - 128) / 224;
    const double cr = (codes[2] - 128) / 224;
    return {y + 1.5748 * cr,
            y - 1.8556 * 0.0722 / 0.7152 * cb - 1.5748 * 0.2126 / 0.7152 * cr,
            y + 1.8556 * cb};
}

assets::Frame with_effects(const assets::Frame& picture,
                           const std::vector<Effect>& effects,
                           std::map<std::string, std::shared_ptr<const ColourTable>> tables)
{
    Wall wall;
    wall.tables = std::move(tables);
    wall.frames["picture"] = picture;
    Compositor compositor(wall);
    auto clip = std::make_shared<Clip>();
    clip->source = Media{"picture", {}, {}};
    Stage stage;
    stage.to = Layer{clip, 0, {}, 1};
    stage.to->effects = picture_effects_at(effects, 0);
    return compositor.render({{stage}}, {picture.width, picture.height});
}

double patch_psnr(const assets::Frame& before,
                  const assets::Frame& after,
                  const std::function<Rgb(const Rgb&)>& formula)
{
    double sum = 0;
    for (int row = 0; row < rows; ++row) {
        for (int column = 0; column < columns; ++column) {
            const auto wanted = codes_of(formula(patch_at(before, column, row)));
            const auto is = codes_at(after, column, row);
            for (std::size_t i = 0; i < 3; ++i) {
                sum += (is[i] - wanted[i]) * (is[i] - wanted[i]);
            }
        }
    }
    return 10 * std::log10(255 * 255 / std::max(sum / (3 * columns * rows), 1e-12));
}

double linear(double displayed)
{
    return displayed <= 0.04045 ? displayed / 12.92 : std::pow((displayed + 0.055) / 1.055, 2.4);
}

double displayed(double light)
{
    return light <= 0.0031308 ? light * 12.92 : 1.055 * std::pow(light, 1 / 2.4) - 0.055;
}

} // namespace rushlight::editor::tests
