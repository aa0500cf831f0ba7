#include "generation/models/previs/model.hpp"

#include "generation/checkpoint/safetensors.hpp"
#include "generation/engine.hpp"
#include "generation/protocol/sha256.hpp"

#include <algorithm>
#include <cmath>
#include <fstream>
#include <set>
#include <sstream>
#include <stdexcept>

namespace rushlight::generation::previs {

namespace {

namespace fs = std::filesystem;

using Metadata = std::map<std::string, std::string>;

std::string value_of(const Metadata& metadata, const std::string& key, const std::string& otherwise)
{
    const auto found = metadata.find(key);
    return found == metadata.end() ? otherwise : found->second;
}

double number_of(const Metadata& metadata, const std::string& key, double otherwise)
{
    return metadata.count(key) == 0 ? otherwise : std::stod(metadata.at(key));
}

Scale scale_named(const std::string& name)
{
    for (const Scale scale : all_scales) {
        if (name == name_of(scale)) {
            return scale;
        }
    }
    throw std::invalid_argument("no scale is called " + name);
}

std::vector<std::string> split(const std::string& text, char at)
{
    std::vector<std::string> parts;
    std::istringstream in(text);
    for (std::string part; std::getline(in, part, at);) {
        parts.push_back(part);
    }
    return parts;
}

std::string hash_of(const fs::path& file)
{
    Sha256 sum;
    std::ifstream in(file, std::ios::binary);
    std::vector<char> buffer(1 << 20);
    while (in.read(buffer.data(), static_cast<std::streamsize>(buffer.size())), in.gcount() > 0) {
        sum.update({reinterpret_cast<const std::uint8_t*>(buffer.data()),
                    static_cast<std::size_t>(in.gcount())});
    }
    std::string hex;
    for (const std::uint8_t byte : sum.digest()) {
        hex += "0123456789abcdef"[byte >> 4];
        hex += "0123456789abcdef"[byte & 15];
    }
    return hex;
}

AutoencoderConfig autoencoder_config(const Metadata& metadata)
{
    AutoencoderConfig config;
    const auto widths = split(value_of(metadata, "widths", ""), ',');
    if (widths.size() == config.widths.size()) {
        std::transform(widths.begin(), widths.end(), config.widths.begin(), [](const auto& width) {
            return std::stoi(width);
        });
    }
    config.encoder_blocks =
        static_cast<int>(number_of(metadata, "encoder_blocks", config.encoder_blocks));
    config.decoder_blocks =
        static_cast<int>(number_of(metadata, "decoder_blocks", config.decoder_blocks));
    return config;
}

/// One part's weights: read, counted and hashed into the model, as fp32
class Loader {
public:
    Loader(const fs::path& folder, Model& model)
        : folder_(folder)
        , model_(model)
    {
    }

    nn::Weights load(const std::string& part, Metadata& metadata) const
    {
        Checkpoint checkpoint = read_checkpoint(folder_, part);
        for (const fs::path& file : checkpoint_files(folder_, part)) {
            model_.hashes[file.filename().string()] = hash_of(file);
        }
        for (auto& [name, tensor] : checkpoint.tensors) {
            if (tensor.is_floating_point()) {
                tensor = tensor.to(at::kFloat);
            }
            model_.bytes += static_cast<std::int64_t>(tensor.nbytes());
        }
        if (value_of(checkpoint.metadata, "format", "1") != "1") {
            throw CheckpointError(CheckpointError::Code::malformed,
                                  part + " is of a newer format; update Rushlight");
        }
        metadata = std::move(checkpoint.metadata);
        return nn::Weights(std::move(checkpoint.tensors), part);
    }

private:
    const fs::path& folder_;
    Model& model_;
};

} // namespace

ScalePlan read_plan(const std::string& text)
{
    ScalePlan plan;
    double sum = 0;
    for (const std::string& part : split(text, ',')) {
        const auto colon = part.find(':');
        const double share = colon == std::string::npos ? 1 : std::stod(part.substr(colon + 1));
        if (!(share > 0 && share <= 1)) {
            throw std::invalid_argument("the scale plan " + text + " has a share outside 0 … 1");
        }
        plan.emplace_back(scale_named(part.substr(0, colon)), share);
        sum += share;
    }
    if (plan.empty() || std::abs(sum - 1) > 0.01) {
        throw std::invalid_argument("the shares of the scale plan " + text + " do not sum to one");
    }
    return plan;
}

ScalePlan plan_of(const std::string& trained_scales)
{
    std::set<Scale> trained;
    for (const std::string& name : split(trained_scales, ',')) {
        trained.insert(scale_named(name));
    }
    if (trained.empty()) {
        throw std::invalid_argument("the denoiser's metadata names no trained scale");
    }
    if (trained.count(Scale::p2) == 0) {
        return {{*trained.begin(), 1.0}};
    }
    if (trained.count(Scale::p1) != 0) {
        return {{Scale::p2, 0.85}, {Scale::p1, 0.15}};
    }
    return trained.count(Scale::p4) != 0 ? ScalePlan{{Scale::p4, 0.4}, {Scale::p2, 0.6}}
                                         : ScalePlan{{Scale::p2, 1.0}};
}

std::vector<Scale> scales_of_steps(const ScalePlan& plan, int steps)
{
    std::vector<Scale> scales;
    double until = 0;
    for (const auto& [scale, share] : plan) {
        until += share;
        while (static_cast<int>(scales.size()) < steps &&
               static_cast<double>(scales.size()) + 0.5 <= until * steps) {
            scales.push_back(scale);
        }
    }
    while (static_cast<int>(scales.size()) < steps) {
        scales.push_back(plan.back().first);
    }
    return scales;
}

std::vector<std::string> missing_weights(const fs::path& folder)
{
    std::vector<std::string> sentences;
    for (const char* part : {"autoencoder", "text_encoder", "denoiser"}) {
        try {
            if (checkpoint_files(folder, part).empty()) {
                sentences.push_back("previs has no " + std::string(part) + ".safetensors in " +
                                    folder.string() +
                                    "; train it with rushlight-engine train, or fetch the weights");
            }
        } catch (const CheckpointError& error) {
            sentences.emplace_back(error.what());
        }
    }
    return sentences;
}

Model load_model(const fs::path& folder, at::ScalarType compute)
{
    const auto missing = missing_weights(folder);
    if (!missing.empty()) {
        throw ModelMissing(missing.front());
    }
    Model model;
    const Loader loader(folder, model);
    try {
        Metadata metadata;
        {
            const nn::Weights weights = loader.load("autoencoder", metadata);
            model.autoencoder =
                std::make_unique<Autoencoder>(weights, autoencoder_config(metadata), compute);
            weights.expect_all_taken();
        }
        {
            const nn::Weights weights = loader.load("text_encoder", metadata);
            model.config.text = config_named(value_of(metadata, "config", "previs-s")).text;
            model.world = world::world_named(value_of(metadata, "world", "v0"));
            model.text_encoder = std::make_unique<TextEncoder>(weights, model.config.text, compute);
            weights.expect_all_taken();
        }
        {
            const nn::Weights weights = loader.load("denoiser", metadata);
            model.config.denoiser = config_named(value_of(metadata, "config", "previs-s")).denoiser;
            model.denoiser = std::make_unique<Denoiser>(weights, model.config.denoiser, compute);
            weights.expect_all_taken();
            const std::string plan = value_of(metadata, "plan", "");
            model.plan =
                plan.empty() ? plan_of(value_of(metadata, "scales", "p2")) : read_plan(plan);
            model.shift = number_of(metadata, "shift", model.shift);
            model.distilled = value_of(metadata, "distilled", "0") == "1";
        }
        if (!checkpoint_files(folder, "sound").empty()) {
            const nn::Weights weights = loader.load("sound", metadata);
            try {
                model.sound = std::make_unique<SoundModel>(weights, SoundConfig(), compute);
                weights.expect_all_taken();
                model.onset_threshold = number_of(metadata, "threshold", model.onset_threshold);
            } catch (const CheckpointError& error) {
                // weights that an older project keeps: pictures do not need them
                model.sound.reset();
                model.no_sound = std::string("its weights are of another form: ") + error.what();
            }
        }
    } catch (const CheckpointError& error) {
        throw ModelMissing("previs cannot load its weights: " + std::string(error.what()));
    } catch (const std::logic_error& error) { // numbers and names in the metadata
        throw ModelMissing("previs cannot read its weights' metadata: " +
                           std::string(error.what()));
    }
    return model;
}

} // namespace rushlight::generation::previs
