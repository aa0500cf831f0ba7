#include "app/desktop/importer.hpp"

#include "app/desktop/caption_import.hpp"
#include "assets/library.hpp"
#include "assets/media_threads.hpp"
#include "editor/edits/place.hpp"

#include <QPointer>
#include <algorithm>

namespace rushlight::app {

using editor::TrackKind;

namespace {

constexpr int still_seconds = 5;

struct Arrived {
    std::vector<assets::Asset> assets;
    QStringList sentences; ///< of what could not be read
};

std::optional<editor::Id>
track_for(const editor::Timeline& timeline, TrackKind kind, editor::Id wanted)
{
    std::optional<editor::Id> first;
    for (const auto& track : timeline.tracks) {
        if (track->kind == kind && !track->locked) {
            if (track->id == wanted) {
                return wanted;
            }
            first = first ? first : std::optional(track->id);
        }
    }
    return first;
}

/// The clips of an asset: its picture, and its sound below.
std::vector<editor::Placed>
clips_of(const editor::Timeline& timeline, const assets::Asset& asset, editor::Id track)
{
    std::vector<editor::Placed> clips;
    editor::Media media;
    media.asset = std::to_string(asset.id);
    const bool still = asset.facts.video && asset.facts.video->still;
    if (!still) {
        media.available = asset.facts.duration;
    }
    const assets::Time length = still ? assets::Time(still_seconds) : asset.facts.duration;
    for (const auto kind : {TrackKind::video, TrackKind::audio}) {
        const bool there = kind == TrackKind::video ? asset.facts.video.has_value()
                                                    : asset.facts.audio.has_value();
        const auto place = there ? track_for(timeline, kind, track) : std::nullopt;
        const auto units = length.floor_at(editor::unit_rate(timeline, kind));
        if (place && units > 0) {
            editor::Placed placed;
            placed.track = *place;
            placed.clip.name = asset.name;
            placed.clip.source = media;
            placed.length = units;
            clips.push_back(std::move(placed));
        }
    }
    return clips;
}

} // namespace

struct Importer::State {
    std::unique_ptr<assets::MediaThreads> threads; ///< of the open project
};

Importer::Importer(Workspace& workspace, QObject* parent)
    : QObject(parent)
    , workspace_(workspace)
    , state_(std::make_unique<State>())
{
    connect(
        &workspace, &Workspace::project_about_to_close, this, [this] { state_->threads.reset(); });
}

Importer::~Importer() = default;

void Importer::import(const QStringList& given, std::optional<std::int64_t> frame, editor::Id track)
{
    if (!workspace_.is_open() || workspace_.read_only()) {
        workspace_.tell(tr("This film is open to look at only; nothing can be imported."));
        return;
    }
    QStringList files = given;
    const QStringList lost = take_captions(workspace_, files);
    if (!lost.isEmpty()) {
        workspace_.tell(lost.join(QLatin1Char(' ')));
    }
    if (files.isEmpty()) {
        return;
    }
    if (!state_->threads) {
        storage::Project* const project = &workspace_.project();
        state_->threads = std::make_unique<assets::MediaThreads>(assets::MediaThreads::Options{
            1, [project] { return project->connect(); }, project->media(), {}, {}});
    }
    workspace_.tell(files.size() == 1
                        ? tr("Importing %1").arg(QFileInfo(files.front()).fileName())
                        : tr("Importing %n file(s)", nullptr, static_cast<int>(files.size())));
    const QPointer<Importer> self(this);
    state_->threads->post([self, files, frame, track](assets::Library& library,
                                                      const std::stop_token& stop) {
        auto arrived = std::make_shared<Arrived>();
        for (const QString& file : files) {
            if (stop.stop_requested()) {
                return;
            }
            try {
                if (auto asset = library.find(library.import(file.toStdString()))) {
                    arrived->assets.push_back(std::move(*asset));
                }
            } catch (const std::exception& error) {
                arrived->sentences.append(QString::fromUtf8(error.what()));
            }
        }
        QMetaObject::invokeMethod(
            qApp,
            [self, arrived, frame, track] {
                if (!self) {
                    return;
                }
                emit self->imported();
                Workspace& workspace = self->workspace_;
                if (frame && !arrived->assets.empty()) {
                    std::optional<editor::Timeline> next = *workspace.timeline();
                    std::int64_t at = *frame;
                    for (const auto& asset : arrived->assets) {
                        const auto clips =
                            next ? clips_of(*next, asset, track) : std::vector<editor::Placed>();
                        if (!clips.empty()) {
                            next = editor::overwrite(*next, at, clips);
                            at += asset.facts.video && asset.facts.video->still
                                      ? assets::Time(still_seconds)
                                            .floor_at(workspace.timeline()->rate)
                                      : asset.facts.duration.floor_at(workspace.timeline()->rate);
                        }
                    }
                    workspace.commit(std::move(next),
                                     tr("Place footage"),
                                     tr("The footage does not fit on this track."));
                }
                if (!arrived->sentences.isEmpty()) {
                    workspace.tell(arrived->sentences.join(QLatin1Char(' ')));
                } else if (!frame) {
                    workspace.tell(tr(
                        "%n file(s) imported.", nullptr, static_cast<int>(arrived->assets.size())));
                }
            },
            Qt::QueuedConnection);
    });
}

} // namespace rushlight::app
