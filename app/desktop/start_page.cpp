#include "app/desktop/start_page.hpp"

#include "app/desktop/theme.hpp"

#include <QLabel>
#include <QListWidget>
#include <QPainter>
#include <QPushButton>
#include <QStyledItemDelegate>
#include <QSvgRenderer>
#include <QVBoxLayout>

namespace rushlight::app {

namespace {

QLabel* line(const QString& text, int pixels, const QColor& colour, QWidget* parent)
{
    auto* const label = new QLabel(text, parent);
    QFont font = label->font();
    font.setPixelSize(pixels);
    label->setFont(font);
    QPalette palette = label->palette();
    palette.setColor(QPalette::WindowText, colour);
    label->setPalette(palette);
    label->setForegroundRole(QPalette::WindowText);
    return label;
}

/// The rushlight, drawn from the program's icon.
class Flame : public QWidget {
public:
    explicit Flame(QWidget* parent)
        : QWidget(parent)
    {
        setFixedSize(72, 72);
    }

protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter painter(this);
        QSvgRenderer drawing(QStringLiteral(":/icons/app/rushlight.svg"));
        drawing.render(&painter, rect());
    }
};

/// A project in two lines: its name, where it lies and when it was open.
class RecentDelegate : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const override
    {
        return {200, 56};
    }

    void paint(QPainter* painter,
               const QStyleOptionViewItem& option,
               const QModelIndex& index) const override
    {
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        const QRectF box = QRectF(option.rect).adjusted(2, 2, -2, -2);
        const bool over = option.state.testFlag(QStyle::State_MouseOver);
        painter->setPen(Qt::NoPen);
        painter->setBrush(over ? roles().line : roles().raised);
        painter->drawRoundedRect(box, 6, 6);
        if (option.state.testFlag(QStyle::State_Selected) &&
            option.state.testFlag(QStyle::State_HasFocus)) {
            painter->setPen(QPen(roles().focus, 2));
            painter->setBrush(Qt::NoBrush);
            painter->drawRoundedRect(box.adjusted(1, 1, -1, -1), 6, 6);
        }
        const QRectF text = box.adjusted(spacing[2], spacing[1], -spacing[2], -spacing[1]);
        painter->setPen(roles().text);
        QFont font = option.font;
        font.setPixelSize(15);
        painter->setFont(font);
        painter->drawText(
            text, Qt::AlignLeft | Qt::AlignTop, index.data(Qt::DisplayRole).toString());
        font.setPixelSize(12);
        painter->setFont(font);
        painter->setPen(roles().muted);
        const QString when = index.data(Qt::UserRole + 1).toString();
        painter->drawText(text, Qt::AlignRight | Qt::AlignTop, when);
        painter->drawText(text,
                          Qt::AlignLeft | Qt::AlignBottom,
                          painter->fontMetrics().elidedText(index.data(Qt::UserRole).toString(),
                                                            Qt::ElideMiddle,
                                                            static_cast<int>(text.width())));
        painter->restore();
    }
};

QPushButton* button(const QString& text,
                    const char* drawing,
                    QWidget* parent,
                    const std::function<void()>& press)
{
    auto* const one = new QPushButton(icon(drawing), text, parent);
    QObject::connect(one, &QPushButton::clicked, one, [press] { press(); });
    return one;
}

} // namespace

QWidget* make_start_page(const StartPage& page, QWidget* parent)
{
    auto* const ground = new QWidget(parent);
    ground->setAutoFillBackground(true);
    ground->setBackgroundRole(QPalette::Dark); // the canvas
    auto* const across = new QHBoxLayout(ground);
    auto* const middle = new QWidget(ground);
    middle->setFixedWidth(560);
    across->addStretch();
    across->addWidget(middle);
    across->addStretch();
    auto* const column = new QVBoxLayout(middle);
    column->setSpacing(spacing[3]);
    column->addStretch(1);

    auto* const head = new QHBoxLayout;
    head->setSpacing(spacing[3]);
    head->addWidget(new Flame(middle));
    auto* const words = new QVBoxLayout;
    words->setSpacing(spacing[0]);
    words->addWidget(line(QStringLiteral("Rushlight"), 28, roles().text, middle));
    words->addWidget(
        line(QObject::tr("A film studio for one person. Nothing leaves this computer."),
             13,
             roles().muted,
             middle));
    head->addLayout(words, 1);
    column->addLayout(head);

    auto* const buttons = new QHBoxLayout;
    buttons->setSpacing(spacing[1]);
    auto* const create = button(QObject::tr("New film…"), "add", middle, page.create);
    create->setDefault(true);
    create->setObjectName(QStringLiteral("start.new"));
    buttons->addWidget(create);
    auto* const open = button(QObject::tr("Open…"), "folder", middle, page.choose);
    open->setObjectName(QStringLiteral("start.open"));
    buttons->addWidget(open);
    if (page.sample) {
        auto* const sample = button(QObject::tr("Open the sample"), "film", middle, page.sample);
        sample->setObjectName(QStringLiteral("start.sample"));
        buttons->addWidget(sample);
    }
    buttons->addStretch();
    column->addLayout(buttons);

    column->addWidget(line(page.recents.empty()
                               ? QObject::tr("Films that you open are listed here.")
                               : QObject::tr("Recent films"),
                           page.recents.empty() ? 13 : 15,
                           roles().muted,
                           middle));
    if (!page.recents.empty()) {
        auto* const list = new QListWidget(middle);
        list->setObjectName(QStringLiteral("start.recents"));
        list->setAccessibleName(QObject::tr("Recent films"));
        list->setItemDelegate(new RecentDelegate(list));
        list->setFrameShape(QFrame::NoFrame);
        list->viewport()->setAutoFillBackground(false);
        list->setMouseTracking(true);
        list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
        for (const auto& recent : page.recents) {
            auto* const item = new QListWidgetItem(recent.name, list);
            item->setData(Qt::UserRole, QString::fromStdString(recent.folder.string()));
            item->setData(Qt::UserRole + 1, recent.opened);
        }
        list->setCurrentRow(0);
        list->setMinimumHeight(std::min(6, list->count()) * 56 + spacing[1]);
        QObject::connect(list,
                         &QListWidget::itemActivated,
                         list,
                         [open_it = page.open](const QListWidgetItem* item) {
                             open_it(item->data(Qt::UserRole).toString().toStdString());
                         });
        QObject::connect(list,
                         &QListWidget::itemClicked,
                         list,
                         [open_it = page.open](const QListWidgetItem* item) {
                             open_it(item->data(Qt::UserRole).toString().toStdString());
                         });
        column->addWidget(list, 3);
    }
    column->addStretch(2);
    return ground;
}

} // namespace rushlight::app
