#pragma once

#include "generation/world/random.hpp"
#include "generation/world/render/stage.hpp"

#include <algorithm>
#include <cmath>

namespace rushlight::generation::world {

/// Places props on the ground of a scene.
class Dresser {
public:
    Dresser(Stage& stage, const Scene& scene, double size)
        : stage_(stage)
        , random(scene.seed, 5)
        , mirror_(scene.mirror ? -1 : 1)
        , scale(size)
    {
    }

    /// A sculptor for a new prop at (x, z), in units of the scene's scale; its side axis points
    /// towards the camera.
    Sculptor begin(double x, double y, double z, bool distant = false)
    {
        stage_.props.emplace_back();
        Prop& prop = stage_.props.back();
        prop.distant = distant;
        prop.middle = {mirror_ * x * scale, y * scale, z * scale};
        return Sculptor(prop.figure, prop.middle, 0, {0, 1, -50});
    }

    /// A free spot: behind the subject or well beside it.
    void spot(double near, double far, double& x, double& z)
    {
        z = near + (far - near) * std::pow(random.uniform(), 1.4);
        const double half = 2.2 + 0.85 * (z + 4);
        do {
            x = random.uniform(-half, half);
        } while (std::abs(x) < 1.5 && z < 2.2);
    }

    Stage& stage_;
    Random random;
    double mirror_;
    double scale;
};

// At a spot in units of the scene's scale:
void round_tree(Dresser& d, double x, double z, const Rgb& leaf);
void pine(Dresser& d, double x, double z, const Rgb& leaf, bool snowy);
void rock(Dresser& d, double x, double z, const Rgb& colour);
/// Grass; nullptr: without a flower.
void tuft(Dresser& d, double x, double z, const Rgb& colour, const Rgb* flower);
/// Width and height in units of the scene's scale; lights: some windows are lit.
void house(Dresser& d, double x, double z, double w, double h, const Rgb& wall, bool lights);
void street_lamp(Dresser& d, double x, double z, bool on);
void palm(Dresser& d, double x, double z);
void cactus(Dresser& d, double x, double z);
/// Window, picture, cupboard, armchair and lamp of a room.
void furnish(Dresser& d, const Scene& scene);
/// The light that falls through a blind onto a room's wall, so many metres away.
void blinds(Dresser& d, double wall);
/// Sun or moon, stars and clouds.
void sky_things(Dresser& d, const Scene& scene, Stage& stage);

} // namespace rushlight::generation::world
