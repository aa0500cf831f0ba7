#pragma once

#include <cstdint>

namespace rushlight::generation {

/// Bytes that the system can give to a process now, and those that this process holds; 0: not
/// known.
[[nodiscard]] std::int64_t free_memory();
[[nodiscard]] std::int64_t resident_memory();

/// Throws OutOfMemory when a process that is to hold `peak` bytes would not get what it lacks.
void expect_memory(std::int64_t peak);

} // namespace rushlight::generation
