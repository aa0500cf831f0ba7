#include "editor/error.hpp"
#include "editor/render/footage.hpp"
#include "tests/editor/effects/effect_pictures.hpp"
#include "tests/support/temporary_folder.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <random>
#include <sstream>

using namespace rushlight;
using namespace rushlight::editor;
using namespace rushlight::editor::tests;

namespace {

Rgb warmed(const Rgb& c)
{
    return {std::pow(c[0], 0.8), 0.9 * c[1] + 0.1 * c[0] * c[2], c[2] * c[2]};
}

/// A cube of `size` points a side that holds `warmed`, as a file.
std::string cube_text(int size)
{
    std::ostringstream text;
    text.precision(9);
    text << "# made by a test\r\nTITLE \"warm\"\r\n\r\nLUT_3D_SIZE " << size << "\r\n";
    const double step = 1.0 / (size - 1);
    for (int b = 0; b < size; ++b) {
        for (int g = 0; g < size; ++g) {
            for (int r = 0; r < size; ++r) {
                const Rgb out = warmed({r * step, g * step, b * step});
                text << out[0] << " " << out[1] << "\t" << out[2] << "\r\n";
            }
        }
    }
    return text.str();
}

/// Between the points of that cube in float64: the corner of each channel alone and together,
/// weighted by the sorted shares.
Rgb between_points(const Rgb& colour, int size)
{
    std::array<double, 3> low{};
    std::array<std::pair<double, std::size_t>, 3> shares;
    for (std::size_t i = 0; i < 3; ++i) {
        const double at = std::clamp(colour[i], 0.0, 1.0) * (size - 1);
        low[i] = std::min(std::floor(at), size - 2.0);
        shares[i] = {at - low[i], i};
    }
    std::sort(shares.rbegin(), shares.rend());
    const auto value = [&](const std::array<double, 3>& at) {
        return warmed({at[0] / (size - 1), at[1] / (size - 1), at[2] / (size - 1)});
    };
    Rgb sum{};
    double before = 1;
    std::array<double, 3> corner = low;
    for (std::size_t k = 0; k <= 3; ++k) {
        const double share = k < 3 ? shares[k].first : 0;
        const Rgb here = value(corner);
        for (std::size_t i = 0; i < 3; ++i) {
            sum[i] += (before - share) * here[i];
        }
        before = share;
        if (k < 3) {
            corner[shares[k].second] += 1;
        }
    }
    return sum;
}

std::string fault_of(const std::string& text)
{
    try {
        (void)read_cube(text);
    } catch (const EditorError& error) {
        CHECK(error.code() == EditorError::Code::unreadable);
        return error.what();
    }
    return "";
}

Effect look(double strength)
{
    return {"lut", 1, {{"table", std::string("7")}, {"strength", strength}}};
}

} // namespace

TEST_CASE("a table of colours is followed between its points", "[editor][effect][lut]")
{
    const auto before = patches();
    for (const int size : {2, 5, 33}) {
        const auto table = read_cube(cube_text(size));
        for (const double strength : {1.0, 0.4}) {
            INFO(size << " points, strength " << strength);
            const auto after = with_effects(before, {look(strength)}, {{"7", table}});
            CHECK(patch_psnr(before, after, [&](const Rgb& c) {
                      const Rgb full = between_points(c, size);
                      Rgb result{};
                      for (std::size_t i = 0; i < 3; ++i) {
                          result[i] = c[i] + strength * (full[i] - c[i]);
                      }
                      return result;
                  }) >= 50);
        }
    }
}

TEST_CASE("a table's domain says which colours its corners are", "[editor][effect][lut]")
{
    std::string text = "LUT_3D_SIZE 2\nDOMAIN_MIN 0.2 0.2 0.2\nDOMAIN_MAX 0.8 0.8 0.8\n";
    for (int i = 0; i < 8; ++i) { // inverts
        text += std::string(i & 1 ? "0" : "1") + (i & 2 ? " 0" : " 1") + (i & 4 ? " 0\n" : " 1\n");
    }
    const auto before = patches();
    CHECK(patch_psnr(
              before, with_effects(before, {look(1)}, {{"7", read_cube(text)}}), [](const Rgb& c) {
                  Rgb result{};
                  for (std::size_t i = 0; i < 3; ++i) {
                      result[i] = 1 - (std::clamp(c[i], 0.2, 0.8) - 0.2) / 0.6;
                  }
                  return result;
              }) >= 50);
}

TEST_CASE("a table that is not there changes nothing", "[editor][effect][lut]")
{
    const auto before = patches();
    CHECK(patch_psnr(before, with_effects(before, {look(1)}), [](const Rgb& c) { return c; }) >=
          50);
}

TEST_CASE("a bad .cube file is refused with its line and the way out", "[editor][effect][lut]")
{
    CHECK_THAT(fault_of(""), Catch::StartsWith("it has no LUT_3D_SIZE"));
    CHECK_THAT(fault_of("\x89PNG\r\n"), Catch::StartsWith("line 1 begins with"));
    CHECK_THAT(fault_of("LUT_1D_SIZE 4\n"), Catch::StartsWith("line 1 begins a 1-D table"));
    CHECK_THAT(fault_of("LUT_3D_SIZE 1000000\n"), Catch::Contains("from 2 to 65"));
    CHECK_THAT(fault_of("LUT_3D_SIZE 2.5\n"), Catch::Contains("from 2 to 65"));
    CHECK_THAT(fault_of("LUT_3D_SIZE 2\nLUT_3D_SIZE 2\n"), Catch::Contains("a second time"));
    CHECK_THAT(fault_of("0 0 0\n"), Catch::Contains("before LUT_3D_SIZE"));
    CHECK_THAT(fault_of("LUT_3D_SIZE 2\n0 0\n"), Catch::StartsWith("line 2 must hold three"));
    CHECK_THAT(fault_of("LUT_3D_SIZE 2\n0 0 nan\n"), Catch::StartsWith("line 2 must hold three"));
    CHECK_THAT(fault_of("LUT_3D_SIZE 2\n0 0 1e9\n"), Catch::StartsWith("line 2 must hold three"));
    CHECK_THAT(fault_of("LUT_3D_SIZE 2\n0 0 0 0\n"), Catch::Contains("more than three"));
    CHECK_THAT(fault_of("LUT_3D_SIZE 2\n0 0 0\nTITLE x\n"), Catch::StartsWith("line 3 must hold"));
    CHECK_THAT(fault_of("LUT_3D_SIZE 2\n0 0 0\n"), Catch::Contains("after 1 colours of 2³"));
    CHECK_THAT(fault_of(cube_text(2) + "1 1 1\n"), Catch::Contains("after the table's last"));
    CHECK_THAT(fault_of("DOMAIN_MAX 0 0 0\n" + cube_text(2)), Catch::Contains("DOMAIN_MAX"));
    const std::string whole = cube_text(3);
    for (std::size_t length = 0; length + 30 < whole.size(); length += 7) { // torn off anywhere
        CHECK_FALSE(fault_of(whole.substr(0, length)).empty());
    }
}

TEST_CASE("a .cube file that was changed anywhere is read or refused, never more",
          "[editor][effect][lut][fuzz]")
{
    const std::string whole = cube_text(3);
    std::mt19937 dice(4711);
    for (int i = 0; i < 3000; ++i) {
        std::string text = whole;
        for (unsigned changes = 1 + dice() % 4; changes > 0; --changes) {
            const std::size_t at = dice() % text.size();
            if (dice() % 3 == 0) {
                text.erase(at, 1 + dice() % 40);
            } else {
                text[at] = "0123456789.-e \n\r\tLUT_3DSIZE#\0\xFF"[dice() % 34];
            }
        }
        try {
            const auto table = read_cube(text);
            const auto side = static_cast<std::size_t>(table->size);
            CHECK(table->values.size() == 3 * side * side * side);
        } catch (const EditorError& error) {
            CHECK(std::string(error.what()).size() > 20);
        }
    }
}

TEST_CASE("footage reads a table once, and says which file is bad", "[editor][effect][lut]")
{
    const test::TemporaryFolder folder;
    std::ofstream(folder / "7.cube") << cube_text(3);
    std::ofstream(folder / "8.cube") << "LUT_3D_SIZE 3\n";
    Footage footage([&](const std::string& asset) { return folder / (asset + ".cube"); }, nullptr);
    const auto table = footage.table("7");
    REQUIRE(table);
    CHECK(table->size == 3);
    CHECK(footage.table("7") == table);
    CHECK_FALSE(footage.table("8"));
    REQUIRE(footage.problems().size() == 1);
    CHECK_THAT(*footage.problems().begin(), Catch::StartsWith("8.cube: it ends after 0 colours"));
}
