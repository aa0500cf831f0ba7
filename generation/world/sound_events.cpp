// Which sounds a scene makes, and when.

#include "generation/world/motion.hpp"
#include "generation/world/random.hpp"
#include "generation/world/sound.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace rushlight::generation::world {

namespace {

constexpr double pi = std::numbers::pi;
constexpr std::array<std::string_view, sound_kinds> kind_names{
    "footstep_soft", "footstep_hard", "hoof",  "paw",   "bounce", "landing", "collision", "splash",
    "bark",          "meow",          "neigh", "chirp", "squeak", "horn",    "door",      "clap",
    "whoosh",        "flap",          "servo", "chime", "rattle", "drip",    "creak",     "pop"};
constexpr std::array<std::string_view, ambiences> ambience_names{"engine",
                                                                 "wind",
                                                                 "rain",
                                                                 "waves",
                                                                 "city",
                                                                 "birds",
                                                                 "crickets",
                                                                 "fire",
                                                                 "leaves",
                                                                 "room",
                                                                 "music",
                                                                 "stream"};

Material ground_of(const Scene& scene)
{
    if (scene.weather == Weather::snow && !is_indoors(scene.place)) {
        return Material::snow;
    }
    switch (scene.place) {
    case Place::street:
    case Place::mountains:
        return Material::stone;
    case Place::beach:
    case Place::desert:
        return Material::sand;
    case Place::snow:
        return Material::snow;
    case Place::forest:
        return Material::earth;
    case Place::meadow:
        return Material::grass;
    default:
        return Material::wood;
    }
}

/// What a prop is made of, as it sounds when it strikes the ground.
Material material_of(Kind kind)
{
    switch (kind) {
    case Kind::ball:
        return Material::rubber;
    case Kind::sword:
    case Kind::key:
    case Kind::bell:
    case Kind::crown:
    case Kind::clock:
    case Kind::lantern:
    case Kind::ladder:
        return Material::metal;
    case Kind::cup:
    case Kind::bottle:
        return Material::stone;
    case Kind::bag:
    case Kind::hat:
    case Kind::umbrella:
    case Kind::letter:
        return Material::cloth;
    default:
        return Material::wood;
    }
}

bool is_soft(Material material)
{
    return material == Material::grass || material == Material::earth ||
           material == Material::sand || material == Material::snow;
}

/// Pan and loudness as the camera hears a place.
struct Hearing {
    float pan = 0;
    float gain = 1;
};

Hearing heard(const Scene& scene, double time, const Vec3& place)
{
    const CameraPose camera = camera_at(scene, time);
    const double yaw = camera.angles[0] * pi / 180;
    const double dx = place.x - camera.position[0];
    const double dz = place.z - camera.position[2];
    const double right = dx * std::cos(yaw) - dz * std::sin(yaw);
    const double ahead = dx * std::sin(yaw) + dz * std::cos(yaw);
    const double half = std::max(0.3, ahead) * 18 / camera.focal_length;
    // A long lens hears as close as it sees.
    const double apparent = std::max(0.5, ahead) * 28 / camera.focal_length;
    Hearing hearing;
    hearing.pan = static_cast<float>(std::clamp(0.8 * right / half, -1.0, 1.0));
    hearing.gain = static_cast<float>(std::clamp(1.25 / (1 + 0.13 * apparent), 0.25, 1.0));
    return hearing;
}

class Listener {
public:
    Listener(const Scene& scene, double seconds)
        : scene_(scene)
    {
        track_.seconds = seconds;
    }

    SoundTrack listen()
    {
        for (const Entity& entity : scene_.entities) {
            touch(entity);
            speak(entity);
            machine(entity);
        }
        surround();
        std::stable_sort(track_.events.begin(),
                         track_.events.end(),
                         [](const SoundEvent& a, const SoundEvent& b) { return a.time < b.time; });
        return std::move(track_);
    }

private:
    void add(double time,
             SoundKind kind,
             double intensity,
             double size,
             Material material,
             const Vec3& place)
    {
        if (time < 0 || time >= track_.seconds) {
            return;
        }
        const Hearing hearing = heard(scene_, time, place);
        track_.events.push_back({time,
                                 kind,
                                 static_cast<float>(std::clamp(intensity, 0.0, 1.0)) * hearing.gain,
                                 hearing.pan,
                                 static_cast<float>(std::clamp(size, 0.0, 1.0)),
                                 material});
    }

    void touch(const Entity& entity)
    {
        const Material ground = ground_of(scene_);
        const double size = height_of(entity) / 2.2;
        for (const Contact& contact : contacts(entity, track_.seconds)) {
            SoundKind kind = is_soft(ground) ? SoundKind::footstep_soft : SoundKind::footstep_hard;
            Material material = ground;
            if (contact.limb == 5) {
                kind = SoundKind::bounce;
                material = Material::rubber;
            } else if (is_person(entity.kind) && entity.action == Action::fall) {
                kind = SoundKind::landing;
            } else if (entity.action == Action::bounce) {
                kind = entity.kind == Kind::lantern ? SoundKind::collision : SoundKind::bounce;
                material = entity.kind == Kind::lantern ? Material::metal : Material::rubber;
            } else if (entity.action == Action::fall) {
                kind = entity.kind == Kind::ball ? SoundKind::bounce : SoundKind::collision;
                material = material_of(entity.kind);
            } else if (entity.action == Action::jump) {
                kind = SoundKind::landing;
            } else if (entity.kind == Kind::horse) {
                kind = SoundKind::hoof;
            } else if (feet(entity.kind) == 4 || entity.kind == Kind::bird) {
                kind = SoundKind::paw;
            } else if (entity.kind == Kind::robot) {
                material = Material::metal;
                kind = SoundKind::footstep_hard;
                add(contact.time - 0.12,
                    SoundKind::servo,
                    0.35,
                    size,
                    Material::metal,
                    contact.place);
            }
            add(contact.time, kind, contact.strength, size, material, contact.place);
        }
    }

    /// Times at which phase passes a whole number.
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

    void speak(const Entity& entity)
    {
        const double size = height_of(entity) / 2.2;
        const auto call = [&](SoundKind kind, double intensity, Material material) {
            return [this, kind, intensity, size, material](double time, const Vec3& place) {
                add(time, kind, intensity, size, material, place);
            };
        };
        const bool calm = entity.action == Action::stand;
        if (entity.kind == Kind::dog && (calm || entity.action == Action::jump)) {
            each_cycle(entity, 0.4, calm ? 0.5 : 1, call(SoundKind::bark, 0.8, Material::cloth));
        } else if (entity.kind == Kind::cat && calm) {
            each_cycle(entity, 0.3, 0.8, call(SoundKind::meow, 0.7, Material::cloth));
        } else if (entity.kind == Kind::horse && (calm || entity.action == Action::jump)) {
            each_cycle(entity, 0.3, 1, call(SoundKind::neigh, 0.7, Material::cloth));
        } else if (entity.kind == Kind::bird) {
            each_cycle(entity,
                       0.2,
                       entity.action == Action::fly ? 3 : 0.5,
                       call(SoundKind::chirp, 0.6, Material::cloth));
            if (entity.action == Action::fly) {
                each_cycle(entity, 0.25, 1, call(SoundKind::flap, 0.5, Material::cloth));
            }
        } else if (entity.kind == Kind::rabbit && calm) {
            each_cycle(entity, 0.5, 1, call(SoundKind::squeak, 0.35, Material::cloth));
        }
        if (entity.action == Action::jump) {
            each_cycle(entity, -0.32, 1, call(SoundKind::whoosh, 0.5, Material::cloth)); // take-off
        } else if (entity.action == Action::spin) {
            each_cycle(entity, 0.1, 0.5, call(SoundKind::whoosh, 0.45, Material::cloth));
        } else if (entity.action == Action::wave && entity.kind == Kind::robot) {
            each_cycle(entity, 0.25, 0.5, call(SoundKind::servo, 0.45, Material::metal));
        } else if (entity.action == Action::wave) {
            each_cycle(entity, 0.25, 0.5, call(SoundKind::whoosh, 0.22, Material::cloth));
        }
        if (entity.kind == Kind::lantern) {
            each_cycle(entity,
                       0.25,
                       entity.action == Action::bounce ? 1 : 0.5,
                       call(SoundKind::creak, 0.3, Material::metal));
        } else if (entity.kind == Kind::balloon && entity.action != Action::stand) {
            each_cycle(entity, 0.5, 1, call(SoundKind::squeak, 0.25, Material::rubber));
        } else if (entity.kind == Kind::boat) {
            each_cycle(entity, 0.0, 0.5, call(SoundKind::creak, 0.4, Material::wood));
            if (entity.action == Action::drive) {
                each_cycle(entity, 0.25, 0.5, call(SoundKind::splash, 0.5, Material::water));
            }
        } else if (entity.kind == Kind::car && calm) {
            each_cycle(entity, 0.5, 1, call(SoundKind::horn, 0.5, Material::metal));
        } else if (entity.kind == Kind::ball && entity.action == Action::roll) {
            each_cycle(entity, 0.1, 0.15, call(SoundKind::rattle, 0.3, Material::rubber));
        }
    }

    void machine(const Entity& entity)
    {
        if (entity.kind != Kind::car) {
            return;
        }
        auto& curve = track_.curves[static_cast<std::size_t>(Ambience::engine)];
        const Hearing hearing = heard(scene_, 0, moment_at(entity, 0).root);
        track_.pans[static_cast<std::size_t>(Ambience::engine)] = hearing.pan * 0.5F;
        const double pull = entity.action == Action::drive ? 0.35 + 0.1 * entity.speed : 0.16;
        fill(curve, [&](double time) {
            return pull + 0.05 * std::sin(2 * pi * (cadence(entity) * time + entity.genome.phase));
        });
    }

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

    void steady(Ambience ambience, double level, double sway = 0.25)
    {
        Random random(scene_.seed, 40 + static_cast<std::uint64_t>(ambience));
        const double a = random.uniform(0, 2 * pi);
        const double b = random.uniform(0, 2 * pi);
        track_.pans[static_cast<std::size_t>(ambience)] =
            static_cast<float>(random.uniform(-0.3, 0.3));
        fill(track_.curves[static_cast<std::size_t>(ambience)], [&](double t) {
            return level * (1 + sway * (0.6 * std::sin(0.9 * t + a) + 0.4 * std::sin(2.3 * t + b)));
        });
    }

    void surround()
    {
        const bool night = scene_.time == TimeOfDay::night;
        const bool dark = night || scene_.time == TimeOfDay::dusk;
        if (is_indoors(scene_.place)) {
            steady(Ambience::room, 0.4, 0.05);
            if (dark) {
                steady(Ambience::fire, 0.25, 0.2);
            }
            return;
        }
        if (scene_.weather == Weather::rain || scene_.weather == Weather::storm) {
            steady(Ambience::rain, 0.6, 0.1);
        } else if (scene_.weather == Weather::snow) {
            steady(Ambience::wind, 0.32, 0.5);
        }
        const bool wet = scene_.weather == Weather::rain;
        const bool wings = !dark && !wet && scene_.weather != Weather::snow;
        switch (scene_.place) {
        case Place::meadow:
            if (wings) {
                steady(Ambience::birds, scene_.time == TimeOfDay::dawn ? 0.75 : 0.5);
            } else if (night && !wet) {
                steady(Ambience::crickets, 0.5, 0.1);
            }
            steady(Ambience::leaves, 0.22);
            break;
        case Place::forest:
            steady(Ambience::leaves, 0.42, 0.4);
            if (wings) {
                steady(Ambience::birds, 0.6);
            } else if (night && !wet) {
                steady(Ambience::crickets, 0.4, 0.1);
            }
            break;
        case Place::street:
            steady(Ambience::city, night ? 0.25 : 0.5, 0.15);
            break;
        case Place::beach:
            steady(Ambience::waves, 0.6, 0.4);
            break;
        case Place::desert:
        case Place::mountains:
        case Place::snow:
            steady(Ambience::wind, scene_.place == Place::desert ? 0.3 : 0.45, 0.5);
            break;
        default:
            steady(Ambience::wind, 0.2);
            break;
        }
    }

    const Scene& scene_;
    SoundTrack track_;
};

} // namespace

std::string_view name(SoundKind kind)
{
    return kind_names.at(static_cast<std::size_t>(kind));
}

std::string_view name(Ambience ambience)
{
    return ambience_names.at(static_cast<std::size_t>(ambience));
}

SoundTrack events_of(const Scene& scene, double seconds)
{
    return Listener(scene, seconds).listen();
}

} // namespace rushlight::generation::world
