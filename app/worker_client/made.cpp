#include "app/worker_client/made.hpp"

#include <cstring>
#include <stdexcept>

namespace rushlight::app {

Made read_made(const generation::message::Finished& finished,
               const std::vector<generation::Descriptor>& descriptors)
{
    constexpr std::size_t pair_bytes = 2 * sizeof(float);
    std::size_t bytes = static_cast<std::size_t>(finished.samples) * pair_bytes +
                        static_cast<std::size_t>(finished.latent_bytes);
    for (const auto& cue : finished.cues) {
        bytes += static_cast<std::size_t>(cue.samples) * pair_bytes;
    }
    if (descriptors.size() != 1 || bytes > (std::size_t{2} << 30U)) {
        throw std::runtime_error("the engine's answer is not whole");
    }
    const auto beside = generation::read_exactly(descriptors.front(), bytes);
    std::size_t at = 0;
    const auto take = [&](std::int64_t pairs) {
        std::vector<float> pcm(static_cast<std::size_t>(pairs) * 2);
        if (!pcm.empty()) {
            std::memcpy(pcm.data(), beside.data() + at, pcm.size() * sizeof(float));
        }
        at += pcm.size() * sizeof(float);
        return pcm;
    };
    Made made;
    made.job = finished.job;
    made.recipe = finished.recipe;
    made.frames = finished.frames;
    made.sound = take(finished.samples);
    for (const auto& cue : finished.cues) {
        made.cues.push_back(
            {cue.kind, cue.start, cue.duration, cue.level_db, cue.pan, take(cue.samples)});
    }
    made.latents.assign(beside.begin() + static_cast<std::ptrdiff_t>(at), beside.end());
    return made;
}

} // namespace rushlight::app
