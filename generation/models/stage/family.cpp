#include "generation/models/stage/family.hpp"

#include "generation/cues.hpp"
#include "generation/memory.hpp"
#include "generation/models/stage/passes.hpp"
#include "generation/staging.hpp"
#include "generation/world/motion.hpp"
#include "generation/world/render/renderer.hpp"

#include <ATen/Parallel.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstring>
#include <map>
#include <span>
#include <utility>

// The drawn world itself: the scene that a prompt means, drawn by the renderer. It is what a previs
// artist blocks by hand; no network has a part in it, and its recipe says so.
namespace rushlight::generation::stage {

namespace {

constexpr int frame_rate = 24;
constexpr double seconds_a_byte = 3.6e-9; ///< from drawn to delivered
constexpr int chunk = 4; ///< frames drawn by one thread between two looks at the stop token
constexpr const char* build = "rushlight 0.1.0, stage-2";

Limits make_limits()
{
    Limits limits;
    limits.family = "stage";
    limits.title = "Stage (blocking, drawn by a renderer)";
    limits.sizes = {{1280, 720},
                    {720, 1280},
                    {1920, 1080},
                    {1080, 1920},
                    {720, 720},
                    {640, 360},
                    {360, 640},
                    {320, 192},
                    {192, 320},
                    {256, 256}};
    limits.size_multiple = 2;
    limits.frame_counts = {72};
    for (int frames = 12; frames <= 60 * frame_rate; frames += 12) {
        if (frames != limits.frame_counts.front()) {
            limits.frame_counts.push_back(frames);
        }
    }
    limits.rate = frame_rate;
    limits.steps_default = 1;
    limits.steps_most = 1;
    limits.guidance_default = 1;
    limits.guidance_most = 1;
    limits.keyframes_most = 0;
    limits.cast_most = 0;
    limits.references_most = 0;
    limits.brush_regions_most = 0;
    limits.image = limits.brush = limits.remix = limits.extend = false;
    limits.motion = limits.negative = false;
    limits.cameras = world_cameras();
    limits.passes = passes();
    limits.memory_bytes = 200'000'000;
    return limits;
}

/// What is wrong with a request beside its limits.
std::vector<Problem> problems_of(const Request& request, const Limits& limits)
{
    auto problems = validate(request, limits);
    for (std::size_t i = 0; i < request.camera_path.size(); ++i) {
        if (request.camera_path[i].angles[2] != 0) {
            problems.push_back({"/camera_path/" + std::to_string(i) + "/angles/2",
                                "is a roll, which the stage does not draw; set it to 0"});
            break;
        }
    }
    return problems;
}

Request resolved(Request request)
{
    request.steps = 1;
    request.guidance = 1;
    return request;
}

/// The move that decides where the camera begins stands first: what circles, nears or goes along.
std::vector<world::NamedMove> moves_of(const Request& request)
{
    std::vector<world::NamedMove> moves;
    for (const CameraMove& move : request.camera) {
        moves.push_back({move_named(move.name), move.amount});
    }
    const auto leads = [](const world::NamedMove& one) {
        return one.move == world::Move::orbit || one.move == world::Move::dolly ||
               one.move == world::Move::follow;
    };
    std::stable_partition(moves.begin(), moves.end(), leads);
    return moves;
}

/// Lays the request's camera into a framed scene whose first move is the scene's own.
void lay_camera(world::Scene& scene, const Request& request, std::vector<world::NamedMove> moves)
{
    if (!request.camera_path.empty()) {
        for (const CameraPose& pose : request.camera_path) {
            scene.path.push_back({pose.position, pose.angles, pose.focal_length});
        }
        // a path says where the camera goes and with which lens it begins
        scene.camera.focal_length = scene.path.front().focal_length;
        return;
    }
    if (moves.size() < 2) {
        return;
    }
    moves.front().amount = scene.amount;
    const double focal = scene.camera.focal_length;
    const double step = scene.seconds / std::max(1, request.frames - 1);
    scene.path = world::path_of_moves(moves, scene.distance, focal, request.frames, step);
    // the middle of the shot has the framing that was asked for
    const auto others = std::span(moves).subspan(1);
    const world::CameraPose end =
        world::path_of_moves(others, scene.distance, focal, 2, scene.seconds).back();
    for (std::size_t i = 0; i < 3; ++i) {
        scene.camera.position[i] -= end.position[i] / 2;
        scene.camera.angles[i] -= end.angles[i] / 2;
    }
    const double zoom = std::sqrt(focal / end.focal_length);
    scene.camera.focal_length *= zoom;
    for (world::CameraPose& pose : scene.path) {
        pose.focal_length *= zoom;
    }
}

/// The scene at the request's length: who crosses the picture takes the whole shot for it, unless
/// the camera goes along.
world::Scene scene_of(const Request& request, std::vector<std::string>& grounding)
{
    world::Parsed parsed = world::parse_prompt(request.prompt, world::World::v1);
    grounding = parsed.grounding;
    const std::vector<world::NamedMove> moves = moves_of(request);
    world::Scene scene = staged(std::move(parsed), request, world::World::v1);
    const double usual = scene.seconds;
    scene.seconds = static_cast<double>(request.frames) / frame_rate;
    if (!moves.empty()) {
        scene.move = moves.front().move;
        scene.amount = moves.front().amount;
    }
    if (!request.camera_path.empty()) {
        scene.move = world::Move::still;
        scene.amount = 0;
    }
    for (world::Entity& entity : scene.entities) {
        if (scene.move != world::Move::follow) {
            entity.speed *= std::min(1.0, usual / scene.seconds);
        }
    }
    world::frame_subject(scene);
    if (scene.move == world::Move::follow) { // however far it goes
        const world::Entity& subject = scene.entities.front();
        const double way = world::moment_at(subject, scene.seconds).root.x - subject.x;
        const double view = scene.distance * 36 / scene.camera.focal_length;
        scene.amount = 10 * way / (1.6 * view);
    }
    lay_camera(scene, request, moves);
    return scene;
}

class StageFamily : public Family {
public:
    StageFamily()
        : limits_(make_limits())
    {
    }

    [[nodiscard]] const Limits& limits() const override { return limits_; }

    [[nodiscard]] std::vector<std::string> missing() const override { return {}; }

    [[nodiscard]] std::string completed_prompt(const Request& request) const override
    {
        std::vector<std::string> grounding;
        return world::dense_caption(scene_of(request, grounding));
    }

    [[nodiscard]] Forecast forecast(const Request& request) const override
    {
        std::vector<std::string> grounding;
        const world::Scene scene = scene_of(request, grounding);
        const Size size = request.size;
        const auto begin = std::chrono::steady_clock::now();
        const int drawn = std::min(chunk, request.frames);
        world::RenderOptions options;
        options.maps = !request.pass.empty();
        (void)world::render(scene, size.width, size.height, drawn, frame_rate, options);
        const double one =
            std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count() / drawn;
        // a tenth for previews and waiting for each other; sound takes a fiftieth of its length;
        // every byte is laid out once and written into the spool once
        const double bytes = 3.0 * size.width * size.height * request.frames;
        const double seconds = static_cast<double>(request.frames) / frame_rate;
        Forecast forecast;
        forecast.seconds = 1.1 * one * request.frames / std::max(1, at::get_num_threads()) +
                           bytes * seconds_a_byte + (request.sound ? 0.02 * seconds : 0);
        forecast.memory_bytes = memory_of(request);
        return forecast;
    }

    [[nodiscard]] Generated generate(const Request& given,
                                     const Inputs& inputs,
                                     const std::vector<VerifiedLikeness>& cast,
                                     Observer& observer,
                                     std::stop_token stop) override;

private:
    [[nodiscard]] std::int64_t memory_of(const Request& request) const
    {
        const std::int64_t pixels = std::int64_t{request.size.width} * request.size.height;
        const int maps = request.pass.empty() ? 0 : 3 + 3 + 4 + 8; // bytes a pixel and frame
        return limits_.memory_bytes + pixels * 3 * request.frames +
               pixels * ((3 + maps) * chunk + 40) * at::get_num_threads();
    }

    Limits limits_;
};

/// The first second so far, small: at half size or at most 270 lines.
Preview preview_of(const Generated& made, int frames)
{
    const int width = made.size.width, height = made.size.height;
    Preview preview;
    const int step = std::max(2, (height + 269) / 270);
    preview.size = {width / step, height / step};
    preview.frames = std::min(frames, frame_rate);
    preview.rgb.reserve(std::size_t{3} * static_cast<std::size_t>(preview.size.width) *
                        static_cast<std::size_t>(preview.size.height) *
                        static_cast<std::size_t>(preview.frames));
    for (int frame = 0; frame < preview.frames; ++frame) {
        const std::uint8_t* const whole =
            made.rgb.data() + static_cast<std::size_t>(frame) * width * height * 3;
        for (int y = 0; y / step < preview.size.height; y += step) {
            for (int x = 0; x / step < preview.size.width; x += step) {
                for (int c = 0; c < 3; ++c) {
                    const std::uint8_t* const pixel = whole + (y * width + x) * 3 + c;
                    preview.rgb.push_back(static_cast<std::uint8_t>(
                        (pixel[0] + pixel[3] + pixel[3 * width] + pixel[3 * width + 3] + 2) / 4));
                }
            }
        }
    }
    return preview;
}

Generated StageFamily::generate(const Request& given,
                                const Inputs&,
                                const std::vector<VerifiedLikeness>&,
                                Observer& observer,
                                std::stop_token stop)
{
    if (auto problems = problems_of(given, limits_); !problems.empty()) {
        throw InvalidRequest(std::move(problems));
    }
    const Request request = resolved(given);
    expect_memory(memory_of(request));
    Generated made;
    const world::Scene scene = scene_of(request, made.recipe.grounding);
    made.size = request.size;
    made.frames = request.frames;
    made.rate = frame_rate;
    const std::size_t frame_bytes =
        static_cast<std::size_t>(request.size.width) * request.size.height * 3;
    made.rgb.resize(frame_bytes * static_cast<std::size_t>(request.frames));

    // pictures: each thread draws a few frames, then all look whether to go on
    const int round = chunk * std::max(1, at::get_num_threads());
    const auto begin = std::chrono::steady_clock::now();
    for (int first = 0; first < request.frames; first += round) {
        if (stop.stop_requested()) {
            throw Cancelled();
        }
        const int last = std::min(first + round, request.frames);
        at::parallel_for(first, last, chunk, [&](std::int64_t from, std::int64_t to) {
            world::RenderOptions options;
            options.start_seconds = static_cast<double>(from) / frame_rate;
            options.maps = !request.pass.empty();
            auto drawn = world::render(scene,
                                       request.size.width,
                                       request.size.height,
                                       static_cast<int>(to - from),
                                       frame_rate,
                                       options);
            if (!request.pass.empty()) {
                drawn.rgb =
                    paint_pass(request.pass, scene, drawn, options.start_seconds, frame_rate);
            }
            std::memcpy(made.rgb.data() + frame_bytes * static_cast<std::size_t>(from),
                        drawn.rgb.data(),
                        drawn.rgb.size());
        });
        const double done = static_cast<double>(last) / request.frames;
        const double spent =
            std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
        observer.progress(
            {Stage::decode, last, request.frames, 0.95 * done, spent * (1 - done) / done});
        // an early one, then the whole first second
        if (observer.wants_previews() &&
            (first == 0 || (first < frame_rate && last >= frame_rate))) {
            observer.preview(preview_of(made, last));
        }
    }

    // sound: the same events by which the world moves
    if (request.sound && request.pass.empty()) {
        if (stop.stop_requested()) {
            throw Cancelled();
        }
        Sound sound = sound_of(world::events_of(scene, scene.seconds),
                               scene.seconds,
                               static_cast<std::uint64_t>(request.seed));
        made.sound = std::move(sound.mix);
        made.cues = std::move(sound.cues);
    }
    Recipe& recipe = made.recipe;
    recipe.request = request;
    recipe.completed_prompt = world::dense_caption(scene);
    recipe.mechanisms = {"stage: drawn by the renderer of the drawn world; no model was used",
                         "prompt: completed from the seed into a scene"};
    if (!request.camera.empty() || !request.camera_path.empty()) {
        recipe.mechanisms.emplace_back("camera: followed exactly");
    }
    if (!request.pass.empty()) {
        recipe.mechanisms.push_back(meaning_of(request.pass, scene, request.size.width));
    }
    recipe.noise = request.noise;
    recipe.solver = "none";
    recipe.schedule = "none";
    recipe.instruction_set = "any";
    recipe.threads = at::get_num_threads();
    recipe.device = "cpu";
    recipe.engine_build = build;
    observer.progress({Stage::sound, 1, 1, 1, 0});
    return made;
}

} // namespace

std::unique_ptr<Family> make_family()
{
    return std::make_unique<StageFamily>();
}

} // namespace rushlight::generation::stage
