#include "generation/training/evaluation/examiner.hpp"

#include "generation/checkpoint/safetensors.hpp"
#include "generation/nn/compute.hpp"
#include "generation/training/analyzer_lesson.hpp"

#include <ATen/ATen.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <stdexcept>

namespace rushlight::generation::training {

namespace {

/// Nobody watches.
class Quiet : public Observer {
public:
    [[nodiscard]] bool wants_previews() const override { return false; }
};

NamedTensors analyzer_weights(const EvaluationRequest& request)
{
    NamedTensors tensors = read_checkpoint(request.analyzers, "analyzer").tensors;
    for (auto& [name, tensor] : tensors) {
        tensor = tensor.to(at::kFloat);
    }
    return tensors;
}

at::Tensor clip_of(const Generated& made)
{
    return at::from_blob(const_cast<std::uint8_t*>(made.rgb.data()),
                         {made.frames, made.size.height, made.size.width, 3},
                         at::kByte)
                   .permute({3, 0, 1, 2})
                   .to(at::kFloat) /
               127.5 -
           1;
}

} // namespace

Pixels pixels_of(const at::Tensor& video)
{
    const at::Tensor bytes = bytes_of(video);
    Pixels pixels;
    pixels.size = {static_cast<int>(bytes.size(2)), static_cast<int>(bytes.size(1))};
    pixels.frames = static_cast<int>(bytes.size(0));
    pixels.bytes.assign(bytes.const_data_ptr<std::uint8_t>(),
                        bytes.const_data_ptr<std::uint8_t>() + bytes.numel());
    return pixels;
}

Examiner::Examiner(const EvaluationRequest& request, const std::atomic<bool>& stop)
    : request_(request)
    , stop_(stop)
    , engine_(std::make_unique<Engine>(request.models.string(), request.threads))
    , analyzer_(nn::Weights(analyzer_weights(request)))
    , model_(previs::load_model(request.models / "previs" / "weights", nn::compute_type()))
{
}

int Examiner::some(int share) const
{
    return std::max(4, request_.clips / share);
}

world::Scene Examiner::scene(int number) const
{
    return world::sample_scene(test_seed(static_cast<std::uint64_t>(number)), model_.world);
}

std::string Examiner::caption(const world::Scene& of, int number, world::Density density)
{
    return world::write_caption(of, static_cast<std::uint64_t>(number), density).text;
}

at::Tensor Examiner::rendered(const world::Scene& scene)
{
    return video_of(world::render(scene, side, side, frames, clip_rate, {}));
}

Request Examiner::request_for(const std::string& prompt, int number) const
{
    Request made;
    made.model = request_.model;
    made.prompt = prompt;
    made.seed = number;
    made.size = {side, side};
    made.frames = frames;
    made.steps = request_.steps;
    made.sound = false;
    return made;
}

void Examiner::add_input(Request& made, Inputs& inputs, const std::string& name, Pixels pixels)
{
    made.inputs.push_back(
        {name, std::string(64, '0'), pixels.size, pixels.frames, pixels.channels});
    inputs[name] = std::move(pixels);
}

at::Tensor Examiner::generate(const Request& made,
                              const Inputs& inputs,
                              const std::vector<VerifiedLikeness>& cast)
{
    if (stop_.load()) {
        throw std::runtime_error("the evaluation was stopped; nothing was written");
    }
    Quiet quiet;
    return clip_of(engine_->generate(made, inputs, cast, quiet, {}));
}

Analysis Examiner::analyze(const at::Tensor& clip) const
{
    return analyzer_(analyzer_view(clip).unsqueeze(0));
}

int Examiner::said(const Analysis& analysis, world::Axis axis)
{
    return static_cast<int>(
        analysis.logits[static_cast<std::size_t>(axis)].argmax(-1).item<std::int64_t>());
}

at::Tensor Examiner::reconstructed(const at::Tensor& clip) const
{
    return model_.autoencoder->decode(model_.autoencoder->encode(clip.unsqueeze(0))).squeeze(0);
}

void Examiner::tell(const char* task, int done, int of) const
{
    if (done % 8 == 0 || done == of) {
        std::printf("evaluate: %s %d of %d\n", task, done, of);
        std::fflush(stdout);
    }
}

} // namespace rushlight::generation::training
