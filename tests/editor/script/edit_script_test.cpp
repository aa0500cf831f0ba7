#include "editor/script/edit_script.hpp"
#include "editor/text/schemas.hpp"
#include "tests/editor/film_words.hpp"

#include <catch2/catch.hpp>

#include <fstream>
#include <set>

using namespace rushlight::editor;
using namespace rushlight::editor::tests;
using nlohmann::json;

namespace {

/// Assets 1 to 9: picture and sound of 20 frames; 10: sound alone.
std::optional<ScriptAsset> asset(std::int64_t number)
{
    if (number < 1 || number > 10) {
        return std::nullopt;
    }
    const std::string name(1, static_cast<char>('@' + number));
    return ScriptAsset{name, {"asset " + name, {}, Time(20, 24)}, number < 10, true};
}

/// Ids in place of "$V1.A", "$V1.-1" (the last) and "$marker".
json with_ids(json value, const Timeline& film)
{
    if (value.is_structured()) {
        for (json& member : value) {
            member = with_ids(member, film);
        }
    } else if (value.is_string() && value.get<std::string>().rfind('$', 0) == 0) {
        const std::string word = value.get<std::string>().substr(1);
        const auto dot = word.find('.');
        if (dot == std::string::npos) {
            return film.markers.at(0).id;
        }
        const std::string track = word.substr(0, dot), clip = word.substr(dot + 1);
        const Items& items = film.tracks[*find_track(film, track_id(film, track))]->items;
        return clip == "-1" ? items.at(items.size() - 1).id : id_of(film, track, clip);
    }
    return value;
}

ScriptResult run(const Timeline& film, const json& edits)
{
    return run_script(film, json{{"version", 1}, {"edits", edits}}.dump(), asset);
}

/// The sentence of a script that must be refused, with its field.
std::string refusal(const Timeline& film, const json& edits)
{
    const ScriptResult result = run(film, edits);
    CHECK(result.versions.empty());
    REQUIRE(result.problems.size() == 1);
    return result.problems[0].field + " " + result.problems[0].sentence;
}

} // namespace

TEST_CASE("every edit of a script does what its fixture draws", "[editor][script]")
{
    std::ifstream in(RUSHLIGHT_SOURCE "/tests/editor/script/edits.json");
    std::set<std::string> drawn;
    const json file = json::parse(in);
    for (const json& fixture : file.at("fixtures")) {
        Timeline film = linked_film(fixture.at("film"));
        for (const json& edit : fixture.value("before", json::array())) {
            film = run(film, json::array({with_ids(edit, film)})).versions.at(0).timeline;
        }
        const json edit = with_ids(fixture.at("edit"), film);
        INFO(edit.dump());
        drawn.insert(edit.at("edit"));
        const Timeline after = around(film, [&](const Timeline& before) -> std::optional<Timeline> {
            const ScriptResult result = run(before, json::array({edit}));
            for (const auto& problem : result.problems) {
                UNSCOPED_INFO(to_string(problem));
            }
            REQUIRE(result.versions.size() == 1);
            return result.versions[0].timeline;
        });
        const json state = state_json(after);
        for (const auto& [where, what] : fixture.at("after").items()) {
            INFO(where);
            if (what.is_null()) { // as usual, so it is not written
                CHECK_FALSE(state.contains(json::json_pointer(where)));
                continue;
            }
            CHECK((where[0] == '/' ? state.at(json::json_pointer(where))
                                   : json(picture(after, where))) == what);
        }
    }
    for (const EditForm& form : edit_forms()) {
        INFO(form.name << " needs a fixture");
        CHECK(drawn.count(form.name) == 1);
    }
}

TEST_CASE(
    "every edit of the schema can be made and has a drawing and an example that it lets through",
    "[editor][script]")
{
    std::set<std::string> known;
    for (const EditForm& form : edit_forms()) {
        known.insert(form.name);
        CHECK(form.drawing.find("→") != std::string::npos);
        const ScriptResult result = run(linked_film("A"), json::array({json::parse(form.example)}));
        INFO(form.example);
        for (const auto& problem : result.problems) {
            CHECK(problem.sentence.find("not known") == std::string::npos);
            CHECK(problem.sentence.find("must be") == std::string::npos);
            CHECK(problem.sentence.find("missing") == std::string::npos);
        }
    }
    const json schema = edits_schema();
    const json& rules = schema["properties"]["edits"]["items"]["anyOf"];
    for (const json& rule : rules) {
        const std::string name = rule["$ref"].get<std::string>().substr(8);
        INFO(name);
        CHECK(known.count(name) == 1);
    }
    CHECK(known.size() == rules.size());
}

TEST_CASE("edits of a script see what those before them made, one version each", "[editor][script]")
{
    const Timeline film = linked_film("AB");
    const ScriptResult result = run(film,
                                    {{{"edit", "split"}, {"at", 4}},
                                     {{"edit", "extract"}, {"clip", id_of(film, "V1", "A")}},
                                     {{"edit", "add_marker"}, {"at", 6}}});
    REQUIRE(result.versions.size() == 3);
    CHECK(picture(result.versions[0].timeline, "V1") == "A4 A6@9 B10");
    CHECK(picture(result.versions[1].timeline, "V1") == "A6@9 B10");
    CHECK(result.versions[1].label == "Extract");
    CHECK(result.versions[2].timeline.markers.size() == 1);
}

TEST_CASE("a refused edit names its place, the reason and the way out, and nothing is made",
          "[editor][script]")
{
    const Timeline film = linked_film("AB");
    const Id a = id_of(film, "V1", "A");
    const json fine{{"edit", "split"}, {"at", 4}};
    CHECK(refusal(film, {fine, {{"edit", "extract"}, {"clip", 999}}}) ==
          "/edits/1/clip there is no clip 999; rushlight --json edit PROJECT tells the ids");
    CHECK_THAT(refusal(film, {{{"edit", "slip"}, {"clip", a}, {"by", 6}}}),
               Catch::StartsWith("/edits/0 slip is not possible: a handle is too short"));
    CHECK(refusal(film, {{{"edit", "remove_track"}, {"track", "V9"}}}) ==
          "/edits/0/track there is no track \"V9\"; there are V1, V2, A1, A2");
    CHECK_THAT(refusal(film,
                       {{{"edit", "set_track"}, {"track", "V1"}, {"locked", true}},
                        {{"edit", "rename"}, {"clip", a}, {"name", "x"}}}),
               Catch::Contains("/edits/1/clip track V1 is locked; unlock it with set_track"));
    const auto lay = [&](const json& source) {
        return refusal(film, {{{"edit", "append"}, {"clips", json::array({source})}}});
    };
    CHECK_THAT(lay({{"track", "V1"}, {"asset", 77}, {"in", 0}, {"out", 4}}),
               Catch::Contains("no ready asset 77; import it first"));
    CHECK_THAT(lay({{"track", "V1"}, {"asset", 10}, {"in", 0}, {"out", 4}}),
               Catch::Contains("has no picture for track V1"));
    CHECK_THAT(lay({{"track", "V1"}, {"asset", 3}, {"in", 4}, {"out", 4}}),
               Catch::Contains("/clips/0/out it must be above in"));
    CHECK_THAT(lay({{"track", "V1"}, {"asset", 3}, {"in", 4}, {"out", 21}}),
               Catch::Contains("the asset ends at frame 20"));
    CHECK_THAT(refusal(film, {{{"edit", "extract_range"}, {"from", 8}, {"to", 8}}}),
               Catch::Contains("/to it must be above from"));
    CHECK_THAT(refusal(film, {{{"edit", "move"}, {"clip", a}, {"track", "A1"}, {"at", 0}}}),
               Catch::Contains("not of the clip's kind"));
    CHECK_THAT(refusal(film, {{{"edit", "close_gap"}, {"gap", a}}}),
               Catch::Contains("is a clip, not a gap"));
}

TEST_CASE("an effect that does not exist, or cannot be as asked, is refused by name",
          "[editor][script][effect]")
{
    const Timeline film = linked_film("A");
    const auto refused = [&](const json& more, const char* edit = "add_effect") {
        json whole{{"edit", edit}, {"clip", id_of(film, "V1", "A")}, {"effect", "letterbox"}};
        whole.update(more);
        return refusal(film, json::array({whole}));
    };
    const auto value = [&](const json& values) {
        return refused({{"values", values}});
    };
    CHECK_THAT(refused({{"effect", "glitter"}}),
               Catch::StartsWith("/edits/0/effect there is no effect glitter; there are opacity, "
                                 "transform, blend, colour"));
    CHECK_THAT(
        value({{"width", 2}}),
        Catch::StartsWith("/edits/0/values/width letterbox has no such value; it has ratio"));
    CHECK_THAT(value({{"ratio", 9}}), Catch::EndsWith("ratio must be from 0.2 to 5, not 9"));
    CHECK_THAT(value({{"ratio", "wide"}}), Catch::EndsWith("ratio must be a number, not text"));
    CHECK_THAT(value({{"outside", "blue"}}), Catch::EndsWith("outside must be one of bars, clear"));
    CHECK_THAT(value({{"colour", "red"}}), Catch::EndsWith("must be a colour such as #1F7A3D"));
    CHECK_THAT(value({{"ratio", true}}), Catch::Contains("it must be a number, text in quotes"));
    const auto keys = [&](const json& list) {
        return value({{"ratio", {{"keys", list}}}});
    };
    CHECK_THAT(keys(json::array()), Catch::EndsWith("it needs a list of 1 to 1000 keys"));
    CHECK_THAT(keys({{{"at", 0}}}), Catch::Contains("/keys/0 a key is {\"at\": frame"));
    CHECK_THAT(keys({{{"at", 4}, {"value", 1}}, {{"at", 4}, {"value", 2}}}),
               Catch::EndsWith("/keys/1/at keys must follow each other in time"));
    CHECK_THAT(keys({{{"at", 4}, {"value", 1}, {"then", {2, 0, 1, 1}}}}),
               Catch::Contains("/keys/0/then") && Catch::EndsWith("x from 0 to 1"));
    CHECK_THAT(keys({{{"at", 4}, {"value", 99}}}), Catch::Contains("ratio must be from"));
    CHECK_THAT(refused({{"clip", id_of(film, "A1", "A")}}), Catch::Contains("do not go on sound"));
    CHECK_THAT(refused({{"effect", "lut"}, {"values", {{"table", "warm.cube"}}}}),
               Catch::EndsWith("/values/table it must be the number of a table that the project "
                               "has; import a .cube file"));
    CHECK_THAT(refused({{"effect", "lut"}, {"values", {{"table", 3}}}}),
               Catch::EndsWith("/values/table C is no table of colours; import a .cube file"));
    CHECK_THAT(refused({{"effect", 0}}, "set_effect"),
               Catch::EndsWith("the clip has no effects; use add_effect"));
    CHECK_THAT(refused({{"to", 1}}, "move_effect"),
               Catch::EndsWith("the clip has no effect letterbox; use add_effect"));
}

TEST_CASE("numbers that no film can hold and edits that change nothing are refused",
          "[editor][script]")
{
    const Timeline film = linked_film("AB");
    const Id a = id_of(film, "V1", "A");
    const auto refused = [&](const json& edit) {
        return refusal(film, json::array({edit}));
    };
    CHECK_THAT(refused({{"edit", "nudge"}, {"clip", a}, {"by", 9000000000000000000}}),
               Catch::Contains("/edits/0/by it must be from -1000000000000"));
    CHECK_THAT(refused({{"edit", "slip"}, {"clip", a}, {"by", 18446744073709551615U}}),
               Catch::Contains("/edits/0/by it must be"));
    CHECK_THAT(
        refused(
            {{"edit", "insert_title"}, {"at", 0}, {"frames", 9223372036854775807}, {"text", "x"}}),
        Catch::Contains("/edits/0/frames it must be"));
    CHECK_THAT(refused({{"edit", "set_track"}, {"track", "V1"}, {"muted", false}}),
               Catch::Contains("it changes nothing"));
    CHECK_THAT(refused({{"edit", "lift_range"}, {"from", 100}, {"to", 110}}),
               Catch::Contains("nothing lies there"));
}

TEST_CASE("a script that breaks the schema is told field by field with its line",
          "[editor][script]")
{
    const Timeline film = linked_film("A");
    const auto problems = [&](const std::string& text) {
        std::string all;
        const ScriptResult result = run_script(film, text, asset);
        CHECK(result.versions.empty());
        for (const auto& problem : result.problems) {
            all += to_string(problem) + "\n";
        }
        return all;
    };
    CHECK_THAT(problems("{\"version\": 1, \"edits\": [\n{\"edit\": \"splitt\", \"at\": 3}]}"),
               Catch::StartsWith("line 2, /edits/0/edit: it must be one of \"append\""));
    CHECK_THAT(problems("{\"version\": 1, \"edits\": [\n{\"at\": 3}]}"),
               Catch::Contains("/edits/0: \"edit\" is missing; add it"));
    CHECK_THAT(
        problems("{\"version\": 1, \"edits\": [\n\n{\"edit\": \"split\", \"at\": 1.5, \"x\": 1}]}"),
        Catch::Contains("line 3, /edits/0/at: it must be a whole number") &&
            Catch::Contains("/edits/0/x: it is not known here"));
    CHECK_THAT(problems("{\"version\": 2, \"edits\": []}"),
               Catch::Contains("/version: it must be 1") && Catch::Contains("at least 1"));
    CHECK_THAT(problems("{\"version\": 1, \"edits\": [{\"edit\": \"split\", \"at\": -1}]}"),
               Catch::Contains("/edits/0/at: it must be from 0"));
    CHECK_THAT(problems(""), Catch::Contains("it is empty"));
    CHECK_THAT(problems("[1"), Catch::Contains("not JSON"));
}
