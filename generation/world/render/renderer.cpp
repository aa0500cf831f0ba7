#include "generation/world/render/renderer.hpp"

#include "generation/world/motion.hpp"
#include "generation/world/random.hpp"
#include "generation/world/render/canvas.hpp"
#include "generation/world/render/figures.hpp"
#include "generation/world/render/inks.hpp"
#include "generation/world/render/projection.hpp"
#include "generation/world/render/shading.hpp"
#include "generation/world/render/shadows.hpp"
#include "generation/world/render/stage.hpp"
#include "generation/world/render/view.hpp"
#include "generation/world/weather.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>

namespace rushlight::generation::world {

namespace {

struct Ink {
    float line = 2.2F; ///< outline in pixels; 0 none
    float air = 0;
    bool subject = false;
    bool flat = false; ///< no tones
    float light_x = -0.6F;
    float light_y = -0.8F;
    PixelClass id = PixelClass::scenery;
    std::uint8_t who = 0;
};

struct Drawn {
    float left = std::numeric_limits<float>::max();
    float top = std::numeric_limits<float>::max();
    float right = std::numeric_limits<float>::lowest();
    float bottom = std::numeric_limits<float>::lowest();
};

/// Draws a figure group by group, far to near: first the outlines of a group, then its fills.
Drawn draw_figure(Canvas& canvas,
                  const Figure& figure,
                  const Figure& after,
                  const Scene& scene,
                  const Stage& stage,
                  const View& view,
                  const View& next,
                  const Ink& ink)
{
    struct Group {
        int number;
        double depth;
        int count;
    };

    const Hand hand = hand_of(scene.style);
    std::vector<Group> groups;
    Drawn drawn;
    for (const Solid& solid : figure) {
        auto group = std::find_if(
            groups.begin(), groups.end(), [&](const Group& g) { return g.number == solid.group; });
        if (group == groups.end()) {
            groups.push_back({solid.group, 0, 0});
            group = groups.end() - 1;
        }
        if (!solid.decal || group->count == 0) {
            group->depth += view.seen(centre_of(solid)).z;
            ++group->count;
        }
    }
    for (Group& group : groups) {
        group.depth /= group.count;
    }
    std::stable_sort(groups.begin(), groups.end(), [](const Group& a, const Group& b) {
        return a.depth > b.depth;
    });

    struct Item {
        const Solid* solid;
        Shape shape;
        double depth;
        Vec3 flow;
    };

    std::vector<Item> items;
    for (const Group& group : groups) {
        items.clear();
        for (std::size_t i = 0; i < figure.size(); ++i) {
            if (figure[i].group != group.number) {
                continue;
            }
            const auto shape = projected(figure[i], view);
            if (!shape) {
                continue;
            }
            const Vec3 seen = view.seen(centre_of(figure[i]));
            Item item{&figure[i], *shape, seen.z, {}};
            if (canvas.maps() && i < after.size()) {
                const Vec3 later = next.seen(centre_of(after[i]));
                if (seen.z > nearest && later.z > nearest) {
                    item.flow = next.projected(later) - view.projected(seen);
                }
            }
            items.push_back(item);
        }
        std::stable_sort(items.begin(), items.end(), [](const Item& a, const Item& b) {
            if (a.solid->decal != b.solid->decal) {
                return b.solid->decal;
            }
            return !a.solid->decal && a.depth > b.depth + 0.02;
        });
        const auto fill_of = [&](const Item& item) {
            Fill fill;
            fill.id = static_cast<std::uint8_t>(ink.id);
            fill.part = static_cast<std::uint8_t>(item.solid->part);
            fill.who = ink.who;
            fill.depth = static_cast<float>(item.depth);
            fill.flow_x = static_cast<float>(item.flow.x);
            fill.flow_y = static_cast<float>(item.flow.y);
            fill.alpha = item.solid->alpha;
            fill.mapped = item.solid->alpha > 0.9F && item.shape.thickness > 0.4F;
            return fill;
        };
        for (const Item& item : items) {
            drawn.left = std::min(drawn.left, item.shape.left);
            drawn.top = std::min(drawn.top, item.shape.top);
            drawn.right = std::max(drawn.right, item.shape.right);
            drawn.bottom = std::max(drawn.bottom, item.shape.bottom);
            if (item.solid->decal || ink.line <= 0 || item.solid->glow) {
                continue;
            }
            Fill fill = fill_of(item);
            fill.lit =
                tones(item.solid->colour, stage.palette, scene.style, ink.air, ink.subject).line;
            fill.grow = std::min(ink.line, 0.5F * item.shape.thickness + 0.5F);
            if (hand.under == Hand::Under::line) {
                canvas.draw(item.shape, fill);
            } else {
                lay_under(canvas, item.shape, fill, hand, ink.light_x);
            }
        }
        for (const Item& item : items) {
            Fill fill = fill_of(item);
            const Tones inks =
                tones(item.solid->colour, stage.palette, scene.style, ink.air, ink.subject);
            fill.lit = inks.lit;
            fill.shade = inks.shade;
            fill.rim = inks.rim;
            if (item.solid->glow) {
                const Rgb light = mix(item.solid->colour, stage.palette.sky_low, ink.air * 0.7F);
                const bool cloud = ink.id == PixelClass::sky && item.solid->alpha < 1;
                fill.lit = cloud ? styled(light, scene.style, ink.subject)
                                 : light_ink(light, scene.style, ink.subject);
            } else if (item.solid->decal) {
                fill.lit = decal_ink(inks, item.solid->colour, scene.style);
            } else if (!ink.flat && item.shape.thickness > 1.6F) {
                const float size = std::min(item.shape.thickness, 40.0F);
                const auto lines = static_cast<float>(canvas.height());
                const bool head = item.solid->part == PixelPart::head;
                const bool clean = head && hand.shading == Fill::Shading::dots;
                fill.shading = clean ? Fill::Shading::two_tones : hand.shading;
                fill.shade_width = std::min((head ? hand.head_shade : hand.shade) * size,
                                            hand.most_shade * lines / 256);
                fill.rim_width = std::min(hand.rim * size, hand.most_rim * lines / 256);
                fill.light_x = ink.light_x;
                fill.light_y = ink.light_y;
            }
            if (hand.pieces > 0 && !item.solid->decal) {
                const auto number = static_cast<std::uint64_t>(item.solid - figure.data());
                const auto dice = static_cast<float>(hashed(number) >> 40) * 0x1.0p-24F;
                for (Rgb* tone : {&fill.lit, &fill.shade, &fill.rim}) {
                    *tone = *tone * (1 + hand.pieces * (dice - 0.6F));
                }
            }
            canvas.draw(item.shape, fill);
        }
    }
    return drawn;
}

} // namespace

RenderedClip render(const Scene& given,
                    int width,
                    int height,
                    int frames,
                    double rate,
                    const RenderOptions& options)
{
    if (width < 16 || height < 16 || width > 2048 || height > 2048 || frames < 1 ||
        frames > 100000 || !(rate > 0) || given.entities.empty()) {
        throw std::invalid_argument("cannot draw a clip of " + std::to_string(width) + "x" +
                                    std::to_string(height) + " with " + std::to_string(frames) +
                                    " frames: sides go from 16 to 2048, frames from 1");
    }
    Scene scene = given;
    if (!has_weather(scene.place)) {
        scene.weather = Weather::clear;
    }
    Stage stage = stage_of(scene);
    const Palette calm = stage.palette;
    const std::vector<double> strikes = lightning(scene, options.start_seconds + frames / rate);
    const float unit = static_cast<float>(height) / 256;
    const float key = scene.key_from_left ? -1.0F : 1.0F;
    const Hand hand = hand_of(scene.style);
    const bool dark = scene.time == TimeOfDay::night || scene.time == TimeOfDay::dusk;
    RenderedClip clip;
    clip.width = width;
    clip.height = height;
    clip.frames = frames;
    const auto pixels = static_cast<std::size_t>(width) * static_cast<std::size_t>(height);
    const std::size_t all = pixels * static_cast<std::size_t>(frames);
    clip.rgb.resize(all * 3);
    if (options.maps) {
        clip.ids.resize(all);
        clip.parts.resize(all);
        clip.who.resize(all);
        clip.depth.resize(all);
        clip.flow.resize(all * 2);
    }
    clip.tracks.resize(scene.entities.size());
    Canvas canvas(width, height, options.maps);
    if (hand.shading == Fill::Shading::dots) {
        canvas.screen = halftone_screen(width, height);
    }
    const Paper paper(scene, width, height, options.cut_out);
    double moved = 0;
    for (int frame = 0; frame < frames; ++frame) {
        const double seconds = options.start_seconds + frame / rate;
        const double then = seconds + 1 / rate;
        const View view(camera_at(scene, seconds), width, height);
        const View next(camera_at(scene, then), width, height);
        stage.palette = calm;
        std::optional<Prop> bolt;
        for (const double strike : strikes) {
            if (seconds >= strike && seconds < strike + flash_seconds) {
                stage.palette =
                    lit_by_lightning(calm, 1 - 0.6 * (seconds - strike) / flash_seconds);
                bolt = lightning_bolt(scene, strike);
            }
        }
        const auto draw_prop = [&](const Prop& prop, const Ink& ink) {
            if (prop.sway.pace == 0 && prop.sway.lean == 0 && prop.sway.span == 0) {
                draw_figure(canvas, prop.figure, prop.figure, scene, stage, view, next, ink);
            } else {
                draw_figure(canvas,
                            swayed(prop, seconds, seconds),
                            options.maps ? swayed(prop, then, seconds) : Figure{},
                            scene,
                            stage,
                            view,
                            next,
                            ink);
            }
        };
        Ink base;
        base.light_x = key * 0.6F;
        base.light_y = -0.8F;
        if (options.cut_out) {
            for (int y = 0; y < height; ++y) {
                canvas.fill_row(y, 0, width, {0.5F, 0.5F, 0.5F});
            }
            if (options.maps) {
                for (auto* plane : {&canvas.id, &canvas.part, &canvas.who}) {
                    std::fill(plane->begin(), plane->end(), std::uint8_t{0});
                }
            }
        } else {
            paint_backdrop(canvas, scene, stage, view, next, seconds);
        }

        struct Entry {
            double depth;
            int index; ///< entities from 0, props from 1000
        };

        std::vector<Entry> order;
        if (!options.cut_out) {
            for (std::size_t i = 0; i < stage.props.size(); ++i) {
                const Prop& prop = stage.props[i];
                if (prop.distant) {
                    Ink ink = base;
                    ink.line = 0;
                    ink.flat = true;
                    ink.id = PixelClass::sky;
                    draw_prop(prop, ink);
                } else if (!prop.flat && !prop.on_wall) {
                    order.push_back({view.seen(prop.middle).z, 1000 + static_cast<int>(i)});
                }
            }
            if (bolt) {
                Ink ink = base;
                ink.flat = true;
                ink.id = PixelClass::sky;
                draw_prop(*bolt, ink);
            }
            paint_ridges(canvas, scene, stage, view, next);
            for (const Prop& prop : stage.props) {
                const double depth = view.seen(prop.middle).z;
                if ((prop.flat || prop.on_wall) && depth > 0.4) {
                    Ink ink = base;
                    ink.air = air_at(stage, depth) * 0.9F;
                    ink.line = std::max(0.0F,
                                        (prop.flat ? 0.67F : 1.0F) * hand.scenery_line * unit *
                                            (1 - ink.air));
                    ink.id = prop.flat ? PixelClass::ground : PixelClass::scenery;
                    draw_prop(prop, ink);
                }
            }
        }
        for (std::size_t i = 0; i < scene.entities.size(); ++i) {
            const Moment moment = moment_at(scene.entities[i], seconds);
            order.push_back({view.seen(moment.root).z, static_cast<int>(i)});
            if (!options.cut_out) {
                draw_shadow(canvas, scene.entities[i], moment, scene, stage, view, key);
            }
        }
        std::stable_sort(order.begin(), order.end(), [](const Entry& a, const Entry& b) {
            return a.depth > b.depth;
        });
        for (const Entry& entry : order) {
            Ink ink = base;
            if (entry.index >= 1000) {
                const Prop& prop = stage.props[static_cast<std::size_t>(entry.index - 1000)];
                if (entry.depth < 0.4) {
                    continue;
                }
                ink.air = air_at(stage, entry.depth) * 0.9F;
                ink.line = std::max(0.0F, hand.scenery_line * unit * (1 - ink.air));
                draw_prop(prop, ink);
                for (const Solid& solid : prop.figure) {
                    if (solid.glow && dark && solid.part == PixelPart::head) {
                        draw_glow(canvas, solid, view, scene.style, 0.9, 0.5F);
                    }
                }
                continue;
            }
            const auto index = static_cast<std::size_t>(entry.index);
            const Entity& entity = scene.entities[index];
            const Figure figure = figure_of(entity, seconds, view.eye);
            const Figure after = options.maps ? figure_of(entity, then, view.eye) : Figure{};
            ink.subject = true;
            ink.air = options.cut_out ? 0 : air_at(stage, entry.depth) * 0.45F;
            ink.line = std::max(hand.subject_line * unit, hand.least_line);
            ink.id = class_of(entity.kind);
            ink.who = static_cast<std::uint8_t>(index + 1);
            if (entity.kind == Kind::lantern && !options.cut_out) {
                draw_glow(canvas,
                          figure[1],
                          view,
                          scene.style,
                          0.9 * height_of(entity),
                          dark ? 0.75F : 0.25F);
            }
            for (const Solid& solid : figure) { // flames and lamps
                if (solid.glow && solid.alpha > 0 && solid.part == PixelPart::head &&
                    !options.cut_out) {
                    const double radius = 0.45 * std::min(height_of(entity), 2.0);
                    draw_glow(canvas, solid, view, scene.style, radius, dark ? 0.7F : 0.3F);
                }
            }
            const Drawn box = draw_figure(canvas, figure, after, scene, stage, view, next, ink);
            Track track;
            track.left = box.left / static_cast<float>(width);
            track.right = box.right / static_cast<float>(width);
            track.top = box.top / static_cast<float>(height);
            track.bottom = box.bottom / static_cast<float>(height);
            track.x = (track.left + track.right) / 2;
            track.y = (track.top + track.bottom) / 2;
            track.visible = track.right > 0 && track.left < 1 && track.bottom > 0 &&
                            track.top < 1 && track.right > track.left;
            clip.tracks[index].push_back(track);
        }
        if (!options.cut_out) {
            paint_weather(canvas, scene, stage, view, seconds);
        }
        const std::size_t at = static_cast<std::size_t>(frame) * pixels;
        paper.finish(canvas, clip.rgb.data() + at * 3);
        if (options.maps) {
            const auto offset = static_cast<std::ptrdiff_t>(at);
            std::copy(canvas.id.begin(), canvas.id.end(), clip.ids.begin() + offset);
            std::copy(canvas.part.begin(), canvas.part.end(), clip.parts.begin() + offset);
            std::copy(canvas.who.begin(), canvas.who.end(), clip.who.begin() + offset);
            std::copy(canvas.depth.begin(), canvas.depth.end(), clip.depth.begin() + offset);
            for (std::size_t i = 0; i < pixels; ++i) {
                clip.flow[(at + i) * 2] = canvas.flow_x[i];
                clip.flow[(at + i) * 2 + 1] = canvas.flow_y[i];
                moved += std::hypot(canvas.flow_x[i], canvas.flow_y[i]);
            }
        }
    }
    clip.motion = moved / static_cast<double>(all) / width * rate;
    return clip;
}

} // namespace rushlight::generation::world
