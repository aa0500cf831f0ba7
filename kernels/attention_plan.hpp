#pragma once

#include "kernels/attention.hpp"

#include <algorithm>

namespace rushlight::kernels {

inline constexpr std::int64_t query_block = 48;
inline constexpr std::int64_t key_block = 256;
inline constexpr std::int64_t key_tile =
    64; ///< keys are padded to a multiple of it; padded keys are masked
inline constexpr std::int64_t widest_head = 128;

/// Where a head's packed keys, values and mask lie in the workspace. Packed f32 or bf16 keys: [M/64
/// tiles][E][64] (bf16: pairs along E), values [M][E] (bf16: pairs along M), bias [M] f32 per
/// batch: 0 or −infinity.
struct PackedLayout {
    std::int64_t keys;       ///< M padded
    std::int64_t head_bytes; ///< of keys, and again of values
    std::int64_t heads;      ///< B·H
    std::int64_t batches;

    explicit PackedLayout(const Attention& a)
        : keys((a.k.size(2) + key_tile - 1) / key_tile * key_tile)
        , head_bytes(keys * a.k.size(3) * 4)
        , heads(a.k.size(0) * a.k.size(1))
        , batches(a.k.size(0))
    {
    }

    // 64 bytes of slack: the base is aligned up
    [[nodiscard]] std::int64_t bytes() const
    {
        return 64 + heads * head_bytes * 2 + batches * keys * 4;
    }

    [[nodiscard]] std::uint8_t* base(const Attention& a) const
    {
        const auto address = reinterpret_cast<std::uintptr_t>(a.workspace.data);
        return reinterpret_cast<std::uint8_t*>((address + 63) / 64 * 64);
    }

    [[nodiscard]] std::uint8_t* key_data(const Attention& a, std::int64_t head) const
    {
        return base(a) + head * head_bytes;
    }

    [[nodiscard]] std::uint8_t* value_data(const Attention& a, std::int64_t head) const
    {
        return base(a) + (heads + head) * head_bytes;
    }

    [[nodiscard]] float* bias(const Attention& a, std::int64_t batch) const
    {
        return reinterpret_cast<float*>(base(a) + 2 * heads * head_bytes) + batch * keys;
    }
};

} // namespace rushlight::kernels
