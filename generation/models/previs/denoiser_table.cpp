#include "generation/models/previs/denoiser.hpp"

namespace rushlight::generation::previs {

using nn::add_linear;
using nn::Fill;

std::vector<nn::InitialTensor> tensor_table(const DenoiserConfig& config)
{
    const std::int64_t width = config.width;
    std::vector<nn::InitialTensor> table{
        {"text.norm.weight", {config.text_width}, Fill::ones, 1},
        {"globals.absent", {global_count, width}, Fill::normal, 0.1},
        {"types", {7, width}, Fill::normal, 0.1},
        {"scales", {3, width}, Fill::normal, 0.1},
    };
    add_linear(table, "text.in", config.text_width, width, true);
    for (std::int64_t i = 0; i < global_count; ++i) {
        add_linear(table, "globals." + std::to_string(i), 64, width, true);
    }
    add_linear(table, "key.in", latent_channels * 4, width, true);
    add_linear(table, "reference.in", latent_channels, width, true);
    add_linear(table, "camera.in", 8, width, true);
    add_linear(table, "camera.out", width, width, true, 0);
    add_linear(table, "time.in", config.time_features, width, true);
    add_linear(table, "time.out", width, width, true);
    add_linear(table, "modulation", width, 6 * width, true, 0);

    for (const Scale scale : all_scales) {
        const std::string ends = std::string(name_of(scale)) + ".";
        const std::int64_t cells = patch_of(scale) * patch_of(scale);
        if (scale == Scale::p4) {
            add_linear(table, ends + "bottleneck", latent_channels * cells, config.bottleneck);
            add_linear(table, ends + "in", config.bottleneck, width, true);
        } else {
            add_linear(table, ends + "in", latent_channels * cells, width, true);
        }
        add_linear(table, ends + "hints", hint_channels * cells, width);
        table.push_back({ends + "modulation", {2, width}, Fill::zeros, 1});
        add_linear(table, ends + "out", width, latent_channels * cells, true, 0);
    }
    for (std::int64_t i = 0; i < config.blocks; ++i) {
        const std::string block = "blocks." + std::to_string(i) + ".";
        table.push_back({block + "modulation", {6, width}, Fill::zeros, 1});
        add_linear(table, block + "qkv", width, 3 * width);
        table.push_back({block + "query_norm.weight", {config.head_width()}, Fill::ones, 1});
        table.push_back({block + "key_norm.weight", {config.head_width()}, Fill::ones, 1});
        if (i > 0) {
            table.push_back({block + "value_mix", {1}, Fill::ones, 0.5});
        }
        add_linear(table, block + "out", width, width);
        // each branch begins as a tenth of the residual stream; the gates (1 + g) begin at one
        table.push_back({block + "attention_norm.weight", {width}, Fill::ones, 0.1});
        add_linear(table, block + "feed.up", width, 2 * config.hidden);
        add_linear(table, block + "feed.down", config.hidden, width);
        table.push_back({block + "feed_norm.weight", {width}, Fill::ones, 0.1});
    }
    return table;
}

std::vector<nn::InitialTensor> privileged_table(const DenoiserConfig& config)
{
    std::vector<nn::InitialTensor> table{{"privileged.norm.weight", {config.width}, Fill::ones, 1}};
    add_linear(table,
               "privileged.out",
               config.width,
               PrivilegedHeads::classes + PrivilegedHeads::parts + 3,
               true);
    return table;
}

} // namespace rushlight::generation::previs
