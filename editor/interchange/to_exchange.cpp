#include "editor/interchange/convert.hpp"
#include "editor/interchange/numbers.hpp"

#include <map>

namespace rushlight::editor {

namespace {

/// Collects one exchange from a timeline.
class Telling {
public:
    Telling(const Timeline& timeline, const DescribeMedia& describe)
        : timeline_(timeline)
        , describe_(describe)
    {
    }

    Exchange tell(const std::string& name)
    {
        exchange_.name = name;
        exchange_.size = timeline_.size;
        exchange_.rate = timeline_.rate;
        exchange_.links_told = true;
        for (const auto& track : timeline_.tracks) {
            if (holds_captions(*track)) {
                losses_.say("the captions of track " + track->name +
                            ", which go out as .srt, .vtt or .ass");
            } else {
                exchange_.tracks.push_back(told(*track));
            }
        }
        for (const Marker& marker : timeline_.markers) {
            exchange_.markers.push_back(
                {assets::frame_time(marker.frame, timeline_.rate), marker.name, marker.colour});
        }
        exchange_.not_carried = losses_.sentences();
        return std::move(exchange_);
    }

private:
    ExchangeTrack told(const Track& track)
    {
        ExchangeTrack out;
        out.kind = track.kind;
        out.name = track.name;
        out.enabled = track.kind == TrackKind::video ? !track.hidden : !track.muted;
        const Time rate = unit_rate(timeline_, track.kind);
        for (std::size_t i = 0; i < track.items.size(); ++i) {
            const Item& item = track.items.at(i);
            ExchangeItem one = told(item, rate);
            const Time begin = Time(track.items.start_of(i)) / rate;
            const std::string where = place_of(one, out, begin, timeline_.rate);
            if (item.clip) {
                lose(*item.clip, where);
            }
            out.items.push_back(std::move(one));
        }
        if (track.gain_db != 0 || track.pan != 0 || !track.effects.empty() || !track.role.empty()) {
            losses_.add("gain, pan, effects or role", "track " + track.name);
        }
        if (track.locked || track.solo || !track.sync) {
            losses_.add("lock, solo or sync lock", "track " + track.name);
        }
        return out;
    }

    ExchangeItem told(const Item& item, const Time& rate)
    {
        ExchangeItem out;
        out.length = Time(item.length) / rate;
        if (item.transition) {
            out.transition = {item.transition->kind,
                              Time(item.transition->before) / rate,
                              Time(item.transition->after) / rate,
                              item.transition->colour};
        }
        if (item.is_gap()) {
            return out;
        }
        const Clip& clip = *item.clip;
        out.name = clip.name;
        out.source_in = clip.source_start;
        out.speed = told_speed(item, rate);
        if (clip.speed < Time(0)) {
            out.source_in = source_time(clip, item.length, rate);
        }
        if (clip.link != 0) {
            out.link = links_.emplace(clip.link, static_cast<int>(links_.size()) + 1).first->second;
        }
        if (const auto* media = std::get_if<Media>(&clip.source)) {
            const std::size_t index = medium(*media);
            out.source = index;
            out.source_in = out.source_in + exchange_.media[index].start.value_or(Time(0));
        } else if (const auto* title = std::get_if<Title>(&clip.source)) {
            out.source = *title;
        } else if (const auto* solid = std::get_if<Solid>(&clip.source)) {
            out.source = *solid;
        }
        return out;
    }

    /// One speed forward: all that every format can say.
    static Time told_speed(const Item& item, const Time& rate)
    {
        const Clip& clip = *item.clip;
        if (!clip.ramp) {
            return clip.speed == Time(0)  ? freeze_speed()
                   : clip.speed < Time(0) ? Time(0) - clip.speed
                                          : clip.speed;
        }
        const Time way = source_time(clip, item.length, rate) - clip.source_start;
        const Time even = (way < Time(0) ? Time(0) - way : way) * rate / Time(item.length);
        return even == Time(0) ? freeze_speed() : fraction_of(even.seconds()).value_or(Time(1));
    }

    std::size_t medium(const Media& media)
    {
        const auto [found, is_new] =
            media_.emplace(media.asset + "\n" + media.take, exchange_.media.size());
        if (is_new) {
            ExchangeMedia one = describe_(media);
            one.asset = media.asset;
            one.take = media.take;
            one.still = !media.available.has_value();
            if (!one.duration) {
                one.duration = media.available;
            }
            exchange_.media.push_back(std::move(one));
        }
        return found->second;
    }

    void lose(const Clip& clip, const std::string& where)
    {
        for (const Effect& effect : clip.effects) {
            losses_.add("the effect \"" + effect.effect + "\"", where);
        }
        if (clip.speed < Time(0)) {
            losses_.add("the reverse, now forward,", where);
        }
        if (clip.ramp) {
            losses_.add("the ramp of the speed, now even,", where);
        }
        if (clip.gain_db != 0 || clip.pan != 0) {
            losses_.add("gain and pan", where);
        }
        if (clip.fade_in != 0 || clip.fade_out != 0) {
            losses_.add("the fade in or out", where);
        }
        if (!clip.takes.empty()) {
            losses_.add("the further takes", where);
        }
    }

    const Timeline& timeline_;
    const DescribeMedia& describe_;
    Exchange exchange_;
    Losses losses_;
    std::map<std::string, std::size_t> media_;
    std::map<Id, int> links_;
};

} // namespace

Exchange
to_exchange(const Timeline& timeline, const std::string& name, const DescribeMedia& describe)
{
    return Telling(timeline, describe).tell(name);
}

} // namespace rushlight::editor
