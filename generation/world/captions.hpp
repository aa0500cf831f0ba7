#pragma once

#include "generation/world/scene.hpp"

#include <array>
#include <cstdint>
#include <string>

namespace rushlight::generation::world {

/// A label for each axis, −1 where nothing is said.
struct Slots {
    std::array<std::int16_t, axis_count> values;

    Slots() { values.fill(-1); }

    [[nodiscard]] int operator[](Axis axis) const { return values[static_cast<std::size_t>(axis)]; }

    void set(Axis axis, int value)
    {
        values[static_cast<std::size_t>(axis)] = static_cast<std::int16_t>(value);
    }

    [[nodiscard]] bool has(Axis axis) const { return (*this)[axis] >= 0; }

    bool operator==(const Slots&) const = default;
};

/// All labels of a scene.
[[nodiscard]] Slots slots_of(const Scene& scene);

/// How much a caption says: everything, half of it, two things, nothing.
enum class Density : std::uint8_t { dense, half, brief, empty };

struct Caption {
    std::string text;
    Slots slots; ///< what the text states
};

/// Describes a scene; the seed chooses words, frames and their order. Only what is in the scene is
/// ever said. called: the word for the first entity instead of its kind and colour, as a prompt
/// calls a cast member whose looks a picture shows ("animal"); empty: kind and colour as density
/// says.
[[nodiscard]] Caption write_caption(const Scene& scene,
                                    std::uint64_t seed,
                                    Density density,
                                    const std::string& called = {});

} // namespace rushlight::generation::world
