#include "generation/models/previs/config.hpp"

#include <stdexcept>

namespace rushlight::generation::previs {

Config previs_s()
{
    return {};
}

Config previs_m()
{
    Config config;
    config.denoiser.name = "previs-m";
    config.denoiser.width = 384;
    config.denoiser.blocks = 12;
    config.denoiser.heads = 6;
    config.denoiser.hidden = 832;
    return config;
}

Config tiny()
{
    Config config;
    config.text.ids = 3584;
    config.text.width = 32;
    config.text.layers = 1;
    config.text.heads = 2;
    config.text.hidden = 32;
    config.denoiser.name = "tiny";
    config.denoiser.text_width = 32;
    config.denoiser.width = 64;
    config.denoiser.blocks = 3;
    config.denoiser.heads = 2;
    config.denoiser.hidden = 96;
    config.denoiser.bottleneck = 32;
    config.denoiser.time_features = 32;
    config.denoiser.pairs = {4, 6, 6};
    config.denoiser.features_after = 2;
    return config;
}

Config config_named(const std::string& name)
{
    for (const Config& config : {previs_s(), previs_m(), tiny()}) {
        if (config.denoiser.name == name) {
            return config;
        }
    }
    throw std::invalid_argument("no previs model is called " + name +
                                "; there are previs-s, previs-m and tiny");
}

} // namespace rushlight::generation::previs
