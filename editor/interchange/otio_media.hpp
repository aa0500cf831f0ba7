#pragma once

#include "editor/interchange/otio_time.hpp"

#include <map>

namespace rushlight::editor {

/// Reads what the clips of an OTIO file show, and keeps each medium once.
class OtioMedia {
public:
    /// Fills in source, source_in and length. Returns the clip's part; refuses a clip without a
    /// length.
    OtioRange read_clip(const JsonField& clip,
                        ExchangeItem& item,
                        TrackKind kind,
                        const std::string& where,
                        Losses& losses);

    /// All media so far, in the order of their numbers; nothing is left.
    [[nodiscard]] std::vector<ExchangeMedia> take() { return std::move(media_); }

private:
    std::size_t number_of(ExchangeMedia medium);

    std::vector<ExchangeMedia> media_;
    std::map<std::string, std::size_t> numbers_;
};

} // namespace rushlight::editor
