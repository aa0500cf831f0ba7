#include "editor/edits/transition.hpp"

#include "editor/edits/draft.hpp"

#include <algorithm>

namespace rushlight::editor {

std::optional<Timeline>
set_transition(const Timeline& timeline, Id item, const Transition& transition)
{
    const auto place = find_item(timeline, item);
    if (!place || place->item == 0 || timeline.tracks[place->track]->locked ||
        transition.before < 0 || transition.after < 0 || transition.length() < 1) {
        return std::nullopt;
    }
    Draft draft(timeline);
    const Items& items = draft.items(place->track);
    const Time rate = draft.rate(place->track);
    Item changed = items.at(place->item);
    const Item& left = items.at(place->item - 1);
    const auto& next =
        place->item + 1 < items.size() ? items.at(place->item + 1).transition : std::nullopt;
    Transition fitting = transition; // the neighbours' transitions stay as they are
    fitting.before = std::min({transition.before,
                               left.length - (left.transition ? left.transition->after : 0),
                               head_handle(changed, rate)});
    fitting.after = std::min(
        {transition.after, changed.length - (next ? next->before : 0), tail_handle(left, rate)});
    if (fitting.length() < 1 || (left.is_gap() && changed.is_gap())) {
        return std::nullopt;
    }
    changed.transition = fitting;
    draft.change(place->track, place->item, std::move(changed));
    return draft.timeline();
}

std::optional<Timeline> remove_transition(const Timeline& timeline, Id item)
{
    const auto place = find_item(timeline, item);
    if (!place || timeline.tracks[place->track]->locked || !item_at(timeline, *place).transition) {
        return std::nullopt;
    }
    Draft draft(timeline);
    Item changed = item_at(timeline, *place);
    changed.transition.reset();
    draft.change(place->track, place->item, std::move(changed));
    return draft.timeline();
}

} // namespace rushlight::editor
