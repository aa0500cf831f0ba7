#include "generation/protocol/lora_files.hpp"
#include "generation/training/analyzers/classical.hpp"
#include "generation/training/evaluation/examiner.hpp"
#include "generation/training/examples.hpp"
#include "generation/training/lora_run.hpp"
#include "generation/training/stages.hpp"

#include <ATen/ATen.h>
#include <c10/core/InferenceMode.h>

#include <cstdlib>

namespace rushlight::generation::training {

namespace {

constexpr world::Style taught = world::Style::neon; ///< the first weights have never seen it
constexpr int side = 256;

world::Scene in_style(world::Scene scene, world::Style style)
{
    scene.style = style;
    return scene;
}

/// What is said of a scene without its style.
std::string words_of(const world::Scene& scene, std::uint64_t seed)
{
    world::Caption caption;
    do {
        caption = world::write_caption(scene, seed++, world::Density::half);
    } while (caption.slots.has(world::Axis::style));
    return caption.text;
}

at::Tensor picture_of_scene(const world::Scene& scene)
{
    return video_of(world::render(scene, side, side, 1, clip_rate, {}));
}

/// The styles by A2's statistics of pictures that went through the autoencoder, as made clips do.
class Styles {
public:
    explicit Styles(const std::vector<std::vector<at::Tensor>>& seen) // [style][picture] → [K]
    {
        std::vector<at::Tensor> all, centres;
        for (const auto& pictures : seen) {
            all.insert(all.end(), pictures.begin(), pictures.end());
            centres.push_back(at::stack(pictures).mean(0));
        }
        deviation_ = at::stack(all).std(0).clamp_min(1e-6);
        centres_ = at::stack(centres) / deviation_;
    }

    [[nodiscard]] world::Style nearest(const at::Tensor& statistics) const
    {
        const at::Tensor away = (centres_ - statistics / deviation_).square().sum(1);
        return static_cast<world::Style>(away.argmin().item<std::int64_t>());
    }

private:
    at::Tensor centres_, deviation_;
};

} // namespace

void Examiner::loras()
{
    constexpr int pictures = 16, known = 24;
    const auto folder = default_run_folder("lora-evaluation");
    std::filesystem::remove_all(folder);

    // 1. sixteen pictures of one style, from training seeds, and the LoRA that a creator would make
    for (int i = 0; i < pictures; ++i) {
        const auto seed = training_seed(8, static_cast<std::uint64_t>(i));
        const world::Scene scene = training_scene(seed, model_.world);
        write_example(folder / "examples",
                      {std::to_string(i),
                       words_of(scene, seed),
                       bytes_of(picture_of_scene(in_style(scene, taught)))});
    }
    LoraRequest lesson;
    lesson.examples = folder / "examples";
    lesson.weights = request_.models / "previs" / "weights";
    lesson.out = folder / "loras" / "style.safetensors";
    lesson.folder = folder / "run";
    lesson.threads = request_.threads;
    std::filesystem::create_directories(folder / "loras");
    {
        const c10::InferenceMode learns(false);
        if (!train_lora(lesson, stop_)) {
            throw std::runtime_error("the evaluation was stopped; nothing was written");
        }
    }

    // a new engine, which looks for LoRAs there, on all threads again
    ::setenv("RUSHLIGHT_LORAS", (folder / "loras").c_str(), 1);
    engine_ = std::make_unique<Engine>(request_.models.string(), request_.threads);

    // 2. how the styles look
    std::vector<std::vector<at::Tensor>> seen(
        static_cast<std::size_t>(world::classes(world::Axis::style)));
    for (int i = 0; i < known; ++i) {
        const auto scene =
            world::sample_scene(validation_seed(static_cast<std::uint64_t>(i)), model_.world);
        for (std::size_t style = 0; style < seen.size(); ++style) {
            seen[style].push_back(style_statistics(reconstructed(
                picture_of_scene(in_style(scene, static_cast<world::Style>(style))))));
        }
        tell("styles", i + 1, known);
    }
    const Styles styles(seen);

    // 3. held-out words with and without it
    const auto file = find_lora({folder / "loras"}, "style");

    struct Outcome {
        std::vector<double> style, kind, place, time, hour;
    } with, without, real;

    // the same drawing, whatever its colours: with and without it, against the next shot's, and as
    // the renderer draws both styles
    std::vector<double> drawing, next_drawing, real_drawing;
    at::Tensor before;
    Sheet sheet{"lora", "Two of sixteen pictures; then without and with the LoRA", {}};
    const auto add = [&](Outcome& outcome, const at::Tensor& clip, const world::Scene& scene) {
        const Analysis analysis = analyze(clip);
        const auto right = [&](world::Axis axis) {
            return said(analysis, axis) == world::label(scene, axis) ? 1.0 : 0.0;
        };
        outcome.style.push_back(styles.nearest(style_statistics(clip)) == taught ? 1 : 0);
        outcome.kind.push_back(right(world::Axis::kind));
        outcome.place.push_back(right(world::Axis::place));
        outcome.time.push_back(right(world::Axis::time));
        outcome.hour.push_back(hour_of(clip, model_.world) == scene.time ? 1 : 0);
    };
    for (int i = 0; i < request_.clips; ++i) {
        const world::Scene wanted = scene(40000 + i);
        Request made = request_for(words_of(wanted, static_cast<std::uint64_t>(i)), i);
        made.frames = 9;
        const at::Tensor plain = generate(made);
        made.loras = {{"style", file->sha256, 1}};
        const at::Tensor styled = generate(made);
        add(without, plain, wanted);
        add(with, styled, wanted);
        const at::Tensor real_styled = reconstructed(picture_of_scene(in_style(wanted, taught)));
        add(real, real_styled, wanted);
        drawing.push_back(edge_agreement(plain, styled));
        if (before.defined()) {
            next_drawing.push_back(edge_agreement(before, styled));
        }
        before = plain;
        real_drawing.push_back(
            edge_agreement(reconstructed(picture_of_scene(wanted)), real_styled));
        if (i < 6) {
            const auto example =
                training_scene(training_seed(8, static_cast<std::uint64_t>(i)), model_.world);
            sheet.rows.push_back(frames_of(picture_of_scene(in_style(example, taught)), 1));
            for (const at::Tensor& clip : {plain, styled}) {
                for (Picture& picture : frames_of(clip, 2)) {
                    sheet.rows.back().push_back(std::move(picture));
                }
            }
        }
        tell("lora", i + 1, request_.clips);
    }
    const auto report = [&](const std::string& what, std::vector<double> Outcome::* which) {
        Row row = row_of("lora: " + what + ", with it", with.*which, mean_of);
        row.floor = mean_of(without.*which);
        row.ceiling = mean_of(real.*which);
        rows_.push_back(row);
        rows_.push_back(row_of("lora: " + what + ", without", without.*which, mean_of));
    };
    report("nearest of ten styles is the taught one (A2)", &Outcome::style);
    report("kind as said (A1)", &Outcome::kind);
    report("place as said (A1)", &Outcome::place);
    report("time as said (A1)", &Outcome::time);
    report("time as said (A2)", &Outcome::hour);
    Row same = row_of("lora: edges as without it (A2)", drawing, mean_of);
    same.floor = mean_of(next_drawing);
    same.ceiling = mean_of(real_drawing);
    rows_.push_back(same);
    write_jpeg(folder / "lora.jpg", contact_sheet(sheet.rows, 160));
    sheets_.push_back(std::move(sheet));
}

} // namespace rushlight::generation::training
