#pragma once

#include "editor/interchange/exchange.hpp"

#include <filesystem>

namespace rushlight::editor {

/// How a timeline is written for other programs, told by a file's extension (xml: of Final Cut
/// Pro 7).
enum class ExchangeFormat : std::uint8_t { otio, edl, xml, fcpxml };

/// None for a file that is no timeline.
[[nodiscard]] std::optional<ExchangeFormat> exchange_format(const std::filesystem::path& file);

/// The text of a file, or its beginning where it is longer than any that is read: who reads it
/// refuses that. Throws EditorError (missing, unreadable).
[[nodiscard]] std::string bounded_text(const std::filesystem::path& file);

struct ExchangeFile {
    std::filesystem::path file;
    std::string text;
};

struct WrittenFiles {
    std::vector<ExchangeFile> files;
    std::vector<std::string> not_carried; ///< the exchange's own and the format's
};

/// What to write for a timeline, in the format of `out`. An EDL holds one picture track: the lowest
/// is `out`, a further one has its track in its name, "cut-V2.edl".
/// drop: an EDL counts in drop frame where the rate has it
/// Throws EditorError (invalid) where `out` has no such extension or an EDL nothing to list.
[[nodiscard]] WrittenFiles
write_exchange(const Exchange& exchange, const std::filesystem::path& out, bool drop);

/// Puts the files on the disk, each in one step. Throws MediaError (full, io).
void save(const std::vector<ExchangeFile>& files);

/// Reads a timeline; several EDLs are its picture tracks from the bottom up.
/// rate: of the film where the file tells none (EDL)
/// Throws EditorError (missing, unreadable), naming file and place.
[[nodiscard]] Exchange read_exchange(const std::vector<std::filesystem::path>& files,
                                     const Time& rate);

} // namespace rushlight::editor
