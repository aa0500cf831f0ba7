#pragma once

#include "editor/timeline/timeline.hpp"

namespace rushlight::editor {

/// Media as an interchange file names it.
struct ExchangeMedia {
    std::string asset; ///< of the project; empty where a file was read
    std::string take;
    std::string name;             ///< as people know it: "beach.mov"
    std::string file;             ///< URL, or a path as the file has it; empty where it names none
    std::string reel;             ///< of the tape or card; empty where it is not known
    Time rate;                    ///< of its pictures, frames a second; 0 where it is not known
    std::optional<Time> start;    ///< its timecode at its first frame, as time since 00:00:00:00
    std::optional<Time> duration; ///< none for stills and where it is not known
    bool still = false;
    bool picture = true;
    bool sound = false;
    Size size; ///< of its pictures; 0 where it is not known

    bool operator==(const ExchangeMedia&) const = default;
};

struct ExchangeTransition {
    std::string kind = "dissolve"; ///< dissolve, dip
    Time before;                   ///< of the cut
    Time after;                    ///< of the cut
    std::string colour = "#000000";

    bool operator==(const ExchangeTransition&) const = default;
};

/// Nothing: a gap; or media, by its place in Exchange::media; or what needs no media.
using ExchangeSource = std::variant<std::monostate, std::size_t, Title, Solid>;

struct ExchangeItem {
    std::string name;
    ExchangeSource source;
    Time length;    ///< on the timeline
    Time source_in; ///< at the item's first frame, counted as the media's timecode is
    Time speed = 1; ///< `freeze_speed`: one picture, held
    int link = 0;   ///< items with one number above 0 are linked
    std::optional<ExchangeTransition> transition; ///< at the cut in front

    [[nodiscard]] bool is_gap() const { return std::holds_alternative<std::monostate>(source); }

    bool operator==(const ExchangeItem&) const = default;
};

struct ExchangeTrack {
    TrackKind kind = TrackKind::video;
    std::string name;
    bool enabled = true; ///< shown or heard
    std::vector<ExchangeItem> items;

    bool operator==(const ExchangeTrack&) const = default;
};

struct ExchangeMarker {
    Time at;
    std::string name;
    std::string colour = Marker{}.colour; ///< "#RRGGBB"

    bool operator==(const ExchangeMarker&) const = default;
};

/// A timeline between two programs: what the interchange formats have in common, in exact time.
struct Exchange {
    std::string name;
    Size size; ///< 0 where the file tells none
    Time rate; ///< frames a second; 0 where the file tells none
    std::vector<ExchangeMedia> media;
    std::vector<ExchangeTrack> tracks; ///< video from the bottom up, then audio
    std::vector<ExchangeMarker> markers;
    bool links_told = false; ///< false: what is linked has to be guessed
    Time day;                ///< after which source timecode begins again at 0; 0: it does not
    /// What the file or the timeline held and this value does not, one sentence each.
    std::vector<std::string> not_carried;
};

/// Bounds of what is read, so that no file takes more memory or time than a long film needs.
namespace exchange_limits {
inline constexpr std::size_t bytes = std::size_t{128} << 20; ///< of a file
inline constexpr std::size_t values = 4'000'000;             ///< of JSON values or XML elements
inline constexpr int depth = 64;
inline constexpr std::size_t items = 200'000;
inline constexpr std::size_t tracks = 256;
inline constexpr std::int64_t seconds = 4'000'000; ///< of any time, over 1,000 hours
} // namespace exchange_limits

/// The speed that stands for a picture that is held: slow enough that no clip of 1,000 hours
/// reaches the next frame.
[[nodiscard]] Time freeze_speed();

/// Collects what cannot be carried: one sentence for each kind of thing, naming where.
class Losses {
public:
    /// what: "the effect \"blur\""; where: "A (V1 at frame 12)".
    void add(const std::string& what, const std::string& where);

    /// A sentence of its own.
    void say(const std::string& sentence) { add(sentence, {}); }

    /// "the effect \"blur\" of A (V1 at frame 12), B (V1 at frame 40)", in order of first mention.
    [[nodiscard]] std::vector<std::string> sentences() const;

private:
    struct Loss {
        std::string what;
        std::vector<std::string> where; ///< the first few
        std::size_t count = 0;
    };

    std::vector<Loss> losses_;
};

/// "A (V1 at frame 12)"
[[nodiscard]] std::string
place_of(const ExchangeItem& item, const ExchangeTrack& track, const Time& begin, const Time& rate);

/// What a writer made of an exchange.
struct Written {
    std::string text;
    std::vector<std::string> not_carried; ///< by this format; the exchange has a list of its own
};

} // namespace rushlight::editor
