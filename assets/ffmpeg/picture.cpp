#include "assets/ffmpeg/picture.hpp"

extern "C" {
#include <libavutil/display.h>
#include <libavutil/imgutils.h>
#include <libavutil/pixdesc.h>
}

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>

namespace rushlight::assets {

namespace {

/// One plane, turned clockwise and then flipped, pixel by pixel.
void turn_plane(const std::uint8_t* from,
                std::ptrdiff_t from_stride,
                int width,
                int height,
                std::uint8_t* to,
                std::ptrdiff_t to_stride,
                int bytes,
                const Orientation& orientation)
{
    const bool sideways = orientation.rotation == 90 || orientation.rotation == 270;
    const int to_width = sideways ? height : width;
    const int to_height = sideways ? width : height;
    for (int y = 0; y < to_height; ++y) {
        std::uint8_t* const row = to + y * to_stride;
        for (int x = 0; x < to_width; ++x) {
            const int shown = orientation.mirrored ? to_width - 1 - x : x;
            int from_x = shown;
            int from_y = y;
            switch (orientation.rotation) {
            case 90:
                from_x = y;
                from_y = height - 1 - shown;
                break;
            case 180:
                from_x = width - 1 - shown;
                from_y = height - 1 - y;
                break;
            case 270:
                from_x = width - 1 - y;
                from_y = shown;
                break;
            default:
                break;
            }
            std::memcpy(row + std::ptrdiff_t{x} * bytes,
                        from + from_y * from_stride + std::ptrdiff_t{from_x} * bytes,
                        static_cast<std::size_t>(bytes));
        }
    }
}

Frame turned(const Frame& frame, const Orientation& orientation)
{
    const bool sideways = orientation.rotation == 90 || orientation.rotation == 270;
    FrameBuffer result(sideways ? frame.height : frame.width,
                       sideways ? frame.width : frame.height,
                       frame.format,
                       frame.colour);
    result.opaque = frame.opaque;
    for (int plane = 0; plane < plane_count(frame.format); ++plane) {
        const auto i = static_cast<std::size_t>(plane);
        turn_plane(frame.planes[i].data,
                   frame.planes[i].stride,
                   plane_width(frame.format, plane, frame.width),
                   plane_height(frame.format, plane, frame.height),
                   result.data[i],
                   result.strides[i],
                   bytes_per_sample(frame.format),
                   orientation);
    }
    return result.freeze();
}

/// Multiplies colour by alpha; tells whether every pixel is opaque.
bool premultiply(FrameBuffer& picture)
{
    bool opaque = true;
    for (int y = 0; y < picture.height; ++y) {
        std::uint8_t* pixel = picture.data[0] + y * picture.strides[0];
        for (int x = 0; x < picture.width; ++x, pixel += 4) {
            const int alpha = pixel[3];
            if (alpha != 255) {
                opaque = false;
                for (int c = 0; c < 3; ++c) {
                    pixel[c] = static_cast<std::uint8_t>((pixel[c] * alpha + 127) / 255);
                }
            }
        }
    }
    return opaque;
}

int sws_matrix(Matrix matrix)
{
    switch (matrix) {
    case Matrix::bt601:
        return SWS_CS_ITU601;
    case Matrix::bt2020:
        return SWS_CS_BT2020;
    default:
        return SWS_CS_ITU709;
    }
}

FrameBuffer
converted(const AVFrame& decoded, int width, int height, PixelFormat format, const Colour& colour)
{
    const auto from = static_cast<AVPixelFormat>(decoded.format);
    FrameBuffer result(width, height, format, colour);
    const bool same_size = decoded.width == width && decoded.height == height;
    const int flags = (same_size ? SWS_BICUBIC : SWS_LANCZOS) | SWS_ACCURATE_RND | SWS_BITEXACT |
                      SWS_FULL_CHR_H_INT | SWS_FULL_CHR_H_INP;
    const ScalerPtr scaler(allocated(sws_getContext(decoded.width,
                                                    decoded.height,
                                                    from,
                                                    width,
                                                    height,
                                                    to_av(format),
                                                    flags,
                                                    nullptr,
                                                    nullptr,
                                                    nullptr)));
    const int* const matrix = sws_getCoefficients(sws_matrix(colour.matrix));
    const AVPixFmtDescriptor* const facts = av_pix_fmt_desc_get(from);
    const bool grey = facts != nullptr && facts->nb_components < 3;
    const int from_full = grey || decoded.color_range == AVCOL_RANGE_JPEG ? 1 : 0;
    const int to_full = plane_count(format) == 1 ? 1 : from_full;
    sws_setColorspaceDetails(scaler.get(), matrix, from_full, matrix, to_full, 0, 1 << 16, 1 << 16);
    std::array<std::uint8_t*, 4> planes{result.data[0], result.data[1], result.data[2], nullptr};
    std::array<int, 4> strides{static_cast<int>(result.strides[0]),
                               static_cast<int>(result.strides[1]),
                               static_cast<int>(result.strides[2]),
                               0};
    sws_scale(scaler.get(),
              decoded.data,
              decoded.linesize,
              0,
              decoded.height,
              planes.data(),
              strides.data());
    result.opaque = !has_alpha(from) || premultiply(result);
    return result;
}

bool same_layout(AVPixelFormat from, PixelFormat format)
{
    switch (from) {
    case AV_PIX_FMT_YUVJ420P:
        return format == PixelFormat::yuv420p8;
    case AV_PIX_FMT_YUVJ422P:
        return format == PixelFormat::yuv422p8;
    case AV_PIX_FMT_YUVJ444P:
        return format == PixelFormat::yuv444p8;
    default:
        return from == to_av(format) && format != PixelFormat::rgba32;
    }
}

} // namespace

Orientation orientation_of(const std::int32_t* display_matrix)
{
    Orientation result;
    if (display_matrix == nullptr) {
        return result;
    }
    std::array<std::int32_t, 9> matrix{};
    std::copy_n(display_matrix, 9, matrix.begin());
    const double determinant =
        static_cast<double>(matrix[0]) * matrix[4] - static_cast<double>(matrix[1]) * matrix[3];
    if (determinant < 0) {
        result.mirrored = true;
        av_display_matrix_flip(matrix.data(), 1, 0);
    }
    const double anticlockwise = av_display_rotation_get(matrix.data());
    if (!std::isnan(anticlockwise)) {
        const int quarters = static_cast<int>(std::lround(-anticlockwise / 90.0));
        result.rotation = ((quarters % 4) + 4) % 4 * 90;
    }
    return result;
}

bool has_alpha(AVPixelFormat format)
{
    const AVPixFmtDescriptor* const facts = av_pix_fmt_desc_get(format);
    return facts != nullptr && ((facts->flags & AV_PIX_FMT_FLAG_ALPHA) != 0 ||
                                (facts->flags & AV_PIX_FMT_FLAG_PAL) != 0);
}

PixelFormat handed_on_as(AVPixelFormat format)
{
    const AVPixFmtDescriptor* const facts = av_pix_fmt_desc_get(format);
    if (facts == nullptr || has_alpha(format)) {
        return PixelFormat::rgba32;
    }
    if ((facts->flags & AV_PIX_FMT_FLAG_RGB) != 0 || facts->nb_components < 3) {
        return PixelFormat::rgb24;
    }
    const bool deep = facts->comp[0].depth > 8;
    if (facts->log2_chroma_w == 0) {
        return deep ? PixelFormat::yuv444p10 : PixelFormat::yuv444p8;
    }
    if (facts->log2_chroma_h == 0) {
        return deep ? PixelFormat::yuv422p10 : PixelFormat::yuv422p8;
    }
    return deep ? PixelFormat::yuv420p10 : PixelFormat::yuv420p8;
}

AVPixelFormat to_av(PixelFormat format)
{
    switch (format) {
    case PixelFormat::yuv420p8:
        return AV_PIX_FMT_YUV420P;
    case PixelFormat::yuv422p8:
        return AV_PIX_FMT_YUV422P;
    case PixelFormat::yuv444p8:
        return AV_PIX_FMT_YUV444P;
    case PixelFormat::yuv420p10:
        return AV_PIX_FMT_YUV420P10;
    case PixelFormat::yuv422p10:
        return AV_PIX_FMT_YUV422P10;
    case PixelFormat::yuv444p10:
        return AV_PIX_FMT_YUV444P10;
    case PixelFormat::rgb24:
        return AV_PIX_FMT_RGB24;
    case PixelFormat::rgba32:
        return AV_PIX_FMT_RGBA;
    case PixelFormat::rgba64:
        return AV_PIX_FMT_RGBA64;
    }
    return AV_PIX_FMT_NONE;
}

Colour colour_of(const ColourTags& tags, AVPixelFormat format, int height, bool& tagged)
{
    const AVPixFmtDescriptor* const facts = av_pix_fmt_desc_get(format);
    if (plane_count(handed_on_as(format)) == 1) {
        tagged = tags.matrix == AVCOL_SPC_RGB;
        return srgb_full;
    }
    Colour colour;
    const bool small = height < 720;
    tagged = tags.matrix != AVCOL_SPC_UNSPECIFIED;
    switch (tags.matrix) {
    case AVCOL_SPC_BT709:
        colour.matrix = Matrix::bt709;
        break;
    case AVCOL_SPC_SMPTE170M:
    case AVCOL_SPC_BT470BG:
        colour.matrix = Matrix::bt601;
        break;
    case AVCOL_SPC_BT2020_NCL:
    case AVCOL_SPC_BT2020_CL:
        colour.matrix = Matrix::bt2020;
        break;
    default:
        tagged = false;
        colour.matrix = small ? Matrix::bt601 : Matrix::bt709;
    }
    switch (tags.primaries) {
    case AVCOL_PRI_BT709:
        colour.primaries = Primaries::bt709;
        break;
    case AVCOL_PRI_SMPTE170M:
    case AVCOL_PRI_SMPTE240M:
        colour.primaries = Primaries::bt601_525;
        break;
    case AVCOL_PRI_BT470BG:
        colour.primaries = Primaries::bt601_625;
        break;
    case AVCOL_PRI_BT2020:
        colour.primaries = Primaries::bt2020;
        break;
    default: // without a tag only wide gamut is worth a guess: SD is mastered close to BT.709
        colour.primaries = colour.matrix == Matrix::bt2020 ? Primaries::bt2020 : Primaries::bt709;
    }
    switch (tags.transfer) {
    case AVCOL_TRC_SMPTE2084:
        colour.transfer = Transfer::pq;
        break;
    case AVCOL_TRC_ARIB_STD_B67:
        colour.transfer = Transfer::hlg;
        break;
    case AVCOL_TRC_IEC61966_2_1:
        colour.transfer = Transfer::srgb;
        break;
    case AVCOL_TRC_LINEAR:
        colour.transfer = Transfer::linear;
        break;
    default:
        colour.transfer = Transfer::bt709;
    }
    const bool jpeg = facts != nullptr && std::strncmp(facts->name, "yuvj", 4) == 0;
    colour.range = tags.range == AVCOL_RANGE_JPEG || jpeg ? Range::full : Range::limited;
    switch (tags.siting) {
    case AVCHROMA_LOC_CENTER:
        colour.siting = Siting::centre;
        break;
    case AVCHROMA_LOC_TOPLEFT:
        colour.siting = Siting::top_left;
        break;
    default:
        colour.siting = Siting::left;
    }
    return colour;
}

FramePtr copied(const Frame& frame, AVPixelFormat format)
{
    FramePtr result(allocated(av_frame_alloc()));
    result->width = frame.width;
    result->height = frame.height;
    result->format = format;
    if (av_frame_get_buffer(result.get(), 0) < 0) {
        throw std::bad_alloc();
    }
    if (format == AV_PIX_FMT_0RGB32) { // B G R 0 in memory
        for (int y = 0; y < frame.height; ++y) {
            const std::uint8_t* from = frame.planes[0].data + y * frame.planes[0].stride;
            std::uint8_t* to = result->data[0] + std::ptrdiff_t{y} * result->linesize[0];
            for (int x = 0; x < frame.width; ++x, from += 3, to += 4) {
                to[0] = from[2];
                to[1] = from[1];
                to[2] = from[0];
                to[3] = 0;
            }
        }
        return result;
    }
    for (int plane = 0; plane < plane_count(frame.format); ++plane) {
        const auto i = static_cast<std::size_t>(plane);
        const auto row = static_cast<std::size_t>(plane_width(frame.format, plane, frame.width)) *
                         static_cast<std::size_t>(bytes_per_sample(frame.format));
        for (int y = 0; y < plane_height(frame.format, plane, frame.height); ++y) {
            std::memcpy(result->data[i] + std::ptrdiff_t{y} * result->linesize[i],
                        frame.planes[i].data + y * frame.planes[i].stride,
                        row);
        }
    }
    return result;
}

Frame to_frame(FramePtr decoded,
               int width,
               int height,
               PixelFormat format,
               const Colour& colour,
               const Orientation& orientation)
{
    const auto from = static_cast<AVPixelFormat>(decoded->format);
    Frame frame;
    if (same_layout(from, format) && decoded->width == width && decoded->height == height) {
        frame.width = width;
        frame.height = height;
        frame.format = format;
        frame.colour = colour;
        for (std::size_t i = 0; i < static_cast<std::size_t>(plane_count(format)); ++i) {
            frame.planes[i] = {decoded->data[i], decoded->linesize[i]};
        }
        frame.storage = std::shared_ptr<AVFrame>(decoded.release(), Free<av_frame_free>());
    } else {
        frame = converted(*decoded, width, height, format, colour).freeze();
    }
    if (orientation.rotation == 0 && !orientation.mirrored) {
        return frame;
    }
    if (orientation.rotation % 180 == 90 &&
        (format == PixelFormat::yuv422p8 || format == PixelFormat::yuv422p10)) {
        // 4:2:2 turned sideways would be 4:4:0; widen the chroma first
        const PixelFormat wide =
            format == PixelFormat::yuv422p8 ? PixelFormat::yuv444p8 : PixelFormat::yuv444p10;
        FramePtr view(allocated(av_frame_alloc()));
        view->width = width;
        view->height = height;
        view->format = to_av(format);
        view->color_range = colour.range == Range::full ? AVCOL_RANGE_JPEG : AVCOL_RANGE_MPEG;
        for (std::size_t i = 0; i < 3; ++i) {
            view->data[i] = const_cast<std::uint8_t*>(frame.planes[i].data);
            view->linesize[i] = static_cast<int>(frame.planes[i].stride);
        }
        return turned(converted(*view, width, height, wide, colour).freeze(), orientation);
    }
    return turned(frame, orientation);
}

} // namespace rushlight::assets
