#include "generation/models/previs/prompt.hpp"

#include "generation/models/previs/config.hpp"
#include "generation/protocol/handles.hpp"
#include "generation/staging.hpp"
#include "generation/world/parse.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace rushlight::generation::previs {

namespace {

constexpr double frames_per_second = 12;

CameraPose pose_of(const world::CameraPose& pose)
{
    return {pose.position, pose.angles, pose.focal_length};
}

std::vector<CameraPose> resampled(const std::vector<CameraPose>& path, int count)
{
    std::vector<CameraPose> poses;
    for (int i = 0; i < count; ++i) {
        const double at =
            count == 1 ? 0
                       : static_cast<double>(path.size() - 1) * i / static_cast<double>(count - 1);
        const auto before = static_cast<std::size_t>(at);
        const CameraPose& a = path[before];
        const CameraPose& b = path[std::min(before + 1, path.size() - 1)];
        const double share = at - std::floor(at);
        CameraPose pose;
        for (std::size_t k = 0; k < 3; ++k) {
            pose.position[k] = std::lerp(a.position[k], b.position[k], share);
            pose.angles[k] = std::lerp(a.angles[k], b.angles[k], share);
        }
        pose.focal_length = std::lerp(a.focal_length, b.focal_length, share);
        poses.push_back(pose);
    }
    return poses;
}

} // namespace

Prompt complete_prompt(const Request& request, world::World world)
{
    Prompt prompt;
    const std::string words = without_handles(request.prompt, [&](const std::string& handle) {
        const auto member = std::find_if(request.cast.begin(),
                                         request.cast.end(),
                                         [&](const Likeness& it) { return it.handle == handle; });
        return member == request.cast.end() ? handle : member->kind;
    });
    world::Parsed parsed = world::parse_prompt(words, world);
    prompt.grounding = parsed.grounding;
    const bool pictured = !request.keyframes.empty() || request.source || !request.cast.empty();
    if (pictured) {
        prompt.text = words;
        prompt.mechanisms.emplace_back("prompt: as written; pictures decide what it leaves open");
        return prompt;
    }
    prompt.scene = staged(std::move(parsed), request, world);
    prompt.text = world::dense_caption(*prompt.scene);
    prompt.mechanisms.emplace_back("prompt: completed from the seed into a dense caption");
    return prompt;
}

std::vector<CameraPose> camera_of(const Request& request, const Prompt& prompt, int latent_frames)
{
    if (!request.camera_path.empty()) {
        return resampled(request.camera_path, latent_frames);
    }
    const double step = static_cast<double>(time_stride) / frames_per_second;
    std::vector<CameraPose> poses;
    if (!request.camera.empty()) {
        const double distance = prompt.scene ? prompt.scene->distance : 5;
        const double focal = prompt.scene ? prompt.scene->camera.focal_length : 28;
        std::vector<world::NamedMove> moves;
        for (const CameraMove& move : request.camera) {
            moves.push_back({move_named(move.name), move.amount});
        }
        for (const auto& pose : world::path_of_moves(moves, distance, focal, latent_frames, step)) {
            poses.push_back(pose_of(pose));
        }
    } else if (prompt.scene) {
        const world::CameraPose first = world::camera_at(*prompt.scene, 0);
        for (int i = 0; i < latent_frames; ++i) {
            poses.push_back(
                pose_of(world::relative_pose(first, world::camera_at(*prompt.scene, i * step))));
        }
    }
    return poses;
}

} // namespace rushlight::generation::previs
