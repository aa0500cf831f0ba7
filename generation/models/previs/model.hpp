#pragma once

#include "generation/models/previs/autoencoder.hpp"
#include "generation/models/previs/config.hpp"
#include "generation/models/previs/denoiser.hpp"
#include "generation/models/previs/sound_model.hpp"
#include "generation/models/previs/text_encoder.hpp"
#include "generation/world/scene.hpp"

#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace rushlight::generation::previs {

/// Which scale the steps of a clip run at: shares of the steps, in order, that sum to one.
using ScalePlan = std::vector<std::pair<Scale, double>>;

/// Reads "p4:0.4,p2:0.6". Throws std::invalid_argument.
[[nodiscard]] ScalePlan read_plan(const std::string& text);

/// The plan of weights that do not bring one, for the scales they were trained at ("p4,p2").
[[nodiscard]] ScalePlan plan_of(const std::string& trained_scales);

/// The scale of each step, by where its middle lies in the plan: with few steps the finest may have
/// none.
[[nodiscard]] std::vector<Scale> scales_of_steps(const ScalePlan& plan, int steps);

/// Everything that previs loads. The weights' metadata says how they want to be used:
///   format  "1"
///   config  the preset (denoiser, text_encoder)
///   world   the edition of the drawn world, v0 without (text_encoder)
///   scales  the scales that were trained, "p4,p2" (denoiser)
///   plan    optional, a ScalePlan (denoiser)
///   shift   optional, of the schedule (denoiser)
///   distilled  "1" where guidance and the step's length are inputs (denoiser)
///   widths, encoder_blocks, decoder_blocks (autoencoder), threshold (sound): see their code
struct Model {
    Config config;
    world::World world = world::World::v0; ///< the edition that the words were trained on
    ScalePlan plan;
    double shift = 4;
    /// Guidance is an input of the denoiser and long steps are taken at once: one branch will do.
    bool distilled = false;
    double onset_threshold = 0.5; ///< probability from which on a sound event begins
    std::unique_ptr<Autoencoder> autoencoder;
    std::unique_ptr<TextEncoder> text_encoder;
    std::unique_ptr<Denoiser> denoiser;
    std::unique_ptr<SoundModel> sound; ///< nullptr: none; `no_sound` says why
    std::string no_sound = "its weights are not there";
    std::map<std::string, std::string> hashes; ///< weight file → SHA-256
    std::int64_t bytes = 0;                    ///< of all tensors as they lie in memory
};

/// A sentence for each weight file that previs cannot do without and that does not lie in the
/// folder.
[[nodiscard]] std::vector<std::string> missing_weights(const std::filesystem::path& folder);

/// Loads autoencoder, text_encoder, denoiser and, where it lies there, sound. Throws ModelMissing
/// with the sentence of what is missing or damaged.
[[nodiscard]] Model load_model(const std::filesystem::path& folder, at::ScalarType compute);

} // namespace rushlight::generation::previs
