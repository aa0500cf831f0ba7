// What the shipped sound network was trained on stays as it was.

#include "generation/world/sound.hpp"
#include "generation/world/splits.hpp"

#include <catch2/catch.hpp>

#include <cmath>
#include <cstdint>

using namespace rushlight::generation::world;

namespace {

constexpr int kinds_v0 = 24;
constexpr std::size_t curves_v0 = 12;

/// FNV-1a over values in thousandths, so that the last bits of a mathematical library do not count.
class Digest {
public:
    void add(double value) { add_whole(std::llround(value * 1000)); }

    void add_whole(long long value)
    {
        for (int byte = 0; byte < 8; ++byte) {
            state_ ^= static_cast<std::uint64_t>(value >> (8 * byte)) & 0xff;
            state_ *= 0x100000001b3ULL;
        }
    }

    [[nodiscard]] std::uint64_t value() const { return state_; }

private:
    std::uint64_t state_ = 0xcbf29ce484222325ULL;
};

double loudness(const std::vector<float>& sound)
{
    double sum = 0;
    for (const float value : sound) {
        sum += static_cast<double>(value) * static_cast<double>(value);
    }
    return std::sqrt(sum / static_cast<double>(sound.size()));
}

} // namespace

TEST_CASE("scenes of world v0 sound as the shipped weights learned them", "[world][sound]")
{
    Digest digest;
    std::size_t events = 0;
    for (std::uint64_t i = 0; i < 400; ++i) {
        const SoundTrack track = events_of(sample_scene(test_seeds.first + i), 2.75);
        events += track.events.size();
        for (const SoundEvent& event : track.events) {
            digest.add(event.time);
            digest.add(static_cast<double>(event.kind));
            digest.add(static_cast<double>(event.intensity));
            digest.add(static_cast<double>(event.pan));
            digest.add(static_cast<double>(event.size));
            digest.add(static_cast<double>(event.material));
        }
        for (std::size_t curve = 0; curve < track.curves.size(); ++curve) {
            if (curve >= curves_v0) {
                CHECK(track.curves[curve].empty());
                continue;
            }
            digest.add_whole(static_cast<long long>(track.curves[curve].size()));
            digest.add(static_cast<double>(track.pans[curve]));
            for (const float value : track.curves[curve]) {
                digest.add(static_cast<double>(value));
            }
        }
    }
    CHECK(events == 2893);
    CHECK(digest.value() == 0x693ae20475743ce6ULL);
}

TEST_CASE("the events and curves of world v0 are synthesised as they were", "[world][sound]")
{
    Digest digest;
    for (int kind = 0; kind < kinds_v0; ++kind) {
        for (int material = 0; material < materials; ++material) {
            SoundEvent event;
            event.kind = static_cast<SoundKind>(kind);
            event.material = static_cast<Material>(material);
            digest.add(loudness(synthesise(event, 7)));
        }
    }
    for (std::size_t curve = 0; curve < curves_v0; ++curve) {
        SoundTrack track;
        track.curves[curve].assign(65, 0.5F);
        digest.add(loudness(synthesise(track, static_cast<Ambience>(curve), 1, 7)));
    }
    CHECK(digest.value() == 0xd45bede9a68c9563ULL);
}
