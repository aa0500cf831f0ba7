#pragma once

#include "editor/effects/effect_kind.hpp"
#include "editor/effects/rgba.hpp"

namespace rushlight::editor {

/// Takes a coloured screen out of a picture, in linear light, where a hair in front of it mixes
/// both: c = α F + (1 − α) K, K the screen's colour.
///
/// With u the share of K's chroma (Cb, Cr) that lies along c's, v what lies across it, the screen
/// shows by s = u − |v| / tan(angle), held in 0 … 1: 1 for the screen, 1 − α over a neutral F, 0
/// for other hues. Alpha is 1 − s, stretched so that `low` becomes clear and `high` full. The
/// colour is (c − spill · s K) / (1 − spill · s): the screen's light is taken off edges and off
/// what it tints.
///
/// Where the front has a hue of its own, alpha cannot be told from one picture: its edge stays
/// full, and what is left of the screen's hue in it, u − ¼ |v|, is taken off at the same luma.
struct ChromaKey {
    RgbColour screen{0, 0.69F, 0.25F};
    double low = 0.01;
    double high = 0.99;
    double angle = 40; ///< degrees between the screen's hue and those that stay
    double spill = 1;

    bool operator==(const ChromaKey&) const = default;
};

[[nodiscard]] EffectKind chroma_key_kind();
[[nodiscard]] ChromaKey chroma_key_at(const Effect& effect, const Time& time);
[[nodiscard]] RowWork rows_of(const ChromaKey& key, const Moment& moment);

} // namespace rushlight::editor
