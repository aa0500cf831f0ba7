#pragma once

#include <string>

namespace rushlight::kernels {

/// Instruction sets that have their own build of the CPU kernels, slowest first.
enum class Isa { scalar, avx2, avx512bf16 };

/// What this CPU and its operating system offer, at most what RUSHLIGHT_ISA (scalar, avx2,
/// avx512bf16) allows. Read once. Throws std::invalid_argument when RUSHLIGHT_ISA holds another
/// word.
[[nodiscard]] Isa isa();

/// The same for a given setting, for tests: an empty one means no limit.
[[nodiscard]] Isa isa_for(const std::string& setting);

[[nodiscard]] const char* name_of(Isa isa);

} // namespace rushlight::kernels
