#include "editor/error.hpp"
#include "editor/interchange/edl.hpp"
#include "editor/interchange/edl_list.hpp"
#include "editor/interchange/media_places.hpp"
#include "editor/interchange/numbers.hpp"

#include <algorithm>
#include <cmath>
#include <map>

namespace rushlight::editor {

namespace {

/// The speed of an event: told by M2, whose rate is meant exactly or as a whole number, or by its
/// lengths.
Time speed_of(const EdlTake& take, const Time& rate)
{
    const auto record = static_cast<double>(take.record_out - take.record_in);
    const auto source = static_cast<double>(take.source_length);
    if (take.frozen || (take.fps && *take.fps == Time(0))) {
        return freeze_speed();
    }
    if (!take.fps) {
        return std::abs(source - record) <= 1 || source == 0
                   ? Time(1)
                   : Time(take.source_length, take.record_out - take.record_in);
    }
    const double exact = take.fps->seconds() / rate.seconds();
    const double whole = take.fps->seconds() / static_cast<double>(nominal(rate));
    const double speed = std::abs(source - record * std::abs(whole)) + 0.5 <
                                 std::abs(source - record * std::abs(exact))
                             ? whole
                             : exact;
    const Time simple = simple_fraction(speed);
    return simple == Time(0) ? Time(1) : simple;
}

/// Puts the lists' events on tracks.
class Tracks {
public:
    explicit Tracks(const Time& rate)
        : rate_(rate)
    {
    }

    void add(const EdlList& list, std::int64_t start, std::int64_t above, Losses& losses)
    {
        std::vector<EdlTake> takes = list.takes();
        std::stable_sort(takes.begin(), takes.end(), [](const EdlTake& a, const EdlTake& b) {
            return a.record_in < b.record_in;
        });
        for (const EdlTake& take : takes) {
            const auto channels = edl_channels(take.words.channel);
            if (channels.empty()) {
                losses.add("the event on channel " + tidy(take.words.channel),
                           "line " + std::to_string(take.line));
            }
            for (const std::string& channel : channels) {
                const int number = std::stoi(channel.substr(1)) + static_cast<int>(above);
                lay(take, start, {channel[0] == 'A', number});
            }
        }
    }

    Exchange take()
    {
        for (auto& [key, track] : tracks_) {
            exchange_.tracks.push_back(std::move(track.track));
        }
        return std::move(exchange_);
    }

private:
    struct Growing {
        ExchangeTrack track;
        std::int64_t end = 0;
    };

    void lay(const EdlTake& take, std::int64_t start, const std::pair<bool, int>& key)
    {
        Growing& growing = tracks_[key];
        growing.track.kind = key.first ? TrackKind::audio : TrackKind::video;
        growing.track.name = (key.first ? "A" : "V") + std::to_string(key.second);
        const std::int64_t in = take.record_in - start;
        const std::int64_t length = take.record_out - take.record_in;
        if (length == 0) {
            return; // what a dissolve comes from: the event before has it
        }
        if (in < growing.end) {
            throw EditorError(
                EditorError::Code::unreadable,
                "line " + std::to_string(take.line) +
                    ": its record in lies before the record out of the event in front on " +
                    growing.track.name + "; correct the timecodes");
        }
        if (in > growing.end) {
            ExchangeItem gap;
            gap.length = Time(in - growing.end) / rate_;
            growing.track.items.push_back(gap);
        }
        growing.end = in + length;
        ExchangeItem item;
        item.length = Time(length) / rate_;
        if (take.dissolve > 0) {
            item.transition =
                ExchangeTransition{"dissolve", 0, Time(std::min(take.dissolve, length)) / rate_};
        }
        if (!take.is_black()) {
            item.name = take.name.empty() ? take.words.reel : take.name;
            item.source = medium(take, key.first);
            item.source_in = Time(take.source_in) / rate_;
            item.speed = speed_of(take, rate_);
        }
        growing.track.items.push_back(std::move(item));
    }

    std::size_t medium(const EdlTake& take, bool sound)
    {
        const std::string name = take.file.empty()
                                     ? (take.name.empty() ? take.words.reel : take.name)
                                     : last_part(take.file);
        const auto [found, is_new] = media_.emplace(
            take.words.reel + "\n" + take.file + "\n" + name, exchange_.media.size());
        if (is_new) {
            ExchangeMedia one;
            one.name = name;
            one.file = take.file;
            one.reel = take.words.reel == "AX" ? std::string() : take.words.reel;
            one.rate = rate_;
            one.picture = !sound;
            exchange_.media.push_back(std::move(one));
        }
        ExchangeMedia& one = exchange_.media[found->second];
        (sound ? one.sound : one.picture) = true;
        return found->second;
    }

    Time rate_;
    Exchange exchange_;
    std::map<std::pair<bool, int>, Growing> tracks_; ///< pictures first, then by number
    std::map<std::string, std::size_t> media_;
};

} // namespace

Exchange read_edl(const std::vector<std::string>& lists, Time rate)
{
    Losses losses;
    std::vector<EdlList> read;
    std::int64_t first = INT64_MAX;
    for (const std::string& text : lists) {
        const Time before = rate;
        read.emplace_back(text, rate, losses);
        if (rate != before && read.size() > 1) {
            throw EditorError(EditorError::Code::unreadable,
                              "one list counts in drop frame and one before it at " +
                                  decimal(before) + "; import them one by one");
        }
        for (const EdlTake& take : read.back().takes()) {
            first = std::min(first, take.record_in);
        }
    }
    const bool drop = !read.empty() && read.front().drop();
    const std::int64_t hour = *frame_of("01:00:00:00", rate, drop);
    const std::int64_t start = first % hour > hour - hour / 30 ? first : first - first % hour;
    Tracks tracks(rate);
    std::vector<ExchangeMarker> markers;
    std::int64_t above = 0;
    for (const EdlList& list : read) {
        tracks.add(list, start, above++, losses);
        for (const auto& [frame, marker] : list.markers()) {
            markers.push_back(marker);
            markers.back().at = Time(frame - start) / rate;
        }
    }
    Exchange exchange = tracks.take();
    exchange.name = read.empty() ? std::string() : read.front().title();
    exchange.rate = rate;
    exchange.day = Time(*frame_of("24:00:00:00", rate, drop)) / rate;
    exchange.markers = std::move(markers);
    exchange.not_carried = losses.sentences();
    return exchange;
}

} // namespace rushlight::editor
