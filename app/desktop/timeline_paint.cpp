#include "app/desktop/timeline_paint.hpp"

#include <QPainter>
#include <QPainterPath>
#include <cmath>

namespace rushlight::app {

namespace {

using editor::TrackKind;

QFont small_font(const QPainter& painter)
{
    QFont font = painter.font();
    font.setPixelSize(12);
    return font;
}

/// Ruler steps: frames that divide well at this rate, far enough apart for a timecode.
std::int64_t label_step(const editor::Timeline& timeline, double pixels_per_frame)
{
    const auto second = std::max<std::int64_t>(1, timeline.rate.round_at(editor::Time(1)));
    for (const std::int64_t frames : {std::int64_t{1},
                                      std::int64_t{2},
                                      std::int64_t{5},
                                      second / 2,
                                      second,
                                      second * 2,
                                      second * 5,
                                      second * 10,
                                      second * 30,
                                      second * 60,
                                      second * 300,
                                      second * 600}) {
        if (frames > 0 && static_cast<double>(frames) * pixels_per_frame >= 96) {
            return frames;
        }
    }
    return second * 3600;
}

void paint_ruler(QPainter& painter, const TimelinePicture& picture)
{
    const Roles& r = roles();
    const TimelineLayout& l = picture.layout;
    painter.fillRect(QRect(0, 0, l.width, ruler_height), r.panel);
    painter.setFont(small_font(painter));
    painter.setClipRect(QRect(TimelineLayout::head_width, 0, l.width, l.height));
    if (picture.in_point || picture.out_point) {
        const double from = l.x_of(static_cast<double>(picture.in_point.value_or(0)));
        const double to = l.x_of(
            static_cast<double>(picture.out_point.value_or(editor::length(picture.timeline))));
        QColor range = r.focus;
        range.setAlphaF(0.25F);
        painter.fillRect(QRectF(from, ruler_height - 8, to - from, 8), range);
    }
    const std::int64_t step = label_step(picture.timeline, l.pixels_per_frame);
    const auto first =
        static_cast<std::int64_t>(std::floor(l.first_frame / static_cast<double>(step))) * step;
    for (std::int64_t frame = std::max<std::int64_t>(0, first);
         l.x_of(static_cast<double>(frame)) < l.width;
         frame += step) {
        const double x = std::round(l.x_of(static_cast<double>(frame))) + 0.5;
        painter.setPen(r.line);
        painter.drawLine(QPointF(x, ruler_height - 8), QPointF(x, ruler_height));
        painter.setPen(r.muted);
        painter.drawText(QPointF(x + 4, 18), timecode(frame, picture.timeline.rate));
    }
    for (const auto& marker : picture.timeline.markers) {
        const double x = l.x_of(static_cast<double>(marker.frame));
        painter.setPen(Qt::NoPen);
        painter.setBrush(QColor(QString::fromStdString(marker.colour)));
        painter.drawPolygon(QPolygonF({{x - 5, 2}, {x + 5, 2}, {x + 5, 8}, {x, 13}, {x - 5, 8}}));
    }
    painter.setClipping(false);
    painter.setPen(r.line);
    painter.drawLine(0, ruler_height - 1, l.width, ruler_height - 1);
}

void paint_head(QPainter& painter, const editor::Track& track, const QRectF& box)
{
    const Roles& r = roles();
    const QRectF head(0, box.top(), TimelineLayout::head_width, box.height());
    painter.fillRect(head, r.panel);
    painter.setPen(r.text);
    QFont font = painter.font();
    font.setPixelSize(13);
    painter.setFont(font);
    painter.drawText(head.adjusted(12, 0, -4, 0),
                     Qt::AlignVCenter | Qt::AlignLeft,
                     QString::fromStdString(track.name));
    const auto button = [&](HeadButton which, const char* on, const char* off, bool active) {
        const QRectF place = head_button_box(box, track.kind, which);
        painter.setOpacity(active ? 1.0 : 0.45);
        icon(active ? on : off).paint(&painter, place.toRect());
        painter.setOpacity(1);
    };
    if (track.kind == TrackKind::video) {
        button(HeadButton::mute_or_hide, "hide", "show", track.hidden);
    } else {
        button(HeadButton::mute_or_hide, "mute", "volume", track.muted);
        button(HeadButton::solo, "solo", "solo", track.solo);
    }
    button(HeadButton::lock, "lock", "lock", track.locked);
    painter.setPen(r.line);
    painter.drawLine(head.topRight(), head.bottomRight());
}

void paint_stills(QPainter& painter,
                  const TimelinePicture& picture,
                  const editor::Item& item,
                  const editor::Media& media,
                  const QRectF& inside)
{
    const double aspect =
        static_cast<double>(picture.timeline.size.width) / picture.timeline.size.height;
    const double width = inside.height() * aspect;
    if (inside.width() < 24) {
        return;
    }
    for (double x = inside.left(); x < inside.right(); x += width) {
        if (x + width < TimelineLayout::head_width || x > picture.layout.width) {
            continue;
        }
        const auto frame =
            static_cast<std::int64_t>((x - inside.left()) / picture.layout.pixels_per_frame);
        const QImage still = picture.pictures->still(
            media,
            editor::shown_time(
                *item.clip, std::min(frame, item.length - 1), picture.timeline.rate));
        if (!still.isNull()) {
            painter.drawImage(QRectF(x, inside.top(), width, inside.height()), still);
        }
    }
}

void paint_peaks(QPainter& painter,
                 const TimelinePicture& picture,
                 const editor::Item& item,
                 const editor::Media& media,
                 const QRectF& inside,
                 const QColor& ink)
{
    const auto count = static_cast<int>(std::clamp(inside.width() / 2, 1.0, 4000.0));
    const editor::Time start = item.clip->source_start;
    const editor::Time end =
        editor::source_time(*item.clip, item.length, editor::Time(editor::sample_rate));
    auto peaks = picture.pictures->peaks(
        media, std::min(start, end), std::max(start, end) - std::min(start, end), count);
    if (end < start) {
        std::reverse(peaks.begin(), peaks.end());
    }
    if (peaks.empty()) {
        return;
    }
    QColor line = ink;
    line.setAlphaF(0.7F);
    painter.setPen(QPen(line, 1));
    const double step = inside.width() / static_cast<double>(peaks.size());
    for (std::size_t i = 0; i < peaks.size(); ++i) {
        const double x = inside.left() + (static_cast<double>(i) + 0.5) * step;
        const double half = std::max(0.5, static_cast<double>(peaks[i]) * inside.height() / 2);
        painter.drawLine(QPointF(x, inside.center().y() - half),
                         QPointF(x, inside.center().y() + half));
    }
}

void paint_item(QPainter& painter, const TimelinePicture& picture, const editor::Place& place)
{
    const Roles& r = roles();
    const auto& track = *picture.timeline.tracks[place.track];
    const editor::Item& item = track.items.at(place.item);
    const QRectF box = picture.layout.item_box(picture.timeline, place).adjusted(0.5, 1, -0.5, -1);
    if (item.is_gap() || box.right() < TimelineLayout::head_width ||
        box.left() > picture.layout.width) {
        return;
    }
    const auto* const media = std::get_if<editor::Media>(&item.clip->source);
    const ClipState state = picture.pictures != nullptr && media != nullptr
                                ? picture.pictures->state(*item.clip, track.kind)
                            : media == nullptr               ? ClipState::captions
                            : track.kind == TrackKind::audio ? ClipState::sound
                                                             : ClipState::filmed;
    const QColor fill = fill_of(state);
    const QColor ink = label_on(fill);
    painter.save();
    QPainterPath shape;
    shape.addRoundedRect(box, 3, 3);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setClipPath(shape, Qt::IntersectClip);
    painter.fillRect(box, fill);
    const QRectF strip(box.left(), box.top(), box.width(), 18);
    const QRectF inside = box.adjusted(0, 18, 0, 0);
    if (picture.pictures != nullptr && media != nullptr) {
        if (track.kind == TrackKind::video) {
            paint_stills(painter, picture, item, *media, inside);
        } else {
            paint_peaks(painter, picture, item, *media, inside.adjusted(0, 2, 0, -2), ink);
        }
    }
    if (contrast(ink, fill) < 4.5) {
        painter.fillRect(strip, fill.darker(150));
    }
    paint_state_mark(painter,
                     QRectF(box.left(), box.top() - 4, box.width(), box.height() + 4),
                     state,
                     picture.phase);
    if (state == ClipState::running && picture.pictures != nullptr) {
        painter.fillRect(QRectF(box.left(),
                                box.bottom() - 4,
                                box.width() * picture.pictures->progress(*item.clip),
                                4),
                         ink);
    }
    painter.setFont(small_font(painter));
    painter.setPen(contrast(ink, fill) < 4.5 ? QColor("#FFFFFF") : ink);
    double text_left = std::max(box.left(), static_cast<double>(TimelineLayout::head_width)) + 6;
    if (media != nullptr && picture.pictures != nullptr && picture.pictures->generated(*media) &&
        box.width() > 40) {
        icon("generate").paint(&painter, QRectF(text_left - 2, strip.top() + 2, 14, 14).toRect());
        text_left += 14;
    }
    const QString name = QString::fromStdString(item.clip->name);
    painter.drawText(
        QRectF(text_left, strip.top(), box.right() - text_left - 22, strip.height()),
        Qt::AlignVCenter | Qt::AlignLeft,
        painter.fontMetrics().elidedText(
            name, Qt::ElideRight, static_cast<int>(std::max(0.0, box.right() - text_left - 22))));
    painter.restore();
    if (picture.selection.count(item.id) != 0) {
        painter.save();
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(r.focus, 2));
        painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 3, 3);
        painter.restore();
    }
    if (item.transition) {
        const double before =
            TimelineLayout::frames_of(picture.timeline, track.kind, item.transition->before) *
            picture.layout.pixels_per_frame;
        const double after =
            TimelineLayout::frames_of(picture.timeline, track.kind, item.transition->after) *
            picture.layout.pixels_per_frame;
        const QRectF overlap(box.left() - before, box.bottom() - 20, before + after, 20);
        painter.save();
        painter.setRenderHint(QPainter::Antialiasing);
        QColor veil = r.canvas;
        veil.setAlphaF(0.72F);
        painter.setPen(QPen(r.text, 1));
        painter.setBrush(veil);
        painter.drawRoundedRect(overlap, 3, 3);
        painter.drawLine(overlap.topLeft(), overlap.bottomRight());
        painter.drawLine(overlap.bottomLeft(), overlap.topRight());
        painter.restore();
    }
}

} // namespace

QString timecode(std::int64_t frame, const editor::Time& rate)
{
    const auto base = std::max<std::int64_t>(1, rate.round_at(editor::Time(1)));
    const std::int64_t seconds = frame / base;
    return QStringLiteral("%1:%2:%3:%4")
        .arg(seconds / 3600, 2, 10, QLatin1Char('0'))
        .arg(seconds / 60 % 60, 2, 10, QLatin1Char('0'))
        .arg(seconds % 60, 2, 10, QLatin1Char('0'))
        .arg(frame % base, 2, 10, QLatin1Char('0'));
}

QRectF head_button_box(const QRectF& track_box, TrackKind kind, HeadButton button)
{
    const int from_right = button == HeadButton::lock   ? 1
                           : button == HeadButton::solo ? 2
                                                        : (kind == TrackKind::audio ? 3 : 2);
    return {static_cast<double>(TimelineLayout::head_width - 4 - from_right * 26),
            track_box.center().y() - 10,
            20,
            20};
}

void paint_timeline(QPainter& painter, const TimelinePicture& picture)
{
    const Roles& r = roles();
    const TimelineLayout& l = picture.layout;
    painter.fillRect(QRect(0, 0, l.width, l.height), r.canvas);
    for (std::size_t track = 0; track < picture.timeline.tracks.size(); ++track) {
        const QRectF box = l.track_box(picture.timeline, track);
        if (box.bottom() < ruler_height || box.top() > l.height) {
            continue;
        }
        const auto& one = *picture.timeline.tracks[track];
        QColor lane = r.panel;
        lane.setAlphaF(0.5F);
        painter.fillRect(QRectF(TimelineLayout::head_width, box.top(), l.width, box.height()),
                         lane);
        painter.save();
        painter.setClipRect(QRectF(TimelineLayout::head_width, ruler_height, l.width, l.height));
        painter.setOpacity(one.hidden || one.muted ? 0.45 : 1.0);
        for (std::size_t item = 0; item < one.items.size(); ++item) {
            paint_item(painter, picture, {track, item});
        }
        painter.restore();
        painter.save();
        painter.setClipRect(QRect(0, ruler_height, l.width, l.height));
        paint_head(painter, one, box);
        painter.restore();
    }
    paint_ruler(painter, picture);
    if (editor::length(picture.timeline) == 0) {
        QFont font = painter.font();
        font.setPixelSize(15);
        painter.setFont(font);
        painter.setPen(r.muted);
        painter.drawText(QRect(TimelineLayout::head_width,
                               ruler_height,
                               l.width - TimelineLayout::head_width,
                               l.height - ruler_height),
                         Qt::AlignCenter,
                         QObject::tr("Drop footage here, or press Generate for a first shot"));
    }
    if (picture.drop) {
        const QRectF box = l.track_box(picture.timeline, picture.drop->second);
        painter.fillRect(
            QRectF(l.x_of(static_cast<double>(picture.drop->first)), box.top(), 3, box.height()),
            r.focus);
    }
    painter.setClipRect(QRect(TimelineLayout::head_width, 0, l.width, l.height));
    if (picture.snap_line) {
        painter.setPen(QPen(r.focus, 1, Qt::DashLine));
        const double x = l.x_of(static_cast<double>(*picture.snap_line));
        painter.drawLine(QPointF(x, ruler_height), QPointF(x, l.height));
    }
    const double x = std::round(l.x_of(static_cast<double>(picture.playhead))) + 0.5;
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(r.flame, 1.5));
    painter.drawLine(QPointF(x, 12), QPointF(x, l.height));
    painter.setPen(Qt::NoPen);
    painter.setBrush(r.flame);
    painter.drawPolygon(QPolygonF({{x - 6, ruler_height - 16.0},
                                   {x + 6, ruler_height - 16.0},
                                   {x + 6, ruler_height - 8.0},
                                   {x, ruler_height - 1.0},
                                   {x - 6, ruler_height - 8.0}}));
    painter.setClipping(false);
    if (picture.focused) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(r.focus, 2));
        painter.drawRect(QRectF(1, 1, l.width - 2, l.height - 2));
    }
}

} // namespace rushlight::app
