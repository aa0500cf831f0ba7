#pragma once

#include "generation/world/scene.hpp"

#include <array>
#include <cstdint>
#include <vector>

namespace rushlight::generation::world {

/// Entity classes of `RenderedClip::ids`; stable numbers, 24 in all.
enum class PixelClass : std::uint8_t {
    sky,
    ground,
    backdrop,
    scenery,
    water,
    foreground,
    person,
    child,
    robot,
    dog,
    cat,
    horse,
    rabbit,
    bird,
    car,
    boat,
    ball,
    balloon,
    lantern,
    animal,
    vehicle,
    prop,
    weather,
    shadow
};
inline constexpr int pixel_classes = 24;

/// Parts of `RenderedClip::parts`; stable numbers, 12 in all.
enum class PixelPart : std::uint8_t {
    none,
    head,
    body,
    arm,
    leg,
    hand,
    foot,
    hair,
    face,
    tail,
    wheel,
    accessory
};
inline constexpr int pixel_parts = 12;

/// One entity in one frame, in shares of the picture's width and height (0 … 1, may lie outside).
struct Track {
    double x = 0; ///< centre of the visible silhouette's box
    double y = 0;
    double left = 0;
    double top = 0;
    double right = 0;
    double bottom = 0;
    bool visible = false;
};

struct RenderedClip {
    int width = 0;
    int height = 0;
    int frames = 0;
    std::vector<std::uint8_t> rgb;   ///< T·H·W·3, sRGB full range
    std::vector<std::uint8_t> ids;   ///< T·H·W, PixelClass; empty without maps
    std::vector<std::uint8_t> parts; ///< T·H·W, PixelPart; empty without maps
    std::vector<std::uint8_t> who; ///< T·H·W: 0 none, 1 first, 2 second entity; empty without maps
    std::vector<float> depth;      ///< T·H·W, metres from the camera, at most 200
    std::vector<float> flow;       ///< T·H·W·2, pixels right and down to the next frame
    std::vector<std::vector<Track>> tracks; ///< [entity][frame]; always filled
    double motion = 0; ///< mean flow magnitude in shares of the width a second; only with maps
};

struct RenderOptions {
    bool maps = false;        ///< ids, parts, who, depth and flow
    bool cut_out = false;     ///< entities alone on neutral grey: how references reach the model
    double start_seconds = 0; ///< time of the first frame
};

/// Draws a scene: frames at `rate` a second from options.start_seconds on. Deterministic and
/// thread-safe; the same on every CPU to 1/255.
/// width, height 16 … 2048 (at 256 lines the ink is 2.2 pixels wide); frames ≥ 1; rate > 0.
/// Throws std::invalid_argument.
[[nodiscard]] RenderedClip render(const Scene& scene,
                                  int width,
                                  int height,
                                  int frames,
                                  double rate,
                                  const RenderOptions& options = {});

} // namespace rushlight::generation::world
