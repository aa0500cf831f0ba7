#include "generation/training/crew.hpp"
#include "generation/training/optimizer.hpp"

#include <ATen/ATen.h>
#include <catch2/catch.hpp>

#include <cmath>
#include <limits>
#include <thread>

using namespace rushlight::generation::training;

TEST_CASE("Newton-Schulz steps bring every singular value near one", "[training][muon]")
{
    for (const auto& sizes : std::vector<std::vector<std::int64_t>>{{24, 64}, {64, 24}, {32, 32}}) {
        const at::Tensor matrix = at::randn(sizes) * 0.01;
        const at::Tensor values =
            std::get<1>(at::linalg_svd(orthogonalise(matrix), false)).to(at::kFloat);
        CHECK(values.max().item<float>() < 1.35F);
        // the smallest singular values of a square random matrix are near nothing
        CHECK(at::median(values).item<float>() > 0.6F);
        // and the directions stay
        CHECK((orthogonalise(matrix) * matrix).sum().item<float>() > 0);
    }
}

TEST_CASE("Muon and AdamW both walk downhill", "[training][muon]")
{
    Crew crew(2);
    const at::Tensor target = at::randn({8, 16});
    OptimizerSettings settings;
    settings.muon_rate = 0.05;
    settings.adam_rate = 0.05;
    settings.weight_decay = 0;
    settings.adam_names = {"embedding"};
    Optimizer optimizer({{"embedding", at::zeros({8, 16})}, {"matrix", at::zeros({8, 16})}},
                        settings);
    const auto error = [&](const char* name) {
        return (optimizer.weights().at(name) - target).square().mean().item<double>();
    };
    const double before = error("matrix");
    for (int i = 0; i < 150; ++i) {
        optimizer.step({optimizer.weights().at("embedding") - target,
                        optimizer.weights().at("matrix") - target},
                       i < 100 ? 1 : 0.2,
                       0,
                       crew);
    }
    CHECK(error("embedding") < 0.1 * before);
    CHECK(error("matrix") < 0.2 * before);
}

TEST_CASE("a gradient that is not finite stops training and changes nothing", "[training]")
{
    Crew crew(1);
    Optimizer optimizer({{"w", at::ones({4, 4})}}, {});
    at::Tensor gradient = at::zeros({4, 4});
    gradient[1][2] = std::numeric_limits<float>::quiet_NaN();
    CHECK_THROWS_WITH(optimizer.step({gradient}, 1, 0, crew),
                      Catch::Contains("the gradient is not finite"));
    CHECK(at::equal(optimizer.weights().at("w"), at::ones({4, 4})));
    CHECK(at::equal(optimizer.average().at("w"), at::ones({4, 4})));
}

TEST_CASE("state of another shape is refused by name", "[training]")
{
    Optimizer optimizer({{"w", at::ones({4, 4})}}, {});
    CHECK_THROWS_WITH(optimizer.load({{"w", at::ones({3, 4})}}),
                      Catch::Contains("w has another shape"));
    CHECK_THROWS_WITH(optimizer.load({}), Catch::Contains("w is missing"));
}

TEST_CASE("what one member of a crew throws comes out of the call", "[training]")
{
    Crew crew(3);
    CHECK_THROWS_WITH(crew.run([](int member) {
        if (member == 2) {
            throw std::runtime_error("member 2 stumbled");
        }
    }),
                      "member 2 stumbled");
    int sum = 0;
    std::mutex mutex;
    crew.run([&](int member) {
        const std::lock_guard lock(mutex);
        sum += member;
    });
    CHECK(sum == 3);
}
