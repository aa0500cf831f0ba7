#include "editor/edits/split.hpp"

#include "editor/edits/draft.hpp"

namespace rushlight::editor {

std::optional<Timeline>
split(const Timeline& timeline, std::int64_t frame, const std::vector<Id>& tracks)
{
    Draft draft(timeline);
    bool any = false;
    for (const Id id : tracks) {
        const auto track = find_track(timeline, id);
        if (!track || draft.track(*track).locked) {
            return std::nullopt;
        }
        const std::int64_t position = draft.units(*track, frame);
        const auto index = draft.items(*track).index_at(position);
        if (!index || draft.items(*track).at(*index).is_gap() ||
            draft.items(*track).start_of(*index) == position) {
            continue;
        }
        const std::size_t right = draft.cut(*track, position);
        draft.lay(*track, right, right, {}); // lets transitions settle beside the new cut
        any = true;
    }
    return any ? std::optional(draft.timeline()) : std::nullopt;
}

} // namespace rushlight::editor
