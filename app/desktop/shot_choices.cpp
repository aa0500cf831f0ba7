#include "app/desktop/shot_choices.hpp"

#include <QCoreApplication>
#include <algorithm>

namespace rushlight::app {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("choices", text);
}

} // namespace

void fill_families(QComboBox& box, const std::vector<generation::Limits>& families)
{
    box.clear();
    for (const auto& family : families) {
        const QString title = QString::fromStdString(family.title);
        box.addItem(title.section(QStringLiteral(" ("), 0, 0));
        box.setItemData(box.count() - 1, title, Qt::ToolTipRole);
    }
}

void fill_sizes(QComboBox& box, const generation::Limits& limits)
{
    box.clear();
    for (const auto& size : limits.sizes) {
        box.addItem(tr("%1 × %2").arg(size.width).arg(size.height));
    }
}

void fill_lengths(QComboBox& box, const generation::Limits& limits)
{
    box.clear();
    auto counts = limits.frame_counts;
    std::sort(counts.begin(), counts.end());
    for (const int frames : counts) {
        box.addItem(tr("%1 s").arg(static_cast<double>(frames) / limits.rate, 0, 'f', 1), frames);
    }
    if (!limits.frame_counts.empty()) {
        box.setCurrentIndex(box.findData(limits.frame_counts.front()));
    }
}

void fill_cameras(QComboBox& box, const generation::Limits& limits)
{
    box.clear();
    box.addItem(tr("Camera as written"));
    for (const auto& camera : limits.cameras) {
        const QString name = QString::fromStdString(camera);
        if (camera == "static" || camera == "handheld" || camera == "follow") {
            box.addItem(tr("Camera: %1").arg(name), QVariantList{name, 5.0});
            continue;
        }
        const QString there = name == QLatin1String("pan") || name == QLatin1String("truck") ||
                                      name == QLatin1String("orbit")
                                  ? tr("right")
                              : name == QLatin1String("tilt") || name == QLatin1String("crane")
                                  ? tr("up")
                              : name == QLatin1String("roll") ? tr("clockwise")
                                                              : tr("in");
        const QString back = there == tr("right") ? tr("left")
                             : there == tr("up")  ? tr("down")
                             : there == tr("in")  ? tr("out")
                                                  : tr("anticlockwise");
        box.addItem(tr("Camera: %1 %2").arg(name, there), QVariantList{name, 5.0});
        box.addItem(tr("Camera: %1 %2").arg(name, back), QVariantList{name, -5.0});
    }
}

} // namespace rushlight::app
