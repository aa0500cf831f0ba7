#include "tests/app/desktop/window.hpp"

#include "app/desktop/theme.hpp"
#include "editor/edits/place.hpp"

#include <QApplication>
#include <QElapsedTimer>

namespace rushlight::app {

Bench::Bench(const QString& engine, const QString& folder)
    : folder_(folder.isEmpty() ? own_.path() : folder)
{
    qputenv("XDG_DATA_HOME", (folder_ + "/data").toUtf8());
    qputenv("XDG_CACHE_HOME", (folder_ + "/cache").toUtf8());
    qputenv("RUSHLIGHT_ENGINE", engine.toUtf8());
    qputenv("RUSHLIGHT_SILENT", "1");
    apply_theme(*qobject_cast<QApplication*>(QApplication::instance()), ThemeName::dark);
    window_ = std::make_unique<MainWindow>();
    QObject::connect(&window_->workspace(),
                     &Workspace::told,
                     &window_->workspace(),
                     [this](const QString& sentence) { told_.append(sentence); });
    window_->show();
}

Bench::~Bench() = default;

void Bench::open()
{
    window_->open((folder_ + "/film.rushlight").toStdString());
}

void Bench::open_film()
{
    open();
    const auto& timeline = *workspace().timeline();
    std::vector<editor::Placed> clips;
    for (const char* const colour : {"#803020", "#208030", "#203080"}) {
        editor::Placed placed;
        placed.track = timeline.tracks[0]->id;
        placed.clip.name = colour;
        placed.clip.source = editor::Solid{colour};
        placed.length = 48;
        clips.push_back(placed);
    }
    for (auto& clip : clips) {
        workspace().commit(editor::append(*workspace().timeline(), {clip}),
                           QStringLiteral("Place"));
    }
    QApplication::processEvents();
}

bool Bench::until(const std::function<bool()>& so)
{
    QElapsedTimer time;
    time.start();
    while (!so() && time.elapsed() < 30'000) {
        QApplication::processEvents(QEventLoop::WaitForMoreEvents | QEventLoop::AllEvents, 50);
    }
    return so();
}

} // namespace rushlight::app
