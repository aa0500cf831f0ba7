#include "generation/protocol/json.hpp"
#include "tests/generation/protocol/requests.hpp"

#include <catch2/catch.hpp>

#include <cmath>
#include <cstring>
#include <limits>
#include <random>

using namespace rushlight::generation;
using rushlight::test::full_request;
using rushlight::test::toy_limits;

namespace {

std::vector<Problem> problems_of(const std::string& text)
{
    try {
        (void)request_from_json(text);
    } catch (const BadJson& error) {
        return error.problems;
    }
    return {};
}

} // namespace

TEST_CASE("a request comes back from its JSON unchanged", "[protocol][json]")
{
    const Request request = full_request();
    CHECK(request_from_json(to_json(request)) == request);
    CHECK(request_from_json(to_json(Request{})) == Request{});
}

TEST_CASE("what a request leaves out does not stand in its JSON: old recipes keep their hashes",
          "[protocol][json]")
{
    const std::string text = to_json(Request{});
    CHECK(text.find("pass") == std::string::npos);
    CHECK(text.find("loras") == std::string::npos);
}

TEST_CASE("limits and recipes come back from their JSON unchanged", "[protocol][json]")
{
    Limits limits = toy_limits();
    limits.memory_bytes = 1'200'000'000;
    CHECK(limits_from_json(to_json(limits)) == limits);
    Recipe recipe;
    recipe.request = full_request();
    recipe.model_hashes = {{"denoiser.safetensors", std::string(64, 'b')}};
    recipe.completed_prompt = "a red fox";
    recipe.grounding = {"café: drawn as a room"};
    recipe.noise = "philox-1";
    recipe.solver = "euler-1";
    recipe.schedule = "shifted-1";
    recipe.instruction_set = "avx2";
    recipe.threads = 2;
    recipe.device = "cpu";
    recipe.engine_build = "0.1.0";
    recipe.mechanisms = {"first frame held"};
    CHECK(recipe_from_json(to_json(recipe)) == recipe);
}

TEST_CASE("the canonical form sorts keys and writes doubles as short as they go",
          "[protocol][json]")
{
    CHECK(canonical_json(R"({ "b" : 0.1, "a" : [ 1.0, -0.0, 1e21, 5e-324 ], "aa": true })") ==
          R"({"a":[1,0,1e+21,5e-324],"aa":true,"b":0.1})");
    const std::string text = to_json(full_request());
    CHECK(canonical_json(text) == text);
    CHECK(text.find(' ') == text.find(" red")); // white space only inside texts
}

TEST_CASE("doubles survive the canonical form bit for bit", "[protocol][json]")
{
    std::mt19937_64 random(7);
    for (int i = 0; i < 2000; ++i) {
        Request request;
        const std::uint64_t bits = random();
        double value = 0;
        std::memcpy(&value, &bits, sizeof value);
        if (!std::isfinite(value)) {
            continue;
        }
        request.guidance = value;
        CHECK(request_from_json(to_json(request)).guidance == value);
    }
}

TEST_CASE("a field that nobody knows or of the wrong type is named by its pointer",
          "[protocol][json]")
{
    const std::vector<std::pair<std::string, std::string>> table{
        {R"({"promt":"x"})", "/promt"},
        {R"({"prompt":3})", "/prompt"},
        {R"({"seed":1.5})", "/seed"},
        {R"({"seed":9223372036854775808})", "/seed"},
        {R"({"seed":-1e300})", "/seed"},
        {R"({"frames":4294967296})", "/frames"},
        {R"({"size":[1]})", "/size"},
        {R"({"size":"256x256"})", "/size"},
        {R"({"guidance":"3"})", "/guidance"},
        {R"({"guidance":null})", "/guidance"},
        {R"({"motion":true})", "/motion"},
        {R"({"camera":[{"name":"pan"},{"amount":1}]})", "/camera/1/name"},
        {R"({"camera":{}})", "/camera"},
        {R"({"keyframes":[{"input":"a","frame":0.5}]})", "/keyframes/0/frame"},
        {R"({"brush":[{"path":[[0,0]]}]})", "/brush/0/path/0"},
        {R"({"brush":[{"polygon":[[0,"a"]]}]})", "/brush/0/polygon/0/1"},
        {R"({"source":{"input":"a","a/b":1}})", "/source/a~1b"},
        {R"({"cast":["ada"]})", "/cast/0"},
        {R"({"inputs":[{"name":"a","sha256":"b"}]})", "/inputs/0/size"},
        {R"({"version":2})", "/version"},
        {R"({"prompt":"a\u0000b"})", "/prompt"},
        {R"([])", ""},
        {R"({"prompt":"a","prompt":"b"})", ""},
        {R"({"guidance":1e999})", ""},
        {R"({"guidance":NaN})", ""},
        {"{\"prompt\":\"\xff\"}", ""},
        {"", ""},
        {"{", ""},
        {std::string(100, '['), ""},
        {std::string((1U << 20U) + 1, ' '), ""},
    };
    for (const auto& [text, field] : table) {
        INFO(text.substr(0, 80));
        const auto problems = problems_of(text);
        REQUIRE(!problems.empty());
        bool named = false;
        for (const auto& problem : problems) {
            named = named || problem.field == field;
        }
        CHECK(named);
        CHECK(!problems.front().sentence.empty());
    }
}

TEST_CASE("a million wrong fields are told in at most 64 problems", "[protocol][json]")
{
    std::string text = "{";
    for (int i = 0; i < 50'000; ++i) {
        text += "\"f" + std::to_string(i) + "\":0,";
    }
    text.back() = '}';
    CHECK(problems_of(text).size() == 64);
}

TEST_CASE("what has no JSON form is refused when written", "[protocol][json]")
{
    Request request;
    request.guidance = std::numeric_limits<double>::quiet_NaN();
    CHECK_THROWS_AS(to_json(request), std::invalid_argument);
    request.guidance = 3;
    request.prompt = "\xc3\x28";
    CHECK_THROWS_AS(to_json(request), std::invalid_argument);
}

TEST_CASE("flipped bytes in a request never crash the reader", "[protocol][json][fuzz]")
{
    const std::string good = to_json(full_request());
    std::mt19937 random(3);
    for (int i = 0; i < 4000; ++i) {
        std::string text = good;
        const int changes = 1 + static_cast<int>(random() % 4);
        for (int k = 0; k < changes; ++k) {
            const std::size_t at = random() % text.size();
            switch (random() % 3) {
            case 0:
                text[at] = static_cast<char>(random());
                break;
            case 1:
                text.erase(at, 1 + random() % 20);
                break;
            default:
                text.insert(at, text.substr(random() % text.size(), random() % 20));
            }
            if (text.empty()) {
                break;
            }
        }
        try {
            (void)validate(request_from_json(text), toy_limits());
        } catch (const BadJson& error) {
            CHECK(!error.problems.empty());
        }
    }
}

TEST_CASE("a recipe answers an order whose open settings a family filled in, and no other",
          "[protocol][recipe]")
{
    Request ordered = full_request();
    ordered.steps = 0;
    ordered.guidance = -1;
    Request made = ordered;
    made.steps = 24;
    made.guidance = 3;
    CHECK(answers(made, ordered));
    CHECK_FALSE(answers(ordered, made));
    made.seed += 1;
    CHECK_FALSE(answers(made, ordered));
}
