#include "editor/script/speed_reading.hpp"

#include "editor/edits/speed.hpp"

#include <cmath>
#include <stdexcept>

namespace rushlight::editor {

namespace {

/// A clip that can run at another speed.
Id footage(const Reading& r)
{
    const Id id = r.clip("clip");
    const Clip& clip = *item_at(r.timeline(), *find_item(r.timeline(), id)).clip;
    if (!std::holds_alternative<Media>(clip.source)) {
        throw Refusal{"/clip", "it is no footage and has no speed; name a clip of an asset"};
    }
    if (clip.speed == Time(0)) {
        throw Refusal{"/clip", "it is a held frame and has no speed; trim it or take it out"};
    }
    return id;
}

} // namespace

std::optional<Timeline> with_speed_set(const Reading& r)
{
    const Id clip = footage(r);
    try {
        return set_speed(
            r.timeline(), clip, assets::parse_time(r.text("speed")), r.value("keep_pitch", true));
    } catch (const std::invalid_argument&) {
        return std::nullopt;
    }
}

std::optional<Timeline> with_speed_ramp(const Reading& r)
{
    const Id clip = footage(r);
    std::vector<SpeedKey> keys;
    for (const auto& key : r.object("keys")) {
        keys.push_back(
            {key.at("frame"), std::llround(key.at("speed").get<double>() * SpeedRamp::one)});
    }
    try {
        (void)SpeedRamp(r.timeline().rate, keys);
    } catch (const std::invalid_argument& error) {
        throw Refusal{"/keys", error.what()};
    }
    return set_speed_ramp(r.timeline(), clip, keys, r.value("keep_pitch", true));
}

std::optional<Timeline> with_frame_frozen(const Reading& r)
{
    const Id clip = r.clip("clip");
    const auto place = *find_item(r.timeline(), clip);
    if (r.timeline().tracks[place.track]->kind != TrackKind::video) {
        throw Refusal{"/clip", "it lies on an audio track; name a clip on a video track"};
    }
    const std::int64_t start = start_of(r.timeline(), place);
    const std::int64_t end = start + item_at(r.timeline(), place).length;
    const std::int64_t frame = r.integer("at");
    if (frame < start || frame >= end) {
        throw Refusal{"/at",
                      "the clip lies at frames " + std::to_string(start) + " to " +
                          std::to_string(end - 1)};
    }
    return freeze_frame(r.timeline(), clip, frame, r.integer("frames"));
}

} // namespace rushlight::editor
