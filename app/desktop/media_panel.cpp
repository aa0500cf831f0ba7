#include "app/desktop/media_panel.hpp"

#include "app/desktop/caption_import.hpp"
#include "app/desktop/panel_parts.hpp"
#include "app/desktop/theme.hpp"
#include "app/desktop/workspace.hpp"
#include "app/places.hpp"
#include "assets/library.hpp"
#include "assets/previews.hpp"
#include "editor/edits/place.hpp"
#include "storage/generation_history.hpp"

#include <QCoreApplication>
#include <QDragEnterEvent>
#include <QFileDialog>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMimeData>
#include <QPainter>
#include <QPushButton>
#include <QStackedWidget>
#include <QStyledItemDelegate>
#include <QUrl>
#include <QVBoxLayout>

namespace rushlight::app {

namespace {

constexpr int picture_width = 96;
constexpr int picture_height = 54;
constexpr std::uint64_t disk_budget = std::uint64_t{512} << 20U;
constexpr int still_seconds = 5;

enum Role {
    asset_role = Qt::UserRole,
    file_role,
    line_role,
    state_role,
    picture_role,
    search_role
};

/// An asset as the panel shows it.
struct Listed {
    assets::Asset asset;
    std::string take; ///< its id where the asset was generated
};

QString line_of(const assets::Asset& asset)
{
    QStringList parts;
    if (asset.facts.video && asset.facts.video->still) {
        parts << QObject::tr("still");
    } else if (asset.facts.duration > assets::Time(0)) {
        parts << length_in_words(asset.facts.duration);
    }
    if (asset.facts.video) {
        parts
            << QObject::tr("%1 × %2").arg(asset.facts.video->width).arg(asset.facts.video->height);
    } else if (asset.kind == assets::AssetKind::audio) {
        parts << QObject::tr("sound");
    }
    parts << in_words(asset.state);
    return parts.join(QStringLiteral(" · "));
}

std::optional<editor::Id> first_open(const editor::Timeline& timeline, editor::TrackKind kind)
{
    for (const auto& track : timeline.tracks) {
        if (track->kind == kind && !track->locked) {
            return track->id;
        }
    }
    return std::nullopt;
}

/// The clips of an asset: its picture, and its sound below.
std::vector<editor::Placed> clips_of(const editor::Timeline& timeline, const Listed& listed)
{
    const auto& facts = listed.asset.facts;
    const bool still = facts.video && facts.video->still;
    editor::Media media{std::to_string(listed.asset.id), listed.take, {}};
    if (!still) {
        media.available = facts.duration;
    }
    const assets::Time length = still ? assets::Time(still_seconds) : facts.duration;
    std::vector<editor::Placed> clips;
    for (const auto kind : {editor::TrackKind::video, editor::TrackKind::audio}) {
        const bool there =
            kind == editor::TrackKind::video ? facts.video.has_value() : facts.audio.has_value();
        const auto track = there ? first_open(timeline, kind) : std::nullopt;
        const auto units = length.floor_at(editor::unit_rate(timeline, kind));
        if (track && units > 0) {
            editor::Placed placed;
            placed.track = *track;
            placed.clip.name = listed.asset.name;
            placed.clip.source = media;
            placed.length = units;
            clips.push_back(std::move(placed));
        }
    }
    return clips;
}

/// A row: picture, name, and one line of facts with the state.
class AssetDelegate : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option,
                                 const QModelIndex&) const override
    {
        return {200, std::max(picture_height, 3 * option.fontMetrics.height()) + spacing[1]};
    }

    void paint(QPainter* painter,
               const QStyleOptionViewItem& option,
               const QModelIndex& index) const override
    {
        painter->save();
        painter->setRenderHints(QPainter::Antialiasing | QPainter::SmoothPixmapTransform);
        const Roles& r = roles();
        const QRectF box = QRectF(option.rect).adjusted(1, 1, -1, -1);
        const bool selected = option.state.testFlag(QStyle::State_Selected);
        if (selected || option.state.testFlag(QStyle::State_MouseOver)) {
            painter->setPen(selected ? QPen(r.focus, 2) : QPen(Qt::NoPen));
            painter->setBrush(r.raised);
            painter->drawRoundedRect(box.adjusted(1, 1, -1, -1), 6, 6);
        }
        const QRectF picture(box.left() + spacing[1],
                             box.center().y() - picture_height / 2.0,
                             picture_width,
                             picture_height);
        painter->setPen(Qt::NoPen);
        painter->setBrush(r.monitor);
        painter->drawRoundedRect(picture, 3, 3);
        const auto image = index.data(picture_role).value<QImage>();
        if (!image.isNull()) {
            QSizeF size = image.size();
            size.scale(picture.size(), Qt::KeepAspectRatio);
            QRectF target(QPointF(), size);
            target.moveCenter(picture.center());
            painter->drawImage(target, image);
        } else {
            const auto sign = index.data(Qt::DecorationRole).value<QIcon>();
            sign.paint(painter,
                       QRect(static_cast<int>(picture.center().x()) - 10,
                             static_cast<int>(picture.center().y()) - 10,
                             20,
                             20));
        }
        const QRectF text = QRectF(box).adjusted(
            picture_width + spacing[3] + spacing[0], spacing[1], -spacing[1], -spacing[1]);
        painter->setFont(option.font);
        painter->setPen(r.text);
        const double height = painter->fontMetrics().height();
        const double top = box.center().y() - height;
        painter->drawText(QRectF(text.left(), top, text.width(), height),
                          Qt::AlignLeft | Qt::AlignVCenter,
                          painter->fontMetrics().elidedText(index.data(Qt::DisplayRole).toString(),
                                                            Qt::ElideMiddle,
                                                            static_cast<int>(text.width())));
        const auto state = static_cast<storage::AssetState>(index.data(state_role).toInt());
        const QPixmap mark = mark_of(state, 14);
        double left = text.left();
        if (!mark.isNull()) {
            painter->drawPixmap(QPointF(left, top + height + (height - 14) / 2), mark);
            left += 18;
        }
        QFont small = option.font;
        small.setPixelSize(12);
        painter->setFont(small);
        painter->setPen(state == storage::AssetState::failed ||
                                state == storage::AssetState::missing
                            ? r.bad
                            : r.muted);
        painter->drawText(QRectF(left, top + height, text.right() - left, height),
                          Qt::AlignLeft | Qt::AlignVCenter,
                          painter->fontMetrics().elidedText(index.data(line_role).toString(),
                                                            Qt::ElideRight,
                                                            static_cast<int>(text.right() - left)));
        painter->restore();
    }
};

/// The list; what is dragged out of it is a file and an asset's id.
class AssetList : public QListWidget {
public:
    explicit AssetList(QWidget* parent)
        : QListWidget(parent)
    {
        setObjectName(QStringLiteral("media.list"));
        make_calm(*this);
        setItemDelegate(new AssetDelegate(this));
        setDragEnabled(true);
        setDragDropMode(QAbstractItemView::DragOnly);
        setSelectionMode(QAbstractItemView::ExtendedSelection);
        setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
        setMouseTracking(true);
    }

protected:
    [[nodiscard]] QStringList mimeTypes() const override
    {
        return {QStringLiteral("text/uri-list"), QStringLiteral("application/x-rushlight-asset")};
    }

    [[nodiscard]] QMimeData* mimeData(const QList<QListWidgetItem*>& items) const override
    {
        QList<QUrl> files;
        QStringList ids;
        for (const auto* const item : items) {
            const QString file = item->data(file_role).toString();
            if (!file.isEmpty()) {
                files << QUrl::fromLocalFile(file);
                ids << QString::number(item->data(asset_role).toLongLong());
            }
        }
        if (files.isEmpty()) {
            return nullptr;
        }
        auto* const mime = new QMimeData;
        mime->setUrls(files);
        mime->setData(QStringLiteral("application/x-rushlight-asset"),
                      ids.join(QLatin1Char(' ')).toUtf8());
        return mime;
    }

    void keyPressEvent(QKeyEvent* event) override
    {
        if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
            if (currentItem() != nullptr) {
                emit itemActivated(currentItem());
            }
            return;
        }
        QListWidget::keyPressEvent(event);
    }
};

class MediaPanel : public QWidget {
    Q_DECLARE_TR_FUNCTIONS(MediaPanel)

public:
    MediaPanel(Workspace& workspace, QWidget* parent)
        : QWidget(parent)
        , workspace_(workspace)
        , previews_(std::make_shared<assets::Previews>(cache_folder() / "previews", disk_budget))
    {
        setAcceptDrops(true);
        auto* const column = new QVBoxLayout(this);
        column->setContentsMargins(spacing[1], spacing[1], spacing[1], spacing[1]);
        auto* const row = new QHBoxLayout;
        search_ = new QLineEdit(this);
        search_->setObjectName(QStringLiteral("media.search"));
        search_->setPlaceholderText(tr("Search media"));
        search_->setAccessibleName(tr("Search media"));
        search_->setClearButtonEnabled(true);
        search_->addAction(icon("search"), QLineEdit::LeadingPosition);
        import_ = panel_button("import", tr("Import"), this);
        import_->setObjectName(QStringLiteral("media.import"));
        row->addWidget(search_, 1);
        row->addWidget(import_);
        column->addLayout(row);
        message_ = sentence_label(this);
        column->addWidget(message_);
        pages_ = new QStackedWidget(this);
        list_ = new AssetList(pages_);
        list_->setAccessibleName(tr("Media of the film"));
        auto* const first = panel_button("import", tr("Import footage"), nullptr);
        first->setObjectName(QStringLiteral("media.first"));
        pages_->addWidget(list_);
        pages_->addWidget(
            empty_place(tr("Drop footage here, or write the first prompt below."), first, pages_));
        column->addWidget(pages_, 1);

        connect(search_, &QLineEdit::textChanged, this, [this] { filter(); });
        connect(import_, &QPushButton::clicked, this, [this] { choose(); });
        connect(first, &QPushButton::clicked, this, [this] { choose(); });
        connect(list_, &QListWidget::itemActivated, this, [this](QListWidgetItem* item) {
            append(*item);
        });
        connect(&workspace_, &Workspace::project_about_to_close, this, [this] { thread_.reset(); });
        connect(&workspace_, &Workspace::project_changed, this, [this] { open(); });
        connect(&workspace_, &Workspace::media_changed, this, [this] { read(); });
        open();
    }

protected:
    void dragEnterEvent(QDragEnterEvent* event) override
    {
        if (event->mimeData()->hasUrls() &&
            !event->mimeData()->hasFormat(QStringLiteral("application/x-rushlight-asset")) &&
            !workspace_.read_only()) {
            event->acceptProposedAction();
        }
    }

    void dropEvent(QDropEvent* event) override
    {
        QStringList files;
        for (const QUrl& url : event->mimeData()->urls()) {
            if (url.isLocalFile()) {
                files << url.toLocalFile();
            }
        }
        event->acceptProposedAction();
        import(files);
    }

private:
    void open()
    {
        thread_.reset();
        list_->clear();
        listed_.clear();
        pictures_.clear();
        say(*message_, {});
        import_->setEnabled(!workspace_.read_only());
        if (workspace_.is_open()) {
            thread_ = std::make_unique<PanelThread>(
                *this, [this](const QString& sentence) { say(*message_, sentence, Tone::bad); });
        }
        read();
    }

    void read()
    {
        if (!thread_) {
            show({});
            return;
        }
        storage::Project* const project = &workspace_.project();
        thread_->post([this, project](const std::stop_token&) -> PanelThread::Then {
            auto connection = project->connect();
            std::map<std::int64_t, std::string> takes;
            for (const auto& entry : storage::generation_history(connection)) {
                takes[entry.asset.id] = std::to_string(entry.take.id);
            }
            std::vector<Listed> found;
            for (auto& asset : assets::Library(connection, project->media()).list()) {
                if (asset.kind != assets::AssetKind::weights &&
                    asset.kind != assets::AssetKind::other) {
                    const std::string take =
                        takes.contains(asset.id) ? takes.at(asset.id) : std::string();
                    found.push_back({std::move(asset), take});
                }
            }
            return [this, found] {
                show(found);
            };
        });
    }

    void show(const std::vector<Listed>& found)
    {
        const auto* const current = list_->currentItem();
        const qlonglong kept = current == nullptr ? 0 : current->data(asset_role).toLongLong();
        listed_.clear();
        list_->clear();
        for (auto one = found.rbegin(); one != found.rend(); ++one) { // the newest first
            const auto& asset = one->asset;
            listed_[asset.id] = *one;
            auto* const item = new QListWidgetItem(QString::fromStdString(asset.name), list_);
            const QString line = line_of(asset);
            item->setData(asset_role, static_cast<qlonglong>(asset.id));
            item->setData(file_role, QString::fromStdString(asset.file.string()));
            item->setData(line_role, line);
            item->setData(state_role, static_cast<int>(asset.state));
            item->setData(Qt::DecorationRole,
                          icon(asset.kind == assets::AssetKind::audio   ? "volume"
                               : asset.kind == assets::AssetKind::image ? "picture"
                                                                        : "film"));
            item->setData(Qt::AccessibleTextRole,
                          QString(item->text() + QStringLiteral(", ") + line));
            item->setToolTip(asset.error.empty() ? QString(item->text() + QLatin1Char('\n') + line)
                                                 : QString::fromStdString(asset.error));
            if (pictures_.contains(asset.content)) {
                item->setData(picture_role, pictures_[asset.content]);
            } else if (asset.facts.video && !asset.content.empty()) {
                picture(asset);
            }
            if (asset.id == kept) {
                list_->setCurrentItem(item);
            }
        }
        filter();
        pages_->setCurrentIndex(found.empty() ? 1 : 0);
        search_->setEnabled(!found.empty());
    }

    /// Asks for an asset's thumbnail: the one at a third of it, which tells more than the first.
    void picture(const assets::Asset& asset)
    {
        pictures_[asset.content] = {}; // asked for
        const assets::Time at = asset.facts.duration / assets::Time(3);
        thread_->post([this, previews = previews_, content = asset.content, file = asset.file, at](
                          const std::stop_token&) -> PanelThread::Then {
            QImage image;
            try {
                image = to_image(previews->thumbnail(content, file, at, picture_height * 2));
            } catch (const std::exception&) {
                return {}; // its row says what is wrong with it
            }
            return [this, content, image] {
                pictures_[content] = image;
                for (int i = 0; i < list_->count(); ++i) {
                    const auto found = listed_.find(list_->item(i)->data(asset_role).toLongLong());
                    if (found != listed_.end() && found->second.asset.content == content) {
                        list_->item(i)->setData(picture_role, image);
                    }
                }
            };
        });
    }

    void filter()
    {
        const QString wanted = search_->text().trimmed();
        int shown = 0;
        for (int i = 0; i < list_->count(); ++i) {
            auto* const item = list_->item(i);
            const bool fits =
                wanted.isEmpty() || item->text().contains(wanted, Qt::CaseInsensitive) ||
                item->data(line_role).toString().contains(wanted, Qt::CaseInsensitive);
            item->setHidden(!fits);
            shown += fits ? 1 : 0;
        }
        if (list_->count() > 0 && shown == 0) {
            say(*message_, tr("Nothing here is called “%1”.").arg(wanted));
        } else if (!importing_) {
            say(*message_, {});
        }
    }

    void choose()
    {
        import(
            QFileDialog::getOpenFileNames(this, tr("Import footage, pictures, sound or captions")));
    }

    /// Copies files into the project, one after another; what cannot be read is told and left out.
    void import(const QStringList& given)
    {
        QStringList files = given;
        if (thread_ && !workspace_.read_only()) {
            const QStringList lost = take_captions(workspace_, files);
            if (!lost.isEmpty()) {
                workspace_.tell(lost.join(QLatin1Char(' ')));
            }
        }
        if (files.isEmpty()) {
            return;
        }
        if (!thread_ || workspace_.read_only()) {
            workspace_.tell(tr("This film is open to look at only; nothing can be imported."));
            return;
        }
        importing_ = true;
        say(*message_, tr("Importing %n file(s)", nullptr, static_cast<int>(files.size())));
        storage::Project* const project = &workspace_.project();
        thread_->post([this, project, files](const std::stop_token& stop) -> PanelThread::Then {
            auto connection = project->connect();
            assets::Library library(connection, project->media());
            QStringList sentences;
            for (const QString& file : files) {
                if (stop.stop_requested()) {
                    break;
                }
                try {
                    (void)library.import(file.toStdString());
                } catch (const std::exception& error) {
                    sentences << QString::fromUtf8(error.what());
                }
            }
            return [this, sentences] {
                say(*message_, sentences.join(QLatin1Char('\n')), Tone::bad);
                emit workspace_
                    .media_changed(); // reads anew; the sentence stays until the next search
                importing_ = !sentences.isEmpty();
            };
        });
    }

    void append(const QListWidgetItem& item)
    {
        const auto found = listed_.find(item.data(asset_role).toLongLong());
        if (found == listed_.end() || found->second.asset.state != assets::AssetState::ready) {
            workspace_.tell(tr("“%1” is not ready; it can be put on the timeline when it is.")
                                .arg(item.text()));
            return;
        }
        const auto clips = clips_of(*workspace_.timeline(), found->second);
        workspace_.commit(clips.empty() ? std::nullopt
                                        : editor::append(*workspace_.timeline(), clips),
                          tr("Append %1").arg(item.text()),
                          tr("“%1” does not fit: every track for it is locked.").arg(item.text()));
    }

    Workspace& workspace_;
    std::shared_ptr<assets::Previews> previews_;
    QLineEdit* search_ = nullptr;
    QPushButton* import_ = nullptr;
    QLabel* message_ = nullptr;
    QStackedWidget* pages_ = nullptr;
    AssetList* list_ = nullptr;
    std::map<std::int64_t, Listed> listed_;
    std::map<std::string, QImage> pictures_; ///< by content; null while asked for
    bool importing_ = false;                 ///< the message is about an import
    std::unique_ptr<PanelThread> thread_;    ///< last: ends before what it shows things on
};

} // namespace

QWidget* make_media_panel(Workspace& workspace, QWidget* parent)
{
    return new MediaPanel(workspace, parent);
}

} // namespace rushlight::app
