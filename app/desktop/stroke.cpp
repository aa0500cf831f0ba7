#include "app/desktop/stroke.hpp"

#include <QLineF>
#include <algorithm>
#include <cmath>

namespace rushlight::app {

namespace {

double distance_to_segment(const QPointF& point, const QPointF& from, const QPointF& to)
{
    const QPointF along = to - from;
    const double length = QPointF::dotProduct(along, along);
    const double share =
        length > 0 ? std::clamp(QPointF::dotProduct(point - from, along) / length, 0.0, 1.0) : 0;
    return QLineF(point, from + share * along).length();
}

void keep(
    const QPolygonF& line, qsizetype first, qsizetype last, double off, std::vector<bool>& kept)
{
    double most = off;
    qsizetype farthest = -1;
    for (qsizetype i = first + 1; i < last; ++i) {
        const double distance = distance_to_segment(line[i], line[first], line[last]);
        if (distance > most) {
            most = distance;
            farthest = i;
        }
    }
    if (farthest >= 0) {
        kept[static_cast<std::size_t>(farthest)] = true;
        keep(line, first, farthest, off, kept);
        keep(line, farthest, last, off, kept);
    }
}

} // namespace

QPolygonF simplified(const QPolygonF& line, double off)
{
    if (line.size() < 3) {
        return line;
    }
    std::vector<bool> kept(static_cast<std::size_t>(line.size()), false);
    kept.front() = true;
    kept.back() = true;
    keep(line, 0, line.size() - 1, off, kept);
    QPolygonF fewer;
    for (qsizetype i = 0; i < line.size(); ++i) {
        if (kept[static_cast<std::size_t>(i)]) {
            fewer.append(line[i]);
        }
    }
    return fewer;
}

QPointF centre_of(const QPolygonF& polygon)
{
    QPointF sum;
    QPointF points;
    double area = 0;
    for (qsizetype i = 0; i < polygon.size(); ++i) {
        const QPointF& a = polygon[i];
        const QPointF& b = polygon[(i + 1) % polygon.size()];
        const double cross = a.x() * b.y() - b.x() * a.y();
        area += cross;
        sum += cross * (a + b);
        points += a;
    }
    return std::abs(area) > 1e-12
               ? sum / (3 * area)
               : points / static_cast<double>(std::max<qsizetype>(1, polygon.size()));
}

std::vector<std::array<double, 3>> timed(const QPolygonF& line)
{
    double whole = 0;
    for (qsizetype i = 1; i < line.size(); ++i) {
        whole += QLineF(line[i - 1], line[i]).length();
    }
    std::vector<std::array<double, 3>> path;
    double gone = 0;
    for (qsizetype i = 0; i < line.size() && whole > 0; ++i) {
        gone += i > 0 ? QLineF(line[i - 1], line[i]).length() : 0;
        const double t = i + 1 == line.size() ? 1 : gone / whole;
        if (path.empty() || t > path.back()[2]) { // times rise from point to point
            path.push_back({line[i].x(), line[i].y(), t});
        }
    }
    return path;
}

QPointF at_time(const std::vector<std::array<double, 3>>& path, double t)
{
    if (path.empty()) {
        return {};
    }
    for (std::size_t i = 1; i < path.size(); ++i) {
        if (t <= path[i][2]) {
            const auto& a = path[i - 1];
            const auto& b = path[i];
            const double share = std::clamp((t - a[2]) / (b[2] - a[2]), 0.0, 1.0);
            return {a[0] + share * (b[0] - a[0]), a[1] + share * (b[1] - a[1])};
        }
    }
    return {path.back()[0], path.back()[1]};
}

} // namespace rushlight::app
