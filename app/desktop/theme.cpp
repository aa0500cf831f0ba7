#include "app/desktop/theme.hpp"

#include <QApplication>
#include <QDir>
#include <QFile>
#include <QFontDatabase>
#include <QIconEngine>
#include <QPainter>
#include <QPainterPath>
#include <QPixmapCache>
#include <QProxyStyle>
#include <QStyleFactory>
#include <QStyleOption>
#include <QSvgRenderer>
#include <cmath>

/// A static library's resources register themselves only when asked; Qt wants this outside every
/// namespace.
static void register_icons()
{
    Q_INIT_RESOURCE(icons);
}

namespace rushlight::app {

namespace {

Roles current; // of this process's one QApplication, set by apply_theme on the UI thread
ThemeName current_name = ThemeName::dark;

double linear(double channel)
{
    return channel <= 0.04045 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
}

double luminance(const QColor& colour)
{
    return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) +
           0.0722 * linear(colour.blueF());
}

QPalette palette_of(const Roles& r)
{
    QPalette palette;
    palette.setColor(QPalette::Window, r.panel);
    palette.setColor(QPalette::WindowText, r.text);
    palette.setColor(QPalette::Base, r.raised);
    palette.setColor(QPalette::AlternateBase, r.panel);
    palette.setColor(QPalette::Text, r.text);
    palette.setColor(QPalette::Button, r.raised);
    palette.setColor(QPalette::ButtonText, r.text);
    palette.setColor(QPalette::BrightText, r.text);
    palette.setColor(QPalette::ToolTipBase, r.raised);
    palette.setColor(QPalette::ToolTipText, r.text);
    palette.setColor(QPalette::PlaceholderText, r.muted);
    palette.setColor(QPalette::Highlight, r.focus);
    palette.setColor(QPalette::HighlightedText, label_on(r.focus));
    palette.setColor(QPalette::Link, r.focus);
    palette.setColor(QPalette::Light, r.line);
    palette.setColor(QPalette::Midlight, r.line);
    palette.setColor(QPalette::Mid, r.line);
    palette.setColor(QPalette::Dark, r.canvas);
    palette.setColor(QPalette::Shadow, r.canvas);
    for (const auto role :
         {QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::PlaceholderText}) {
        QColor faded = r.muted;
        faded.setAlphaF(0.6F);
        palette.setColor(QPalette::Disabled, role, faded);
    }
    return palette;
}

/// Fusion with flat controls: one line of separation, a ring of two pixels for the focus, rounded
/// fields.
class Style : public QProxyStyle {
public:
    Style()
        : QProxyStyle(QStyleFactory::create(QStringLiteral("Fusion")))
    {
    }

    int pixelMetric(PixelMetric metric,
                    const QStyleOption* option,
                    const QWidget* widget) const override
    {
        switch (metric) {
        case PM_DockWidgetSeparatorExtent:
        case PM_SplitterWidth:
            return 4;
        case PM_DockWidgetTitleMargin:
            return spacing[1];
        case PM_ScrollBarExtent:
            return 12;
        case PM_LayoutLeftMargin:
        case PM_LayoutRightMargin:
        case PM_LayoutTopMargin:
        case PM_LayoutBottomMargin:
            return spacing[2];
        case PM_LayoutHorizontalSpacing:
        case PM_LayoutVerticalSpacing:
            return spacing[1];
        case PM_ToolBarIconSize:
        case PM_ButtonIconSize:
        case PM_SmallIconSize:
            return 20;
        default:
            return QProxyStyle::pixelMetric(metric, option, widget);
        }
    }

    int styleHint(StyleHint hint,
                  const QStyleOption* option,
                  const QWidget* widget,
                  QStyleHintReturn* result) const override
    {
        if (hint == SH_ToolTip_WakeUpDelay) {
            return 500;
        }
        return QProxyStyle::styleHint(hint, option, widget, result);
    }

    QSize sizeFromContents(ContentsType type,
                           const QStyleOption* option,
                           const QSize& size,
                           const QWidget* widget) const override
    {
        QSize result = QProxyStyle::sizeFromContents(type, option, size, widget);
        if (type == CT_PushButton || type == CT_ComboBox || type == CT_LineEdit ||
            type == CT_SpinBox) {
            result.setHeight(std::max(result.height(), control_height));
        }
        return result;
    }

    void drawPrimitive(PrimitiveElement element,
                       const QStyleOption* option,
                       QPainter* painter,
                       const QWidget* widget) const override
    {
        const QRectF box = QRectF(option->rect).adjusted(0.5, 0.5, -0.5, -0.5);
        switch (element) {
        case PE_FrameFocusRect:
            painter->save();
            painter->setRenderHint(QPainter::Antialiasing);
            painter->setPen(QPen(current.focus, 2));
            painter->setBrush(Qt::NoBrush);
            painter->drawRoundedRect(QRectF(option->rect).adjusted(1, 1, -1, -1), 5, 5);
            painter->restore();
            return;
        case PE_PanelLineEdit:
        case PE_FrameLineEdit: {
            painter->save();
            painter->setRenderHint(QPainter::Antialiasing);
            const bool focused = option->state.testFlag(State_HasFocus);
            painter->setPen(QPen(focused ? current.focus : current.line, focused ? 2 : 1));
            painter->setBrush(element == PE_PanelLineEdit ? QBrush(current.raised)
                                                          : QBrush(Qt::NoBrush));
            painter->drawRoundedRect(focused ? box.adjusted(0.5, 0.5, -0.5, -0.5) : box, 6, 6);
            painter->restore();
            return;
        }
        case PE_PanelButtonCommand: {
            painter->save();
            painter->setRenderHint(QPainter::Antialiasing);
            // a default button is the one thing to press next
            const auto* const button = qstyleoption_cast<const QStyleOptionButton*>(option);
            const bool next = button != nullptr &&
                              button->features.testFlag(QStyleOptionButton::DefaultButton) &&
                              option->state.testFlag(State_Enabled);
            QColor fill = next ? current.flame : current.raised;
            if (option->state.testFlag(State_Sunken)) {
                fill = fill.darker(112);
            } else if (option->state.testFlag(State_MouseOver) &&
                       option->state.testFlag(State_Enabled)) {
                fill = fill.lighter(108);
            }
            painter->setPen(next ? QPen(Qt::NoPen) : QPen(current.line, 1));
            painter->setBrush(fill);
            painter->drawRoundedRect(box, 6, 6);
            if (option->state.testFlag(State_HasFocus)) {
                painter->setPen(QPen(current.focus, 2));
                painter->setBrush(Qt::NoBrush);
                painter->drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 6, 6);
            }
            painter->restore();
            return;
        }
        case PE_IndicatorCheckBox: {
            painter->save();
            painter->setRenderHint(QPainter::Antialiasing);
            const bool on = option->state.testFlag(State_On);
            painter->setPen(QPen(on ? current.text : current.muted, 1.5));
            painter->setBrush(current.raised);
            painter->drawRoundedRect(box.adjusted(1, 1, -1, -1), 3, 3);
            if (on) {
                painter->drawPolyline(
                    QPolygonF({QPointF(box.left() + box.width() * 0.27, box.center().y()),
                               QPointF(box.left() + box.width() * 0.44, box.bottom() - 4),
                               QPointF(box.right() - 3.5, box.top() + 4)}));
            }
            painter->restore();
            return;
        }
        case PE_IndicatorDockWidgetResizeHandle: // the canvas shows between the docks
            return;
        case PE_Frame:
            if (widget != nullptr && widget->inherits("QPlainTextEdit")) {
                painter->save();
                painter->setRenderHint(QPainter::Antialiasing);
                const bool focused = option->state.testFlag(State_HasFocus);
                painter->setPen(QPen(focused ? current.focus : current.line, focused ? 2 : 1));
                painter->setBrush(Qt::NoBrush);
                painter->drawRoundedRect(focused ? box.adjusted(0.5, 0.5, -0.5, -0.5) : box, 6, 6);
                painter->restore();
                return;
            }
            QProxyStyle::drawPrimitive(element, option, painter, widget);
            return;
        case PE_PanelButtonTool:
            if (option->state.testFlag(State_On) || option->state.testFlag(State_MouseOver) ||
                option->state.testFlag(State_Sunken)) {
                painter->save();
                painter->setRenderHint(QPainter::Antialiasing);
                painter->setPen(Qt::NoPen);
                painter->setBrush(option->state.testFlag(State_On) ? current.line : current.raised);
                painter->drawRoundedRect(box, 6, 6);
                painter->restore();
            }
            return;
        case PE_FrameTabWidget:
        case PE_FrameDockWidget:
        case PE_FrameMenu:
            painter->setPen(current.line);
            if (element == PE_FrameMenu) {
                painter->drawRect(option->rect.adjusted(0, 0, -1, -1));
            }
            return;
        default:
            QProxyStyle::drawPrimitive(element, option, painter, widget);
        }
    }

    QRect subControlRect(ComplexControl control,
                         const QStyleOptionComplex* option,
                         SubControl part,
                         const QWidget* widget) const override
    {
        const auto* const bar = qstyleoption_cast<const QStyleOptionSlider*>(option);
        if (control != CC_ScrollBar || bar == nullptr) {
            return QProxyStyle::subControlRect(control, option, part, widget);
        }
        // a handle and nothing else
        const bool upright = bar->orientation == Qt::Vertical;
        const int room = upright ? bar->rect.height() : bar->rect.width();
        const int range = bar->maximum - bar->minimum;
        const int length =
            range == 0 ? room
                       : std::clamp(static_cast<int>(static_cast<qint64>(room) * bar->pageStep /
                                                     (range + bar->pageStep)),
                                    std::min(24, room),
                                    room);
        const int start = sliderPositionFromValue(
            bar->minimum, bar->maximum, bar->sliderPosition, room - length, bar->upsideDown);
        const auto stretch = [&](int from, int size) {
            return upright ? QRect(bar->rect.left(), from, bar->rect.width(), size)
                           : QRect(from, bar->rect.top(), size, bar->rect.height());
        };
        switch (part) {
        case SC_ScrollBarSlider:
            return stretch(start, length);
        case SC_ScrollBarGroove:
            return bar->rect;
        case SC_ScrollBarSubPage:
            return stretch(0, start);
        case SC_ScrollBarAddPage:
            return stretch(start + length, room - start - length);
        default:
            return {};
        }
    }

    void drawComplexControl(ComplexControl control,
                            const QStyleOptionComplex* option,
                            QPainter* painter,
                            const QWidget* widget) const override
    {
        if (control != CC_ScrollBar) {
            QProxyStyle::drawComplexControl(control, option, painter, widget);
            return;
        }
        const QRectF handle = QRectF(subControlRect(control, option, SC_ScrollBarSlider, widget))
                                  .adjusted(3, 3, -3, -3);
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        painter->setPen(Qt::NoPen);
        QColor fill = current.muted;
        fill.setAlphaF(option->state.testFlag(State_MouseOver) ? 0.7F : 0.4F);
        painter->setBrush(fill);
        painter->drawRoundedRect(handle, 3, 3);
        painter->restore();
    }

    void drawControl(ControlElement element,
                     const QStyleOption* option,
                     QPainter* painter,
                     const QWidget* widget) const override
    {
        if (element == CE_PushButtonLabel) {
            const auto* const button = qstyleoption_cast<const QStyleOptionButton*>(option);
            if (button != nullptr && button->features.testFlag(QStyleOptionButton::DefaultButton) &&
                option->state.testFlag(State_Enabled)) {
                QStyleOptionButton copy = *button;
                copy.palette.setColor(QPalette::ButtonText, current.on_flame);
                if (!copy.icon.isNull()) { // drawn in the text's colour on the flame
                    QPixmap drawing =
                        copy.icon.pixmap(copy.iconSize, painter->device()->devicePixelRatio());
                    QPainter ink(&drawing);
                    ink.setCompositionMode(QPainter::CompositionMode_SourceIn);
                    ink.fillRect(drawing.rect(), current.on_flame);
                    ink.end();
                    copy.icon = QIcon(drawing);
                }
                QProxyStyle::drawControl(element, &copy, painter, widget);
                return;
            }
        }
        if (element == CE_Splitter) {
            return;
        }
        if (element == CE_TabBarTabShape) {
            const bool selected = option->state.testFlag(State_Selected);
            painter->fillRect(option->rect, selected ? current.panel : current.canvas);
            if (selected) {
                painter->fillRect(
                    QRect(option->rect.left(), option->rect.bottom() - 1, option->rect.width(), 2),
                    current.text);
            }
            return;
        }
        QProxyStyle::drawControl(element, option, painter, widget);
    }
};

QByteArray drawing(const QString& name)
{
    QFile file(QStringLiteral(":/icons/%1.svg").arg(name));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// A drawing in the colours of the theme that is in use when it is painted.
class DrawingEngine : public QIconEngine {
public:
    DrawingEngine(QByteArray svg, bool accent)
        : svg_(std::move(svg))
        , accent_(accent)
    {
    }

    [[nodiscard]] QIconEngine* clone() const override { return new DrawingEngine(*this); }

    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State) override
    {
        const QColor& colour = mode == QIcon::Disabled ? current.muted
                               : accent_               ? current.flame
                                                       : current.text;
        const QString key = QStringLiteral("drawing %1 %2 %3 %4")
                                .arg(qHash(svg_))
                                .arg(colour.name())
                                .arg(size.width())
                                .arg(size.height());
        QPixmap pixmap;
        if (!QPixmapCache::find(key, &pixmap)) {
            QByteArray inked = svg_;
            inked.replace("currentColor", colour.name().toUtf8());
            QSvgRenderer renderer(inked);
            pixmap = QPixmap(size);
            pixmap.fill(Qt::transparent);
            QPainter painter(&pixmap);
            renderer.render(&painter);
            painter.end();
            QPixmapCache::insert(key, pixmap);
        }
        return pixmap;
    }

    void paint(QPainter* painter, const QRect& box, QIcon::Mode mode, QIcon::State state) override
    {
        const double pixels = painter->device()->devicePixelRatioF();
        painter->drawPixmap(box, pixmap(box.size() * pixels, mode, state));
    }

private:
    QByteArray svg_;
    bool accent_;
};

} // namespace

Roles roles_of(ThemeName name, const QPalette& desktop)
{
    const QColor monitor("#0B0B0C");
    switch (name) {
    case ThemeName::dark:
        return {"#121315",
                "#1B1D20",
                "#24272B",
                "#34383E",
                "#E9E7E2",
                "#A6A8AB",
                "#F0B45A",
                "#1D1405",
                "#7FB2FF",
                "#7CC78A",
                "#FF8A7A",
                monitor};
    case ThemeName::light:
        return {"#E9E7E2",
                "#F6F5F2",
                "#FFFFFF",
                "#CFCBC3",
                "#1D1E20",
                "#5B5D60",
                "#8A5300",
                "#FFFFFF",
                "#1F5FBF",
                "#22703A",
                "#B3261E",
                monitor};
    case ThemeName::high_contrast:
        return {desktop.color(QPalette::Window),
                desktop.color(QPalette::Window),
                desktop.color(QPalette::Base),
                desktop.color(QPalette::WindowText),
                desktop.color(QPalette::WindowText),
                desktop.color(QPalette::Text),
                desktop.color(QPalette::Highlight),
                desktop.color(QPalette::HighlightedText),
                desktop.color(QPalette::Highlight),
                desktop.color(QPalette::WindowText),
                desktop.color(QPalette::WindowText),
                monitor};
    }
    return {};
}

QColor fill_of(ClipState state)
{
    switch (state) {
    case ClipState::placeholder:
        return "#5C6370";
    case ClipState::queued:
        return "#5B7FA6";
    case ClipState::running:
        return "#4FA3A5";
    case ClipState::draft:
        return "#8B7FBF";
    case ClipState::final_take:
        return "#5E9C6B";
    case ClipState::stale:
        return "#B08A3E";
    case ClipState::failed:
        return "#C05A4E";
    case ClipState::blocked:
        return "#8E4A6B";
    case ClipState::filmed:
        return "#4A5A6B";
    case ClipState::sound:
        return "#3F6A58";
    case ClipState::captions:
        return "#6B5A7A";
    }
    return {};
}

QColor label_on(const QColor& fill)
{
    const QColor dark("#121315");
    const QColor light("#FFFFFF");
    return contrast(dark, fill) >= contrast(light, fill) ? dark : light;
}

double contrast(const QColor& a, const QColor& b)
{
    const double x = luminance(a);
    const double y = luminance(b);
    return (std::max(x, y) + 0.05) / (std::min(x, y) + 0.05);
}

void paint_state_mark(QPainter& painter, const QRectF& box, ClipState state, double phase)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setClipRect(box);
    const QColor ink = label_on(fill_of(state));
    const QRectF mark(
        box.right() - 22, box.top() + 6, 14, 14); // icons stand in the upper right corner
    const QPointF centre = mark.center();
    painter.setPen(QPen(ink, 1.5, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.setBrush(Qt::NoBrush);
    switch (state) {
    case ClipState::placeholder: {
        QPen dashed(ink, 1.5, Qt::DashLine);
        painter.setPen(dashed);
        painter.drawRoundedRect(box.adjusted(1.5, 1.5, -1.5, -1.5), 3, 3);
        break;
    }
    case ClipState::queued:
        painter.drawEllipse(mark.adjusted(1, 1, -1, -1));
        painter.drawLine(centre, centre + QPointF(0, -4));
        painter.drawLine(centre, centre + QPointF(3, 0));
        break;
    case ClipState::running: {
        QColor hatch = ink;
        hatch.setAlphaF(0.28F);
        painter.setPen(QPen(hatch, 5));
        const double step = 16;
        for (double x = box.left() - box.height() + phase * step; x < box.right() + step;
             x += step) {
            painter.drawLine(QPointF(x, box.bottom()), QPointF(x + box.height(), box.top()));
        }
        break;
    }
    case ClipState::draft: // a pencil
        painter.drawPolygon(QPolygonF({mark.bottomLeft() + QPointF(1, -1),
                                       mark.bottomLeft() + QPointF(2, -5),
                                       mark.topRight() + QPointF(-4, 1),
                                       mark.topRight() + QPointF(-1, 4),
                                       mark.bottomLeft() + QPointF(5, -2)}));
        break;
    case ClipState::stale: // a folded corner
        painter.setPen(Qt::NoPen);
        painter.setBrush(ink);
        painter.drawPolygon(QPolygonF(
            {box.topRight(), box.topRight() + QPointF(-14, 0), box.topRight() + QPointF(0, 14)}));
        break;
    case ClipState::failed:
        painter.drawLine(mark.topLeft() + QPointF(2, 2), mark.bottomRight() - QPointF(2, 2));
        painter.drawLine(mark.topRight() + QPointF(-2, 2), mark.bottomLeft() + QPointF(2, -2));
        break;
    case ClipState::blocked:
        painter.drawRoundedRect(QRectF(mark.left() + 2, centre.y() - 1, 10, 7), 1.5, 1.5);
        painter.drawArc(QRectF(mark.left() + 4, mark.top(), 6, 9), 0, 180 * 16);
        break;
    case ClipState::final_take:
    case ClipState::filmed:
    case ClipState::sound:
    case ClipState::captions:
        break;
    }
    painter.restore();
}

void apply_theme(QApplication& application, ThemeName name)
{
    register_icons();
    current = roles_of(name, QApplication::palette());
    current_name = name;
    application.setStyle(new Style); // the application owns it
    application.setPalette(palette_of(current));
    QFont font = application.font();
    const QStringList families = QFontDatabase::families();
    if (families.contains(QStringLiteral("Inter"))) {
        font.setFamily(QStringLiteral("Inter"));
    }
    font.setPixelSize(13);
    font.setStyleStrategy(QFont::PreferAntialias);
    application.setFont(font);
}

const Roles& roles()
{
    return current;
}

ThemeName theme_in_use()
{
    return current_name;
}

QIcon icon(const char* name, bool accent)
{
    const QByteArray svg = drawing(QString::fromLatin1(name));
    if (svg.isEmpty()) {
        return {};
    }
    return QIcon(new DrawingEngine(svg, accent)); // the icon owns it
}

std::vector<QString> icon_names()
{
    std::vector<QString> names;
    for (const QString& file :
         QDir(QStringLiteral(":/icons")).entryList({QStringLiteral("*.svg")})) {
        names.push_back(file.chopped(4));
    }
    return names;
}

} // namespace rushlight::app
