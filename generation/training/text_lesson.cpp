#include "generation/training/text_lesson.hpp"

#include "generation/models/previs/text_encoder.hpp"
#include "generation/nn/compute.hpp"
#include "generation/training/data.hpp"
#include "generation/world/words.hpp"

#include <ATen/ATen.h>

#include <algorithm>

namespace rushlight::generation::training {

namespace {

constexpr std::uint64_t stream = 2;

previs::SlotAxes slot_axes()
{
    previs::SlotAxes axes;
    for (int i = 0; i < world::axis_count; ++i) {
        const auto axis = static_cast<world::Axis>(i);
        axes.emplace_back(std::string(world::name(axis)), world::classes(axis));
    }
    return axes;
}

/// Captions and the labels they state.
struct Reading : Material {
    at::Tensor ids;                  ///< [B, L]
    std::vector<at::Tensor> targets; ///< [B] of each axis, −1 where nothing is said
};

Reading read(const std::vector<world::Caption>& captions, int most)
{
    Reading reading;
    std::vector<std::string> texts;
    for (const auto& caption : captions) {
        texts.push_back(caption.text);
    }
    reading.ids = token_ids(texts, most);
    for (int axis = 0; axis < world::axis_count; ++axis) {
        std::vector<std::int64_t> values;
        for (const auto& caption : captions) {
            values.push_back(caption.slots[static_cast<world::Axis>(axis)]);
        }
        reading.targets.push_back(at::tensor(values));
    }
    return reading;
}

class TextLearner : public Learner {
public:
    TextLearner(const NamedTensors& weights, const TextPlan& plan)
        : plan_(plan)
        , weights_(weights)
    {
    }

    [[nodiscard]] std::unique_ptr<Material> prepare(const Draw& draw) const override
    {
        std::vector<world::Caption> captions;
        for (int i = 0; i < draw.clips; ++i) {
            Dice dice(draw.clip(i) * 31 + stream);
            const auto scene = training_scene(training_seed(stream, draw.clip(i)), plan_.world);
            captions.push_back(world::write_caption(scene, dice.bits(), draw_density(dice)));
        }
        return std::make_unique<Reading>(read(captions, plan_.most_tokens));
    }

    at::Tensor
    loss(const Material& material, const Draw&, std::map<std::string, double>& report) override
    {
        const auto& reading = static_cast<const Reading&>(material);
        const at::Device device = device_of(weights_);
        const nn::Weights weights(weights_);
        const previs::TextEncoder encoder(weights, plan_.model.text, nn::compute_type(device));
        const previs::SlotHeads heads(weights, slot_axes(), plan_.model.text);
        const auto logits = heads(encoder(reading.ids));
        at::Tensor loss = logits.front().sum() * 0; // empty captions state nothing
        double right = 0, stated = 0;
        for (std::size_t axis = 0; axis < logits.size(); ++axis) {
            const at::Tensor target = reading.targets[axis].to(device);
            const at::Tensor said = target.ge(0);
            const double count = said.sum().item<double>();
            if (count == 0) {
                continue;
            }
            loss = loss + at::cross_entropy_loss(
                              logits[axis].to(at::kFloat), target, {}, at::Reduction::Mean, -1);
            right += logits[axis].argmax(-1).eq(target).logical_and(said).sum().item<double>();
            stated += count;
        }
        report["right"] = right / std::max(1.0, stated);
        return loss / static_cast<double>(logits.size());
    }

private:
    TextPlan plan_;
    NamedTensors weights_;
};

} // namespace

at::Tensor token_ids(const std::vector<std::string>& captions, int most)
{
    std::vector<std::vector<int>> rows;
    std::size_t length = 1;
    for (const auto& caption : captions) {
        rows.push_back(world::tokenize(caption, most));
        length = std::max(length, rows.back().size());
    }
    at::Tensor ids = at::zeros(
        {static_cast<std::int64_t>(rows.size()), static_cast<std::int64_t>(length)}, at::kLong);
    auto* out = ids.data_ptr<std::int64_t>();
    for (std::size_t row = 0; row < rows.size(); ++row) {
        std::copy(rows[row].begin(), rows[row].end(), out + row * length);
    }
    return ids;
}

world::Density draw_density(Dice& dice)
{
    const double u = dice.uniform();
    return u < 0.60   ? world::Density::dense
           : u < 0.85 ? world::Density::half
           : u < 0.95 ? world::Density::brief
                      : world::Density::empty;
}

NamedTensors TextLesson::initial() const
{
    auto table = previs::tensor_table(plan_.model.text);
    for (auto& line : previs::tensor_table(slot_axes(), plan_.model.text)) {
        table.push_back(std::move(line));
    }
    return nn::make_tensors(table, 2);
}

std::unique_ptr<Learner> TextLesson::learner(const NamedTensors& weights) const
{
    return std::make_unique<TextLearner>(weights, plan_);
}

std::map<std::string, double> TextLesson::examine(const NamedTensors& average,
                                                  const std::filesystem::path&)
{
    const nn::Weights weights(average);
    const previs::TextEncoder encoder(
        weights, plan_.model.text, nn::compute_type(device_of(average)));
    const previs::SlotHeads heads(weights, slot_axes(), plan_.model.text);
    std::vector<world::Caption> captions;
    for (int i = 0; i < plan_.examined_captions; ++i) {
        const auto scene =
            world::sample_scene(validation_seed(static_cast<std::uint64_t>(i)), plan_.world);
        captions.push_back(
            world::write_caption(scene,
                                 static_cast<std::uint64_t>(i),
                                 i % 2 ? world::Density::dense : world::Density::half));
    }
    const Reading reading = read(captions, plan_.most_tokens);
    const auto logits = heads(encoder(reading.ids));
    std::map<std::string, double> figures;
    for (int axis = 0; axis < world::axis_count; ++axis) {
        const auto index = static_cast<std::size_t>(axis);
        const at::Tensor said = reading.targets[index].ge(0);
        if (!said.any().item<bool>()) {
            continue;
        }
        const at::Tensor right =
            logits[index].argmax(-1).cpu().eq(reading.targets[index]).logical_and(said);
        figures[std::string(world::name(static_cast<world::Axis>(axis)))] =
            right.sum().item<double>() / std::max(1.0, said.sum().item<double>());
    }
    return figures;
}

bool TextLesson::ships(const std::string& tensor) const
{
    return tensor.rfind("slots.", 0) != 0;
}

std::map<std::string, std::string> TextLesson::metadata() const
{
    return {{"config", plan_.model.denoiser.name},
            {"world", std::string(world::name(plan_.world))}};
}

} // namespace rushlight::generation::training
