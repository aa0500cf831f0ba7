#include "app/cli/deliver.hpp"

#include "app/failure.hpp"
#include "app/project/export_note.hpp"
#include "app/project/project_media.hpp"
#include "assets/take.hpp"
#include "assets/writer.hpp"
#include "editor/export/exporter.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstring>

namespace rushlight::app {

namespace {

namespace fs = std::filesystem;

assets::Delivery delivery_of(const fs::path& out)
{
    const std::string extension = out.extension().string();
    if (extension == ".mp4") {
        return assets::Delivery::mp4;
    }
    if (extension == ".mov") {
        return assets::Delivery::prores;
    }
    if (extension == ".mkv") {
        return assets::Delivery::take;
    }
    throw Failure(Exit::usage,
                  "cannot write " + out.filename().string() + ": use .mp4, .mov or .mkv");
}

/// A packed RGB frame.
assets::Frame frame_of(const std::vector<std::uint8_t>& rgb, int width, int height)
{
    assets::FrameBuffer buffer(width, height, assets::PixelFormat::rgb24, assets::srgb_full);
    const auto row = static_cast<std::size_t>(width) * 3;
    for (int y = 0; y < height; ++y) {
        std::memcpy(buffer.data[0] + y * buffer.strides[0],
                    rgb.data() + static_cast<std::size_t>(y) * row,
                    row);
    }
    return buffer.freeze();
}

/// A list with commas, each entry once: a take stands on picture and sound tracks.
std::string once(const std::string& list)
{
    std::vector<std::string> seen;
    std::string out;
    for (std::size_t at = 0; at <= list.size();) {
        const auto comma = std::min(list.find(',', at), list.size());
        std::string entry = list.substr(at, comma - at);
        if (std::find(seen.begin(), seen.end(), entry) == seen.end()) {
            out += (out.empty() ? "" : ",") + entry;
            seen.push_back(std::move(entry));
        }
        at = comma + 1;
    }
    return out;
}

} // namespace

void deliver(storage::Project& project,
             const editor::Film& film,
             const ExportOptions& options,
             Report& report,
             const std::stop_token& stop)
{
    const editor::Preset* preset =
        options.preset.empty() ? &editor::presets().front() : editor::find_preset(options.preset);
    if (preset == nullptr) {
        std::string known;
        for (const auto& one : editor::presets()) {
            known += (known.empty() ? "" : ", ") + one.name;
        }
        throw Failure(Exit::usage,
                      "there is no preset \"" + options.preset + "\"; there are " + known);
    }
    editor::Export order;
    order.out = options.out;
    order.preset = *preset;
    order.metadata = editor::provenance_of(*film.now(), [&](const std::string& take) {
        const auto found = find_take(project, std::atoll(take.c_str()));
        return found ? editor::TakeOrigin{found->recipe_hash, generation::is_trained(found->recipe)}
                     : editor::TakeOrigin();
    });
    for (const char* list : {"rushlight_takes", "rushlight_recipes"}) {
        if (const auto found = order.metadata.find(list); found != order.metadata.end()) {
            found->second = once(found->second);
        }
    }
    const ExportNote note(order.out);
    auto pictures = footage_of(project); // one a thread
    auto sounds = footage_of(project);
    const auto exported = editor::export_film(
        *film.now(),
        pictures,
        sounds,
        order,
        [&](const editor::ExportProgress& progress) {
            const double share = progress.frames > 0 ? static_cast<double>(progress.done) /
                                                           static_cast<double>(progress.frames)
                                                     : 0;
            report.progress(progress.measuring ? "listening" : "writing", std::min(share, 1.0));
        },
        stop);
    for (const auto& one : exported.notes) {
        report.note(one);
    }
    report.result(fs::absolute(order.out).string(),
                  {{"file", fs::absolute(order.out).string()},
                   {"project", fs::absolute(project.folder()).string()},
                   {"frames", exported.frames},
                   {"size", {exported.size.width, exported.size.height}},
                   {"loudness", exported.loudness.integrated},
                   {"true_peak", exported.loudness.true_peak}});
}

void deliver_take(const StoredTake& take, const fs::path& out)
{
    const auto film = assets::read_take(take.film);
    assets::WriterSettings settings;
    settings.delivery = delivery_of(out);
    settings.width = film.width;
    settings.height = film.height;
    settings.rate = film.rate;
    settings.metadata = {
        {"rushlight_takes", std::to_string(take.row.id)},
        {"rushlight_recipes", take.recipe_hash},
        {"digitalSourceType", assets::source_type(generation::is_trained(take.recipe))}};
    assets::Writer writer(out, settings);
    for (std::int64_t n = 0; n < film.frames; ++n) {
        writer.write(frame_of(film.rgb(n), film.width, film.height));
    }
    writer.write_sound(film.sound);
    writer.finish();
}

} // namespace rushlight::app
