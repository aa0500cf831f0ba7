#include "generation/training/optimizer.hpp"

#include "generation/nn/compute.hpp"
#include "generation/training/crew.hpp"

#include <ATen/ATen.h>
#include <c10/core/GradMode.h>

#include <algorithm>
#include <atomic>
#include <cmath>
#include <stdexcept>

namespace rushlight::generation::training {

at::Tensor orthogonalise(const at::Tensor& matrix)
{
    const at::ScalarType type = nn::compute_type(matrix.device());
    at::Tensor x = matrix.to(type);
    const bool tall = x.size(0) > x.size(1);
    if (tall) {
        x = x.t();
    }
    x = x / (matrix.norm().to(type) + 1e-7);
    for (int i = 0; i < 5; ++i) {
        const at::Tensor gram = at::mm(x, x.t());
        const at::Tensor quintic = at::addmm(gram, gram, gram, -4.7750, 2.0315);
        x = at::addmm(x, quintic, x, 3.4445, 1.0);
    }
    if (tall) {
        x = x.t();
    }
    return x.to(at::kFloat);
}

Optimizer::Optimizer(NamedTensors weights, OptimizerSettings settings)
    : weights_(std::move(weights))
    , settings_(std::move(settings))
{
    for (const auto& [name, weight] : weights_) {
        average_[name] = weight.detach().clone();
        first_[name] = at::zeros_like(weight);
        if (!is_matrix(name, weight)) {
            second_[name] = at::zeros_like(weight);
        }
    }
}

bool Optimizer::is_matrix(const std::string& name, const at::Tensor& weight) const
{
    return weight.dim() >= 2 && std::none_of(settings_.adam_names.begin(),
                                             settings_.adam_names.end(),
                                             [&](const std::string& part) {
                                                 return name.find(part) != std::string::npos;
                                             });
}

double Optimizer::step(std::vector<at::Tensor> gradients, double rate, double done, Crew& crew)
{
    const c10::NoGradGuard no_grad;
    std::vector<at::Tensor> norms;
    for (const at::Tensor& gradient : gradients) {
        norms.push_back(gradient.norm());
    }
    const double norm = at::stack(norms).to(at::kDouble).norm().item<double>(); // one wait
    if (!std::isfinite(norm)) {
        throw std::runtime_error("training stopped: the gradient is not finite; go on from the "
                                 "last checkpoint with a lower learning rate");
    }
    const double scale = norm > settings_.clip ? settings_.clip / norm : 1.0;
    ++steps_;
    const double aim = settings_.ema + (settings_.ema_final - settings_.ema) * done;
    const double steps = static_cast<double>(steps_);
    const double keep = std::min(aim, steps / (steps + 10));

    // the members take the weights one by one, largest first, so that the work is even
    std::vector<std::pair<std::int64_t, std::size_t>> order;
    std::vector<const std::string*> names;
    for (const auto& [name, weight] : weights_) {
        order.emplace_back(-weight.numel(), names.size());
        names.push_back(&name);
    }
    std::sort(order.begin(), order.end());
    const auto update = [&](std::size_t index) {
        const std::string& name = *names[index];
        at::Tensor& weight = weights_.at(name);
        const at::Tensor gradient = gradients[index] * scale;
        at::Tensor& first = first_.at(name);
        if (is_matrix(name, weight)) {
            first.mul_(settings_.momentum).add_(gradient);
            const at::Tensor ahead = gradient.add(first, settings_.momentum); // Nesterov
            const at::Tensor flat = ahead.flatten(1);
            const double match =
                0.2 * std::sqrt(static_cast<double>(std::max(flat.size(0), flat.size(1))));
            const double step_size = settings_.muon_rate * rate;
            weight.mul_(1 - step_size * settings_.weight_decay);
            weight.sub_(orthogonalise(flat).view_as(weight), step_size * match);
        } else {
            constexpr double beta_1 = 0.9, beta_2 = 0.95;
            at::Tensor& second = second_.at(name);
            first.mul_(beta_1).add_(gradient, 1 - beta_1);
            second.mul_(beta_2).addcmul_(gradient, gradient, 1 - beta_2);
            const double correct_1 = 1 - std::pow(beta_1, steps);
            const double correct_2 = 1 - std::pow(beta_2, steps);
            weight.addcdiv_(first,
                            (second / correct_2).sqrt_().add_(1e-8),
                            -settings_.adam_rate * rate / correct_1);
        }
        average_.at(name).lerp_(weight, 1 - keep);
    };
    std::atomic<std::size_t> next{0};
    crew.run([&](int) {
        const c10::NoGradGuard member_no_grad;
        for (std::size_t i = next++; i < order.size(); i = next++) {
            update(order[i].second);
        }
    });
    return norm;
}

NamedTensors Optimizer::state() const
{
    NamedTensors state;
    for (const auto& [name, tensor] : first_) {
        state["first." + name] = tensor;
    }
    for (const auto& [name, tensor] : second_) {
        state["second." + name] = tensor;
    }
    state["steps"] = at::full({1}, steps_, at::kLong).to(at::kFloat);
    return state;
}

namespace {

void copy_all(const NamedTensors& from, const std::string& prefix, NamedTensors& to)
{
    for (auto& [name, tensor] : to) {
        const auto found = from.find(prefix + name);
        if (found == from.end() || found->second.sizes() != tensor.sizes()) {
            throw std::runtime_error("the checkpoint does not fit this preset: " + prefix + name +
                                     (found == from.end() ? " is missing" : " has another shape"));
        }
        tensor.copy_(found->second);
    }
}

} // namespace

void Optimizer::load(const NamedTensors& weights,
                     const NamedTensors& average,
                     const NamedTensors& state)
{
    const c10::NoGradGuard no_grad;
    copy_all(weights, "", weights_);
    copy_all(average, "", average_);
    copy_all(state, "first.", first_);
    copy_all(state, "second.", second_);
    steps_ = static_cast<std::int64_t>(state.at("steps").item<float>());
}

void Optimizer::load(const NamedTensors& weights)
{
    const c10::NoGradGuard no_grad;
    copy_all(weights, "", weights_);
    copy_all(weights, "", average_);
}

} // namespace rushlight::generation::training
