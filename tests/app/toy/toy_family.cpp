#include "tests/app/toy/toy_family.hpp"

#include "generation/protocol/json.hpp"
#include "generation/protocol/sha256.hpp"

#include <chrono>
#include <cmath>
#include <cstdlib>
#include <fstream>
#include <new>
#include <sstream>
#include <thread>

namespace rushlight::test {

using namespace generation;

Limits ToyFamily::make_limits()
{
    Limits limits;
    limits.family = "toy";
    limits.title = "Toy";
    limits.sizes = {{64, 64}, {128, 64}, {64, 128}};
    limits.frame_counts = {9, 17, 33};
    limits.steps_default = 4;
    limits.cameras = {"static", "pan", "zoom"};
    limits.memory_bytes = 50'000'000;
    return limits;
}

Forecast ToyFamily::forecast(const Request& request) const
{
    return {0.01 * request.frames, 50'000'000};
}

Generated ToyFamily::generate(const Request& request,
                              const Inputs& inputs,
                              const std::vector<VerifiedLikeness>& cast,
                              Observer& observer,
                              std::stop_token stop)
{
    const auto says = [&](const char* word) {
        return request.prompt.find(word) != std::string::npos;
    };
    Generated made;
    made.size = request.size;
    made.frames = request.frames;
    made.rate = limits_.rate;
    const auto width = static_cast<std::size_t>(request.size.width);
    const auto height = static_cast<std::size_t>(request.size.height);
    const auto frames = static_cast<std::size_t>(request.frames);
    // everything that decides the shot decides its colours
    std::string decides = to_json(request);
    std::error_code none;
    for (const auto& file : std::filesystem::directory_iterator(weights_, none)) {
        if (file.path().extension() == ".safetensors") {
            std::ostringstream bytes;
            bytes << std::ifstream(file.path(), std::ios::binary).rdbuf();
            if (const char* word = std::getenv("TOY_READS");
                word != nullptr && bytes.str().find(word) == std::string::npos) {
                throw ModelMissing("toy cannot load its weights: they do not say " +
                                   std::string(word));
            }
            made.recipe.model_hashes[file.path().filename().string()] = sha256_hex(bytes.str());
        }
    }
    for (const auto& [name, hash] : made.recipe.model_hashes) {
        decides += hash;
    }
    const std::string key = sha256_hex(decides);
    const auto digit = [&](std::size_t i) {
        return static_cast<unsigned>(key[i % 64]);
    };

    const int steps = request.steps > 0 ? request.steps : limits_.steps_default;
    for (int step = 1; step <= steps; ++step) {
        if (stop.stop_requested() && !says("deaf")) {
            throw Cancelled();
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(says("very slow") ? 500
                                                              : says("slow")    ? 50
                                                                                : 1));
        observer.progress({Stage::denoise, step, steps, 0.9 * step / steps, 0.01 * (steps - step)});
        Preview preview{{16, 16}, 3, std::vector<std::uint8_t>(16 * 16 * 9)};
        for (std::size_t i = 0; i < preview.rgb.size(); ++i) {
            preview.rgb[i] =
                static_cast<std::uint8_t>(i * digit(i % 3) + static_cast<unsigned>(step));
        }
        observer.preview(preview);
        if (says("greedy")) {
            throw std::bad_alloc();
        }
    }
    made.rgb.resize(frames * height * width * 3);
    const std::vector<std::uint8_t>* first = nullptr;
    for (const auto& keyframe : request.keyframes) {
        if (keyframe.frame == 0) {
            first = &inputs.at(keyframe.input).bytes;
        }
    }
    for (std::size_t t = 0; t < frames; ++t) {
        for (std::size_t y = 0; y < height; ++y) {
            for (std::size_t x = 0; x < width; ++x) {
                for (std::size_t c = 0; c < 3; ++c) {
                    const std::size_t at = (y * width + x) * 3 + c;
                    made.rgb[t * height * width * 3 + at] =
                        t == 0 && first != nullptr
                            ? (*first)[at]
                            : static_cast<std::uint8_t>(digit(c) * 2 + x + y * c + t * 5);
                }
            }
        }
    }
    const auto samples = frames * 48000 / static_cast<std::size_t>(limits_.rate);
    for (std::size_t i = 0; i < samples; ++i) {
        const auto value =
            static_cast<float>(0.2 * std::sin(static_cast<double>(i) * (0.02 + 0.0005 * digit(0))));
        made.sound.insert(made.sound.end(), {value, value});
    }
    made.cues.push_back({"hum", 0, static_cast<double>(samples) / 48000, 0, 0, made.sound});
    made.latents.assign(key.begin(), key.end());
    made.recipe.request = request;
    if (made.recipe.model_hashes.empty()) {
        made.recipe.model_hashes = {{"toy", std::string(64, '0')}};
    }
    made.recipe.completed_prompt = request.prompt;
    made.recipe.noise = request.noise;
    made.recipe.solver = "toy-1";
    made.recipe.schedule = "toy-1";
    made.recipe.instruction_set = "scalar";
    made.recipe.threads = 1;
    made.recipe.device = "cpu";
    made.recipe.engine_build = "toy";
    for (const auto& member : cast) {
        made.recipe.mechanisms.push_back("likeness of @" + member.handle);
    }
    return made;
}

app::worker::Services toy_services(ToyFamily& family)
{
    app::worker::Services services;
    services.limits = {family.limits()};
    services.find = [&family](const std::string& name) -> Family* {
        return name == "toy" ? &family : nullptr;
    };
    services.build = "toy";
    services.instruction_set = "scalar";
    return services;
}

} // namespace rushlight::test
