#pragma once

#include "editor/project/film.hpp"
#include "editor/text/json_text.hpp"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace rushlight::editor {

/// An asset as a script lays it: what it is, and which tracks can take it.
struct ScriptAsset {
    std::string name;
    Media media;
    bool picture = false;
    bool sound = false;
};

/// An asset of the project by its number; none where there is no ready one.
using FindAsset = std::function<std::optional<ScriptAsset>(std::int64_t asset)>;

/// What a script comes to: a version for each edit, or what is wrong with it.
struct ScriptResult {
    std::vector<FilmVersion> versions;
    std::vector<TextProblem> problems; ///< fields as "/edits/2/clip"; with problems no versions
};

/// Makes the edits of a script (packaging/schemas/edits.schema.json) one after the other on a
/// timeline. Nothing is kept of a script with a problem; the first edit that is refused ends it.
/// text: the file's. Pure but for `find_asset`.
[[nodiscard]] ScriptResult
run_script(const Timeline& timeline, std::string_view text, const FindAsset& find_asset);

/// How one edit of a script is written.
struct EditForm {
    std::string name;    ///< "ripple_trim"
    std::string drawing; ///< before → after
    std::string example; ///< JSON
};

/// All edits that a script can make, in the schema's order of groups.
[[nodiscard]] std::vector<EditForm> edit_forms();

/// A timeline for programs: size, rate, length in frames, markers, and tracks with their items and
/// where they begin, in the track's units.
[[nodiscard]] nlohmann::json state_json(const Timeline& timeline);

} // namespace rushlight::editor
