#pragma once

#include "generation/world/render/canvas.hpp"
#include "generation/world/render/figures.hpp"
#include "generation/world/render/palette.hpp"
#include "generation/world/render/papers.hpp"
#include "generation/world/render/view.hpp"

#include <vector>

namespace rushlight::generation::world {

/// A silhouette on a wide cylinder around the origin: hills, peaks, roofs, tree lines, walls.
struct Ridge {
    enum class Form : std::uint8_t { hills, peaks, roofs, trees, wall };
    Form form = Form::hills;
    double radius = 60;
    double height = 8;
    double frequency = 3;
    double seed = 0;
    Rgb colour;
    float air = 0; ///< depth share for the ink
};

/// Something that stands in the place and does not move.
struct Prop {
    Figure figure;
    Vec3 middle;
    bool distant = false; ///< drawn before everything on the ground (clouds, sun)
};

/// All of a scene that stands still: made once a clip.
struct Stage {
    Palette palette;
    std::vector<Ridge> ridges; ///< far to near
    std::vector<Prop> props;
    Rgb ground_near, ground_far, water;
    double scale = 1;       ///< of everything that was placed, against life
    double shoreline = 1e9; ///< z from which on there is water
    float fog = 0;          ///< 0 clear air … 1 thick fog
    double fog_range = 90;  ///< metres to two thirds of the fog
};

[[nodiscard]] Stage stage_of(const Scene& scene);

/// Depth share 0 … 1 of a distance in metres.
[[nodiscard]] float air_at(const Stage& stage, double distance);

/// Sky and ground, then (after sun and clouds) the ridges. `next` is the camera of the next frame,
/// for the flow map.
void paint_backdrop(Canvas& canvas,
                    const Scene& scene,
                    const Stage& stage,
                    const View& view,
                    const View& next,
                    double seconds);
void paint_ridges(
    Canvas& canvas, const Scene& scene, const Stage& stage, const View& view, const View& next);
/// Rain, snow, fog banks and the shape in front.
void paint_weather(
    Canvas& canvas, const Scene& scene, const Stage& stage, const View& view, double seconds);

/// The style's paper and grain: the same for every frame of a clip.
class Paper {
public:
    Paper(const Scene& scene, int width, int height, bool cut_out);
    /// Writes 8-bit sRGB, rows of RGB.
    void finish(const Canvas& canvas, std::uint8_t* rgb) const;

private:
    Style style_;
    bool plain_;
    // factors on the picture, hatching in mid and deep tones, and how much picture is on the paper
    std::vector<float> tooth_, first_, second_, border_;
    Sheet sheet_; // of the styles that only world v1 draws
    bool halo_ = false;
};

} // namespace rushlight::generation::world
