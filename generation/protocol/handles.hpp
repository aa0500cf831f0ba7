#pragma once

#include <functional>
#include <string>

namespace rushlight::generation {

/// A prompt with each @handle replaced by what `called` says of it (the handle comes without its
/// @):
/// "@mia waves" → "person waves".
[[nodiscard]] std::string
without_handles(const std::string& prompt,
                const std::function<std::string(const std::string& handle)>& called);

} // namespace rushlight::generation
