#pragma once

#include <array>
#include <cstdint>
#include <span>

namespace rushlight::editor {

/// One band of an equalizer.
struct Band {
    enum class Shape : std::uint8_t { high_pass, low_pass, low_shelf, peak, high_shelf };

    Shape shape = Shape::peak;
    double hertz = 1000; ///< corner or centre
    double db = 0;       ///< of shelves and peaks
    double q = 0.7071;

    bool operator==(const Band&) const = default;
};

/// A filter of second order at 48 kHz in double precision (R. Bristow-Johnson, "Cookbook formulae
/// for audio EQ biquad filter coefficients"; direct form II, transposed).
class Biquad {
public:
    explicit Biquad(const Band& band);

    /// One side of stereo sound, in place: every second number from `side` on.
    void run(std::span<double> stereo, std::size_t side);

    /// b0, b1, b2, a1, a2 with a0 = 1.
    [[nodiscard]] const std::array<double, 5>& coefficients() const { return c_; }

private:
    std::array<double, 5> c_{};
    std::array<std::array<double, 2>, 2> state_{}; ///< of each side
};

} // namespace rushlight::editor
