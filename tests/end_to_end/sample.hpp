#pragma once

#include <filesystem>

namespace rushlight::test {

/// The sample storyboard's folder in the source tree.
extern const std::filesystem::path sample;

/// Puts the sample's cast member with a valid grant into a user's folder; fails the test where
/// that does not work.
void cast_wick(const std::filesystem::path& home);

} // namespace rushlight::test
