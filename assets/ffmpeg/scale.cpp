#include "assets/colour.hpp"
#include "assets/ffmpeg/picture.hpp"

extern "C" {
#include <libavutil/opt.h>
}

#include <array>

namespace rushlight::assets {

Frame scale(const Frame& frame, int width, int height)
{
    if (frame.width == width && frame.height == height) {
        return frame;
    }
    FrameBuffer result(width, height, frame.format, frame.colour);
    result.opaque = frame.opaque;
    const AVPixelFormat format = to_av(frame.format);
    const ScalerPtr scaler(allocated(sws_alloc_context()));
    const auto set = [&](const char* name, std::int64_t value) {
        av_opt_set_int(scaler.get(), name, value, 0);
    };
    set("srcw", frame.width);
    set("srch", frame.height);
    set("src_format", format);
    set("dstw", width);
    set("dsth", height);
    set("dst_format", format);
    set("sws_flags",
        SWS_LANCZOS | SWS_ACCURATE_RND | SWS_BITEXACT | SWS_FULL_CHR_H_INP | SWS_FULL_CHR_H_INT);
    if (plane_count(frame.format) == 3) {
        // the same range at both ends leaves the codes as they are
        const int full = frame.colour.range == Range::full ? 1 : 0;
        set("src_range", full);
        set("dst_range", full);
        const int across = frame.colour.siting == Siting::centre ? 128 : 0;
        const int down = frame.colour.siting == Siting::top_left ? 0 : 128;
        if (plane_width(frame.format, 1, 2) == 1) {
            set("src_h_chr_pos", across);
            set("dst_h_chr_pos", across);
        }
        if (plane_height(frame.format, 1, 2) == 1) {
            set("src_v_chr_pos", down);
            set("dst_v_chr_pos", down);
        }
    }
    if (sws_init_context(scaler.get(), nullptr, nullptr) < 0) {
        throw std::bad_alloc();
    }
    const std::array<const std::uint8_t*, 4> from{
        frame.planes[0].data, frame.planes[1].data, frame.planes[2].data, nullptr};
    const std::array<int, 4> from_strides{static_cast<int>(frame.planes[0].stride),
                                          static_cast<int>(frame.planes[1].stride),
                                          static_cast<int>(frame.planes[2].stride),
                                          0};
    const std::array<std::uint8_t*, 4> to{result.data[0], result.data[1], result.data[2], nullptr};
    const std::array<int, 4> to_strides{static_cast<int>(result.strides[0]),
                                        static_cast<int>(result.strides[1]),
                                        static_cast<int>(result.strides[2]),
                                        0};
    sws_scale(scaler.get(),
              from.data(),
              from_strides.data(),
              0,
              frame.height,
              to.data(),
              to_strides.data());
    return result.freeze();
}

} // namespace rushlight::assets
