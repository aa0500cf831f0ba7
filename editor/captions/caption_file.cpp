#include "editor/captions/caption_file.hpp"

#include "editor/captions/parts.hpp"
#include "editor/error.hpp"

#include <algorithm>

namespace rushlight::editor {

namespace {

using captions::Lines;

constexpr std::size_t most_bytes = std::size_t{16} << 20;

[[noreturn]] void refuse(const std::string& sentence)
{
    throw EditorError(EditorError::Code::unreadable, sentence);
}

void put_utf8(std::string& out, std::uint32_t letter)
{
    const auto put = [&](std::uint32_t byte) {
        out.push_back(static_cast<char>(byte));
    };
    if (letter < 0x80) {
        put(letter);
    } else if (letter < 0x800) {
        put(0xc0 | letter >> 6);
        put(0x80 | (letter & 0x3f));
    } else if (letter < 0x10000) {
        put(0xe0 | letter >> 12);
        put(0x80 | (letter >> 6 & 0x3f));
        put(0x80 | (letter & 0x3f));
    } else {
        put(0xf0 | letter >> 18);
        put(0x80 | (letter >> 12 & 0x3f));
        put(0x80 | (letter >> 6 & 0x3f));
        put(0x80 | (letter & 0x3f));
    }
}

/// From UTF-16 whose mark has been read; halves without their other half become U+FFFD.
std::string from_utf16(std::string_view bytes, bool big_end)
{
    const auto unit = [&](std::size_t i) {
        const auto first = static_cast<unsigned char>(bytes[i]);
        const auto second = static_cast<unsigned char>(bytes[i + 1]);
        return static_cast<std::uint32_t>(big_end ? first << 8 | second : second << 8 | first);
    };
    std::string text;
    for (std::size_t i = 0; i + 1 < bytes.size(); i += 2) {
        std::uint32_t letter = unit(i);
        if (letter >= 0xd800 && letter < 0xdc00 && i + 3 < bytes.size() && unit(i + 2) >= 0xdc00 &&
            unit(i + 2) < 0xe000) {
            letter = 0x10000 + ((letter - 0xd800) << 10) + (unit(i + 2) - 0xdc00);
            i += 2;
        } else if (letter >= 0xd800 && letter < 0xe000) {
            letter = 0xfffd;
        }
        put_utf8(text, letter);
    }
    return text;
}

/// Where the first byte lies that is not UTF-8; npos where all is.
std::size_t not_utf8(std::string_view text)
{
    for (std::size_t i = 0; i < text.size();) {
        const auto lead = static_cast<unsigned char>(text[i]);
        const int more = lead < 0x80   ? 0
                         : lead < 0xc2 ? -1
                         : lead < 0xe0 ? 1
                         : lead < 0xf0 ? 2
                         : lead < 0xf5 ? 3
                                       : -1;
        if (more < 0 || lead == 0 || i + static_cast<std::size_t>(more) >= text.size()) {
            return i;
        }
        std::uint32_t letter = more == 0 ? lead : lead & (0x3fU >> more);
        for (int k = 1; k <= more; ++k) {
            const auto byte = static_cast<unsigned char>(text[i + static_cast<std::size_t>(k)]);
            if ((byte & 0xc0) != 0x80) {
                return i;
            }
            letter = letter << 6 | (byte & 0x3f);
        }
        if ((more == 2 && letter < 0x800) ||
            (more == 3 && (letter < 0x10000 || letter > 0x10ffff)) ||
            (letter >= 0xd800 && letter < 0xe000)) {
            return i;
        }
        i += static_cast<std::size_t>(more) + 1;
    }
    return std::string_view::npos;
}

std::string decoded(std::string_view bytes, const std::string& name)
{
    if (bytes.size() > most_bytes) {
        refuse(name + " is larger than 16 MiB, which no captions are; choose another file");
    }
    if (captions::begins_with(bytes, "\xff\xfe") || captions::begins_with(bytes, "\xfe\xff")) {
        return from_utf16(bytes.substr(2), bytes.front() == '\xfe');
    }
    if (captions::begins_with(bytes, "\xef\xbb\xbf")) {
        bytes.remove_prefix(3);
    }
    if (const std::size_t wrong = not_utf8(bytes); wrong != std::string_view::npos) {
        const auto line =
            1 + std::count(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(wrong), '\n');
        refuse(name + ", line " + std::to_string(line) +
               ": a letter is not UTF-8; save the file as UTF-8 and try again");
    }
    return std::string(bytes);
}

} // namespace

bool is_caption_file(const std::filesystem::path& file)
{
    const std::string ending = captions::lower(file.extension().string());
    return ending == ".srt" || ending == ".vtt" || ending == ".ass" || ending == ".ssa";
}

bool is_language(const std::string& tag)
{
    const std::size_t head = std::min(tag.find('-'), tag.size());
    const std::string small = captions::lower(tag);
    return head >= 2 && head <= 3 && tag.size() <= 35 && tag.back() != '-' &&
           small.find_first_not_of("abcdefghijklmnopqrstuvwxyz") >= head &&
           small.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") == std::string::npos;
}

std::string caption_language(const std::filesystem::path& file)
{
    const std::string said = file.stem().extension().string();
    return said.size() > 1 && is_language(said.substr(1)) ? said.substr(1) : "und";
}

CaptionFormat caption_format(const std::filesystem::path& file)
{
    const std::string ending = captions::lower(file.extension().string());
    if (ending == ".srt") {
        return CaptionFormat::srt;
    }
    if (ending == ".vtt") {
        return CaptionFormat::vtt;
    }
    if (ending == ".ass" || ending == ".ssa") {
        return CaptionFormat::ass;
    }
    throw EditorError(EditorError::Code::invalid,
                      file.filename().string() +
                          " is no caption file; captions are .srt, .vtt or .ass");
}

CaptionFile read_captions(std::string_view bytes, CaptionFormat format, const std::string& name)
{
    const std::string text = decoded(bytes, name);
    Lines lines(text, name);
    CaptionFile file = format == CaptionFormat::srt   ? captions::read_srt(std::move(lines))
                       : format == CaptionFormat::vtt ? captions::read_vtt(std::move(lines))
                                                      : captions::read_ass(std::move(lines));
    if (file.cues.empty()) {
        refuse(name + " holds no caption; check that it is the right file");
    }
    return file;
}

std::string
write_captions(const CaptionFile& file, CaptionFormat format, std::vector<std::string>& lost)
{
    captions::Losses losses(lost);
    return format == CaptionFormat::srt   ? captions::write_srt(file, losses)
           : format == CaptionFormat::vtt ? captions::write_vtt(file, losses)
                                          : captions::write_ass(file, losses);
}

} // namespace rushlight::editor
