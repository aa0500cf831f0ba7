#include "editor/render/compositor.hpp"

#include "editor/error.hpp"
#include "editor/render/apply_effects.hpp"
#include "editor/render/blend.hpp"
#include "editor/render/lay_blended.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>

namespace rushlight::editor {

namespace {

using assets::bt709_limited;
using assets::Frame;
using assets::FrameBuffer;
using assets::PixelFormat;

/// The picture under construction. It holds a shared frame until something must be drawn on it.
class Canvas {
public:
    Canvas(Frame base, Size size)
        : frame_(base ? std::move(base) : solid_frame("#000000", size))
    {
    }

    [[nodiscard]] const Frame& frame() const { return frame_; }

    void replace(Frame frame)
    {
        frame_ = std::move(frame);
        buffer_.reset();
    }

    /// The same planes, free to be drawn on; nobody else holds them.
    FrameBuffer& paint()
    {
        if (!buffer_) {
            buffer_.emplace(frame_.width, frame_.height, PixelFormat::yuv420p8, bt709_limited);
            for (int plane = 0; plane < 3; ++plane) {
                const auto p = static_cast<std::size_t>(plane);
                const auto bytes = static_cast<std::size_t>(
                    assets::plane_width(frame_.format, plane, frame_.width));
                for (int y = 0; y < assets::plane_height(frame_.format, plane, frame_.height);
                     ++y) {
                    std::memcpy(buffer_->data[p] + y * buffer_->strides[p],
                                frame_.planes[p].data + y * frame_.planes[p].stride,
                                bytes);
                }
            }
            frame_ = buffer_->freeze();
        }
        return *buffer_;
    }

private:
    Frame frame_;
    std::optional<FrameBuffer> buffer_;
};

int weight_of(double share)
{
    return static_cast<int>(std::lround(std::clamp(share, 0.0, 1.0) * 256));
}

Frame mixed(const Frame& a, const Frame& b, double share)
{
    const int weight = weight_of(share);
    if (weight == 0) {
        return a;
    }
    if (weight == 256) {
        return b;
    }
    FrameBuffer out(a.width, a.height, PixelFormat::yuv420p8, bt709_limited);
    for (int plane = 0; plane < 3; ++plane) {
        const auto p = static_cast<std::size_t>(plane);
        const int width = assets::plane_width(a.format, plane, a.width);
        for (int y = 0; y < assets::plane_height(a.format, plane, a.height); ++y) {
            mix_row(out.data[p] + y * out.strides[p],
                    a.planes[p].data + y * a.planes[p].stride,
                    b.planes[p].data + y * b.planes[p].stride,
                    width,
                    weight);
        }
    }
    return out.freeze();
}

void lay_opaque(FrameBuffer& out, const Raster& raster, int weight)
{
    for (int plane = 0; plane < 3; ++plane) {
        const auto p = static_cast<std::size_t>(plane);
        const int shift = plane == 0 ? 0 : 1;
        const int width = assets::plane_width(out.format, plane, raster.picture.width);
        for (int y = 0; y < assets::plane_height(out.format, plane, raster.picture.height); ++y) {
            std::uint8_t* to =
                out.data[p] + (y + (raster.y >> shift)) * out.strides[p] + (raster.x >> shift);
            const std::uint8_t* from =
                raster.picture.planes[p].data + y * raster.picture.planes[p].stride;
            if (weight == 256) {
                std::memcpy(to, from, static_cast<std::size_t>(width));
            } else {
                mix_row(to, to, from, width, weight);
            }
        }
    }
}

void lay_alpha(FrameBuffer& out, const Raster& raster, int weight)
{
    const int width = raster.picture.width;
    const int height = raster.picture.height;
    const std::vector<std::uint8_t>& alpha = *raster.alpha;
    const auto columns = static_cast<std::size_t>(width);
    std::vector<std::uint8_t> row(columns);
    std::vector<std::uint8_t> alpha_row(columns);
    std::vector<std::uint8_t> next_row(columns);
    const auto lay_row = [&](std::size_t p, int y, int count, const std::uint8_t* a, int black) {
        const int shift = p == 0 ? 0 : 1;
        std::memcpy(row.data(),
                    raster.picture.planes[p].data + y * raster.picture.planes[p].stride,
                    static_cast<std::size_t>(count));
        if (weight < 256) {
            dim_row(row.data(), count, black, weight);
        }
        over_row(out.data[p] + (y + (raster.y >> shift)) * out.strides[p] + (raster.x >> shift),
                 row.data(),
                 a,
                 count,
                 black);
    };
    const auto dimmed = [&](std::vector<std::uint8_t>& to, int y) {
        std::memcpy(to.data(), &alpha[static_cast<std::size_t>(y) * columns], columns);
        if (weight < 256) {
            dim_row(to.data(), width, 0, weight);
        }
    };
    std::vector<std::uint8_t> half(columns / 2);
    for (int y = 0; y < height; y += 2) {
        dimmed(alpha_row, y);
        dimmed(next_row, y + 1);
        const auto is_zero = [](std::uint8_t a) {
            return a == 0;
        };
        if (std::all_of(alpha_row.begin(), alpha_row.end(), is_zero) &&
            std::all_of(next_row.begin(), next_row.end(), is_zero)) {
            continue; // most rows of a title
        }
        lay_row(0, y, width, alpha_row.data(), 16);
        lay_row(0, y + 1, width, next_row.data(), 16);
        halve_alpha(half.data(), alpha_row.data(), next_row.data(), width / 2);
        lay_row(1, y / 2, width / 2, half.data(), 128);
        lay_row(2, y / 2, width / 2, half.data(), 128);
    }
}

void lay(Canvas& canvas, const Raster& raster, const Layer& layer, Size size)
{
    const double opacity = std::clamp(layer.opacity, 0.0, 1.0);
    const int weight = weight_of(opacity);
    if (!raster.picture || weight == 0) {
        return;
    }
    if (layer.blend != BlendMode::normal) {
        canvas.replace(lay_blended(canvas.frame(), raster, layer.blend, opacity));
    } else if (weight == 256 && raster.covers(size)) {
        canvas.replace(raster.picture);
    } else if (raster.alpha) {
        lay_alpha(canvas.paint(), raster, weight);
    } else if (raster.covers(size)) {
        canvas.replace(mixed(canvas.frame(), raster.picture, opacity));
    } else {
        lay_opaque(canvas.paint(), raster, weight);
    }
}

/// A stage with its pictures.
struct Ready {
    const Stage* stage;
    Raster from;
    Raster to;
};

bool hides_below(const std::optional<Layer>& layer, const Raster& raster, Size size)
{
    return layer && layer->opacity >= 1 && layer->blend == BlendMode::normal && raster.covers(size);
}

bool hides_below(const Ready& ready, Size size)
{
    const Stage& stage = *ready.stage;
    return hides_below(stage.to, ready.to, size) &&
           (!stage.transition || hides_below(stage.from, ready.from, size));
}

} // namespace

Raster Compositor::title_raster(const Title& title, Size size)
{
    for (const KeptTitle& kept : titles_) {
        if (kept.title == title && kept.canvas == size) {
            return kept.raster;
        }
    }
    if (!artist_) {
        artist_ = std::make_unique<TitleArtist>();
    }
    constexpr std::size_t titles_most = 6;
    titles_.push_front({title, size, rasterize_overlay(artist_->draw(title, size))});
    titles_.resize(std::min(titles_.size(), titles_most));
    return titles_.front().raster;
}

Raster Compositor::caption_raster(const CaptionPicture& caption, Size size)
{
    for (const KeptCaption& kept : captions_) {
        if (kept.canvas == size && kept.caption == caption) {
            return kept.raster;
        }
    }
    if (!caption_artist_) {
        caption_artist_ = std::make_unique<CaptionArtist>();
    }
    constexpr std::size_t captions_most = 4;
    captions_.push_front({caption, size, rasterize_overlay(caption_artist_->draw(caption, size))});
    captions_.resize(std::min(captions_.size(), captions_most));
    return captions_.front().raster;
}

Raster Compositor::raster_of(const Layer& layer, Size size)
{
    Raster bare = bare_raster(layer, size);
    if (layer.effects.empty() || !bare.picture) {
        return bare;
    }
    std::vector<PictureEffect> effects = layer.effects;
    for (PictureEffect& effect : effects) {
        if (auto* look = std::get_if<Look>(&effect)) {
            look->colours = pictures_.table(look->table);
        }
    }
    const Time time = change_with_time(effects) ? layer.time : Time();
    for (const KeptEffects& kept : effects_) {
        if (kept.source.picture.planes[0].data == bare.picture.planes[0].data &&
            kept.source.alpha == bare.alpha && kept.source.x == bare.x && kept.source.y == bare.y &&
            kept.canvas == size && kept.time == time && kept.effects == effects) {
            return kept.raster;
        }
    }
    Raster raster = apply_effects(bare, effects, {size, layer.time});
    constexpr std::size_t effects_most = 2;
    effects_.push_front({std::move(bare), std::move(effects), size, time, raster});
    effects_.resize(std::min(effects_.size(), effects_most));
    return raster;
}

Raster Compositor::bare_raster(const Layer& layer, Size size)
{
    const Source& source = layer.clip->source;
    if (layer.caption) {
        return caption_raster(*layer.caption, size);
    }
    if (const auto* title = std::get_if<Title>(&source)) {
        Raster raster = title_raster(*title, size);
        Transform as_it_is;
        as_it_is.fit = layer.transform.fit;
        if (layer.transform == as_it_is) {
            return raster;
        }
        if (!artist_) {
            artist_ = std::make_unique<TitleArtist>();
        }
        return rasterize(artist_->draw(*title, size), 1, layer.transform, size);
    }
    PictureSource::Picture picture;
    if (const auto* solid = std::get_if<Solid>(&source)) {
        picture.frame = solid_frame(solid->colour, size);
    } else {
        picture = pictures_.picture(std::get<Media>(source), layer.time);
        if (!picture.frame) {
            return {};
        }
    }
    // a take held on twos, or a still, is scaled once
    for (const Kept& kept : kept_) {
        if (kept.source.planes[0].data == picture.frame.planes[0].data && kept.canvas == size &&
            kept.pixel_aspect == picture.pixel_aspect && kept.transform == layer.transform &&
            kept.source.storage == picture.frame.storage) {
            return kept.raster;
        }
    }
    Raster raster = rasterize(picture.frame, picture.pixel_aspect, layer.transform, size);
    constexpr std::size_t kept_most = 4;
    kept_.push_front({picture.frame, picture.pixel_aspect, layer.transform, size, raster});
    kept_.resize(std::min(kept_.size(), kept_most));
    return raster;
}

Frame Compositor::render(const FramePlan& plan, Size size)
{
    if (size.width < 2 || size.height < 2 || size.width % 2 != 0 || size.height % 2 != 0) {
        throw EditorError(EditorError::Code::invalid,
                          "a frame of " + std::to_string(size.width) + "×" +
                              std::to_string(size.height) + " cannot be made; use even sides");
    }
    // from the top down until something hides the rest
    std::vector<Ready> ready;
    for (auto stage = plan.stages.rbegin(); stage != plan.stages.rend(); ++stage) {
        Ready r{&*stage, {}, {}};
        if (stage->from) {
            r.from = raster_of(*stage->from, size);
        }
        if (stage->to) {
            r.to = raster_of(*stage->to, size);
        }
        ready.push_back(std::move(r));
        if (hides_below(ready.back(), size)) {
            break;
        }
    }
    Frame base;
    if (!ready.empty() && hides_below(ready.back(), size) && !ready.back().stage->transition) {
        base = ready.back().to.picture;
        ready.pop_back();
    }
    Canvas canvas(std::move(base), size);
    for (auto r = ready.rbegin(); r != ready.rend(); ++r) {
        const Stage& stage = *r->stage;
        if (!stage.transition) {
            lay(canvas, r->to, *stage.to, size);
            continue;
        }
        Canvas before(canvas.frame(), size);
        Canvas after(canvas.frame(), size);
        if (stage.from) {
            lay(before, r->from, *stage.from, size);
        }
        if (stage.to) {
            lay(after, r->to, *stage.to, size);
        }
        if (stage.transition->kind == "dip") {
            const Frame colour = solid_frame(stage.transition->colour, size);
            canvas.replace(stage.progress < 0.5
                               ? mixed(before.frame(), colour, 2 * stage.progress)
                               : mixed(colour, after.frame(), 2 * stage.progress - 1));
        } else {
            canvas.replace(mixed(before.frame(), after.frame(), stage.progress));
        }
    }
    return canvas.frame();
}

} // namespace rushlight::editor
