#pragma once

#include "generation/protocol/request.hpp"

#include <string>
#include <vector>

namespace rushlight::generation {

/// What a family can do, as data: it travels in `Ready`, the window and the
/// command line are built from it, and nobody asks which family it is.
struct Limits {
    std::string family;      ///< previs
    std::string title;       ///< shown to people
    std::vector<Size> sizes; ///< the sizes it was trained for, default first
    int size_multiple = 64;
    std::vector<int> frame_counts; ///< allowed lengths in its own frames, default first
    int rate = 12;                 ///< frames a second
    int steps_default = 24;
    int steps_least = 1;
    int steps_most = 100;
    double guidance_default = 3;
    double guidance_most = 15;
    int keyframes_most = 3;
    int cast_most = 2;
    int references_most = 3; ///< pictures in all
    int brush_regions_most = 5;
    int loras_most = 0; ///< LoRAs at once; 0: none
    bool image = true;
    bool brush = true;
    bool remix = true;
    bool extend = true;
    bool motion = true;
    bool negative = true;
    bool sound = true;
    std::vector<std::string> cameras;
    std::vector<std::string> passes; ///< render passes beside the picture; none for a network
    std::int64_t memory_bytes = 0;   ///< resident need at the default size

    bool operator==(const Limits&) const = default;
};

/// Every problem of a request against a family's limits, in field order; empty
/// when it can be made. Pure.
[[nodiscard]] std::vector<Problem> validate(const Request& request, const Limits& limits);

} // namespace rushlight::generation
