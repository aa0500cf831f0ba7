#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <functional>
#include <stdexcept>

namespace rushlight::kernels {

enum class Type : std::uint8_t { f32, bf16, u8, i32 };

[[nodiscard]] constexpr std::int64_t bytes_of(Type type)
{
    switch (type) {
    case Type::f32:
    case Type::i32:
        return 4;
    case Type::bf16:
        return 2;
    case Type::u8:
        return 1;
    }
    return 0;
}

/// A view of somebody else's dense, row-major memory: no ownership, no strides. `data` may be null
/// for an optional argument. On the CUDA path it is device memory.
struct TensorRef {
    void* data = nullptr;
    Type type = Type::f32;
    int rank = 0;
    std::array<std::int64_t, 5> sizes{};

    [[nodiscard]] explicit operator bool() const { return data != nullptr; }

    [[nodiscard]] std::int64_t elements() const
    {
        std::int64_t product = 1;
        for (int axis = 0; axis < rank; ++axis) {
            product *= sizes[static_cast<std::size_t>(axis)];
        }
        return product;
    }

    [[nodiscard]] std::int64_t size(int axis) const
    {
        return sizes[static_cast<std::size_t>(axis)];
    }

    template <class T>
    [[nodiscard]] T* as() const
    {
        return static_cast<T*>(data);
    }
};

/// Shapes or types that a kernel does not take: a bug of the caller.
class ShapeError : public std::invalid_argument {
public:
    using std::invalid_argument::invalid_argument;
};

/// Runs body(begin, end) over [0, count) in pieces of at least `grain`, on the caller's threads:
/// kernels start none. The engine passes at::parallel_for.
using ParallelFor =
    std::function<void(std::int64_t count,
                       std::int64_t grain,
                       const std::function<void(std::int64_t, std::int64_t)>& body)>;

/// All on the calling thread.
inline void serial_for(std::int64_t count,
                       std::int64_t,
                       const std::function<void(std::int64_t, std::int64_t)>& body)
{
    body(0, count);
}

/// Set from another thread; long kernels look at it at least every 0.25 s of work and return early,
/// leaving their output unfinished.
using StopFlag = const std::atomic<bool>*;

[[nodiscard]] inline bool stopped(StopFlag stop)
{
    return stop != nullptr && stop->load(std::memory_order_relaxed);
}

} // namespace rushlight::kernels
