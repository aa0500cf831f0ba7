#pragma once

#include "editor/text/json_text.hpp"
#include "editor/timeline/timeline.hpp"
#include "generation/protocol/request.hpp"

#include <filesystem>

namespace rushlight::editor {

enum class ShotMode : std::uint8_t { prompt, image, brush, remix, cameo };

/// A transition from a shot into the next; it overlaps both.
struct Overlap {
    std::string kind = "cut"; ///< cut, dissolve, dip
    std::int64_t frames = 0;  ///< of the film; 0 for a cut
};

struct ShotTitle {
    Title title;
    std::optional<Time> seconds; ///< how long it stays; the shot, at most 4 s, without
};

struct ShotImage {
    std::filesystem::path path; ///< absolute
    int frame = 0;              ///< of the model's own
};

/// One card.
struct Shot {
    std::string id;
    ShotMode mode = ShotMode::prompt;
    std::string model; ///< who makes it; empty: the usual family
    std::string prompt;
    std::string negative;
    std::optional<Time> seconds;
    std::optional<std::int64_t> seed;
    std::vector<generation::CameraMove> camera;
    std::optional<double> motion;
    std::string pass; ///< render pass; empty: the picture
    std::vector<ShotImage> images;
    std::filesystem::path brush; ///< absolute; empty without
    std::string source;          ///< id of an earlier shot; empty without
    double strength = 0.6;
    std::vector<std::string> cast; ///< handles
    std::optional<ShotTitle> title;
    Overlap transition;
};

struct CastEntry {
    std::string handle;
    std::string kind; ///< empty where the storyboard does not say
    std::string note;
};

struct Storyboard {
    std::string title;
    Size size{1280, 720};
    Time rate = 24;
    std::vector<CastEntry> cast;
    std::vector<Shot> shots;
};

/// A storyboard, or what is wrong with it; never both.
struct StoryboardReading {
    std::optional<Storyboard> storyboard;
    std::vector<TextProblem> problems;
};

/// Reads a storyboard (packaging/schemas/storyboard.schema.json, version 1). Paths in it are taken
/// from `folder` on; files are not opened.
[[nodiscard]] StoryboardReading read_storyboard(std::string_view text,
                                                const std::filesystem::path& folder);

/// A motion brush file, or what is wrong with it.
struct BrushReading {
    /// A region's `mask` is the absolute path of its PNG; empty where it has a polygon.
    std::vector<generation::BrushRegion> regions;
    std::vector<TextProblem> problems;
};

/// Reads a brush (packaging/schemas/brush.schema.json, version 1).
[[nodiscard]] BrushReading read_brush(std::string_view text, const std::filesystem::path& folder);

/// The text of a file of at most 4 MiB. Throws EditorError (missing, unreadable).
[[nodiscard]] std::string read_text(const std::filesystem::path& file);

} // namespace rushlight::editor
