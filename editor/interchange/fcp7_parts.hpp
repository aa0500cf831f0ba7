#pragma once

#include "editor/interchange/exchange.hpp"
#include "editor/interchange/xml.hpp"

#include <map>

namespace rushlight::editor {

// Parts of an xmeml file that stand in several places. Rates must have a timebase.

void write_rate(XmlWriter& xml, const Time& rate);

/// frame: since 00:00:00:00
void write_timecode(XmlWriter& xml, std::int64_t frame, const Time& rate, const std::string& reel);

void write_size(XmlWriter& xml, const Size& size);

/// A <file> with all that is known of a medium, by the film's rate where its own has no timebase.
void write_file(XmlWriter& xml,
                const std::string& id,
                const ExchangeMedia& media,
                const Time& film);

/// The filter of a constant speed.
void write_speed(XmlWriter& xml, const Time& speed, bool sound);

/// The effect of a title or a colour.
void write_generator(XmlWriter& xml,
                     const ExchangeItem& item,
                     const std::string& where,
                     Losses& losses);

/// The links between clips, which name each other by the order in which they are written:
/// "clipitem-1", tracks as the exchange has them.
class ClipLinks {
public:
    explicit ClipLinks(const Exchange& exchange);

    /// The links of one clip; nothing where it has none.
    void write(XmlWriter& xml, const ExchangeItem& item) const;

private:
    struct Standing {
        TrackKind kind;
        std::int64_t track; ///< of its kind, from 1
        std::int64_t clip;  ///< on its track, from 1
        int number;         ///< in the file, from 1
    };

    std::map<int, std::vector<Standing>> links_;
};

} // namespace rushlight::editor
