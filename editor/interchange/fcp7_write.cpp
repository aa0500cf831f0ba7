#include "editor/error.hpp"
#include "editor/interchange/fcp7_parts.hpp"
#include "editor/interchange/fcp7_xml.hpp"
#include "editor/interchange/numbers.hpp"

#include <algorithm>
#include <set>

namespace rushlight::editor {

namespace {

/// A transition as the form can place it.
struct Aligned {
    const char* alignment = "center";
    Time before;
    Time after;
};

Aligned aligned(const ExchangeTransition& transition, bool from_gap, bool to_gap, const Time& frame)
{
    const Time& before = transition.before;
    const Time& after = transition.after;
    if (from_gap) {
        return {"start-black", 0, after == Time(0) ? before : after};
    }
    if (to_gap) {
        return {"end-black", before == Time(0) ? after : before, 0};
    }
    if (before == Time(0)) {
        return {"start", before, after};
    }
    if (after == Time(0)) {
        return {"end", before, after};
    }
    if (before == after || after == before + frame) {
        return {"center", before, after};
    }
    return {"center", std::min(before, after), std::min(before, after)};
}

class Writer {
public:
    explicit Writer(const Exchange& exchange)
        : exchange_(exchange)
        , rate_(exchange.rate == Time(0) ? Time(24) : exchange.rate)
        , xml_("xmeml")
        , links_(exchange)
    {
        if (!timebase_of(rate_)) {
            throw EditorError(EditorError::Code::invalid,
                              "this XML knows no rate of " + decimal(rate_) +
                                  " frames a second; use .otio");
        }
    }

    Written write()
    {
        xml_.open("xmeml", {{"version", "5"}});
        xml_.open("sequence", {{"id", "sequence-1"}});
        xml_.element("name", exchange_.name);
        Time length;
        for (const ExchangeTrack& track : exchange_.tracks) {
            Time end;
            for (const ExchangeItem& item : track.items) {
                end = end + item.length;
            }
            length = std::max(length, end);
        }
        xml_.element("duration", frame(length));
        write_rate(xml_, rate_);
        write_timecode(xml_, 0, rate_, "");
        xml_.open("media");
        xml_.open("video");
        write_format();
        write_tracks(TrackKind::video);
        xml_.close();
        xml_.open("audio");
        write_tracks(TrackKind::audio);
        xml_.close();
        xml_.close();
        for (const ExchangeMarker& marker : exchange_.markers) {
            write_marker(marker);
        }
        xml_.close();
        xml_.close();
        return {xml_.take(), losses_.sentences()};
    }

private:
    [[nodiscard]] std::int64_t frame(const Time& time) const { return time.round_at(rate_); }

    void write_format()
    {
        if (exchange_.size != Size{}) {
            xml_.open("format");
            write_size(xml_, exchange_.size);
            xml_.close();
        }
    }

    void write_marker(const ExchangeMarker& marker)
    {
        if (marker.colour != Marker{}.colour) {
            losses_.add("the colour of a marker", "\"" + marker.name + "\"");
        }
        xml_.open("marker");
        xml_.element("name", marker.name);
        xml_.element("comment", "");
        xml_.element("in", frame(marker.at));
        xml_.element("out", -1);
        xml_.close();
    }

    void write_tracks(TrackKind kind)
    {
        for (const ExchangeTrack& track : exchange_.tracks) {
            if (track.kind != kind) {
                continue;
            }
            const bool sound = kind == TrackKind::audio;
            xml_.open("track",
                      sound ? XmlWriter::Attributes{{"premiereTrackType", "Stereo"}}
                            : XmlWriter::Attributes{});
            xml_.element("name", track.name);
            xml_.element("enabled", track.enabled ? "TRUE" : "FALSE");
            xml_.element("locked", "FALSE");
            Time at;
            for (std::size_t i = 0; i < track.items.size(); ++i) {
                write(track, i, at);
                at = at + track.items[i].length;
            }
            xml_.close();
        }
    }

    /// The transition in front of an item, as the form can place it.
    std::optional<Aligned> transition_at(const ExchangeTrack& track, std::size_t i) const
    {
        if (i >= track.items.size() || !track.items[i].transition) {
            return std::nullopt;
        }
        return aligned(*track.items[i].transition,
                       i == 0 || track.items[i - 1].is_gap(),
                       track.items[i].is_gap(),
                       Time(1) / rate_);
    }

    void write(const ExchangeTrack& track, std::size_t i, const Time& at)
    {
        const ExchangeItem& item = track.items[i];
        const std::string where = place_of(item, track, at, rate_);
        const auto head = transition_at(track, i);
        if (head) {
            if (head->before != item.transition->before || head->after != item.transition->after) {
                losses_.add("the exact place of the transition in front", where);
            }
            write_transition(*head, item.transition->kind, at, track.kind);
        }
        if (item.is_gap()) {
            return;
        }
        ++clip_;
        const Time end = at + item.length;
        if (track.kind == TrackKind::audio &&
            (assets::frame_sample(frame(at), rate_) != at.floor_at(Time(sample_rate)) ||
             assets::frame_sample(frame(end), rate_) != end.floor_at(Time(sample_rate)))) {
            losses_.add("the exact sample, now the nearest frame, of an end", where);
        }
        const auto tail = transition_at(track, i + 1);
        const std::int64_t early = head ? frame(at) - frame(at - head->before) : 0;
        const std::int64_t late = tail ? frame(end + tail->after) - frame(end) : 0;
        const auto* medium = std::get_if<std::size_t>(&item.source);
        const bool sound = track.kind == TrackKind::audio;
        XmlWriter::Attributes attributes{{"id", "clipitem-" + std::to_string(clip_)}};
        if (sound) {
            attributes.emplace_back("premiereChannelType", "stereo");
        }
        xml_.open(medium != nullptr ? "clipitem" : "generatoritem", attributes);
        xml_.element("name", item.name);
        xml_.element("enabled", "TRUE");
        const std::int64_t length = frame(end) - frame(at);
        std::int64_t in = early; // in the clip's own frames: after its speed
        std::int64_t duration = early + length + late;
        if (medium != nullptr) {
            const ExchangeMedia& media = exchange_.media[*medium];
            const Time speed = item.speed == freeze_speed() ? Time(1) : item.speed;
            const Time from = (item.source_in - media.start.value_or(Time(0))) / speed * rate_;
            in = from.round_at(1);
            if (from.denominator() != 1 && !sound) {
                losses_.add("the exact source time, now on the nearest frame,", where);
            }
            if (media.duration) {
                duration = frame(*media.duration / speed);
            }
        }
        xml_.element("duration", duration);
        write_rate(xml_, rate_);
        xml_.element("start", head ? -1 : frame(at));
        xml_.element("end", tail ? -1 : frame(end));
        xml_.element("in", in - early);
        xml_.element("out", in + length + late);
        if (medium != nullptr) {
            write_media(*medium, item, in, sound);
        } else {
            write_generator(xml_, item, where, losses_);
        }
        links_.write(xml_, item);
        xml_.close();
    }

    void write_transition(const Aligned& place,
                          const std::string& kind,
                          const Time& cut,
                          TrackKind track)
    {
        const bool sound = track == TrackKind::audio;
        const char* name = sound           ? "Cross Fade (+3dB)"
                           : kind == "dip" ? "Dip to Color Dissolve"
                                           : "Cross Dissolve";
        xml_.open("transitionitem");
        write_rate(xml_, rate_);
        xml_.element("start", frame(cut - place.before));
        xml_.element("end", frame(cut + place.after));
        xml_.element("alignment", place.alignment);
        xml_.open("effect");
        xml_.element("name", name);
        xml_.element("effectid", sound ? "KGAudioTransCrossFade3dB" : name);
        xml_.element("effecttype", "transition");
        xml_.element("mediatype", sound ? "audio" : "video");
        xml_.close();
        xml_.close();
    }

    void write_media(std::size_t number, const ExchangeItem& item, std::int64_t in, bool sound)
    {
        if (item.speed == freeze_speed()) {
            xml_.element("stillframe", "TRUE");
            xml_.element("stillframeoffset", in);
        }
        const std::string id = "file-" + std::to_string(number + 1);
        if (!written_.insert(number).second) {
            xml_.empty("file", {{"id", id}});
        } else {
            write_file(xml_, id, exchange_.media[number], rate_);
        }
        if (item.speed != Time(1) && item.speed != freeze_speed()) {
            write_speed(xml_, item.speed, sound);
        }
        if (sound) {
            xml_.open("sourcetrack");
            xml_.element("mediatype", "audio");
            xml_.element("trackindex", 1);
            xml_.close();
        }
    }

    const Exchange& exchange_;
    Time rate_;
    XmlWriter xml_;
    Losses losses_;
    ClipLinks links_;
    std::set<std::size_t> written_; ///< media
    int clip_ = 0;
};

} // namespace

Written write_fcp7(const Exchange& exchange)
{
    return Writer(exchange).write();
}

} // namespace rushlight::editor
