#pragma once

#include "assets/time.hpp"
#include "editor/timeline/caption.hpp"

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace rushlight::editor {

/// A caption and when it stands, [begin, end).
struct Cue {
    assets::Time begin;
    assets::Time end;
    Caption caption;

    bool operator==(const Cue&) const = default;
};

/// What a caption file says.
struct CaptionFile {
    std::vector<CaptionStyle> styles; ///< the first is the one that runs without a name have
    std::vector<Cue> cues;            ///< by begin; they may overlap
    /// What the file says and a caption cannot hold, one sentence each.
    std::vector<std::string> not_carried;
};

/// SubRip, WebVTT (W3C 2019) and Advanced SubStation Alpha v4+.
enum class CaptionFormat : std::uint8_t { srt, vtt, ass };

/// Whether the name's ending is one of captions.
[[nodiscard]] bool is_caption_file(const std::filesystem::path& file);

/// Whether it is a language tag as BCP 47 has them: "en", "pt-BR".
[[nodiscard]] bool is_language(const std::string& tag);

/// What the name says ("film.de.srt" → "de"), else "und", undetermined.
[[nodiscard]] std::string caption_language(const std::filesystem::path& file);

/// By the name's ending: .srt, .vtt, .ass, .ssa. Throws EditorError (invalid).
[[nodiscard]] CaptionFormat caption_format(const std::filesystem::path& file);

/// Reads the text of a file: UTF-8, with or without a mark, or UTF-16 with one; any line ends.
/// `name` stands in sentences. Bounded: 16 MiB, 100,000 cues. Throws EditorError (unreadable)
/// with the line and the way out.
[[nodiscard]] CaptionFile
read_captions(std::string_view bytes, CaptionFormat format, const std::string& name);

/// The text of a file, UTF-8. Times are rounded to what the format can say (1/1000 s, ASS 1/100 s),
/// which comes back as the same frame at up to 100 frames a second (ASS: 50). What the format
/// cannot say is added to `lost`, one sentence each.
[[nodiscard]] std::string
write_captions(const CaptionFile& file, CaptionFormat format, std::vector<std::string>& lost);

} // namespace rushlight::editor
