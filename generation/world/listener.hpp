#pragma once

#include "generation/world/motion.hpp"
#include "generation/world/sound.hpp"

#include <algorithm>
#include <cmath>

namespace rushlight::generation::world {

/// What the steps of a place sound on.
[[nodiscard]] Material ground_of(const Scene& scene);
[[nodiscard]] bool is_soft(Material material);

/// Writes down what a scene sounds like at its camera.
class Listener {
public:
    Listener(const Scene& scene, double seconds);
    [[nodiscard]] SoundTrack listen();

private:
    /// How an event sounds, whenever it is.
    struct Blow {
        SoundKind kind;
        double intensity;
        double size;
        Material material;
    };

    void add(double time, const Blow& blow, const Vec3& place);
    /// −1 left … 1 right
    [[nodiscard]] float pan_at(double time, const Vec3& place) const;
    /// Feet and whatever else touches the ground.
    void touch(const Entity& entity);
    [[nodiscard]] Blow blow_of(const Entity& entity, const Contact& contact) const;
    /// What is under somebody's feet: the ground, or whom or what it stands on.
    [[nodiscard]] Material under(const Entity& entity) const;
    void speak(const Entity& entity);
    /// Calls, wings and strokes of animals; what things do by themselves; what only people do.
    void call(const Entity& entity);
    void go_on(const Entity& entity);
    void act(const Entity& entity);
    void talk(const Entity& entity);
    void laugh(const Entity& entity);
    void cry(const Entity& entity);
    void handle(const Entity& entity);
    void machine(const Entity& entity);
    void signal(const Entity& entity);
    /// The freewheel of a bicycle, by its way.
    void freewheel(const Entity& entity);
    void surround();
    void surround_indoors();
    void blow_wind();
    void thunder();

    /// Times at which phase + offset passes a whole number of `cycles`.
    template <class Event>
    void each_cycle(const Entity& entity, double offset, double cycles, const Event& event)
    {
        const double rate = cadence(entity) / cycles;
        const double begin = entity.genome.phase / cycles + offset;
        for (double whole = std::ceil(begin); (whole - begin) / rate < track_.seconds; whole += 1) {
            const double time = (whole - begin) / rate;
            event(time, moment_at(entity, time).root);
        }
    }

    void each_cycle(const Entity& entity, double offset, double cycles, const Blow& blow);
    /// Every so many seconds, whatever the entity's cadence; it begins by the genome's phase.
    void every(const Entity& entity, double seconds, double offset, const Blow& blow);
    /// Once, so long after a person began what it does.
    void once(const Entity& entity, double since_begin, const Blow& blow);

    template <class Value>
    void fill(std::vector<float>& curve, const Value& value)
    {
        const auto count = static_cast<std::size_t>(std::ceil(track_.seconds * curve_rate)) + 1;
        curve.resize(count);
        for (std::size_t i = 0; i < count; ++i) {
            curve[i] = static_cast<float>(
                std::clamp(value(static_cast<double>(i) / curve_rate), 0.0, 1.0));
        }
    }

    void steady(Ambience ambience, double level, double sway = 0.25);
    /// The same where it is not louder already.
    void at_least(Ambience ambience, double level, double sway = 0.25);

    const Scene& scene_;
    SoundTrack track_;
};

} // namespace rushlight::generation::world
