#include "generation/protocol/json.hpp"
#include "generation/protocol/limits.hpp"
#include "generation/protocol/lora_files.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <sstream>

namespace rushlight::generation {

namespace {

std::string number(double value)
{
    std::ostringstream out;
    out << value;
    return out.str();
}

/// False for NaN too.
bool within(double value, double least, double most)
{
    return value >= least && value <= most;
}

template <class List, class Show>
std::string listed(const List& list, Show show)
{
    std::string out;
    for (const auto& item : list) {
        out += (out.empty() ? "" : ", ") + show(item);
    }
    return out;
}

std::string shown(const Size& size)
{
    return std::to_string(size.width) + "x" + std::to_string(size.height);
}

bool is_sha256(const std::string& text)
{
    return text.size() == 64 && text.find_first_not_of("0123456789abcdef") == std::string::npos;
}

/// One walk over a request, gathering problems in field order.
struct Check {
    const Request& request;
    const Limits& limits;
    std::vector<Problem> problems;
    std::map<std::string, const Input*> inputs;
    std::set<std::string> used;

    void problem(const std::string& field, const std::string& sentence)
    {
        if (problems.size() < 64) {
            problems.push_back({field, sentence});
        }
    }

    void range(const std::string& field, double value, double least, double most)
    {
        if (!within(value, least, most)) {
            problem(field,
                    "must be between " + number(least) + " and " + number(most) + ", not " +
                        number(value));
        }
    }

    void text(const std::string& field, const std::string& value)
    {
        if (!is_utf8(value) || value.find('\0') != std::string::npos) {
            problem(field, "must be UTF-8 text");
        } else if (value.size() > 4000) {
            problem(field, "is " + std::to_string(value.size()) + " bytes long; at most 4000");
        }
    }

    /// The named input, of one frame count and channel count; nullptr after a
    /// problem.
    const Input*
    input(const std::string& field, const std::string& name, std::initializer_list<int> channels)
    {
        const auto found = inputs.find(name);
        if (found == inputs.end()) {
            problem(field, "names the input \"" + name + "\", which the request does not have");
            return nullptr;
        }
        used.insert(name);
        const Input& it = *found->second;
        if (std::find(channels.begin(), channels.end(), it.channels) == channels.end()) {
            problem(field,
                    "needs " + std::to_string(*channels.begin()) + " channels, but \"" + name +
                        "\" has " + std::to_string(it.channels));
            return nullptr;
        }
        return &it;
    }

    /// An input picture as large as the clip.
    void picture(const std::string& field, const std::string& name, int channels)
    {
        if (const Input* it = input(field, name, {channels})) {
            if (it->frames != 1) {
                problem(field, "must be one picture, not " + std::to_string(it->frames));
            }
            if (it->size != request.size) {
                problem(field,
                        "must be " + shown(request.size) + " like the clip, not " +
                            shown(it->size));
            }
        }
    }

    void ability(bool able, const std::string& field, const std::string& what)
    {
        if (!able) {
            problem(field, limits.family + " cannot " + what + "; choose another model");
        }
    }

    void inputs_themselves()
    {
        if (request.inputs.size() > 64) {
            problem("/inputs", "has more than 64 inputs");
            return;
        }
        for (std::size_t i = 0; i < request.inputs.size(); ++i) {
            const Input& it = request.inputs[i];
            const std::string field = "/inputs/" + std::to_string(i);
            if (it.name.empty() || it.name.size() > 128 || !is_utf8(it.name)) {
                problem(field + "/name", "must be a name of 1 to 128 bytes");
            } else if (!inputs.emplace(it.name, &it).second) {
                problem(field + "/name", "\"" + it.name + "\" is the name of two inputs");
            }
            if (!is_sha256(it.sha256)) {
                problem(field + "/sha256", "must be 64 lower-case hexadecimal digits");
            }
            if (!within(it.size.width, 1, 4096) || !within(it.size.height, 1, 4096)) {
                problem(field + "/size", "must be within 1x1 and 4096x4096");
            }
            range(field + "/frames", it.frames, 1, 2048);
            if (it.channels != 1 && it.channels != 3 && it.channels != 4) {
                problem(field + "/channels", "must be 1, 3 or 4");
            }
        }
    }

    void numbers()
    {
        if (request.seed < 0) {
            problem("/seed", "must be between 0 and 9223372036854775807");
        }
        if (std::find(limits.sizes.begin(), limits.sizes.end(), request.size) ==
            limits.sizes.end()) {
            problem("/size",
                    limits.family + " makes " + listed(limits.sizes, shown) + ", not " +
                        shown(request.size));
        }
        if (std::find(limits.frame_counts.begin(), limits.frame_counts.end(), request.frames) ==
            limits.frame_counts.end()) {
            problem("/frames",
                    limits.family + " makes clips of " +
                        listed(limits.frame_counts, [](int n) { return std::to_string(n); }) +
                        " frames, not " + std::to_string(request.frames));
        }
        if (request.steps != 0) {
            range("/steps", request.steps, limits.steps_least, limits.steps_most);
        }
        if (request.guidance != -1) {
            range("/guidance", request.guidance, 1, limits.guidance_most);
        }
        if (request.motion) {
            ability(limits.motion, "/motion", "take a motion score");
            range("/motion", *request.motion, 0, 10);
        }
    }

    void camera()
    {
        std::set<std::string> names;
        for (std::size_t i = 0; i < request.camera.size() && i < 32; ++i) {
            const CameraMove& move = request.camera[i];
            const std::string field = "/camera/" + std::to_string(i);
            if (std::find(limits.cameras.begin(), limits.cameras.end(), move.name) ==
                limits.cameras.end()) {
                problem(field + "/name",
                        limits.family + " has no camera \"" + move.name.substr(0, 64) +
                            "\"; it knows " +
                            listed(limits.cameras, [](const std::string& name) { return name; }));
            } else if (!names.insert(move.name).second) {
                problem(field + "/name", "\"" + move.name + "\" is given twice");
            }
            range(field + "/amount", move.amount, -10, 10);
        }
        if (request.camera_path.size() > static_cast<std::size_t>(std::max(request.frames, 0))) {
            problem("/camera_path", "has more poses than the clip has frames");
            return;
        }
        for (std::size_t i = 0; i < request.camera_path.size(); ++i) {
            const CameraPose& pose = request.camera_path[i];
            const std::string field = "/camera_path/" + std::to_string(i);
            for (std::size_t k = 0; k < 3; ++k) {
                range(field + "/position/" + std::to_string(k), pose.position[k], -1000, 1000);
                range(field + "/angles/" + std::to_string(k), pose.angles[k], -360, 360);
            }
            range(field + "/focal_length", pose.focal_length, 4, 1000);
        }
    }

    void pass()
    {
        if (request.pass.empty() ||
            std::find(limits.passes.begin(), limits.passes.end(), request.pass) !=
                limits.passes.end()) {
            return;
        }
        problem("/pass",
                limits.passes.empty()
                    ? "is a render pass, and " + limits.family +
                          " has none; leave it out, or let the stage draw the shot"
                    : limits.family + " has no pass \"" + request.pass.substr(0, 64) +
                          "\"; it knows " +
                          listed(limits.passes, [](const std::string& name) { return name; }));
    }

    void loras()
    {
        if (request.loras.size() > static_cast<std::size_t>(limits.loras_most)) {
            problem("/loras",
                    limits.loras_most == 0
                        ? "names LoRAs, and " + limits.family + " takes none; leave them out"
                        : "has " + std::to_string(request.loras.size()) + " LoRAs; at most " +
                              std::to_string(limits.loras_most));
            return;
        }
        std::set<std::string> names;
        for (std::size_t i = 0; i < request.loras.size(); ++i) {
            const Lora& it = request.loras[i];
            const std::string field = "/loras/" + std::to_string(i);
            if (!is_lora_name(it.name)) {
                problem(field + "/name",
                        "must be a file's name of 1 to 64 bytes, without folder and ending");
            } else if (!names.insert(it.name).second) {
                problem(field + "/name", "\"" + it.name + "\" is given twice");
            }
            if (!is_sha256(it.sha256)) {
                problem(field + "/sha256", "must be 64 lower-case hexadecimal digits");
            }
            range(field + "/weight", it.weight, -2, 2);
        }
    }

    void keyframes()
    {
        if (!request.keyframes.empty()) {
            ability(limits.image, "/keyframes", "start from pictures");
        }
        if (request.keyframes.size() > static_cast<std::size_t>(limits.keyframes_most)) {
            problem("/keyframes",
                    "has " + std::to_string(request.keyframes.size()) + " pictures; at most " +
                        std::to_string(limits.keyframes_most));
            return;
        }
        std::set<int> frames;
        for (std::size_t i = 0; i < request.keyframes.size(); ++i) {
            const Keyframe& keyframe = request.keyframes[i];
            const std::string field = "/keyframes/" + std::to_string(i);
            picture(field + "/input", keyframe.input, 3);
            range(field + "/frame", keyframe.frame, 0, request.frames - 1);
            if (!frames.insert(keyframe.frame).second) {
                problem(field + "/frame",
                        "frame " + std::to_string(keyframe.frame) + " has two pictures");
            }
        }
    }

    void region(const std::string& field, const BrushRegion& it)
    {
        if (it.mask.empty() == it.polygon.empty()) {
            problem(field, "needs a mask or a polygon, and only one of them");
        } else if (!it.mask.empty()) {
            picture(field + "/mask", it.mask, 1);
        } else if (it.polygon.size() < 3 || it.polygon.size() > 1024) {
            problem(field + "/polygon", "must have 3 to 1024 corners");
        }
        const auto share = [&](const std::string& where, double value) {
            range(where, value, 0, 1);
        };
        for (std::size_t i = 0; i < it.polygon.size() && i < 1024; ++i) {
            for (std::size_t k = 0; k < 2; ++k) {
                share(field + "/polygon/" + std::to_string(i) + "/" + std::to_string(k),
                      it.polygon[i][k]);
            }
        }
        if (it.path.size() == 1 || it.path.size() > 256) {
            problem(field + "/path", "must have 2 to 256 points");
        }
        for (std::size_t i = 0; i < it.path.size() && i < 256; ++i) {
            const std::string point = field + "/path/" + std::to_string(i);
            for (std::size_t k = 0; k < 3; ++k) {
                share(point + "/" + std::to_string(k), it.path[i][k]);
            }
            if (i > 0 && !(it.path[i][2] > it.path[i - 1][2])) {
                problem(point + "/2", "must be later than the point before it");
            }
        }
        range(field + "/direction/0", it.direction[0], -10, 10);
        range(field + "/direction/1", it.direction[1], -10, 10);
        range(field + "/proximity", it.proximity, -10, 10);
        range(field + "/ambient", it.ambient, 0, 10);
        const bool moves = !it.path.empty() || it.direction != std::array<double, 2>{0, 0} ||
                           it.proximity != 0 || it.ambient != 0;
        if (it.is_static && moves) {
            problem(field + "/static", "a static region cannot have a motion as well");
        } else if (!it.is_static && !moves) {
            problem(field,
                    "does nothing: give it a path, a direction, proximity or "
                    "ambient motion");
        }
    }

    void brush()
    {
        if (request.brush.empty()) {
            return;
        }
        ability(limits.brush, "/brush", "follow a motion brush");
        const bool first_picture = request.source || std::any_of(request.keyframes.begin(),
                                                                 request.keyframes.end(),
                                                                 [](const Keyframe& keyframe) {
                                                                     return keyframe.frame == 0;
                                                                 });
        if (!first_picture) {
            problem("/brush", "needs a picture to move: give one at frame 0, or a source clip");
        }
        if (request.brush.size() > static_cast<std::size_t>(limits.brush_regions_most)) {
            problem("/brush",
                    "has " + std::to_string(request.brush.size()) + " regions; at most " +
                        std::to_string(limits.brush_regions_most));
            return;
        }
        for (std::size_t i = 0; i < request.brush.size(); ++i) {
            region("/brush/" + std::to_string(i), request.brush[i]);
        }
    }

    void source()
    {
        if (!request.source) {
            return;
        }
        const Source& it = *request.source;
        if (it.prefix_frames == 0) {
            ability(limits.remix, "/source", "remix a clip");
        } else {
            ability(limits.extend, "/source", "continue a clip");
        }
        range("/source/strength", it.strength, 0, 1);
        range("/source/prefix_frames", it.prefix_frames, 0, request.frames - 1);
        if (const Input* clip = input("/source/input", it.input, {3})) {
            if (clip->size != request.size) {
                problem("/source/input",
                        "must be " + shown(request.size) + " like the clip, not " +
                            shown(clip->size));
            }
            const int needed = it.prefix_frames == 0 ? request.frames : it.prefix_frames;
            if (clip->frames < needed) {
                problem("/source/input",
                        "has " + std::to_string(clip->frames) + " frames; " +
                            std::to_string(needed) + " are needed");
            }
        }
    }

    void cast()
    {
        if (request.cast.size() > static_cast<std::size_t>(limits.cast_most)) {
            problem("/cast",
                    "has " + std::to_string(request.cast.size()) + " members; " + limits.family +
                        " takes at most " + std::to_string(limits.cast_most));
            return;
        }
        std::set<std::string> handles;
        std::size_t references = 0;
        for (std::size_t i = 0; i < request.cast.size(); ++i) {
            const Likeness& it = request.cast[i];
            const std::string field = "/cast/" + std::to_string(i);
            if (it.handle.empty() || it.handle.size() > 64 || !is_utf8(it.handle)) {
                problem(field + "/handle", "must be a name of 1 to 64 bytes, without the @");
            } else if (!handles.insert(it.handle).second) {
                problem(field + "/handle", "\"" + it.handle + "\" is cast twice");
            }
            if (it.kind != "person" && it.kind != "animal" && it.kind != "object" &&
                it.kind != "place") {
                problem(field + "/kind", "must be person, animal, object or place");
            }
            if (it.inputs.empty() && !request.source && request.keyframes.empty()) {
                problem(field + "/inputs", "needs at least one reference picture");
            }
            references += it.inputs.size();
            for (std::size_t k = 0; k < it.inputs.size() && k < 16; ++k) {
                const std::string where = field + "/inputs/" + std::to_string(k);
                const Input* picture = input(where, it.inputs[k], {4});
                if (picture != nullptr && picture->frames != 1) {
                    problem(where, "must be one picture");
                }
            }
        }
        if (references > static_cast<std::size_t>(limits.references_most)) {
            problem("/cast",
                    "has " + std::to_string(references) + " reference pictures; at most " +
                        std::to_string(limits.references_most));
        }
    }
};

} // namespace

std::vector<Problem> validate(const Request& request, const Limits& limits)
{
    Check check{request, limits, {}, {}, {}};
    if (request.model != limits.family) {
        check.problem("/model",
                      "asks for \"" + request.model.substr(0, 64) + "\", but this is " +
                          limits.family);
        return check.problems;
    }
    check.inputs_themselves();
    check.text("/prompt", request.prompt);
    if (request.prompt.find_first_not_of(" \t\r\n") == std::string::npos &&
        request.keyframes.empty() && !request.source) {
        check.problem("/prompt", "is empty: say what the shot shows, or give a picture or a clip");
    }
    check.text("/negative", request.negative);
    if (!request.negative.empty()) {
        check.ability(limits.negative, "/negative", "take a negative prompt");
    }
    check.numbers();
    check.camera();
    check.pass();
    check.loras();
    check.keyframes();
    check.brush();
    check.source();
    check.cast();
    if (request.noise != "philox-1" && request.noise != "torch-cpu") {
        check.problem("/noise", "must be philox-1 or torch-cpu");
    }
    for (std::size_t i = 0; i < request.inputs.size() && i < 64; ++i) {
        if (check.used.count(request.inputs[i].name) == 0) {
            check.problem("/inputs/" + std::to_string(i), "is used by nothing in the request");
        }
    }
    return check.problems;
}

} // namespace rushlight::generation
