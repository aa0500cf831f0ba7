#include "generation/protocol/limits.hpp"
#include "tests/generation/protocol/requests.hpp"

#include <catch2/catch.hpp>

#include <functional>
#include <limits>

using namespace rushlight::generation;
using rushlight::test::full_request;
using rushlight::test::toy_input;
using rushlight::test::toy_limits;

TEST_CASE("a request inside the limits has no problem", "[protocol][validate]")
{
    for (const auto& problem : validate(full_request(), toy_limits())) {
        FAIL(problem.field << " " << problem.sentence);
    }
    Request plain;
    plain.model = "toy";
    plain.prompt = "a fox";
    plain.size = {64, 64};
    plain.frames = 9;
    CHECK(validate(plain, toy_limits()).empty());
}

TEST_CASE("every field out of range is a problem at that field", "[protocol][validate]")
{
    const double nan = std::numeric_limits<double>::quiet_NaN();
    const double infinity = std::numeric_limits<double>::infinity();

    struct Row {
        std::string field;
        std::function<void(Request&)> spoil;
    };

    const std::vector<Row> table{
        {"/model",
         [](Request& r) {
             r.model = "wan";
         }},
        {"/prompt",
         [](Request& r) {
             r.prompt = "\xff";
         }},
        {"/prompt",
         [](Request& r) {
             r.prompt = std::string(5000, 'a');
         }},
        {"/prompt",
         [](Request& r) {
             r.prompt = "  ";
             r.keyframes.clear();
             r.source.reset();
         }},
        {"/negative",
         [](Request& r) {
             r.negative = std::string(5000, 'a');
         }},
        {"/seed",
         [](Request& r) {
             r.seed = -1;
         }},
        {"/size",
         [](Request& r) {
             r.size = {65, 64};
         }},
        {"/size",
         [](Request& r) {
             r.size = {-64, 64};
         }},
        {"/frames",
         [](Request& r) {
             r.frames = 10;
         }},
        {"/frames",
         [](Request& r) {
             r.frames = -1;
         }},
        {"/steps",
         [](Request& r) {
             r.steps = 101;
         }},
        {"/steps",
         [](Request& r) {
             r.steps = -1;
         }},
        {"/guidance",
         [](Request& r) {
             r.guidance = 0.5;
         }},
        {"/guidance",
         [=](Request& r) {
             r.guidance = nan;
         }},
        {"/guidance",
         [=](Request& r) {
             r.guidance = infinity;
         }},
        {"/motion",
         [](Request& r) {
             r.motion = 11;
         }},
        {"/motion",
         [=](Request& r) {
             r.motion = nan;
         }},
        {"/camera/0/name",
         [](Request& r) {
             r.camera[0].name = "orbit";
         }},
        {"/camera/1/name",
         [](Request& r) {
             r.camera[1].name = "pan";
         }},
        {"/camera/1/amount",
         [](Request& r) {
             r.camera[1].amount = -11;
         }},
        {"/camera_path/0/angles/2",
         [=](Request& r) {
             r.camera_path[0].angles[2] = infinity;
         }},
        {"/camera_path/0/focal_length",
         [](Request& r) {
             r.camera_path[0].focal_length = 0;
         }},
        {"/camera_path",
         [](Request& r) {
             r.camera_path.resize(10);
         }},
        {"/loras",
         [](Request& r) {
             r.loras.push_back({"third", std::string(64, 'e'), 1});
         }},
        {"/loras/0/name",
         [](Request& r) {
             r.loras[0].name = "../secret";
         }},
        {"/loras/0/name",
         [](Request& r) {
             r.loras[0].name = ".";
         }},
        {"/loras/1/name",
         [](Request& r) {
             r.loras[1].name = "woodcut";
         }},
        {"/loras/0/sha256",
         [](Request& r) {
             r.loras[0].sha256.clear();
         }},
        {"/loras/1/weight",
         [](Request& r) {
             r.loras[1].weight = 2.5;
         }},
        {"/loras/1/weight",
         [=](Request& r) {
             r.loras[1].weight = nan;
         }},
        {"/keyframes/1/frame",
         [](Request& r) {
             r.keyframes[1].frame = 9;
         }},
        {"/keyframes/1/frame",
         [](Request& r) {
             r.keyframes[1].frame = 0;
         }},
        {"/keyframes/0/input",
         [](Request& r) {
             r.keyframes[0].input = "nobody";
         }},
        {"/keyframes/0/input",
         [](Request& r) {
             r.keyframes[0].input = "mask";
         }},
        {"/keyframes/0/input",
         [](Request& r) {
             r.keyframes[0].input = "clip";
         }},
        {"/keyframes",
         [](Request& r) {
             r.keyframes.resize(4);
         }},
        {"/brush/0",
         [](Request& r) {
             r.brush[0].mask.clear();
         }},
        {"/brush/0",
         [](Request& r) {
             r.brush[0].path.clear();
         }},
        {"/brush/0/mask",
         [](Request& r) {
             r.brush[0].mask = "first";
         }},
        {"/brush/0/path",
         [](Request& r) {
             r.brush[0].path.resize(1);
         }},
        {"/brush/0/path/1/2",
         [](Request& r) {
             r.brush[0].path[1][2] = 0;
         }},
        {"/brush/0/path/1/0",
         [=](Request& r) {
             r.brush[0].path[1][0] = nan;
         }},
        {"/brush/0/direction/1",
         [](Request& r) {
             r.brush[0].direction[1] = 10.5;
         }},
        {"/brush/0/proximity",
         [](Request& r) {
             r.brush[0].proximity = -12;
         }},
        {"/brush/0/ambient",
         [](Request& r) {
             r.brush[0].ambient = -1;
         }},
        {"/brush/1/static",
         [](Request& r) {
             r.brush[1].ambient = 1;
         }},
        {"/brush/1/polygon",
         [](Request& r) {
             r.brush[1].polygon.resize(2);
         }},
        {"/brush/1/polygon/0/0",
         [](Request& r) {
             r.brush[1].polygon[0][0] = 1.5;
         }},
        {"/brush",
         [](Request& r) {
             r.brush.resize(6);
         }},
        {"/brush",
         [](Request& r) {
             r.keyframes.erase(r.keyframes.begin());
             r.source.reset();
         }},
        {"/source/strength",
         [](Request& r) {
             r.source->strength = 1.01;
         }},
        {"/source/strength",
         [=](Request& r) {
             r.source->strength = nan;
         }},
        {"/source/prefix_frames",
         [](Request& r) {
             r.source->prefix_frames = 9;
         }},
        {"/source/input",
         [](Request& r) {
             r.source->input = "first";
         }},
        {"/source/input",
         [](Request& r) {
             r.source->input.clear();
         }},
        {"/cast",
         [](Request& r) {
             r.cast.resize(3);
         }},
        {"/cast/0/kind",
         [](Request& r) {
             r.cast[0].kind = "ghost";
         }},
        {"/cast/0/handle",
         [](Request& r) {
             r.cast[0].handle.clear();
         }},
        {"/cast/1/handle",
         [](Request& r) {
             r.cast.push_back(r.cast[0]);
         }},
        {"/cast/0/inputs",
         [](Request& r) {
             r.cast[0].inputs.clear();
             r.keyframes.clear();
             r.brush.clear();
             r.source.reset();
         }},
        {"/cast/0/inputs/0",
         [](Request& r) {
             r.cast[0].inputs[0] = "first";
         }},
        {"/noise",
         [](Request& r) {
             r.noise = "white";
         }},
        {"/inputs/5",
         [](Request& r) {
             r.inputs.push_back(toy_input("spare"));
         }},
        {"/inputs/1/name",
         [](Request& r) {
             r.inputs[1].name = "first";
         }},
        {"/inputs/0/sha256",
         [](Request& r) {
             r.inputs[0].sha256 = "A";
         }},
        {"/inputs/0/size",
         [](Request& r) {
             r.inputs[0].size = {0, 64};
         }},
        {"/inputs/0/frames",
         [](Request& r) {
             r.inputs[0].frames = 1 << 30;
         }},
        {"/inputs/0/channels",
         [](Request& r) {
             r.inputs[0].channels = 2;
         }},
        {"/inputs",
         [](Request& r) {
             r.inputs.resize(100000);
         }},
    };
    for (std::size_t i = 0; i < table.size(); ++i) {
        Request request = full_request();
        table[i].spoil(request);
        const auto problems = validate(request, toy_limits());
        std::string told;
        bool named = false;
        for (const auto& problem : problems) {
            told += problem.field + ": " + problem.sentence + "\n";
            named = named || problem.field == table[i].field;
        }
        INFO("row " << i << ", expected " << table[i].field << ", told:\n" << told);
        CHECK(named);
    }
}

TEST_CASE("what a family cannot do is a problem that says so", "[protocol][validate]")
{
    Limits limits = toy_limits();
    limits.image = limits.brush = limits.remix = limits.motion = limits.negative = false;
    limits.loras_most = 0;
    const auto problems = validate(full_request(), limits);
    std::vector<std::string> fields;
    for (const auto& problem : problems) {
        fields.push_back(problem.field);
    }
    CHECK(fields == std::vector<std::string>{
                        "/negative", "/motion", "/loras", "/keyframes", "/brush", "/source"});
}
