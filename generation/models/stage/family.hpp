#pragma once

#include "generation/engine.hpp"

#include <memory>

namespace rushlight::generation::stage {

/// The drawn world rendered as it is, for blocking: no weights, nothing learned.
[[nodiscard]] std::unique_ptr<Family> make_family();

} // namespace rushlight::generation::stage
