#include "editor/interchange/fcp7_media.hpp"
#include "editor/interchange/fcp7_xml.hpp"
#include "editor/interchange/numbers.hpp"

#include <algorithm>
#include <cmath>

namespace rushlight::editor {

namespace {

/// A transition between clips, in frames of the film.
struct Passage {
    std::int64_t start = 0;
    std::int64_t end = 0;
    std::int64_t cut = 0;
    ExchangeTransition transition; ///< its lengths are filled in when it is laid
};

/// The first sequence below an element, and how many there are.
const XmlElement* find_sequence(const XmlElement& element, int& count)
{
    const XmlElement* first = nullptr;
    for (const XmlElement& child : element.children) {
        const XmlElement* found = nullptr;
        if (child.name == "sequence") {
            ++count;
            found = &child;
        } else if (child.name == "project" || child.name == "bin" || child.name == "children") {
            found = find_sequence(child, count);
        }
        first = first == nullptr ? found : first;
    }
    return first;
}

class Reader {
public:
    Exchange read(const XmlElement& root)
    {
        if (root.name != "xmeml") {
            root.refuse("it is not an <xmeml> file; export XML of Final Cut Pro 7 or <fcpxml>");
        }
        const std::string version = root.attribute("version");
        if (version.size() != 1 || version[0] < '1' || version[0] > '5') {
            root.refuse("its version \"" + version + "\" is not one of 1 to 5; export version 5");
        }
        int sequences = 0;
        const XmlElement* sequence = find_sequence(root, sequences);
        if (sequence == nullptr) {
            root.refuse("it holds no sequence; export a sequence, not clips alone");
        }
        if (sequences > 1) {
            losses_.say(std::to_string(sequences - 1) +
                        " more sequences of the file, of which the first is read");
        }
        rate_ = fcp7_rate(*sequence, Time(0));
        if (rate_ == Time(0)) {
            sequence->refuse("it has no rate; export it again");
        }
        exchange_.rate = rate_;
        exchange_.name = sequence->text_of("name");
        media_.remember_files(root);
        media_.remember_links(*sequence);
        if (const XmlElement* form = sequence->at("media/video/format/samplecharacteristics")) {
            const auto side = [&](const char* name) {
                return static_cast<int>(
                    std::clamp<std::int64_t>(form->number(name).value_or(0), 0, 100'000));
            };
            exchange_.size = {side("width"), side("height")};
            if (exchange_.size.width == 0 || exchange_.size.height == 0) {
                exchange_.size = {};
            }
        }
        read_tracks(*sequence, "media/video", TrackKind::video);
        read_tracks(*sequence, "media/audio", TrackKind::audio);
        for (const XmlElement& child : sequence->children) {
            if (child.name == "marker") {
                read_marker(child);
            }
        }
        exchange_.links_told = media_.links_told();
        exchange_.media = media_.take();
        exchange_.not_carried = losses_.sentences();
        return std::move(exchange_);
    }

private:
    void read_marker(const XmlElement& element)
    {
        ExchangeMarker marker;
        marker.name = element.text_of("name");
        if (marker.name.empty()) {
            marker.name = element.text_of("comment");
        } else if (!element.text_of("comment").empty()) {
            losses_.add("the note of a marker", "\"" + marker.name + "\"");
        }
        marker.at = time_of(element, "in", 0);
        exchange_.markers.push_back(std::move(marker));
    }

    /// A time in frames of the film, within bounds.
    std::int64_t frames_of(const XmlElement& element, const char* name, std::int64_t usual) const
    {
        const std::int64_t value = element.number(name).value_or(usual);
        if (std::abs(static_cast<double>(value)) >
            static_cast<double>(exchange_limits::seconds) * rate_.seconds()) {
            element.child(name)->refuse("it is over 1,000 hours; split the film");
        }
        return value;
    }

    Time time_of(const XmlElement& element, const char* name, std::int64_t usual) const
    {
        return Time(frames_of(element, name, usual)) / rate_;
    }

    void read_tracks(const XmlElement& sequence, const char* path, TrackKind kind)
    {
        const XmlElement* all = sequence.at(path);
        int number = 0;
        for (std::size_t i = 0; all != nullptr && i < all->children.size(); ++i) {
            const XmlElement& element = all->children[i];
            const std::string exploded = element.attribute("currentExplodedTrackIndex");
            if (element.name != "track" || (!exploded.empty() && exploded != "0")) {
                continue; // the further channels of one stereo track
            }
            if (exchange_.tracks.size() >= exchange_limits::tracks) {
                element.refuse("it holds more than 256 tracks; export the film in parts");
            }
            ExchangeTrack track;
            track.kind = kind;
            track.name = element.text_of("name");
            if (track.name.empty()) {
                track.name = element.attribute("MZ.TrackName");
            }
            ++number;
            if (track.name.empty()) {
                track.name = (kind == TrackKind::video ? "V" : "A") + std::to_string(number);
            }
            track.enabled = element.text_of("enabled") != "FALSE";
            read_items(element, track);
            exchange_.tracks.push_back(std::move(track));
        }
    }

    [[nodiscard]] Passage passage_of(const XmlElement& element)
    {
        Passage passage;
        passage.start = frames_of(element, "start", 0);
        passage.end = frames_of(element, "end", 0);
        if (passage.end <= passage.start) {
            element.refuse("it ends before it begins; make the transition again");
        }
        const std::string alignment = element.text_of("alignment");
        passage.cut = alignment.rfind("start", 0) == 0 ? passage.start
                      : alignment.rfind("end", 0) == 0 ? passage.end
                                                       : (passage.start + passage.end) / 2;
        const std::string effect = element.text_of("effect/name");
        if (effect.rfind("Dip to", 0) == 0) {
            passage.transition.kind = "dip";
        } else if (effect.rfind("Cross", 0) != 0) {
            losses_.add("the transition \"" + effect + "\", now a dissolve,",
                        "line " + std::to_string(element.line));
        }
        return passage;
    }

    void read_items(const XmlElement& element, ExchangeTrack& track)
    {
        std::int64_t at = 0;
        std::optional<Passage> head;
        for (std::size_t i = 0; i < element.children.size(); ++i) {
            const XmlElement& child = element.children[i];
            if (child.name == "transitionitem") {
                if (head) {
                    losses_.add("the transition that joins nothing",
                                "line " + std::to_string(child.line));
                }
                head = passage_of(child);
                continue;
            }
            if (child.name != "clipitem" && child.name != "generatoritem") {
                continue;
            }
            if (++items_ > exchange_limits::items) {
                child.refuse("it holds more than 200,000 clips; export the film in parts");
            }
            const XmlElement* next =
                i + 1 < element.children.size() ? &element.children[i + 1] : nullptr;
            std::int64_t start = frames_of(child, "start", -1);
            std::int64_t end = frames_of(child, "end", -1);
            const bool from_transition = start == -1 && head.has_value();
            if (from_transition) {
                start = head->cut;
            }
            if (end == -1 && next != nullptr && next->name == "transitionitem") {
                Losses twice; // it is read again as the next one's head
                std::swap(twice, losses_);
                end = passage_of(*next).cut;
                std::swap(twice, losses_);
            }
            if (start < 0 || end < start) {
                child.refuse("its start and end are no place on the track; export it again");
            }
            if (start < at) {
                child.refuse("it begins before the clip in front of it ends; export it again");
            }
            gap_to(start, at, track, head);
            if (end == start) {
                continue;
            }
            const std::int64_t early = from_transition ? start - head->start : 0;
            ExchangeItem item = media_.read_clip(child, track, rate_, early, losses_);
            item.length = Time(end - start) / rate_;
            if (head) {
                lay(*head, start, item);
                head.reset();
            }
            at = end;
            track.items.push_back(std::move(item));
        }
        if (head) {
            losses_.add("the transition at the end", "track " + track.name);
        }
    }

    void lay(const Passage& passage, std::int64_t cut, ExchangeItem& item) const
    {
        item.transition = passage.transition;
        item.transition->before = Time(std::max<std::int64_t>(0, cut - passage.start)) / rate_;
        item.transition->after = Time(std::max<std::int64_t>(0, passage.end - cut)) / rate_;
    }

    /// A gap up to a frame; a transition that ends the clip before goes with it.
    void gap_to(std::int64_t start,
                std::int64_t at,
                ExchangeTrack& track,
                std::optional<Passage>& head) const
    {
        if (start <= at) {
            return;
        }
        ExchangeItem gap;
        gap.length = Time(start - at) / rate_;
        if (head && head->cut < start) {
            lay(*head, at, gap);
            head.reset();
        }
        track.items.push_back(std::move(gap));
    }

    Exchange exchange_;
    Fcp7Media media_;
    Losses losses_;
    Time rate_;
    std::size_t items_ = 0;
};

} // namespace

Exchange read_fcp7(const XmlElement& root)
{
    return Reader().read(root);
}

} // namespace rushlight::editor
