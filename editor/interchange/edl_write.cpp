#include "editor/interchange/edl.hpp"
#include "editor/interchange/marker_colours.hpp"
#include "editor/interchange/numbers.hpp"
#include "editor/interchange/reels.hpp"

#include <algorithm>
#include <cstdio>

namespace rushlight::editor {

namespace {

/// One line of decision: what is recorded from where to where, in frames of the film.
struct Event {
    std::string reel;
    std::int64_t dissolve = 0; ///< 0: a cut
    std::int64_t source_in = 0;
    std::int64_t source_out = 0;
    std::int64_t record_in = 0;
    std::int64_t record_out = 0;
};

class Writer {
public:
    Writer(const Exchange& exchange, bool drop)
        : exchange_(exchange)
        , rate_(exchange.rate == Time(0) ? Time(24) : exchange.rate)
        , drop_(drop && can_drop(rate_))
        , reels_(short_reels(exchange.media))
        , start_(*frame_of("01:00:00:00", rate_, drop_))
    {
    }

    WrittenEdl write()
    {
        for (std::size_t i = 0; i < exchange_.media.size(); ++i) {
            const ExchangeMedia& media = exchange_.media[i];
            if (!media.reel.empty() && media.reel != reels_[i]) {
                losses_.add("the full name of the reel, here " + reels_[i] + ",", media.name);
            }
        }
        for (const ExchangeTrack& track : exchange_.tracks) {
            const bool has_clips =
                std::any_of(track.items.begin(), track.items.end(), [](const ExchangeItem& item) {
                    return !item.is_gap();
                });
            if (has_clips && track.kind == TrackKind::audio) {
                losses_.add("the sound", "track " + track.name);
            } else if (has_clips) {
                if (!track.enabled) {
                    losses_.add("that it is hidden", "track " + track.name);
                }
                written_.files.push_back({track.name, list_of(track)});
            }
        }
        written_.not_carried = losses_.sentences();
        return std::move(written_);
    }

private:
    std::string list_of(const ExchangeTrack& track)
    {
        text_ = "TITLE: " + tidy(exchange_.name) +
                "\nFCM: " + (drop_ ? "DROP FRAME" : "NON-DROP FRAME") + "\n";
        number_ = 0;
        next_marker_ = written_.files.empty() ? 0 : exchange_.markers.size();
        Time at;
        Event before{"BL", 0, 0, 0, start_, start_};
        for (std::size_t i = 0; i < track.items.size(); ++i) {
            const ExchangeItem& item = track.items[i];
            const auto* next = i + 1 < track.items.size() ? &track.items[i + 1] : nullptr;
            before = write(item, next, at, track, before);
            at = at + item.length;
        }
        locators(INT64_MAX);
        return std::move(text_);
    }

    /// Returns the event that was written, or a black one for what stays empty.
    Event write(const ExchangeItem& item,
                const ExchangeItem* next,
                const Time& at,
                const ExchangeTrack& track,
                const Event& before)
    {
        const std::string where = place_of(item, track, at, rate_);
        const auto* medium = std::get_if<std::size_t>(&item.source);
        if (!item.is_gap() && medium == nullptr) {
            losses_.add("the title or colour, empty here,", where);
        }
        const Time taken = item.transition ? item.transition->before : Time(0);
        Event event;
        event.record_in = start_ + (at - taken).round_at(rate_);
        event.record_out =
            start_ + (at + item.length -
                      (next != nullptr && next->transition ? next->transition->before : Time(0)))
                         .round_at(rate_);
        const std::int64_t length = event.record_out - event.record_in;
        event.source_out = length;
        event.reel = "BL";
        if (medium != nullptr) {
            event.reel = reels_[*medium];
            const Time from = (item.source_in - taken * item.speed) * rate_;
            event.source_in = from.round_at(1);
            if (from.denominator() != 1) {
                losses_.add("the exact source time, now on the nearest frame,", where);
            }
            event.source_out = event.source_in + source_length(item.speed, length);
        }
        event.dissolve = dissolve_of(item, where);
        if (medium == nullptr && event.dissolve == 0 && event.record_in != start_) {
            return event; // no event: the record times leave it out
        }
        ++number_;
        if (event.dissolve > 0) {
            line(Event{before.reel,
                       0,
                       before.source_out,
                       before.source_out,
                       event.record_in,
                       event.record_in});
        }
        line(event);
        if (medium != nullptr) {
            notes(item, exchange_.media[*medium], event);
        }
        locators(event.record_out);
        return event;
    }

    static std::int64_t source_length(const Time& speed, std::int64_t length)
    {
        return speed == freeze_speed() ? 1 : (Time(length) * speed).round_at(1);
    }

    std::int64_t dissolve_of(const ExchangeItem& item, const std::string& where)
    {
        if (!item.transition) {
            return 0;
        }
        if (item.transition->kind != "dissolve") {
            losses_.add("the dip, now a dissolve, in front", where);
        }
        if (item.transition->before != Time(0)) {
            losses_.add("the cut inside the dissolve, now at its first frame, in front", where);
        }
        constexpr std::int64_t most = 999; // three digits
        const std::int64_t length =
            (item.transition->before + item.transition->after).round_at(rate_);
        if (length > most) {
            losses_.add("the dissolve's length above 999 frames in front", where);
        }
        return std::min(length, most);
    }

    void line(const Event& event)
    {
        char kind[32] = "C       ";
        if (event.dissolve > 0) {
            std::snprintf(kind, sizeof kind, "D    %03lld", static_cast<long long>(event.dissolve));
        }
        char text[160];
        std::snprintf(text,
                      sizeof text,
                      "\n%03d  %-8s V     %s %s %s %s %s\n",
                      number_,
                      event.reel.c_str(),
                      kind,
                      timecode(event.source_in, rate_, drop_).c_str(),
                      timecode(event.source_out, rate_, drop_).c_str(),
                      timecode(event.record_in, rate_, drop_).c_str(),
                      timecode(event.record_out, rate_, drop_).c_str());
        text_ += event.dissolve > 0 ? text + 1 : text; // the two lines of one event stay together
    }

    void notes(const ExchangeItem& item, const ExchangeMedia& media, const Event& event)
    {
        if (item.speed != Time(1)) {
            const bool frozen = item.speed == freeze_speed();
            // readers know only colons here
            std::string at = timecode(event.source_in, rate_, drop_);
            std::replace(at.begin(), at.end(), ';', ':');
            text_ += "M2   " + event.reel + std::string(9 - event.reel.size(), ' ') +
                     (frozen ? "000.0" : decimal(item.speed * rate_)) + "    " + at + "\n";
            text_ += frozen ? "* * FREEZE FRAME\n" : "";
        }
        const std::string side = event.dissolve > 0 ? "* TO" : "* FROM";
        text_ += side + " CLIP NAME: " + tidy(item.name) + "\n";
        if (!media.file.empty()) {
            text_ += side + " FILE: " + tidy(media.file) + "\n";
        }
    }

    /// The markers before a record time.
    void locators(std::int64_t until)
    {
        for (; next_marker_ < exchange_.markers.size(); ++next_marker_) {
            const ExchangeMarker& marker = exchange_.markers[next_marker_];
            const std::int64_t at = start_ + marker.at.round_at(rate_);
            if (at >= until) {
                return;
            }
            std::string name = marker_colour_name(marker.colour);
            if (marker_colour(name) != marker.colour) {
                losses_.add("the exact colour of a marker, now the nearest named one,",
                            "\"" + marker.name + "\"");
            }
            name.resize(8, ' ');
            text_ += "* LOC: " + timecode(at, rate_, drop_) + " " + name + " " + tidy(marker.name) +
                     "\n";
        }
    }

    const Exchange& exchange_;
    Time rate_;
    bool drop_;
    std::vector<std::string> reels_;
    std::int64_t start_;
    std::string text_;
    int number_ = 0;
    std::size_t next_marker_ = 0;
    WrittenEdl written_;
    Losses losses_;
};

} // namespace

WrittenEdl write_edl(const Exchange& exchange, bool drop)
{
    return Writer(exchange, drop).write();
}

} // namespace rushlight::editor
