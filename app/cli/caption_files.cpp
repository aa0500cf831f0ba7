#include "app/cli/caption_files.hpp"

#include "app/cli/studio.hpp"
#include "editor/captions/caption_file.hpp"
#include "editor/edits/captions.hpp"
#include "editor/error.hpp"
#include "editor/interchange/files.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace rushlight::app {

namespace {

namespace fs = std::filesystem;

std::string language_of(const fs::path& file, const std::string& asked)
{
    if (!asked.empty() && !editor::is_language(asked)) {
        throw Failure(Exit::usage,
                      "--language: \"" + asked + "\" is no language tag, as en or pt-BR");
    }
    return asked.empty() ? editor::caption_language(file) : asked;
}

void note_losses(const std::vector<std::string>& sentences, Report& report)
{
    for (const std::string& sentence : sentences) {
        if (!report.is_json()) {
            report.note(sentence);
        }
    }
}

} // namespace

void import_captions(storage::Project& project,
                     const fs::path& file,
                     const ImportOptions& options,
                     Report& report)
{
    const std::string name = file.filename().string();
    const std::string language = language_of(file, options.language);
    const auto read =
        editor::read_captions(editor::bounded_text(file), editor::caption_format(file), name);
    editor::Film film(project, empty_film());
    auto next = editor::add_captions(*film.now(), read, language);
    if (!next) {
        throw Failure(Exit::unreadable, name + " holds no caption that could stand in a film");
    }
    film.commit(std::move(*next), "Import " + name);
    note_losses(read.not_carried, report);
    report.result(name + " is on the timeline: " + std::to_string(read.cues.size()) +
                      " captions in " + language,
                  {{"file", fs::absolute(file).string()},
                   {"project", fs::absolute(project.folder()).string()},
                   {"version", film.version()},
                   {"captions", read.cues.size()},
                   {"language", language},
                   {"not_carried", read.not_carried}});
}

void export_captions(storage::Project& project,
                     const editor::Film& film,
                     const ExportOptions& options,
                     Report& report)
{
    if (!options.preset.empty()) {
        throw Failure(Exit::usage, "--preset is for films; captions have none");
    }
    const auto languages = editor::caption_languages(*film.now());
    if (languages.empty()) {
        throw Failure(
            Exit::usage,
            "the film has no captions; bring some in with rushlight import P film.srt, or "
            "write them with the edit insert_caption");
    }
    std::string all;
    for (const auto& one : languages) {
        all += (all.empty() ? "" : ", ") + one;
    }
    const std::string language = options.language.empty() ? languages.front() : options.language;
    if ((options.language.empty() && languages.size() > 1) ||
        std::find(languages.begin(), languages.end(), language) == languages.end()) {
        throw Failure(Exit::usage, "--language: the film has captions in " + all + "; name one");
    }
    std::vector<std::string> lost;
    const auto told = editor::captions_of(*film.now(), language);
    const std::string text =
        editor::write_captions(told, editor::caption_format(options.out), lost);
    editor::save({{options.out, text}});
    note_losses(lost, report);
    report.result(fs::absolute(options.out).string(),
                  {{"file", fs::absolute(options.out).string()},
                   {"project", fs::absolute(project.folder()).string()},
                   {"captions", told.cues.size()},
                   {"language", language},
                   {"not_carried", lost}});
}

} // namespace rushlight::app
