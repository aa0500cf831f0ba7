#include "generation/world/captions.hpp"

#include "generation/world/parse.hpp"
#include "generation/world/random.hpp"

#include <cctype>
#include <map>
#include <stdexcept>
#include <string_view>
#include <vector>

namespace rushlight::generation::world {

extern const std::string_view grammar_text;

namespace {

using Phrases = std::vector<std::string>;

std::string trimmed(std::string_view text)
{
    const auto begin = text.find_first_not_of(' ');
    if (begin == std::string_view::npos) {
        return {};
    }
    return std::string(text.substr(begin, text.find_last_not_of(' ') - begin + 1));
}

Phrases separated(std::string_view text, char separator)
{
    Phrases found;
    for (;;) {
        const auto at = text.find(separator);
        if (auto piece = trimmed(text.substr(0, at)); !piece.empty()) {
            found.push_back(std::move(piece));
        }
        if (at == std::string_view::npos) {
            return found;
        }
        text.remove_prefix(at + 1);
    }
}

struct Grammar {
    std::map<std::string, Phrases, std::less<>> phrases; ///< "kind.dog", "frame subject"
    std::vector<Phrases> orders;                         ///< sentences of slot names

    [[nodiscard]] const Phrases& of(const std::string& name) const
    {
        const auto found = phrases.find(name);
        if (found == phrases.end() || found->second.empty()) {
            throw std::runtime_error("grammar.txt has no phrases for " + name);
        }
        return found->second;
    }
};

Grammar read_grammar(std::string_view text)
{
    Grammar grammar;
    for (const std::string& line : separated(text, '\n')) {
        const auto colon = line.find(':');
        if (line.front() == '#' || colon == std::string::npos) {
            continue;
        }
        const std::string name = trimmed(std::string_view(line).substr(0, colon));
        const std::string_view rest = std::string_view(line).substr(colon + 1);
        if (name.rfind("order ", 0) == 0) {
            grammar.orders.push_back(separated(rest, '/'));
        } else {
            grammar.phrases[name] = separated(rest, '|');
        }
    }
    return grammar;
}

const Grammar& the_grammar()
{
    static const Grammar grammar = read_grammar(grammar_text);
    return grammar;
}

/// Fills frames for one scene.
class Realiser {
public:
    /// canonical: always the first phrase, frame and order. called: the subject's word, or empty.
    Realiser(const Scene& scene,
             Slots stated,
             std::uint64_t seed,
             bool canonical,
             const std::string& called = {})
        : grammar_(the_grammar())
        , random_(seed, 31)
        , canonical_(canonical)
        , stated_(stated)
    {
        say(Axis::place, "place");
        say(Axis::time, "time");
        say(Axis::weather, "weather");
        if (stated.has(Axis::weather) && scene.weather == Weather::clear &&
            scene.time == TimeOfDay::night) {
            words_["weather"] = pick("weather.clear_night"); // no sunny midnights
        }
        say(Axis::shot, "shot");
        say(Axis::angle, "angle");
        say(Axis::style, "style");
        say(Axis::relation, "relation");
        const Entity& subject = scene.entities.at(0);
        const bool boat = subject.kind == Kind::boat;
        if (stated.has(Axis::kind)) {
            words_["a"] = noun(Axis::kind, Axis::colour);
        } else if (!called.empty()) {
            words_["a"] = called;
        }
        if (stated.has(Axis::second_kind)) {
            words_["other"] = noun(Axis::second_kind, Axis::second_colour);
            for (std::size_t i = 2; i < scene.entities.size() && stated.has(Axis::count); ++i) {
                const Entity& extra = scene.entities[i];
                words_[i == 2 ? "third" : "fourth"] =
                    named(static_cast<int>(extra.kind),
                          stated.has(Axis::second_colour) ? static_cast<int>(extra.colour) : -1);
            }
        }
        if (stated.has(Axis::action)) {
            words_["action"] =
                subject.action == Action::drive && boat ? pick("drive.boat") : value(Axis::action);
        }
        if (stated.has(Axis::direction)) {
            const bool goes = travels(subject.action) && stated.has(Axis::action);
            const std::string direction =
                pick((goes ? "go." : "face.") +
                     std::string(name(Axis::direction, stated[Axis::direction])));
            if (stated.has(Axis::action)) {
                words_["direction"] = direction;
            } else if (words_.count("a") > 0) {
                words_["a"] += " " + direction;
            }
        }
        if (stated.has(Axis::action)) {
            say(Axis::passage, "passage");
            words_["act"] = frame("act frame");
        }
        if (stated.has(Axis::move)) {
            const int way = stated[Axis::way];
            const std::string move(name(Axis::move, stated[Axis::move]));
            words_["move"] =
                pick(way == 1 || way < 0 ? "move." + move
                                         : move + "." + std::string(name(Axis::way, way)));
        }
    }

    std::string text()
    {
        std::string text;
        const Phrases& order = grammar_.orders[choice(grammar_.orders.size())];
        for (const std::string& sentence : order) {
            std::string spoken;
            for (const std::string& slot : separated(sentence, ' ')) {
                if (slot == ":") {
                    spoken += spoken.empty() ? "" : ":";
                    continue;
                }
                const std::string part = clause(slot);
                if (part.empty()) {
                    continue;
                }
                const bool listed = !spoken.empty() && spoken.back() != ',' && spoken.back() != ':';
                spoken += spoken.empty() ? "" : listed ? ", " : " ";
                spoken += part;
            }
            append(text, spoken);
        }
        // What no sentence of this order had room for.
        for (const char* slot : {"subject",
                                 "relation",
                                 "others",
                                 "weather",
                                 "time",
                                 "place",
                                 "shot",
                                 "angle",
                                 "move",
                                 "style"}) {
            append(text, clause(slot));
        }
        return text;
    }

private:
    static void append(std::string& text, std::string spoken)
    {
        while (!spoken.empty() &&
               (spoken.back() == ',' || spoken.back() == ':' || spoken.back() == ' ')) {
            spoken.pop_back();
        }
        if (spoken.empty()) {
            return;
        }
        spoken[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(spoken[0])));
        text += (text.empty() ? "" : " ") + spoken + ".";
    }

    std::size_t choice(std::size_t count)
    {
        return canonical_ ? 0 : static_cast<std::size_t>(random_.below(static_cast<int>(count)));
    }

    std::string pick(const std::string& name)
    {
        const Phrases& phrases = grammar_.of(name);
        return phrases[choice(phrases.size())];
    }

    std::string value(Axis axis)
    {
        return pick(std::string(name(axis)) + "." + std::string(name(axis, stated_[axis])));
    }

    void say(Axis axis, const std::string& slot)
    {
        if (stated_.has(axis)) {
            words_[slot] = value(axis);
        }
    }

    std::string noun(Axis kind, Axis colour)
    {
        std::string feeling;
        if (kind == Axis::kind && stated_.has(Axis::expression)) {
            feeling = value(Axis::expression) + " ";
        }
        return named(stated_[kind], stated_[colour], feeling);
    }

    /// "a red dog", "an angry man"; −1: no colour.
    std::string named(int kind, int colour, std::string words = {})
    {
        if (colour >= 0) {
            words += pick("colour." + std::string(name(Axis::colour, colour))) + " ";
        }
        words += pick("kind." + std::string(name(Axis::kind, kind)));
        const bool vowel = std::string_view("aeiou").find(words[0]) != std::string_view::npos;
        return (vowel ? "an " : "a ") + words;
    }

    /// A clause's text, once; its slots count as said.
    std::string clause(const std::string& slot)
    {
        const auto frames = grammar_.phrases.find("frame " + slot);
        if (frames != grammar_.phrases.end()) {
            return frame(frames->first);
        }
        const auto word = words_.find(slot);
        if (word == words_.end()) {
            return {};
        }
        std::string said = word->second;
        words_.erase(word);
        return said;
    }

    /// The fullest frames that only use what is left to say; one of them by chance.
    std::string frame(const std::string& frame_name)
    {
        std::vector<std::pair<const std::string*, int>> usable;
        int most = 0;
        for (const std::string& candidate : grammar_.of(frame_name)) {
            int slots = 0;
            bool possible = true;
            for (std::size_t at = candidate.find('{'); at != std::string::npos;
                 at = candidate.find('{', at + 1)) {
                possible =
                    possible &&
                    words_.count(candidate.substr(at + 1, candidate.find('}', at) - at - 1)) > 0;
                ++slots;
            }
            if (possible && slots > 0) {
                usable.emplace_back(&candidate, slots);
                most = std::max(most, slots);
            }
        }
        // A subject that acts is always said to act; time and place may wait for their own
        // sentence.
        const bool acts = words_.count("act") > 0 && frame_name == "frame subject";
        std::vector<const std::string*> chosen;
        for (const auto& [candidate, slots] : usable) {
            const bool whole = frame_name != "frame subject"
                                   ? slots == most
                                   : (!acts || candidate->find("{act}") != std::string::npos);
            if (whole) {
                chosen.push_back(candidate);
            }
        }
        if (chosen.empty()) {
            return {};
        }
        const std::string& candidate = *chosen[choice(chosen.size())];
        std::string said;
        for (std::size_t at = 0; at < candidate.size();) {
            if (candidate[at] != '{') {
                said += candidate[at++];
                continue;
            }
            const std::size_t end = candidate.find('}', at);
            const auto word = words_.find(candidate.substr(at + 1, end - at - 1));
            said += word->second;
            words_.erase(word);
            at = end + 1;
        }
        return said;
    }

    const Grammar& grammar_;
    Random random_;
    bool canonical_;
    Slots stated_;
    std::map<std::string, std::string, std::less<>> words_;
};

} // namespace

Slots slots_of(const Scene& scene)
{
    Slots slots;
    for (int i = 0; i < axis_count; ++i) {
        slots.set(static_cast<Axis>(i), label(scene, static_cast<Axis>(i)));
    }
    return slots;
}

Caption
write_caption(const Scene& scene, std::uint64_t seed, Density density, const std::string& called)
{
    Caption caption;
    if (density == Density::empty) {
        return caption;
    }
    Random random(seed, 30);
    const Slots all = slots_of(scene);
    caption.slots = all;
    if (density == Density::half) {
        for (const Axis axis : {Axis::colour,
                                Axis::action,
                                Axis::direction,
                                Axis::place,
                                Axis::weather,
                                Axis::time,
                                Axis::shot,
                                Axis::angle,
                                Axis::move,
                                Axis::style}) {
            if (random.chance(0.5)) {
                caption.slots.set(axis, -1);
            }
        }
        for (const Axis axis : {Axis::expression, Axis::passage}) {
            if (scene.world != World::v0 && random.chance(0.5)) {
                caption.slots.set(axis, -1);
            }
        }
    } else if (density == Density::brief) {
        caption.slots = Slots();
        caption.slots.set(Axis::kind, all[Axis::kind]);
        constexpr Axis few[] = {Axis::colour,
                                Axis::action,
                                Axis::place,
                                Axis::time,
                                Axis::style,
                                Axis::shot,
                                Axis::move,
                                Axis::weather};
        for (int i = 0; i < 2; ++i) {
            const Axis axis = few[random.below(8)];
            caption.slots.set(axis, all[axis]);
        }
        if (caption.slots.has(Axis::move)) {
            caption.slots.set(Axis::way, all[Axis::way]);
        }
    }
    if (!caption.slots.has(Axis::move)) {
        caption.slots.set(Axis::way, -1);
    }
    if (density == Density::half && caption.slots.has(Axis::second_kind) && random.chance(0.4)) {
        caption.slots.set(Axis::second_colour, -1);
    }
    if (!caption.slots.has(Axis::second_kind)) {
        caption.slots.set(Axis::relation, -1);
        caption.slots.set(Axis::second_colour, -1);
    }
    if (scene.entities.size() > 1 && !caption.slots.has(Axis::second_kind)) {
        caption.slots.set(Axis::count, -1); // saying less is not saying one
    } else {
        caption.slots.set(Axis::count, all[Axis::count]);
    }
    if (!called.empty()) {
        caption.slots.set(Axis::kind, -1);
        caption.slots.set(Axis::colour, -1);
        caption.slots.set(Axis::expression, -1);
    }
    if (!caption.slots.has(Axis::action)) {
        caption.slots.set(Axis::passage, -1);
    }
    caption.text = Realiser(scene, caption.slots, seed, false, called).text();
    return caption;
}

std::string dense_caption(const Scene& scene)
{
    return Realiser(scene, slots_of(scene), 0, true).text();
}

} // namespace rushlight::generation::world
