#pragma once

#include "generation/world/render/canvas.hpp"

#include <vector>

namespace rushlight::generation::world {

/// The paper of a style of world v1, one value a pixel; empty where the style does not need it.
struct Sheet {
    std::vector<float> tooth; ///< factor on the picture
    std::vector<float> grain; ///< added to the picture
    std::vector<float> ink;   ///< share of chalk or ink lines over the picture
    std::vector<float> hatch; ///< strength of the hatching in dark tones
};

[[nodiscard]] Sheet sheet_of(const Scene& scene, int width, int height);

/// Lays one row of the picture on the paper; `at` is its first pixel.
void press_row(const Sheet& sheet, std::size_t at, int count, float* r, float* g, float* b);

/// The light that bright lines throw on what is round them.
class Halo {
public:
    explicit Halo(const Canvas& canvas);
    void add(int y, float* r, float* g, float* b) const;

private:
    int width_;
    int block_;                   ///< pixels of the picture in a cell
    std::vector<float> light_[3]; ///< a row for each row of cells, one more above and below
};

} // namespace rushlight::generation::world
