#include "app/desktop/commands.hpp"

#include "app/desktop/theme.hpp"

#include <QWidget>
#include <algorithm>
#include <stdexcept>

namespace rushlight::app {

QAction* Commands::add(const char* id,
                       const QString& text,
                       const QString& keys,
                       const Look& look,
                       const std::function<void(bool)>& run)
{
    auto* const action = new QAction(text, &window_);
    action->setObjectName(QString::fromLatin1(id));
    action->setCheckable(look.checkable);
    if (look.icon != nullptr) {
        action->setIcon(icon(look.icon));
    }
    QList<QKeySequence> all;
    for (const QString& one : keys.split(QStringLiteral("; "), Qt::SkipEmptyParts)) {
        all.append(QKeySequence(one, QKeySequence::PortableText));
    }
    action->setShortcuts(all);
    if (!all.isEmpty()) {
        action->setToolTip(
            QStringLiteral("%1 (%2)").arg(text, all.front().toString(QKeySequence::NativeText)));
    }
    if (look.reach == Reach::cutting) {
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        cutting_.push_back(action);
    } else {
        window_.addAction(action);
    }
    QObject::connect(action, &QAction::triggered, &window_, run);
    actions_.push_back(action);
    return action;
}

void Commands::cut_in(QWidget& widget) const
{
    for (QAction* const action : cutting_) {
        widget.addAction(action);
    }
}

QAction* Commands::of(const char* id) const
{
    const auto found = std::find_if(actions_.begin(), actions_.end(), [&](const QAction* action) {
        return action->objectName() == QLatin1String(id);
    });
    if (found == actions_.end()) {
        throw std::out_of_range(std::string("no command ") + id);
    }
    return *found;
}

} // namespace rushlight::app
