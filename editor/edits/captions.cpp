#include "editor/edits/captions.hpp"

#include "editor/edits/draft.hpp"
#include "editor/edits/place.hpp"

#include <algorithm>
#include <cmath>
#include <map>

namespace rushlight::editor {

namespace {

bool is_colour(const std::string& text)
{
    return text.size() == 7 && text.front() == '#' &&
           text.find_first_not_of("0123456789abcdefABCDEF", 1) == std::string::npos;
}

bool is_sound(const CaptionStyle& style)
{
    return !style.name.empty() && std::isfinite(style.size) && style.size >= 0.01 &&
           style.size <= 0.5 && std::isfinite(style.outline) && style.outline >= 0 &&
           style.outline <= 0.5 && is_colour(style.colour) && is_colour(style.outline_colour) &&
           (style.box.empty() || is_colour(style.box)) &&
           (style.said.empty() || is_colour(style.said));
}

/// The first line of a caption, for lists.
std::string name_of(const Caption& caption)
{
    const std::string text = text_of(caption);
    return text.substr(0, text.find('\n'));
}

Clip clip_of(const Caption& caption)
{
    Clip clip;
    clip.name = name_of(caption);
    clip.source = caption;
    return clip;
}

/// A new empty track of captions, behind the last video track.
std::size_t add_caption_track(Timeline& timeline, const std::string& language)
{
    const auto place =
        std::find_if(timeline.tracks.begin(), timeline.tracks.end(), [](const auto& track) {
            return track->kind == TrackKind::audio;
        });
    const auto others = std::count_if(timeline.tracks.begin(),
                                      timeline.tracks.end(),
                                      [](const auto& track) { return holds_captions(*track); });
    Track track;
    track.id = timeline.next_id++;
    track.name = "C" + std::to_string(others + 1);
    track.language = language;
    const auto index = static_cast<std::size_t>(place - timeline.tracks.begin());
    timeline.tracks.insert(place, std::make_shared<const Track>(std::move(track)));
    return index;
}

/// The timeline's styles with a file's, and what the file's names are called there.
std::map<std::string, std::string> merge_styles(Timeline& timeline,
                                                const std::vector<CaptionStyle>& styles)
{
    std::map<std::string, std::string> names;
    for (const CaptionStyle& given : styles) {
        CaptionStyle style = given;
        const auto same_name = [&] {
            return std::find_if(timeline.styles.begin(), timeline.styles.end(), [&](const auto& s) {
                return s.name == style.name;
            });
        };
        int number = 2;
        for (auto found = same_name(); found != timeline.styles.end() && !(*found == style);
             found = same_name()) {
            style.name = given.name + " " + std::to_string(number++);
        }
        if (same_name() == timeline.styles.end()) {
            timeline.styles.push_back(style);
        }
        names[given.name] = style.name == timeline.styles.front().name ? "" : style.name;
        if (&given == &styles.front()) {
            names[""] = names[given.name];
        }
    }
    return names;
}

} // namespace

std::optional<Timeline>
add_captions(const Timeline& timeline, const CaptionFile& file, const std::string& language)
{
    if (language.empty() || file.cues.empty()) {
        return std::nullopt;
    }
    Timeline next = timeline;
    const auto names = merge_styles(next, file.styles);

    struct Lane {
        std::vector<Item> items;
        std::int64_t end = 0;
    };

    std::vector<Lane> lanes;
    for (const Cue& cue : file.cues) {
        const std::int64_t begin = std::max<std::int64_t>(0, cue.begin.round_at(next.rate));
        const std::int64_t end = std::max(begin + 1, cue.end.round_at(next.rate));
        auto lane = std::find_if(
            lanes.begin(), lanes.end(), [&](const Lane& one) { return one.end <= begin; });
        if (lane == lanes.end()) {
            lane = lanes.insert(lanes.end(), Lane());
        }
        if (begin > lane->end) {
            lane->items.push_back(gap_of(begin - lane->end));
            lane->items.back().id = next.next_id++;
        }
        Caption caption = cue.caption;
        for (CaptionRun& run : caption.runs) {
            const auto named = names.find(run.style);
            run.style = named == names.end() ? "" : named->second;
        }
        Item item;
        item.id = next.next_id++;
        item.length = end - begin;
        item.clip = std::make_shared<const Clip>(clip_of(caption));
        lane->items.push_back(std::move(item));
        lane->end = end;
    }
    for (Lane& lane : lanes) {
        const std::size_t index = add_caption_track(next, language);
        Track track = *next.tracks[index];
        track.items = Items(std::move(lane.items));
        next.tracks[index] = std::make_shared<const Track>(std::move(track));
    }
    return next;
}

std::optional<Timeline> insert_caption(const Timeline& timeline,
                                       std::int64_t frame,
                                       std::int64_t frames,
                                       const Caption& caption,
                                       const std::string& language)
{
    if (frame < 0 || frames < 1 || language.empty() || text_of(caption).empty()) {
        return std::nullopt;
    }
    Timeline next = timeline;
    std::optional<std::size_t> free;
    for (std::size_t i = 0; i < next.tracks.size() && !free; ++i) {
        const Track& track = *next.tracks[i];
        if (track.language == language && !track.locked &&
            is_free(track.items, frame, frame + frames)) {
            free = i;
        }
    }
    const std::size_t index = free ? *free : add_caption_track(next, language);
    return overwrite(next, frame, {{next.tracks[index]->id, clip_of(caption), frames}});
}

std::optional<Timeline> set_caption(const Timeline& timeline, Id clip, const Caption& caption)
{
    const auto place = find_item(timeline, clip);
    if (!place || timeline.tracks[place->track]->locked || text_of(caption).empty()) {
        return std::nullopt;
    }
    Item item = item_at(timeline, *place);
    if (item.is_gap() || !std::holds_alternative<Caption>(item.clip->source)) {
        return std::nullopt;
    }
    Clip copy = *item.clip;
    copy.source = caption;
    copy.name = name_of(caption);
    if (copy == *item.clip) {
        return std::nullopt;
    }
    item.clip = std::make_shared<const Clip>(std::move(copy));
    Draft draft(timeline);
    draft.change(place->track, place->item, std::move(item));
    return draft.timeline();
}

std::optional<Timeline> set_caption_style(const Timeline& timeline, const CaptionStyle& style)
{
    if (!is_sound(style)) {
        return std::nullopt;
    }
    Timeline next = timeline;
    const auto found = std::find_if(next.styles.begin(), next.styles.end(), [&](const auto& one) {
        return one.name == style.name;
    });
    if (found == next.styles.end()) {
        if (next.styles.empty() && style.name != CaptionStyle().name) {
            next.styles.emplace_back(); // what captions without a style look like stays
        }
        next.styles.push_back(style);
    } else {
        *found = style;
    }
    return next == timeline ? std::nullopt : std::optional(next);
}

CaptionFile captions_of(const Timeline& timeline, const std::string& language)
{
    CaptionFile file;
    file.styles = timeline.styles;
    for (const auto& track : timeline.tracks) {
        if (track->language != language || language.empty()) {
            continue;
        }
        std::int64_t at = 0;
        for (std::size_t i = 0; i < track->items.size(); ++i) {
            const Item& item = track->items.at(i);
            if (!item.is_gap()) {
                Cue cue{Time(at) / timeline.rate,
                        Time(at + item.length) / timeline.rate,
                        std::get<Caption>(item.clip->source)};
                // a trimmed caption's words are said when they were said
                const std::int64_t gone = item.clip->source_start.round_at(Time(sample_rate));
                const std::int64_t most = (cue.end - cue.begin).round_at(Time(sample_rate));
                std::erase_if(cue.caption.words, [&](CaptionWord& word) {
                    word.from = std::max<std::int64_t>(0, word.from - gone);
                    word.to = std::min(most, word.to - gone);
                    return word.to <= word.from;
                });
                file.cues.push_back(std::move(cue));
            }
            at += item.length;
        }
    }
    std::stable_sort(file.cues.begin(), file.cues.end(), [](const Cue& a, const Cue& b) {
        return a.begin < b.begin;
    });
    return file;
}

std::vector<std::string> caption_languages(const Timeline& timeline)
{
    std::vector<std::string> languages;
    for (const auto& track : timeline.tracks) {
        if (holds_captions(*track) &&
            std::find(languages.begin(), languages.end(), track->language) == languages.end()) {
            languages.push_back(track->language);
        }
    }
    return languages;
}

} // namespace rushlight::editor
