#include "generation/checkpoint/safetensors.hpp"
#include "generation/cues.hpp"
#include "generation/families.hpp"
#include "generation/memory.hpp"
#include "generation/models/previs/conditions.hpp"
#include "generation/models/previs/forecast.hpp"
#include "generation/models/previs/lora.hpp"
#include "generation/models/previs/sound.hpp"
#include "generation/nn/compute.hpp"
#include "generation/noise.hpp"
#include "generation/sampling/schedule.hpp"
#include "generation/staging.hpp"
#include "kernels/isa.hpp"

#include <ATen/ATen.h>
#include <ATen/Parallel.h>
#include <c10/core/InferenceMode.h>
#include <torch/version.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <iterator>
#include <optional>
#include <set>

namespace rushlight::generation::previs {

namespace {

constexpr int frame_rate = 12;

Limits make_limits()
{
    Limits limits;
    limits.family = "previs";
    limits.title = "Previs (drawn storyboards)";
    limits.sizes = {{256, 256}, {320, 192}, {192, 320}};
    limits.size_multiple = 64;
    limits.frame_counts = {33, 9, 17, 25, 41, 49, 65};
    limits.rate = frame_rate;
    limits.steps_default = 24;
    limits.guidance_default = 3;
    limits.loras_most = 4;
    limits.cameras = world_cameras();
    limits.memory_bytes = 400'000'000;
    return limits;
}

/// The request with the family's defaults in place of "not given": what the recipe carries.
Request resolved(Request request, const Limits& limits)
{
    if (request.steps == 0) {
        request.steps = limits.steps_default;
    }
    if (request.guidance < 0) {
        request.guidance = limits.guidance_default;
    }
    return request;
}

std::string engine_build()
{
    // previs-3: raise it when the same request and weights give other pictures or sound
    return std::string("rushlight 0.1.0, previs-3, torch ") + TORCH_VERSION + ", g++ " +
           std::to_string(__GNUC__);
}

/// Progress of one job. Each stage has its share of the whole; the shares are of time.
class Pace {
public:
    Pace(Observer& observer, double seconds)
        : observer_(observer)
        , seconds_(seconds)
        , begin_(std::chrono::steady_clock::now())
    {
    }

    void tell(Stage stage, int step, int steps, double fraction)
    {
        fraction_ = std::max(fraction_, std::min(fraction, 1.0));
        const double spent =
            std::chrono::duration<double>(std::chrono::steady_clock::now() - begin_).count();
        // the forecast at first, the pace so far later
        const double whole = fraction_ > 0.2 ? spent / fraction_ : std::max(seconds_, spent);
        observer_.progress({stage, step, steps, fraction_, std::max(0.0, whole - spent)});
    }

    Observer& observer() { return observer_; }

private:
    Observer& observer_;
    double seconds_;
    double fraction_ = 0;
    std::chrono::steady_clock::time_point begin_;
};

constexpr std::int64_t preview_latent_frames = 3;

/// What distilled weights were taught (DenoiserPlan): stronger guidance is left to a second branch.
constexpr double taught_guidance = 5;

/// Whether guidance goes in as an input.
bool guided_as_input(const Model& model, const Request& request)
{
    return model.distilled && request.negative.empty() && request.guidance <= taught_guidance;
}

int branches_of(const Model& model, const Request& request)
{
    return request.guidance == 1 || guided_as_input(model, request) ? 1 : 2;
}

void give(DenoiserInput& input, Global which, double value)
{
    const auto index = static_cast<std::int64_t>(which);
    input.globals = input.globals.clone();
    input.globals_given = input.globals_given.clone();
    input.globals.select(1, index).fill_(value);
    input.globals_given.select(1, index).fill_(true);
}

/// The steps after which a preview is shown: an early one, then one at each quarter.
std::set<int> shown_steps(int steps)
{
    std::set<int> shown{std::min(2, steps - 1), steps / 4, steps / 2, 3 * steps / 4};
    shown.erase(0);
    return shown;
}

/// Two clips as one batch
at::Tensor both(const at::Tensor& a, const at::Tensor& b)
{
    return a.defined() ? at::cat({a, b}) : at::Tensor();
}

DenoiserInput both(const DenoiserInput& a, const DenoiserInput& b)
{
    DenoiserInput input;
    input.hints = both(a.hints, b.hints);
    input.text = both(a.text, b.text);
    input.text_mask = both(a.text_mask, b.text_mask);
    input.keys = both(a.keys, b.keys);
    input.key_frames = both(a.key_frames, b.key_frames);
    input.references = both(a.references, b.references);
    input.references_given = both(a.references_given, b.references_given);
    input.camera = both(a.camera, b.camera);
    input.globals = both(a.globals, b.globals);
    input.globals_given = both(a.globals_given, b.globals_given);
    return input;
}

class Previs : public Family {
public:
    Previs(std::filesystem::path weights, std::vector<std::filesystem::path> lora_folders)
        : weights_(std::move(weights))
        , lora_folders_(std::move(lora_folders))
        , limits_(make_limits())
    {
    }

    [[nodiscard]] const Limits& limits() const override { return limits_; }

    [[nodiscard]] std::vector<std::string> missing() const override
    {
        return missing_weights(weights_);
    }

    [[nodiscard]] std::string completed_prompt(const Request& request) const override
    {
        const c10::InferenceMode no_gradients;
        const bool there = missing_weights(weights_).empty();
        return complete_prompt(request, there ? loaded().world : world::World::v0).text;
    }

    [[nodiscard]] Forecast forecast(const Request& request) const override
    {
        const c10::InferenceMode no_gradients;
        const Model& model = loaded();
        const Request whole = resolved(request, limits_);
        const ClipShape shape = shape_of(whole);
        const int branches = branches_of(model, whole);
        Forecast forecast;
        forecast.seconds = stage_seconds(model, whole).whole();
        forecast.memory_bytes = memory_of(model, shape, branches);
        return forecast;
    }

    [[nodiscard]] Generated generate(const Request& request,
                                     const Inputs& inputs,
                                     const std::vector<VerifiedLikeness>& cast,
                                     Observer& observer,
                                     std::stop_token stop) override;

private:
    struct StageSeconds {
        double encode = 0;
        double denoise = 0;
        double decode = 0;
        double sound = 0;

        [[nodiscard]] double whole() const { return encode + denoise + decode + sound; }
    };

    /// The weights, loaded at first use and again when the files changed
    const Model& loaded() const
    {
        std::map<std::string, std::filesystem::file_time_type> now;
        std::error_code error;
        for (const auto& entry : std::filesystem::directory_iterator(weights_, error)) {
            if (entry.path().extension() == ".safetensors") {
                now[entry.path().filename().string()] = entry.last_write_time(error);
            }
        }
        if (!model_ || now != files_) {
            model_.reset();
            model_.emplace(load_model(weights_, nn::compute_type()));
            added_.clear();
            stopwatch_ = Stopwatch();
            files_ = now;
        }
        return *model_;
    }

    /// The same with exactly these LoRAs in the denoiser, which is read again where it has others
    const Model& loaded_with(const std::vector<Lora>& loras)
    {
        const Model& model = loaded();
        const auto read = read_loras(loras, lora_folders_, model.config.denoiser);
        std::vector<Lora> wanted;
        std::copy_if(loras.begin(), loras.end(), std::back_inserter(wanted), [](const Lora& it) {
            return it.weight != 0;
        });
        if (wanted != added_) {
            model_->denoiser =
                denoiser_with(weights_, model.config.denoiser, nn::compute_type(), read);
            added_ = wanted;
        }
        return model;
    }

    StageSeconds stage_seconds(const Model& model, const Request& request) const
    {
        const ClipShape shape = shape_of(request);
        const int branches = branches_of(model, request);
        StageSeconds seconds;
        seconds.encode = 0.02;
        if (request.source) {
            seconds.encode += 2 * stopwatch_.encode_seconds(model, shape);
        }
        if (!request.brush.empty()) {
            seconds.encode += 2 * stopwatch_.encode_seconds(model, shape);
        }
        const double picture = stopwatch_.encode_seconds(model, shape) / double(shape.frames);
        seconds.encode += picture * static_cast<double>(request.keyframes.size());
        for (const Scale scale : scales_of_steps(model.plan, request.steps)) {
            seconds.denoise += stopwatch_.step_seconds(model, shape, scale, branches);
        }
        seconds.decode = stopwatch_.decode_seconds(model, shape);
        const double preview =
            static_cast<double>(preview_latent_frames) / static_cast<double>(shape.latent_frames());
        seconds.denoise += static_cast<double>(shown_steps(request.steps).size()) * seconds.decode *
                           std::min(1.0, preview);
        seconds.sound = request.sound && model.sound ? 0.1 : 0;
        return seconds;
    }

    [[nodiscard]] at::Tensor sample(const Model& model,
                                    const Request& request,
                                    const Conditions& conditions,
                                    Pace& pace,
                                    double until,
                                    const std::stop_token& stop) const;

    std::filesystem::path weights_;
    std::vector<std::filesystem::path> lora_folders_;
    Limits limits_;
    mutable std::optional<Model> model_;
    mutable std::vector<Lora> added_; ///< to the denoiser of `model_`
    mutable Stopwatch stopwatch_;
    mutable std::map<std::string, std::filesystem::file_time_type> files_;
};

/// The beginning of the clip as it looks so far, at half size.
Preview preview_of(const Model& model, const at::Tensor& clean)
{
    const std::int64_t latent_frames = std::min(preview_latent_frames, clean.size(2));
    const at::Tensor pictures =
        model.autoencoder->decode(clean.slice(2, 0, latent_frames)).squeeze(0); // [3, T, H, W]
    const at::Tensor small =
        at::avg_pool2d(pictures.transpose(0, 1), {2, 2}).transpose(0, 1); // [3, T, H/2, W/2]
    Preview preview;
    preview.size = {static_cast<int>(small.size(3)), static_cast<int>(small.size(2))};
    preview.frames = static_cast<int>(small.size(1));
    append_rgb(small, preview.rgb);
    return preview;
}

at::Tensor Previs::sample(const Model& model,
                          const Request& request,
                          const Conditions& conditions,
                          Pace& pace,
                          double until,
                          const std::stop_token& stop) const
{
    const ClipShape shape = shape_of(request);
    const auto seed = static_cast<std::uint64_t>(request.seed);
    const std::int64_t t = shape.latent_frames();
    const std::int64_t h = shape.latent_height();
    const std::int64_t w = shape.latent_width();
    Start start;
    start.noise = request.noise == "torch-cpu"
                      ? torch_noise(seed, latent_channels, t, h, w)
                      : NoiseStream(seed, "sampler").latent(latent_channels, t, h, w);
    start.latents = conditions.latents;
    start.rate = conditions.rate;

    const bool guidance = branches_of(model, request) == 2;
    const auto scales = scales_of_steps(model.plan, request.steps);
    const auto schedule = shifted_schedule(request.steps, model.shift);
    DenoiserInput input = guidance ? both(conditions.with, conditions.without) : conditions.with;
    if (guided_as_input(model, request)) {
        give(input, Global::guidance, request.guidance);
    }
    const Predict predict = [&](const at::Tensor& z, const at::Tensor& levels, int step) {
        input.z = guidance ? at::cat({z, z}) : z;
        input.t = guidance ? at::cat({levels, levels}) : levels;
        const auto now = static_cast<std::size_t>(step);
        const double share = 1 - schedule[now + 1] / schedule[now];
        if (guided_as_input(model, request) && share >= least_step_share) {
            give(input, Global::step_size, share);
        }
        const at::Tensor clean =
            (*model.denoiser)(input, scales[static_cast<std::size_t>(step)], stop).clean;
        return guidance ? guided(clean.slice(0, 0, 1), clean.slice(0, 1, 2), request.guidance)
                        : clean;
    };

    const std::set<int> shown = shown_steps(request.steps);
    const double from = 0.05;
    const AfterStep after = [&](int step, const at::Tensor& clean) {
        pace.tell(
            Stage::denoise, step, request.steps, from + (until - from) * step / request.steps);
        if (shown.count(step) != 0 && pace.observer().wants_previews()) {
            pace.observer().preview(preview_of(model, clean));
        }
    };
    return denoise(start, schedule, predict, after, stop);
}

Generated Previs::generate(const Request& given,
                           const Inputs& inputs,
                           const std::vector<VerifiedLikeness>& cast,
                           Observer& observer,
                           std::stop_token stop)
try {
    auto problems = validate(given, limits_);
    for (const Input& input : given.inputs) {
        const bool reference =
            std::any_of(given.cast.begin(), given.cast.end(), [&](const auto& it) {
                return std::count(it.inputs.begin(), it.inputs.end(), input.name) != 0;
            });
        const auto found = inputs.find(input.name);
        const auto bytes =
            static_cast<std::size_t>(input.frames) * static_cast<std::size_t>(input.size.height) *
            static_cast<std::size_t>(input.size.width) * static_cast<std::size_t>(input.channels);
        if (!reference && (found == inputs.end() || found->second.bytes.size() != bytes ||
                           found->second.size != input.size)) {
            problems.push_back({"/inputs", "the pixels of \"" + input.name + "\" did not come"});
        }
    }
    if (!problems.empty()) {
        throw InvalidRequest(std::move(problems));
    }
    const c10::InferenceMode no_gradients;
    const Request request = resolved(given, limits_);
    const ClipShape shape = shape_of(request);
    if (stop.stop_requested()) {
        throw Cancelled();
    }

    // 1. load and forecast
    const Model& model = loaded_with(request.loras);
    expect_memory(memory_of(model, shape, branches_of(model, request)));
    const StageSeconds seconds = stage_seconds(model, request);
    Pace pace(observer, seconds.whole());
    pace.tell(Stage::load, 1, 1, 0.01);

    // 2. words, pictures, brush, cast
    const Prompt prompt = complete_prompt(request, model.world);
    const Conditions conditions = conditions_of(request, prompt, inputs, cast, model, stop);
    pace.tell(Stage::encode, 1, 1, 0.05);

    // 3. noise to latents
    const double decoded = std::min(0.3, seconds.decode / std::max(seconds.whole(), 1e-3));
    const double until = 0.98 - decoded;
    const at::Tensor latents = sample(model, request, conditions, pace, until, stop);

    // 4. latents to frames
    Generated made;
    made.size = request.size;
    made.frames = request.frames;
    made.rate = frame_rate;
    made.rgb.reserve(static_cast<std::size_t>(3 * shape.frames * shape.height * shape.width));
    const int latent_count = static_cast<int>(latents.size(2));
    Autoencoder::Stream stream;
    for (int i = 0; i < latent_count; ++i) {
        if (stop.stop_requested()) {
            throw Cancelled();
        }
        append_rgb(model.autoencoder->decode(latents.slice(2, i, i + 1), stream).squeeze(0),
                   made.rgb);
        pace.tell(Stage::decode, i + 1, latent_count, until + decoded * (i + 1) / latent_count);
    }

    // 5. sound, heard from the latents alone
    made.recipe.mechanisms = conditions.mechanisms;
    for (const Lora& lora : request.loras) {
        made.recipe.mechanisms.push_back(
            "lora: " + lora.name +
            (lora.weight == 0 ? ", left out by its weight" : ", added to the denoiser's blocks"));
    }
    if (request.sound && model.sound) {
        const double length = static_cast<double>(request.frames) / frame_rate;
        const auto bins = static_cast<std::int64_t>(std::lround(length * sound_bins_per_second));
        const SoundRoll roll = hear(*model.sound, latents, bins);
        const NoiseStream grains(static_cast<std::uint64_t>(request.seed), "sound");
        Sound sound = sound_of(
            track_of(roll, length, model.onset_threshold), length, grains.bits(0, 0, 0, 0));
        made.cues = std::move(sound.cues);
        made.sound = std::move(sound.mix);
        made.recipe.mechanisms.emplace_back("sound: events heard from the latents");
    } else if (request.sound) {
        made.recipe.mechanisms.push_back("sound: none, because " + model.no_sound);
    }
    pace.tell(Stage::sound, 1, 1, 1);

    // 6. latents and recipe
    Checkpoint kept;
    kept.tensors["latents"] = latents.squeeze(0).to(at::kHalf).contiguous();
    kept.metadata = {{"family", limits_.family}, {"rate", std::to_string(frame_rate)}};
    made.latents = safetensors_bytes(kept);
    Recipe& recipe = made.recipe;
    recipe.request = request;
    recipe.model_hashes = model.hashes;
    recipe.completed_prompt = prompt.text;
    recipe.grounding = prompt.grounding;
    recipe.noise = request.noise;
    recipe.solver = solver_name;
    recipe.schedule = schedule_name;
    recipe.instruction_set = kernels::name_of(kernels::isa());
    recipe.threads = at::get_num_threads();
    recipe.device = "cpu";
    recipe.engine_build = engine_build();
    return made;
} catch (const std::bad_alloc&) {
    throw OutOfMemory(memory_of(loaded(), shape_of(given), branches_of(loaded(), given)),
                      free_memory());
} catch (const c10::Error& error) {
    if (std::string(error.what()).find("can't allocate memory") == std::string::npos) {
        throw;
    }
    throw OutOfMemory(memory_of(loaded(), shape_of(given), branches_of(loaded(), given)),
                      free_memory());
}

} // namespace

std::unique_ptr<Family> make_family(std::filesystem::path weights,
                                    std::vector<std::filesystem::path> lora_folders)
{
    return std::make_unique<Previs>(std::move(weights), std::move(lora_folders));
}

} // namespace rushlight::generation::previs
