#include "generation/world/weather.hpp"

#include "generation/world/random.hpp"

#include <cmath>

namespace rushlight::generation::world {

namespace {

constexpr double between_strikes = 3;

} // namespace

int wind_direction(const Scene& scene)
{
    const bool right = (hashed(scene.seed ^ 0x57696e64U) & 1U) != 0;
    return right != scene.mirror ? 1 : -1;
}

std::vector<double> lightning(const Scene& scene, double seconds)
{
    std::vector<double> strikes;
    if (scene.weather != Weather::storm || !has_weather(scene.place)) {
        return strikes;
    }
    Random random(scene.seed, 21);
    for (double first = 0; first < seconds; first += between_strikes) {
        const double strike = first + random.uniform(0.3, 1.9);
        if (strike < seconds) {
            strikes.push_back(strike);
        }
    }
    return strikes;
}

double lightning_distance(const Scene& scene, double struck)
{
    Random random(scene.seed, 22 + static_cast<std::uint64_t>(struck / between_strikes));
    return random.uniform(80, 420);
}

Vec3 lightning_place(const Scene& scene, double struck)
{
    Random random(scene.seed, 26 + static_cast<std::uint64_t>(struck * 100));
    const double side = (scene.mirror ? -1 : 1) * (random.chance(0.5) ? 1 : -1);
    return {side * random.uniform(18, 55), 150, 150};
}

} // namespace rushlight::generation::world
