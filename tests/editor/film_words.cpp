#include "tests/editor/film_words.hpp"

#include "editor/edits/history.hpp"

#include <catch2/catch.hpp>

namespace rushlight::editor::tests {

Timeline linked_film(const std::string& names)
{
    Timeline film = empty_timeline({1280, 720}, 24, 2, 2);
    for (const char name : names) {
        Clip clip;
        clip.name = std::string(1, name);
        clip.source = Media{"asset " + clip.name, {}, Time(20, 24)};
        clip.source_start = Time(5, 24);
        film = append(film, {{track_id(film, "V1"), clip, 10}, {track_id(film, "A1"), clip, 20000}})
                   .value();
    }
    return film;
}

std::string picture(const Timeline& timeline, const std::string& name)
{
    const Track& track = *timeline.tracks[*find_track(timeline, track_id(timeline, name))];
    std::string line;
    for (std::size_t i = 0; i < track.items.size(); ++i) {
        const Item& item = track.items.at(i);
        line += line.empty() ? "" : " ";
        if (item.transition) {
            line += "~" + std::to_string(item.transition->before) + "+" +
                    std::to_string(item.transition->after) + " ";
        }
        line += item.is_gap() ? "." : item.clip->name;
        if (track.kind == TrackKind::video) {
            line += std::to_string(item.length);
        } else {
            line += std::to_string(item.length / 2000);
            line += item.length % 2000 != 0 ? "s" + std::to_string(item.length % 2000) : "";
        }
        if (item.clip && item.clip->source_start != Time(5, 24)) {
            const Time start = item.clip->source_start * Time(24);
            line += "@" + (start.denominator() == 1 ? std::to_string(start.numerator())
                                                    : assets::to_string(start));
        }
    }
    return line;
}

Id track_id(const Timeline& timeline, const std::string& name)
{
    for (const auto& track : timeline.tracks) {
        if (track->name == name) {
            return track->id;
        }
    }
    FAIL("no track " + name);
    return 0;
}

Id id_of(const Timeline& timeline, const std::string& track, const std::string& clip)
{
    const Items& items = timeline.tracks[*find_track(timeline, track_id(timeline, track))]->items;
    for (std::size_t i = 0; i < items.size(); ++i) {
        if (clip == "." ? items.at(i).is_gap()
                        : items.at(i).clip && items.at(i).clip->name == clip) {
            return items.at(i).id;
        }
    }
    FAIL("no clip " + clip + " on " + track);
    return 0;
}

Timeline around(const Timeline& timeline,
                const std::function<std::optional<Timeline>(const Timeline&)>& edit)
{
    const auto after = edit(timeline);
    REQUIRE(after);
    CHECK(violations(timeline).empty());
    CHECK(violations(*after) == std::vector<std::string>{});
    History<Timeline> history(timeline);
    history.commit(*after, "edit");
    CHECK(history.undo());
    CHECK(*history.now() == timeline);
    CHECK(history.redo());
    CHECK(*history.now() == *after);
    return *after;
}

} // namespace rushlight::editor::tests
