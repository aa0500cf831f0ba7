#include "app/queue/shot_order.hpp"

#include "assets/error.hpp"
#include "generation/protocol/sha256.hpp"
#include "storage/sha256.hpp"

#include <algorithm>
#include <cmath>
#include <fstream>
#include <set>

namespace rushlight::app {

using generation::Limits;
using generation::Request;
using generation::Size;

namespace {

void add_input(Order& order, RawInput input)
{
    order.request.inputs.push_back(input.facts);
    order.inputs.push_back(std::move(input));
}

std::string without_at(const std::string& handle)
{
    return handle.rfind('@', 0) == 0 ? handle.substr(1) : handle;
}

/// Adds a member to the cast unless it is there.
void cast(Request& request, const std::string& handle)
{
    const bool there = std::any_of(request.cast.begin(),
                                   request.cast.end(),
                                   [&](const auto& member) { return member.handle == handle; });
    if (!there) {
        request.cast.push_back({handle, "", {}});
    }
}

std::int64_t seed_of(const std::string& text)
{
    return std::stoll(generation::sha256_hex(text).substr(0, 8), nullptr, 16);
}

} // namespace

const Limits& usual_family(const generation::message::Ready& ready)
{
    for (const auto& limits : ready.limits) {
        if (limits.family == "previs") {
            return limits;
        }
    }
    if (ready.limits.empty()) {
        throw Failure(Exit::model_missing, "the engine has no models; install Rushlight anew");
    }
    return ready.limits.front();
}

const Limits& family_named(const generation::message::Ready& ready, const std::string& name)
{
    if (name.empty()) {
        return usual_family(ready);
    }
    std::string known;
    for (const auto& limits : ready.limits) {
        if (limits.family == name) {
            return limits;
        }
        known += (known.empty() ? "" : ", ") + limits.family;
    }
    throw Failure(Exit::model_missing,
                  "there is no model \"" + name + "\"; there is " + known +
                      " (see rushlight models list)");
}

Size size_for(const Limits& limits, editor::Size film)
{
    const double wanted = std::log(static_cast<double>(film.width) / film.height);
    const auto off = [&](const Size& size) {
        return std::abs(std::log(static_cast<double>(size.width) / size.height) - wanted);
    };
    return *std::min_element(limits.sizes.begin(),
                             limits.sizes.end(),
                             [&](const Size& a, const Size& b) { return off(a) < off(b); });
}

int frames_for(const Limits& limits, const assets::Time& seconds)
{
    const std::int64_t needed = seconds.ceil_at(assets::Time(limits.rate));
    auto counts = limits.frame_counts;
    std::sort(counts.begin(), counts.end());
    for (const int count : counts) {
        if (count >= needed) {
            return count;
        }
    }
    return counts.back();
}

void add_picture(Order& order,
                 const std::filesystem::path& file,
                 int frame,
                 cameo::ConsentGate* gate)
{
    const std::string name = "image " + std::to_string(order.request.keyframes.size() + 1);
    add_input(order, picture_input(name, file, order.request.size));
    order.request.keyframes.push_back({name, frame});
    if (gate != nullptr) {
        for (const auto& handle : gate->handles_of_file(storage::hash_file(file))) {
            cast(order.request, handle);
        }
    }
}

void add_brush(Order& order, const std::filesystem::path& file)
{
    auto reading =
        editor::read_brush(editor::read_text(file), std::filesystem::absolute(file).parent_path());
    if (!reading.problems.empty()) {
        std::vector<generation::Problem> problems;
        for (const auto& problem : reading.problems) {
            problems.push_back(
                {problem.field, "(line " + std::to_string(problem.line) + ") " + problem.sentence});
        }
        throw Failure(Exit::usage,
                      file.filename().string() + ": " + editor::to_string(reading.problems.front()),
                      problems);
    }
    int number = 0;
    for (auto& region : reading.regions) {
        if (!region.mask.empty()) {
            const std::string name = "mask " + std::to_string(++number);
            add_input(order, mask_input(name, region.mask, order.request.size));
            region.mask = name;
        }
        order.request.brush.push_back(std::move(region));
    }
}

void add_source(Order& order, const StoredTake& take, double strength, int rate)
{
    if (!take.ready()) {
        throw Failure(Exit::usage,
                      "take " + std::to_string(take.row.id) +
                          " is not made yet; wait for it or choose another");
    }
    add_source(order, take.film, strength, rate);
    order.parent = take.row.id;
    cameo::carry_cast(take.recipe, order.request);
}

void add_source(Order& order, const std::filesystem::path& file, double strength, int rate)
{
    add_input(order, clip_input("source", file, order.request.size, order.request.frames, rate));
    order.request.source = generation::Source{"source", strength, 0};
    order.use = "remix";
}

void add_cast(Order& order,
              const std::vector<std::string>& handles,
              int references_most,
              cameo::ConsentGate* gate)
{
    for (const auto& handle : handles) {
        cast(order.request, without_at(handle));
    }
    if (order.request.cast.empty()) {
        return;
    }
    if (gate == nullptr) {
        throw Failure(Exit::consent, "no_grant: likenesses are not available here");
    }
    gate->name_references(order.request, references_most);
}

Order order_of(const editor::Storyboard& storyboard,
               const editor::Shot& shot,
               const Limits& limits,
               const std::optional<StoredTake>& source,
               cameo::ConsentGate* gate)
{
    Order order;
    order.clip = editor::takes_key(shot.id);
    order.name = shot.id;
    Request& request = order.request;
    request.model = limits.family;
    request.prompt = shot.prompt;
    request.negative = shot.negative;
    request.seed = shot.seed.value_or(seed_of(shot.id));
    request.size = size_for(limits, storyboard.size);
    request.frames = shot.seconds ? frames_for(limits, *shot.seconds) : limits.frame_counts.front();
    request.motion = shot.motion;
    request.camera = shot.camera;
    request.pass = shot.pass;
    for (const auto& image : shot.images) {
        add_picture(order, image.path, image.frame, gate);
    }
    if (!shot.brush.empty()) {
        add_brush(order, shot.brush);
    }
    if (source) {
        add_source(order, *source, shot.strength, limits.rate);
    }
    add_cast(order, shot.cast, limits.references_most, gate);
    return order;
}

Order order_again(storage::Project& project, const Request& request)
{
    Order order;
    order.request = request;
    order.use = "again";
    std::set<std::string> secret;
    for (const auto& member : request.cast) {
        secret.insert(member.inputs.begin(), member.inputs.end());
    }
    for (const auto& input : request.inputs) {
        if (secret.count(input.name) != 0) {
            continue;
        }
        const auto size = static_cast<std::uint64_t>(input.size.width) *
                          static_cast<std::uint64_t>(input.size.height) *
                          static_cast<std::uint64_t>(input.frames) *
                          static_cast<std::uint64_t>(input.channels);
        const storage::Blob blob{input.sha256, "raw", static_cast<std::int64_t>(size)};
        std::ifstream in(project.media().path(blob), std::ios::binary);
        RawInput raw{input, std::vector<std::uint8_t>(size)};
        if (!in.read(reinterpret_cast<char*>(raw.bytes.data()),
                     static_cast<std::streamsize>(size))) {
            throw Failure(Exit::unreadable,
                          "the project has lost the input \"" + input.name +
                              "\" of the shot; make the shot from its pictures again");
        }
        order.inputs.push_back(std::move(raw));
    }
    return order;
}

} // namespace rushlight::app
