#include "editor/interchange/edl.hpp"
#include "editor/interchange/fcp7_xml.hpp"
#include "editor/interchange/fcpxml.hpp"
#include "editor/interchange/otio.hpp"
#include "tests/editor/interchange/exchanged.hpp"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include <cstdlib>
#include <filesystem>
#include <fstream>

using namespace rushlight::editor;
using namespace rushlight::editor::tests;
namespace fs = std::filesystem;

namespace {

void write(const fs::path& file, const std::string& text)
{
    std::ofstream(file, std::ios::binary) << text;
}

/// Every clip with media: track, in, out, source in (frames), name, reel.
nlohmann::json clips_of(const Exchange& exchange, bool sound)
{
    nlohmann::json clips = nlohmann::json::array();
    for (const ExchangeTrack& track : exchange.tracks) {
        Time at;
        for (const ExchangeItem& item : track.items) {
            const auto* medium = std::get_if<std::size_t>(&item.source);
            if (medium != nullptr && (sound || track.kind == TrackKind::video)) {
                clips.push_back({track.name,
                                 at.round_at(exchange.rate),
                                 (at + item.length).round_at(exchange.rate),
                                 item.source_in.round_at(exchange.rate),
                                 item.name,
                                 exchange.media[*medium].reel});
            }
            at = at + item.length;
        }
    }
    return clips;
}

} // namespace

// Not run with the others: foreign_readers.py asks for it and reads the files.
TEST_CASE("films in every format for the readers of other programs", "[.foreign]")
{
    const char* folder = std::getenv("RUSHLIGHT_FOREIGN");
    REQUIRE(folder != nullptr);
    nlohmann::json films = nlohmann::json::array();
    for (const Time& rate : {Time(24), Time(25), Time(24'000, 1001), Time(30'000, 1001)}) {
        const std::string name = "film-" + std::to_string(rate.floor_at(1));
        const auto told =
            [&](const char* format, const nlohmann::json& files, const Exchange& out) {
                films.push_back({{"format", format},
                                 {"files", files},
                                 {"rate", rate.seconds()},
                                 {"clips", clips_of(out, std::string(format) != "edl")}});
            };
        const Exchange centred =
            to_exchange(exchanged_film(rate, 8, 8, false), name, exchanged_media(rate));
        const Exchange plain =
            to_exchange(exchanged_film(rate, 8, 8, true), name, exchanged_media(rate));
        write(fs::path(folder) / (name + ".otio"), write_otio(centred).text);
        told("otio", {{{"file", name + ".otio"}}}, centred);
        // its reader takes in points as they stand, which in this form count after the speed
        Exchange played = centred;
        for (ExchangeTrack& track : played.tracks) {
            for (ExchangeItem& item : track.items) {
                if (const auto* medium = std::get_if<std::size_t>(&item.source)) {
                    const Time start = *played.media[*medium].start;
                    item.source_in = start + (item.source_in - start) / item.speed;
                }
            }
        }
        write(fs::path(folder) / (name + ".xml"), write_fcp7(centred).text);
        told("xml", {{{"file", name + ".xml"}}}, played);
        if (rate.denominator() == 1) { // its reader counts in whole rates
            write(fs::path(folder) / (name + ".fcpxml"), write_fcpxml(plain).text);
            told("fcpxml", {{{"file", name + ".fcpxml"}}}, plain);
        }
        // a list's dissolve begins at its cut
        const Exchange out =
            to_exchange(exchanged_film(rate, 0, 16, true), name, exchanged_media(rate));
        for (const bool drop : {false, true}) {
            nlohmann::json files = nlohmann::json::array();
            for (const EdlFile& list : write_edl(out, drop).files) {
                const std::string file = name + (drop ? "-drop-" : "-") + list.track + ".edl";
                write(fs::path(folder) / file, list.text);
                files.push_back({{"file", file}, {"track", list.track}});
            }
            told("edl", files, out);
        }
    }
    write(fs::path(folder) / "expected.json", films.dump(1));
    CHECK(films.size() >= 18);
}
