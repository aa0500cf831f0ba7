#pragma once

extern "C" {
#include <libavcodec/avcodec.h>
#include <libavformat/avformat.h>
#include <libavutil/buffer.h>
#include <libavutil/frame.h>
#include <libswresample/swresample.h>
#include <libswscale/swscale.h>
}

#include <memory>
#include <string>
#include <type_traits>

namespace rushlight::assets {

template <auto free_function>
struct Free {
    template <class Handle>
    void operator()(Handle* handle) const noexcept
    {
        if constexpr (std::is_invocable_v<decltype(free_function), Handle**>) {
            free_function(&handle); // FFmpeg frees through a pointer to the pointer
        } else {
            free_function(handle);
        }
    }
};

using FramePtr = std::unique_ptr<AVFrame, Free<av_frame_free>>;
using PacketPtr = std::unique_ptr<AVPacket, Free<av_packet_free>>;
using CodecPtr = std::unique_ptr<AVCodecContext, Free<avcodec_free_context>>;
using ScalerPtr = std::unique_ptr<SwsContext, Free<sws_freeContext>>;
using ResamplerPtr = std::unique_ptr<SwrContext, Free<swr_free>>;

/// FFmpeg's text for an error number.
[[nodiscard]] std::string reason(int error);

/// Throws std::bad_alloc when `pointer` is null.
template <class Handle>
[[nodiscard]] Handle* allocated(Handle* pointer)
{
    if (pointer == nullptr) {
        throw std::bad_alloc();
    }
    return pointer;
}

} // namespace rushlight::assets
