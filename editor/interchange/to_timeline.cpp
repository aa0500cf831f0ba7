#include "editor/error.hpp"
#include "editor/interchange/convert.hpp"
#include "editor/interchange/fitting.hpp"
#include "editor/interchange/numbers.hpp"

#include <algorithm>
#include <map>
#include <tuple>

namespace rushlight::editor {

namespace {

/// Makes one timeline of an exchange.
class Laying {
public:
    Laying(const Exchange& exchange, const ImportSettings& settings, const FindMedia& find)
        : exchange_(exchange)
        , next_id_(settings.first_id)
    {
        timeline_.rate = exchange.rate == Time(0) ? settings.rate : exchange.rate;
        timeline_.size = exchange.size == Size{} ? settings.size : fitting(exchange.size);
        if (timeline_.rate < Time(1) || timeline_.rate > Time(240)) {
            throw EditorError(EditorError::Code::unreadable,
                              "it runs at " + decimal(timeline_.rate) +
                                  " frames a second; 1 to 240 can be edited: convert it first");
        }
        for (const ExchangeMedia& media : exchange.media) {
            found_.push_back(find(media));
        }
        if (!exchange.links_told) {
            guess_links();
        }
    }

    Imported lay()
    {
        for (const TrackKind kind : {TrackKind::video, TrackKind::audio}) {
            for (const ExchangeTrack& track : exchange_.tracks) {
                if (track.kind == kind) {
                    timeline_.tracks.push_back(std::make_shared<const Track>(laid(track)));
                }
            }
        }
        for (const ExchangeMarker& marker : exchange_.markers) {
            if (marker.at < Time(0)) {
                losses_.add("the marker before the film begins", "\"" + marker.name + "\"");
                continue;
            }
            timeline_.markers.push_back(
                {next_id_++, marker.at.round_at(timeline_.rate), marker.name, marker.colour});
        }
        std::stable_sort(timeline_.markers.begin(),
                         timeline_.markers.end(),
                         [](const Marker& a, const Marker& b) { return a.frame < b.frame; });
        timeline_.next_id = next_id_;
        Imported imported{std::move(timeline_), exchange_.not_carried};
        for (std::string& sentence : losses_.sentences()) {
            imported.not_carried.push_back(std::move(sentence));
        }
        return imported;
    }

private:
    Size fitting(const Size& size)
    {
        const auto fit = [](int n) {
            return std::clamp(n, 16, 8192) / 2 * 2;
        };
        const Size fits{fit(size.width), fit(size.height)};
        if (fits != size) {
            losses_.say("the frame's size " + std::to_string(size.width) + "x" +
                        std::to_string(size.height) + " became " + std::to_string(fits.width) +
                        "x" + std::to_string(fits.height));
        }
        return fits;
    }

    /// Where a time lies in a track's units.
    std::int64_t unit(const Time& time, TrackKind kind) const
    {
        return kind == TrackKind::video ? time.round_at(timeline_.rate)
                                        : time.floor_at(Time(sample_rate));
    }

    Track laid(const ExchangeTrack& from)
    {
        Track track;
        track.id = next_id_++;
        track.kind = from.kind;
        track.name = from.name;
        (from.kind == TrackKind::video ? track.hidden : track.muted) = !from.enabled;
        std::vector<Item> items;
        Time at;
        for (const ExchangeItem& one : from.items) {
            const std::string where = place_of(one, from, at, timeline_.rate);
            const Time start = at;
            const std::int64_t begin = unit(start, from.kind);
            at = at + one.length;
            if (at > Time(exchange_limits::seconds)) {
                throw EditorError(EditorError::Code::unreadable,
                                  "track " + from.name +
                                      " is longer than 1,000 hours; split the film");
            }
            const std::int64_t length = unit(at, from.kind) - begin;
            if (from.kind == TrackKind::video && (at * timeline_.rate).denominator() != 1) {
                losses_.add("the exact end, now on the nearest frame,", where);
            }
            if (length > 0) {
                add(items, one, start, length, from.kind, where);
            } else if (!one.is_gap()) {
                losses_.add("the clip shorter than a frame", where);
            }
        }
        while (!items.empty() && items.back().is_gap()) {
            items.pop_back();
        }
        fit_transitions(items, from.name, unit_rate(timeline_, from.kind), timeline_.rate, losses_);
        track.items = Items(std::move(items));
        return track;
    }

    void add(std::vector<Item>& items,
             const ExchangeItem& one,
             const Time& begin,
             std::int64_t length,
             TrackKind kind,
             const std::string& where)
    {
        std::optional<Transition> transition;
        if (one.transition) {
            const Time rate = unit_rate(timeline_, kind);
            transition = Transition{one.transition->kind,
                                    one.transition->before.round_at(rate),
                                    one.transition->after.round_at(rate),
                                    one.transition->colour};
        }
        std::int64_t rest = 0; // of its length that the media do not reach
        auto clip = clip_of(one, begin, length, rest, kind, where);
        if (!clip) {
            add_gap(items, length, std::move(transition));
            return;
        }
        Item item{next_id_++, length - rest, std::move(clip), std::move(transition)};
        items.push_back(std::move(item));
        if (rest > 0) {
            add_gap(items, rest, {});
        }
    }

    void
    add_gap(std::vector<Item>& items, std::int64_t length, std::optional<Transition> transition)
    {
        if (!items.empty() && items.back().is_gap()) {
            items.back().length += length;
        } else {
            items.push_back({next_id_++, length, nullptr, std::move(transition)});
        }
    }

    /// Null: a gap.
    std::shared_ptr<const Clip> clip_of(const ExchangeItem& one,
                                        const Time& begin,
                                        std::int64_t length,
                                        std::int64_t& rest,
                                        TrackKind kind,
                                        const std::string& where)
    {
        if (one.is_gap()) {
            return nullptr;
        }
        Clip clip;
        clip.name = one.name;
        clip.speed = fit_speed(one.speed, where, losses_);
        clip.keep_pitch = clip.speed != Time(1);
        clip.source_start = one.source_in;
        clip.link = link_of(one, begin);
        if (const auto* index = std::get_if<std::size_t>(&one.source)) {
            const auto& found = found_.at(*index);
            if (!found) {
                if (kind == TrackKind::audio) {
                    return nullptr;
                }
                clip.source = Solid{};
                clip.source_start = 0;
                return std::make_shared<const Clip>(std::move(clip));
            }
            clip.source = found->media;
            if (one.speed == freeze_speed()) {
                clip.speed = 0;
                clip.keep_pitch = false;
            }
            clip.source_start = one.source_in - start_of(*index, one.source_in);
            rest = fit_into_media(
                clip, length, unit_rate(timeline_, kind), timeline_.rate, where, losses_);
            if (rest >= length) {
                return nullptr;
            }
        } else if (kind == TrackKind::audio) {
            losses_.add("the title or colour on a sound track", where);
            return nullptr;
        } else if (const auto* title = std::get_if<Title>(&one.source)) {
            clip.source = *title;
        } else {
            clip.source = std::get<Solid>(one.source);
        }
        return std::make_shared<const Clip>(std::move(clip));
    }

    /// The timecode of a medium's first frame, a day earlier where a source time is past midnight.
    Time start_of(std::size_t medium, const Time& source_in) const
    {
        if (const auto& told = exchange_.media[medium].start) {
            return *told;
        }
        const Time start = found_[medium]->start.value_or(Time(0));
        return source_in + Time(1) / timeline_.rate < start ? start - exchange_.day : start;
    }

    /// What guessing links goes by: the medium, and frames of begin, length and source.
    using Side = std::tuple<std::size_t, std::int64_t, std::int64_t, std::int64_t>;

    std::optional<Side> side_of(const ExchangeItem& one, const Time& begin) const
    {
        const auto* index = std::get_if<std::size_t>(&one.source);
        return index == nullptr ? std::nullopt
                                : std::optional(Side{*index,
                                                     begin.round_at(timeline_.rate),
                                                     one.length.round_at(timeline_.rate),
                                                     one.source_in.round_at(timeline_.rate)});
    }

    /// Finds the sides that a picture and a sound have in common.
    void guess_links()
    {
        std::map<Side, std::pair<bool, bool>> kinds;
        for (const ExchangeTrack& track : exchange_.tracks) {
            Time at;
            for (const ExchangeItem& one : track.items) {
                if (const auto side = side_of(one, at)) {
                    auto& [picture, sound] = kinds[*side];
                    (track.kind == TrackKind::video ? picture : sound) = true;
                }
                at = at + one.length;
            }
        }
        for (const auto& [side, there] : kinds) {
            if (there.first && there.second) {
                guessed_links_[side] = next_id_++;
            }
        }
    }

    Id link_of(const ExchangeItem& one, const Time& begin)
    {
        if (exchange_.links_told) {
            const auto [found, is_new] =
                told_links_.emplace(one.link, one.link == 0 ? 0 : next_id_);
            next_id_ += is_new && one.link != 0 ? 1 : 0;
            return found->second;
        }
        const auto side = side_of(one, begin);
        const auto found = side ? guessed_links_.find(*side) : guessed_links_.end();
        return found == guessed_links_.end() ? 0 : found->second;
    }

    const Exchange& exchange_;
    std::vector<std::optional<FoundMedia>> found_;
    Timeline timeline_;
    Losses losses_;
    Id next_id_;
    std::map<int, Id> told_links_;
    std::map<Side, Id> guessed_links_;
};

} // namespace

Imported
to_timeline(const Exchange& exchange, const ImportSettings& settings, const FindMedia& find)
{
    try {
        return Laying(exchange, settings, find).lay();
    } catch (const assets::TimeOverflow&) {
        throw EditorError(EditorError::Code::unreadable,
                          "its rates and times are too many and too fine to be added exactly; "
                          "conform it to one rate first");
    }
}

} // namespace rushlight::editor
