#include "app/cli/hand_over.hpp"

#include "app/cli/project_assets.hpp"
#include "app/cli/studio.hpp"
#include "assets/error.hpp"
#include "assets/library.hpp"
#include "editor/interchange/convert.hpp"
#include "editor/interchange/files.hpp"
#include "editor/interchange/media_places.hpp"
#include "editor/interchange/numbers.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <charconv>

namespace rushlight::app {

namespace {

namespace fs = std::filesystem;

/// The rate by which a file's timecode counts: its pictures', else the film's.
assets::Time counting_rate(const assets::Facts& facts, const assets::Time& film)
{
    const bool pictures = facts.video && facts.video->rate >= assets::Time(1);
    return pictures ? facts.video->rate : film;
}

std::optional<assets::Time> start_of(const assets::Facts& facts, const assets::Time& film)
{
    const assets::Time rate = counting_rate(facts, film);
    const auto frame = editor::frame_of(facts.timecode, rate);
    return frame ? std::optional(assets::Time(*frame) / rate) : std::nullopt;
}

editor::DescribeMedia descriptions(storage::Project& project, const assets::Time& film)
{
    return [&project, film](const editor::Media& media) {
        editor::ExchangeMedia told;
        std::int64_t number = 0;
        std::from_chars(media.asset.data(), media.asset.data() + media.asset.size(), number);
        const auto asset = assets::Library(project.database(), project.media()).find(number);
        if (!asset) {
            return told;
        }
        told.name = asset->name;
        if (!asset->file.empty()) {
            told.file = editor::file_url(fs::absolute(asset->file));
        }
        const auto reel = asset->facts.metadata.find("reel_name");
        told.reel = reel == asset->facts.metadata.end() ? std::string() : reel->second;
        told.start = start_of(asset->facts, film);
        told.picture = asset->facts.video.has_value();
        told.sound = asset->facts.audio.has_value();
        if (asset->facts.video) {
            told.rate = asset->facts.video->rate;
            told.size = {asset->facts.video->width, asset->facts.video->height};
        }
        return told;
    };
}

/// Brings in the media that a timeline names.
class Arrivals {
public:
    Arrivals(storage::Project& project, fs::path folder, bool link, const assets::Time& film)
        : project_(project)
        , library_(project.database(), project.media())
        , folder_(std::move(folder))
        , link_(link)
        , film_(film)
        , laid_(assets_of(project))
    {
    }

    editor::FoundMedia find(const editor::ExchangeMedia& media)
    {
        const auto asset = bring(media);
        const auto laid = asset ? laid_(*asset) : std::nullopt;
        if (!laid) {
            return {{std::to_string(missing(media)), {}, media.duration}, {}};
        }
        return {laid->media, start_of(library_.find(*asset)->facts, film_)};
    }

    [[nodiscard]] const std::vector<std::string>& offline() const { return offline_; }

private:
    std::optional<std::int64_t> bring(const editor::ExchangeMedia& media)
    {
        std::error_code gone;
        for (const fs::path& place :
             editor::media_places(media.file.empty() ? media.name : media.file, folder_)) {
            if (!fs::is_regular_file(place, gone)) {
                continue;
            }
            try {
                return link_ ? linked(fs::absolute(place)) : library_.import(place);
            } catch (const assets::MediaError& error) {
                if (error.code() != assets::MediaError::Code::unreadable) {
                    throw;
                }
                why_ = error.what();
            }
        }
        return by_name(media.name);
    }

    std::int64_t linked(const fs::path& file)
    {
        for (const assets::Asset& asset : library_.list()) {
            if (asset.linked && asset.file == file &&
                library_.check(asset.id) == assets::AssetState::ready) {
                return asset.id;
            }
        }
        return library_.link(file);
    }

    /// The one medium of the project with this name.
    [[nodiscard]] std::optional<std::int64_t> by_name(const std::string& name) const
    {
        std::optional<std::int64_t> found;
        for (const assets::Asset& asset : library_.list()) {
            if (asset.name == name && asset.state == assets::AssetState::ready) {
                if (found) {
                    return std::nullopt;
                }
                found = asset.id;
            }
        }
        return found;
    }

    /// An asset that waits to be relinked.
    std::int64_t missing(const editor::ExchangeMedia& media)
    {
        storage::AssetRow row;
        row.state = storage::AssetState::missing;
        row.kind = media.picture ? storage::AssetKind::video : storage::AssetKind::audio;
        row.name = media.name.empty() ? "unnamed" : media.name;
        row.error = why_.empty() ? "not found: " + (media.file.empty() ? row.name : media.file)
                                 : std::exchange(why_, {});
        std::int64_t asset = 0;
        project_.write(
            [&](storage::Database& database) { asset = storage::add_asset(database, row); });
        offline_.push_back(row.name);
        return asset;
    }

    storage::Project& project_;
    assets::Library library_;
    fs::path folder_;
    bool link_;
    assets::Time film_;
    editor::FindAsset laid_;
    std::string why_; ///< a file that is there was not taken
    std::vector<std::string> offline_;
};

assets::Time rate_of(const ImportOptions& options, const assets::Time& film)
{
    if (options.rate.empty()) {
        return film;
    }
    double number = 0;
    const char* const end = options.rate.data() + options.rate.size();
    const auto [stop, wrong] = std::from_chars(options.rate.data(), end, number);
    const auto rate = editor::exact_rate(number);
    if (wrong != std::errc() || stop != end || !rate || *rate < assets::Time(1) ||
        *rate > assets::Time(240)) {
        throw Failure(Exit::usage,
                      "--rate: \"" + options.rate + "\" is not a number of 1 to 240, as 23.976");
    }
    return *rate;
}

void note_losses(const std::vector<std::string>& sentences, Report& report)
{
    for (const std::string& sentence : sentences) {
        if (!report.is_json()) { // programs have the list in the result
            report.note("not carried: " + sentence);
        }
    }
}

} // namespace

void hand_over(storage::Project& project,
               const editor::Film& film,
               const ExportOptions& options,
               Report& report)
{
    if (!options.preset.empty()) {
        throw Failure(Exit::usage, "--preset is for films; a timeline has none");
    }
    const auto told = editor::to_exchange(
        *film.now(), project.folder().stem().string(), descriptions(project, film.now()->rate));
    const auto written = editor::write_exchange(told, options.out, !options.non_drop);
    editor::save(written.files);
    note_losses(written.not_carried, report);
    std::string said;
    nlohmann::json files = nlohmann::json::array();
    for (const auto& one : written.files) {
        files.push_back(fs::absolute(one.file).string());
        said += (said.empty() ? "" : "\n") + fs::absolute(one.file).string();
    }
    report.result(said,
                  {{"file", files.front()},
                   {"files", files},
                   {"project", fs::absolute(project.folder()).string()},
                   {"not_carried", written.not_carried}});
}

void take_over(storage::Project& project,
               const std::vector<fs::path>& timelines,
               const ImportOptions& options,
               Report& report)
{
    editor::Film film(project, empty_film());
    const auto before = film.now();
    const auto read = editor::read_exchange(timelines, rate_of(options, before->rate));
    const std::string name = timelines.front().filename().string();
    const fs::path folder = fs::absolute(timelines.front()).parent_path();
    Arrivals arrivals(project, folder, options.link, read.rate == 0 ? before->rate : read.rate);
    editor::ImportSettings settings;
    settings.size = before->size;
    settings.rate = before->rate;
    settings.first_id = before->next_id;
    auto imported = editor::to_timeline(
        read, settings, [&](const editor::ExchangeMedia& media) { return arrivals.find(media); });
    film.commit(std::move(imported.timeline), "Import " + name);
    note_losses(imported.not_carried, report);
    for (const std::string& one : arrivals.offline()) {
        if (!report.is_json()) {
            report.note("offline: " + one + "; put it beside " + name + " and import that again");
        }
    }
    const bool had_edit = editor::length(*before) > 0;
    report.result(name + " is the film now, " + std::to_string(editor::length(*film.now())) +
                      " frames long" +
                      (had_edit ? "; the edit before it is a version that undo brings back" : ""),
                  {{"file", fs::absolute(timelines.front()).string()},
                   {"project", fs::absolute(project.folder()).string()},
                   {"version", film.version()},
                   {"offline", arrivals.offline()},
                   {"not_carried", imported.not_carried}});
}

} // namespace rushlight::app
