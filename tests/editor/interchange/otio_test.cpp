#include "editor/interchange/otio.hpp"
#include "tests/editor/interchange/exchanged.hpp"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

using namespace rushlight::editor;
using namespace rushlight::editor::tests;
using nlohmann::json;

namespace {

json rational(double value, double rate)
{
    return {{"OTIO_SCHEMA", "RationalTime.1"}, {"value", value}, {"rate", rate}};
}

json range(double start, double duration, double rate)
{
    return {{"OTIO_SCHEMA", "TimeRange.1"},
            {"start_time", rational(start, rate)},
            {"duration", rational(duration, rate)}};
}

/// A timeline of one picture track, in the fewest fields.
json timeline_of(json children)
{
    return {{"OTIO_SCHEMA", "Timeline.1"},
            {"name", "cut"},
            {"tracks",
             {{"OTIO_SCHEMA", "Stack.1"},
              {"children",
               json::array({{{"OTIO_SCHEMA", "Track.1"},
                             {"name", "V1"},
                             {"kind", "Video"},
                             {"children", std::move(children)}}})}}}};
}

json clip_of(const std::string& name, json source_range)
{
    return {{"OTIO_SCHEMA", "Clip.1"},
            {"name", name},
            {"source_range", std::move(source_range)},
            {"media_reference",
             {{"OTIO_SCHEMA", "ExternalReference.1"}, {"target_url", name + ".mov"}}}};
}

} // namespace

TEST_CASE("a film comes back from OTIO with every place, source, name, reel and marker",
          "[editor][interchange][otio]")
{
    for (const Time& rate : {Time(24), Time(24'000, 1001), Time(30'000, 1001), Time(60)}) {
        const Timeline film = exchanged_film(rate, 8, 8, false);
        REQUIRE(violations(film) == std::vector<std::string>{});
        const Exchange out = to_exchange(film, "Shore", exchanged_media(rate));
        const Exchange back = read_otio(write_otio(out).text);
        CHECK(back.name == "Shore");
        CHECK(back.rate == rate);
        CHECK(listed(back) == listed(out));
        CHECK(back.markers == out.markers);
        CHECK(back.media.size() == 2);
        CHECK(back.not_carried == std::vector<std::string>{});
        REQUIRE(back.tracks.size() == out.tracks.size());
        for (std::size_t t = 0; t < out.tracks.size(); ++t) {
            REQUIRE(back.tracks[t].items.size() == out.tracks[t].items.size());
            for (std::size_t i = 0; i < out.tracks[t].items.size(); ++i) {
                ExchangeItem expected = out.tracks[t].items[i];
                expected.link = 0; // OTIO knows none
                CHECK(back.tracks[t].items[i] == expected);
            }
        }
        ImportSettings settings;
        settings.first_id = 1000;
        const Imported again = to_timeline(back, settings, found_media(rate));
        CHECK(violations(again.timeline) == std::vector<std::string>{});
        CHECK(again.not_carried == std::vector<std::string>{});
        CHECK(listed(to_exchange(again.timeline, "Shore", exchanged_media(rate))) == listed(out));
        const Track& pictures = *again.timeline.tracks.at(0);
        CHECK(linked(again.timeline, {0, pictures.items.size() - 2}).size() == 1);
    }
}

TEST_CASE("what OTIO or its files cannot carry is listed by name", "[editor][interchange][otio]")
{
    Timeline film = exchanged_film(24, 8, 8, false);
    Track track = *film.tracks[0];
    Item first = track.items.at(0);
    Clip clip = *first.clip;
    clip.effects.push_back({"blur", 1, {}});
    clip.gain_db = -3;
    first.clip = std::make_shared<const Clip>(clip);
    track.items = track.items.spliced(0, 1, {first});
    film.tracks[0] = std::make_shared<const Track>(track);
    CHECK(to_exchange(film, "x", exchanged_media(24)).not_carried ==
          std::vector<std::string>{"the effect \"blur\" of \"beach\" (V1 at frame 0)",
                                   "gain and pan of \"beach\" (V1 at frame 0)"});

    json nested = {
        {"OTIO_SCHEMA", "Stack.1"},
        {"name", "scene"},
        {"children",
         json::array({{{"OTIO_SCHEMA", "Track.1"},
                       {"children", json::array({clip_of("deep", range(0, 30, 24))})}}})}};
    json blurred = clip_of("a", range(10, 24, 24));
    blurred["effects"] = json::array({{{"OTIO_SCHEMA", "Effect.1"}, {"effect_name", "Gaussian"}}});
    const json unknown = {
        {"OTIO_SCHEMA", "Hologram.3"}, {"name", "h"}, {"source_range", range(0, 12, 24)}};
    const Exchange back = read_otio(timeline_of(json::array({blurred, nested, unknown})).dump());
    CHECK(back.rate == Time(24));
    REQUIRE(back.tracks.at(0).items.size() == 3);
    CHECK(back.tracks[0].items[1].is_gap());
    CHECK(back.tracks[0].items[1].length == Time(30, 24));
    CHECK(back.tracks[0].items[2].length == Time(1, 2));
    CHECK(back.not_carried ==
          std::vector<std::string>{"the effect \"Gaussian\" of \"a\" (V1 at 0 s)",
                                   "the nested Stack, now a gap, of \"scene\" (V1 at 1 s)",
                                   "the unknown Hologram, now a gap, of \"h\" (V1 at 2.25 s)"});
}

TEST_CASE(
    "an OTIO file of another program is read: Clip.1, decimal rates, freeze and offline media",
    "[editor][interchange][otio]")
{
    json still = clip_of("held", range(100, 48, 23.976));
    still["effects"] = json::array({{{"OTIO_SCHEMA", "FreezeFrame.1"}, {"time_scalar", 0}}});
    json lost = clip_of("lost", range(86'500, 24, 23.976));
    lost["media_reference"] = {{"OTIO_SCHEMA", "MissingReference.1"},
                               {"available_range", range(86'400, 240, 23.976)}};
    lost["metadata"] = {{"cmx_3600", {{"reel", "TAPE7"}}}};
    const Exchange read = read_otio(timeline_of(json::array({still, lost})).dump());
    CHECK(read.rate == Time(24'000, 1001));
    CHECK(listed(read) ==
          std::vector<std::string>{"V1 0-48 from 100 held ()", "V1 48-72 from 86500 lost (TAPE7)"});
    CHECK(read.tracks[0].items[0].speed == freeze_speed());
    const Imported film =
        to_timeline(read, {}, [](const ExchangeMedia& media) -> std::optional<FoundMedia> {
            if (media.name != "held.mov") {
                return std::nullopt;
            }
            return FoundMedia{{"1", {}, Time(600)}, {}};
        });
    CHECK(violations(film.timeline) == std::vector<std::string>{});
    const Items& items = film.timeline.tracks.at(0)->items;
    REQUIRE(items.size() == 2);
    CHECK(std::holds_alternative<Solid>(items.at(1).clip->source));
    CHECK(items.at(1).clip->name == "lost");
}

TEST_CASE("a title keeps its lines and its colour", "[editor][interchange][otio]")
{
    Exchange out = to_exchange(exchanged_film(24, 8, 8, false), "x", exchanged_media(24));
    Title title;
    title.text = "One\nTwo";
    title.colour = "#FF8000";
    out.tracks[1].items[2].source = title;
    CHECK(read_otio(write_otio(out).text).tracks.at(1).items.at(2).source == ExchangeSource(title));
}

TEST_CASE("a clip that reaches outside its media is shortened, and its transition with it",
          "[editor][interchange]")
{
    const Timeline film = exchanged_film(24, 8, 8, true);
    const Exchange out = to_exchange(film, "x", exchanged_media(24));
    const Imported back =
        to_timeline(out, {}, [](const ExchangeMedia& media) -> std::optional<FoundMedia> {
            return FoundMedia{{media.name, {}, Time(2)}, {}}; // 48 frames
        });
    CHECK(violations(back.timeline) == std::vector<std::string>{});
    CHECK(back.not_carried.size() >= 2);
    const Items& items = back.timeline.tracks.at(0)->items;
    CHECK(items.at(0).length == 43);
    CHECK(items.at(1).is_gap());
}

TEST_CASE("OTIO that cannot be read is refused in a sentence that names the place",
          "[editor][interchange][otio]")
{
    const auto said = [](const std::string& text) {
        return refusal([&] { (void)read_otio(text); });
    };
    const auto with = [&](json source_range) {
        return said(timeline_of(json::array({clip_of("a", std::move(source_range))})).dump());
    };
    using Catch::Contains;
    CHECK_THAT(said(""), Contains("empty"));
    CHECK_THAT(said("\n\n  {\"OTIO_SCHEMA\": \"Time"), Contains("line 3: it is not JSON"));
    CHECK_THAT(said("{\"a\": NaN}"), Contains("line 1: it is not JSON"));
    CHECK_THAT(said("{\"a\": \"\xff\"}"), Contains("line 1: it is not JSON"));
    CHECK_THAT(said("{\"a\": 1e999}"), Contains("too large"));
    CHECK_THAT(said("\n" + std::string(10'000, '[')),
               Contains("line 2: it is nested more than 64"));
    CHECK_THAT(said("[" + std::string(8'200'000, ',')), Contains("more than 4 million values"));
    CHECK_THAT(said(std::string(129 << 20, ' ') + "{}"), Contains("larger than 128 MiB"));
    CHECK_THAT(said("[]"), Contains("/: it is not an object"));
    CHECK_THAT(said("{\"OTIO_SCHEMA\": \"Track.1\"}"), Contains("it is a Track, not a Timeline"));
    CHECK_THAT(said("{\"OTIO_SCHEMA\": 3}"), Contains("/OTIO_SCHEMA: it is not a text"));
    CHECK_THAT(said("{\"OTIO_SCHEMA\": \"Timeline.99999999999\"}"), Contains("OTIO_SCHEMA"));
    CHECK_THAT(said("{\"OTIO_SCHEMA\": \"Timeline.7\"}"), Contains("Timeline.7"));
    CHECK_THAT(with(range(0, -1, 24)),
               Contains("/tracks/children/0/children/0/source_range/duration: it is below 0"));
    CHECK_THAT(with(range(0, 1, 0)), Contains("/start_time") || Contains("its rate is not"));
    CHECK_THAT(with(range(0, 1e15, 24)), Contains("over 1,000 hours"));
    CHECK_THAT(with(json("soon")), Contains("source_range: it is not an object"));
    CHECK_THAT(with(nullptr), Contains("neither a source_range nor an available_range"));
}

TEST_CASE("2,000 damaged OTIO files are read or refused, and what is read is a sound film",
          "[editor][interchange][otio]")
{
    const std::string good =
        write_otio(to_exchange(exchanged_film(24, 8, 8, false), "x", exchanged_media(24))).text;
    int read = 0;
    for (unsigned seed = 0; seed < 2000; ++seed) {
        const std::string said = refusal([&] {
            const Imported film = to_timeline(read_otio(mutated(good, seed)), {}, found_media(24));
            INFO(seed);
            CHECK(violations(film.timeline) == std::vector<std::string>{});
            ++read;
        });
        CHECK(said.find('\n') == std::string::npos);
    }
    CHECK(read > 20);
}
