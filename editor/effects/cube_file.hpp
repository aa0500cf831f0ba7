#pragma once

#include <array>
#include <filesystem>
#include <memory>
#include <string_view>
#include <vector>

namespace rushlight::editor {

/// Colours at the points of a cube in R'G'B'.
struct ColourTable {
    int size = 0; ///< points on each side
    std::array<float, 3> low{0, 0, 0};
    std::array<float, 3> high{1, 1, 1};
    std::vector<float> values; ///< red, green, blue of each point; red's place changes fastest
};

/// A .cube file (Cube LUT Specification 1.0, Adobe 2013) with a 3-D table of 2 to 65 points a side,
/// at most 16 MiB. Throws EditorError (unreadable) with what is wrong, the line and the way out.
[[nodiscard]] std::shared_ptr<const ColourTable> read_cube(std::string_view text);

/// The same from a file, whose name leads the sentence.
[[nodiscard]] std::shared_ptr<const ColourTable> read_cube_file(const std::filesystem::path& file);

[[nodiscard]] bool is_cube_file(const std::filesystem::path& file);

} // namespace rushlight::editor
