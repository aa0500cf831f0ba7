#include "generation/training/preset.hpp"

#include <stdexcept>

namespace rushlight::generation::training {

namespace {

/// Hours of two CPU cores.
Preset previs_s()
{
    Preset p;
    p.name = "previs-s";
    p.autoencoder.plan.steps = 6000;
    p.autoencoder.plan.clips = 8;
    p.autoencoder.plan.gpu_clips = 64;
    p.autoencoder.plan.warm_up = 20;
    p.autoencoder.plan.decay = 0.6;
    p.autoencoder.plan.look_every = 400;
    p.autoencoder.plan.optimizer.muon_rate = 1.2e-3;
    p.autoencoder.plan.optimizer.adam_rate = 1e-3;
    p.autoencoder.plan.optimizer.weight_decay = 0.01;
    p.autoencoder.plan.optimizer.ema = 0.99;
    p.autoencoder.plan.optimizer.ema_final = 0.995;
    p.autoencoder.plan.optimizer.adam_names = {"to_picture"};

    p.text.model = previs::previs_s();
    p.text.plan.steps = 2500;
    p.text.plan.clips = 128;
    p.text.plan.gpu_clips = 512;
    p.text.plan.warm_up = 50;
    p.text.plan.look_every = 250;
    p.text.plan.optimizer.muon_rate = 2e-3;
    p.text.plan.optimizer.adam_rate = 2e-3;
    p.text.plan.optimizer.ema = 0.98;
    p.text.plan.optimizer.ema_final = 0.99;
    p.text.plan.optimizer.adam_names = {"words", "positions", "slots"};

    // pictures and short clips teach looks at a fraction of a whole clip's cost
    p.cache.shapes = {{{256, 256, 1}, 0.26},
                      {{256, 256, 17}, 0.16},
                      {{256, 256, 33}, 0.16},
                      {{320, 192, 1}, 0.06},
                      {{256, 256, 9}, 0.16},
                      {{320, 192, 17}, 0.06},
                      {{192, 320, 1}, 0.03},
                      {{320, 192, 33}, 0.07},
                      {{192, 320, 17}, 0.04}};
    p.cache.clips = 16384;
    p.cache.key_share = 0.2;
    p.cache.reference_share = 0.6;
    p.cache.brush_share = 0.25;
    p.cache.remix_share = 0.35;

    p.denoiser.model = previs::previs_s();
    p.denoiser.fine_share = 0.6;
    p.denoiser.fine_from = 0.45;
    p.denoiser.plan.steps = 20000;
    p.denoiser.plan.clips = 24;
    p.denoiser.plan.gpu_clips = 256;
    p.denoiser.plan.warm_up = 40;
    p.denoiser.plan.decay = 0.35;
    p.denoiser.plan.look_every = 400;
    p.denoiser.plan.optimizer.muon_rate = 2e-3;
    p.denoiser.plan.optimizer.adam_rate = 1e-3;
    p.denoiser.plan.optimizer.weight_decay = 0.01;
    p.denoiser.plan.optimizer.ema = 0.99;
    p.denoiser.plan.optimizer.ema_final = 0.998;
    p.denoiser.plan.optimizer.adam_names = {"modulation",
                                            "types",
                                            "scales",
                                            "globals",
                                            "p4.",
                                            "p2.",
                                            "p1.",
                                            "key.in",
                                            "reference.in",
                                            "camera",
                                            "time.",
                                            "text.in",
                                            "privileged"};

    p.sound_cache.shapes = {{{256, 256, 17}, 0.7}, {{256, 256, 33}, 0.3}};
    p.sound_cache.clips = 16384;
    p.sound_cache.key_share = p.sound_cache.reference_share = 0;
    p.sound_cache.brush_share = p.sound_cache.remix_share = 0;
    p.sound_cache.stream = 6;
    p.sound_cache.by_sound = true;

    p.sound.plan.steps = 3000;
    p.sound.plan.clips = 32;
    p.sound.plan.gpu_clips = 256;
    p.sound.plan.warm_up = 40;
    p.sound.plan.decay = 0.5;
    p.sound.plan.look_every = 300;
    p.sound.plan.optimizer.muon_rate = 2e-3;
    p.sound.plan.optimizer.adam_rate = 2e-3;
    p.sound.plan.optimizer.ema = 0.98;
    p.sound.plan.optimizer.ema_final = 0.99;
    p.sound.plan.optimizer.adam_names = {"places", "heads", "norm"};

    p.analyzer.reconstructed = 0.02;
    p.analyzer.pictures = 0.3;
    p.analyzer.plan.steps = 3000;
    p.analyzer.plan.clips = 64;
    p.analyzer.plan.gpu_clips = 256;
    p.analyzer.plan.warm_up = 40;
    p.analyzer.plan.decay = 0.5;
    p.analyzer.plan.look_every = 300;
    p.analyzer.plan.optimizer.muon_rate = 2e-3;
    p.analyzer.plan.optimizer.adam_rate = 2e-3;
    p.analyzer.plan.optimizer.ema = 0.98;
    p.analyzer.plan.optimizer.ema_final = 0.99;
    p.analyzer.plan.optimizer.adam_names = {"heads", "heat", "norm"};
    return p;
}

/// World v1, wider networks, an autoencoder that fits beside them: an hour of a data-centre GPU.
Preset previs_m()
{
    Preset p = previs_s();
    p.name = "previs-m";
    p.world = world::World::v1;
    p.autoencoder.config.decoder_blocks = 1; // 4.1 M parameters; 48 MiB is all that ships
    p.autoencoder.natural = 0.15;
    p.autoencoder.edges = 2;
    p.text.model = p.denoiser.model = previs::previs_m();
    p.text.plan.steps = 6000;
    p.cache.clips = 32768;
    p.denoiser.plan.steps = 60000;
    return p;
}

/// Every stage draws from the preset's world.
Preset settled(Preset p)
{
    p.autoencoder.world = p.text.world = p.cache.world = p.denoiser.world = p.sound_cache.world =
        p.sound.world = p.analyzer.world = p.world;
    return p;
}

/// A few steps of everything, in seconds: for tests.
Preset tiny()
{
    Preset p;
    p.name = "tiny";
    p.autoencoder.config.widths = {8, 8, 16, 16};
    p.autoencoder.plan.steps = 4;
    p.autoencoder.plan.clips = 2;
    p.autoencoder.plan.warm_up = 1;
    p.autoencoder.plan.look_every = 0;
    p.autoencoder.crop = 32;
    p.autoencoder.frames = 5;
    p.autoencoder.shapes = {{64, 64, 9}};
    p.autoencoder.examined_clips = 1;
    p.autoencoder.statistics_clips = 2;

    const auto brief = [](Plan& plan, int clips) {
        plan.steps = 4;
        plan.clips = clips;
        plan.warm_up = 1;
        plan.look_every = 0;
    };
    p.text.model = previs::tiny();
    brief(p.text.plan, 8);
    p.cache.shapes = {{{128, 128, 9}, 0.7}, {{128, 128, 1}, 0.3}};
    p.cache.clips = 8;
    p.cache.shard_clips = 4;
    p.cache.key_share = p.cache.reference_share = p.cache.brush_share = p.cache.remix_share = 0.8;
    p.sound_cache = p.cache;
    p.sound_cache.stream = 6;
    p.sound_cache.by_sound = true;
    p.sound_cache.shapes = {{{128, 128, 9}, 1}};
    p.denoiser.model = previs::tiny();
    brief(p.denoiser.plan, 4);
    p.denoiser.sample_steps = 2;
    p.denoiser.distilled_from = 0.5;
    p.denoiser.sample_frames = 9;
    brief(p.sound.plan, 4);
    p.sound.examined_shape = {128, 128, 9};
    p.sound.examined_clips = 1;
    p.analyzer.shape = {64, 64, 9};
    brief(p.analyzer.plan, 4);
    p.analyzer.examined_clips = 4;
    return p;
}

} // namespace

std::vector<std::string> preset_names()
{
    return {"previs-s", "previs-m", "tiny"};
}

Preset preset(const std::string& name)
{
    if (name == "previs-s") {
        return settled(previs_s());
    }
    if (name == "previs-m") {
        return settled(previs_m());
    }
    if (name == "tiny") {
        return settled(tiny());
    }
    throw std::invalid_argument("there is no preset " + name +
                                "; the presets are previs-s, previs-m and tiny");
}

} // namespace rushlight::generation::training
