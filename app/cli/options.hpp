#pragma once

#include "generation/protocol/request.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace rushlight::app {

// What each verb of the command line was given. Values inside an option were checked for form
// ("WxH", "PATH@FRAME"); ranges that depend on a model are checked against its Limits.

struct FilmOptions {
    std::string storyboard;
    std::string project;
    std::string out;
    bool vertical = false;
    bool blocking = false; ///< every shot drawn on the stage, from its prompt alone
};

struct GenerateOptions {
    struct Image {
        std::string path;
        int frame = 0;
    };

    struct Lora {
        std::string name;
        double weight = 1;
    };

    std::optional<std::string> model;
    std::optional<std::string> prompt;
    std::optional<std::string> negative;
    std::optional<std::int64_t> seed;
    std::optional<int> frames;
    std::optional<generation::Size> size;
    std::optional<int> steps;
    std::optional<double> guidance;
    std::optional<double> motion;
    std::optional<std::string> pass;
    std::vector<Lora> loras;
    std::vector<generation::CameraMove> camera;
    std::vector<Image> images;
    std::string brush;
    std::string source;
    std::optional<double> strength;
    std::vector<std::string> cast;
    std::string recipe;
    std::string out;
    std::string project;
    std::string preview;
};

struct NewOptions {
    std::string project;
};

struct ImportOptions {
    std::string project;
    std::vector<std::string> media; ///< or timelines of other programs
    bool link = false;
    std::string rate;     ///< of an EDL, frames a second; empty: the film's
    std::string language; ///< of captions; empty: what the file's name says
};

struct HistoryOptions {
    std::string project;
};

struct EditOptions {
    std::string project;
    std::string script; ///< empty: only tell the timeline
};

struct ExportOptions {
    std::string project;
    std::string out;
    std::string preset;
    bool non_drop = false; ///< an EDL counts every timecode
    std::string language;  ///< of the captions to write; empty: the only one
};

struct VerifyOptions {
    std::string project;
};

struct OpenOptions {
    std::string project;
};

struct TakeOptions {
    enum class Verb { list, make, use };

    Verb verb = Verb::list;
    std::string project;
    std::string clip;
    std::int64_t take = 0;
    std::optional<std::int64_t> seed;
};

struct CastOptions {
    enum class Verb { add, list, show, grant, revoke, remove };

    Verb verb = Verb::list;
    std::string handle;
    std::string kind;
    std::vector<std::string> pictures;
    std::string preview;
    std::string until;
    std::vector<std::string> forbid;
};

struct ModelsOptions {
    enum class Verb { list, check, add };

    Verb verb = Verb::list;
    std::string path;
};

struct DoctorOptions {};

using Command = std::variant<FilmOptions,
                             GenerateOptions,
                             NewOptions,
                             ImportOptions,
                             HistoryOptions,
                             EditOptions,
                             ExportOptions,
                             VerifyOptions,
                             OpenOptions,
                             TakeOptions,
                             CastOptions,
                             ModelsOptions,
                             DoctorOptions>;

struct CommandLine {
    Command command;
    bool json = false;
};

/// Reads the arguments. Prints help and version itself and returns nothing then. Throws
/// Failure{usage} with one sentence.
[[nodiscard]] std::optional<CommandLine> read_command_line(int count, const char* const* words);

} // namespace rushlight::app
