#include "generation/training/lesson.hpp"

#include "generation/checkpoint/safetensors.hpp"
#include "generation/training/ahead.hpp"
#include "generation/training/crew.hpp"

#include <ATen/ATen.h>
#include <c10/core/GradMode.h>
#include <torch/csrc/autograd/autograd.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <fstream>
#include <numbers>
#include <optional>
#include <stdexcept>

namespace rushlight::generation::training {

namespace {

using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point start)
{
    return std::chrono::duration<double>(Clock::now() - start).count();
}

void save(const std::filesystem::path& file, const Optimizer& optimizer, std::int64_t step)
{
    Checkpoint checkpoint;
    for (const auto& [name, tensor] : optimizer.weights()) {
        checkpoint.tensors["weights." + name] = tensor.cpu();
    }
    for (const auto& [name, tensor] : optimizer.average()) {
        checkpoint.tensors["average." + name] = tensor.cpu();
    }
    for (const auto& [name, tensor] : optimizer.state()) {
        checkpoint.tensors["state." + name] = tensor.cpu();
    }
    checkpoint.metadata["step"] = std::to_string(step);
    write_safetensors(file, checkpoint);
}

NamedTensors below(const NamedTensors& all, const std::string& prefix)
{
    NamedTensors found;
    for (const auto& [name, tensor] : all) {
        if (name.rfind(prefix, 0) == 0) {
            found[name.substr(prefix.size())] = tensor;
        }
    }
    return found;
}

/// What one member of the crew works with: its own differentiable views of the shared weights.
struct Bench {
    std::vector<at::Tensor> leaves; ///< in name order
    std::unique_ptr<Learner> learner;
};

/// What one piece of a step gives.
struct Piece {
    std::vector<at::Tensor> gradients; ///< undefined where the loss does not depend on the weight
    std::map<std::string, double> report;
    double loss = 0;

    void learn(Bench& bench, const Draw& draw, const Material& material)
    {
        const at::Tensor made = bench.learner->loss(material, draw, report);
        loss = made.item<double>();
        if (!std::isfinite(loss)) {
            throw std::runtime_error("training stopped: the loss is not finite at step " +
                                     std::to_string(draw.step) +
                                     "; go on from the last checkpoint with a lower learning rate");
        }
        gradients = torch::autograd::grad({made}, bench.leaves, {}, {}, false, true);
    }
};

NamedTensors placed(NamedTensors tensors, at::Device device)
{
    for (auto& [name, tensor] : tensors) {
        tensor = tensor.to(device);
    }
    return tensors;
}

} // namespace

double rate_at(const Plan& plan, std::int64_t step, double done)
{
    const double warm =
        plan.warm_up > 0
            ? std::min(1.0, static_cast<double>(step + 1) / static_cast<double>(plan.warm_up))
            : 1.0;
    const double left = plan.decay > 0 ? std::min(1.0, (1 - done) / plan.decay) : 1.0;
    return warm * std::max(0.05, left);
}

NamedTensors Lesson::finish(const NamedTensors& average)
{
    NamedTensors shipped;
    for (const auto& [tensor_name, tensor] : average) {
        if (ships(tensor_name)) {
            shipped[tensor_name] = tensor;
        }
    }
    return shipped;
}

RunResult train(Lesson& lesson, const RunSettings& settings)
{
    const Plan plan = lesson.plan();
    const std::string name = lesson.name();
    std::filesystem::create_directories(settings.folder);
    const auto checkpoint_file = settings.folder / (name + ".checkpoint.safetensors");

    Crew crew(settings.threads);
    Optimizer optimizer(placed(lesson.initial(), settings.device), plan.optimizer);
    std::int64_t step = 0;
    if (settings.resume && std::filesystem::exists(checkpoint_file)) {
        const Checkpoint saved = read_safetensors(checkpoint_file);
        optimizer.load(below(saved.tensors, "weights."),
                       below(saved.tensors, "average."),
                       below(saved.tensors, "state."));
        step = std::stoll(saved.metadata.at("step"));
    } else if (!settings.begin_from.empty()) {
        NamedTensors from = settings.begin_from;
        std::string begun;
        for (const auto& [tensor_name, tensor] : optimizer.weights()) {
            if (from.emplace(tensor_name, tensor).second && lesson.ships(tensor_name)) {
                begun += " " + tensor_name;
            }
        }
        if (!begun.empty() && !settings.quiet) {
            std::printf("%s: not in the weights that it begins from, and begun anew:%s\n",
                        name.c_str(),
                        begun.c_str());
        }
        optimizer.load(from);
    }
    const std::int64_t first_step = step;

    std::vector<Bench> benches(settings.ahead ? 1 : static_cast<std::size_t>(crew.size()));
    for (Bench& bench : benches) {
        NamedTensors leaves;
        for (const auto& [weight_name, weight] : optimizer.weights()) {
            leaves[weight_name] = weight.detach().requires_grad_(true); // shares its memory
            bench.leaves.push_back(leaves[weight_name]);
        }
        bench.learner = lesson.learner(leaves);
    }

    std::ofstream curve(settings.folder / (name + ".csv"),
                        settings.resume ? std::ios::app : std::ios::trunc);
    const auto started = Clock::now();
    auto saved_at = started;
    double smooth_loss = 0, smooth_norm = 0, logged_weight = 0;
    const auto done_at = [&](std::int64_t some_step) {
        return settings.minutes > 0
                   ? seconds_since(started) / (60 * settings.minutes)
                   : static_cast<double>(some_step) / static_cast<double>(plan.steps);
    };
    const auto done_share = [&] {
        return done_at(step);
    };
    const int clips = settings.device.is_cpu() ? plan.clips : plan.gpu_clips;
    const int piece_count = settings.ahead ? 1 : std::max(1, std::min(plan.pieces, clips));
    std::optional<Ahead> ahead;
    if (settings.ahead) {
        ahead.emplace(
            *benches[0].learner,
            [&](std::int64_t some_step) {
                return Draw{some_step, 0, 1, clips, done_at(some_step)};
            },
            step,
            crew.size());
    }
    RunResult result;
    bool stopped = false;
    while (true) {
        const double done = done_share();
        if (done >= 1) {
            break;
        }
        if (settings.stop != nullptr && settings.stop->load()) {
            stopped = true;
            break;
        }
        std::vector<Piece> pieces(static_cast<std::size_t>(piece_count));
        if (ahead) {
            const Ahead::Step made = ahead->next();
            pieces[0].learn(benches[0], made.draw, *made.material);
        } else {
            std::atomic<int> next{0};
            crew.run([&](int member) {
                Bench& bench = benches[static_cast<std::size_t>(member)];
                for (int i = next++; i < piece_count; i = next++) {
                    const Draw draw{step, i, piece_count, clips / piece_count, done};
                    pieces[static_cast<std::size_t>(i)].learn(
                        bench, draw, *bench.learner->prepare(draw));
                }
            });
        }
        std::vector<at::Tensor> gradients(benches[0].leaves.size());
        std::atomic<std::size_t> next_weight{0};
        crew.run([&](int) {
            const c10::NoGradGuard no_grad;
            for (std::size_t i = next_weight++; i < gradients.size(); i = next_weight++) {
                at::Tensor sum = at::zeros_like(benches[0].leaves[i]);
                for (const Piece& piece : pieces) {
                    if (piece.gradients[i].defined()) {
                        sum.add_(piece.gradients[i], 1.0 / piece_count);
                    }
                }
                gradients[i] = sum;
            }
        });
        double loss = 0;
        std::map<std::string, double> report;
        std::map<std::string, int> reporters;
        for (const Piece& piece : pieces) {
            loss += piece.loss / piece_count;
            for (const auto& [part, value] : piece.report) {
                report[part] += value;
                ++reporters[part];
            }
        }
        for (auto& [part, value] : report) {
            value /= reporters[part];
        }
        const double norm =
            optimizer.step(std::move(gradients), rate_at(plan, step, done), done, crew);
        ++step;

        logged_weight = 0.95 * logged_weight + 0.05;
        smooth_loss += 0.05 * (loss - smooth_loss);
        smooth_norm += 0.05 * (norm - smooth_norm);
        result.last_loss = loss;
        if (step % 20 == 0) {
            const double spent = seconds_since(started);
            const double now_done = std::max(1e-9, done_share());
            const double before = settings.minutes > 0 ? 0.0
                                                       : static_cast<double>(first_step) /
                                                             static_cast<double>(plan.steps);
            const double left = spent * (1 - now_done) / std::max(1e-9, now_done - before);
            std::string parts;
            for (const auto& [part, value] : report) {
                parts += "," + part + "=" + std::to_string(value);
            }
            curve << step << ',' << spent << ',' << smooth_loss / logged_weight << ','
                  << smooth_norm / logged_weight << parts << '\n'
                  << std::flush;
            if (!settings.quiet) {
                std::printf("%s: step %lld, loss %.4f, norm %.2f, %.1f clips/s, %.0f s, %.0f s "
                            "left%s\n",
                            name.c_str(),
                            static_cast<long long>(step),
                            smooth_loss / logged_weight,
                            smooth_norm / logged_weight,
                            static_cast<double>((step - first_step) * clips) / spent,
                            spent,
                            left,
                            parts.c_str());
                std::fflush(stdout);
            }
        }
        if (plan.look_every > 0 && step % plan.look_every == 0) {
            const c10::NoGradGuard no_grad;
            const auto figures =
                lesson.examine(optimizer.average(), settings.folder / (name + ".jpg"));
            std::string line;
            for (const auto& [figure, value] : figures) {
                line += " " + figure + " " + std::to_string(value);
            }
            curve << "# step " << step << line << '\n' << std::flush;
            if (!settings.quiet) {
                std::printf("%s: examined at step %lld:%s\n",
                            name.c_str(),
                            static_cast<long long>(step),
                            line.c_str());
                std::fflush(stdout);
            }
        }
        if (seconds_since(saved_at) > 60 * plan.save_minutes) {
            save(checkpoint_file, optimizer, step);
            saved_at = Clock::now();
        }
    }
    save(checkpoint_file, optimizer, step);
    result.steps = step;
    result.finished = !stopped;
    const c10::NoGradGuard no_grad;
    result.shipped = lesson.finish(optimizer.average());
    return result;
}

double Dice::normal()
{
    const double u = 1 - uniform();
    const double v = uniform();
    return std::sqrt(-2 * std::log(u)) * std::cos(2 * std::numbers::pi * v);
}

} // namespace rushlight::generation::training
