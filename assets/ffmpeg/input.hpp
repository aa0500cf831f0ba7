#pragma once

#include "assets/ffmpeg/handles.hpp"

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>

namespace rushlight::assets {

/// A media file opened for reading under the rules for files from strangers: one descriptor, no
/// other file is ever opened, and only known containers and codecs are parsed. Not for pictures
/// (still_image.hpp). Throws MediaError. Threads: one at a time.
class Input {
public:
    explicit Input(const std::filesystem::path& file);
    ~Input();
    Input(const Input&) = delete;
    Input& operator=(const Input&) = delete;

    [[nodiscard]] AVFormatContext* format() const;

    [[nodiscard]] const std::filesystem::path& file() const { return file_; }

    [[nodiscard]] std::uint64_t bytes() const;
    /// The same for every reader of one version of one file.
    [[nodiscard]] std::uint64_t identity() const;

    [[nodiscard]] AVStream* video() const; ///< or null
    [[nodiscard]] AVStream* audio() const; ///< or null

    /// Reading past this moment fails, until it is set again.
    void allow(std::chrono::milliseconds from_now);

    /// Only packets of this stream come out of next().
    void select(const AVStream* stream);
    /// The next packet; false at the end or where the file is damaged beyond reading on. Throws
    /// MediaError when the time allowed is up.
    bool next(AVPacket& packet);
    /// Goes to the last place at or before the timestamp where decoding can begin; false where
    /// there is none.
    bool seek(const AVStream* stream, std::int64_t timestamp);
    void rewind();

    /// A decoder of that stream. threads 0: as many as suit.
    [[nodiscard]] CodecPtr decoder(const AVStream* stream, int threads) const;

private:
    struct Source;
    std::filesystem::path file_;
    std::unique_ptr<Source> source_;
};

/// "cannot open shot_04.mov: "
[[nodiscard]] std::string cannot_open(const std::filesystem::path& file);

/// Opens a regular file for reading; a MediaError says what is wrong with it. Returns the
/// descriptor, which the caller closes.
[[nodiscard]] int open_regular_file(const std::filesystem::path& file);

/// A decoder that may be used: one of the list in the README. Null where there is none.
[[nodiscard]] const AVCodec* known_decoder(AVCodecID id);

} // namespace rushlight::assets
