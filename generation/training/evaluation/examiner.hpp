#pragma once

#include "generation/engine.hpp"
#include "generation/models/previs/model.hpp"
#include "generation/training/analyzers/analyzer.hpp"
#include "generation/training/data.hpp"
#include "generation/training/evaluation/evaluation.hpp"
#include "generation/training/evaluation/report.hpp"
#include "generation/world/captions.hpp"

#include <ATen/core/Tensor.h>

#include <atomic>
#include <memory>
#include <string>
#include <vector>

namespace rushlight::generation::training {

/// Makes clips through the engine and measures them, one task a file. Tasks add to `rows` and
/// `sheets`; a stop throws.
class Examiner {
public:
    Examiner(const EvaluationRequest& request, const std::atomic<bool>& stop);

    /// Text to video: every axis by A1, hour and colour by A2 beside it.
    void words();
    /// Image to video: the first frame as given, and it moves.
    void pictures();
    /// Motion brush: along a path that nothing but the brush tells.
    void brushes();
    /// Remix: the source's drawing under another hour, both at once.
    void remixes();
    /// Cast: who of sixteen is it? Against the wrong reference.
    void references();
    /// Sound heard from the latents of renders.
    void sounds();
    /// First and a later picture given: the later one comes, and it moves in between.
    void keyframes();
    /// The motion score against what moves.
    void motion_scores();
    /// Frames follow from the frames before.
    void stability();
    /// What bounces does so on parabolas.
    void physics();
    /// Ten seconds by extension.
    void streaming();
    /// Four steps against the usual number.
    void few_steps();
    /// Prompts in people's own words (world/free_prompts.txt): what they state is to be seen.
    void free_prompts();
    /// A LoRA of sixteen pictures in a style that the weights do not know: which style is seen, and
    /// what of the words is still followed. Trains for minutes.
    void loras();

    [[nodiscard]] const std::vector<Row>& rows() const { return rows_; }

    [[nodiscard]] const std::vector<Sheet>& sheets() const { return sheets_; }

private:
    static constexpr int side = 256;
    static constexpr int frames = 33;

    /// The share of the clips that a task with controls takes.
    [[nodiscard]] int some(int share) const;

    /// Whether the weights know world v0 alone: the demands are those of its first model.
    [[nodiscard]] bool first_world() const { return model_.world == world::World::v0; }

    [[nodiscard]] world::Scene scene(int number) const;
    [[nodiscard]] static std::string
    caption(const world::Scene& of, int number, world::Density density);
    [[nodiscard]] static at::Tensor rendered(const world::Scene& scene);
    [[nodiscard]] Request request_for(const std::string& prompt, int number) const;
    static void add_input(Request& made, Inputs& inputs, const std::string& name, Pixels pixels);
    at::Tensor generate(const Request& made,
                        const Inputs& inputs = {},
                        const std::vector<VerifiedLikeness>& cast = {});
    [[nodiscard]] Analysis analyze(const at::Tensor& clip) const;
    static int said(const Analysis& analysis, world::Axis axis);
    [[nodiscard]] at::Tensor reconstructed(const at::Tensor& clip) const;
    /// Where A1 sees the subject at the end, as a share of the width from where it should be.
    [[nodiscard]] double end_error(const at::Tensor& clip, const world::Track& end) const;
    void tell(const char* task, int done, int of) const;

    const EvaluationRequest& request_;
    const std::atomic<bool>& stop_;
    std::unique_ptr<Engine> engine_;
    Analyzer analyzer_;
    previs::Model model_;
    std::vector<Row> rows_;
    std::vector<Sheet> sheets_;
};

/// Pictures [3, T, H, W] in −1 … 1 as a request's input.
[[nodiscard]] Pixels pixels_of(const at::Tensor& video);

} // namespace rushlight::generation::training
