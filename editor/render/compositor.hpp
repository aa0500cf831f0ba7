#pragma once

#include "editor/effects/title.hpp"
#include "editor/render/picture_source.hpp"
#include "editor/render/plan.hpp"
#include "editor/render/raster.hpp"

#include <deque>
#include <map>

namespace rushlight::editor {

/// Turns a plan into pixels: the one way that every frame of the viewer and of an export is made.
///
/// Works in planar 4:2:0, 8 bits, BT.709 limited. A layer that fills the frame opaquely comes
/// through untouched, and what lies under it is not even read. Titles, scaled pictures and those
/// with effects are kept for the frames to come (titles by their value, pictures by their source
/// frame).
/// Threads: one; make one a thread.
class Compositor {
public:
    /// `pictures` must outlive it.
    explicit Compositor(PictureSource& pictures)
        : pictures_(pictures)
    {
    }

    /// A frame of that size; plans made for another size keep their look, since all lengths are
    /// shares of the frame's height. Throws what its source throws, EditorError for an odd size.
    [[nodiscard]] assets::Frame render(const FramePlan& plan, Size size);

private:
    struct Kept {
        assets::Frame source; ///< keeps the planes alive that the key points at
        double pixel_aspect;
        Transform transform;
        Size canvas;
        Raster raster;
    };

    struct KeptTitle {
        Title title;
        Size canvas;
        Raster raster;
    };

    struct KeptCaption {
        CaptionPicture caption;
        Size canvas;
        Raster raster;
    };

    struct KeptEffects {
        Raster source; ///< keeps alive what it is compared by
        std::vector<PictureEffect> effects;
        Size canvas;
        Time time; ///< as it counts for them; 0 where they make the same at all times
        Raster raster;
    };

    Raster raster_of(const Layer& layer, Size size); ///< with its effects
    Raster bare_raster(const Layer& layer, Size size);
    Raster caption_raster(const CaptionPicture& caption, Size size);
    Raster title_raster(const Title& title, Size size);

    PictureSource& pictures_;
    std::unique_ptr<TitleArtist> artist_; ///< made for the first title
    std::deque<Kept> kept_;
    std::deque<KeptTitle> titles_;
    std::unique_ptr<CaptionArtist> caption_artist_; ///< made for the first caption
    std::deque<KeptCaption> captions_;
    std::deque<KeptEffects> effects_;
};

} // namespace rushlight::editor
