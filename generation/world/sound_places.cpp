// What surrounds: place, hour, weather.

#include "generation/world/listener.hpp"
#include "generation/world/weather.hpp"

#include <algorithm>

namespace rushlight::generation::world {

namespace {

constexpr double speed_of_sound = 330; ///< metres a second
constexpr double nearest_strike = 80;  ///< metres
constexpr double farthest_strike = 420;

} // namespace

void Listener::surround()
{
    switch (scene_.place) {
    case Place::space: // only what goes through a suit
        track_.muffled = 0.8F;
        for (SoundEvent& event : track_.events) {
            event.intensity *= 0.4F;
        }
        at_least(Ambience::hum, 0.22, 0.05);
        return;
    case Place::underwater:
        track_.muffled = 0.6F;
        at_least(Ambience::bubbles, 0.5, 0.3);
        return;
    default:
        break;
    }
    if (is_indoors(scene_.place)) {
        surround_indoors();
        return;
    }
    const bool night = scene_.time == TimeOfDay::night;
    const bool dark = night || scene_.time == TimeOfDay::dusk;
    if (scene_.weather == Weather::rain) {
        steady(Ambience::rain, 0.6, 0.1);
    } else if (scene_.weather == Weather::snow) {
        steady(Ambience::wind, 0.32, 0.5);
    }
    const bool wet = scene_.weather == Weather::rain || scene_.weather == Weather::storm;
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
    case Place::rooftop: // the city lies far below
        steady(Ambience::city, night ? 0.15 : 0.25, 0.15);
        at_least(Ambience::wind, 0.28, 0.4);
        break;
    case Place::road:
        if (wings) {
            steady(Ambience::birds, 0.3);
        } else if (night && !wet) {
            steady(Ambience::crickets, 0.35, 0.1);
        }
        at_least(Ambience::wind, 0.22, 0.3);
        break;
    default:
        steady(Ambience::wind, 0.2);
        break;
    }
    blow_wind();
}

void Listener::surround_indoors()
{
    const bool dark = scene_.time == TimeOfDay::night || scene_.time == TimeOfDay::dusk;
    switch (scene_.place) {
    case Place::kitchen: // the refrigerator, and a tap
        steady(Ambience::room, 0.25, 0.05);
        at_least(Ambience::hum, 0.4, 0.04);
        for (double time = 0.3 + 0.4 * scene_.entities.front().genome.phase; time < track_.seconds;
             time += 1.3) {
            add(time, {SoundKind::drip, 0.22, 0.4, Material::water}, {2.5, 1, 3});
        }
        break;
    case Place::office:
        steady(Ambience::room, 0.25, 0.05);
        at_least(Ambience::hum, 0.18, 0.04);
        if (scene_.time != TimeOfDay::night) {
            steady(Ambience::typing, 0.4, 0.5);
        }
        break;
    case Place::classroom:
        steady(Ambience::room, 0.3, 0.05);
        if (!dark) {
            steady(Ambience::crowd, 0.25, 0.3);
        }
        break;
    case Place::stage:
        steady(Ambience::room, 0.3, 0.05);
        steady(Ambience::crowd, 0.4, 0.3);
        break;
    default:
        steady(Ambience::room, 0.4, 0.05);
        if (dark) {
            steady(Ambience::fire, 0.25, 0.2);
        }
        break;
    }
}

void Listener::blow_wind()
{
    const bool storm = scene_.weather == Weather::storm;
    if (!storm && scene_.weather != Weather::wind) {
        return;
    }
    const bool trees = scene_.place == Place::meadow || scene_.place == Place::forest ||
                       scene_.place == Place::road || scene_.place == Place::street;
    at_least(Ambience::wind, storm ? 0.55 : 0.5, 0.5);
    if (trees) {
        at_least(Ambience::leaves, storm ? 0.35 : 0.42, 0.5);
    }
    if (storm) {
        at_least(Ambience::rain, 0.8, 0.12);
    }
}

void Listener::thunder()
{
    for (const double strike : lightning(scene_, track_.seconds)) {
        const double distance = lightning_distance(scene_, strike);
        const double time = strike + distance / speed_of_sound;
        if (time >= track_.seconds) {
            continue;
        }
        const double far =
            std::clamp((distance - nearest_strike) / (farthest_strike - nearest_strike), 0.0, 1.0);
        SoundEvent event;
        event.time = time;
        event.kind = SoundKind::thunder;
        event.intensity = static_cast<float>(1 - 0.45 * far); // however long the lens
        event.size = static_cast<float>(far);
        event.pan = 0.6F * pan_at(time, lightning_place(scene_, strike));
        event.material = Material::stone;
        track_.events.push_back(event);
    }
}

} // namespace rushlight::generation::world
