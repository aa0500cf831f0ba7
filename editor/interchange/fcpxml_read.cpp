#include "editor/interchange/fcpxml.hpp"
#include "editor/interchange/fcpxml_clip.hpp"
#include "editor/interchange/fcpxml_media.hpp"

#include <algorithm>
#include <charconv>
#include <tuple>

namespace rushlight::editor {

namespace {

/// The first project below an element, and how many there are.
const XmlElement* find_project(const XmlElement& element, int& count)
{
    const XmlElement* first = nullptr;
    for (const XmlElement& child : element.children) {
        const XmlElement* found = nullptr;
        if (child.name == "project") {
            ++count;
            found = &child;
        } else if (child.name == "library" || child.name == "event") {
            found = find_project(child, count);
        }
        first = first == nullptr ? found : first;
    }
    return first;
}

/// An item with its place on the timeline.
struct Placed {
    Time begin;
    ExchangeItem item;
    bool enabled = true;
};

/// Puts items of one lane on as few tracks as they need, at most as many as a film may have.
void lay(std::vector<Placed> items,
         TrackKind kind,
         std::vector<ExchangeTrack>& tracks,
         Losses& losses)
{
    std::stable_sort(items.begin(), items.end(), [](const Placed& a, const Placed& b) {
        return a.begin < b.begin;
    });

    struct Growing {
        ExchangeTrack track;
        Time end;
    };

    std::vector<Growing> grown;
    for (Placed& one : items) {
        auto found = std::find_if(grown.begin(), grown.end(), [&](const Growing& growing) {
            return growing.end <= one.begin && growing.track.enabled == one.enabled;
        });
        if (found == grown.end() && grown.size() >= exchange_limits::tracks) {
            losses.add("the clip over 256 others", "\"" + one.item.name + "\"");
            continue;
        }
        if (found == grown.end()) {
            found = grown.insert(found, Growing{});
            found->track.kind = kind;
            found->track.enabled = one.enabled;
        }
        if (found->end < one.begin) {
            ExchangeItem gap;
            gap.length = one.begin - found->end;
            found->track.items.push_back(gap);
        }
        found->end = one.begin + one.item.length;
        found->track.items.push_back(std::move(one.item));
    }
    for (Growing& growing : grown) {
        tracks.push_back(std::move(growing.track));
    }
}

class Reader {
public:
    Exchange read(const XmlElement& root)
    {
        if (root.name != "fcpxml") {
            root.refuse("it is not an <fcpxml> file; export it as FCPXML");
        }
        const std::string version = root.attribute("version");
        if (version.rfind("1.", 0) != 0) {
            root.refuse("its version \"" + version + "\" is not 1.x; export it as 1.8 to 1.11");
        }
        int projects = 0;
        const XmlElement* project = find_project(root, projects);
        const XmlElement* sequence = project == nullptr ? nullptr : project->child("sequence");
        const XmlElement* spine = sequence == nullptr ? nullptr : sequence->child("spine");
        if (spine == nullptr) {
            root.refuse("it holds no project with a <spine>; export a project, not clips alone");
        }
        if (projects > 1) {
            losses_.say(std::to_string(projects - 1) +
                        " more projects of the file, of which the first is read");
        }
        media_.read(root);
        exchange_.name = project->attribute("name");
        std::tie(exchange_.rate, exchange_.size) = media_.format(sequence->attribute("format"));
        read_storyline(*spine, 0, 0);
        lay_tracks();
        std::stable_sort(
            exchange_.markers.begin(),
            exchange_.markers.end(),
            [](const ExchangeMarker& a, const ExchangeMarker& b) { return a.at < b.at; });
        exchange_.media = media_.take();
        exchange_.not_carried = losses_.sentences();
        return std::move(exchange_);
    }

private:
    /// Lanes from the storyline up, then those below it; sounds from the top down.
    void lay_tracks()
    {
        for (auto& [lane, items] : pictures_) {
            lay(std::move(items), TrackKind::video, exchange_.tracks, losses_);
        }
        for (auto& [lane, items] : sounds_) {
            lay(std::move(items), TrackKind::audio, exchange_.tracks, losses_);
        }
        if (exchange_.tracks.size() > exchange_limits::tracks) {
            losses_.say("the tracks above 256");
            exchange_.tracks.resize(exchange_limits::tracks);
        }
        int pictures = 0;
        int sounds = 0;
        for (ExchangeTrack& track : exchange_.tracks) {
            track.name = track.kind == TrackKind::video ? "V" + std::to_string(++pictures)
                                                        : "A" + std::to_string(++sounds);
        }
    }

    /// Clips that lie end to end, whatever their offsets say.
    void read_storyline(const XmlElement& spine, int lane, const Time& begin)
    {
        Time at = begin;
        std::optional<ExchangeTransition> transition;
        for (std::size_t i = 0; i < spine.children.size(); ++i) {
            const XmlElement& child = spine.children[i];
            if (child.name == "transition") {
                transition = read_transition(
                    child, i + 1 < spine.children.size() ? &spine.children[i + 1] : nullptr);
                continue;
            }
            if (!is_fcpxml_clip(child)) {
                continue;
            }
            at = at + read_clip(child, lane, at, std::exchange(transition, std::nullopt));
        }
        if (transition) {
            losses_.add("the transition at the end", "line " + std::to_string(spine.line));
        }
    }

    ExchangeTransition read_transition(const XmlElement& element, const XmlElement* next)
    {
        const Time duration = fcpxml_time(element, "duration", 0);
        if (duration <= Time(0)) {
            element.refuse("its duration is not above 0; make the transition again");
        }
        ExchangeTransition transition;
        const std::string name = element.attribute("name");
        if (name.rfind("Fade To Color", 0) == 0) {
            transition.kind = "dip";
        } else if (!name.empty() && name.rfind("Cross Dissolve", 0) != 0) {
            losses_.add("the transition \"" + name + "\", now a dissolve,",
                        "line " + std::to_string(element.line));
        }
        transition.before = duration / Time(2);
        const bool placed = next != nullptr && !next->attribute("offset").empty() &&
                            !element.attribute("offset").empty();
        if (placed) {
            const Time before = fcpxml_time(*next, "offset", 0) - fcpxml_time(element, "offset", 0);
            transition.before = std::clamp(before, Time(0), duration);
        }
        transition.after = duration - transition.before;
        return transition;
    }

    /// Returns its length.
    Time read_clip(const XmlElement& element,
                   int lane,
                   const Time& begin,
                   std::optional<ExchangeTransition> transition)
    {
        if (++items_ > exchange_limits::items) {
            element.refuse("it holds more than 200,000 clips; export the film in parts");
        }
        FcpxmlClip clip = read_fcpxml_clip(element, media_, losses_);
        const bool enabled = element.attribute("enabled") != "0";
        if (clip.sound) {
            sounds_[sound_lane(lane)].push_back({begin, *clip.sound, enabled});
        }
        if (clip.picture && (!clip.picture->is_gap() || transition)) {
            clip.picture->transition = transition;
            pictures_[picture_lane(lane)].push_back({begin, *clip.picture, enabled});
        } else if (transition && clip.sound) {
            sounds_[sound_lane(lane)].back().item.transition = transition;
        }
        for (const XmlElement& child : element.children) {
            if (child.name == "spine" ||
                (is_fcpxml_clip(child) && !child.attribute("lane").empty())) {
                read_anchored(child, begin - clip.start);
            } else if (child.name == "marker" || child.name == "chapter-marker") {
                ExchangeMarker marker;
                marker.name = child.attribute("value");
                marker.at = begin - clip.start + fcpxml_time(child, "start", 0);
                exchange_.markers.push_back(std::move(marker));
            }
        }
        return clip.length;
    }

    /// zero: the timeline's time at which the clip that it hangs on has its clock's 0
    void read_anchored(const XmlElement& element, const Time& zero)
    {
        const std::string text = element.attribute("lane");
        int lane = 0;
        std::from_chars(text.data(), text.data() + text.size(), lane);
        lane = std::clamp(lane, -1000, 1000);
        const Time begin = zero + fcpxml_time(element, "offset", 0);
        if (begin < Time(0)) {
            losses_.add("the clip before the film begins", "line " + std::to_string(element.line));
            return;
        }
        if (element.name == "spine") {
            read_storyline(element, lane, begin);
        } else {
            (void)read_clip(element, lane, begin, std::nullopt);
        }
    }

    /// Pictures below the storyline lie under it: order by lane is what counts.
    static int picture_lane(int lane) { return lane; }

    /// Sounds of the storyline first, then downwards, then those above.
    static int sound_lane(int lane) { return lane <= 0 ? -lane : 2000 + lane; }

    Exchange exchange_;
    FcpxmlMedia media_;
    std::map<int, std::vector<Placed>> pictures_;
    std::map<int, std::vector<Placed>> sounds_;
    Losses losses_;
    std::size_t items_ = 0;
};

} // namespace

Exchange read_fcpxml(const XmlElement& root)
{
    return Reader().read(root);
}

} // namespace rushlight::editor
