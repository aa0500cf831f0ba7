#pragma once

#include "generation/protocol/request.hpp"

#include <QImage>
#include <QWidget>
#include <filesystem>
#include <memory>

namespace rushlight::app {

/// Where the motion brush is painted: over a shot's first frame, in the monitor. One draws around
/// what moves and then drags it to where it goes. It has an undo of its own, for the strokes.
/// Threads: the UI thread.
class BrushBoard : public QWidget {
    Q_OBJECT

public:
    using Regions = std::vector<generation::BrushRegion>;

    explicit BrushBoard(QWidget* parent = nullptr);
    ~BrushBoard() override;

    /// The first frame in the shot's shape; null while it is not there, with the reason.
    void set_picture(const QImage& picture, const QString& reason = {});
    /// Begins with these; earlier strokes can no longer be undone.
    void set_regions(const Regions& regions, int most);

    /// The regions of a brush file, as one stroke that can be undone. Returns what is wrong with it
    /// in a sentence; nothing changes then.
    [[nodiscard]] QString open_file(const std::filesystem::path& file);

    [[nodiscard]] const Regions& regions() const;
    [[nodiscard]] int selected() const; ///< −1: none

    /// Where a place of the picture, in shares of its sides, lies on the canvas `brush.canvas`.
    [[nodiscard]] QPointF on_canvas(double x, double y) const;

signals:
    void painted();  ///< the regions have changed
    void finished(); ///< the painter is done

private:
    struct State;
    std::unique_ptr<State> state_;
};

} // namespace rushlight::app
