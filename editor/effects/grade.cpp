#include "editor/effects/grade.hpp"

#include "editor/render/clones.hpp"

#include <algorithm>
#include <cmath>

namespace rushlight::editor {

namespace {

constexpr const char* channels[] = {"red", "green", "blue"};

/// Steps of a curve's table over 0 … 1.
constexpr int steps = 1024;

using Table = std::vector<float>; ///< steps + 2 values, the last twice

/// Slopes that let a cubic rise where its points rise: Fritsch & Carlson 1980, with the harmonic
/// mean of Fritsch & Butland 1984.
std::vector<double> slopes_of(const std::vector<Point>& points)
{
    const std::size_t count = points.size();
    std::vector<double> secants(count - 1);
    for (std::size_t i = 0; i + 1 < count; ++i) {
        secants[i] = (points[i + 1].y - points[i].y) / (points[i + 1].x - points[i].x);
    }
    std::vector<double> slopes(count);
    slopes.front() = secants.front();
    slopes.back() = secants.back();
    for (std::size_t i = 1; i + 1 < count; ++i) {
        const double before = secants[i - 1];
        const double after = secants[i];
        slopes[i] = before * after <= 0 ? 0 : 2 * before * after / (before + after);
    }
    return slopes;
}

/// The table of a curve; empty where the text has fewer than two points.
Table table_of(const std::string& text)
{
    std::vector<Point> points = points_from(text).value_or(std::vector<Point>());
    std::stable_sort(
        points.begin(), points.end(), [](const Point& a, const Point& b) { return a.x < b.x; });
    points.erase(std::unique(points.begin(),
                             points.end(),
                             [](const Point& a, const Point& b) { return b.x - a.x < 1e-6; }),
                 points.end());
    if (points.size() < 2) {
        return {};
    }
    const std::vector<double> slopes = slopes_of(points);
    Table table;
    std::size_t i = 0;
    for (int step = 0; step <= steps; ++step) {
        const double x = static_cast<double>(step) / steps;
        if (x <= points.front().x || x >= points.back().x) {
            const Point& end = x <= points.front().x ? points.front() : points.back();
            table.push_back(static_cast<float>(end.y));
            continue;
        }
        while (x > points[i + 1].x) {
            ++i;
        }
        const double width = points[i + 1].x - points[i].x;
        const double t = (x - points[i].x) / width;
        const double u = 1 - t;
        table.push_back(static_cast<float>(u * u * (1 + 2 * t) * points[i].y +
                                           t * t * (3 - 2 * t) * points[i + 1].y +
                                           width * t * u * (u * slopes[i] - t * slopes[i + 1])));
    }
    table.push_back(table.back());
    return table;
}

RUSHLIGHT_CLONES
void brighten(float* c, int count, float gain)
{
    for (int i = 0; i < count; ++i) {
        c[i] = displayed_of(linear_of(c[i]) * gain);
    }
}

RUSHLIGHT_CLONES
void turn_wheels(float* c, int count, float lift, float exponent, float gain)
{
    for (int i = 0; i < count; ++i) {
        const float lifted = gain * (c[i] + lift * (1 - c[i]));
        c[i] = chosen(lifted < 0, 0.0F, lifted);
    }
    if (exponent == 1) {
        return;
    }
    for (int i = 0; i < count; ++i) {
        c[i] = power_of(c[i], exponent);
    }
}

RUSHLIGHT_CLONES
void spread(float* c, int count, float contrast)
{
    for (int i = 0; i < count; ++i) {
        c[i] = (c[i] - 0.5F) * contrast + 0.5F;
    }
}

RUSHLIGHT_CLONES
void follow(float* c, int count, const float* table)
{
    for (int i = 0; i < count; ++i) {
        const float held = c[i] < 0 ? 0.0F : c[i] > 1 ? 1.0F : c[i];
        const float at = held * steps;
        const int step = static_cast<int>(at);
        c[i] = table[step] + (table[step + 1] - table[step]) * (at - static_cast<float>(step));
    }
}

RUSHLIGHT_CLONES
void saturate(
    float* __restrict r, float* __restrict g, float* __restrict b, int count, float saturation)
{
    for (int i = 0; i < count; ++i) {
        const float y = 0.2126F * r[i] + 0.7152F * g[i] + 0.0722F * b[i];
        r[i] = y + (r[i] - y) * saturation;
        g[i] = y + (g[i] - y) * saturation;
        b[i] = y + (b[i] - y) * saturation;
    }
}

/// What linear light is multiplied with.
std::array<float, 3> light_of(const Grade& grade)
{
    const double r = std::exp2(grade.temperature / 2);
    const double g = std::exp2(-grade.tint / 2);
    const double b = std::exp2(-grade.temperature / 2);
    const double gain = std::exp2(grade.exposure) / (0.2126 * r + 0.7152 * g + 0.0722 * b);
    return {
        static_cast<float>(r * gain), static_cast<float>(g * gain), static_cast<float>(b * gain)};
}

} // namespace

EffectKind grade_kind()
{
    EffectKind kind{"colour",
                    1,
                    {number_parameter("exposure", "stops", -10, 10, 0),
                     number_parameter("temperature", "", -2, 2, 0),
                     number_parameter("tint", "", -2, 2, 0),
                     number_parameter("contrast", "times", 0, 4, 1),
                     number_parameter("saturation", "times", 0, 4, 1)}};
    for (const char* channel : channels) {
        const std::string end = std::string("_") + channel;
        kind.parameters.push_back(number_parameter(("lift" + end).c_str(), "", -1, 1, 0));
        kind.parameters.push_back(number_parameter(("gamma" + end).c_str(), "", 0.1, 10, 1));
        kind.parameters.push_back(number_parameter(("gain" + end).c_str(), "times", 0, 8, 1));
    }
    kind.parameters.push_back(points_parameter("curve", ""));
    for (const char* channel : channels) {
        kind.parameters.push_back(points_parameter((std::string("curve_") + channel).c_str(), ""));
    }
    return kind;
}

Grade grade_at(const Effect& effect, const Time& time)
{
    static const EffectKind kind = grade_kind();
    const auto number = [&](const std::string& id) {
        return number_of(effect, kind, id, time);
    };
    Grade grade;
    grade.exposure = number("exposure");
    grade.temperature = number("temperature");
    grade.tint = number("tint");
    grade.contrast = number("contrast");
    grade.saturation = number("saturation");
    grade.curves[0] = text_of(effect, kind, "curve");
    for (std::size_t i = 0; i < 3; ++i) {
        const std::string end = std::string("_") + channels[i];
        grade.lift[i] = number("lift" + end);
        grade.gamma[i] = number("gamma" + end);
        grade.gain[i] = number("gain" + end);
        grade.curves[i + 1] = text_of(effect, kind, "curve" + end);
    }
    return grade;
}

RowWork rows_of(const Grade& grade, const Moment&)
{
    const bool in_light = grade.exposure != 0 || grade.temperature != 0 || grade.tint != 0;
    const std::array<float, 3> light = light_of(grade);
    std::array<Table, 4> tables;
    for (std::size_t i = 0; i < tables.size(); ++i) {
        tables[i] = table_of(grade.curves[i]);
    }
    return [grade, in_light, light, tables = std::move(tables)](const RgbaRow& row) {
        float* const planes[] = {row.r, row.g, row.b};
        for (std::size_t i = 0; i < 3; ++i) {
            float* const c = planes[i];
            if (in_light) {
                brighten(c, row.count, light[i]);
            }
            if (grade.lift[i] != 0 || grade.gamma[i] != 1 || grade.gain[i] != 1) {
                turn_wheels(c,
                            row.count,
                            static_cast<float>(grade.lift[i]),
                            static_cast<float>(1 / grade.gamma[i]),
                            static_cast<float>(grade.gain[i]));
            }
            if (grade.contrast != 1) {
                spread(c, row.count, static_cast<float>(grade.contrast));
            }
            for (const Table* table : {&tables[0], &tables[i + 1]}) {
                if (!table->empty()) {
                    follow(c, row.count, table->data());
                }
            }
        }
        if (grade.saturation != 1) {
            saturate(row.r, row.g, row.b, row.count, static_cast<float>(grade.saturation));
        }
    };
}

} // namespace rushlight::editor
