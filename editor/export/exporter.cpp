#include "editor/export/exporter.hpp"

#include "assets/error.hpp"
#include "editor/error.hpp"
#include "editor/export/master.hpp"
#include "editor/render/compositor.hpp"

#include <algorithm>
#include <condition_variable>
#include <exception>
#include <mutex>
#include <set>
#include <thread>

namespace rushlight::editor {

namespace {

/// Frames that are rendered while earlier ones are encoded; a few at a time.
class FrameQueue {
public:
    void put(assets::Frame frame, const std::stop_token& stop)
    {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, stop, [&] { return frames_.size() < 6; });
        frames_.push_back(std::move(frame));
        changed_.notify_all();
    }

    void fail(std::exception_ptr failure)
    {
        const std::lock_guard lock(mutex_);
        failure_ = std::move(failure);
        changed_.notify_all();
    }

    /// The next frame; throws what the rendering threw.
    assets::Frame take()
    {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [&] { return !frames_.empty() || failure_; });
        if (frames_.empty()) {
            std::rethrow_exception(failure_);
        }
        assets::Frame frame = std::move(frames_.front());
        frames_.pop_front();
        changed_.notify_all();
        return frame;
    }

private:
    std::mutex mutex_; ///< guards what follows
    std::condition_variable_any changed_;
    std::deque<assets::Frame> frames_;
    std::exception_ptr failure_;
};

[[noreturn]] void throw_cancelled(const std::filesystem::path& out)
{
    throw assets::MediaError(assets::MediaError::Code::cancelled,
                             "the export of " + out.filename().string() +
                                 " was cancelled; nothing was written");
}

/// What the film has that will not be seen as meant: unknown effects, fonts that are not there.
std::set<std::string> notes_of(const Timeline& timeline)
{
    std::set<std::string> notes;
    std::unique_ptr<TitleArtist> artist;
    for (const auto& track : timeline.tracks) {
        for (std::size_t i = 0; i < track->items.size(); ++i) {
            const Item& item = track->items.at(i);
            if (!item.clip) {
                continue;
            }
            for (const Effect& effect : item.clip->effects) {
                if (!is_known(effect)) {
                    notes.insert("the effect " + effect.effect + " of " + item.clip->name +
                                 " is unknown here and was passed through");
                }
            }
            const auto* title = std::get_if<Title>(&item.clip->source);
            if (title && !title->font.empty()) {
                artist = artist ? std::move(artist) : std::make_unique<TitleArtist>();
                const std::string sentence = artist->missing_font(*title);
                if (!sentence.empty()) {
                    notes.insert(sentence);
                }
            }
        }
    }
    if (std::any_of(timeline.tracks.begin(), timeline.tracks.end(), [](const auto& track) {
            return holds_captions(*track) && !track->hidden;
        })) {
        for (auto& sentence : CaptionArtist().missing_fonts(timeline.styles)) {
            notes.insert(std::move(sentence));
        }
    }
    return notes;
}

/// Passes pictures on and notes the assets that had none.
class Watched : public PictureSource {
public:
    explicit Watched(PictureSource& pictures)
        : pictures_(pictures)
    {
    }

    Picture picture(const Media& media, const Time& time) override
    {
        Picture picture = pictures_.picture(media, time);
        if (!picture.frame) {
            missing_.insert("the picture of asset " + media.asset +
                            " cannot be read and is black in the film; relink or make it again");
        }
        return picture;
    }

    std::shared_ptr<const ColourTable> table(const std::string& asset) override
    {
        auto table = pictures_.table(asset);
        if (!table) {
            missing_.insert("the table of colours of asset " + asset +
                            " cannot be read and changes nothing in the film; import it again");
        }
        return table;
    }

    [[nodiscard]] const std::set<std::string>& missing() const { return missing_; }

private:
    PictureSource& pictures_;
    std::set<std::string> missing_;
};

} // namespace

Exported export_film(const Timeline& timeline,
                     PictureSource& pictures,
                     SoundSource& sounds,
                     const Export& order,
                     const std::function<void(const ExportProgress&)>& progress,
                     std::stop_token stop)
{
    const std::int64_t end = order.to < 0 ? length(timeline) : order.to;
    if (order.from < 0 || end <= order.from || end > length(timeline)) {
        throw EditorError(EditorError::Code::invalid,
                          "there is nothing to export: the film has " +
                              std::to_string(length(timeline)) +
                              " frames; put a clip on the timeline or choose another range");
    }
    Exported result;
    result.frames = end - order.from;
    result.size = delivered_size(order.preset, timeline.size);
    std::set<std::string> notes = notes_of(timeline);
    const bool has_pictures = order.preset.delivery != assets::Delivery::wav;

    assets::WriterSettings settings;
    settings.delivery = order.preset.delivery;
    settings.width = has_pictures ? result.size.width : 0;
    settings.height = has_pictures ? result.size.height : 0;
    settings.rate = timeline.rate;
    settings.quality = order.preset.quality;
    settings.metadata = order.metadata;
    assets::Writer writer(order.out, settings); // says first whether the place can be written to

    const auto sample_at = [&](std::int64_t frame) {
        return assets::frame_sample(frame, timeline.rate);
    };
    progress({0, result.frames, true});
    Mixer mixer(sounds);
    Master master(mixer, timeline, sample_at(order.from), sample_at(end));
    result.gain_db = master.reach(order.preset.loudness, order.preset.true_peak, stop);
    if (stop.stop_requested()) {
        throw_cancelled(order.out);
    }

    LoudnessMeter meter;
    const std::int64_t chunk = sample_rate / 2;
    const std::int64_t first = sample_at(order.from);
    std::mutex sources; // sound is mixed here, pictures there
    FrameQueue queue;
    Watched watched(pictures);
    std::jthread renderer;
    if (has_pictures) {
        renderer = std::jthread([&](const std::stop_token& ended) {
            try {
                Compositor compositor(watched);
                for (std::int64_t f = order.from; f < end && !ended.stop_requested(); ++f) {
                    const FramePlan plan = plan_frame(timeline, f);
                    assets::Frame frame;
                    {
                        const std::lock_guard lock(sources);
                        frame = compositor.render(plan, result.size);
                    }
                    queue.put(std::move(frame), ended);
                }
            } catch (...) {
                queue.fail(std::current_exception());
            }
        });
    }
    for (std::int64_t f = order.from; f < end; ++f) {
        if (stop.stop_requested()) {
            throw_cancelled(order.out);
        }
        while (writer.samples() < sample_at(f + 1) - first) {
            std::vector<float> samples;
            {
                const std::lock_guard lock(sources);
                samples = master.next(std::min(chunk, sample_at(end) - first - writer.samples()));
            }
            meter.add(samples);
            writer.write_sound(samples);
        }
        if (has_pictures) {
            writer.write(queue.take());
        }
        if ((f - order.from) % 12 == 0 || f + 1 == end) {
            progress({f + 1 - order.from, result.frames, false});
        }
    }
    if (renderer.joinable()) {
        renderer.join();
    }
    writer.finish();
    notes.insert(watched.missing().begin(), watched.missing().end());
    result.notes.assign(notes.begin(), notes.end());
    result.loudness = meter.result();
    return result;
}

} // namespace rushlight::editor
