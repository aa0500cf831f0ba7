#include "app/desktop/desktop.hpp"

#include "app/desktop/main_window.hpp"
#include "app/failure.hpp"
#include "app/places.hpp"
#include "storage/library.hpp"

#include <QApplication>
#include <QTimer>
#include <iostream>

namespace rushlight::app {

namespace {

ThemeName remembered_theme()
{
    auto library = storage::open_library(data_folder());
    const auto number =
        QString::fromStdString(storage::setting(library, "desktop.theme").value_or("0")).toInt();
    return number == 1   ? ThemeName::light
           : number == 2 ? ThemeName::high_contrast
                         : ThemeName::dark;
}

} // namespace

int open_desktop(int argc, char** argv)
{
    QApplication application(argc, argv);
    QApplication::setApplicationName(QStringLiteral("rushlight"));
    QApplication::setApplicationDisplayName(QStringLiteral("Rushlight"));
    QApplication::setDesktopFileName(QStringLiteral("rushlight"));
    try {
        apply_theme(application, remembered_theme());
        MainWindow window;
        const QStringList words = QApplication::arguments().mid(1);
        for (const QString& word : words) {
            if (word != QLatin1String("open") && !word.startsWith(QLatin1Char('-'))) {
                window.open(project_folder(word.toStdString()));
                break;
            }
        }
        window.show();
        return QApplication::exec();
    } catch (...) {
        const Failure failure = failure_of(std::current_exception());
        std::cerr << "rushlight: " << failure.what() << '\n';
        return static_cast<int>(failure.exit);
    }
}

} // namespace rushlight::app
