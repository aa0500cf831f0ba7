#include "editor/edits/captions.hpp"
#include "editor/edits/move.hpp"
#include "editor/edits/split.hpp"
#include "editor/edits/tracks.hpp"
#include "editor/project/timeline_json.hpp"
#include "editor/render/plan.hpp"
#include "tests/editor/film_words.hpp"

#include <catch2/catch.hpp>

using namespace rushlight::editor;
using namespace rushlight::editor::tests;

namespace {

Caption said(const std::string& text)
{
    return {{{text, ""}}, {}, ""};
}

CaptionFile file_of(const std::vector<std::pair<std::pair<int, int>, std::string>>& cues)
{
    CaptionFile file;
    file.styles.emplace_back();
    for (const auto& [frames, text] : cues) {
        file.cues.push_back({Time(frames.first, 24), Time(frames.second, 24), said(text)});
    }
    return file;
}

} // namespace

TEST_CASE("captions come onto a track of their own, on their frames", "[editor][captions]")
{
    const Timeline after = around(linked_film("AB"), [](const Timeline& t) {
        return add_captions(t, file_of({{{2, 6}, "a"}, {{6, 9}, "b"}, {{12, 15}, "c"}}), "en");
    });
    CHECK(picture(after, "C1") == ".2 a4@0 b3@0 .3 c3@0");
    CHECK(picture(after, "V1") == "A10 B10");
    CHECK(after.tracks.back()->kind == TrackKind::audio);
    CHECK(caption_languages(after) == std::vector<std::string>{"en"});
    // what overlaps goes on a further track of the same language
    const Timeline twice = around(after, [](const Timeline& t) {
        return add_captions(t, file_of({{{0, 6}, "x"}, {{4, 9}, "y"}, {{9, 10}, "z"}}), "de");
    });
    CHECK(picture(twice, "C2") == "x6@0 .3 z1@0");
    CHECK(picture(twice, "C3") == ".4 y5@0");
    const CaptionFile back = captions_of(twice, "de");
    REQUIRE(back.cues.size() == 3);
    CHECK(text_of(back.cues[1].caption) == "y");
    CHECK(back.cues[1].begin == Time(4, 24));
}

TEST_CASE("a caption is laid where its language is free, else on a new track", "[editor][captions]")
{
    Timeline film = linked_film("AB");
    film = around(film, [](const Timeline& t) { return insert_caption(t, 0, 5, said("a"), "en"); });
    film = around(film, [](const Timeline& t) { return insert_caption(t, 5, 5, said("b"), "en"); });
    CHECK(picture(film, "C1") == "a5@0 b5@0");
    film = around(film, [](const Timeline& t) { return insert_caption(t, 8, 4, said("c"), "en"); });
    CHECK(picture(film, "C2") == ".8 c4@0");
    CHECK_FALSE(insert_caption(film, 8, 4, said(""), "en"));
    CHECK_FALSE(insert_caption(film, 8, 4, said("x"), ""));
}

TEST_CASE("captions and pictures keep to their own tracks", "[editor][captions]")
{
    const Timeline film = *insert_caption(linked_film("AB"), 0, 5, said("a"), "en");
    Clip title;
    title.source = Title{"T"};
    CHECK_FALSE(overwrite(film, 8, {{track_id(film, "C1"), title, 4}}));
    Clip caption;
    caption.source = said("x");
    CHECK_FALSE(overwrite(film, 0, {{track_id(film, "V1"), caption, 4}}));
    CHECK_FALSE(move(film, id_of(film, "C1", "a"), track_id(film, "V1"), 20));
    CHECK_FALSE(move(film, id_of(film, "V1", "A"), track_id(film, "C1"), 20));
    // and a title looks for a track above, not among the captions
    const Timeline titled =
        around(film, [](const Timeline& t) { return insert_title(t, 6, 4, Title{"T"}); });
    CHECK(picture(titled, "C1") == "a5@0");
}

TEST_CASE("a caption that is split or rewritten keeps the times of its words", "[editor][captions]")
{
    CaptionFile file = file_of({{{0, 24}, "one two"}});
    file.cues[0].caption.words = {{0, 4, 0, 12000}, {4, 7, 24000, 48000}};
    Timeline film = *add_captions(linked_film("AB"), file, "en");
    film = around(film, [](const Timeline& t) { return split(t, 12, {track_id(t, "C1")}); });
    const CaptionFile back = captions_of(film, "en");
    REQUIRE(back.cues.size() == 2);
    REQUIRE(back.cues[0].caption.words.size() == 1);
    CHECK(back.cues[0].caption.words[0].to == 12000);
    REQUIRE(back.cues[1].caption.words.size() == 1);
    CHECK(back.cues[1].caption.words[0].from == 0);
    CHECK(back.cues[1].caption.words[0].to == 24000);
    const Id first = id_of(film, "C1", "one two");
    film = around(film, [&](const Timeline& t) { return set_caption(t, first, said("eins")); });
    CHECK(picture(film, "C1") == "eins12@0 one two12@12");
    CHECK_FALSE(set_caption(film, id_of(film, "V1", "A"), said("x")));
}

TEST_CASE("styles of a file keep their looks beside those that are there", "[editor][captions]")
{
    CaptionFile first = file_of({{{0, 5}, "a"}});
    first.styles[0].colour = "#FF0000";
    CaptionFile second = file_of({{{6, 9}, "b"}});
    second.styles.emplace_back().name = "Sign";
    second.styles[1].place = CaptionStyle::Place::top;
    second.cues[0].caption.runs.push_back({"!", "Sign"});
    Timeline film = *add_captions(linked_film("AB"), first, "en");
    film = around(film, [&](const Timeline& t) { return add_captions(t, second, "fr"); });
    REQUIRE(film.styles.size() == 3);
    CHECK(film.styles[1].name == "Default 2");
    const auto& runs = captions_of(film, "fr").cues.at(0).caption.runs;
    CHECK(style_named(film.styles, runs[0].style).colour == "#FFFFFF");
    CHECK(style_named(film.styles, runs[1].style).place == CaptionStyle::Place::top);
    CHECK(style_named(film.styles, captions_of(film, "en").cues[0].caption.runs[0].style).colour ==
          "#FF0000");

    CaptionStyle loud = film.styles[0];
    loud.bold = true;
    CHECK(
        around(film, [&](const Timeline& t) { return set_caption_style(t, loud); }).styles[0].bold);
    loud.colour = "red";
    CHECK_FALSE(set_caption_style(film, loud));
    loud.colour = "#FF0000";
    loud.size = 3;
    CHECK_FALSE(set_caption_style(film, loud));
}

TEST_CASE("captions are over every picture and know which word is said", "[editor][captions]")
{
    CaptionFile file = file_of({{{0, 24}, "one two"}});
    file.styles[0].said = "#FFD200";
    file.cues[0].caption.words = {{0, 4, 0, 12000}, {4, 7, 24000, 48000}};
    Timeline film = *add_captions(linked_film("AB"), file, "en");
    film = *insert_title(film, 0, 20, Title{"T"});
    const auto looks = [&](std::int64_t frame) {
        const FramePlan plan = plan_frame(film, frame);
        REQUIRE(plan.stages.size() == 3);
        REQUIRE(plan.stages.back().to);
        REQUIRE(plan.stages.back().to->caption);
        return *plan.stages.back().to->caption;
    };
    CHECK(looks(0).parts.size() == 2);
    CHECK(looks(0).parts[0].text == "one ");
    CHECK(looks(0).parts[0].style.colour == "#FFD200");
    CHECK(looks(8).parts.size() == 1);
    CHECK(looks(14).parts[1].text == "two");
    CHECK(looks(14).parts[1].style.colour == "#FFD200");
    TrackFlags flags;
    flags.hidden = true;
    const Timeline dark = *set_flags(film, track_id(film, "C1"), flags);
    CHECK(plan_frame(dark, 0).stages.size() == 2);
}

TEST_CASE("captions and their styles are stored, and what is unknown is no gap",
          "[editor][captions]")
{
    CaptionFile file = file_of({{{0, 24}, "one two"}});
    file.styles[0].box = "#000000";
    file.styles[0].place = CaptionStyle::Place::middle;
    file.styles[0].side = CaptionStyle::Side::right;
    file.cues[0].caption.words = {{0, 4, 0, 12000}};
    file.cues[0].caption.speaker = "Bo";
    const Timeline film = *add_captions(linked_film("AB"), file, "en-GB");
    Timeline back = timeline_from_json(to_json(film));
    CHECK(back.styles == film.styles);
    const Track& track = *film.tracks[*find_track(film, track_id(film, "C1"))];
    CHECK(track_from_json(track.id, to_json(track)).language == "en-GB");
    const Item& item = track.items.at(0);
    CHECK(item_from_json(item.id, item.length, to_json(item)) == item);
    CHECK_THROWS_WITH(item_from_json(7, 10, {{"hologram", "x"}}), Catch::Contains("item 7"));
    CHECK(item_from_json(7, 10, nlohmann::json::object()).is_gap());
}
