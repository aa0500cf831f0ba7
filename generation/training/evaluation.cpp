#include "generation/training/evaluation.hpp"

#include "generation/checkpoint/safetensors.hpp"
#include "generation/engine.hpp"
#include "generation/models/previs/model.hpp"
#include "generation/models/previs/sound.hpp"
#include "generation/nn/compute.hpp"
#include "generation/training/analyzer_lesson.hpp"
#include "generation/training/analyzers/analyzer.hpp"
#include "generation/training/analyzers/classical.hpp"
#include "generation/training/cache.hpp"
#include "generation/training/denoiser_lesson.hpp"
#include "generation/training/picture.hpp"
#include "generation/training/report.hpp"
#include "generation/training/sound_lesson.hpp"
#include "generation/world/captions.hpp"

#include <ATen/ATen.h>
#include <c10/core/InferenceMode.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <functional>
#include <numeric>
#include <stdexcept>

namespace rushlight::generation::training {

namespace {

constexpr int side = 256;
constexpr int frames = 33;
const ClipShape clip_shape{side, side, frames};

double mean_of(const std::vector<double>& values)
{
    return values.empty() ? 0
                          : std::accumulate(values.begin(), values.end(), 0.0) /
                                static_cast<double>(values.size());
}

double median_of(std::vector<double> values)
{
    if (values.empty()) {
        return 0;
    }
    const auto middle = values.begin() + std::ssize(values) / 2;
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

/// The 95 % interval of a statistic of n clips over 1,000 resamples.
std::pair<double, double>
interval(int n, const std::function<double(const std::vector<std::size_t>&)>& statistic)
{
    Dice dice(95);
    std::vector<double> values;
    std::vector<std::size_t> chosen(static_cast<std::size_t>(n));
    for (int i = 0; i < 1000; ++i) {
        for (auto& index : chosen) {
            index = static_cast<std::size_t>(dice.below(n));
        }
        values.push_back(statistic(chosen));
    }
    std::sort(values.begin(), values.end());
    return {values[25], values[974]};
}

/// A row of one number a clip.
Row row_of(const std::string& name,
           const std::vector<double>& values,
           const std::function<double(std::vector<double>)>& statistic)
{
    Row row;
    row.name = name;
    row.n = static_cast<int>(values.size());
    row.value = statistic(values);
    if (row.n > 0) {
        std::tie(row.low, row.high) = interval(row.n, [&](const auto& chosen) {
            std::vector<double> some;
            for (const auto index : chosen) {
                some.push_back(values[index]);
            }
            return statistic(some);
        });
    }
    return row;
}

/// The demand on a row that has a "not given" control: the intervals do not touch, and the value
/// lies at least a quarter of the way from the control to the ceiling.
void demand_over(Row& row, const Row& control)
{
    row.floor = control.value;
    const bool up = row.ceiling >= control.value;
    const double way = row.ceiling - control.value;
    const double share = std::abs(way) > 1e-9 ? (row.value - control.value) / way : 0;
    row.must = "a quarter of the way from the control to the ceiling, intervals apart";
    row.passed = share >= 0.25 && (up ? row.low > control.high : row.high < control.low);
}

Pixels pixels_of(const at::Tensor& video)
{
    const at::Tensor bytes =
        ((video.clamp(-1, 1) + 1) * 127.5).round().to(at::kByte).permute({1, 2, 3, 0}).contiguous();
    Pixels pixels;
    pixels.size = {static_cast<int>(bytes.size(2)), static_cast<int>(bytes.size(1))};
    pixels.frames = static_cast<int>(bytes.size(0));
    pixels.bytes.assign(bytes.const_data_ptr<std::uint8_t>(),
                        bytes.const_data_ptr<std::uint8_t>() + bytes.numel());
    return pixels;
}

at::Tensor video_of(const Generated& made)
{
    return at::from_blob(const_cast<std::uint8_t*>(made.rgb.data()),
                         {made.frames, made.size.height, made.size.width, 3},
                         at::kByte)
                   .permute({3, 0, 1, 2})
                   .to(at::kFloat) /
               127.5 -
           1;
}

at::Tensor rendered(const world::Scene& scene)
{
    return training::video_of(world::render(scene, side, side, frames, clip_rate, {}));
}

class Evaluation {
public:
    Evaluation(const EvaluationRequest& request, const std::atomic<bool>& stop)
        : request_(request)
        , stop_(stop)
        , engine_(request.models.string(), request.threads)
        , analyzer_(nn::Weights(analyzer_weights(request)))
        , model_(previs::load_model(request.models / "previs" / "weights", nn::compute_type()))
    {
    }

    std::vector<Row> run()
    {
        const c10::InferenceMode no_gradients;
        words();
        pictures();
        brushes();
        remixes();
        references();
        sounds();
        return rows_;
    }

    [[nodiscard]] const std::vector<Sheet>& sheets() const { return sheets_; }

private:
    static NamedTensors analyzer_weights(const EvaluationRequest& request)
    {
        NamedTensors tensors = read_checkpoint(request.analyzers, "analyzer").tensors;
        for (auto& [name, tensor] : tensors) {
            tensor = tensor.to(at::kFloat);
        }
        return tensors;
    }

    /// The share of the clips that a task with controls takes.
    [[nodiscard]] int some(int share) const { return std::max(4, request_.clips / share); }

    [[nodiscard]] static world::Scene scene(int number)
    {
        return world::sample_scene(test_seed(static_cast<std::uint64_t>(number)));
    }

    [[nodiscard]] static std::string
    caption(const world::Scene& of, int number, world::Density density)
    {
        return world::write_caption(of, static_cast<std::uint64_t>(number), density).text;
    }

    [[nodiscard]] Request request_for(const std::string& prompt, int number) const
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

    static void add_input(Request& made, Inputs& inputs, const std::string& name, Pixels pixels)
    {
        made.inputs.push_back(
            {name, std::string(64, '0'), pixels.size, pixels.frames, pixels.channels});
        inputs[name] = std::move(pixels);
    }

    at::Tensor generate(const Request& made,
                        const Inputs& inputs = {},
                        const std::vector<VerifiedLikeness>& cast = {})
    {
        if (stop_.load()) {
            throw std::runtime_error("the evaluation was stopped; nothing was written");
        }
        Observer quiet;
        return video_of(engine_.generate(made, inputs, cast, quiet, {}));
    }

    [[nodiscard]] Analysis analyze(const at::Tensor& clip) const
    {
        return analyzer_(analyzer_view(clip).unsqueeze(0));
    }

    static int said(const Analysis& analysis, world::Axis axis)
    {
        return static_cast<int>(
            analysis.logits[static_cast<std::size_t>(axis)].argmax(-1).item<std::int64_t>());
    }

    [[nodiscard]] at::Tensor reconstructed(const at::Tensor& clip) const
    {
        return model_.autoencoder->decode(model_.autoencoder->encode(clip.unsqueeze(0))).squeeze(0);
    }

    void tell(const char* task, int done, int of) const
    {
        if (done % 8 == 0 || done == of) {
            std::printf("evaluate: %s %d of %d\n", task, done, of);
            std::fflush(stdout);
        }
    }

    /// Text to video: every axis by A1, hour and colour by A2 beside it.
    void words()
    {
        std::array<Labels, world::axis_count> by_a1;
        Labels hour, colour;
        std::vector<double> energy;
        Sheet sheet{
            "words", "Text to video, the first 16 held-out captions: render, then made", {}};
        for (int i = 0; i < request_.clips; ++i) {
            const world::Scene wanted = scene(i);
            const at::Tensor real = rendered(wanted);
            const at::Tensor made =
                generate(request_for(caption(wanted, i, world::Density::dense), i));
            const Analysis of_made = analyze(made), of_real = analyze(real);
            for (int axis = 0; axis < world::axis_count; ++axis) {
                const auto which = static_cast<world::Axis>(axis);
                const int truth = world::label(wanted, which);
                if (truth >= 0) {
                    Labels& labels = by_a1[static_cast<std::size_t>(axis)];
                    labels.generated.push_back(said(of_made, which));
                    labels.rendered.push_back(said(of_real, which));
                    labels.truth.push_back(truth);
                }
            }
            hour.generated.push_back(static_cast<int>(hour_of(made)));
            hour.rendered.push_back(static_cast<int>(hour_of(real)));
            hour.truth.push_back(static_cast<int>(wanted.time));
            colour.generated.push_back(static_cast<int>(colour_of(made)));
            colour.rendered.push_back(static_cast<int>(colour_of(real)));
            colour.truth.push_back(static_cast<int>(wanted.entities.front().colour));
            energy.push_back(motion_energy(made) /
                             std::max(1e-4, motion_energy(reconstructed(real))));
            if (i < 16) {
                if (i % 2 == 0) {
                    sheet.rows.emplace_back();
                }
                for (Picture& picture : frames_of(real, 2)) {
                    sheet.rows.back().push_back(std::move(picture));
                }
                for (Picture& picture : frames_of(made, 3)) {
                    sheet.rows.back().push_back(std::move(picture));
                }
            }
            tell("text to video", i + 1, request_.clips);
        }
        for (int axis = 0; axis < world::axis_count; ++axis) {
            const auto which = static_cast<world::Axis>(axis);
            Row row = normalised_accuracy("words: " + std::string(world::name(which)) + " (A1)",
                                          by_a1[static_cast<std::size_t>(axis)]);
            if (which == world::Axis::time || which == world::Axis::weather ||
                which == world::Axis::place) {
                demand_at_least(row, 0.5);
            } else if (which == world::Axis::kind || which == world::Axis::colour) {
                demand_at_least(row, 0.3);
            }
            rows_.push_back(row);
        }
        rows_.push_back(normalised_accuracy("words: time (A2)", hour));
        rows_.push_back(normalised_accuracy("words: colour (A2)", colour));
        Row moves = row_of("words: motion energy over the render's", energy, median_of);
        moves.ceiling = 1;
        rows_.push_back(moves);
        sheets_.push_back(std::move(sheet));
    }

    /// Image to video: the first frame as given, and it moves.
    void pictures()
    {
        std::vector<double> gaps, energy;
        Sheet sheet{"image", "Image to video: the picture, then made", {}};
        const int count = some(4);
        for (int i = 0; i < count; ++i) {
            const world::Scene wanted = scene(i);
            const at::Tensor real = rendered(wanted);
            const at::Tensor first = real.narrow(1, 0, 1);
            Request made = request_for(caption(wanted, i, world::Density::dense), i);
            Inputs inputs;
            add_input(made, inputs, "first", pixels_of(first));
            made.keyframes = {{"first", 0}};
            const at::Tensor clip = generate(made, inputs);
            const at::Tensor back = reconstructed(real);
            gaps.push_back(psnr(reconstructed(first), first) - psnr(clip.narrow(1, 0, 1), first));
            energy.push_back(motion_energy(clip) / std::max(1e-4, motion_energy(back)));
            if (i < 6) {
                sheet.rows.push_back(frames_of(first, 1));
                for (Picture& picture : frames_of(clip, 4)) {
                    sheet.rows.back().push_back(std::move(picture));
                }
            }
            tell("image to video", i + 1, count);
        }
        Row gap =
            row_of("image: first frame's PSNR below the autoencoder's own, dB", gaps, mean_of);
        gap.must = "≤ 4";
        gap.passed = gap.value <= 4;
        rows_.push_back(gap);
        Row moves = row_of("image: motion energy over the render's", energy, median_of);
        moves.ceiling = 1;
        moves.must = "0.5 … 1.5";
        moves.passed = moves.value >= 0.5 && moves.value <= 1.5;
        rows_.push_back(moves);
        sheets_.push_back(std::move(sheet));
    }

    /// Where A1 sees the subject at the end, as a share of the width from where it should be.
    [[nodiscard]] double end_error(const at::Tensor& clip, const world::Track& end) const
    {
        const at::Tensor seen = analyze(clip).centres[0][0][Analyzer::frames - 1].to(at::kDouble);
        return std::hypot(seen[0].item<double>() - end.x, seen[1].item<double>() - end.y);
    }

    /// Motion brush: along a path that nothing but the brush tells, there and mirrored.
    void brushes()
    {
        std::vector<double> with, without, ideal;
        Sheet sheet{"brush", "Motion brush: with the stroke, then without", {}};
        const int count = some(3);
        for (int i = 0, found = 0; found < count && i < 40 * count; ++i) {
            const world::Scene wanted = scene(10000 + i);
            world::RenderOptions maps;
            maps.maps = true;
            const auto first = world::render(wanted, side, side, 1, clip_rate, maps);
            const auto track = world::render(wanted, 32, 32, frames, clip_rate, {}).tracks.front();
            const double travelled =
                std::hypot(track.back().x - track.front().x, track.back().y - track.front().y);
            const auto inside = [](const world::Track& t) {
                return t.visible && t.x > 0.1 && t.x < 0.9 && t.y > 0.1 && t.y < 0.9;
            };
            // the subject stands in the picture at both ends and goes somewhere: from the labels
            // alone, before anything is made
            if (travelled < 0.2 || !inside(track.front()) || !inside(track.back())) {
                continue;
            }
            ++found;
            const at::Tensor picture = training::video_of(first);
            Request made = request_for(caption(wanted, i, world::Density::brief), i);
            Inputs inputs;
            add_input(made, inputs, "first", pixels_of(picture));
            made.keyframes = {{"first", 0}};
            const at::Tensor plain = generate(made, inputs);
            without.push_back(end_error(plain, track.back()));
            Pixels mask;
            mask.size = {side, side};
            mask.channels = 1;
            for (const auto who : first.who) {
                mask.bytes.push_back(who == 1 ? 255 : 0);
            }
            add_input(made, inputs, "mask", std::move(mask));
            BrushRegion region;
            region.mask = "mask";
            for (int k = 0; k < frames; k += 4) {
                const auto& place = track[static_cast<std::size_t>(k)];
                region.path.push_back({std::clamp(place.x, 0.0, 1.0),
                                       std::clamp(place.y, 0.0, 1.0),
                                       k / (frames - 1.0)});
            }
            made.brush = {region};
            const at::Tensor stroked = generate(made, inputs);
            with.push_back(end_error(stroked, track.back()));
            ideal.push_back(end_error(reconstructed(rendered(wanted)), track.back()));
            if (found <= 5) {
                sheet.rows.push_back(frames_of(stroked, 3));
                for (Picture& shown : frames_of(plain, 3)) {
                    sheet.rows.back().push_back(std::move(shown));
                }
            }
            tell("motion brush", found, count);
        }
        Row row = row_of("brush: end-point error, widths", with, median_of);
        const Row control = row_of("brush: the same without a stroke", without, median_of);
        row.ceiling = median_of(ideal);
        demand_over(row, control);
        rows_.push_back(row);
        rows_.push_back(control);
        sheets_.push_back(std::move(sheet));
    }

    /// Remix: the source's drawing under another hour, both at once.
    void remixes()
    {
        std::vector<double> joint, whole, copy, ideal;
        Sheet sheet{"remix", "Remix: source, then made, then the render in that look", {}};

        struct Case {
            double same, other;
        };

        const int count = some(4);
        std::vector<world::Scene> sources, looks;
        for (int i = 0; std::ssize(sources) < count && i < 40 * count; ++i) {
            const world::Scene source = scene(20000 + i);
            world::Scene look = world::with_changed_look(source, static_cast<std::uint64_t>(i));
            if (look.time != source.time) {
                sources.push_back(source);
                looks.push_back(look);
            }
        }
        // a drawing counts as kept half-way between unrelated clips and the same scene re-inked
        double same = 0, other = 0;
        std::vector<at::Tensor> real, target;
        for (std::size_t i = 0; i < sources.size(); ++i) {
            real.push_back(rendered(sources[i]));
            target.push_back(rendered(looks[i]));
        }
        for (std::size_t i = 0; i < real.size(); ++i) {
            same += edge_agreement(real[i], target[i]) / static_cast<double>(real.size());
            other += edge_agreement(real[i], target[(i + 1) % real.size()]) /
                     static_cast<double>(real.size());
        }
        const double bound = (same + other) / 2;
        for (std::size_t i = 0; i < real.size(); ++i) {
            const int number = static_cast<int>(i);
            const auto both = [&](const at::Tensor& clip) {
                const bool kept = edge_agreement(clip, real[i]) >= bound;
                const bool right =
                    said(analyze(clip), world::Axis::time) == static_cast<int>(looks[i].time);
                return kept && right ? 1.0 : 0.0;
            };
            Request made = request_for(caption(looks[i], number, world::Density::dense), number);
            Inputs inputs;
            add_input(made, inputs, "source", pixels_of(real[i]));
            made.source = Source{"source", 0.8, 0};
            const at::Tensor clip = generate(made, inputs);
            joint.push_back(both(clip));
            made.source->strength = 1;
            whole.push_back(both(generate(made, inputs)));
            copy.push_back(both(reconstructed(real[i])));
            ideal.push_back(both(reconstructed(target[i])));
            if (i < 5) {
                sheet.rows.push_back(frames_of(real[i], 2));
                for (const at::Tensor& shown : {clip, target[i]}) {
                    for (Picture& picture : frames_of(shown, 2)) {
                        sheet.rows.back().push_back(std::move(picture));
                    }
                }
            }
            tell("remix", number + 1, count);
        }
        Row row = row_of("remix: drawing kept and new hour right", joint, mean_of);
        Row without = row_of("remix: the same at strength 1 (drawing not given)", whole, mean_of);
        Row copied = row_of("remix: the source itself (hour not followed)", copy, mean_of);
        row.ceiling = mean_of(ideal);
        demand_over(row, without.value >= copied.value ? without : copied);
        rows_.push_back(row);
        rows_.push_back(without);
        rows_.push_back(copied);
        sheets_.push_back(std::move(sheet));
    }

    /// Cast: who of sixteen is it? Against the wrong reference.
    void references()
    {
        constexpr int candidates = 16;
        std::vector<double> with, wrong, ideal;
        Sheet sheet{"cast", "Cast: the reference, then made", {}};
        const int count = some(4);
        std::vector<at::Tensor> pictures, identities;
        std::vector<world::Scene> scenes;
        for (int i = 0; i < count + candidates; ++i) {
            scenes.push_back(scene(30000 + i));
            const auto& subject = scenes.back().entities.front();
            pictures.push_back(reference_picture(subject, static_cast<std::uint64_t>(2 * i)));
            // what is looked for is another picture of the same subject
            identities.push_back(
                analyzer_(
                    still_view(reference_picture(subject, static_cast<std::uint64_t>(2 * i + 1)))
                        .unsqueeze(0))
                    .identity[0]);
        }
        const auto found = [&](const at::Tensor& clip, int i) {
            std::vector<at::Tensor> line;
            for (int k = 0; k < candidates; ++k) {
                line.push_back(identities[static_cast<std::size_t>(i + k)]);
            }
            const at::Tensor alike = at::mv(at::stack(line), analyze(clip).identity[0]);
            return alike.argmax().item<std::int64_t>() == 0 ? 1.0 : 0.0;
        };
        for (int i = 0; i < count; ++i) {
            const auto index = static_cast<std::size_t>(i);
            Request made = request_for("@star in the meadow at noon", i);
            made.cast = {{"star", cast_word(scenes[index].entities.front().kind), {"picture"}}};
            made.inputs.push_back({"picture", std::string(64, '0'), {128, 128}, 1, 4});
            const auto likeness = [&](std::size_t who) {
                Pixels plain = pixels_of(pictures[who].unsqueeze(1));
                Pixels cut;
                cut.size = plain.size;
                cut.channels = 4;
                for (std::size_t p = 0; p < plain.bytes.size(); p += 3) {
                    cut.bytes.insert(cut.bytes.end(),
                                     {plain.bytes[p], plain.bytes[p + 1], plain.bytes[p + 2], 255});
                }
                return VerifiedLikeness{"star", {cut}};
            };
            const at::Tensor clip = generate(made, {}, {likeness(index)});
            with.push_back(found(clip, i));
            wrong.push_back(found(generate(made, {}, {likeness(index + 7)}), i));
            ideal.push_back(found(rendered(scenes[index]), i));
            if (i < 6) {
                sheet.rows.push_back({picture_of(pictures[index])});
                for (Picture& picture : frames_of(clip, 4)) {
                    sheet.rows.back().push_back(std::move(picture));
                }
            }
            tell("cast", i + 1, count);
        }
        Row row = row_of("cast: found among sixteen", with, mean_of);
        const Row control = row_of("cast: the same with a wrong reference", wrong, mean_of);
        row.ceiling = mean_of(ideal);
        demand_over(row, control);
        rows_.push_back(row);
        rows_.push_back(control);
        sheets_.push_back(std::move(sheet));
    }

    /// Sound heard from the latents of renders.
    void sounds()
    {
        if (!model_.sound) {
            return;
        }
        constexpr double seconds = frames / clip_rate;
        const int count = some(2);
        std::vector<OnsetScore> scores, late;
        for (int i = 0; i < count; ++i) {
            const world::Scene heard = scene(40000 + i);
            const at::Tensor latents = model_.autoencoder->encode(rendered(heard).unsqueeze(0));
            const auto track = previs::track_of(
                (*model_.sound)(latents, std::lround(seconds * previs::sound_bins_per_second)),
                seconds,
                model_.onset_threshold);
            auto truth = world::events_of(heard, seconds);
            scores.push_back(score_onsets(track, truth));
            for (auto& event : truth.events) {
                event.time += 0.4;
            }
            late.push_back(score_onsets(track, truth));
        }
        const auto f1 = [](const std::vector<OnsetScore>& all,
                           const std::vector<std::size_t>& chosen) {
            OnsetScore sum;
            for (const auto index : chosen) {
                sum.right += all[index].right;
                sum.said += all[index].said;
                sum.wanted += all[index].wanted;
            }
            return sum.f1();
        };
        std::vector<std::size_t> all(scores.size());
        std::iota(all.begin(), all.end(), 0);
        Row row;
        row.name = "sound: onset F1 within 50 ms, on renders";
        row.n = count;
        row.value = f1(scores, all);
        row.floor = f1(late, all);
        row.ceiling = 1;
        std::tie(row.low, row.high) =
            interval(count, [&](const auto& chosen) { return f1(scores, chosen); });
        demand_at_least(row, 0.5);
        rows_.push_back(row);
    }

    const EvaluationRequest& request_;
    const std::atomic<bool>& stop_;
    Engine engine_;
    Analyzer analyzer_;
    previs::Model model_;
    std::vector<Row> rows_;
    std::vector<Sheet> sheets_;
};

} // namespace

Row normalised_accuracy(const std::string& name, const Labels& labels)
{
    Row row;
    row.name = name;
    row.n = static_cast<int>(labels.truth.size());
    if (row.n == 0) {
        return row;
    }

    struct Parts {
        double accuracy, floor, ceiling;
    };

    const auto parts = [&](const std::vector<std::size_t>& chosen) {
        Parts made{0, 0, 0};
        const double n = static_cast<double>(chosen.size());
        std::map<int, double> answers, truths;
        for (const auto i : chosen) {
            made.accuracy += labels.generated[i] == labels.truth[i] ? 1 / n : 0;
            made.ceiling += labels.rendered[i] == labels.truth[i] ? 1 / n : 0;
            answers[labels.generated[i]] += 1 / n;
            truths[labels.truth[i]] += 1 / n;
        }
        for (const auto& [value, share] : answers) {
            const auto found = truths.find(value);
            made.floor += found == truths.end() ? 0 : share * found->second;
        }
        return made;
    };
    const auto normalised = [](const Parts& p) {
        return p.ceiling - p.floor > 0.02 ? (p.accuracy - p.floor) / (p.ceiling - p.floor) : 0.0;
    };
    std::vector<std::size_t> all(labels.truth.size());
    std::iota(all.begin(), all.end(), 0);
    const Parts whole = parts(all);
    row.value = normalised(whole);
    row.floor = whole.floor;
    row.ceiling = whole.ceiling;
    std::tie(row.low, row.high) =
        interval(row.n, [&](const auto& chosen) { return normalised(parts(chosen)); });
    return row;
}

void demand_at_least(Row& row, double least)
{
    char text[32];
    std::snprintf(text, sizeof text, "≥ %g", least);
    row.must = text;
    row.passed = row.value >= least;
}

std::vector<Row> evaluate(const EvaluationRequest& request, const std::atomic<bool>& stop)
{
    if (request.model != "previs") {
        throw std::invalid_argument("there is no evaluation of " + request.model +
                                    "; the model is previs");
    }
    Evaluation evaluation(request, stop);
    auto rows = evaluation.run();
    write_report(request, rows, evaluation.sheets());
    return rows;
}

} // namespace rushlight::generation::training
