#pragma once

#include "generation/world/scene.hpp"

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

namespace rushlight::generation::world {

/// Classes of sounds that begin at an instant; stable numbers.
enum class SoundKind : std::uint8_t {
    footstep_soft,
    footstep_hard,
    hoof,
    paw,
    bounce,
    landing,
    collision,
    splash,
    bark,
    meow,
    neigh,
    chirp,
    squeak,
    horn,
    door,
    clap,
    whoosh,
    flap,
    servo,
    chime,
    rattle,
    drip,
    creak,
    pop,
    // from here on of world v1
    thunder,
    moo,
    quack,
    growl,
    trumpet, ///< of an elephant
    roar,
    hiss,
    bell,
    syllable, ///< of talk: a murmur without words
    laugh,    ///< one "ha"
    sob,
    clink,
    drum,
    strum,
    brake,
    scrape,
    tick,
    ring,
    rustle,
    whistle,
    bubble
};
inline constexpr int sound_kinds = 45;
/// What the shipped sound network knows: the first so many.
inline constexpr int sound_kinds_v0 = 24;

/// What is struck, or what is underfoot.
enum class Material : std::uint8_t {
    grass,
    earth,
    stone,
    sand,
    snow,
    wood,
    metal,
    rubber,
    water,
    cloth
};
inline constexpr int materials = 10;

/// Sounds that go on, as curves.
enum class Ambience : std::uint8_t {
    engine, ///< revolutions, 0 … 1
    wind,
    rain,
    waves,
    city,
    birds,
    crickets,
    fire,
    leaves,
    room,
    music,
    stream,
    // from here on of world v1; machines by revolutions, as `engine`
    diesel,
    motorcycle,
    steam,
    propeller,
    rotor,
    thrust,
    hum,
    typing,
    crowd,
    bubbles
};
inline constexpr int ambiences = 22;
inline constexpr int ambiences_v0 = 12;
inline constexpr double curve_rate = 64; ///< values a second
inline constexpr int sound_rate = 48000; ///< samples a second

[[nodiscard]] std::string_view name(SoundKind kind);
[[nodiscard]] std::string_view name(Ambience ambience);

struct SoundEvent {
    double time = 0; ///< seconds
    SoundKind kind = SoundKind::footstep_soft;
    float intensity = 0.5F; ///< 0 … 1
    float pan = 0;          ///< −1 left … 1 right
    float size = 0.5F;      ///< 0 small and high … 1 large and low
    Material material = Material::earth;

    bool operator==(const SoundEvent&) const = default;
};

struct SoundTrack {
    double seconds = 0;
    std::vector<SoundEvent> events;                   ///< by time
    std::array<std::vector<float>, ambiences> curves; ///< 0 … 1 at 64 Hz; empty: silent
    std::array<float, ambiences> pans{};              ///< −1 … 1
    float muffled = 0;                                ///< 0 in air … 1 behind walls or in water
};

/// Everything that sounds in a scene's first `seconds`, exactly as it is drawn: feet and bounces
/// where they touch, engines by speed, weather and place. Pure.
[[nodiscard]] SoundTrack events_of(const Scene& scene, double seconds);

/// The whole track: stereo, interleaved, 48 kHz, round(seconds · 48000) frames, peak at most
/// −1 dBFS. The seed varies the grains. Deterministic on one machine.
[[nodiscard]] std::vector<float>
synthesise(const SoundTrack& track, double seconds, std::uint64_t seed);

/// One event from its beginning to where it has died away (at most 2 s): stereo, interleaved.
[[nodiscard]] std::vector<float> synthesise(const SoundEvent& event, std::uint64_t seed);

/// One curve of a track alone; empty where it is silent.
[[nodiscard]] std::vector<float>
synthesise(const SoundTrack& track, Ambience ambience, double seconds, std::uint64_t seed);

} // namespace rushlight::generation::world
