#include "editor/edits/draft.hpp"

#include <algorithm>

namespace rushlight::editor {

namespace {

void fit_fades(Clip& clip, std::int64_t length)
{
    clip.fade_in = std::min(clip.fade_in, length);
    clip.fade_out = std::min(clip.fade_out, length - clip.fade_in);
}

} // namespace

bool is_free(const Items& items, std::int64_t from, std::int64_t to)
{
    while (from < to) {
        const auto index = items.index_at(from);
        if (!index) {
            return true;
        }
        if (!items.at(*index).is_gap()) {
            return false;
        }
        from = items.start_of(*index) + items.at(*index).length;
    }
    return true;
}

Item gap_of(std::int64_t length)
{
    Item gap;
    gap.length = length;
    return gap;
}

std::optional<std::vector<Place>> with_linked(const Timeline& timeline, Id clip)
{
    const auto place = find_item(timeline, clip);
    if (!place || item_at(timeline, *place).is_gap()) {
        return std::nullopt;
    }
    std::vector<Place> places = linked(timeline, *place);
    places.insert(places.begin(), *place);
    for (const Place& p : places) {
        if (timeline.tracks[p.track]->locked) {
            return std::nullopt;
        }
    }
    return places;
}

std::int64_t way_in(
    const Timeline& timeline, TrackKind of, TrackKind linked, std::int64_t start, std::int64_t by)
{
    if (of == TrackKind::video) { // on the grid of frames
        return units_at(timeline, linked, start + by) - units_at(timeline, linked, start);
    }
    return linked == TrackKind::video ? Time(by, sample_rate).round_at(timeline.rate) : by;
}

std::shared_ptr<const Clip> with_link(const Clip& clip, Id link)
{
    auto copy = std::make_shared<Clip>(clip);
    copy->link = link;
    return copy;
}

std::optional<Item> head_trimmed(Item item, std::int64_t later, const Time& rate)
{
    if (item.length - later < 1 || -later > head_handle(item, rate)) {
        return std::nullopt;
    }
    item.length -= later;
    if (item.clip) {
        auto clip = std::make_shared<Clip>(*item.clip);
        begin_later(*clip, later, rate);
        fit_fades(*clip, item.length);
        item.clip = std::move(clip);
    }
    return item;
}

std::optional<Item> tail_trimmed(Item item, std::int64_t later, const Time& rate)
{
    if (item.length + later < 1 || later > tail_handle(item, rate)) {
        return std::nullopt;
    }
    item.length += later;
    if (item.clip && item.clip->fade_in + item.clip->fade_out > item.length) {
        auto clip = std::make_shared<Clip>(*item.clip);
        fit_fades(*clip, item.length);
        item.clip = std::move(clip);
    }
    return item;
}

void Draft::replace_track(std::size_t index, Track track)
{
    timeline_.tracks[index] = std::make_shared<const Track>(std::move(track));
}

std::size_t Draft::cut(std::size_t track, std::int64_t position)
{
    const auto index = items(track).index_at(position);
    if (!index) {
        return position <= 0 ? 0 : items(track).size();
    }
    const std::int64_t inside = position - items(track).start_of(*index);
    if (inside == 0) {
        return *index;
    }
    // | A      |  cut  | A  | A' |
    Item left = items(track).at(*index);
    Item right = left;
    right.id = fresh();
    right.transition.reset();
    left.length = inside;
    right.length -= inside;
    if (left.clip) {
        auto left_clip = std::make_shared<Clip>(*left.clip);
        auto right_clip = std::make_shared<Clip>(*left.clip);
        begin_later(*right_clip, inside, rate(track));
        left_clip->fade_out = 0;
        right_clip->fade_in = 0;
        fit_fades(*left_clip, left.length);
        fit_fades(*right_clip, right.length);
        if (left_clip->link != 0) {
            auto [entry, is_new] = right_links_.try_emplace(left_clip->link, 0);
            if (is_new) {
                entry->second = fresh();
            }
            right_clip->link = entry->second;
        }
        left.clip = std::move(left_clip);
        right.clip = std::move(right_clip);
    }
    // not through lay(), which would merge the halves of a gap again
    Track copy = this->track(track);
    copy.items = copy.items.spliced(*index, *index + 1, {left, right});
    replace_track(track, std::move(copy));
    return *index + 1;
}

void Draft::settle(Items& items, const Time& rate, std::size_t first, std::size_t last) const
{
    for (std::size_t i = first; i < std::min(last, items.size()); ++i) {
        if (!items.at(i).transition) {
            continue;
        }
        Item item = items.at(i);
        Transition& transition = *item.transition;
        if (i == 0 || (items.at(i - 1).is_gap() && item.is_gap())) {
            item.transition.reset();
        } else {
            const Item& left = items.at(i - 1);
            const bool has_next = i + 1 < items.size() && items.at(i + 1).transition;
            const std::int64_t left_taken = left.transition ? left.transition->after : 0;
            const std::int64_t right_taken = has_next ? items.at(i + 1).transition->before : 0;
            transition.before = std::max<std::int64_t>(
                0,
                std::min({transition.before, left.length - left_taken, head_handle(item, rate)}));
            transition.after = std::max<std::int64_t>(
                0,
                std::min({transition.after, item.length - right_taken, tail_handle(left, rate)}));
            if (transition.length() == 0) {
                item.transition.reset();
            }
        }
        if (item.transition != items.at(i).transition) {
            items = items.spliced(i, i + 1, {std::move(item)});
        }
    }
}

void Draft::lay(std::size_t track,
                std::size_t first,
                std::size_t last,
                std::vector<Item> replacement)
{
    const Items& before = items(track);
    while (first > 0 && before.at(first - 1).is_gap()) {
        replacement.insert(replacement.begin(), before.at(--first));
    }
    while (last < before.size() && before.at(last).is_gap()) {
        replacement.push_back(before.at(last++));
    }
    std::vector<Item> merged;
    for (Item& item : replacement) {
        if (item.length <= 0) {
            continue;
        }
        if (item.is_gap() && !merged.empty() && merged.back().is_gap()) {
            merged.back().length += item.length;
            continue;
        }
        merged.push_back(std::move(item));
    }
    if (last == before.size() && !merged.empty() && merged.back().is_gap()) {
        merged.pop_back();
    }
    for (Item& item : merged) {
        if (item.id == 0) {
            item.id = fresh();
        }
    }
    const std::size_t behind = first + merged.size();
    Track copy = this->track(track);
    copy.items = copy.items.spliced(first, last, std::move(merged));
    settle(
        copy.items, rate(track), first == 0 ? 0 : first - 1, behind + 2); // cut halves lie beside
    replace_track(track, std::move(copy));
}

void Draft::open(std::size_t track, std::int64_t position, std::int64_t length)
{
    if (length <= 0 || position >= items(track).length()) {
        return; // behind the last item there is nothing to move
    }
    const std::size_t index = cut(track, position);
    lay(track, index, index, {gap_of(length)});
}

void Draft::close(std::size_t track, std::int64_t from, std::int64_t to)
{
    next_cut();
    const std::size_t last = cut(track, to);
    next_cut();
    const std::size_t count = items(track).size();
    const std::size_t first = cut(track, from);
    lay(track, first, last + (items(track).size() - count), {});
}

void Draft::clear(std::size_t track, std::int64_t from, std::int64_t to)
{
    next_cut();
    const std::size_t last = cut(track, to);
    next_cut();
    const std::size_t count = items(track).size();
    const std::size_t first = cut(track, from);
    const std::size_t end = last + (items(track).size() - count);
    const std::int64_t length = items(track).start_of(end) - items(track).start_of(first);
    lay(track, first, end, {gap_of(length)});
}

void Draft::overwrite(std::size_t track, std::int64_t position, Item item)
{
    const std::int64_t end = items(track).length();
    if (position >= end) {
        const std::size_t last = items(track).size();
        lay(track, last, last, {gap_of(position - end), std::move(item)});
        return;
    }
    next_cut();
    const std::size_t last = cut(track, position + item.length);
    next_cut();
    const std::size_t count = items(track).size();
    const std::size_t first = cut(track, position);
    lay(track, first, last + (items(track).size() - count), {std::move(item)});
}

void Draft::open_others(const std::vector<std::size_t>& but, std::int64_t from, std::int64_t to)
{
    next_cut();
    for (std::size_t t = 0; t < timeline_.tracks.size(); ++t) {
        if (track(t).sync && !track(t).locked &&
            std::find(but.begin(), but.end(), t) == but.end()) {
            open(t, units(t, from), units(t, to) - units(t, from));
        }
    }
}

void Draft::close_others(const std::vector<std::size_t>& but, std::int64_t from, std::int64_t to)
{
    for (std::size_t t = 0; t < timeline_.tracks.size(); ++t) {
        if (track(t).sync && !track(t).locked &&
            std::find(but.begin(), but.end(), t) == but.end()) {
            close(t, units(t, from), units(t, to));
        }
    }
}

} // namespace rushlight::editor
