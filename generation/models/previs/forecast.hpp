#pragma once

#include "generation/engine.hpp"
#include "generation/models/previs/conditions.hpp"

#include <map>
#include <tuple>

namespace rushlight::generation::previs {

/// Tokens of one forward pass besides the video's.
struct Sequence {
    std::int64_t text = 24;
    std::int64_t keys = 0;
    std::int64_t references = 0;
};

/// How long a clip takes here, from timings of this process: one forward pass a shape and scale,
/// and the decoding of two latent frames, each measured once. Threads: the engine thread only.
class Stopwatch {
public:
    /// Seconds of one denoising step of `branches` clips at once
    [[nodiscard]] double
    step_seconds(const Model& model, const ClipShape& shape, Scale scale, int branches);
    /// Seconds of decoding the whole clip
    [[nodiscard]] double decode_seconds(const Model& model, const ClipShape& shape);
    /// Seconds of encoding one clip of this shape
    [[nodiscard]] double encode_seconds(const Model& model, const ClipShape& shape);

private:
    std::map<std::tuple<std::int64_t, std::int64_t, std::int64_t, Scale, int>, double> steps_;
    std::map<std::tuple<std::int64_t, std::int64_t>, double> decodes_;
    std::map<std::tuple<std::int64_t, std::int64_t>, double> encodes_;
};

/// Resident peak of the worker while it makes the clip: what the process holds with the weights,
/// and the largest of the stages' own tensors.
[[nodiscard]] std::int64_t memory_of(const Model& model, const ClipShape& shape, int branches);

} // namespace rushlight::generation::previs
