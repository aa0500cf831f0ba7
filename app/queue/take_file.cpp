#include "app/queue/take_file.hpp"

#include "assets/facts_json.hpp"
#include "assets/take.hpp"
#include "assets/writer.hpp"
#include "generation/protocol/frame_spool.hpp"
#include "generation/protocol/json.hpp"
#include "generation/protocol/sha256.hpp"

#include <nlohmann/json.hpp>

namespace rushlight::app {

using nlohmann::json;

std::string to_probe(const assets::Facts& film, const TakeFacts& facts)
{
    json cues = json::array();
    for (const auto& cue : facts.cues) {
        cues.push_back({{"asset", cue.asset},
                        {"kind", cue.kind},
                        {"start", cue.start},
                        {"duration", cue.duration},
                        {"level_db", cue.level_db},
                        {"pan", cue.pan}});
    }
    json probe = json::parse(assets::to_json(film));
    probe["take"] = {{"width", facts.width},
                     {"height", facts.height},
                     {"frames", facts.frames},
                     {"rate", facts.rate},
                     {"identity", facts.identity},
                     {"cues", cues}};
    return probe.dump();
}

std::optional<TakeFacts> take_facts(const std::string& probe)
{
    try {
        const json value = json::parse(probe);
        if (!value.is_object() || !value.contains("take")) {
            return std::nullopt;
        }
        const json& take = value.at("take");
        TakeFacts facts{take.at("width"),
                        take.at("height"),
                        take.at("frames"),
                        take.at("rate"),
                        take.at("identity"),
                        {}};
        for (const auto& cue : take.at("cues")) {
            facts.cues.push_back({cue.at("asset"),
                                  cue.at("kind"),
                                  cue.at("start"),
                                  cue.at("duration"),
                                  cue.at("level_db"),
                                  cue.at("pan")});
        }
        return facts;
    } catch (const json::exception&) {
        return std::nullopt;
    }
}

TakeFiles write_take_files(const storage::BlobStore& media,
                           const std::filesystem::path& spool_file,
                           const Made& made)
{
    const auto spool = generation::FrameSpool::open(spool_file);
    const auto& format = spool.format();
    TakeFiles files;
    assets::TakeContent content;
    content.width = format.size.width;
    content.height = format.size.height;
    content.frames = format.frames;
    content.rate = assets::Time(format.rate);
    content.rgb = [&](std::int64_t n) {
        return spool.read(static_cast<int>(n));
    };
    content.sound = made.sound;
    const char* const source =
        assets::source_type(generation::is_trained(generation::recipe_from_json(made.recipe)));
    content.metadata["digitalSourceType"] = source;
    content.metadata["rushlight_recipes"] = generation::sha256_hex(made.recipe);

    const auto film = media.incoming("mkv");
    files.facts.identity = assets::write_take(film, content);
    files.film_facts = assets::probe(film);
    files.film_facts.identity = files.facts.identity;
    files.film = media.adopt(film, "mkv");
    files.facts.width = content.width;
    files.facts.height = content.height;
    files.facts.frames = format.frames;
    files.facts.rate = format.rate;
    if (!made.latents.empty()) {
        files.latents = media.put(made.latents, "safetensors");
    }
    for (const auto& cue : made.cues) {
        if (cue.pcm.empty()) {
            continue;
        }
        assets::WriterSettings settings;
        settings.delivery = assets::Delivery::wav;
        settings.metadata = {{"digitalSourceType", source}};
        const auto wav = media.incoming("wav");
        assets::Writer writer(wav, settings);
        writer.write_sound(cue.pcm);
        writer.finish();
        const std::string facts = assets::to_json(assets::probe(wav));
        files.cues.push_back({media.adopt(wav, "wav"), facts});
        files.facts.cues.push_back({0,
                                    cue.kind,
                                    cue.start,
                                    static_cast<double>(cue.pcm.size() / 2) / 48000,
                                    cue.level_db,
                                    cue.pan});
    }
    return files;
}

} // namespace rushlight::app
