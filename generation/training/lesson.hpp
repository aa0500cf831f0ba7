#pragma once

#include "generation/training/optimizer.hpp"

#include <ATen/core/Tensor.h>

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>

namespace rushlight::generation::training {

/// How long and how fast one network is trained.
struct Plan {
    std::int64_t steps = 1000;
    int clips = 8;      ///< a step
    int gpu_clips = 64; ///< the same on a GPU
    int pieces = 4;     ///< that a step's clips are cut into; a free thread takes the next one
    int warm_up = 150;
    double decay = 0.3;      ///< last share of the training in which the rate falls to a twentieth
    int look_every = 500;    ///< steps between two examinations
    double save_minutes = 3; ///< between two checkpoints
    OptimizerSettings optimizer;
};

/// Which part of a step a learner does. Everything random follows from it, so that a resumed run
/// makes the same steps, on any number of threads.
struct Draw {
    std::int64_t step = 0;
    int piece = 0;
    int pieces = 1;
    int clips = 1;   ///< of this piece
    double done = 0; ///< share of the training that is behind us

    /// The number of the i-th clip of this piece, unique over the run.
    [[nodiscard]] std::uint64_t clip(int i) const
    {
        return (static_cast<std::uint64_t>(step) * static_cast<std::uint64_t>(pieces) +
                static_cast<std::uint64_t>(piece)) *
                   static_cast<std::uint64_t>(clips) +
               static_cast<std::uint64_t>(i);
    }
};

/// The clips of one piece of a step, on the CPU; each lesson has its own.
struct Material {
    virtual ~Material() = default;
};

/// A network built over one set of differentiable weights, on the device where they lie.
class Learner {
public:
    virtual ~Learner() = default;

    /// Draws and renders what `loss` needs. Does not read the weights; any thread, several at once.
    [[nodiscard]] virtual std::unique_ptr<Material> prepare(const Draw& draw) const = 0;

    /// The loss of one piece of a step, a scalar, differentiable. `material` is what `prepare` made
    /// of the same draw. Named parts of it may be added to `report` for the log.
    virtual at::Tensor
    loss(const Material& material, const Draw& draw, std::map<std::string, double>& report) = 0;
};

/// Where a set of tensors lies.
[[nodiscard]] inline at::Device device_of(const NamedTensors& tensors)
{
    return tensors.empty() ? at::Device(at::kCPU) : tensors.begin()->second.device();
}

/// One thing that is learned: the weights it begins from, its loss, and how it is looked at.
class Lesson {
public:
    virtual ~Lesson() = default;
    [[nodiscard]] virtual std::string name() const = 0;
    [[nodiscard]] virtual Plan plan() const = 0;
    /// Freshly initialised weights, float32.
    [[nodiscard]] virtual NamedTensors initial() const = 0;
    [[nodiscard]] virtual std::unique_ptr<Learner> learner(const NamedTensors& weights) const = 0;
    /// Held-out figures of the averaged weights, where they lie; may write a contact sheet to
    /// `sheet`. No gradients.
    virtual std::map<std::string, double> examine(const NamedTensors& average,
                                                  const std::filesystem::path& sheet) = 0;

    /// Whether a tensor is shipped: all but the heads for what only training says. Those begin anew
    /// after `RunSettings::begin_from`.
    [[nodiscard]] virtual bool ships(const std::string& tensor) const
    {
        return tensor.rfind("privileged.", 0) != 0;
    }

    /// The tensors to ship, made from the averaged weights once training ends.
    [[nodiscard]] virtual NamedTensors finish(const NamedTensors& average);

    /// Metadata that stands in the shipped file.
    [[nodiscard]] virtual std::map<std::string, std::string> metadata() const { return {}; }
};

/// Where a run keeps its files, and how long it may go on.
struct RunSettings {
    std::filesystem::path folder; ///< checkpoints, loss curves and contact sheets
    int threads = 2;
    at::Device device = at::kCPU;
    /// Makes the clips of later steps on the threads while one step is learned, in one piece: what
    /// a GPU needs. Otherwise the threads learn pieces of a step side by side.
    bool ahead = false;
    double minutes = 0; ///< 0: the plan's steps decide; else the schedule is fitted to this time
    bool resume = false;
    /// Begin from shipped weights (any float type) with fresh momenta: name → tensor. What they
    /// lack begins anew, and its names are printed.
    NamedTensors begin_from;
    const std::atomic<bool>* stop = nullptr; ///< set: checkpoint and return
    bool quiet = false;
};

/// What a run made.
struct RunResult {
    NamedTensors shipped; ///< `Lesson::finish` of the average
    std::int64_t steps = 0;
    double last_loss = 0;
    bool finished = false; ///< false when it was stopped
};

/// Learning rate factor after `step` of the warm-up and at a share `done` of the training.
[[nodiscard]] double rate_at(const Plan& plan, std::int64_t step, double done);

/// Trains a lesson. Writes `<name>.checkpoint.safetensors` every few minutes (temporary file, then
/// rename), `<name>.csv` (one line of loss and figures every 20 steps) and `<name>.jpg` into the
/// folder; prints progress with the time left. On the CPU a resumed run equals an unbroken one bit
/// for bit when the plan's steps decide. Throws std::runtime_error when the loss or the gradient is
/// not finite; the last checkpoint stays.
RunResult train(Lesson& lesson, const RunSettings& settings);

/// Uniform numbers from a counter (SplitMix64), for everything that training draws.
class Dice {
public:
    explicit Dice(std::uint64_t seed)
        : state_(seed)
    {
    }

    std::uint64_t bits()
    {
        state_ += 0x9e3779b97f4a7c15ULL;
        std::uint64_t z = state_;
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
        z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
        return z ^ (z >> 31);
    }

    /// 0 ≤ u < 1
    double uniform() { return static_cast<double>(bits() >> 11) * 0x1p-53; }

    double between(double low, double high) { return low + (high - low) * uniform(); }

    /// 0 … count − 1
    std::int64_t below(std::int64_t count)
    {
        return static_cast<std::int64_t>(uniform() * static_cast<double>(count));
    }

    bool chance(double share) { return uniform() < share; }

    /// Standard normal.
    double normal();

private:
    std::uint64_t state_;
};

} // namespace rushlight::generation::training
