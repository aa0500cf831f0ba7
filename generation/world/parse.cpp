#include "generation/world/parse.hpp"

#include "generation/world/random.hpp"
#include "generation/world/splits.hpp"
#include "generation/world/words.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>

namespace rushlight::generation::world {

namespace {

std::string readable(Axis axis, int value)
{
    std::string text(name(axis, value));
    std::replace(text.begin(), text.end(), '_', ' ');
    return text;
}

/// Walks over the words of a prompt and fills slots.
class Reader {
public:
    Reader(const std::vector<Word>& words, World world)
        : words_(words)
        , world_(world)
    {
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
            if (word.negates) {
                negated_ = true;
            } else if (word.camera) {
                camera_ = true;
            } else if (word.axis) {
                if (negated_) {
                    note("left out: " + word.surface);
                    negated_ = false;
                } else {
                    take(word, i);
                }
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
        camera_ = false;
        moving_camera_ = false;
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

    /// A colour belongs to the thing that follows in its clause, else to the one before.
    [[nodiscard]] bool kind_follows(std::size_t from) const
    {
        for (std::size_t i = from + 1; i < words_.size() && words_[i].clause == clause_; ++i) {
            if (words_[i].axis == Axis::kind) {
                return true;
            }
            if (words_[i].axis == Axis::action || words_[i].axis == Axis::place ||
                words_[i].axis == Axis::move) {
                return false;
            }
        }
        return false;
    }

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
            take_kind(word);
            break;
        case Axis::colour:
            if (kind_follows(at) || kinds_ == 0) {
                pending_colour_ = word.value;
                if (kinds_ == 0 && !kind_follows(at)) {
                    loose_colour_ = word.value;
                }
            } else {
                once(kinds_ > 1 ? Axis::second_colour : Axis::colour, word.value);
            }
            break;
        case Axis::action:
            // "stands idle behind it": the posture of a second entity is not a slot
            if (kinds_ > 1 && parsed_.slots.has(Axis::action)) {
                break;
            }
            if (!camera_ || kinds_ == 0) {
                if (!parsed_.slots.has(Axis::action)) {
                    parsed_.slots.set(Axis::action, word.value);
                } else if (parsed_.slots[Axis::action] != word.value) {
                    note(word.surface + ": one action a shot, the first is drawn");
                }
            }
            moving_camera_ = false;
            break;
        case Axis::direction:
            if (moving_camera_ && word.value <= static_cast<int>(Direction::right)) {
                parsed_.slots.set(Axis::way,
                                  word.value == static_cast<int>(Direction::right) ? 2 : 0);
            } else if (!moving_camera_) {
                once(Axis::direction, word.value);
            }
            break;
        case Axis::relation:
            relation_ = word.value;
            // "a dog behind a car" places the first; "a car is behind it" the second
            relation_of_first_ = kinds_ == 1 && kind_follows(at) && !said_with_verb(at);
            break;
        case Axis::move:
            moving_camera_ = true;
            once(Axis::move, word.value);
            break;
        case Axis::way:
            if (moving_camera_ && !parsed_.slots.has(Axis::way) && word.value != 1) {
                parsed_.slots.set(Axis::way, word.value);
            }
            break;
        case Axis::count:
            if (word.value >= 2) {
                count_ = word.value;
            }
            break;
        default:
            once(axis, word.value);
            break;
        }
    }

    /// "behind it is / stands a car": the second is where the word says.
    [[nodiscard]] bool said_with_verb(std::size_t at) const
    {
        const std::string& surface = words_[at].surface;
        if (surface.rfind("its ", 0) == 0 || surface.find(" its ") != std::string::npos ||
            surface.find(" his ") != std::string::npos ||
            surface.find(" her ") != std::string::npos) {
            return true;
        }
        return at + 1 < words_.size() &&
               (words_[at + 1].surface == "it" || words_[at + 1].surface == "him" ||
                words_[at + 1].surface == "her" || words_[at + 1].surface == "them");
    }

    void take_kind(const Word& word)
    {
        ++kinds_;
        if (kinds_ <= 4) {
            parsed_.called.push_back(word.surface);
        }
        if (kinds_ == 1) {
            parsed_.slots.set(Axis::kind, word.value);
            if (pending_colour_) {
                once(Axis::colour, *pending_colour_);
            }
        } else if (kinds_ == 2) {
            parsed_.slots.set(Axis::second_kind, word.value);
            if (pending_colour_) {
                once(Axis::second_colour, *pending_colour_);
            }
        } else if (world_ == World::v1 && kinds_ <= 4) {
            parsed_.others.push_back({word.value, pending_colour_.value_or(-1)});
        } else {
            note(word.surface +
                 (world_ == World::v0 ? ": only two are drawn" : ": only four are drawn"));
        }
        pending_colour_.reset();
    }

    void settle()
    {
        Slots& slots = parsed_.slots;
        if (kinds_ == 1 && loose_colour_) {
            once(Axis::colour, *loose_colour_);
        }
        if (kinds_ == 1 && count_ >= 2) { // "three dogs"
            slots.set(Axis::second_kind, slots[Axis::kind]);
            kinds_ = world_ == World::v0 ? 2 : count_;
            parsed_.called.resize(static_cast<std::size_t>(kinds_), parsed_.called.front());
            parsed_.others.assign(static_cast<std::size_t>(kinds_ - 2),
                                  {slots[Axis::kind], slots[Axis::colour]});
        }
        if (kinds_ > 0) {
            slots.set(Axis::count, std::min(kinds_, world_ == World::v0 ? 2 : 4));
        }
        if (relation_ >= 0 && kinds_ > 1) {
            constexpr int opposite[5] = {1, 0, 3, 2, 4};
            slots.set(Axis::relation, relation_of_first_ ? opposite[relation_] : relation_);
        }
        if (slots.has(Axis::kind) && slots.has(Axis::action)) {
            const int drawn = nearest_drawn(world_, Axis::kind, slots[Axis::kind]);
            const auto wanted =
                static_cast<Action>(nearest_drawn(world_, Axis::action, slots[Axis::action]));
            const Action action = possible(world_, static_cast<Kind>(drawn), wanted);
            if (action != wanted) {
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

    const std::vector<Word>& words_;
    World world_;
    Parsed parsed_;
    int clause_ = 0;
    int kinds_ = 0;
    int count_ = 0;
    int relation_ = -1;
    bool relation_of_first_ = false;
    bool negated_ = false;
    bool camera_ = false;        ///< the clause speaks of the camera
    bool moving_camera_ = false; ///< the last verb was the camera's
    std::optional<int> pending_colour_;
    std::optional<int> loose_colour_;
};

} // namespace

Parsed parse_prompt(std::string_view text, World world)
{
    const std::vector<Word> words = understand(text);
    return Reader(words, world).read();
}

} // namespace rushlight::generation::world
