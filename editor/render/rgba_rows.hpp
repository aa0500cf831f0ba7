#pragma once

#include "editor/effects/rgba.hpp"
#include "editor/render/raster.hpp"

namespace rushlight::editor {

/// Rows of a raster as R'G'B' with alpha; rows outside the raster repeat its edge.
class RgbaReader {
public:
    explicit RgbaReader(const Raster& raster);

    /// Row y of the raster, counted from its own top; the row's width is the raster's.
    void read(int y, const RgbaRow& row);

private:
    void read_chroma(std::size_t plane, int y, float* out);

    const Raster& raster_;
    std::vector<float> narrow_;
    std::vector<float> cb_;
    std::vector<float> cr_;
};

/// Pairs of rows back into a raster: premultiplied, rounded to nearest.
class RgbaWriter {
public:
    RgbaWriter(int width, int height);

    /// Rows y and y + 1, y even. Changes the rows.
    void write(int y, const RgbaRow& top, const RgbaRow& bottom);

    /// What was written, at a place on the canvas; no alpha where all of it is opaque.
    [[nodiscard]] Raster finish(int x, int y);

private:
    void write_luma(int y, const RgbaRow& row);

    assets::FrameBuffer out_;
    std::shared_ptr<std::vector<std::uint8_t>> alpha_;
    std::vector<float> cb_;
    std::vector<float> cr_;
    bool opaque_ = true;
};

} // namespace rushlight::editor
