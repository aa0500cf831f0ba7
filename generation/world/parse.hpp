#pragma once

#include "generation/world/captions.hpp"
#include "generation/world/scene.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace rushlight::generation::world {

/// A third or fourth entity: what is said of it, −1 where nothing is.
struct Other {
    int kind = -1;
    int colour = -1;

    bool operator==(const Other&) const = default;
};

/// What a prompt says, and how it was understood.
struct Parsed {
    Slots slots;                        ///< values of world v1, as said
    std::vector<Other> others;          ///< after the second, at most two
    std::vector<std::string> called;    ///< the words for its entities, in order: "knight"
    std::vector<std::string> grounding; ///< "dragon: drawn as a horse", "not understood: zyx"
};

/// Reads a prompt, in any words and any spelling, into labels. Never throws for any bytes.
/// The grounding tells what `world` draws of it.
[[nodiscard]] Parsed parse_prompt(std::string_view text, World world = World::v0);

/// A whole scene: what was said stands, with drawn values for those that the edition cannot draw;
/// what was left open comes from the seed.
[[nodiscard]] Scene complete(const Parsed& parsed, std::uint64_t seed, World world = World::v0);

/// The caption the denoiser knows best: every slot, in the commonest words and order. Always the
/// same for the same labels.
[[nodiscard]] std::string dense_caption(const Scene& scene);

} // namespace rushlight::generation::world
