#include "assets/probe.hpp"

#include "assets/error.hpp"
#include "assets/ffmpeg/input.hpp"
#include "assets/ffmpeg/picture.hpp"
#include "assets/ffmpeg/still_image.hpp"

extern "C" {
#include <libavutil/intreadwrite.h>
}

#include <algorithm>
#include <array>
#include <cstring>

namespace rushlight::assets {

namespace {

constexpr std::size_t most_packets = 20'000'000;

Time to_time(AVRational value)
{
    return value.den == 0 ? Time() : Time(value.num, value.den);
}

void read_metadata(const AVDictionary* dictionary, Facts& facts)
{
    const AVDictionaryEntry* entry = nullptr;
    while ((entry = av_dict_get(dictionary, "", entry, AV_DICT_IGNORE_SUFFIX)) != nullptr) {
        facts.metadata.emplace(entry->key, entry->value);
        if (std::strcmp(entry->key, "timecode") == 0) {
            facts.timecode = entry->value;
        }
    }
}

/// What one pass over all packets finds.
struct Scan {
    struct Picture {
        std::int64_t pts;
        std::int64_t duration;
    };

    struct Sound {
        std::int64_t pts;
        std::int64_t samples;
    };

    std::vector<Picture> pictures;
    std::vector<FrameTable::Key> keys;
    std::vector<Sound> sound;
    std::int64_t skipped_at_start = 0;
};

/// Samples in one sound packet: exact for PCM, for codecs of a fixed frame size, and where the
/// container counts in samples.
std::int64_t samples_in(const AVPacket& packet, const AVStream& stream, bool sample_clock)
{
    const std::int64_t by_clock = av_rescale_q(
        packet.duration, stream.time_base, AVRational{1, stream.codecpar->sample_rate});
    if (sample_clock && packet.duration > 0) {
        return by_clock;
    }
    const int by_codec = av_get_audio_frame_duration2(stream.codecpar, packet.size);
    return by_codec > 0 ? by_codec : by_clock;
}

/// Notes a sound packet and the padding that it tells of.
void add_sound(const AVPacket& packet, const AVStream& stream, bool sample_clock, Scan& result)
{
    std::int64_t samples = samples_in(packet, stream, sample_clock);
    std::size_t size = 0;
    const std::uint8_t* const skip =
        av_packet_get_side_data(&packet, AV_PKT_DATA_SKIP_SAMPLES, &size);
    if (skip != nullptr && size >= 8) {
        if (result.sound.empty()) {
            result.skipped_at_start = AV_RL32(skip);
        }
        const std::int64_t padding = AV_RL32(skip + 4);
        // some containers have taken the padding off the duration already
        const std::int64_t whole = std::max<std::int64_t>(
            {samples,
             av_get_audio_frame_duration2(stream.codecpar, packet.size),
             padding > 0 && !result.sound.empty() ? result.sound.back().samples : 0});
        samples = std::min(samples, std::max<std::int64_t>(0, whole - padding));
    } else if (result.sound.empty() && packet.pts < 0) {
        result.skipped_at_start = stream.codecpar->initial_padding;
    }
    result.sound.push_back({packet.pts, samples});
}

Scan scan(Input& input)
{
    Scan result;
    const AVStream* const video = input.video();
    const AVStream* const audio = input.audio();
    const bool sample_clock = audio != nullptr && audio->time_base.num == 1 &&
                              audio->time_base.den % std::max(1, audio->codecpar->sample_rate) == 0;
    // a damaged file must not hold a thread; 4 MB a second is slower than any disk in use
    input.allow(std::chrono::milliseconds(10'000 + input.bytes() / 4'000));
    const PacketPtr packet(allocated(av_packet_alloc()));
    while (input.next(*packet)) {
        if (result.pictures.size() + result.sound.size() > most_packets) {
            throw MediaError(MediaError::Code::unreadable,
                             cannot_open(input.file()) +
                                 "it has more frames than can be edited; split it with ffmpeg");
        }
        if (packet->pts == AV_NOPTS_VALUE) {
            packet->pts = packet->dts;
        }
        if (packet->pts == AV_NOPTS_VALUE) {
            continue;
        }
        if (video != nullptr && packet->stream_index == video->index) {
            if ((packet->flags & AV_PKT_FLAG_KEY) != 0) {
                result.keys.push_back(
                    {packet->pts, packet->dts == AV_NOPTS_VALUE ? packet->pts : packet->dts});
            }
            if ((packet->flags & AV_PKT_FLAG_DISCARD) == 0) {
                result.pictures.push_back({packet->pts, packet->duration});
            }
        } else if (audio != nullptr && packet->stream_index == audio->index) {
            add_sound(*packet, *audio, sample_clock, result);
        }
    }
    return result;
}

/// Rates worth trying as the constant grid, the likeliest first.
std::vector<Time> candidate_rates(const AVStream& stream, const FrameTable& table)
{
    std::vector<Time> rates{to_time(stream.avg_frame_rate), to_time(stream.r_frame_rate)};
    for (const int whole : {24, 25, 30, 12, 15, 16, 48, 50, 60, 8, 10, 20, 100, 120}) {
        rates.emplace_back(whole);
        if (whole == 24 || whole == 30 || whole == 48 || whole == 60 || whole == 120) {
            rates.emplace_back(whole * 1000, 1001);
        }
    }
    // a container's clock may have rounded the declared rate: put the exact neighbour before it
    std::vector<Time> exact;
    for (std::size_t i = 0; i < 2; ++i) {
        for (std::size_t k = 2; k < rates.size(); ++k) {
            const double ratio = rates[i].seconds() / rates[k].seconds();
            if (ratio > 0.9997 && ratio < 1.0003) {
                exact.push_back(rates[k]);
            }
        }
    }
    rates.insert(rates.begin(), exact.begin(), exact.end());
    const std::int64_t span = table.pts.back() - table.pts.front();
    if (span > 0) {
        rates.push_back(Time(static_cast<std::int64_t>(table.pts.size()) - 1) /
                        (Time(span) * table.tick));
    }
    return rates;
}

std::shared_ptr<const FrameTable> frame_table(const AVStream& stream, Scan& found)
{
    auto table = std::make_shared<FrameTable>();
    table->tick = to_time(stream.time_base);
    auto& pictures = found.pictures;
    std::sort(pictures.begin(), pictures.end(), [](const auto& a, const auto& b) {
        return a.pts < b.pts;
    });
    for (const auto& picture : pictures) {
        if (table->pts.empty() || picture.pts != table->pts.back()) {
            table->pts.push_back(picture.pts);
        }
    }
    std::sort(found.keys.begin(), found.keys.end(), [](const auto& a, const auto& b) {
        return a.pts < b.pts;
    });
    table->keys = std::move(found.keys);
    const Time declared = to_time(stream.avg_frame_rate);
    table->last_length = pictures.back().duration;
    if (table->last_length <= 0 && declared > Time()) {
        table->last_length = (Time(1) / declared / table->tick).round_at(Time(1));
    }
    table->last_length = std::max<std::int64_t>(1, table->last_length);
    table->grid = find_grid(table->pts, table->tick, candidate_rates(stream, *table));
    if (table->grid && *table->grid > Time(1000)) {
        table->grid.reset();
    }
    return table;
}

std::shared_ptr<const SampleTable> sample_table(const AVStream& stream, const Scan& found)
{
    auto table = std::make_shared<SampleTable>();
    table->sample_rate = stream.codecpar->sample_rate;
    const Time tick = to_time(stream.time_base);
    const Time rate(table->sample_rate);
    std::int64_t next = -found.skipped_at_start;
    const std::int64_t first_pts = found.sound.front().pts;
    const std::int64_t origin = next;
    const std::int64_t slack = tick.ceil_at(rate) + 1;
    for (const auto& packet : found.sound) {
        const std::int64_t by_clock = origin + (Time(packet.pts - first_pts) * tick).round_at(rate);
        if (by_clock > next + slack || by_clock < next - slack) {
            next = by_clock; // a gap
        }
        table->packets.push_back({packet.pts, next});
        next += packet.samples;
    }
    table->samples = std::max<std::int64_t>(0, next);
    return table;
}

VideoFacts still_facts(const std::filesystem::path& file, const StillHeader& header)
{
    const Still still = decode_still(file, header);
    const auto format = static_cast<AVPixelFormat>(still.decoded->format);
    VideoFacts facts;
    const bool sideways = still.orientation.rotation % 180 == 90;
    facts.width = sideways ? header.height : header.width;
    facts.height = sideways ? header.width : header.height;
    facts.still = true;
    facts.frames = 1;
    facts.rotation = still.orientation.rotation;
    facts.mirrored = still.orientation.mirrored;
    facts.alpha = has_alpha(format);
    facts.format = handed_on_as(format);
    facts.codec = header.kind == StillKind::png    ? "png"
                  : header.kind == StillKind::jpeg ? "mjpeg"
                                                   : "webp";
    facts.colour = colour_of({}, format, 0, facts.colour_tagged);
    if (header.kind == StillKind::jpeg && plane_count(facts.format) == 3) {
        facts.colour.transfer = Transfer::srgb;
        facts.colour.siting = Siting::centre;
    }
    return facts;
}

VideoFacts video_facts(const Input& input, Scan& found)
{
    const AVStream& stream = *input.video();
    const AVCodecParameters& stored = *stream.codecpar;
    const auto format = static_cast<AVPixelFormat>(stored.format);
    if (known_decoder(stored.codec_id) == nullptr) {
        throw MediaError(MediaError::Code::unreadable,
                         cannot_open(input.file()) + "no decoder for '" +
                             avcodec_get_name(stored.codec_id) +
                             "'; convert it to H.264 or ProRes first");
    }
    if (found.pictures.empty() || stored.width < 1 || stored.height < 1 ||
        format == AV_PIX_FMT_NONE) {
        throw MediaError(MediaError::Code::unreadable,
                         cannot_open(input.file()) +
                             "no picture in it can be read; copy or export it again");
    }
    if (stored.width > 16384 || stored.height > 16384) {
        throw MediaError(MediaError::Code::unreadable,
                         cannot_open(input.file()) +
                             "its pictures are larger than 16384 a side; make it smaller");
    }
    VideoFacts facts;
    std::size_t size = 0;
    const std::uint8_t* const matrix =
        av_stream_get_side_data(&stream, AV_PKT_DATA_DISPLAYMATRIX, &size);
    std::array<std::int32_t, 9> numbers{};
    if (matrix != nullptr && size >= sizeof numbers) {
        std::memcpy(numbers.data(), matrix, sizeof numbers);
    }
    const Orientation orientation = orientation_of(matrix != nullptr ? numbers.data() : nullptr);
    facts.rotation = orientation.rotation;
    facts.mirrored = orientation.mirrored;
    const bool sideways = orientation.rotation % 180 == 90;
    facts.width = sideways ? stored.height : stored.width;
    facts.height = sideways ? stored.width : stored.height;
    AVRational aspect = stream.sample_aspect_ratio.num > 0 ? stream.sample_aspect_ratio
                                                           : stored.sample_aspect_ratio;
    if (aspect.num > 0 && aspect.den > 0) {
        facts.pixel_aspect = sideways ? Time(aspect.den, aspect.num) : to_time(aspect);
    }
    facts.table = frame_table(stream, found);
    facts.frames = static_cast<std::int64_t>(facts.table->pts.size());
    facts.duration = facts.table->duration();
    facts.constant_rate = facts.table->grid.has_value();
    facts.rate = facts.constant_rate ? *facts.table->grid : Time(facts.frames) / facts.duration;
    facts.alpha = has_alpha(format);
    facts.format = handed_on_as(format);
    if (sideways && facts.format == PixelFormat::yuv422p8) {
        facts.format = PixelFormat::yuv444p8;
    } else if (sideways && facts.format == PixelFormat::yuv422p10) {
        facts.format = PixelFormat::yuv444p10;
    }
    facts.codec = avcodec_get_name(stored.codec_id);
    return facts;
}

} // namespace

Facts probe(const std::filesystem::path& file)
{
    Facts facts;
    if (const auto header = still_header(file)) {
        facts.video = still_facts(file, *header);
        facts.bytes = std::filesystem::file_size(file);
        facts.container = facts.video->codec;
        return facts;
    }
    Input input(file);
    Scan found = scan(input);
    const AVFormatContext& format = *input.format();
    facts.container = format.iformat->name;
    facts.bytes = input.bytes();
    read_metadata(format.metadata, facts);
    for (unsigned i = 0; i < format.nb_streams; ++i) {
        read_metadata(format.streams[i]->metadata, facts);
    }
    if (const AVStream* const stream = input.video()) {
        facts.video = video_facts(input, found);
        const AVCodecParameters& stored = *stream->codecpar;
        facts.video->colour = colour_of({stored.color_primaries,
                                         stored.color_trc,
                                         stored.color_space,
                                         stored.color_range,
                                         stored.chroma_location},
                                        static_cast<AVPixelFormat>(stored.format),
                                        stored.height,
                                        facts.video->colour_tagged);
    }
    const AVStream* const sound = input.audio();
    if (sound != nullptr && !found.sound.empty() && sound->codecpar->sample_rate > 0 &&
        known_decoder(sound->codecpar->codec_id) != nullptr) {
        AudioFacts audio;
        audio.sample_rate = sound->codecpar->sample_rate;
        audio.channels = sound->codecpar->ch_layout.nb_channels;
        audio.codec = avcodec_get_name(sound->codecpar->codec_id);
        audio.table = sample_table(*sound, found);
        audio.duration = Time(audio.table->samples, audio.sample_rate);
        if (facts.video) {
            const Time tick = to_time(sound->time_base);
            const Time picture = Time(facts.video->table->pts.front()) * facts.video->table->tick;
            audio.start = Time(found.sound.front().pts) * tick +
                          Time(found.skipped_at_start, audio.sample_rate) - picture;
            const Time slack = std::max(tick, facts.video->table->tick);
            if (audio.start <= slack && Time() - audio.start <= slack) {
                audio.start = Time(); // the container's clock rounded it
            }
        }
        facts.audio = audio;
    }
    if (!facts.video && !facts.audio) {
        throw MediaError(MediaError::Code::unreadable,
                         cannot_open(file) +
                             "no sound in it can be read; convert it to WAV or MP4 first");
    }
    facts.duration = facts.video ? facts.video->duration : Time();
    if (facts.audio) {
        facts.duration = std::max(facts.duration, facts.audio->start + facts.audio->duration);
    }
    return facts;
}

} // namespace rushlight::assets
