#pragma once

#include "assets/ffmpeg/handles.hpp"
#include "assets/frame.hpp"

namespace rushlight::assets {

/// How stored pictures become shown ones: turned clockwise, then flipped left to right.
struct Orientation {
    int rotation = 0; ///< 0, 90, 180 or 270
    bool mirrored = false;
};

/// From a display matrix of 9 integers; null means upright. Turns that are no multiple of 90° are
/// rounded to one.
[[nodiscard]] Orientation orientation_of(const std::int32_t* display_matrix);

/// The format that a decoder's pictures are handed on in: the same layout where Rushlight has it,
/// rgba32 where there is alpha, else the nearest that loses least.
[[nodiscard]] PixelFormat handed_on_as(AVPixelFormat format);
[[nodiscard]] bool has_alpha(AVPixelFormat format);
[[nodiscard]] AVPixelFormat to_av(PixelFormat format);

struct ColourTags {
    AVColorPrimaries primaries = AVCOL_PRI_UNSPECIFIED;
    AVColorTransferCharacteristic transfer = AVCOL_TRC_UNSPECIFIED;
    AVColorSpace matrix = AVCOL_SPC_UNSPECIFIED;
    AVColorRange range = AVCOL_RANGE_UNSPECIFIED;
    AVChromaLocation siting = AVCHROMA_LOC_UNSPECIFIED;
};

/// What the tags mean. Unknown ones: BT.601 below 720 lines, else BT.709; `tagged` tells whether
/// the matrix was known.
[[nodiscard]] Colour
colour_of(const ColourTags& tags, AVPixelFormat format, int height, bool& tagged);

/// The pixels of a frame in memory of FFmpeg's own; RGB24 may become 0RGB32, else `format` is the
/// frame's own.
[[nodiscard]] FramePtr copied(const Frame& frame, AVPixelFormat format);

/// Shown pictures from decoded ones. Shares the decoder's memory where nothing has to change.
/// width, height: as stored; a picture of another size is scaled to it.
[[nodiscard]] Frame to_frame(FramePtr decoded,
                             int width,
                             int height,
                             PixelFormat format,
                             const Colour& colour,
                             const Orientation& orientation);

} // namespace rushlight::assets
