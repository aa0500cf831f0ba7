#include "app/desktop/timeline_edits.hpp"

#include "editor/edits/rearrange.hpp"
#include "editor/edits/remove.hpp"
#include "editor/edits/split.hpp"
#include "editor/edits/tracks.hpp"
#include "editor/edits/trim.hpp"

#include <QCoreApplication>
#include <algorithm>
#include <cstdlib>

namespace rushlight::app {

namespace {

using editor::Timeline;
using Next = std::optional<Timeline>;

QString tr(const char* text)
{
    return QCoreApplication::translate("edits", text);
}

std::vector<editor::Id> open_tracks(const Timeline& timeline)
{
    std::vector<editor::Id> ids;
    for (const auto& track : timeline.tracks) {
        if (!track->locked) {
            ids.push_back(track->id);
        }
    }
    return ids;
}

/// The selected clips, one of each link group, earliest first.
std::vector<editor::Id> selected(const Workspace& workspace)
{
    const Timeline& timeline = *workspace.timeline();
    std::vector<std::pair<double, editor::Id>> clips; // by seconds
    std::set<editor::Id> links;
    for (const editor::Id item : workspace.selection()) {
        const auto place = editor::find_item(timeline, item);
        if (!place || editor::item_at(timeline, *place).is_gap()) {
            continue;
        }
        const editor::Id link = editor::item_at(timeline, *place).clip->link;
        if (link != 0 && !links.insert(link).second) {
            continue;
        }
        const auto rate = editor::unit_rate(timeline, timeline.tracks[place->track]->kind);
        clips.emplace_back(static_cast<double>(editor::start_of(timeline, *place)) / rate.seconds(),
                           item);
    }
    std::sort(clips.begin(), clips.end());
    std::vector<editor::Id> ids;
    for (const auto& [seconds, id] : clips) {
        ids.push_back(id);
    }
    return ids;
}

/// One edit of each of these clips, all or none.
void edit_each(Workspace& workspace,
               const std::vector<editor::Id>& clips,
               const QString& label,
               const QString& refusal,
               const std::function<Next(const Timeline&, editor::Id)>& edit)
{
    if (clips.empty()) {
        return;
    }
    Next next = *workspace.timeline();
    for (const editor::Id clip : clips) {
        if (next && editor::find_item(*next, clip)) { // an edit before may have taken it along
            next = edit(*next, clip);
        }
    }
    workspace.commit(std::move(next), label, refusal);
}

/// The selected clip, the earliest of several.
void edit_one(Workspace& workspace,
              const QString& label,
              const QString& refusal,
              Next (*edit)(const Timeline&, editor::Id))
{
    if (const auto clips = selected(workspace); !clips.empty()) {
        workspace.commit(edit(*workspace.timeline(), clips.front()), label, refusal);
    }
}

/// Frames from In to Out; none, with a sentence, while one of them is not set.
std::optional<std::pair<std::int64_t, std::int64_t>> in_to_out(Workspace& workspace)
{
    const auto in = workspace.in_point(), out = workspace.out_point();
    if (!in || !out || *out <= *in) {
        workspace.tell(tr("Set an in and an out point first: I and O."));
        return std::nullopt;
    }
    return std::pair(*in, *out);
}

} // namespace

void split_at_playhead(Workspace& workspace)
{
    const Timeline& timeline = *workspace.timeline();
    workspace.commit(editor::split(timeline, workspace.playhead(), open_tracks(timeline)),
                     tr("Split"),
                     tr("There is no clip under the playhead to split."));
}

void trim_to_playhead(Workspace& workspace, bool head)
{
    const Timeline& timeline = *workspace.timeline();
    for (std::size_t track = timeline.tracks.size(); track-- > 0;) {
        const auto& one = *timeline.tracks[track];
        const auto index = one.kind == editor::TrackKind::video && !one.locked
                               ? one.items.index_at(workspace.playhead())
                               : std::nullopt;
        if (!index || one.items.at(*index).is_gap()) {
            continue;
        }
        const std::int64_t start = one.items.start_of(*index);
        const bool done =
            workspace.commit(editor::trim_to(timeline,
                                             one.items.at(*index).id,
                                             head ? editor::Edge::head : editor::Edge::tail,
                                             workspace.playhead()),
                             tr("Trim to playhead"));
        if (done && head) {
            workspace.set_playhead(start);
        }
        return;
    }
}

void add_marker(Workspace& workspace)
{
    workspace.commit(editor::add_marker(*workspace.timeline(), workspace.playhead(), {}),
                     tr("Marker"));
}

void lift_selection(Workspace& workspace)
{
    edit_each(
        workspace,
        selected(workspace),
        tr("Lift"),
        tr("These clips lie on a locked track."),
        [](const Timeline& timeline, editor::Id clip) { return editor::lift(timeline, {clip}); });
}

void extract_selection(Workspace& workspace)
{
    edit_each(workspace,
              selected(workspace),
              tr("Ripple delete"),
              tr("These clips cannot be taken out: a track is locked."),
              editor::extract);
}

void nudge_selection(Workspace& workspace, std::int64_t frames)
{
    auto clips = selected(workspace);
    if (frames > 0) { // the one in front first, so that none lies over the next
        std::reverse(clips.begin(), clips.end());
    }
    edit_each(workspace, clips, tr("Nudge"), {}, [&](const Timeline& timeline, editor::Id clip) {
        const auto place = editor::find_item(timeline, clip);
        const auto kind = timeline.tracks[place->track]->kind;
        const auto units = editor::units_at(timeline, kind, std::abs(frames));
        return editor::nudge(timeline, clip, frames < 0 ? -units : units);
    });
}

void duplicate_selection(Workspace& workspace)
{
    edit_each(workspace,
              selected(workspace),
              tr("Duplicate"),
              tr("This clip cannot be copied: a track is locked."),
              editor::duplicate);
}

void swap_selection(Workspace& workspace)
{
    edit_one(workspace,
             tr("Swap"),
             tr("No clip lies directly behind this one, or a track is locked."),
             editor::swap_with_next);
}

void join_selection(Workspace& workspace)
{
    edit_one(workspace,
             tr("Join"),
             tr("The clip in front does not go on in this one; only a through edit can be joined."),
             editor::join);
}

void lift_in_to_out(Workspace& workspace)
{
    if (const auto range = in_to_out(workspace)) {
        const Timeline& timeline = *workspace.timeline();
        workspace.commit(
            editor::lift_range(timeline, range->first, range->second, open_tracks(timeline)),
            tr("Lift in to out"),
            tr("Nothing lies between in and out."));
    }
}

void extract_in_to_out(Workspace& workspace)
{
    if (const auto range = in_to_out(workspace)) {
        const bool done = workspace.commit(
            editor::extract_range(*workspace.timeline(), range->first, range->second),
            tr("Extract in to out"),
            tr("Nothing lies between in and out."));
        if (done) {
            workspace.set_playhead(range->first);
            workspace.set_in_out({}, {});
        }
    }
}

} // namespace rushlight::app
