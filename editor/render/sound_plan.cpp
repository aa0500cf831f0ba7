#include "editor/render/sound_plan.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace rushlight::editor {

namespace {

constexpr std::int64_t crossfade = sample_rate / 500; // 2 ms

bool is_heard(const Timeline& timeline, const Track& track)
{
    const bool any_solo =
        std::any_of(timeline.tracks.begin(), timeline.tracks.end(), [](const auto& t) {
            return t->kind == TrackKind::audio && t->solo;
        });
    return track.kind == TrackKind::audio && !track.muted && (!any_solo || track.solo);
}

/// How a clip begins or ends against its neighbour: adds the ramp and moves the sounding edge.
struct Edge {
    std::int64_t reach = 0; ///< how far it sounds beyond the cut
    std::optional<Ramp> ramp;
};

/// The cut at `cut` between two items (either may be missing), seen from the left or right one.
Edge edge_at(const Item* left, const Item* right, std::int64_t cut, bool seen_from_right)
{
    const Item& self = seen_from_right ? *right : *left;
    if (right && right->transition) { // also beside a gap
        const Transition& t = *right->transition;
        const bool both = left && left->clip && right->clip;
        return {seen_from_right ? t.before : t.after,
                Ramp{cut - t.before, cut + t.after, seen_from_right, both}};
    }
    if (left && right && is_through_edit(*left, *right, Time(sample_rate))) {
        return {};
    }
    const std::int64_t fade = seen_from_right ? self.clip->fade_in : self.clip->fade_out;
    if (fade > 0) {
        return {0, seen_from_right ? Ramp{cut, cut + fade, true} : Ramp{cut - fade, cut, false}};
    }
    const bool joined = left && right && left->clip && right->clip && left->clip->fade_out == 0 &&
                        right->clip->fade_in == 0;
    if (joined) {
        const std::int64_t half = std::min({crossfade / 2, left->length / 2, right->length / 2});
        return {half, Ramp{cut - half, cut + half, seen_from_right}};
    }
    const std::int64_t inside = std::min(crossfade, self.length / 2);
    return {0, seen_from_right ? Ramp{cut, cut + inside, true} : Ramp{cut - inside, cut, false}};
}

} // namespace

float Ramp::at(std::int64_t sample) const
{
    double share = rising ? 1 : 0;
    if (sample < from) {
        share = 0;
    } else if (sample < to) {
        share = (static_cast<double>(sample - from) + 0.5) / static_cast<double>(to - from);
    } else {
        share = 1;
    }
    if (!rising) {
        share = 1 - share;
    }
    return static_cast<float>(even_power ? std::sin(share * std::numbers::pi / 2) : share);
}

bool is_through_edit(const Item& left, const Item& right, const Time& unit_rate)
{
    if (!left.clip || !right.clip || right.transition) {
        return false;
    }
    const Clip& a = *left.clip;
    const Clip& b = *right.clip;
    return a.source == b.source && a.speed == b.speed && a.keep_pitch == b.keep_pitch &&
           a.gain_db == b.gain_db && a.pan == b.pan && a.effects == b.effects && a.fade_out == 0 &&
           b.fade_in == 0 && b.source_start == source_time(a, left.length, unit_rate);
}

std::vector<SoundPiece> plan_sound(const Timeline& timeline, std::int64_t first, std::int64_t count)
{
    std::vector<SoundPiece> pieces;
    const std::int64_t last = first + count;
    for (const auto& track : timeline.tracks) {
        if (!is_heard(timeline, *track) || track->items.empty()) {
            continue;
        }
        const Items& items = track->items;
        // one item earlier: its handle may reach in
        std::size_t i = items.index_at(std::max<std::int64_t>(first, 0)).value_or(items.size() - 1);
        i = i > 0 ? i - 1 : 0;
        std::int64_t start = items.start_of(i);
        for (; i < items.size(); ++i) {
            const Item& item = items.at(i);
            const std::int64_t end = start + item.length;
            const Item* left = i > 0 ? &items.at(i - 1) : nullptr;
            const Item* right = i + 1 < items.size() ? &items.at(i + 1) : nullptr;
            const std::int64_t reach = item.transition ? item.transition->before : crossfade;
            if (start - reach >= last) {
                break;
            }
            if (item.clip && std::holds_alternative<Media>(item.clip->source)) {
                const Edge head = edge_at(left, &item, start, true);
                const Edge tail = edge_at(&item, right, end, false);
                SoundPiece piece{item.clip, start, start - head.reach, end + tail.reach, {}};
                for (const Edge* edge : {&head, &tail}) {
                    if (edge->ramp) {
                        piece.ramps.push_back(*edge->ramp);
                    }
                }
                if (piece.from < last && piece.to > first) {
                    pieces.push_back(std::move(piece));
                }
            }
            start = end;
        }
    }
    return pieces;
}

} // namespace rushlight::editor
