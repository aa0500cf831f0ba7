#include "assets/facts_json.hpp"

#include "assets/error.hpp"

#include <nlohmann/json.hpp>

#include <array>
#include <string_view>
#include <utility>

namespace rushlight::assets {

namespace {

using Json = nlohmann::json;

template <class Value>
using Names = std::pair<Value, std::string_view>;

constexpr std::array formats{
    Names<PixelFormat>{PixelFormat::yuv420p8, "yuv420p8"},
    Names<PixelFormat>{PixelFormat::yuv422p8, "yuv422p8"},
    Names<PixelFormat>{PixelFormat::yuv444p8, "yuv444p8"},
    Names<PixelFormat>{PixelFormat::yuv420p10, "yuv420p10"},
    Names<PixelFormat>{PixelFormat::yuv422p10, "yuv422p10"},
    Names<PixelFormat>{PixelFormat::yuv444p10, "yuv444p10"},
    Names<PixelFormat>{PixelFormat::rgb24, "rgb24"},
    Names<PixelFormat>{PixelFormat::rgba32, "rgba32"},
    Names<PixelFormat>{PixelFormat::rgba64, "rgba64"},
};
constexpr std::array primaries{
    Names<Primaries>{Primaries::bt709, "bt709"},
    Names<Primaries>{Primaries::bt601_525, "bt601-525"},
    Names<Primaries>{Primaries::bt601_625, "bt601-625"},
    Names<Primaries>{Primaries::bt2020, "bt2020"},
};
constexpr std::array transfers{
    Names<Transfer>{Transfer::bt709, "bt709"},
    Names<Transfer>{Transfer::srgb, "srgb"},
    Names<Transfer>{Transfer::linear, "linear"},
    Names<Transfer>{Transfer::pq, "pq"},
    Names<Transfer>{Transfer::hlg, "hlg"},
};
constexpr std::array matrices{
    Names<Matrix>{Matrix::bt709, "bt709"},
    Names<Matrix>{Matrix::bt601, "bt601"},
    Names<Matrix>{Matrix::bt2020, "bt2020"},
    Names<Matrix>{Matrix::rgb, "rgb"},
};
constexpr std::array ranges{
    Names<Range>{Range::limited, "limited"},
    Names<Range>{Range::full, "full"},
};
constexpr std::array sitings{
    Names<Siting>{Siting::left, "left"},
    Names<Siting>{Siting::centre, "centre"},
    Names<Siting>{Siting::top_left, "top-left"},
};

template <class Value, std::size_t count>
std::string name_of(const std::array<Names<Value>, count>& names, Value value)
{
    for (const auto& [candidate, name] : names) {
        if (candidate == value) {
            return std::string(name);
        }
    }
    throw std::invalid_argument("a value without a name");
}

template <class Value, std::size_t count>
Value value_of(const std::array<Names<Value>, count>& names, const Json& json)
{
    const auto text = json.get<std::string>();
    for (const auto& [value, name] : names) {
        if (name == text) {
            return value;
        }
    }
    throw std::invalid_argument("unknown name " + text);
}

Json video_json(const VideoFacts& video)
{
    return {
        {"width", video.width},
        {"height", video.height},
        {"rate", to_string(video.rate)},
        {"constant_rate", video.constant_rate},
        {"frames", video.frames},
        {"duration", to_string(video.duration)},
        {"rotation", video.rotation},
        {"mirrored", video.mirrored},
        {"alpha", video.alpha},
        {"still", video.still},
        {"pixel_aspect", to_string(video.pixel_aspect)},
        {"format", name_of(formats, video.format)},
        {"primaries", name_of(primaries, video.colour.primaries)},
        {"transfer", name_of(transfers, video.colour.transfer)},
        {"matrix", name_of(matrices, video.colour.matrix)},
        {"range", name_of(ranges, video.colour.range)},
        {"siting", name_of(sitings, video.colour.siting)},
        {"colour_tagged", video.colour_tagged},
        {"codec", video.codec},
    };
}

Time time_in(const Json& json, const char* key)
{
    return parse_time(json.at(key).get<std::string>());
}

VideoFacts video_from(const Json& json)
{
    VideoFacts video;
    video.width = json.at("width");
    video.height = json.at("height");
    video.rate = time_in(json, "rate");
    video.constant_rate = json.at("constant_rate");
    video.frames = json.at("frames");
    video.duration = time_in(json, "duration");
    video.rotation = json.at("rotation");
    video.mirrored = json.at("mirrored");
    video.alpha = json.at("alpha");
    video.still = json.at("still");
    video.pixel_aspect = time_in(json, "pixel_aspect");
    video.format = value_of(formats, json.at("format"));
    video.colour = {value_of(primaries, json.at("primaries")),
                    value_of(transfers, json.at("transfer")),
                    value_of(matrices, json.at("matrix")),
                    value_of(ranges, json.at("range")),
                    value_of(sitings, json.at("siting"))};
    video.colour_tagged = json.at("colour_tagged");
    video.codec = json.at("codec");
    return video;
}

} // namespace

std::string to_json(const Facts& facts)
{
    Json json{{"duration", to_string(facts.duration)},
              {"container", facts.container},
              {"timecode", facts.timecode},
              {"bytes", facts.bytes},
              {"metadata", Json::object()}};
    for (const auto& [key, value] : facts.metadata) {
        json["metadata"][key] = value;
    }
    if (facts.video) {
        json["video"] = video_json(*facts.video);
    }
    if (facts.audio) {
        json["audio"] = {{"sample_rate", facts.audio->sample_rate},
                         {"channels", facts.audio->channels},
                         {"start", to_string(facts.audio->start)},
                         {"duration", to_string(facts.audio->duration)},
                         {"codec", facts.audio->codec}};
    }
    if (!facts.identity.empty()) {
        json["identity"] = facts.identity;
    }
    // a file's metadata may be no UTF-8
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

Facts facts_from_json(const std::string& text)
{
    try {
        const Json json = Json::parse(text);
        Facts facts;
        facts.duration = time_in(json, "duration");
        facts.container = json.at("container");
        facts.timecode = json.at("timecode");
        facts.bytes = json.at("bytes");
        facts.identity = json.value("identity", "");
        for (const auto& [key, value] : json.at("metadata").items()) {
            facts.metadata[key] = value;
        }
        if (json.contains("video")) {
            facts.video = video_from(json["video"]);
        }
        if (json.contains("audio")) {
            const Json& audio = json["audio"];
            AudioFacts sound;
            sound.sample_rate = audio.at("sample_rate");
            sound.channels = audio.at("channels");
            sound.start = time_in(audio, "start");
            sound.duration = time_in(audio, "duration");
            sound.codec = audio.at("codec");
            facts.audio = sound;
        }
        return facts;
    } catch (const std::exception& error) {
        throw MediaError(MediaError::Code::unreadable,
                         std::string("the stored facts of a file cannot be read (") + error.what() +
                             "); import the file again");
    }
}

} // namespace rushlight::assets
