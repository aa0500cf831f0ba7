#include "generation/protocol/json.hpp"

#include "generation/protocol/fields.hpp"

namespace rushlight::generation {

namespace protocol {

void read(const json& value, const std::string& pointer, Problems& problems, Size& out)
{
    std::array<int, 2> sides{out.width, out.height};
    read(value, pointer, problems, sides);
    out = {sides[0], sides[1]};
}

// Not in an unnamed namespace: the templates of fields.hpp find these by their
// arguments.
static json size_json(const Size& size)
{
    return json::array({size.width, size.height});
}

static void read(const json& value, const std::string& pointer, Problems& problems, Input& out)
{
    Fields fields(value, pointer, problems);
    fields.required("name", out.name)
        .required("sha256", out.sha256)
        .required("size", out.size)("frames", out.frames)("channels", out.channels)
        .finish();
}

static void read(const json& value, const std::string& pointer, Problems& problems, Keyframe& out)
{
    Fields fields(value, pointer, problems);
    fields.required("input", out.input)("frame", out.frame).finish();
}

static void
read(const json& value, const std::string& pointer, Problems& problems, BrushRegion& out)
{
    Fields fields(value, pointer, problems);
    fields("mask", out.mask)("polygon", out.polygon)("path", out.path)("direction", out.direction)(
        "proximity", out.proximity)("ambient", out.ambient)("static", out.is_static)
        .finish();
}

static void read(const json& value, const std::string& pointer, Problems& problems, CameraMove& out)
{
    Fields fields(value, pointer, problems);
    fields.required("name", out.name)("amount", out.amount).finish();
}

static void read(const json& value, const std::string& pointer, Problems& problems, CameraPose& out)
{
    Fields fields(value, pointer, problems);
    fields("position", out.position)("angles", out.angles)("focal_length", out.focal_length)
        .finish();
}

static void read(const json& value, const std::string& pointer, Problems& problems, Source& out)
{
    Fields fields(value, pointer, problems);
    fields
        .required("input", out.input)("strength", out.strength)("prefix_frames", out.prefix_frames)
        .finish();
}

static void read(const json& value, const std::string& pointer, Problems& problems, Lora& out)
{
    Fields fields(value, pointer, problems);
    fields.required("name", out.name).required("sha256", out.sha256)("weight", out.weight).finish();
}

static void read(const json& value, const std::string& pointer, Problems& problems, Likeness& out)
{
    Fields fields(value, pointer, problems);
    fields.required("handle", out.handle)
        .required("kind", out.kind)
        .required("inputs", out.inputs)
        .finish();
}

/// Formats are versioned; this build reads version 1.
static void read_version(Fields& fields, Problems& problems)
{
    int version = 1;
    fields("version", version);
    if (version != 1) {
        problems.add(fields.pointer() + "/version",
                     "must be 1: this program is older than the file; update it");
    }
}

static json request_json(const Request& request)
{
    json out{{"version", 1},
             {"model", request.model},
             {"prompt", request.prompt},
             {"negative", request.negative},
             {"seed", request.seed},
             {"size", size_json(request.size)},
             {"frames", request.frames},
             {"steps", request.steps},
             {"guidance", request.guidance},
             {"sound", request.sound},
             {"noise", request.noise}};
    for (const char* name : {"camera", "camera_path", "keyframes", "brush", "cast", "inputs"}) {
        out[name] = json::array();
    }
    if (request.motion) {
        out["motion"] = *request.motion;
    }
    if (!request.pass.empty()) { // left out where there is none: recipes keep their hashes
        out["pass"] = request.pass;
    }
    for (const auto& lora : request.loras) { // the same
        out["loras"].push_back(
            {{"name", lora.name}, {"sha256", lora.sha256}, {"weight", lora.weight}});
    }
    for (const auto& move : request.camera) {
        out["camera"].push_back({{"name", move.name}, {"amount", move.amount}});
    }
    for (const auto& pose : request.camera_path) {
        out["camera_path"].push_back({{"position", pose.position},
                                      {"angles", pose.angles},
                                      {"focal_length", pose.focal_length}});
    }
    for (const auto& keyframe : request.keyframes) {
        out["keyframes"].push_back({{"input", keyframe.input}, {"frame", keyframe.frame}});
    }
    for (const auto& region : request.brush) {
        out["brush"].push_back({{"mask", region.mask},
                                {"polygon", region.polygon},
                                {"path", region.path},
                                {"direction", region.direction},
                                {"proximity", region.proximity},
                                {"ambient", region.ambient},
                                {"static", region.is_static}});
    }
    if (request.source) {
        out["source"] = {{"input", request.source->input},
                         {"strength", request.source->strength},
                         {"prefix_frames", request.source->prefix_frames}};
    }
    for (const auto& likeness : request.cast) {
        out["cast"].push_back(
            {{"handle", likeness.handle}, {"kind", likeness.kind}, {"inputs", likeness.inputs}});
    }
    for (const auto& input : request.inputs) {
        out["inputs"].push_back({{"name", input.name},
                                 {"sha256", input.sha256},
                                 {"size", size_json(input.size)},
                                 {"frames", input.frames},
                                 {"channels", input.channels}});
    }
    return out;
}

static void read(const json& value,
                 const std::string& pointer,
                 Problems& problems,
                 std::map<std::string, std::string>& out)
{
    if (!value.is_object()) {
        problems.add(pointer, "must be an object");
        return;
    }
    out.clear();
    for (const auto& [key, item] : value.items()) {
        read(item, pointer + "/" + key, problems, out[key]);
    }
}

template <class T>
static T finish(T value, Problems& problems)
{
    if (!problems.empty()) {
        throw BadJson(problems.take());
    }
    return value;
}

void read(const json& value, const std::string& pointer, Problems& problems, Request& out)
{
    Fields fields(value, pointer, problems);
    read_version(fields, problems);
    fields("model", out.model)("prompt", out.prompt)("negative", out.negative)("seed", out.seed)(
        "size", out.size)("frames", out.frames)("steps", out.steps)("guidance", out.guidance)(
        "motion", out.motion)("camera", out.camera)("camera_path", out.camera_path)(
        "pass", out.pass)("loras", out.loras)("keyframes", out.keyframes)("brush", out.brush)(
        "source", out.source)("cast", out.cast)("sound", out.sound)("noise", out.noise)("inputs",
                                                                                        out.inputs)
        .finish();
}

} // namespace protocol

using protocol::Fields;
using protocol::json;
using protocol::Problems;

std::string to_json(const Request& request)
{
    return protocol::canonical(protocol::request_json(request));
}

Request request_from_json(std::string_view text)
{
    const json value = protocol::parse(text);
    Problems problems;
    Request request;
    protocol::read(value, "", problems, request);
    return protocol::finish(std::move(request), problems);
}

std::string to_json(const Recipe& recipe)
{
    return protocol::canonical({{"version", 1},
                                {"request", protocol::request_json(recipe.request)},
                                {"model_hashes", recipe.model_hashes},
                                {"completed_prompt", recipe.completed_prompt},
                                {"grounding", recipe.grounding},
                                {"noise", recipe.noise},
                                {"solver", recipe.solver},
                                {"schedule", recipe.schedule},
                                {"instruction_set", recipe.instruction_set},
                                {"threads", recipe.threads},
                                {"device", recipe.device},
                                {"engine_build", recipe.engine_build},
                                {"mechanisms", recipe.mechanisms}});
}

Recipe recipe_from_json(std::string_view text)
{
    const json value = protocol::parse(text);
    Problems problems;
    Recipe recipe;
    Fields fields(value, "", problems);
    protocol::read_version(fields, problems);
    fields.required("request", recipe.request)("completed_prompt", recipe.completed_prompt)(
        "grounding", recipe.grounding)("noise", recipe.noise)("solver", recipe.solver)(
        "schedule", recipe.schedule)("instruction_set", recipe.instruction_set)(
        "threads", recipe.threads)("device", recipe.device)("engine_build", recipe.engine_build)(
        "mechanisms", recipe.mechanisms);
    if (const json* hashes = fields.find("model_hashes")) {
        protocol::read(*hashes, "/model_hashes", problems, recipe.model_hashes);
    }
    fields.finish();
    return protocol::finish(std::move(recipe), problems);
}

std::string to_json(const Limits& limits)
{
    json sizes = json::array();
    for (const auto& size : limits.sizes) {
        sizes.push_back(protocol::size_json(size));
    }
    return protocol::canonical({{"family", limits.family},
                                {"title", limits.title},
                                {"sizes", sizes},
                                {"size_multiple", limits.size_multiple},
                                {"frame_counts", limits.frame_counts},
                                {"rate", limits.rate},
                                {"steps_default", limits.steps_default},
                                {"steps_least", limits.steps_least},
                                {"steps_most", limits.steps_most},
                                {"guidance_default", limits.guidance_default},
                                {"guidance_most", limits.guidance_most},
                                {"keyframes_most", limits.keyframes_most},
                                {"cast_most", limits.cast_most},
                                {"references_most", limits.references_most},
                                {"brush_regions_most", limits.brush_regions_most},
                                {"loras_most", limits.loras_most},
                                {"image", limits.image},
                                {"brush", limits.brush},
                                {"remix", limits.remix},
                                {"extend", limits.extend},
                                {"motion", limits.motion},
                                {"negative", limits.negative},
                                {"sound", limits.sound},
                                {"cameras", limits.cameras},
                                {"passes", limits.passes},
                                {"memory_bytes", limits.memory_bytes}});
}

Limits limits_from_json(std::string_view text)
{
    const json value = protocol::parse(text);
    Problems problems;
    Limits limits;
    Fields fields(value, "", problems);
    fields
        .required("family", limits.family)("title", limits.title)("sizes", limits.sizes)(
            "size_multiple", limits.size_multiple)("frame_counts", limits.frame_counts)(
            "rate", limits.rate)("steps_default", limits.steps_default)("steps_least",
                                                                        limits.steps_least)(
            "steps_most", limits.steps_most)("guidance_default", limits.guidance_default)(
            "guidance_most", limits.guidance_most)("keyframes_most", limits.keyframes_most)(
            "cast_most", limits.cast_most)("references_most", limits.references_most)(
            "brush_regions_most", limits.brush_regions_most)("loras_most", limits.loras_most)(
            "image", limits.image)("brush", limits.brush)("remix", limits.remix)("extend",
                                                                                 limits.extend)(
            "motion", limits.motion)("negative", limits.negative)("sound", limits.sound)(
            "cameras", limits.cameras)("passes", limits.passes)("memory_bytes", limits.memory_bytes)
        .finish();
    return protocol::finish(std::move(limits), problems);
}

} // namespace rushlight::generation
