#pragma once

#include "editor/timeline/items.hpp"

namespace rushlight::editor {

/// Pixels, width before height.
struct Size {
    int width = 0;
    int height = 0;

    bool operator==(const Size&) const = default;
};

enum class TrackKind : std::uint8_t { video, audio };

struct Track {
    Id id = 0;
    TrackKind kind = TrackKind::video;
    std::string name;
    bool muted = false;        ///< sound is not heard
    bool solo = false;         ///< where any audio track is solo, only those are heard
    bool locked = false;       ///< no edit changes it
    bool hidden = false;       ///< picture is not shown
    bool sync = true;          ///< ripples along with edits on other tracks
    std::string language = {}; ///< BCP 47, of a video track that holds captions alone; else empty
    std::string role = {};     ///< of a sound track: "dialogue", "music", "effects"; else empty
    double gain_db = 0;        ///< of all its sound
    double pan = 0;            ///< −1 left … 1 right
    std::vector<Effect> effects = {}; ///< of all its sound; keys lie at film time
    Items items;

    bool operator==(const Track&) const = default;
};

struct Marker {
    Id id = 0;
    std::int64_t frame = 0;
    std::string name;
    std::string colour = "#F0B45A";

    bool operator==(const Marker&) const = default;
};

/// The film: an immutable value. Versions share the tracks that did not change.
struct Timeline {
    Size size{1280, 720};
    Time rate = 24; ///< frames a second; every video edit point lies on it
    /// Video tracks from the bottom up, then audio tracks.
    std::vector<std::shared_ptr<const Track>> tracks;
    std::vector<Marker> markers;      ///< by frame
    std::vector<CaptionStyle> styles; ///< by name; the first is what captions have that name none
    Id next_id = 1; ///< not part of the value: two timelines may differ in it and be equal

    friend bool operator==(const Timeline& a, const Timeline& b);
};

inline constexpr std::int64_t sample_rate = 48000;

/// Whether a track holds captions and nothing else.
[[nodiscard]] inline bool holds_captions(const Track& track)
{
    return !track.language.empty();
}

/// Units a second on a track: the timeline's rate, or 48,000.
[[nodiscard]] Time unit_rate(const Timeline& timeline, TrackKind kind);

/// A frame's place in a track's units: the frame itself, or the sample at which it begins.
[[nodiscard]] std::int64_t units_at(const Timeline& timeline, TrackKind kind, std::int64_t frame);

/// Film length in frames: the end of the last item of any track (sound rounds up).
[[nodiscard]] std::int64_t length(const Timeline& timeline);

/// An empty film with that many tracks of each kind (named V1 …, A1 …).
[[nodiscard]] Timeline
empty_timeline(Size size, const Time& rate, int video_tracks, int audio_tracks);

/// Where an item lies.
struct Place {
    std::size_t track = 0; ///< index in Timeline::tracks
    std::size_t item = 0;  ///< index in Track::items

    bool operator==(const Place&) const = default;
};

[[nodiscard]] std::optional<std::size_t> find_track(const Timeline& timeline, Id track);
[[nodiscard]] std::optional<Place> find_item(const Timeline& timeline, Id item);
/// All other clips of a clip's link group.
[[nodiscard]] std::vector<Place> linked(const Timeline& timeline, const Place& place);
[[nodiscard]] const Item& item_at(const Timeline& timeline, const Place& place);
[[nodiscard]] std::int64_t start_of(const Timeline& timeline, const Place& place);

/// What is wrong with a timeline, one sentence each; empty where every invariant holds. Every edit
/// returns a timeline without violations.
[[nodiscard]] std::vector<std::string> violations(const Timeline& timeline);

} // namespace rushlight::editor
