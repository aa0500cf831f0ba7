#pragma once

#include "assets/probe.hpp"

#include <string>

namespace rushlight::assets {

/// The facts as JSON, without the tables of frames and samples.
[[nodiscard]] std::string to_json(const Facts& facts);

/// Reads what to_json wrote; keys it does not know are ignored. Throws MediaError, unreadable.
[[nodiscard]] Facts facts_from_json(const std::string& json);

} // namespace rushlight::assets
