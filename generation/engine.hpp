#pragma once

#include "generation/protocol/limits.hpp"
#include "generation/protocol/recipe.hpp"
#include "generation/protocol/request.hpp"

#include <cstdint>
#include <map>
#include <memory>
#include <stdexcept>
#include <stop_token>
#include <string>
#include <vector>

namespace rushlight::generation {

/// Thrown out of a long call when its stop token was set.
class Cancelled : public std::runtime_error {
public:
    Cancelled()
        : std::runtime_error("cancelled")
    {
    }
};

/// The request cannot be made; nothing was started.
class InvalidRequest : public std::runtime_error {
public:
    explicit InvalidRequest(std::vector<Problem> problems);
    std::vector<Problem> problems;
};

/// Every rung of the memory ladder was tried.
class OutOfMemory : public std::runtime_error {
public:
    OutOfMemory(std::int64_t needed_bytes, std::int64_t free_bytes);
    std::int64_t needed;
    std::int64_t free;
};

/// A weight file is missing or damaged.
class ModelMissing : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

/// Pixels of one input, 8-bit, packed, frame after frame: frames · height · width · channels bytes.
struct Pixels {
    Size size;
    int frames = 1;
    int channels = 3;
    std::vector<std::uint8_t> bytes;
};

/// Input name → its pixels. References of likenesses never stand here.
using Inputs = std::map<std::string, Pixels>;

/// Reference pictures of one cast member, RGBA, whose grant, ticket and hashes were verified
/// (cameo/conditioning makes these; nothing else may).
struct VerifiedLikeness {
    std::string handle;
    std::vector<Pixels> references;
};

enum class Stage : std::uint8_t { load, encode, denoise, decode, sound };

struct Progress {
    Stage stage = Stage::load;
    int step = 0; ///< of `steps`, in this stage
    int steps = 0;
    double fraction = 0;      ///< of the whole job; never falls
    double seconds_left = -1; ///< −1: unknown
};

/// A moving, small, early look at the clip.
struct Preview {
    Size size;
    int frames = 0;
    std::vector<std::uint8_t> rgb; ///< frames · height · width · 3
};

/// Told on the engine thread; must return quickly.
class Observer {
public:
    virtual ~Observer() = default;

    virtual void progress(const Progress&) {}

    virtual void preview(const Preview&) {}

    /// Previews take time; who does not look at them says so.
    [[nodiscard]] virtual bool wants_previews() const { return true; }
};

/// One thing that sounds, placed in the clip; the studio turns these into clips on an audio track.
struct SoundCue {
    std::string kind;    ///< footstep, impact, engine, rain, ambience …
    double start = 0;    ///< seconds from the clip's beginning
    double duration = 0; ///< seconds
    double level_db = 0;
    double pan = 0;         ///< −1 left … 1 right
    std::vector<float> pcm; ///< stereo, interleaved, 48 kHz
};

/// What a job makes.
struct Generated {
    Size size;
    int frames = 0;
    int rate = 12;
    std::vector<std::uint8_t> rgb; ///< frames · height · width · 3, sRGB full range
    std::vector<float>
        sound; ///< the mix of all cues: stereo, interleaved, 48 kHz; empty without sound
    std::vector<SoundCue> cues;
    std::vector<std::uint8_t> latents; ///< final latents as an fp16 safetensors file
    Recipe recipe;
};

struct Forecast {
    double seconds = 0;            ///< within 30 % of what the job will take here
    std::int64_t memory_bytes = 0; ///< resident peak of the worker, within 10 %
};

/// One way of making clips. A family is a folder under generation/models/; `Engine` finds it by
/// name. Threads: the engine thread only.
class Family {
public:
    virtual ~Family() = default;
    [[nodiscard]] virtual const Limits& limits() const = 0;
    /// Weights that are missing, as sentences; empty when the family can run.
    [[nodiscard]] virtual std::vector<std::string> missing() const = 0;
    [[nodiscard]] virtual Forecast forecast(const Request& request) const = 0;

    /// What the family makes of the prompt before it draws; forbidden words are looked for in it. A
    /// family without a completer gives the prompt itself.
    [[nodiscard]] virtual std::string completed_prompt(const Request& request) const
    {
        return request.prompt;
    }

    /// Throws InvalidRequest, Cancelled, OutOfMemory, ModelMissing.
    [[nodiscard]] virtual Generated generate(const Request& request,
                                             const Inputs& inputs,
                                             const std::vector<VerifiedLikeness>& cast,
                                             Observer& observer,
                                             std::stop_token stop) = 0;
};

/// All families of a program. Constructing is cheap; weights load at first use.
class Engine {
public:
    /// weights_folder: where the shipped weights lie (generation/models); threads 0: all cores;
    /// more: families beside those that this module builds.
    explicit Engine(std::string weights_folder,
                    int threads = 0,
                    std::vector<std::unique_ptr<Family>> more = {});
    ~Engine();
    Engine(const Engine&) = delete;
    Engine& operator=(const Engine&) = delete;

    [[nodiscard]] std::vector<Limits> limits() const;
    /// nullptr when no family has this name.
    [[nodiscard]] Family* find(const std::string& family) const;
    /// Validates, then generates. Throws what Family::generate throws.
    [[nodiscard]] Generated generate(const Request& request,
                                     const Inputs& inputs,
                                     const std::vector<VerifiedLikeness>& cast,
                                     Observer& observer,
                                     std::stop_token stop);

private:
    struct State;
    std::unique_ptr<State> state_;
};

} // namespace rushlight::generation
