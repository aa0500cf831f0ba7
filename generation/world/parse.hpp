#pragma once

#include "generation/world/captions.hpp"
#include "generation/world/scene.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace rushlight::generation::world {

/// What a prompt says, and how it was understood.
struct Parsed {
    Slots slots;                        ///< values of world v1, as said
    std::vector<std::string> grounding; ///< "dragon: drawn as a horse", "not understood: zyx"
};

/// Reads a prompt, in any words and any spelling, into labels. Never throws for any bytes.
[[nodiscard]] Parsed parse_prompt(std::string_view text);

/// A whole scene: what was said stands, with drawn values for those that this version cannot draw;
/// what was left open comes from the seed.
[[nodiscard]] Scene complete(const Parsed& parsed, std::uint64_t seed);

/// The caption the denoiser knows best: every slot, in the commonest words and order. Always the
/// same for the same labels.
[[nodiscard]] std::string dense_caption(const Scene& scene);

} // namespace rushlight::generation::world
