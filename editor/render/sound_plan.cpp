#include "editor/render/sound_plan.hpp"

#include <algorithm>

namespace rushlight::editor {

namespace {

constexpr std::int64_t crossfade = sample_rate / 500; // 2 ms

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
                Ramp{cut - t.before,
                     cut + t.after,
                     seen_from_right,
                     both ? FadeCurve::even_power : FadeCurve::linear}};
    }
    if (left && right && is_through_edit(*left, *right, Time(sample_rate))) {
        return {};
    }
    const std::int64_t fade = seen_from_right ? self.clip->fade_in : self.clip->fade_out;
    if (fade > 0) {
        return {0,
                seen_from_right ? Ramp{cut, cut + fade, true, self.clip->fade_in_curve}
                                : Ramp{cut - fade, cut, false, self.clip->fade_out_curve}};
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
    double share = 1;
    if (sample < from) {
        share = 0;
    } else if (sample < to) {
        share = (static_cast<double>(sample - from) + 0.5) / static_cast<double>(to - from);
    }
    return static_cast<float>(faded(curve, rising ? share : 1 - share));
}

bool is_through_edit(const Item& left, const Item& right, const Time& unit_rate)
{
    if (!left.clip || !right.clip || right.transition) {
        return false;
    }
    const Clip& a = *left.clip;
    const Clip& b = *right.clip;
    return a.gain_db == b.gain_db && a.pan == b.pan && a.effects == b.effects && a.fade_out == 0 &&
           b.fade_in == 0 && goes_on(a, left.length, b, unit_rate);
}

bool is_heard(const Timeline& timeline, const Track& track)
{
    const bool any_solo =
        std::any_of(timeline.tracks.begin(), timeline.tracks.end(), [](const auto& t) {
            return t->kind == TrackKind::audio && t->solo;
        });
    return track.kind == TrackKind::audio && !track.muted && (!any_solo || track.solo);
}

std::vector<SoundPiece>
plan_track(const Timeline& timeline, const Track& track, std::int64_t first, std::int64_t count)
{
    std::vector<SoundPiece> pieces;
    const std::int64_t last = first + count;
    if (!is_heard(timeline, track) || track.items.empty()) {
        return pieces;
    }
    const Items& items = track.items;
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
        if (item.clip && std::holds_alternative<Media>(item.clip->source) &&
            item.clip->speed != Time(0)) { // a held frame is silent
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
    return pieces;
}

std::vector<SoundPiece> plan_sound(const Timeline& timeline, std::int64_t first, std::int64_t count)
{
    std::vector<SoundPiece> pieces;
    for (const auto& track : timeline.tracks) {
        auto more = plan_track(timeline, *track, first, count);
        pieces.insert(pieces.end(),
                      std::make_move_iterator(more.begin()),
                      std::make_move_iterator(more.end()));
    }
    return pieces;
}

} // namespace rushlight::editor
