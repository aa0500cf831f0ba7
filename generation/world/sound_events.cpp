// Which sounds a scene makes, and when: how the camera hears them, and what touches the ground.

#include "generation/world/listener.hpp"
#include "generation/world/people_motion.hpp"
#include "generation/world/random.hpp"

#include <algorithm>
#include <numbers>

namespace rushlight::generation::world {

namespace {

constexpr double pi = std::numbers::pi;

/// How one thing sounds when it strikes the ground.
struct Struck {
    SoundKind kind = SoundKind::collision;
    Material material = Material::wood;
};

Struck struck(Kind kind)
{
    switch (kind) {
    case Kind::ball:
        return {SoundKind::bounce, Material::rubber};
    case Kind::sword:
    case Kind::key:
    case Kind::crown:
    case Kind::clock:
    case Kind::lantern:
    case Kind::camera:
        return {SoundKind::collision, Material::metal};
    case Kind::bell:
        return {SoundKind::bell, Material::metal};
    case Kind::cup:
    case Kind::bottle:
        return {SoundKind::clink, Material::stone};
    case Kind::drum:
        return {SoundKind::drum, Material::wood};
    case Kind::guitar:
        return {SoundKind::strum, Material::wood};
    case Kind::letter:
        return {SoundKind::rustle, Material::cloth};
    case Kind::bag:
    case Kind::hat:
    case Kind::umbrella:
    case Kind::cake:
        return {SoundKind::landing, Material::cloth};
    case Kind::apple:
        return {SoundKind::landing, Material::earth};
    case Kind::book:
    case Kind::candle:
        return {SoundKind::landing, Material::wood};
    default:
        return {SoundKind::collision, Material::wood};
    }
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

bool is_heavy(Kind kind)
{
    return kind == Kind::elephant || kind == Kind::dinosaur;
}

} // namespace

Material ground_of(const Scene& scene)
{
    if (scene.weather == Weather::snow && has_weather(scene.place)) {
        return Material::snow;
    }
    switch (scene.place) {
    case Place::street:
    case Place::mountains:
    case Place::kitchen:
    case Place::rooftop:
    case Place::road:
        return Material::stone;
    case Place::beach:
    case Place::desert:
    case Place::underwater:
        return Material::sand;
    case Place::snow:
        return Material::snow;
    case Place::forest:
    case Place::space:
        return Material::earth;
    case Place::meadow:
        return Material::grass;
    case Place::office:
        return Material::cloth;
    default:
        return Material::wood;
    }
}

bool is_soft(Material material)
{
    return material == Material::grass || material == Material::earth ||
           material == Material::sand || material == Material::snow || material == Material::cloth;
}

Listener::Listener(const Scene& scene, double seconds)
    : scene_(scene)
{
    track_.seconds = seconds;
}

SoundTrack Listener::listen()
{
    for (const Entity& entity : scene_.entities) {
        touch(entity);
        speak(entity);
        call(entity);
        go_on(entity);
        if (is_person(entity.kind)) {
            act(entity);
        }
        machine(entity);
        signal(entity);
    }
    surround();
    thunder();
    std::stable_sort(track_.events.begin(),
                     track_.events.end(),
                     [](const SoundEvent& a, const SoundEvent& b) { return a.time < b.time; });
    return std::move(track_);
}

void Listener::add(double time, const Blow& blow, const Vec3& place)
{
    if (time < 0 || time >= track_.seconds) {
        return;
    }
    const Hearing hearing = heard(scene_, time, place);
    track_.events.push_back(
        {time,
         blow.kind,
         static_cast<float>(std::clamp(blow.intensity, 0.0, 1.0)) * hearing.gain,
         hearing.pan,
         static_cast<float>(std::clamp(blow.size, 0.0, 1.0)),
         blow.material});
}

float Listener::pan_at(double time, const Vec3& place) const
{
    return heard(scene_, time, place).pan;
}

void Listener::each_cycle(const Entity& entity, double offset, double cycles, const Blow& blow)
{
    each_cycle(
        entity, offset, cycles, [&](double time, const Vec3& place) { add(time, blow, place); });
}

void Listener::every(const Entity& entity, double seconds, double offset, const Blow& blow)
{
    const double begun = entity.genome.phase - std::floor(entity.genome.phase);
    for (double turn = offset - begun; turn * seconds < track_.seconds; turn += 1) {
        if (turn >= 0) {
            add(turn * seconds, blow, moment_at(entity, turn * seconds).root);
        }
    }
}

void Listener::once(const Entity& entity, double since, const Blow& blow)
{
    const double time = since - since_begin(entity, 0);
    add(time, blow, moment_at(entity, std::max(0.0, time)).root);
}

Material Listener::under(const Entity& entity) const
{
    if (entity.y <= 0 || scene_.place == Place::underwater) {
        return ground_of(scene_);
    }
    for (const Entity& other : scene_.entities) {
        if (other.y < entity.y &&
            std::hypot(other.x - entity.x, other.z - entity.z) < 0.6 * length_of(other)) {
            return other.kind < Kind::car    ? Material::cloth
                   : other.kind < Kind::ball ? Material::metal
                                             : Material::wood;
        }
    }
    return Material::wood;
}

Listener::Blow Listener::blow_of(const Entity& entity, const Contact& contact) const
{
    const Material ground = under(entity);
    const double size = height_of(entity) / 2.2;
    const auto blow = [&](SoundKind kind, Material material) {
        return Blow{kind, contact.strength, size, material};
    };
    if (contact.limb == 5) { // what it throws is a ball, far smaller than itself
        return {SoundKind::bounce, contact.strength, 0.35, Material::rubber};
    }
    if (is_person(entity.kind) && contact.limb == 4 && entity.action == Action::fall) {
        return blow(SoundKind::landing, ground);
    }
    if (is_person(entity.kind) && contact.limb == 4 && entity.action == Action::sit) {
        return blow(SoundKind::landing, Material::cloth);
    }
    if (!is_person(entity.kind) &&
        (entity.action == Action::bounce || entity.action == Action::fall)) {
        const Struck how = struck(entity.kind);
        return blow(how.kind, how.material);
    }
    if (entity.action == Action::jump || is_heavy(entity.kind)) {
        return blow(SoundKind::landing, ground);
    }
    if (entity.kind == Kind::horse || entity.kind == Kind::cow) {
        return blow(SoundKind::hoof, ground);
    }
    if (feet(entity.kind) == 4 || entity.kind == Kind::bird || entity.kind == Kind::duck) {
        return blow(SoundKind::paw, ground);
    }
    if (entity.kind == Kind::robot) {
        return blow(SoundKind::footstep_hard, Material::metal);
    }
    return blow(is_soft(ground) ? SoundKind::footstep_soft : SoundKind::footstep_hard, ground);
}

void Listener::touch(const Entity& entity)
{
    for (const Contact& contact : contacts(entity, track_.seconds)) {
        const Blow blow = blow_of(entity, contact);
        if (entity.kind == Kind::robot && blow.kind == SoundKind::footstep_hard) {
            add(contact.time - 0.12,
                {SoundKind::servo, 0.35, blow.size, Material::metal},
                contact.place);
        }
        add(contact.time, blow, contact.place);
    }
}

void Listener::steady(Ambience ambience, double level, double sway)
{
    Random random(scene_.seed, 40 + static_cast<std::uint64_t>(ambience));
    const double a = random.uniform(0, 2 * pi);
    const double b = random.uniform(0, 2 * pi);
    track_.pans[static_cast<std::size_t>(ambience)] = static_cast<float>(random.uniform(-0.3, 0.3));
    fill(track_.curves[static_cast<std::size_t>(ambience)], [&](double t) {
        return level * (1 + sway * (0.6 * std::sin(0.9 * t + a) + 0.4 * std::sin(2.3 * t + b)));
    });
}

void Listener::at_least(Ambience ambience, double level, double sway)
{
    const auto& curve = track_.curves[static_cast<std::size_t>(ambience)];
    if (curve.empty() ||
        *std::max_element(curve.begin(), curve.end()) < static_cast<float>(level)) {
        steady(ambience, level, sway);
    }
}

SoundTrack events_of(const Scene& scene, double seconds)
{
    return Listener(scene, seconds).listen();
}

} // namespace rushlight::generation::world
