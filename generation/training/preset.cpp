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
    p.autoencoder.plan.warm_up = 30;
    p.autoencoder.plan.look_every = 250;
    p.autoencoder.plan.optimizer.muon_rate = 1e-3;
    p.autoencoder.plan.optimizer.adam_rate = 8e-4;
    p.autoencoder.plan.optimizer.weight_decay = 0.01;
    p.autoencoder.plan.optimizer.ema = 0.99;
    p.autoencoder.plan.optimizer.ema_final = 0.998;
    p.autoencoder.plan.optimizer.adam_names = {"to_picture"};
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
    return p;
}

} // namespace

std::vector<std::string> preset_names()
{
    return {"previs-s", "tiny"};
}

Preset preset(const std::string& name)
{
    if (name == "previs-s") {
        return previs_s();
    }
    if (name == "tiny") {
        return tiny();
    }
    throw std::invalid_argument("there is no preset " + name +
                                "; the presets are previs-s and tiny");
}

} // namespace rushlight::generation::training
