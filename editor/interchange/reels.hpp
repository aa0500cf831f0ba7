#pragma once

#include "editor/interchange/exchange.hpp"

namespace rushlight::editor {

/// A reel of at most 8 capital letters, digits and underscores for each medium: its own where it
/// has one, else made of its name. No two media that differ have the same, but those that share a
/// reel share it here too.
[[nodiscard]] std::vector<std::string> short_reels(const std::vector<ExchangeMedia>& media);

} // namespace rushlight::editor
