#pragma once

#include "generation/world/render/canvas.hpp"
#include "generation/world/render/figures.hpp"
#include "generation/world/render/ground.hpp"
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

/// How a prop moves by itself: it bends in wind or water, or drifts and comes round again.
struct Sway {
    double lean = 0;  ///< metres sideways for each metre of height, always
    double bend = 0;  ///< the same, to and fro
    double pace = 0;  ///< radians a second
    double phase = 0; ///< radians
    double curl = 0;  ///< radians a metre: waves that run up a stem
    Vec3 drift;       ///< metres a second
    double start = 0; ///< metres along its way at time 0
    double span = 0;  ///< metres after which it begins its way again; 0: it stays
};

/// Something that belongs to the place.
struct Prop {
    Figure figure;
    Vec3 middle;
    bool distant = false; ///< drawn before everything on the ground (clouds, sun)
    bool flat = false;    ///< lies on the ground: drawn before all that stands on it
    bool on_wall = false; ///< hangs on a wall or leans on it: drawn before all that stands
    double supple = 0;    ///< how far wind bends it, 0 … 1
    Sway sway;
};

/// A prop's figure at an instant. `round`: the instant that decides how often it has begun its way
/// again; the flow from one frame to the next does not jump back.
[[nodiscard]] Figure swayed(const Prop& prop, double seconds, double round);

/// A room around the place: metres from its middle to the side walls, to the back and to the
/// ceiling. Nothing closes it in front.
struct Room {
    double half = 0; ///< 0: out of doors
    double back = 0;
    double high = 0;
    Rgb walls, ceiling;
};

/// All of a scene that stands still: made once a clip.
struct Stage {
    Palette palette;
    std::vector<Ridge> ridges; ///< far to near
    std::vector<Prop> props;
    Room room;
    std::vector<Pattern> patterns; ///< of the places that world v1 added
    Rgb ground_near, ground_far, water;
    double scale = 1;       ///< of everything that was placed, against life
    double shoreline = 1e9; ///< z from which on there is water
    float fog = 0;          ///< 0 clear air … 1 thick fog
    double fog_range = 90;  ///< metres to two thirds of the fog
};

/// Pixels to the next frame of a point of the world.
[[nodiscard]] Vec3 flow_of(const Vec3& point, const View& view, const View& next);

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
void paint_room(
    Canvas& canvas, const Scene& scene, const Stage& stage, const View& view, const View& next);
/// Rain, snow, fog banks and the shape in front.
void paint_weather(
    Canvas& canvas, const Scene& scene, const Stage& stage, const View& view, double seconds);

/// A picture's edge with something before it: pixels from the left, and moved by the camera.
struct Near {
    bool left = true;
    double edge = 0;
    double slide = 0;
    double seconds = 0;
};

/// v1's leaves and blades out of focus.
void paint_growth(Canvas& canvas, const Scene& scene, const Near& near, const Fill& ink);
/// A storm's rain; leaves and dust in the wind.
void paint_wind(
    Canvas& canvas, const Scene& scene, const Stage& stage, const View& view, double seconds);
/// A flash of lightning in the sky, for the time it stands there.
[[nodiscard]] Prop lightning_bolt(const Scene& scene, double struck);
/// The palette while lightning lights the place; flash 0 … 1.
[[nodiscard]] Palette lit_by_lightning(const Palette& palette, double flash);

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
