#include "generation/nn/initial.hpp"
#include "generation/nn/weights.hpp"

#include <ATen/ATen.h>
#include <catch2/catch.hpp>

using namespace rushlight::generation;
using nn::Weights;

TEST_CASE("a missing tensor is named with its scope", "[nn]")
{
    const Weights weights({{"blocks.1.up.weight", at::zeros({2, 3})}});
    CHECK(((weights / "blocks.1") / "up").take("weight").size(0) == 2);
    CHECK_THROWS_WITH((weights / "blocks.1" / "attn1" / "to_q").take("weight"),
                      "checkpoint has no tensor blocks.1.attn1.to_q.weight");
}

TEST_CASE("a tensor of another shape is refused", "[nn]")
{
    const Weights weights({{"weight", at::zeros({2, 3})}}, "denoiser.safetensors");
    CHECK_THROWS_WITH(weights.take("weight", {3, 2}),
                      Catch::Contains("denoiser.safetensors has the tensor weight") &&
                          Catch::Contains("[2, 3]") && Catch::Contains("[3, 2]"));
}

TEST_CASE("a tensor that nobody took is an error", "[nn]")
{
    const Weights weights({{"a", at::zeros(1)}, {"b.c", at::zeros(1)}});
    CHECK_FALSE(weights.take_if_present("nothing").defined());
    CHECK(weights.take("a").defined());
    CHECK_THROWS_WITH(weights.expect_all_taken(), Catch::Contains("b.c"));
    CHECK((weights / "b").take("c").defined());
    CHECK_NOTHROW(weights.expect_all_taken());
}

TEST_CASE("a tensor begins the same whatever else its table holds", "[nn]")
{
    std::vector<nn::InitialTensor> table;
    nn::add_linear(table, "up", 400, 10, true);
    const auto alone = nn::make_tensors(table, 5);
    nn::add_linear(table, "down", 10, 400);
    const auto both = nn::make_tensors(table, 5);
    CHECK(at::equal(alone.at("up.weight"), both.at("up.weight")));
    CHECK(alone.at("up.weight").std().item<double>() == Approx(0.05).epsilon(0.05));
    CHECK(alone.at("up.bias").abs().sum().item<double>() == 0);
    CHECK_FALSE(at::equal(alone.at("up.weight"), nn::make_tensors(table, 6).at("up.weight")));
}
