#pragma once

#include "cameo/grant/grant.hpp"
#include "cameo/grant/refusal.hpp"

#include <optional>
#include <string_view>
#include <vector>

namespace rushlight::cameo {

/// The first restriction that a text breaks: the grant's own words, kinds and actions, then the
/// fixed core, which no grant can lift.
///
/// text         the completed prompt, the prompt as written and the negative prompt
/// other_kinds  kinds of the other cast members in the shot; they count as words of `kinds`
///
/// Wording can evade word lists; this catches the plain cases and leaves a line in the log.
[[nodiscard]] std::optional<Refusal>
forbidden(const Grant& grant, std::string_view text, const std::vector<Kind>& other_kinds);

} // namespace rushlight::cameo
