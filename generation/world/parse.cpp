#include "generation/world/parse.hpp"

#include "generation/world/syntax.hpp"
#include "generation/world/words.hpp"

#include <algorithm>
#include <optional>
#include <utility>

namespace rushlight::generation::world {

namespace {

std::string readable(Axis axis, int value)
{
    std::string text(name(axis, value));
    std::replace(text.begin(), text.end(), '_', ' ');
    return text;
}

bool is_alive(int kind)
{
    return kind <= static_cast<int>(Kind::dinosaur);
}

/// A kind that the prompt names, and how many of it.
struct Thing {
    int kind = -1;
    int colour = -1;
    int count = 1;
    std::string called{};
};

/// Walks over the words of a prompt and fills slots.
class Reader {
public:
    Reader(std::vector<Word> words, World world, bool has_handles)
        : words_(std::move(words))
        , world_(world)
        , has_handles_(has_handles)
    {
        for (Word& word : words_) {
            if (world_ == World::v1 && word.idea == "detail.hat") { // v0 draws none of its own
                word.axis = Axis::kind;
                word.value = static_cast<int>(Kind::hat);
            }
        }
    }

    Parsed read()
    {
        for (std::size_t i = 0; i < words_.size(); ++i) {
            const Word& word = words_[i];
            if (word.clause != clause_) {
                begin_clause(word.clause);
            }
            if (!word.known) {
                note("not understood: " + word.surface);
                continue;
            }
            if (word.corrected) {
                note(word.surface + ": read as " + meant(word));
            }
            if (word.negates || (denied_ && one_of(word.surface, {"or", "nor"}))) {
                negated_ = true;
            } else if (word.camera || word.surface == "we") {
                camera_ = true;
            } else if (word.axis && negated_) {
                note("left out: " + word.surface);
                denied_ = true;
                // "no red dog": what is denied is the dog
                negated_ = *word.axis != Axis::kind && kind_follows(words_, i);
            } else if (word.axis) {
                take(word, i);
            } else if (one_of(word.surface, {"she", "he", "her", "him", "his"})) {
                pronoun_ = true;
            } else if (word.surface == "on" && things_.size() == 1 && describes_kind(words_, i)) {
                relation_ = relation_ < 0 ? static_cast<int>(Relation::on) : relation_;
            }
        }
        settle();
        return std::move(parsed_);
    }

private:
    void begin_clause(int clause)
    {
        clause_ = clause;
        negated_ = false;
        denied_ = false;
        camera_ = false;
        moving_camera_ = false;
        acted_ = false;
        speaks_of_ = 0;
        pending_count_ = 1;
    }

    void note(std::string line)
    {
        auto& lines = parsed_.grounding;
        if (lines.size() < 40 && std::find(lines.begin(), lines.end(), line) == lines.end()) {
            lines.push_back(std::move(line));
        }
    }

    static std::string meant(const Word& word)
    {
        return word.axis ? readable(*word.axis, word.value) : "a word without a picture";
    }

    void once(Axis axis, int value)
    {
        if (!parsed_.slots.has(axis)) {
            parsed_.slots.set(axis, value);
        }
    }

    /// Whether the clause is about something after the first thing: "…, a ball rolls into frame".
    [[nodiscard]] bool of_another() const { return speaks_of_ > 1; }

    void take(const Word& word, std::size_t at)
    {
        const Axis axis = *word.axis;
        if (const int drawn = nearest_drawn(world_, axis, word.value); drawn < 0) {
            note(word.surface + ": not drawn");
        } else if (word.stands_in || drawn != word.value) {
            note(word.surface + ": drawn as " + readable(axis, drawn));
        }
        switch (axis) {
        case Axis::kind:
            take_kind(word, at);
            break;
        case Axis::colour:
            take_colour(word, at);
            break;
        case Axis::action:
            take_action(word, at);
            break;
        case Axis::direction:
            if (moving_camera_ && word.value <= static_cast<int>(Direction::right)) {
                parsed_.slots.set(Axis::way,
                                  word.value == static_cast<int>(Direction::right) ? 2 : 0);
            } else if (!moving_camera_ && !of_another()) {
                once(Axis::direction, word.value);
            }
            break;
        case Axis::relation:
            if (one_of(word.surface, {"standing on", "sitting on"})) {
                once(Axis::action,
                     static_cast<int>(word.surface[1] == 't' ? Action::stand : Action::sit));
            }
            take_relation(word, at);
            break;
        case Axis::move: {
            const auto move = static_cast<Move>(word.value);
            moving_camera_ = move != Move::still && move != Move::handheld && move != Move::follow;
            once(Axis::move, word.value);
            break;
        }
        case Axis::way:
            if (moving_camera_ && !parsed_.slots.has(Axis::way) && word.value != 1) {
                parsed_.slots.set(Axis::way, word.value);
            }
            break;
        case Axis::count:
            if (word.value >= 2) {
                const Word* next = word_after(words_, at);
                pending_count_ = word.value;
                if (next == nullptr || next->surface == "of") { // "dogs, three of them"
                    count_ = word.value;
                }
            }
            break;
        case Axis::place:
            // "INT. KITCHEN": only what kind of place
            if (one_of(word.surface, {"int", "interior", "inside", "indoors", "indoor", "home"})) {
                vague_place_ = word.value;
            } else {
                once(axis, word.value);
            }
            break;
        case Axis::shot:
        case Axis::angle:
            // "stands close", "flies overhead", "a girl looking down"
            if ((speaks_of_ == 0 && !acted_) ||
                !one_of(word.surface, {"close", "overhead", "looking up", "looking down"})) {
                once(axis, word.value);
            }
            break;
        case Axis::expression:
            if (!of_another() && !describes_scenery(words_, at) &&
                (things_.empty() || !describes_kind(words_, at))) {
                once(axis, word.value);
            }
            break;
        case Axis::passage:
            if (!of_another()) {
                once(axis, word.value);
            }
            break;
        default:
            once(axis, word.value);
            break;
        }
    }

    void take_colour(const Word& word, std::size_t at)
    {
        const Word* next = word_after(words_, at);
        if (describes_scenery(words_, at)) {
            return;
        }
        if (next != nullptr && next->idea == "detail.coat" && last_person_ > 0) {
            Thing& wearer = things_[last_person_ - 1];
            wearer.colour = wearer.colour < 0 ? word.value : wearer.colour;
        } else if (things_.empty() || kind_follows(words_, at)) {
            pending_colour_ = word.value;
            if (things_.empty() && !kind_follows(words_, at)) {
                loose_colour_ = word.value;
            }
        } else if (things_.back().colour < 0) {
            things_.back().colour = word.value;
        }
    }

    void take_action(const Word& word, std::size_t at)
    {
        const bool after_pronoun = at > 0 && words_[at - 1].idea == "detail.subject";
        const bool going = word.stands_in && word.value == static_cast<int>(Action::walk);
        if (speaks_of_ == 0 && !after_pronoun && (camera_ || (moving_camera_ && going)) &&
            !describes_kind(words_, at)) {
            return; // the camera does it
        }
        acted_ = true;
        moving_camera_ = false;
        if (says_nothing_of_a_prop(word, at)) {
            return;
        }
        // "stands idle behind it": the posture of a second entity is not a slot
        if (of_another() || (things_.size() > 1 && parsed_.slots.has(Axis::action))) {
            return;
        }
        const Word* next = word_after(words_, at);
        if (next != nullptr && next->axis == Axis::passage && next->surface == word.surface &&
            one_of(word.surface.substr(0, 4), {"ente", "exit", "cros"})) {
            passes_ = true; // how it comes and goes is left open
        } else if (!parsed_.slots.has(Axis::action)) {
            parsed_.slots.set(Axis::action, word.value);
        } else if (parsed_.slots[Axis::action] != word.value) {
            note(word.surface + ": one action a shot, the first is drawn");
        }
    }

    /// "a bag sits on the chair", "a waving flag"
    [[nodiscard]] bool says_nothing_of_a_prop(const Word& word, std::size_t at) const
    {
        const auto action = static_cast<Action>(word.value);
        const Word* next = word_after(words_, at);
        if (word.surface.ends_with("ing") && next != nullptr && next->axis == Axis::kind) {
            return next->value >= static_cast<int>(Kind::ball) &&
                   !can(static_cast<Kind>(next->value), action);
        }
        return !things_.empty() && things_[0].kind >= static_cast<int>(Kind::ball) &&
               (action == Action::sit || (action == Action::stand && word.stands_in));
    }

    void take_relation(const Word& word, std::size_t at)
    {
        const bool anchored = refers_back(words_, at);
        const bool follows = kind_follows(words_, at);
        const std::size_t known = things_.size();
        if (relation_ >= 0 || known > 2 || (moving_camera_ && speaks_of_ == 0 && anchored)) {
            return;
        }
        // "a dog behind a car" places the first; "a car is behind it" the second
        const bool of_first = known == 1 && follows && !anchored;
        const bool of_second = anchored     ? known == 1 || !follows
                               : known == 0 ? follows
                                            : known == 2 && of_another();
        if (of_first || of_second) {
            relation_ = word.value;
            relation_of_first_ = of_first;
        }
    }

    /// "the dog" after "a dog" is the same one: its place in things_, from 1; 0 for a new one.
    [[nodiscard]] std::size_t mentioned_before(const Word& word, std::size_t at) const
    {
        for (std::size_t i = at; i > 0 && at - i < 3 && words_[i - 1].clause == clause_; --i) {
            if (words_[i - 1].surface != "the") {
                continue;
            }
            const auto same = [&](const Thing& thing) {
                return thing.kind == word.value &&
                       (!pending_colour_ || thing.colour < 0 || thing.colour == *pending_colour_);
            };
            const auto found = std::find_if(things_.begin(), things_.end(), same);
            return found == things_.end() ? 0
                                          : static_cast<std::size_t>(found - things_.begin()) + 1;
        }
        return 0;
    }

    void take_kind(const Word& word, std::size_t at)
    {
        const Word* next = word_after(words_, at);
        if (word.idea == "kind.camera_prop" && next != nullptr &&
            (next->axis == Axis::move || next->axis == Axis::way)) {
            camera_ = true; // "a camera pans"
            return;
        }
        std::size_t index = mentioned_before(word, at);
        const std::size_t most = world_ == World::v0 ? 2 : 4;
        if (index == 0 && things_.size() < most) {
            things_.push_back(
                {word.value, pending_colour_.value_or(-1), pending_count_, word.surface});
            index = things_.size();
        } else if (index == 0) {
            index = most + 1;
            note(word.surface +
                 (world_ == World::v0 ? ": only two are drawn" : ": only four are drawn"));
        }
        if (speaks_of_ == 0) {
            speaks_of_ = index;
        }
        if (index <= things_.size() && is_person(static_cast<Kind>(word.value))) {
            last_person_ = index;
        }
        pending_colour_.reset();
        pending_count_ = 1;
    }

    void settle()
    {
        if (things_.empty() && pronoun_ && !has_handles_) { // "she turns"
            things_.push_back({static_cast<int>(Kind::person), loose_colour_.value_or(-1), 1});
        }
        if (!things_.empty()) {
            settle_things();
        }
        Slots& slots = parsed_.slots;
        if (passes_ && slots.has(Axis::kind)) {
            const int drawn = nearest_drawn(world_, Axis::kind, slots[Axis::kind]);
            const Action going = possible(world_, static_cast<Kind>(drawn), Action::walk);
            once(Axis::action, static_cast<int>(going));
        }
        if (vague_place_) {
            once(Axis::place, *vague_place_);
        }
        if (slots.has(Axis::kind) && slots.has(Axis::action)) {
            const int drawn = nearest_drawn(world_, Axis::kind, slots[Axis::kind]);
            const auto wanted =
                static_cast<Action>(nearest_drawn(world_, Axis::action, slots[Axis::action]));
            const Action action = possible(world_, static_cast<Kind>(drawn), wanted);
            const bool mounted = world_ == World::v1 && wanted == Action::drive &&
                                 is_person(static_cast<Kind>(drawn)) &&
                                 slots.has(Axis::second_kind); // `complete` seats who drives
            if (action != wanted && !mounted) {
                note(readable(Axis::action, slots[Axis::action]) + ": a " +
                     readable(Axis::kind, drawn) + " does not, drawn as " +
                     readable(Axis::action, static_cast<int>(action)));
            }
        }
        if (slots.has(Axis::move)) {
            const auto move = static_cast<Move>(slots[Axis::move]);
            if (move == Move::still || move == Move::handheld || move == Move::follow) {
                slots.set(Axis::way, 1);
            }
        } else {
            slots.set(Axis::way, -1);
        }
    }

    /// From things to slots: a number of the same become entities of their own.
    void settle_things()
    {
        Slots& slots = parsed_.slots;
        if (things_.size() == 1) {
            Thing& only = things_.front();
            only.colour = only.colour < 0 ? loose_colour_.value_or(-1) : only.colour;
            only.count = std::max(only.count, count_);
        }
        // Who is given something or hugged is the partner, not the thing in hand.
        const auto action = static_cast<Action>(slots[Axis::action]);
        const bool between_two =
            action == Action::hand_over || action == Action::hug || action == Action::chase;
        if (between_two && things_.size() > 2 && !is_alive(things_[1].kind)) {
            const auto partner = std::find_if(things_.begin() + 2,
                                              things_.end(),
                                              [](const Thing& it) { return is_alive(it.kind); });
            if (partner != things_.end()) {
                std::swap(things_[1], *partner);
            }
        }
        const std::size_t most = world_ == World::v0 ? 2 : 4;
        std::vector<Other> cast;
        for (const Thing& thing : things_) { // one of each, then the rest
            cast.push_back({thing.kind, thing.colour});
            parsed_.called.push_back(thing.called);
        }
        std::size_t second = 2;
        for (const Thing& thing : things_) {
            for (int k = 1; k < thing.count && cast.size() < most; ++k, ++second) {
                const auto place = static_cast<std::ptrdiff_t>(std::min(second, cast.size()));
                cast.insert(cast.begin() + place, {thing.kind, thing.colour});
                parsed_.called.insert(parsed_.called.begin() + place, thing.called);
            }
        }
        slots.set(Axis::kind, cast[0].kind);
        slots.set(Axis::colour, cast[0].colour);
        slots.set(Axis::count, static_cast<int>(cast.size()));
        if (cast.size() > 1) {
            slots.set(Axis::second_kind, cast[1].kind);
            slots.set(Axis::second_colour, things_.size() > 1 ? cast[1].colour : -1);
            parsed_.others.assign(cast.begin() + 2, cast.end());
            if (relation_ >= 0 && things_.size() > 1) {
                constexpr int opposite[5] = {1, 0, 3, 2, 4};
                slots.set(Axis::relation, relation_of_first_ ? opposite[relation_] : relation_);
            }
        }
    }

    std::vector<Word> words_;
    World world_;
    bool has_handles_; ///< somebody is called by name: "he" may be anything
    Parsed parsed_;
    std::vector<Thing> things_; ///< in order of mention
    int clause_ = 0;
    std::size_t speaks_of_ = 0; ///< which thing the clause names first, from 1; 0 none yet
    int count_ = 1;
    int pending_count_ = 1;
    int relation_ = -1;
    bool relation_of_first_ = false;
    bool negated_ = false;
    bool denied_ = false;        ///< the clause has left something out
    bool camera_ = false;        ///< the clause speaks of the camera
    bool moving_camera_ = false; ///< the last verb was the camera's
    bool acted_ = false;         ///< the clause has a verb
    bool passes_ = false;
    bool pronoun_ = false;
    std::size_t last_person_ = 0; ///< place in things_, from 1
    std::optional<int> pending_colour_;
    std::optional<int> loose_colour_;
    std::optional<int> vague_place_;
};

} // namespace

Parsed parse_prompt(std::string_view text, World world)
{
    return Reader(understand(text), world, text.find('@') != std::string_view::npos).read();
}

} // namespace rushlight::generation::world
