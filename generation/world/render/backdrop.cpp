// Sky, ridges and ground.

#include "generation/world/random.hpp"
#include "generation/world/render/ground.hpp"
#include "generation/world/render/inks.hpp"
#include "generation/world/render/shading.hpp"
#include "generation/world/render/stage.hpp"

#include <algorithm>
#include <cmath>

namespace rushlight::generation::world {

namespace {

constexpr float furthest = 200;

/// Smooth noise on a line, 0 … 1.
double noise(double x, double seed)
{
    const double cell = std::floor(x);
    const auto value = [&](double c) {
        const auto key = static_cast<std::uint64_t>(static_cast<std::int64_t>(c + seed * 7919));
        return static_cast<double>(hashed(key) >> 40) * 0x1.0p-24;
    };
    const double u = x - cell;
    const double s = u * u * (3 - 2 * u);
    return value(cell) * (1 - s) + value(cell + 1) * s;
}

double ridge_height(const Ridge& ridge, double angle)
{
    const double x = angle * ridge.frequency;
    switch (ridge.form) {
    case Ridge::Form::hills:
        return ridge.height *
               (0.35 + 0.5 * noise(x, ridge.seed) + 0.15 * noise(x * 2.7, ridge.seed + 1));
    case Ridge::Form::peaks:
        return ridge.height * (1.0 - 0.75 * std::abs(2 * noise(x, ridge.seed) - 1) -
                               0.22 * std::abs(2 * noise(x * 2.9, ridge.seed + 1) - 1) +
                               0.05 * noise(x * 9, ridge.seed + 2));
    case Ridge::Form::roofs: {
        const double cell = std::floor(x * 2);
        return ridge.height * (0.3 + 0.7 * noise(cell, ridge.seed));
    }
    case Ridge::Form::trees: {
        const double tooth = std::abs(x * 3 - std::floor(x * 3) - 0.5) * 2;
        return ridge.height *
               (0.5 + 0.3 * noise(x * 0.4, ridge.seed) +
                0.28 * (1 - tooth) * (0.4 + 0.6 * noise(std::floor(x * 3), ridge.seed + 3)));
    }
    case Ridge::Form::wall:
        return ridge.height;
    }
    return 0;
}

struct Backdrop {
    Canvas& canvas;
    const Scene& scene;
    const Stage& stage;
    const View& view;
    const View& next;

    /// Maps of a row that lies at one depth. Its flow is smooth: every sixteenth pixel is exact,
    /// between them it is linear.
    void map_row(int y, double v, double reach, PixelClass id) const
    {
        const int width = canvas.width();
        const auto at = static_cast<std::ptrdiff_t>(y) * width;
        std::fill_n(canvas.id.begin() + at, width, static_cast<std::uint8_t>(id));
        std::fill_n(canvas.part.begin() + at, width, std::uint8_t{0});
        std::fill_n(canvas.who.begin() + at, width, std::uint8_t{0});
        std::fill_n(
            canvas.depth.begin() + at, width, std::min(static_cast<float>(reach), furthest));
        constexpr int span = 16;
        const auto exact = [&](int x) {
            const double u = (x + 0.5 - view.cx) / view.focal;
            return flow_of(
                view.eye + (view.right * u + view.up * v + view.forward) * reach, view, next);
        };
        Vec3 left = exact(0);
        for (int x = 0; x < width; x += span) {
            const Vec3 right = exact(x + span);
            for (int i = 0; i < span && x + i < width; ++i) {
                const Vec3 flow =
                    rushlight::generation::world::mix(left, right, static_cast<double>(i) / span);
                canvas.flow_x[static_cast<std::size_t>(at + x + i)] = static_cast<float>(flow.x);
                canvas.flow_y[static_cast<std::size_t>(at + x + i)] = static_cast<float>(flow.y);
            }
            left = right;
        }
    }

    void sky_row(int y, double v) const
    {
        const double rise = (view.forward.y + v * view.up.y) / std::sqrt(1 + v * v);
        const auto share =
            static_cast<float>(std::clamp(std::pow(std::max(rise, 0.0) / 0.62, 0.75), 0.0, 1.0));
        Rgb colour = mix(stage.palette.sky_low, stage.palette.sky_top, share);
        if (stage.fog > 0.9F) {
            colour = mix(stage.palette.sky_low, colour, 0.35F);
        }
        canvas.fill_row(y, 0, canvas.width(), styled(colour, scene.style, false));
        if (scene.style == Style::outlined || scene.style == Style::cutout) {
            printed_sky_row(y, share);
        }
        if (canvas.maps()) {
            map_row(y, v, furthest, PixelClass::sky);
        }
    }

    /// A sky of halftone dots, or of torn strips of paper.
    void printed_sky_row(int y, float share) const
    {
        const int width = canvas.width();
        const auto at = static_cast<std::size_t>(y) * static_cast<std::size_t>(width);
        const auto columns = static_cast<std::size_t>(width);
        const Palette& p = stage.palette;
        const float clear = 1 - 0.75F * std::min(stage.fog, 1.0F);
        std::vector<float> first(columns);
        if (scene.style == Style::outlined) {
            const float soft = 2.0F / std::max(static_cast<float>(canvas.height()) / 256, 0.8F);
            dots_row(0.9F * share - 0.05F, soft * 0.25F, &canvas.screen[at], width, first.data());
            for (float& dots : first) {
                dots *= 0.5F * clear;
            }
            tint_row(styled(p.sky_top * 0.86F, scene.style, false),
                     first.data(),
                     width,
                     &canvas.r[at],
                     &canvas.g[at],
                     &canvas.b[at]);
            return;
        }
        std::vector<float> second(columns);
        const double side = scene.mirror ? -1 : 1;
        const double yaw = std::atan2(view.forward.x, view.forward.z);
        strips_row(share,
                   static_cast<float>(side * (yaw - view.cx / view.focal)),
                   static_cast<float>(side / view.focal),
                   0.055F,
                   width,
                   first.data(),
                   second.data());
        const Rgb low = styled(p.sky_low, scene.style, false);
        const Rgb high = styled(mix(p.sky_low, p.sky_top, clear), scene.style, false);
        canvas.fill_row(y, 0, width, low);
        tint_row(high, first.data(), width, &canvas.r[at], &canvas.g[at], &canvas.b[at]);
        for (float& shadow : second) {
            shadow *= 0.24F * clear;
        }
        tint_row(
            p.shadow * 0.5F, second.data(), width, &canvas.r[at], &canvas.g[at], &canvas.b[at]);
    }

    /// What a style draws along the top of a silhouette.
    struct Edge {
        Hand hand;
        Tones inks;
        float strength = 0;
        float lowest = 0; ///< row to which it reaches
        std::vector<float> wide, share;
    };

    [[nodiscard]] Edge edge_of(const std::vector<float>& top, const Tones& inks, float air) const
    {
        Edge edge;
        edge.hand = hand_of(scene.style);
        edge.inks = inks;
        const float line =
            edge.hand.ridge_line * static_cast<float>(canvas.height()) / 256 * (1 - 0.5F * air);
        switch (edge.hand.under) {
        case Hand::Under::line:
            edge.strength = 0.9F;
            break;
        case Hand::Under::shadow:
            edge.strength = 0.36F * (1 - 0.6F * air);
            break;
        case Hand::Under::occlusion:
            edge.strength = 0.42F * (1 - 0.6F * air);
            break;
        }
        edge.share.resize(top.size());
        edge.wide.resize(top.size());
        for (std::size_t i = 0; i < top.size(); ++i) {
            const float slope = top[std::min(i + 1, top.size() - 1)] - top[i > 0 ? i - 1 : 0];
            const float steep = std::min(std::sqrt(1 + 0.25F * slope * slope), 8.0F);
            edge.wide[i] =
                edge.hand.under == Hand::Under::line ? line * steep : std::max(line, 1.0F);
            edge.lowest = std::max(edge.lowest, top[i] + edge.wide[i] + 1);
        }
        return edge;
    }

    void draw_edge(Edge& edge, const RidgeRow& row, int y) const
    {
        if (row.y > edge.lowest) {
            return;
        }
        const auto at = static_cast<std::size_t>(y) * static_cast<std::size_t>(canvas.width());
        const bool light = edge.hand.under == Hand::Under::occlusion;
        if (edge.hand.under == Hand::Under::line) {
            edge_row(row.top, edge.wide.data(), row.y, row.count, edge.share.data());
            for (float& share : edge.share) {
                share *= edge.strength;
            }
        } else {
            fringe_row(
                row.top, row.y, edge.wide[0], light, edge.strength, row.count, edge.share.data());
        }
        tint_row(light ? edge.inks.rim : edge.inks.line,
                 edge.share.data(),
                 row.count,
                 &canvas.r[at],
                 &canvas.g[at],
                 &canvas.b[at]);
    }

    void ground_row(int y, double v, double fall, double seconds) const
    {
        const double reach = view.eye.y / fall;
        const float air = air_at(stage, reach);
        const auto far = static_cast<float>(reach / (reach + 14));
        const float light = stage.palette.exposure;
        const Rgb key = mix(mix(stage.palette.key, {1, 1, 1}, 0.35F) * light, {1, 1, 1}, 0.4F);
        const auto toned = [&](const Rgb& c) {
            return styled(mix(c, stage.palette.sky_low, air * 0.9F), scene.style, false);
        };
        const auto marked = [&](const Rgb& c) {
            return mark_ink(mix(c, stage.palette.sky_low, air * 0.9F), scene.style);
        };
        const Rgb bare = mix(stage.ground_near, stage.ground_far, far) * key;
        const Vec3 middle = view.eye + (view.up * v + view.forward) * reach;
        const double first = (0.5 - view.cx) / view.focal * reach;
        const int width = canvas.width();
        const auto at = static_cast<std::size_t>(y) * static_cast<std::size_t>(width);
        GroundRow row;
        row.start_x = static_cast<float>(middle.x + view.right.x * first);
        row.start_z = static_cast<float>(middle.z + view.right.z * first);
        row.step_x = static_cast<float>(view.right.x / view.focal * reach);
        row.step_z = static_cast<float>(view.right.z / view.focal * reach);
        row.across = static_cast<float>(reach / view.focal);
        row.along = row.across * static_cast<float>(reach / std::max(view.eye.y, 0.05));
        row.width = width;
        row.r = &canvas.r[at];
        row.g = &canvas.g[at];
        row.b = &canvas.b[at];
        canvas.fill_row(y, 0, width, toned(bare));
        if (scene.mirror) { // patterns are mirrored with the place
            row.start_x = -row.start_x;
            row.step_x = -row.step_x;
        }
        if (!stage.patterns.empty()) {
            for (const Pattern& pattern : stage.patterns) {
                paint_pattern(
                    row, pattern, toned(pattern.colour * key), static_cast<float>(seconds));
            }
        } else if (scene.place == Place::beach) {
            const Rgb water =
                toned(mix(stage.water, stage.palette.sky_low, 0.15F + 0.5F * far) * key);
            paint_sea(row,
                      static_cast<float>(stage.shoreline),
                      static_cast<float>(0.12 * std::sin(seconds * 1.7)),
                      static_cast<float>(seconds),
                      water,
                      mix(water, mark_ink(stage.palette.key * light, scene.style), 0.5F),
                      marked(hex(0xF6F7F4) * key));
        } else if (scene.place == Place::street) {
            paint_road(row,
                       static_cast<float>(stage.scale),
                       toned(mix(hex(0xB9B2A6), stage.palette.ground, 0.2F) * key),
                       marked(hex(0xC9C6BF) * key),
                       marked(hex(0xECE7D8) * key));
        } else if (is_indoors(scene.place)) {
            paint_boards(row, marked(stage.ground_near * 0.74F * key));
        } else {
            const bool low = scene.place == Place::desert || scene.place == Place::snow;
            paint_patches(row,
                          low,
                          std::clamp(1.35F - row.along, 0.0F, 1.0F) * 0.5F,
                          toned(mix(bare, stage.palette.shadow, 0.22F)));
        }
        if (canvas.maps()) {
            map_row(y, v, reach, PixelClass::ground);
            for (int x = 0; x < width && scene.place == Place::beach; ++x) {
                if (static_cast<double>(row.start_z + row.step_z * static_cast<float>(x)) >
                    stage.shoreline) {
                    canvas.id[at + static_cast<std::size_t>(x)] =
                        static_cast<std::uint8_t>(PixelClass::water);
                }
            }
        }
    }

    void ridge(const Ridge& r) const
    {
        const int width = canvas.width();
        std::vector<float> top(static_cast<std::size_t>(width));
        std::vector<float> base(static_cast<std::size_t>(width));
        std::vector<float> snow(static_cast<std::size_t>(width), -1e6F); // lowest row of the caps
        std::vector<float> depths(static_cast<std::size_t>(width));
        std::vector<Vec3> flows(static_cast<std::size_t>(width)); // at the middle of each column
        float highest = static_cast<float>(canvas.height());
        float lowest = 0;
        for (int x = 0; x < width; ++x) {
            const auto i = static_cast<std::size_t>(x);
            const double u = (x + 0.5 - view.cx) / view.focal;
            const Vec3 ray = view.right * u + Vec3{view.forward.x, 0, view.forward.z};
            const double norm = std::sqrt(ray.x * ray.x + ray.z * ray.z) + 1e-9;
            const double dx = ray.x / norm;
            const double dz = ray.z / norm;
            // Where the ray from the eye leaves the cylinder.
            const double along = view.eye.x * dx + view.eye.z * dz;
            const double inside =
                view.eye.x * view.eye.x + view.eye.z * view.eye.z - r.radius * r.radius;
            double distance = -along + std::sqrt(std::max(along * along - inside, 0.0));
            if (r.form == Ridge::Form::wall) { // a rectangular room
                const double half = 1.7 * r.radius;
                const double back = dz > 0 ? r.radius : -4 * r.radius;
                const double to_back = (back - view.eye.z) / (std::abs(dz) > 1e-9 ? dz : 1e-9);
                const double to_side =
                    ((dx > 0 ? half : -half) - view.eye.x) / (std::abs(dx) > 1e-9 ? dx : 1e-9);
                distance = std::max(0.2, std::min(to_back, to_side));
            }
            const double px = view.eye.x + dx * distance;
            const double pz = view.eye.z + dz * distance;
            const double angle = std::atan2(scene.mirror ? -px : px, pz);
            const Vec3 foot{px, 0, pz};
            const Vec3 crest = view.seen({px, ridge_height(r, angle), pz});
            const Vec3 ground = view.seen(foot);
            top[i] = crest.z > 0.1 ? static_cast<float>(view.projected(crest).y) : -1e6F;
            base[i] = ground.z > 0.1 ? static_cast<float>(view.projected(ground).y) : 1e6F;
            if (r.form == Ridge::Form::peaks) {
                const double share = ridge_height(r, angle) / r.height;
                snow[i] = top[i] +
                          (base[i] - top[i]) * static_cast<float>(0.75 * (share - 0.45) +
                                                                  0.06 * noise(angle * 40, r.seed));
            }
            if (canvas.maps()) {
                depths[i] = std::clamp(static_cast<float>(ground.z), 0.0F, furthest);
                flows[i] = flow_of(foot + Vec3{0, view.eye.y, 0}, view, next);
            }
            highest = std::min(highest, top[i]);
            lowest = std::max(lowest, base[i]);
        }
        const bool indoors = r.form == Ridge::Form::wall;
        const float air =
            std::max(r.air, indoors ? 0 : air_at(stage, r.radius * (0.25 + 0.75 * stage.fog)));
        const Tones inks = tones(r.colour, stage.palette, scene.style, indoors ? 0 : air, false);
        const Rgb low =
            indoors ? mix(inks.lit, inks.shade, 0.2F)
                    : styled(mix(inks.lit, stage.palette.sky_low, 0.35F), scene.style, false);
        const Rgb cap = tones(hex(0xF4F7FA), stage.palette, scene.style, air * 0.5F, false).lit;
        const Hand hand = hand_of(scene.style);
        const bool plain = hand.under == Hand::Under::line && !hand.even_ridges;
        Edge edge = plain ? Edge{} : edge_of(top, inks, air);
        const int above =
            hand.under == Hand::Under::shadow ? 2 + static_cast<int>(edge.wide[0]) : 1;
        const int y0 = std::clamp(static_cast<int>(highest) - above, 0, canvas.height());
        const int y1 = std::clamp(static_cast<int>(lowest) + 2, 0, canvas.height());
        const float tall = std::max(1.0F, lowest - highest);
        RidgeRow row;
        row.count = width;
        row.top = top.data();
        row.base = base.data();
        row.snow = snow.data();
        row.cap = cap;
        row.ink = inks.line;
        row.line =
            plain ? hand.ridge_line * static_cast<float>(canvas.height()) / 256 * (1 - 0.5F * air)
                  : 0;
        for (int y = y0; y < y1; ++y) {
            const auto at = static_cast<std::size_t>(y) * static_cast<std::size_t>(width);
            row.y = static_cast<float>(y) + 0.5F;
            row.fill = mix(inks.lit, low, std::clamp((row.y - highest) / tall, 0.0F, 1.0F));
            if (hand.under == Hand::Under::shadow) {
                draw_edge(edge, row, y);
            }
            paint_ridge(row, &canvas.r[at], &canvas.g[at], &canvas.b[at]);
            if (!plain && hand.under != Hand::Under::shadow) {
                draw_edge(edge, row, y);
            }
            for (int x = 0; x < width && canvas.maps(); ++x) {
                const auto i = static_cast<std::size_t>(x);
                if (row.y > top[i] && row.y < base[i]) {
                    canvas.id[at + i] = static_cast<std::uint8_t>(PixelClass::backdrop);
                    canvas.part[at + i] = 0;
                    canvas.who[at + i] = 0;
                    canvas.depth[at + i] = depths[i];
                    canvas.flow_x[at + i] = static_cast<float>(flows[i].x);
                    canvas.flow_y[at + i] = static_cast<float>(flows[i].y);
                }
            }
        }
    }
};

} // namespace

Vec3 flow_of(const Vec3& point, const View& view, const View& next)
{
    const Vec3 a = view.seen(point);
    const Vec3 b = next.seen(point);
    if (a.z < 0.1 || b.z < 0.1) {
        return {};
    }
    return next.projected(b) - view.projected(a);
}

void paint_backdrop(Canvas& canvas,
                    const Scene& scene,
                    const Stage& stage,
                    const View& view,
                    const View& next,
                    double seconds)
{
    const Backdrop backdrop{canvas, scene, stage, view, next};
    for (int y = 0; y < canvas.height(); ++y) {
        const double v = (view.cy - (y + 0.5)) / view.focal;
        const double fall = -(view.forward.y + v * view.up.y);
        if (fall > 1e-3) {
            backdrop.ground_row(y, v, fall, seconds);
        } else {
            backdrop.sky_row(y, v);
        }
    }
}

void paint_ridges(
    Canvas& canvas, const Scene& scene, const Stage& stage, const View& view, const View& next)
{
    const Backdrop backdrop{canvas, scene, stage, view, next};
    for (const Ridge& ridge : stage.ridges) {
        backdrop.ridge(ridge);
    }
    if (stage.room.half > 0) {
        paint_room(canvas, scene, stage, view, next);
    }
}

} // namespace rushlight::generation::world
