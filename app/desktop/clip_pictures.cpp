#include "app/desktop/clip_pictures.hpp"

#include "app/places.hpp"
#include "assets/colour.hpp"
#include "assets/previews.hpp"

#include <QCache>
#include <QPointer>
#include <QSet>
#include <QThreadPool>
#include <cmath>

namespace rushlight::app {

namespace {

constexpr int still_height = 96;
constexpr std::uint64_t disk_budget = std::uint64_t{512} << 20U;
constexpr qsizetype stills_kept = 2000;

std::int64_t id_of(const editor::Media& media)
{
    return QByteArray::fromStdString(media.asset).toLongLong();
}

} // namespace

QImage image_of(const assets::Frame& frame)
{
    if (!frame) {
        return {};
    }
    const assets::Frame rgb = assets::convert(frame, assets::PixelFormat::rgb24, assets::srgb_full);
    const QImage view(
        rgb.planes[0].data, rgb.width, rgb.height, rgb.planes[0].stride, QImage::Format_RGB888);
    return view.convertToFormat(QImage::Format_RGB32);
}

struct MediaPictures::State {
    QThreadPool threads;
    std::shared_ptr<assets::Previews> previews =
        std::make_shared<assets::Previews>(cache_folder() / "previews", disk_budget);
    QCache<QString, QImage> stills{stills_kept};
    std::map<std::string, assets::Waveform> waveforms; ///< by content
    QSet<QString> asked;                               ///< being made, or could not be
};

MediaPictures::MediaPictures(Workspace& workspace, Jobs& jobs, QObject* parent)
    : QObject(parent)
    , workspace_(workspace)
    , jobs_(jobs)
    , state_(std::make_unique<State>())
{
    state_->threads.setMaxThreadCount(2);
    state_->threads.setThreadPriority(QThread::LowPriority);
    connect(&workspace, &Workspace::media_changed, this, &MediaPictures::read);
    connect(&workspace, &Workspace::project_changed, this, [this] {
        state_->threads.clear();
        state_->stills.clear();
        state_->waveforms.clear();
        state_->asked.clear();
        read();
    });
}

MediaPictures::~MediaPictures()
{
    state_->threads.clear();
    state_->threads.waitForDone();
}

void MediaPictures::read()
{
    assets_.clear();
    index_.clear();
    if (workspace_.is_open()) {
        workspace_.run([this] {
            assets::Library library(workspace_.project().database(), workspace_.project().media());
            assets_ = library.list();
        });
    }
    for (std::size_t n = 0; n < assets_.size(); ++n) {
        index_[assets_[n].id] = n;
    }
    emit assets_changed();
}

const assets::Asset* MediaPictures::asset(std::int64_t id) const
{
    const auto found = index_.find(id);
    return found == index_.end() ? nullptr : &assets_[found->second];
}

ClipState MediaPictures::state(const editor::Clip& clip, editor::TrackKind kind)
{
    const auto* media = std::get_if<editor::Media>(&clip.source);
    if (media == nullptr) {
        return std::holds_alternative<editor::Solid>(clip.source) ? ClipState::filmed
                                                                  : ClipState::captions;
    }
    const assets::Asset* const one = asset(id_of(*media));
    if (one == nullptr) {
        return ClipState::failed;
    }
    using storage::AssetState;
    if (one->state == AssetState::ready) {
        if (kind == editor::TrackKind::audio) {
            return ClipState::sound;
        }
        return media->take.empty() ? ClipState::filmed : ClipState::final_take;
    }
    const Jobs::Row* const row = jobs_.row_of_asset(one->id);
    if (row == nullptr) {
        return one->state == AssetState::pending ? ClipState::placeholder : ClipState::failed;
    }
    switch (row->job.state) {
    case storage::JobState::queued:
        return ClipState::queued;
    case storage::JobState::assigned:
    case storage::JobState::running:
        return ClipState::running;
    default:
        return row->job.error_code == "consent" ? ClipState::blocked : ClipState::failed;
    }
}

double MediaPictures::progress(const editor::Clip& clip)
{
    const auto* media = std::get_if<editor::Media>(&clip.source);
    const Jobs::Row* const row = media == nullptr ? nullptr : jobs_.row_of_asset(id_of(*media));
    const Jobs::Live* const live = row == nullptr ? nullptr : jobs_.live(row->job.id);
    return live == nullptr ? 0 : live->fraction;
}

QImage MediaPictures::still(const editor::Media& media, const assets::Time& time)
{
    return still_of(id_of(media), time);
}

QImage MediaPictures::still_of(std::int64_t id, const assets::Time& time)
{
    const assets::Asset* const one = asset(id);
    if (one == nullptr || one->file.empty() || !one->facts.video) {
        if (const Jobs::Row* const row = one == nullptr ? nullptr : jobs_.row_of_asset(id)) {
            if (const Jobs::Live* const live = jobs_.live(row->job.id);
                live != nullptr && !live->preview.empty()) {
                const auto n =
                    std::clamp(time.seconds() / 2.75, 0.0, 0.999); // where in the preview, about
                return live->preview[static_cast<std::size_t>(
                    n * static_cast<double>(live->preview.size()))];
            }
        }
        return {};
    }
    // a quarter of a second is near enough for a still, and is found again at other zooms
    const assets::Time at(std::max<std::int64_t>(0, time.floor_at(4)), 4);
    const QString key = QStringLiteral("%1@%2").arg(QString::fromStdString(one->content),
                                                    QString::fromStdString(to_string(at)));
    if (const QImage* const kept = state_->stills.object(key)) {
        return *kept;
    }
    if (!state_->asked.contains(key)) {
        state_->asked.insert(key);
        const QPointer<MediaPictures> self(this);
        state_->threads.start(
            [self, key, at, previews = state_->previews, content = one->content, file = one->file] {
                QImage image;
                try {
                    image = image_of(previews->thumbnail(content, file, at, still_height));
                } catch (const std::exception&) {
                    return; // it stays without a picture; the asset's state says why
                }
                QMetaObject::invokeMethod(
                    qApp,
                    [self, key, image] {
                        if (self) {
                            self->state_->asked.remove(key);
                            self->state_->stills.insert(key, new QImage(image));
                            emit self->arrived();
                        }
                    },
                    Qt::QueuedConnection);
            });
    }
    return {};
}

std::vector<float> MediaPictures::peaks(const editor::Media& media,
                                        const assets::Time& start,
                                        const assets::Time& length,
                                        int count)
{
    const assets::Asset* const one = asset(id_of(media));
    if (one == nullptr || one->file.empty() || !one->facts.audio || count <= 0) {
        return {};
    }
    const auto found = state_->waveforms.find(one->content);
    if (found == state_->waveforms.end()) {
        const QString key = QString::fromStdString(one->content);
        if (!state_->asked.contains(key)) {
            state_->asked.insert(key);
            const QPointer<MediaPictures> self(this);
            state_->threads.start(
                [self, previews = state_->previews, content = one->content, file = one->file] {
                    try {
                        auto waveform =
                            std::make_shared<assets::Waveform>(previews->waveform(content, file));
                        QMetaObject::invokeMethod(
                            qApp,
                            [self, content, waveform] {
                                if (self) {
                                    self->state_->waveforms[content] = std::move(*waveform);
                                    emit self->arrived();
                                }
                            },
                            Qt::QueuedConnection);
                    } catch (const std::exception&) {
                        return; // drawn without an outline
                    }
                });
        }
        return {};
    }
    const auto& levels = found->second.levels;
    if (levels.empty()) {
        return {};
    }
    const double samples = length.seconds() * editor::sample_rate / count; // in each part
    std::size_t level = 0;
    double span = assets::Waveform::finest_span;
    while (level + 1 < levels.size() && span * assets::Waveform::growth <= samples) {
        ++level;
        span *= assets::Waveform::growth;
    }
    std::vector<float> loudest(static_cast<std::size_t>(count));
    const double first = start.seconds() * editor::sample_rate;
    for (int n = 0; n < count; ++n) {
        const auto from = static_cast<std::int64_t>(std::floor((first + samples * n) / span));
        const auto to = std::max(
            from + 1, static_cast<std::int64_t>(std::ceil((first + samples * (n + 1)) / span)));
        float value = 0;
        for (auto p = std::max<std::int64_t>(0, from);
             p < std::min(to, static_cast<std::int64_t>(levels[level].size()));
             ++p) {
            const auto& peak = levels[level][static_cast<std::size_t>(p)];
            value = std::max({value, -peak.low, peak.high});
        }
        loudest[static_cast<std::size_t>(n)] = std::min(1.0F, value);
    }
    return loudest;
}

bool MediaPictures::generated(const editor::Media& media)
{
    return !media.take.empty();
}

} // namespace rushlight::app
