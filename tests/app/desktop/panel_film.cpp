#include "tests/app/desktop/panel_film.hpp"

#include "app/desktop/shots.hpp"
#include "app/desktop/theme.hpp"
#include "app/project/stored_take.hpp"
#include "assets/library.hpp"
#include "assets/writer.hpp"
#include "generation/protocol/json.hpp"
#include "storage/recipes_table.hpp"
#include "storage/takes_table.hpp"

#include <QApplication>
#include <QElapsedTimer>
#include <QImage>
#include <QPainter>
#include <QWidget>
#include <cmath>

namespace rushlight::app {

namespace {

/// Frame n of a ball that crosses a sky.
QImage drawn(int n, int width, int height)
{
    QImage image(width, height, QImage::Format_RGB888);
    QPainter painter(&image);
    painter.setRenderHint(QPainter::Antialiasing);
    QLinearGradient sky(0, 0, 0, height);
    sky.setColorAt(0, "#C9A27E");
    sky.setColorAt(1, "#FFD08A");
    painter.fillRect(image.rect(), sky);
    painter.fillRect(QRectF(0, height * 0.75, width, height), QColor("#A58B4F"));
    painter.setPen(Qt::NoPen);
    painter.setBrush(QColor("#C0392B"));
    painter.drawEllipse(
        QPointF(width * (0.2 + 0.02 * n), height * 0.4), height * 0.16, height * 0.18);
    painter.end();
    return image;
}

std::vector<std::uint8_t> packed(const QImage& image)
{
    std::vector<std::uint8_t> bytes;
    for (int y = 0; y < image.height(); ++y) {
        bytes.insert(
            bytes.end(), image.constScanLine(y), image.constScanLine(y) + image.width() * 3);
    }
    return bytes;
}

std::vector<float> tone(std::int64_t samples)
{
    std::vector<float> sound;
    for (std::int64_t i = 0; i < samples; ++i) {
        const auto value = 0.2F * static_cast<float>(std::sin(static_cast<double>(i) * 0.06));
        sound.insert(sound.end(), {value, value});
    }
    return sound;
}

} // namespace

PanelFilm::PanelFilm()
{
    qputenv("XDG_DATA_HOME", (folder_ / "data").c_str());
    qputenv("XDG_CACHE_HOME", (folder_ / "cache").c_str());
    apply_theme(*qobject_cast<QApplication*>(QApplication::instance()), ThemeName::dark);
    workspace.open(folder_ / "The balloon that left.rushlight");
    QObject::connect(&workspace, &Workspace::told, &workspace, [this](const QString& sentence) {
        told_ << sentence;
    });
}

PanelFilm::~PanelFilm() = default;

std::filesystem::path PanelFilm::picture(const std::string& name)
{
    const auto file = folder_ / name;
    drawn(4, 320, 180).save(QString::fromStdString(file.string()));
    return file;
}

std::filesystem::path PanelFilm::footage(const std::string& name, int frames)
{
    const auto file = folder_ / name;
    assets::WriterSettings settings;
    settings.width = 320;
    settings.height = 180;
    assets::Writer writer(file, settings);
    for (int n = 0; n < frames; ++n) {
        const auto rgb = packed(drawn(n, 320, 180));
        assets::FrameBuffer buffer(320, 180, assets::PixelFormat::rgb24, assets::srgb_full);
        for (int y = 0; y < 180; ++y) {
            std::copy_n(rgb.data() + y * 960, 960, buffer.data[0] + y * buffer.strides[0]);
        }
        writer.write(buffer.freeze());
    }
    writer.write_sound(tone(frames * 2000));
    writer.finish();
    return file;
}

std::int64_t PanelFilm::import(const std::filesystem::path& file)
{
    auto& project = workspace.project();
    return assets::Library(project.database(), project.media()).import(file);
}

std::int64_t
PanelFilm::take(const std::string& clip, std::int64_t seed, const std::string& prompt, int frames)
{
    auto& project = workspace.project();
    auto& rows = project.database();
    generation::Recipe recipe;
    recipe.request.prompt = prompt;
    recipe.request.seed = seed;
    recipe.completed_prompt = prompt + " Soft light.";
    recipe.grounding = {"kind: balloon", "place: meadow", "time of day: golden hour"};
    recipe.mechanisms = {"prompt: text conditioning"};
    const auto recipe_id = storage::add_recipe(rows, generation::to_json(recipe));
    assets::Library library(rows, project.media());
    const auto asset =
        library.reserve(clip.substr(clip.find(' ') + 1), assets::AssetKind::video, recipe_id);
    const auto sound = tone(frames * 4000);
    assets::TakeContent content;
    content.width = 320;
    content.height = 192;
    content.frames = frames;
    content.rgb = [seed](std::int64_t n) {
        return packed(drawn(static_cast<int>(n + seed), 320, 192));
    };
    content.sound = sound;
    TakeFacts facts{320, 192, frames, 12, library.fill(asset, content, {}), {}};
    auto row = *storage::find_asset(rows, asset);
    row.probe = to_probe(library.find(asset)->facts, facts);
    storage::update_asset(rows, row);
    storage::TakeRow take;
    take.clip = clip;
    take.asset = asset;
    take.recipe = recipe_id;
    take.chosen = true;
    return storage::add_take(rows, take);
}

std::int64_t PanelFilm::failed_take(const std::string& clip, const std::string& sentence)
{
    auto& project = workspace.project();
    assets::Library library(project.database(), project.media());
    const auto asset = library.reserve(clip.substr(clip.find(' ') + 1), assets::AssetKind::video);
    library.fail(asset, sentence);
    storage::TakeRow take;
    take.clip = clip;
    take.asset = asset;
    return storage::add_take(project.database(), take);
}

editor::Id PanelFilm::place(std::int64_t take)
{
    const auto stored = find_take(workspace.project(), take);
    const auto& timeline = *workspace.timeline();
    const auto at = editor::length(timeline);
    workspace.commit(
        with_placeholder(timeline, at, stored->asset.name, stored->row.clip, media_of(*stored)),
        QStringLiteral("Place"));
    const auto place = clip_with_takes(*workspace.timeline(), stored->row.clip);
    const auto id = editor::item_at(*workspace.timeline(), *place).id;
    workspace.select({id});
    return id;
}

bool PanelFilm::until(const std::function<bool()>& so)
{
    QElapsedTimer time;
    time.start();
    while (!so() && time.elapsed() < 30'000) {
        QApplication::processEvents(QEventLoop::AllEvents | QEventLoop::WaitForMoreEvents, 20);
    }
    return so();
}

void PanelFilm::grab(QWidget& widget, const char* name, int width, int height)
{
    widget.resize(width, height);
    widget.show();
    QApplication::processEvents();
    if (const QByteArray folder = qgetenv("RUSHLIGHT_GRABS"); !folder.isEmpty()) {
        widget.grab().save(QString::fromUtf8(folder) + QLatin1Char('/') + QLatin1String(name) +
                           QStringLiteral(".png"));
    }
}

QStringList nameless(const QWidget& widget)
{
    QStringList found;
    for (const auto* const one : widget.findChildren<QWidget*>()) {
        const bool inner =
            one->objectName().startsWith(QLatin1String("qt_")); // parts of Qt's own widgets
        if ((one->focusPolicy() & Qt::TabFocus) != 0 && !inner && one->accessibleName().isEmpty()) {
            found << QString::fromLatin1(one->metaObject()->className()) + QLatin1Char(' ') +
                         one->objectName();
        }
    }
    return found;
}

} // namespace rushlight::app
