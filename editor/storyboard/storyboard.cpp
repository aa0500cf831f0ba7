#include "editor/storyboard/storyboard.hpp"

#include "editor/error.hpp"
#include "editor/text/schemas.hpp"

#include <algorithm>
#include <cmath>
#include <fstream>
#include <map>
#include <set>

namespace rushlight::editor {

namespace {

using nlohmann::json;

/// Decimal seconds as an exact fraction of thousandths.
Time seconds_of(const json& number)
{
    return {static_cast<std::int64_t>(std::llround(number.get<double>() * 1000)), 1000};
}

generation::CameraMove move_of(const std::string& text)
{
    generation::CameraMove move;
    const auto colon = text.find(':');
    move.name = text.substr(0, colon);
    if (colon != std::string::npos) {
        move.amount = std::stod(text.substr(colon + 1));
    }
    return move;
}

Placement placement_of(const std::string& word)
{
    return word == "lower_third" ? Placement::lower_third
           : word == "bottom"    ? Placement::bottom
                                 : Placement::centre;
}

ShotMode mode_of(const std::string& word)
{
    static const std::map<std::string, ShotMode> modes{{"prompt", ShotMode::prompt},
                                                       {"image", ShotMode::image},
                                                       {"brush", ShotMode::brush},
                                                       {"remix", ShotMode::remix},
                                                       {"cameo", ShotMode::cameo}};
    return modes.at(word);
}

ShotTitle title_of(const json& value)
{
    ShotTitle title;
    if (value.is_string()) {
        title.title.text = value;
        return title;
    }
    title.title.text = value["text"];
    title.title.subtitle = value.value("subtitle", "");
    title.title.placement = placement_of(value.value("placement", "centre"));
    if (value.contains("seconds")) {
        title.seconds = seconds_of(value["seconds"]);
    }
    return title;
}

/// A shot that the schema has let through.
Shot shot_of(const json& value, const std::filesystem::path& folder)
{
    Shot shot;
    shot.id = value["id"];
    shot.mode = mode_of(value["mode"]);
    shot.model = value.value("model", "");
    shot.prompt = value["prompt"];
    shot.negative = value.value("negative", "");
    if (value.contains("seconds")) {
        shot.seconds = seconds_of(value["seconds"]);
    }
    if (value.contains("seed")) {
        shot.seed = value["seed"].get<std::int64_t>();
    }
    const json camera = value.value("camera", json::array());
    if (camera.is_string()) {
        shot.camera.push_back(move_of(camera));
    } else {
        for (const json& move : camera) {
            shot.camera.push_back(move_of(move));
        }
    }
    if (value.contains("motion")) {
        shot.motion = value["motion"].get<double>();
    }
    shot.pass = value.value("pass", "");
    for (const json& image : value.value("images", json::array())) {
        shot.images.push_back({folder / image["path"].get<std::string>(), image.value("frame", 0)});
    }
    if (value.contains("brush")) {
        shot.brush = folder / value["brush"].get<std::string>();
    }
    shot.source = value.value("source", "");
    shot.strength = value.value("strength", 0.6);
    shot.cast = value.value("cast", std::vector<std::string>{});
    const bool has_title = value.contains("title") && value["title"] != "";
    if (has_title) {
        shot.title = title_of(value["title"]);
    }
    if (value.contains("transition")) {
        const json& transition = value["transition"];
        shot.transition.kind = transition["kind"];
        shot.transition.frames =
            shot.transition.kind == "cut" ? 0 : transition.value("frames", std::int64_t{12});
    }
    return shot;
}

/// What a schema cannot say: that shots fit together.
class Coherence {
public:
    Coherence(const Storyboard& board, const JsonText& text, std::vector<TextProblem>& problems)
        : board_(board)
        , text_(text)
        , problems_(problems)
    {
    }

    void check()
    {
        if (board_.size.width % 2 != 0 || board_.size.height % 2 != 0) {
            say("/size", "both sides must be even");
        }
        if (board_.rate < Time(1) || board_.rate > Time(120)) {
            say("/rate", "it must be from 1 to 120 frames a second");
        }
        for (std::size_t i = 0; i < board_.cast.size(); ++i) {
            if (!handles_.insert(board_.cast[i].handle).second) {
                say("/cast/" + std::to_string(i) + "/handle",
                    "@" + board_.cast[i].handle + " is in the cast twice; take one away");
            }
        }
        for (std::size_t i = 0; i < board_.shots.size(); ++i) {
            check_shot(board_.shots[i], "/shots/" + std::to_string(i));
            check_transition(i, "/shots/" + std::to_string(i) + "/transition");
        }
    }

private:
    void say(const std::string& pointer, const std::string& sentence)
    {
        problems_.push_back({text_.line_of(pointer), pointer, sentence});
    }

    void check_shot(const Shot& shot, const std::string& at)
    {
        if (shot.mode == ShotMode::image && shot.images.empty()) {
            say(at, "an image shot needs \"images\"; add one or choose another mode");
        }
        if (shot.mode == ShotMode::brush && shot.brush.empty()) {
            say(at, "a brush shot needs \"brush\"; add the path of a brush file");
        }
        if (shot.mode == ShotMode::brush && shot.images.empty() && shot.source.empty()) {
            say(at, "a brush moves a picture; add \"images\" or \"source\"");
        }
        if (shot.mode == ShotMode::remix && shot.source.empty()) {
            say(at, "a remix needs \"source\"; name an earlier shot");
        }
        if (shot.mode == ShotMode::cameo && shot.cast.empty()) {
            say(at, "a cameo needs \"cast\"; name who appears");
        }
        if (!shot.source.empty() && ids_.count(shot.source) == 0) {
            say(at + "/source",
                "no earlier shot is called " + shot.source + "; name one that comes before");
        }
        for (std::size_t i = 0; i < shot.cast.size(); ++i) {
            if (handles_.count(shot.cast[i]) == 0) {
                say(at + "/cast/" + std::to_string(i),
                    "@" + shot.cast[i] + " is not in the storyboard's cast; add it there");
            }
        }
        std::set<int> frames;
        for (std::size_t i = 0; i < shot.images.size(); ++i) {
            if (!frames.insert(shot.images[i].frame).second) {
                say(at + "/images/" + std::to_string(i),
                    "two images lie on frame " + std::to_string(shot.images[i].frame) +
                        "; move one");
            }
        }
        if (!ids_.insert(shot.id).second) {
            say(at + "/id", "two shots are called " + shot.id + "; rename one");
        }
    }

    void check_transition(std::size_t i, const std::string& at)
    {
        const Shot& shot = board_.shots[i];
        if (shot.transition.frames == 0) {
            return;
        }
        if (i + 1 == board_.shots.size()) {
            say(at, "the last shot has no next one to go into; take the transition away");
            return;
        }
        const auto frames = [&](const Shot& s) {
            return s.seconds ? s.seconds->floor_at(board_.rate) : std::int64_t{1} << 30;
        };
        const std::int64_t before = i > 0 ? board_.shots[i - 1].transition.frames : 0;
        if (shot.transition.frames + before >= frames(shot) ||
            shot.transition.frames >= frames(board_.shots[i + 1])) {
            say(at + "/frames",
                "the transition is as long as a shot that it joins; shorten it or lengthen the "
                "shot");
        }
    }

    const Storyboard& board_;
    const JsonText& text_;
    std::vector<TextProblem>& problems_;
    std::set<std::string> ids_;
    std::set<std::string> handles_;
};

void sort_by_line(std::vector<TextProblem>& problems)
{
    std::stable_sort(problems.begin(),
                     problems.end(),
                     [](const TextProblem& a, const TextProblem& b) { return a.line < b.line; });
}

/// The value, held against a schema; none where anything is wrong.
std::optional<json>
checked(const JsonText& text, const json& schema, std::vector<TextProblem>& problems)
{
    if (!text.value()) {
        return std::nullopt;
    }
    const json& value = *text.value();
    if (value.is_object() && value.contains("version") && value["version"].is_number_integer() &&
        value["version"] > 1) {
        problems.push_back({text.line_of("/version"),
                            "/version",
                            "it is from a newer Rushlight (version " + value["version"].dump() +
                                "); update, or write version 1"});
        return std::nullopt;
    }
    check(value, schema, text, problems);
    return problems.empty() ? std::optional(value) : std::nullopt;
}

} // namespace

StoryboardReading read_storyboard(std::string_view text, const std::filesystem::path& folder)
{
    StoryboardReading reading;
    const JsonText json_text(text, reading.problems);
    const auto value = checked(json_text, storyboard_schema(), reading.problems);
    if (value) {
        Storyboard board;
        board.title = value->value("title", "");
        if (value->contains("size")) {
            board.size = {(*value)["size"][0], (*value)["size"][1]};
        }
        if (value->contains("rate")) {
            const json& rate = (*value)["rate"];
            const bool is_zero =
                rate.is_string() &&
                std::stol(rate.get<std::string>().substr(rate.get<std::string>().find('/') + 1)) ==
                    0;
            board.rate = rate.is_number() ? Time(rate.get<std::int64_t>())
                         : is_zero        ? Time(0)
                                          : assets::parse_time(rate);
        }
        for (const json& entry : value->value("cast", json::array())) {
            board.cast.push_back(
                {entry["handle"], entry.value("kind", ""), entry.value("note", "")});
        }
        for (const json& shot : (*value)["shots"]) {
            board.shots.push_back(shot_of(shot, folder));
            if (board.shots.back().model.empty()) {
                board.shots.back().model = value->value("model", "");
            }
        }
        Coherence(board, json_text, reading.problems).check();
        if (reading.problems.empty()) {
            reading.storyboard = std::move(board);
        }
    }
    sort_by_line(reading.problems);
    return reading;
}

BrushReading read_brush(std::string_view text, const std::filesystem::path& folder)
{
    BrushReading reading;
    const JsonText json_text(text, reading.problems);
    const auto value = checked(json_text, brush_schema(), reading.problems);
    for (const json& entry : value ? (*value)["regions"] : json::array()) {
        generation::BrushRegion region;
        if (entry["mask"].is_string()) {
            region.mask = (folder / entry["mask"].get<std::string>()).string();
        } else {
            region.polygon = entry["mask"].get<std::vector<std::array<double, 2>>>();
        }
        region.path = entry.value("path", std::vector<std::array<double, 3>>{});
        region.direction = entry.value("direction", std::array<double, 2>{0, 0});
        region.proximity = entry.value("proximity", 0.0);
        region.ambient = entry.value("ambient", 0.0);
        region.is_static = entry.value("static", false);
        const auto later = [](const auto& a, const auto& b) {
            return a[2] >= b[2];
        };
        if (std::adjacent_find(region.path.begin(), region.path.end(), later) !=
            region.path.end()) {
            const std::string pointer =
                "/regions/" + std::to_string(reading.regions.size()) + "/path";
            reading.problems.push_back(
                {json_text.line_of(pointer), pointer, "its times must rise from point to point"});
        }
        reading.regions.push_back(std::move(region));
    }
    if (!reading.problems.empty()) {
        reading.regions.clear();
    }
    sort_by_line(reading.problems);
    return reading;
}

std::string read_text(const std::filesystem::path& file)
{
    const std::string name = file.filename().string();
    std::error_code error;
    if (std::filesystem::is_directory(file, error)) {
        throw EditorError(EditorError::Code::unreadable,
                          "cannot read " + name + ": it is a folder; name a file in it");
    }
    std::ifstream in(file, std::ios::binary);
    if (!in) {
        throw EditorError(EditorError::Code::missing,
                          "cannot open " + name +
                              ": there is no such file that may be read; check its path");
    }
    std::string text((4 << 20) + 1, '\0');
    in.read(text.data(), static_cast<std::streamsize>(text.size()));
    text.resize(static_cast<std::size_t>(in.gcount()));
    if (text.size() > (4 << 20)) {
        throw EditorError(EditorError::Code::unreadable,
                          "cannot read " + name + ": it is larger than 4 MiB; split it");
    }
    return text;
}

} // namespace rushlight::editor
