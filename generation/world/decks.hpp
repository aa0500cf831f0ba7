#pragma once

#include "generation/world/random.hpp"
#include "generation/world/scene.hpp"

#include <span>

namespace rushlight::generation::world {

template <class Value>
struct Share {
    Value value;
    double weight;
};

template <class Value>
using Shares = std::span<const Share<Value>>;

template <class Value>
Value pick(Random& random, Shares<Value> shares)
{
    double sum = 0;
    for (const auto& share : shares) {
        sum += share.weight;
    }
    double at = random.uniform() * sum;
    for (const auto& share : shares) {
        at -= share.weight;
        if (at < 0) {
            return share.value;
        }
    }
    return shares.back().value;
}

/// What an edition draws scenes from.
struct Deck {
    Shares<Kind> kinds;
    Shares<Place> places;
    Shares<Weather> weathers;
    Shares<TimeOfDay> times;
    Shares<Style> styles;
    Shares<Shot> shots;
    Shares<Angle> angles;
};

[[nodiscard]] Deck deck_of(World world);
/// Camera moves, of both editions; `follow` is decided by who goes where.
[[nodiscard]] Shares<Move> moves_deck();
/// Of v1.
[[nodiscard]] Shares<Expression> expressions_deck();
/// The dice of v0 fall as they always did: its list is shorter.
[[nodiscard]] Action pick_action(Random& random, World world, Kind kind);
[[nodiscard]] Genome pick_genome(Random& random);
/// What only v1's people wear and carry.
void dress(Random& random, Entity& entity);
[[nodiscard]] ColourName pick_colour(Random& random);

} // namespace rushlight::generation::world
