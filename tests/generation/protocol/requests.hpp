#pragma once

#include "generation/protocol/limits.hpp"

namespace rushlight::test {

/// What a small made-up family can do.
inline generation::Limits toy_limits()
{
    generation::Limits limits;
    limits.family = "toy";
    limits.title = "Toy";
    limits.sizes = {{64, 64}, {128, 64}};
    limits.frame_counts = {9, 17};
    limits.cameras = {"static", "pan", "zoom"};
    limits.loras_most = 2;
    return limits;
}

/// A picture, a mask, a clip or a reference that a request names.
inline generation::Input toy_input(const std::string& name,
                                   int channels = 3,
                                   int frames = 1,
                                   generation::Size size = {64, 64})
{
    return {name, std::string(64, 'a'), size, frames, channels};
}

/// A request that uses every field and is valid for `toy_limits`.
inline generation::Request full_request()
{
    generation::Request request;
    request.model = "toy";
    request.prompt = "a red fox jumps over a café table, \"slowly\"";
    request.negative = "rain";
    request.seed = 9223372036854775807;
    request.size = {64, 64};
    request.frames = 9;
    request.steps = 8;
    request.guidance = 4.1;
    request.motion = 6.5;
    request.camera = {{"pan", -3}, {"zoom", 2.25}};
    request.camera_path = {{{0, 0.1, 0}, {1, 2, 3}, 35}};
    request.loras = {{"woodcut", std::string(64, 'c'), 0.75}, {"ada", std::string(64, 'd'), 1}};
    request.keyframes = {{"first", 0}, {"last", 8}};
    request.brush = {{"mask", {}, {{0.1, 0.2, 0}, {0.9, 0.2, 1}}, {0, 0}, 0, 0, false},
                     {"", {{0, 0}, {1, 0}, {1, 0.3}}, {}, {0, 0}, 0, 0, true}};
    request.source = generation::Source{"clip", 0.3, 0};
    request.cast = {{"ada", "person", {"ada-1"}}};
    request.inputs = {toy_input("first"),
                      toy_input("last"),
                      toy_input("mask", 1),
                      toy_input("clip", 3, 9),
                      toy_input("ada-1", 4, 1, {128, 128})};
    return request;
}

} // namespace rushlight::test
