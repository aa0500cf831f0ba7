#include "app/desktop/sound_output.hpp"

#include "app/project/project_media.hpp"
#include "editor/playback/player.hpp"
#include "editor/playback/sound_feed.hpp"

#include <QAudioDevice>
#include <QAudioSink>
#include <QMediaDevices>

namespace rushlight::app {

namespace {

constexpr int bytes_per_sample = 2 * static_cast<int>(sizeof(float)); // stereo

/// What the device reads from; it never ends.
class Reel : public QIODevice {
public:
    explicit Reel(editor::SoundFeed& feed)
        : feed_(feed)
    {
        open(QIODevice::ReadOnly);
    }

    [[nodiscard]] bool isSequential() const override { return true; }

    [[nodiscard]] qint64 bytesAvailable() const override { return 1 << 16U; }

protected:
    qint64 readData(char* data, qint64 most) override
    {
        const qint64 whole = most / bytes_per_sample * bytes_per_sample;
        feed_.read(
            {reinterpret_cast<float*>(data), static_cast<std::size_t>(whole) / sizeof(float)});
        return whole;
    }

    qint64 writeData(const char*, qint64) override { return -1; }

private:
    editor::SoundFeed& feed_;
};

} // namespace

struct SoundOutput::State {
    storage::Project* project = nullptr;
    editor::Player* player = nullptr;
    std::shared_ptr<const editor::Timeline> timeline;
    std::unique_ptr<editor::SoundFeed> feed;
    std::unique_ptr<Reel> reel;
    std::unique_ptr<QAudioSink> sink;
    bool woken = false; ///< a device has been looked for
};

SoundOutput::SoundOutput()
    : state_(std::make_unique<State>())
{
}

SoundOutput::~SoundOutput() = default;

void SoundOutput::open(storage::Project& project, editor::Player& player)
{
    state_->project = &project;
    state_->player = &player;
    state_->woken = false;
}

void SoundOutput::set_timeline(std::shared_ptr<const editor::Timeline> timeline)
{
    state_->timeline = std::move(timeline);
    if (state_->feed) {
        state_->feed->set_timeline(state_->timeline);
    }
}

void SoundOutput::wake()
{
    State& state = *state_;
    if (state.woken || state.project == nullptr || qEnvironmentVariableIsSet("RUSHLIGHT_SILENT")) {
        return;
    }
    state.woken = true;
    const QAudioDevice device = QMediaDevices::defaultAudioOutput();
    QAudioFormat format;
    format.setSampleRate(static_cast<int>(editor::sample_rate));
    format.setChannelCount(2);
    format.setSampleFormat(QAudioFormat::Float);
    if (device.isNull() || !device.isFormatSupported(format)) {
        return;
    }
    storage::Project* const project = state.project;
    state.feed = std::make_unique<editor::SoundFeed>(
        [project] { return std::make_unique<editor::Footage>(footage_of(*project)); });
    state.feed->set_timeline(state.timeline);
    state.reel = std::make_unique<Reel>(*state.feed);
    state.sink = std::make_unique<QAudioSink>(device, format);
    state.sink->setBufferSize(static_cast<qsizetype>(editor::sample_rate / 10 * bytes_per_sample));
    state.sink->start(state.reel.get());
    if (state.sink->error() != QAudio::NoError) {
        state.sink.reset();
        return;
    }
    editor::SoundFeed* const feed = state.feed.get();
    state.player->set_clock(
        [feed] { return feed->seconds(); },
        [feed](std::int64_t frame, double speed) { feed->start(frame, speed); });
}

void SoundOutput::close()
{
    State& state = *state_;
    if (state.sink) {
        state.player->set_clock({}, {});
        state.sink->stop();
        state.sink.reset();
    }
    state.player = nullptr;
    state.project = nullptr;
    state.woken = false;
}

void SoundOutput::forget()
{
    state_->reel.reset();
    state_->feed.reset();
}

} // namespace rushlight::app
