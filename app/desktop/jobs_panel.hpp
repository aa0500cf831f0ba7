#pragma once

class QWidget;

namespace rushlight::app {

class Jobs;
class MediaPictures;

/// The shots that are being made, wait, or have ended: a moving preview, stage and time left;
/// cancel, try again. Threads: the UI thread; all outlive it.
[[nodiscard]] QWidget* make_jobs_panel(Jobs& jobs, MediaPictures& pictures, QWidget* parent);

} // namespace rushlight::app
