#pragma once

#include "editor/timeline/timeline.hpp"

#include <map>

namespace rushlight::editor {

/// A timeline in the middle of an edit. Positions and lengths are in the track's own units. Every
/// function leaves gaps merged, no gap at a track's end, and transitions no longer than what they
/// join.
class Draft {
public:
    explicit Draft(const Timeline& timeline)
        : timeline_(timeline)
    {
    }

    [[nodiscard]] const Timeline& timeline() const { return timeline_; }

    [[nodiscard]] const Track& track(std::size_t index) const { return *timeline_.tracks[index]; }

    [[nodiscard]] const Items& items(std::size_t index) const { return track(index).items; }

    [[nodiscard]] Time rate(std::size_t index) const
    {
        return unit_rate(timeline_, track(index).kind);
    }

    [[nodiscard]] Id fresh() { return timeline_.next_id++; }

    void replace_track(std::size_t index, Track track);

    /// Makes an item begin at a position inside the track by splitting what covers it, and says its
    /// index; size() where the track ends before. Right halves of one link group that are cut in
    /// one go (until `next_cut`) become a new group.
    std::size_t cut(std::size_t track, std::int64_t position);

    void next_cut() { right_links_.clear(); }

    /// Items [first, last) replaced. Items with id 0 get a fresh one.
    void lay(std::size_t track, std::size_t first, std::size_t last, std::vector<Item> items);

    /// One item replaced by another form of itself.
    void change(std::size_t track, std::size_t index, Item item)
    {
        lay(track, index, index + 1, {std::move(item)});
    }

    /// A gap put in; what lies behind moves on.
    void open(std::size_t track, std::int64_t position, std::int64_t length);
    /// What lies in [from, to) is taken out and the hole closed.
    void close(std::size_t track, std::int64_t from, std::int64_t to);
    /// What lies in [from, to) becomes a gap.
    void clear(std::size_t track, std::int64_t from, std::int64_t to);
    /// An item laid over whatever is there; a gap fills the way to it.
    void overwrite(std::size_t track, std::int64_t position, Item item);

    /// open or close of frames [from, to) on all unlocked sync tracks but those named.
    void open_others(const std::vector<std::size_t>& but, std::int64_t from, std::int64_t to);
    void close_others(const std::vector<std::size_t>& but, std::int64_t from, std::int64_t to);

    /// Frames to units of a track.
    [[nodiscard]] std::int64_t units(std::size_t track, std::int64_t frame) const
    {
        return units_at(timeline_, this->track(track).kind, frame);
    }

private:
    void settle(Items& items, const Time& rate, std::size_t first, std::size_t last) const;

    Timeline timeline_;
    std::map<Id, Id> right_links_;
};

[[nodiscard]] Item gap_of(std::int64_t length);

/// Whether nothing but gaps lies in [from, to), in the track's units.
[[nodiscard]] bool is_free(const Items& items, std::int64_t from, std::int64_t to);

/// A clip, first, and those linked with it; none where it is missing or a gap, or one is on a
/// locked track.
[[nodiscard]] std::optional<std::vector<Place>> with_linked(const Timeline& timeline, Id clip);

/// How far what is linked goes along, in units of its own kind of track, when something of kind
/// `of` goes `by` units of its track on from `start`.
[[nodiscard]] std::int64_t way_in(
    const Timeline& timeline, TrackKind of, TrackKind linked, std::int64_t start, std::int64_t by);

/// A clip with another value.
[[nodiscard]] std::shared_ptr<const Clip> with_link(const Clip& clip, Id link);

/// The item begins later (or, with a negative number, earlier) in its source; its length follows.
/// None where the handle is too short or nothing would be left.
[[nodiscard]] std::optional<Item> head_trimmed(Item item, std::int64_t later, const Time& rate);
/// The item ends later (or, with a negative number, earlier); none where that does not fit.
[[nodiscard]] std::optional<Item> tail_trimmed(Item item, std::int64_t later, const Time& rate);

} // namespace rushlight::editor
