#pragma once

#include "app/desktop/jobs.hpp"
#include "app/desktop/timeline_view.hpp"
#include "assets/library.hpp"

namespace rushlight::app {

/// Stills, waveforms and states of the open project's media for everything that shows them. What is
/// not there yet is made on two threads and told by `arrived`.
/// Threads: the UI thread.
class MediaPictures : public QObject, public ClipPictures {
    Q_OBJECT

public:
    MediaPictures(Workspace& workspace, Jobs& jobs, QObject* parent = nullptr);
    ~MediaPictures() override;

    [[nodiscard]] ClipState state(const editor::Clip& clip, editor::TrackKind kind) override;
    [[nodiscard]] double progress(const editor::Clip& clip) override;
    [[nodiscard]] QImage still(const editor::Media& media, const assets::Time& time) override;
    [[nodiscard]] std::vector<float> peaks(const editor::Media& media,
                                           const assets::Time& start,
                                           const assets::Time& length,
                                           int count) override;
    [[nodiscard]] bool generated(const editor::Media& media) override;

    /// Of an asset, at a source time.
    [[nodiscard]] QImage still_of(std::int64_t asset, const assets::Time& time);

    /// All assets, oldest first.
    [[nodiscard]] const std::vector<assets::Asset>& assets() const { return assets_; }

    [[nodiscard]] const assets::Asset* asset(std::int64_t id) const;

signals:
    void arrived();        ///< a still or a waveform
    void assets_changed(); ///< `assets` has been read anew

private:
    void read();

    struct State;
    Workspace& workspace_;
    Jobs& jobs_;
    std::vector<assets::Asset> assets_;
    std::map<std::int64_t, std::size_t> index_;
    std::unique_ptr<State> state_;
};

/// A frame of the assets module as an image; any thread.
[[nodiscard]] QImage image_of(const assets::Frame& frame);

} // namespace rushlight::app
