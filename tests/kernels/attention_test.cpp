#include "kernels/attention.hpp"
#include "tests/kernels/fixture.hpp"

#include <catch2/catch.hpp>

#include <cmath>

using namespace rushlight;
using namespace rushlight::kernels;

namespace {

struct Case {
    std::int64_t clips, heads, queries, keys, width;
};

/// Largest error against the plain loop in f64, over the largest output.
double error_of(const Case& c, Type type, Isa isa, bool masked)
{
    test::Floats q(type, {c.clips, c.heads, c.queries, c.width}, 1);
    test::Floats k(type, {c.clips, c.heads, c.keys, c.width}, 2);
    test::Floats v(type, {c.clips, c.heads, c.keys, c.width}, 3);
    test::Floats out(type, {c.clips, c.queries, c.heads, c.width});
    std::vector<std::uint8_t> mask(std::size_t(c.clips * c.keys), 1);
    for (std::size_t i = 0; masked && i < mask.size(); ++i) {
        mask[i] = i % 3 != 0;
    }
    Attention a{.q = q.ref(),
                .k = k.ref(),
                .v = v.ref(),
                .key_mask = {},
                .out = out.ref(),
                .workspace = {}};
    if (masked) {
        a.key_mask = test::ref(mask, Type::u8, {c.clips, c.keys});
    }
    std::vector<std::uint8_t> workspace(std::size_t(attention_workspace_bytes(a)));
    a.workspace = test::ref(workspace, Type::u8, {std::int64_t(workspace.size())});
    attention(a, serial_for, nullptr, isa);

    double worst = 0, largest = 0;
    std::vector<double> scores(std::size_t(c.keys));
    for (std::int64_t head = 0; head < c.clips * c.heads; ++head) {
        const std::int64_t b = head / c.heads, h = head % c.heads;
        for (std::int64_t n = 0; n < c.queries; ++n) {
            double total = 0;
            for (std::int64_t m = 0; m < c.keys; ++m) {
                double dot = 0;
                for (std::int64_t e = 0; e < c.width; ++e) {
                    dot += double(q.at((head * c.queries + n) * c.width + e)) *
                           k.at((head * c.keys + m) * c.width + e);
                }
                scores[std::size_t(m)] = mask[std::size_t(b * c.keys + m)]
                                             ? std::exp(dot / std::sqrt(double(c.width)))
                                             : 0;
                total += scores[std::size_t(m)];
            }
            for (std::int64_t e = 0; e < c.width; ++e) {
                double expected = 0;
                for (std::int64_t m = 0; m < c.keys; ++m) {
                    expected +=
                        scores[std::size_t(m)] / total * v.at((head * c.keys + m) * c.width + e);
                }
                const double is = out.at(((b * c.queries + n) * c.heads + h) * c.width + e);
                worst = std::max(worst, std::isfinite(is) ? std::abs(is - expected) : 1e9);
                largest = std::max(largest, std::abs(expected));
            }
        }
    }
    return worst / largest;
}

} // namespace

TEST_CASE("attention equals the plain loop on every instruction set and type",
          "[kernels][attention]")
{
    const Case shape = GENERATE(Case{1, 1, 1, 1, 32},
                                Case{2, 3, 50, 77, 64},
                                Case{1, 2, 97, 300, 128},
                                Case{1, 1, 13, 600, 96});
    const bool masked = GENERATE(false, true);
    if (masked && shape.keys == 1) {
        return; // its only key would be masked
    }
    for (const Isa isa : test::runnable()) {
        INFO(name_of(isa) << " keys " << shape.keys << " width " << shape.width);
        CHECK(error_of(shape, Type::f32, isa, masked) <= 3e-6);
        CHECK(error_of(shape, Type::bf16, isa, masked) <= 8e-3);
    }
}

TEST_CASE("attention over nothing but masked keys gives zeros and no NaN", "[kernels][attention]")
{
    for (const Isa isa : test::runnable()) {
        const auto type = GENERATE(Type::f32, Type::bf16);
        test::Floats q(type, {1, 1, 2, 32}, 1);
        test::Floats out(type, {1, 2, 1, 32}, 5);
        std::vector<std::uint8_t> mask(2, 0);
        Attention a{.q = q.ref(),
                    .k = q.ref(),
                    .v = q.ref(),
                    .key_mask = test::ref(mask, Type::u8, {1, 2}),
                    .out = out.ref(),
                    .workspace = {}};
        std::vector<std::uint8_t> workspace(std::size_t(attention_workspace_bytes(a)));
        a.workspace = test::ref(workspace, Type::u8, {std::int64_t(workspace.size())});
        attention(a, serial_for, nullptr, isa);
        CHECK(out.at(0) == 0);
        CHECK(out.at(63) == 0);
    }
}

TEST_CASE("attention refuses heads it has no tiles for and a workspace that is too small",
          "[kernels][attention]")
{
    test::Floats q(Type::f32, {1, 1, 2, 40}, 1);
    test::Floats out(Type::f32, {1, 2, 1, 40});
    CHECK_THROWS_AS(attention({.q = q.ref(),
                               .k = q.ref(),
                               .v = q.ref(),
                               .key_mask = {},
                               .out = out.ref(),
                               .workspace = {}},
                              serial_for),
                    ShapeError);
    test::Floats fits(Type::f32, {1, 1, 2, 32}, 1);
    test::Floats fits_out(Type::f32, {1, 2, 1, 32});
    CHECK_THROWS_AS(attention({.q = fits.ref(),
                               .k = fits.ref(),
                               .v = fits.ref(),
                               .key_mask = {},
                               .out = fits_out.ref(),
                               .workspace = {}},
                              serial_for),
                    ShapeError);
}
