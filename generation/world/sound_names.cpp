#include "generation/world/sound.hpp"

namespace rushlight::generation::world {

namespace {

constexpr std::array<std::string_view, sound_kinds> kind_names{
    "footstep_soft", "footstep_hard", "hoof",   "paw",     "bounce",   "landing", "collision",
    "splash",        "bark",          "meow",   "neigh",   "chirp",    "squeak",  "horn",
    "door",          "clap",          "whoosh", "flap",    "servo",    "chime",   "rattle",
    "drip",          "creak",         "pop",    "thunder", "moo",      "quack",   "growl",
    "trumpet",       "roar",          "hiss",   "bell",    "syllable", "laugh",   "sob",
    "clink",         "drum",          "strum",  "brake",   "scrape",   "tick",    "ring",
    "rustle",        "whistle",       "bubble"};
constexpr std::array<std::string_view, ambiences> ambience_names{
    "engine", "wind",   "rain",  "waves",  "city",   "birds",      "crickets", "fire",
    "leaves", "room",   "music", "stream", "diesel", "motorcycle", "steam",    "propeller",
    "rotor",  "thrust", "hum",   "typing", "crowd",  "bubbles"};

} // namespace

std::string_view name(SoundKind kind)
{
    return kind_names.at(static_cast<std::size_t>(kind));
}

std::string_view name(Ambience ambience)
{
    return ambience_names.at(static_cast<std::size_t>(ambience));
}

} // namespace rushlight::generation::world
