#pragma once

#include "editor/effects/cube_file.hpp"
#include "editor/effects/effect_kind.hpp"
#include "editor/effects/rgba.hpp"

namespace rushlight::editor {

/// A look from a 3-D table of colours, as displayed (R'G'B' in, R'G'B' out): c + strength ·
/// (table(c) − c). Between the table's points the tetrahedron around c is interpolated, which keeps
/// grey grey; beyond its domain it holds.
struct Look {
    std::string table; ///< the project's asset that holds it
    double strength = 1;
    std::shared_ptr<const ColourTable> colours; ///< filled in when it is drawn; null: not there

    bool operator==(const Look&) const = default;
};

[[nodiscard]] EffectKind look_kind();
[[nodiscard]] Look look_at(const Effect& effect, const Time& time);
[[nodiscard]] RowWork rows_of(const Look& look, const Moment& moment);

} // namespace rushlight::editor
