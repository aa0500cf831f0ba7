#pragma once

#include <chrono>
#include <cstdint>
#include <span>
#include <vector>

namespace rushlight::storage {

using Bytes = std::vector<std::uint8_t>;
using BytesView = std::span<const std::uint8_t>;

/// A point in time as rows keep it: whole milliseconds since 1970, UTC.
using Moment = std::chrono::sys_time<std::chrono::milliseconds>;

[[nodiscard]] inline Moment now()
{
    return std::chrono::time_point_cast<std::chrono::milliseconds>(
        std::chrono::system_clock::now());
}

} // namespace rushlight::storage
