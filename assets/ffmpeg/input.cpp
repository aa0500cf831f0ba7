#include "assets/ffmpeg/input.hpp"

#include "assets/error.hpp"

extern "C" {
#include <libavutil/avstring.h>
#include <libavutil/opt.h>
}

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <string_view>
#include <system_error>
#include <thread>

namespace rushlight::assets {

namespace {

using Clock = std::chrono::steady_clock;
using Code = MediaError::Code;

constexpr int io_buffer_bytes = 256 * 1024;
constexpr std::size_t largest_allocation = std::size_t{1} << 30;
constexpr std::int64_t largest_pixels = 67'108'864;
constexpr auto opening_limit = std::chrono::seconds(10);

constexpr auto containers = "mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,mpegts,wav,flac,mp3,ogg,aac";

constexpr std::array codecs{
    "h264",      "hevc",      "libdav1d",  "vp9",       "vp8",       "prores",    "dnxhd",
    "ffv1",      "mjpeg",     "png",       "webp",      "aac",       "flac",      "opus",
    "libopus",   "mp3float",  "mp3",       "vorbis",    "alac",      "pcm_s16le", "pcm_s16be",
    "pcm_s24le", "pcm_s24be", "pcm_s32le", "pcm_s32be", "pcm_f32le", "pcm_f32be", "pcm_f64le",
    "pcm_u8",    "pcm_s8",    "pcm_alaw",  "pcm_mulaw",
};

std::string codec_list()
{
    std::string list;
    for (const char* name : codecs) {
        list.append(list.empty() ? "" : ",").append(name);
    }
    return list;
}

int refuse_to_open(AVFormatContext*, AVIOContext**, const char*, int, AVDictionary**)
{
    return AVERROR(EACCES);
}

} // namespace

std::string reason(int error)
{
    std::array<char, AV_ERROR_MAX_STRING_SIZE> text{};
    av_strerror(error, text.data(), text.size());
    return text.data();
}

std::string cannot_open(const std::filesystem::path& file)
{
    return "cannot open " + file.filename().string() + ": ";
}

int open_regular_file(const std::filesystem::path& file)
{
    const int descriptor = open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
    if (descriptor < 0) {
        if (errno == ENOENT || errno == ENOTDIR) {
            throw MediaError(Code::missing,
                             cannot_open(file) + "there is no such file; relink it or import it "
                                                 "from where it is now");
        }
        if (errno == EACCES || errno == EPERM) {
            throw MediaError(Code::unreadable,
                             cannot_open(file) + "reading it is not permitted; change its "
                                                 "permissions or copy it to a folder of yours");
        }
        throw MediaError(Code::io,
                         cannot_open(file) + std::generic_category().message(errno) +
                             "; check the disk it is on");
    }
    struct stat facts{};
    const bool known = fstat(descriptor, &facts) == 0;
    const char* problem = nullptr;
    if (known && S_ISDIR(facts.st_mode)) {
        problem = "it is a folder; import the files in it";
    } else if (!known || !S_ISREG(facts.st_mode)) {
        problem = "it is not an ordinary file; copy its content to one";
    } else if (facts.st_size == 0) {
        problem = "it is empty; copy or record it again";
    }
    if (problem != nullptr) {
        close(descriptor);
        throw MediaError(Code::unreadable, cannot_open(file) + problem);
    }
    return descriptor;
}

const AVCodec* known_decoder(AVCodecID id)
{
    void* position = nullptr;
    while (const AVCodec* codec = av_codec_iterate(&position)) {
        if (codec->id == id && av_codec_is_decoder(codec) != 0 &&
            std::any_of(codecs.begin(), codecs.end(), [&](const char* name) {
                return std::string_view(codec->name) == name;
            })) {
            return codec;
        }
    }
    return nullptr;
}

/// One descriptor behind FFmpeg's reading callbacks.
struct Input::Source {
    int descriptor = -1;
    struct stat facts{};
    std::int64_t position = 0;
    Clock::time_point deadline = Clock::now() + opening_limit;
    bool late = false;
    AVIOContext* io = nullptr;
    AVFormatContext* format = nullptr;
    int video = -1;
    int audio = -1;

    ~Source()
    {
        avformat_close_input(&format);
        if (io != nullptr) {
            av_freep(&io->buffer);
            avio_context_free(&io);
        }
        if (descriptor >= 0) {
            close(descriptor);
        }
    }

    static int expired(void* self)
    {
        auto* const source = static_cast<Source*>(self);
        source->late = source->late || Clock::now() > source->deadline;
        return source->late ? 1 : 0;
    }

    static int read(void* self, std::uint8_t* buffer, int bytes)
    {
        auto* const source = static_cast<Source*>(self);
        if (expired(self) != 0) {
            return AVERROR_EXIT;
        }
        const ssize_t got =
            pread(source->descriptor, buffer, static_cast<std::size_t>(bytes), source->position);
        if (got < 0) {
            return AVERROR(errno);
        }
        source->position += got;
        return got == 0 ? AVERROR_EOF : static_cast<int>(got);
    }

    static std::int64_t seek(void* self, std::int64_t offset, int whence)
    {
        auto* const source = static_cast<Source*>(self);
        switch (whence & ~AVSEEK_FORCE) {
        case AVSEEK_SIZE:
            return source->facts.st_size;
        case SEEK_SET:
            source->position = offset;
            break;
        case SEEK_CUR:
            source->position += offset;
            break;
        case SEEK_END:
            source->position = source->facts.st_size + offset;
            break;
        default:
            return AVERROR(EINVAL);
        }
        return source->position;
    }
};

Input::Input(const std::filesystem::path& file)
    : file_(file)
    , source_(std::make_unique<Source>())
{
    av_log_set_level(AV_LOG_FATAL); // what matters comes back as an error
    av_max_alloc(largest_allocation);
    Source& source = *source_;
    source.descriptor = open_regular_file(file);
    fstat(source.descriptor, &source.facts);

    auto* const buffer = static_cast<unsigned char*>(allocated(av_malloc(io_buffer_bytes)));
    source.io = avio_alloc_context(
        buffer, io_buffer_bytes, 0, &source, Source::read, nullptr, Source::seek);
    if (source.io == nullptr) {
        av_free(buffer);
        throw std::bad_alloc();
    }
    const auto fail = [&](const std::string& problem) -> MediaError {
        return {Code::unreadable,
                cannot_open(file) +
                    (source.late ? "reading it took too long; make a copy of it with ffmpeg first"
                                 : problem)};
    };

    const AVInputFormat* kind = nullptr;
    const int score = av_probe_input_buffer2(source.io, &kind, "", nullptr, 0, 1 << 20);
    if (score < 0 || kind == nullptr) {
        throw fail("it is no video, sound or picture that Rushlight knows; convert it to MP4, MOV, "
                   "MKV, WAV, PNG or JPEG");
    }
    const std::string_view name = kind->name;
    if (name == "hls" || name == "dash" || name == "concat" || name == "sdp" || name == "imf") {
        throw fail("it is a list that names other files (" + std::string(name) +
                   "), and Rushlight follows none; import those files instead");
    }
    if (av_match_list(kind->name, containers, ',') == 0) {
        throw fail("files of the kind '" + std::string(name) +
                   "' are not read; convert it to MP4, MOV, MKV, WAV, PNG or JPEG");
    }

    source.format = allocated(avformat_alloc_context());
    AVFormatContext& format = *source.format;
    format.pb = source.io;
    format.io_open = refuse_to_open;
    format.interrupt_callback = {Source::expired, &source};
    format.max_streams = 16;
    format.probesize = 32 << 20;
    format.max_analyze_duration = 10 * AV_TIME_BASE;
    format.flags |= AVFMT_FLAG_CUSTOM_IO;
    av_opt_set(&format, "format_whitelist", containers, 0);
    av_opt_set(&format, "codec_whitelist", codec_list().c_str(), 0);
    av_opt_set(&format, "protocol_whitelist", "none", 0);
    int error = avformat_open_input(&source.format, "", kind, nullptr); // frees `format` on failure
    if (error < 0) {
        throw fail("it is damaged or cut short (" + reason(error) + "); copy or export it again");
    }
    error = avformat_find_stream_info(source.format, nullptr);
    if (error < 0 || source.late) {
        throw fail("it is damaged or cut short (" + reason(error) + "); copy or export it again");
    }
    source.video = av_find_best_stream(source.format, AVMEDIA_TYPE_VIDEO, -1, -1, nullptr, 0);
    if (source.video >= 0 &&
        (source.format->streams[source.video]->disposition & AV_DISPOSITION_ATTACHED_PIC) != 0) {
        source.video = -1; // the cover of a song
    }
    source.audio = av_find_best_stream(source.format, AVMEDIA_TYPE_AUDIO, -1, -1, nullptr, 0);
    if (source.video < 0 && source.audio < 0) {
        throw fail("it holds no pictures and no sound; check that the recording was finished");
    }
}

Input::~Input() = default;

AVFormatContext* Input::format() const
{
    return source_->format;
}

std::uint64_t Input::bytes() const
{
    return static_cast<std::uint64_t>(source_->facts.st_size);
}

std::uint64_t Input::identity() const
{
    const auto& facts = source_->facts;
    std::uint64_t hash = 0xcbf29ce484222325U; // FNV-1a over what changes with the file
    for (const std::uint64_t part : {std::uint64_t{facts.st_dev},
                                     std::uint64_t{facts.st_ino},
                                     static_cast<std::uint64_t>(facts.st_size),
                                     static_cast<std::uint64_t>(facts.st_mtim.tv_sec),
                                     static_cast<std::uint64_t>(facts.st_mtim.tv_nsec)}) {
        for (unsigned shift = 0; shift < 64; shift += 8) {
            hash = (hash ^ ((part >> shift) & 0xffU)) * 0x100000001b3U;
        }
    }
    return hash;
}

AVStream* Input::video() const
{
    return source_->video < 0 ? nullptr : source_->format->streams[source_->video];
}

AVStream* Input::audio() const
{
    return source_->audio < 0 ? nullptr : source_->format->streams[source_->audio];
}

void Input::allow(std::chrono::milliseconds from_now)
{
    source_->deadline = Clock::now() + from_now;
    source_->late = false;
}

void Input::select(const AVStream* stream)
{
    for (unsigned i = 0; i < source_->format->nb_streams; ++i) {
        AVStream* const other = source_->format->streams[i];
        other->discard = stream == nullptr || other == stream ? AVDISCARD_DEFAULT : AVDISCARD_ALL;
    }
}

bool Input::next(AVPacket& packet)
{
    av_packet_unref(&packet);
    const int error = av_read_frame(source_->format, &packet);
    if (source_->late) {
        throw MediaError(Code::unreadable,
                         "cannot read " + file_.filename().string() +
                             ": it took too long; copy it to a faster disk");
    }
    return error >= 0;
}

bool Input::seek(const AVStream* stream, std::int64_t timestamp)
{
    return av_seek_frame(source_->format, stream->index, timestamp, AVSEEK_FLAG_BACKWARD) >= 0;
}

void Input::rewind()
{
    if (avformat_seek_file(source_->format, -1, INT64_MIN, INT64_MIN, INT64_MAX, 0) < 0) {
        avformat_seek_file(source_->format, -1, 0, 0, 0, AVSEEK_FLAG_BYTE);
    }
}

CodecPtr Input::decoder(const AVStream* stream, int threads) const
{
    const AVCodec* const codec = known_decoder(stream->codecpar->codec_id);
    if (codec == nullptr) {
        throw MediaError(Code::unreadable,
                         cannot_open(file_) + "no decoder for '" +
                             avcodec_get_name(stream->codecpar->codec_id) +
                             "'; convert it to H.264 or ProRes first");
    }
    CodecPtr context(allocated(avcodec_alloc_context3(codec)));
    avcodec_parameters_to_context(context.get(), stream->codecpar);
    context->pkt_timebase = stream->time_base;
    context->max_pixels = largest_pixels;
    const int cores = static_cast<int>(std::max(1U, std::thread::hardware_concurrency()));
    context->thread_count = threads > 0 ? threads : std::min(4, cores);
    const int error = avcodec_open2(context.get(), codec, nullptr);
    if (error < 0) {
        throw MediaError(Code::unreadable,
                         cannot_open(file_) + "its " + codec->name + " stream is damaged (" +
                             reason(error) + "); copy or export it again");
    }
    return context;
}

} // namespace rushlight::assets
