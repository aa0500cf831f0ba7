// What stands in each place.

#include "generation/world/render/stage.hpp"

#include "generation/world/render/places.hpp"
#include "generation/world/weather.hpp"

#include <algorithm>
#include <cmath>

namespace rushlight::generation::world {

namespace {

constexpr auto ridge = add_ridge;

/// Wind bends what it can, and takes the clouds along.
void blow(Stage& stage, const Scene& scene)
{
    Random random(scene.seed, 20);
    const double wind = wind_direction(scene);
    const double force = scene.weather == Weather::storm ? 1.4 : 1;
    for (Prop& prop : stage.props) {
        Sway& sway = prop.sway;
        const double phase = random.uniform(0, 6.28);
        if (prop.supple != 0) {
            sway.lean = 0.38 * force * wind * prop.supple;
            sway.bend = 0.2 * force * wind * prop.supple;
            sway.pace = random.uniform(4, 6.5);
            sway.phase = phase;
        } else if (prop.distant && prop.middle.z < 130) {
            sway.drift = {wind * 9 * force, 0, 0};
            sway.span = 300;
            sway.start = 150 + wind * prop.middle.x;
            const Vec3 back{-wind * sway.start, 0, 0};
            for (Solid& solid : prop.figure) {
                solid.a = solid.a + back;
            }
        }
    }
}

} // namespace

void add_ridge(Stage& stage,
               const Scene& scene,
               Ridge::Form form,
               double radius,
               double height,
               double frequency,
               const Rgb& colour,
               float air)
{
    Ridge ridge;
    ridge.form = form;
    ridge.radius = radius;
    ridge.height = height;
    ridge.frequency = frequency;
    ridge.seed = static_cast<double>(hashed(scene.seed + stage.ridges.size()) % 1000);
    ridge.colour = colour;
    ridge.air = air;
    stage.ridges.push_back(ridge);
}

float air_at(const Stage& stage, double distance)
{
    const auto away = static_cast<float>(std::max(0.0, distance - 6));
    const auto range = static_cast<float>(stage.fog_range);
    return 1 - std::exp(-away / range * (0.75F + 3.2F * stage.fog));
}

Stage stage_of(const Scene& scene)
{
    Stage stage;
    stage.palette = palette_of(scene.time, scene.weather);
    if (scene.world == World::v1 && is_indoors(scene.place)) {
        // a low sun through a window does not dye a whole room
        stage.palette.key = mix(stage.palette.key, {1, 1, 1}, 0.45F);
    }
    const Palette& p = stage.palette;
    const Entity& subject = scene.entities.at(0);
    const double body = std::max(height_of(subject), 0.72 * length_of(subject));
    const double scale = std::clamp(body / 1.75, 0.45, 1.5);
    stage.scale = scale;
    Dresser d(stage, scene, scale);
    Random& random = d.random;
    const bool snowing = scene.weather == Weather::snow;
    const bool dark = scene.time == TimeOfDay::night || scene.time == TimeOfDay::dusk;
    if (scene.weather == Weather::fog) {
        stage.fog = 1;
        stage.fog_range = 34 * scale;
    } else if (scene.weather == Weather::rain || scene.weather == Weather::storm || snowing) {
        stage.fog = 0.3F;
    }
    const Rgb meadow = mix(hex(0x8FB36B), p.ground, 0.5F);
    const Rgb leaf = mix(hex(0x4F7F4A), p.ground, 0.35F);
    const Rgb white = hex(0xEEF2F6);
    if (has_weather(scene.place)) {
        sky_things(d, scene, stage);
    }
    double x = 0;
    double z = 0;
    switch (scene.place) {
    case Place::forest:
        stage.ground_near = mix(meadow, hex(0x6B5A3E), 0.5F);
        stage.ground_far = mix(meadow, hex(0x4F5B3A), 0.5F);
        ridge(stage, scene, Ridge::Form::trees, 70, 15, 26, mix(leaf, hex(0x2F5140), 0.5F), 0.55F);
        ridge(stage, scene, Ridge::Form::trees, 34, 9, 22, mix(leaf, hex(0x2F5140), 0.5F), 0.3F);
        for (int i = 0; i < 17; ++i) {
            d.spot(1.6, 17, x, z);
            pine(d, x, z, mix(leaf, hex(0x2F5F45), 0.6F), snowing);
        }
        for (int i = 0; i < 12; ++i) {
            d.spot(-0.8, 6, x, z);
            tuft(d, x, z, leaf, nullptr);
        }
        break;
    case Place::street: {
        stage.ground_near = mix(hex(0x8A8C90), p.ground, 0.08F);
        stage.ground_far = mix(hex(0x9A9B9C), p.ground, 0.1F);
        ridge(stage, scene, Ridge::Form::roofs, 70, 17, 16, hex(0x7F8590), 0.6F);
        const Rgb walls[5] = {
            hex(0xC98B6B), hex(0xD9C6A0), hex(0x9DA7AE), hex(0xB56E5C), hex(0xA9B59A)};
        double at = -24;
        while (at < 24) {
            const double w = random.uniform(3.4, 5.2);
            house(d,
                  at + w / 2,
                  4.6,
                  w - 0.12,
                  random.uniform(3.6, 7.4),
                  walls[random.below(5)],
                  dark);
            at += w;
        }
        for (int i = -2; i <= 2; ++i) {
            street_lamp(d, i * 6 + 1.9, 2.7, dark);
        }
        break;
    }
    case Place::beach: {
        const bool afloat =
            std::any_of(scene.entities.begin(), scene.entities.end(), [](const Entity& e) {
                return e.kind == Kind::boat || e.action == Action::swim;
            });
        stage.ground_near = mix(hex(0xE8CF9A), p.ground, 0.2F);
        stage.ground_far = mix(hex(0xE0C48C), p.ground, 0.2F);
        stage.water = mix(hex(0x3E8FA8), p.sky_top, 0.42F);
        stage.shoreline = afloat ? -60 : 3.2 * scale;
        ridge(stage, scene, Ridge::Form::hills, 170, 11, 3, hex(0x6F8A86), 0.72F);
        if (!afloat) {
            for (int i = 0; i < 4; ++i) {
                palm(d, (i % 2 == 0 ? 1 : -1) * random.uniform(2.6, 6), random.uniform(1, 2.6));
            }
            for (int i = 0; i < 5; ++i) {
                d.spot(-0.6, 2.6, x, z);
                rock(d, x, z, hex(0x9C8F80));
            }
        }
        break;
    }
    case Place::desert:
        stage.ground_near = mix(hex(0xE3B470), p.ground, 0.2F);
        stage.ground_far = mix(hex(0xE8C68C), p.ground, 0.2F);
        ridge(stage, scene, Ridge::Form::hills, 110, 15, 4, hex(0xC98A54), 0.5F);
        ridge(stage, scene, Ridge::Form::hills, 46, 5, 5, hex(0xDDA563), 0.22F);
        for (int i = 0; i < 8; ++i) {
            d.spot(1.2, 14, x, z);
            cactus(d, x, z);
        }
        for (int i = 0; i < 6; ++i) {
            d.spot(-0.6, 8, x, z);
            rock(d, x, z, hex(0xB5794A));
        }
        break;
    case Place::snow:
        stage.ground_near = mix(white, p.ground, 0.16F);
        stage.ground_far = mix(white, p.sky_low, 0.3F);
        ridge(stage, scene, Ridge::Form::hills, 80, 11, 4, hex(0xD5DEE8), 0.45F);
        ridge(stage, scene, Ridge::Form::hills, 40, 5, 5, hex(0xE6ECF2), 0.2F);
        for (int i = 0; i < 9; ++i) {
            d.spot(1.6, 15, x, z);
            pine(d, x, z, mix(leaf, hex(0x3A6656), 0.6F), true);
        }
        break;
    case Place::mountains:
        stage.ground_near = mix(meadow, hex(0x8B8378), 0.45F);
        stage.ground_far = mix(meadow, hex(0x7F7D78), 0.4F);
        ridge(stage, scene, Ridge::Form::peaks, 150, 78, 7, hex(0x7D879B), 0.55F);
        ridge(stage, scene, Ridge::Form::peaks, 90, 34, 8, hex(0x6E7566), 0.36F);
        for (int i = 0; i < 10; ++i) {
            d.spot(-0.5, 10, x, z);
            rock(d, x, z, hex(0x8D8A86));
        }
        for (int i = 0; i < 4; ++i) {
            d.spot(3, 15, x, z);
            pine(d, x, z, mix(leaf, hex(0x3A6656), 0.5F), snowing);
        }
        break;
    case Place::room: {
        const Rgb papers[5] = {
            hex(0xD9C8A8), hex(0xAFC3BE), hex(0xC9A79A), hex(0xB6BCCB), hex(0xD8D2C4)};
        stage.ground_near = hex(0xA9784C);
        stage.ground_far = hex(0x9A6B42);
        const Rgb paper = papers[random.below(5)];
        if (scene.angle == Angle::top) { // a ridge stands upright in the picture
            enclose(stage, paper, 40);
        } else {
            ridge(stage, scene, Ridge::Form::wall, 3.6 * scale, 40, 1, paper, 0);
        }
        furnish(d, scene);
        stage.fog = 0;
        stage.fog_range = 1e6;
        break;
    }
    case Place::kitchen:
        furnish_kitchen(d, scene);
        break;
    case Place::office:
        furnish_office(d, scene);
        break;
    case Place::classroom:
        furnish_classroom(d, scene);
        break;
    case Place::stage:
        set_theatre(d, scene);
        break;
    case Place::space:
        set_space(d, scene);
        break;
    case Place::underwater:
        set_underwater(d, scene);
        break;
    case Place::rooftop:
        set_rooftop(d, scene);
        break;
    case Place::road:
        set_road(d, scene);
        break;
    default: // meadow
        stage.ground_near = meadow;
        stage.ground_far = mix(meadow, p.sky_low, 0.25F);
        ridge(stage, scene, Ridge::Form::hills, 120, 21, 4, mix(leaf, hex(0x6E9A80), 0.5F), 0.6F);
        ridge(stage, scene, Ridge::Form::hills, 60, 7, 6, mix(meadow, leaf, 0.5F), 0.3F);
        for (int i = 0; i < 5; ++i) {
            d.spot(3.5, 16, x, z);
            round_tree(d, x, z, leaf);
        }
        for (int i = 0; i < 26; ++i) {
            d.spot(-1.2, 7, x, z);
            const Rgb flower = ink(static_cast<ColourName>(random.chance(0.5)   ? 2
                                                           : random.chance(0.5) ? 7
                                                                                : 10));
            tuft(d, x, z, mix(meadow, leaf, 0.75F), random.chance(0.45) ? &flower : nullptr);
        }
        break;
    }
    for (const Ridge& wall : stage.ridges) {
        if (scene.style == Style::noir && wall.form == Ridge::Form::wall) {
            blinds(d, wall.radius);
        }
    }
    if (scene.place > Place::room && scene.place != Place::underwater) {
        shade_ground(d, scene);
    }
    if (scene.angle == Angle::top) {
        litter(d, scene);
    }
    if (snowing && scene.place != Place::beach && scene.place != Place::street &&
        has_weather(scene.place)) {
        stage.ground_near = mix(stage.ground_near, white, 0.5F);
        stage.ground_far = mix(stage.ground_far, white, 0.45F);
        for (Pattern& pattern : stage.patterns) {
            pattern.colour = mix(pattern.colour, white, 0.5F);
        }
    }
    if (has_weather(scene.place) &&
        (scene.weather == Weather::wind || scene.weather == Weather::storm)) {
        blow(stage, scene);
    }
    return stage;
}

} // namespace rushlight::generation::world
