#include "storage/assets_table.hpp"
#include "storage/migrations.hpp"
#include "storage/project.hpp"
#include "storage/takes_table.hpp"
#include "tests/app/program.hpp"
#include "tests/app/schema.hpp"
#include "tests/support/temporary_folder.hpp"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include <csignal>
#include <fstream>
#include <set>
#include <sstream>

using namespace rushlight;
using nlohmann::json;
using test::Outcome;
using test::Program;
using test::TemporaryFolder;
namespace fs = std::filesystem;

namespace {

void write(const fs::path& file, const std::string& text)
{
    std::ofstream(file, std::ios::binary) << text;
}

std::string read(const fs::path& file)
{
    std::ostringstream text;
    text << std::ifstream(file, std::ios::binary).rdbuf();
    return text.str();
}

/// A picture that any test can write: a binary PPM is no format we read, so a tiny PNG.
void write_picture(const fs::path& file)
{
    // 1 × 1, red
    const unsigned char bytes[]{
        0x89, 'P',  'N',  'G',  0x0d, 0x0a, 0x1a, 0x0a, 0,    0,    0,    13,   'I',  'H',
        'D',  'R',  0,    0,    0,    1,    0,    0,    0,    1,    8,    2,    0,    0,
        0,    0x90, 0x77, 0x53, 0xde, 0,    0,    0,    12,   'I',  'D',  'A',  'T',  0x08,
        0xd7, 0x63, 0xf8, 0xcf, 0xc0, 0x00, 0x00, 0x03, 0x01, 0x01, 0x00, 0x18, 0xdd, 0x8d,
        0xb0, 0,    0,    0,    0,    'I',  'E',  'N',  'D',  0xae, 0x42, 0x60, 0x82};
    write(file, std::string(reinterpret_cast<const char*>(bytes), sizeof bytes));
}

/// The PNG, saying of itself that it is 60,000 pixels wide and high.
std::string huge_picture(std::string png)
{
    for (const std::size_t at : {16U, 20U}) {
        png.replace(at, 4, std::string("\0\0\xea\x60", 4));
    }
    // the header's checksum, so that it is not refused for being damaged
    std::uint32_t sum = 0xffffffffU;
    for (std::size_t i = 12; i < 29; ++i) {
        sum ^= static_cast<unsigned char>(png[i]);
        for (int bit = 0; bit < 8; ++bit) {
            sum = sum >> 1U ^ ((sum & 1U) != 0 ? 0xedb88320U : 0U);
        }
    }
    sum = ~sum;
    for (std::size_t i = 0; i < 4; ++i) {
        png[29 + i] = static_cast<char>(sum >> (24 - 8 * i));
    }
    return png;
}

std::string storyboard(const std::string& second_prompt)
{
    return R"({"version":1,"title":"Three","size":[320,180],"rate":24,"shots":[
      {"id":"one","mode":"prompt","prompt":"a fox","seconds":0.75,"seed":1},
      {"id":"two","mode":"prompt","prompt":")" +
           second_prompt + R"(","seconds":0.75,"seed":2},
      {"id":"three","mode":"remix","prompt":"at night","seconds":0.75,"seed":3,"source":"one","strength":0.5}]})";
}

std::size_t takes_in(const fs::path& project)
{
    storage::ProjectOptions options;
    options.read_only = true;
    auto opened = storage::Project::open(project, options);
    std::size_t count = 0;
    for (const char* clip : {"shot one", "shot two", "shot three"}) {
        count += storage::takes_of_clip(opened.database(), clip).size();
    }
    return count;
}

/// Weights for the toy engine, as two files below a folder of models.
void install_weights(const fs::path& models, const std::string& word)
{
    const auto weights = models / "toy" / "weights";
    fs::create_directories(weights);
    write(weights / "one.safetensors", "weights one " + word);
    write(weights / "two-00001-of-00001.safetensors", "weights two " + word);
}

/// The weights that a project keeps.
std::vector<fs::path> kept_weights_in(const fs::path& project)
{
    std::vector<fs::path> files;
    for (const auto& entry : fs::recursive_directory_iterator(project / "media")) {
        if (entry.is_regular_file() && entry.path().extension() == ".safetensors" &&
            read(entry.path()).rfind("weights ", 0) == 0) {
            files.push_back(entry.path());
        }
    }
    return files;
}

/// The identity of the take that a --json run made.
std::string identity_of(const Outcome& outcome)
{
    std::istringstream lines(outcome.out);
    std::string line;
    std::string found;
    while (std::getline(lines, line)) {
        const json event = json::parse(line);
        if (event.contains("identity")) {
            found = event.at("identity");
        }
    }
    return found;
}

/// A toy project with one take, made with weights that are others by now.
struct OutlivedWeights {
    TemporaryFolder folder;
    Program program{folder.path()};
    fs::path project = folder / "p.rushlight";
    std::string identity;

    OutlivedWeights()
    {
        program.set("RUSHLIGHT_MODELS=" + (folder / "models").string());
        install_weights(folder / "models", "old");
        identity = identity_of(generate({"--prompt", "x", "--seed", "1"}, project));
        REQUIRE_FALSE(identity.empty());
        install_weights(folder / "models", "new");
    }

    Outcome generate(std::vector<std::string> arguments, const fs::path& into) const
    {
        arguments.insert(arguments.begin(), {"--json", "generate"});
        arguments.insert(arguments.end(),
                         {"--project", into.string(), "--out", (folder / "x.mp4").string()});
        return program.run(arguments);
    }
};

/// The `error` line of a --json run.
json error_of(const Outcome& outcome)
{
    std::istringstream lines(outcome.out);
    std::string line;
    json found;
    while (std::getline(lines, line)) {
        const json event = json::parse(line);
        if (event.at("event") == "error") {
            found = event;
        }
    }
    return found;
}

} // namespace

TEST_CASE("every kind of wrong usage ends with its exit code and one sentence", "[cli]")
{
    const TemporaryFolder folder;
    const Program program(folder.path());
    const std::string out = (folder / "x.mp4").string();
    write(folder / "text.png", "this is no picture");
    write_picture(folder / "red.png");
    write(folder / "cut.png", read(folder / "red.png").substr(0, 45));
    write(folder / "huge.png", huge_picture(read(folder / "red.png")));
    write(folder / "film.mp4", read(folder / "red.png").substr(20)); // neither film nor picture
    fs::create_directories(folder / "folder.png");
    write(
        folder / "cast.json",
        R"({"version":1,"title":"x","shots":[{"id":"a","mode":"cameo","prompt":"x","cast":["nobody"]}]})");
    write(
        folder / "nan.json",
        R"({"version":1,"title":"x","shots":[{"id":"a","mode":"prompt","prompt":"x","motion":NaN}]})");
    write(folder / "over.json",
          "{\"version\":1,\"title\":\"x\",\"shots\":[{\"id\":\"a\",\"mode\":\"prompt\",\"prompt\":"
          "\"x\"},\n"
          "{\"id\":\"b\",\"mode\":\"prompt\",\"prompt\":\"x\",\n\"motion\":11}]}");
    write(folder / "brush.json", R"({"version":1,"regions":[{"mask":[[0,0],[1,0],[0,2]]}]})");
    write(folder / "nan.recipe.json", R"({"request":{"guidance":1e999}})");
    fs::create_directories(folder / "empty.rushlight");
    write(folder / "empty.rushlight" / "project.db", "");
    (void)storage::Project::create(folder / "good.rushlight");
    write(folder / "empty.mp4", "");
    write(folder / "bad.json", "{\"version\":1,\n\"title\":\"x\",\n\"shots\":[{\"id\":3}]}");
    write(folder / "none.recipe.json", "{\"request\":{\"sed\":1}}");
    fs::create_directories(folder / "broken.rushlight");
    write(folder / "broken.rushlight" / "project.db", std::string(8192, 'x'));
    const auto at = [&](const char* name) {
        return (folder / name).string();
    };

    struct Row {
        int code;
        std::vector<std::string> arguments;
        std::string says;
    };

    const std::vector<Row> table{
        {2, {}, "VERB"},
        {2, {"dance"}, "\"dance\""},
        {2, {"generate", "--prompt", "x"}, "--out"},
        {2, {"generate", "--out", out}, "--prompt"},
        {2, {"generate", "--prompt", "x", "--out", out, "--seed", "-1"}, "--seed"},
        {2, {"generate", "--prompt", "x", "--out", out, "--seed", "9223372036854775808"}, "--seed"},
        {2, {"generate", "--prompt", "x", "--out", out, "--guidance", "nan"}, "--guidance"},
        {2, {"generate", "--prompt", "x", "--out", out, "--motion", "11"}, "--motion"},
        {2, {"generate", "--prompt", "x", "--out", out, "--motion", "inf"}, "--motion"},
        {2, {"generate", "--prompt", "x", "--out", out, "--steps", "-1"}, "--steps"},
        {2, {"generate", "--prompt", "x", "--out", out, "--steps", "1000000"}, "steps"},
        {2,
         {"generate", "--prompt", "x", "--out", out, "--source", "x", "--strength", "nan"},
         "--strength"},
        {2,
         {"generate", "--prompt", "x", "--out", out, "--source", "x", "--strength", "1.5"},
         "--strength"},
        {2, {"generate", "--prompt", "x", "--out", out, "--camera", "pan:nan"}, "--camera"},
        {2, {"generate", "--prompt", "x", "--out", out, "--frames", "99999999999"}, "--frames"},
        {2,
         {"generate", "--prompt", "x", "--out", out, "--image", at("red.png") + "@99"},
         "/keyframes"},
        {2,
         {"generate",
          "--prompt",
          "x",
          "--out",
          out,
          "--image",
          at("red.png") + "@0",
          "--brush",
          at("brush.json")},
         "brush.json"},
        {2, {"generate", "--recipe", at("nan.recipe.json"), "--out", out}, "nan.recipe.json"},
        {2, {"generate", "--prompt", "x", "--out", out, "--size", "64"}, "--size"},
        {2, {"generate", "--prompt", "x", "--out", out, "--size", "65x64"}, "/size"},
        {2, {"generate", "--prompt", "x", "--out", out, "--frames", "10"}, "/frames"},
        {2, {"generate", "--prompt", "x", "--out", out, "--camera", "swoop"}, "swoop"},
        {2, {"generate", "--prompt", "x", "--out", out, "--camera", "pan:99"}, "--camera"},
        {2, {"generate", "--prompt", "x", "--out", out, "--strength", "0.5"}, "--source"},
        {2, {"generate", "--prompt", "x", "--out", out, "--cast", "nobody"}, "nobody"},
        {2, {"generate", "--recipe", "77", "--out", out}, "77"},
        {2, {"generate", "--recipe", at("none.recipe.json"), "--out", out}, "sed"},
        {2, {"generate", "--prompt", "x", "--out", (folder / "x.gif").string()}, ".gif"},
        {4, {"generate", "--model", "wan", "--prompt", "x", "--out", out}, "wan"},
        {5, {"generate", "--prompt", "a greedy fox", "--out", out}, "memory"},
        {6, {"generate", "--prompt", "x", "--image", at("text.png") + "@0", "--out", out}, "text"},
        {6, {"generate", "--prompt", "x", "--image", at("cut.png") + "@0", "--out", out}, "cut"},
        {6, {"generate", "--prompt", "x", "--image", at("huge.png") + "@0", "--out", out}, "huge"},
        {6,
         {"generate", "--prompt", "x", "--image", at("folder.png") + "@0", "--out", out},
         "folder.png"},
        {6, {"generate", "--prompt", "x", "--source", at("film.mp4"), "--out", out}, "film.mp4"},
        {6, {"generate", "--prompt", "x", "--source", at("empty.mp4"), "--out", out}, "empty.mp4"},
        {6, {"generate", "--prompt", "x", "--source", at("gone.mp4"), "--out", out}, "gone.mp4"},
        {2, {"film", at("bad.json"), "--project", at("p"), "--out", out}, "line 3"},
        {2, {"film", at("cast.json"), "--project", at("p"), "--out", out}, "nobody"},
        {2, {"film", at("nan.json"), "--project", at("p"), "--out", out}, "line 1"},
        {2, {"film", at("over.json"), "--project", at("p"), "--out", out}, "line 3"},
        {2, {"film", at("over.json"), "--project", at("p"), "--out", out}, "/shots/1/motion"},
        {2, {"film", at("red.png"), "--project", at("p"), "--out", out}, "red.png"},
        {6, {"film", at("gone.json"), "--project", at("p"), "--out", out}, "gone.json"},
        {6, {"history", at("gone")}, "gone"},
        {6, {"history", at("broken")}, "broken"},
        {6, {"history", at("empty")}, "empty"},
        {6, {"export", at("broken"), "--out", out}, "broken"},
        {6, {"verify", at("broken")}, "broken"},
        {6, {"generate", "--prompt", "x", "--project", at("broken"), "--out", out}, "broken"},
        {2, {"export", at("good"), "--out", out}, "nothing to export"},
        {2, {"take", "list", at("good"), "no such clip"}, "no such clip"},
        {6, {"verify", at("gone")}, "gone"},
        {6, {"import", at("gone"), at("text.png")}, "gone"},
        {6, {"import", at("good"), at("text.png")}, "text.png"},
        {6, {"import", at("good"), at("empty.mp4")}, "empty.mp4"},
        {6, {"import", at("good"), at("huge.png")}, "huge.png"},
        {6, {"import", at("good"), at("gone.mp4")}, "gone.mp4"},
        {2, {"cast", "show", "nobody"}, "nobody"},
        {2, {"cast", "add", "x", "--kind", "ghost", at("text.png")}, "ghost"},
        {6, {"cast", "add", "x", "--kind", "animal", at("text.png")}, "text.png"},
        {2,
         {"generate", "--prompt", "x", "--lora", "woodcut:3", "--out", out},
         "--lora must be between -2 and 2"},
        {4,
         {"generate", "--prompt", "x", "--lora", "../woodcut", "--out", out},
         "there is no LoRA"},
        {6, {"models", "add", at("text.png")}, "text.png"},
        {6, {"models", "add", at("gone.safetensors")}, "gone"},
    };
    for (const auto& row : table) {
        std::string shown;
        for (const auto& word : row.arguments) {
            shown += word + " ";
        }
        const Outcome outcome = program.run(row.arguments);
        INFO(shown << "\n" << outcome.out << outcome.err);
        CHECK(outcome.code == row.code);
        CHECK(outcome.err.find(row.says) != std::string::npos);
    }
    CHECK(!fs::exists(out));
    const auto good = storage::Project::open(folder / "good.rushlight");
    CHECK(good.notice().empty()); // whatever failed above has closed it
    CHECK(read(folder / "broken.rushlight" / "project.db") == std::string(8192, 'x'));
}

TEST_CASE("every verb shows examples with --help and needs no engine for it", "[cli]")
{
    const TemporaryFolder folder;
    Program program(folder.path());
    program.set("RUSHLIGHT_ENGINE=/nowhere");
    for (const std::vector<std::string>& verb : {std::vector<std::string>{"film"},
                                                 {"generate"},
                                                 {"new"},
                                                 {"import"},
                                                 {"history"},
                                                 {"export"},
                                                 {"verify"},
                                                 {"open"},
                                                 {"take"},
                                                 {"take", "list"},
                                                 {"take", "make"},
                                                 {"take", "use"},
                                                 {"cast"},
                                                 {"cast", "add"},
                                                 {"cast", "list"},
                                                 {"cast", "show"},
                                                 {"cast", "grant"},
                                                 {"cast", "revoke"},
                                                 {"cast", "delete"},
                                                 {"models"},
                                                 {"models", "list"},
                                                 {"models", "check"},
                                                 {"models", "add"},
                                                 {"doctor"}}) {
        auto arguments = verb;
        arguments.emplace_back("--help");
        const Outcome outcome = program.run(arguments);
        INFO(verb.front() << (verb.size() > 1 ? " " + verb[1] : ""));
        CHECK(outcome.code == 0);
        CHECK(outcome.out.find("Example") != std::string::npos);
    }
}

TEST_CASE("a LoRA that is added is copied to where shots look for it by name", "[cli]")
{
    const TemporaryFolder folder;
    Program program(folder.path());
    program.set("RUSHLIGHT_LORAS=" + (folder / "loras").string());
    const std::string header = R"({"__metadata__":{"format":"rushlight-lora-1"}})";
    std::string file(8, '\0');
    file[0] = static_cast<char>(header.size());
    file += header;
    write(folder / "woodcut.safetensors", file);
    const Outcome added = program.run({"models", "add", (folder / "woodcut.safetensors").string()});
    INFO(added.out << added.err);
    CHECK(added.code == 0);
    CHECK(added.out.find("--lora woodcut") != std::string::npos);
    CHECK(read(folder / "loras" / "woodcut.safetensors") == file);
    // found, and refused by a model that takes none
    const Outcome made = program.run({"generate",
                                      "--prompt",
                                      "x",
                                      "--lora",
                                      "woodcut:0.5",
                                      "--out",
                                      (folder / "x.mp4").string()});
    CHECK(made.code == 2);
    CHECK(made.err.find("/loras") != std::string::npos);
}

TEST_CASE("a shot is made, kept loose, and made again bit for bit from its film", "[cli]")
{
    const TemporaryFolder folder;
    const Program program(folder.path());
    write_picture(folder / "red.png");
    const auto make = [&](const std::vector<std::string>& arguments) {
        std::vector<std::string> all{"--json", "generate"};
        all.insert(all.end(), arguments.begin(), arguments.end());
        const Outcome outcome = program.run(all);
        INFO(outcome.out << outcome.err);
        REQUIRE(outcome.code == 0);
        return json::parse(outcome.out.substr(outcome.out.rfind('\n', outcome.out.size() - 2) + 1));
    };
    const std::string first = (folder / "one.mp4").string();
    const json one = make({"--prompt",
                           "a fox",
                           "--image",
                           (folder / "red.png").string() + "@0",
                           "--seed",
                           "5",
                           "--camera",
                           "pan:-3",
                           "--camera",
                           "zoom",
                           "--preview",
                           (folder / "previews").string(),
                           "--out",
                           first});
    CHECK(fs::exists(first));
    CHECK(fs::exists(folder / "previews" / "preview-000.png"));
    CHECK(fs::exists(folder / "data" / "rushlight" / "Loose takes.rushlight" / "project.db"));
    CHECK(one.at("recipe").at("request").at("camera").size() == 2);
    const json two = make({"--recipe", first, "--out", (folder / "two.mp4").string()});
    CHECK(two.at("identity") == one.at("identity"));
    const json three = make({"--recipe",
                             std::to_string(one.at("take").get<int>()),
                             "--seed",
                             "6",
                             "--out",
                             (folder / "three.mp4").string()});
    CHECK(three.at("identity") != one.at("identity"));
    write(folder / "kept.json", one.at("recipe").dump());
    const json four = make(
        {"--recipe", (folder / "kept.json").string(), "--out", (folder / "four.mkv").string()});
    CHECK(four.at("identity") == one.at("identity"));
    const json remix = make({"--prompt",
                             "snow",
                             "--source",
                             first,
                             "--strength",
                             "0.4",
                             "--out",
                             (folder / "five.mov").string()});
    CHECK(remix.at("recipe").at("request").at("source").at("strength") == 0.4);
}

TEST_CASE("what --json prints fits its schema", "[cli]")
{
    const TemporaryFolder folder;
    const Program program(folder.path());
    const fs::path schemas = fs::path(RUSHLIGHT_SOURCE) / "packaging" / "schemas";
    write(folder / "story.json", storyboard("a hen"));
    std::string all;
    all += program
               .run({"--json",
                     "film",
                     (folder / "story.json").string(),
                     "--project",
                     (folder / "p").string(),
                     "--out",
                     (folder / "p.mp4").string()})
               .out;
    all += program.run({"--json", "history", (folder / "p").string()}).out;
    all +=
        program.run({"--json", "generate", "--prompt", "x", "--frames", "1", "--out", "x.mp4"}).out;
    all += program.run({"--json", "doctor"}).out;
    std::istringstream lines(all);
    std::string line;
    std::set<std::string> kinds;
    while (std::getline(lines, line)) {
        const json event = json::parse(line);
        INFO(line);
        kinds.insert(event.at("event"));
        CHECK(test::misfits(event, schemas / "events.schema.json").empty());
        if (event.contains("recipe")) {
            json spoiled = event;
            spoiled["recipe"]["request"]["sed"] = 1;
            CHECK(!test::misfits(spoiled, schemas / "events.schema.json").empty());
        }
    }
    CHECK(kinds.count("progress") == 1);
    CHECK(kinds.count("result") == 1);
    CHECK(kinds.count("error") == 1);
}

TEST_CASE("a film makes only the shots whose request changed", "[cli][film]")
{
    const TemporaryFolder folder;
    const Program program(folder.path());
    const auto story = folder / "story.json";
    const auto project = folder / "p.rushlight";
    const auto film = [&] {
        const Outcome outcome = program.run({"film",
                                             story.string(),
                                             "--project",
                                             project.string(),
                                             "--out",
                                             (folder / "p.mp4").string()});
        INFO(outcome.out << outcome.err);
        CHECK(outcome.code == 0);
    };
    write(story, storyboard("a hen"));
    film();
    CHECK(takes_in(project) == 3);
    film();
    CHECK(takes_in(project) == 3);
    write(story, storyboard("a hen and a cat"));
    film();
    CHECK(takes_in(project) == 4);

    // a take that the user chose stays, and what is made from it follows
    const Outcome made =
        program.run({"--json", "take", "make", project.string(), "one", "--seed", "9"});
    REQUIRE(made.code == 0);
    CHECK(takes_in(project) == 5);
    film();
    CHECK(takes_in(project) == 5);
    REQUIRE(program.run({"take", "use", project.string(), "one", "5"}).code == 0);
    film(); // shot three is a remix of shot one
    CHECK(takes_in(project) == 6);
    CHECK(storage::chosen_take(storage::Project::open(project).database(), "shot one")->id == 5);
    CHECK(program.run({"verify", project.string()}).code == 0);
}

TEST_CASE("a storyboard that names a model there is not is refused before a shot is made",
          "[cli][film]")
{
    const TemporaryFolder folder;
    const Program program(folder.path());
    std::string text = storyboard("a hen");
    text.replace(text.find("\"id\":\"three\""), 0, "\"model\":\"nobody\",");
    write(folder / "story.json", text);
    const Outcome outcome = program.run({"film",
                                         (folder / "story.json").string(),
                                         "--project",
                                         (folder / "p.rushlight").string(),
                                         "--out",
                                         (folder / "p.mp4").string()});
    CHECK(outcome.code == 4);
    CHECK_THAT(outcome.err, Catch::Contains("there is no model \"nobody\""));
    CHECK(takes_in(folder / "p.rushlight") == 0);
}

TEST_CASE("a film goes on where a kill stopped it", "[cli][film]")
{
    const TemporaryFolder folder;
    const Program program(folder.path());
    const auto story = folder / "story.json";
    write(story, storyboard("a slow hen"));
    const std::vector<std::string> arguments{"--json",
                                             "film",
                                             story.string(),
                                             "--project",
                                             (folder / "p").string(),
                                             "--out",
                                             (folder / "p.mp4").string()};
    bool killed = false;
    const Outcome first = program.run(arguments, [&](const std::string& line, int process) {
        if (!killed && line.find("shot two") != std::string::npos) {
            killed = true;
            ::kill(process, SIGKILL);
        }
    });
    CHECK(first.code == 137);
    const Outcome second = program.run(arguments);
    INFO(second.out << second.err);
    CHECK(second.code == 0);
    CHECK(second.out.find("was not closed") != std::string::npos);
    CHECK(takes_in(folder / "p.rushlight") == 3);
}

TEST_CASE("an export that was killed is told at the next start, and the film before it stays",
          "[cli][film]")
{
    const TemporaryFolder folder;
    const Program program(folder.path());
    write(folder / "story.json", storyboard("a hen"));
    const auto project = (folder / "p").string();
    const auto out = folder / "films" / "p.mp4";
    fs::create_directories(out.parent_path());
    REQUIRE(program
                .run({"film",
                      (folder / "story.json").string(),
                      "--project",
                      project,
                      "--out",
                      out.string()})
                .code == 0);
    const std::string before = read(out);
    bool killed = false;
    const Outcome first =
        program.run({"--json", "export", project, "--out", out.string()},
                    [&](const std::string& line, int process) {
                        if (!killed && line.find("writing") != std::string::npos) {
                            killed = true;
                            ::kill(process, SIGKILL);
                        }
                    });
    REQUIRE(first.code == 137);
    CHECK(read(out) == before);
    const Outcome second = program.run({"history", project});
    CHECK(second.code == 0);
    CHECK(second.err.find("the export of " + out.string()) != std::string::npos);
    CHECK(std::distance(fs::directory_iterator(out.parent_path()), {}) == 1); // no half film
    const Outcome third = program.run({"export", project, "--out", out.string()});
    CHECK(third.code == 0);
    CHECK(third.err.find("broken off") == std::string::npos); // told once
}

TEST_CASE("Ctrl-C cancels with code 130 and leaves no half file", "[cli]")
{
    const TemporaryFolder folder;
    const Program program(folder.path());
    bool sent = false;
    const Outcome outcome =
        program.run({"--json",
                     "generate",
                     "--prompt",
                     "a slow fox",
                     "--steps",
                     "100",
                     "--out",
                     (folder / "x.mp4").string()},
                    [&](const std::string& line, int process) {
                        if (!sent && line.find("denoise") != std::string::npos) {
                            sent = true;
                            ::kill(process, SIGINT);
                        }
                    });
    CHECK(outcome.code == 130);
    CHECK(error_of(outcome).at("code") == "cancelled");
    CHECK(!fs::exists(folder / "x.mp4"));
}

TEST_CASE("a worker that dies once costs time, one that always dies ends with code 1", "[cli]")
{
    const TemporaryFolder folder;
    Program program(folder.path());
    write(folder / "once", "x");
    program.set("RUSHLIGHT_FAULT=crash@2:" + (folder / "once").string());
    const std::string out = (folder / "x.mp4").string();
    CHECK(program.run({"generate", "--prompt", "x", "--out", out}).code == 0);
    program.unset_all();
    program.set("RUSHLIGHT_FAULT=crash@2");
    const Outcome outcome = program.run({"generate", "--prompt", "x", "--out", out + "2.mp4"});
    CHECK(outcome.code == 1);
    CHECK(outcome.err.find("two engines") != std::string::npos);
}

TEST_CASE("a project in use or from a newer version ends with code 8", "[cli]")
{
    const TemporaryFolder folder;
    const Program program(folder.path());
    const auto path = folder / "p.rushlight";
    const std::vector<std::string> arguments{"generate",
                                             "--prompt",
                                             "x",
                                             "--project",
                                             path.string(),
                                             "--out",
                                             (folder / "x.mp4").string()};
    {
        const auto held = storage::Project::create(path);
        CHECK(program.run(arguments).code == 8);
    }
    {
        auto project = storage::Project::open(path);
        storage::set_meta(project.database(), "min_reader", 1'000'000);
        project.database().execute("PRAGMA user_version = 1000000");
    }
    const Outcome outcome = program.run(arguments);
    INFO(outcome.err);
    CHECK(outcome.code == 8);
}

TEST_CASE("verify finds a take whose pictures were changed", "[cli]")
{
    const TemporaryFolder folder;
    const Program program(folder.path());
    const auto path = folder / "p.rushlight";
    for (const char* seed : {"1", "2"}) {
        REQUIRE(program
                    .run({"generate",
                          "--prompt",
                          "x",
                          "--seed",
                          seed,
                          "--project",
                          path.string(),
                          "--out",
                          (folder / "x.mp4").string()})
                    .code == 0);
    }
    CHECK(program.run({"verify", path.string()}).code == 0);
    {
        // take 2 says now that its pictures are those of take 1
        auto project = storage::Project::open(path);
        const auto one = storage::find_take(project.database(), 1);
        auto asset = storage::find_asset(project.database(), one->asset);
        auto other = storage::find_asset(project.database(),
                                         storage::find_take(project.database(), 2)->asset);
        other->blob = asset->blob;
        other->probe = asset->probe;
        storage::update_asset(project.database(), *other);
    }
    const Outcome outcome = program.run({"verify", path.string()});
    CHECK(outcome.code == 9);
    CHECK(outcome.out.find("take 2") != std::string::npos);
}

TEST_CASE("a project keeps each shipped weight file once, and a sweep leaves it", "[cli][weights]")
{
    const OutlivedWeights old;
    auto kept = kept_weights_in(old.project);
    REQUIRE(kept.size() == 2);
    const auto long_ago = fs::file_time_type::clock::now() - std::chrono::hours(100);
    for (const auto& file : kept) {
        fs::last_write_time(file, long_ago);
    }
    install_weights(old.folder / "models", "old");
    CHECK(!identity_of(old.generate({"--prompt", "y"}, old.project)).empty());
    auto project = storage::Project::open(old.project);
    for (std::int64_t take : {1, 2}) {
        const auto asset = storage::find_take(project.database(), take)->asset;
        for (const char* name : {"one.safetensors", "two-00001-of-00001.safetensors"}) {
            CHECK(storage::asset_file(project.database(), asset, std::string("weights ") + name));
        }
    }
    const auto unused = project.media().path(project.media().put({{1, 2, 3}}, "safetensors"));
    fs::last_write_time(unused, long_ago);
    (void)project.sweep();
    CHECK(!fs::exists(unused));
    CHECK(kept_weights_in(old.project) == kept);
    for (const auto& file : kept) {
        CHECK(fs::last_write_time(file) == long_ago); // not written a second time
    }
}

TEST_CASE("verify makes every take with its own weights after others were installed",
          "[cli][weights]")
{
    const OutlivedWeights old;
    // the weights decide the frames, so this take is another, made with the new ones
    const auto now = identity_of(old.generate({"--prompt", "x", "--seed", "1"}, old.project));
    CHECK(now != old.identity);
    CHECK(kept_weights_in(old.project).size() == 4);
    const Outcome outcome = old.program.run({"verify", old.project.string()});
    INFO(outcome.out << outcome.err);
    CHECK(outcome.code == 0);
    CHECK(outcome.out.find("take 1 (x): identical") != std::string::npos);
    CHECK(outcome.out.find("take 2 (x): identical") != std::string::npos);
    for (const auto& entry : fs::directory_iterator(old.folder / "cache" / "rushlight")) {
        CHECK(entry.path().filename() == "engine.log"); // nothing is left over
    }
}

TEST_CASE("verify of a project that lost its weights says that others made the take",
          "[cli][weights]")
{
    const OutlivedWeights old;
    for (const auto& file : kept_weights_in(old.project)) {
        fs::remove(file);
    }
    const Outcome outcome = old.program.run({"verify", old.project.string()});
    CHECK(outcome.code == 9);
    CHECK(outcome.out.find("made with other weights") != std::string::npos);
}

TEST_CASE("a take is made again with its own weights, also in another project", "[cli][weights]")
{
    const OutlivedWeights old;
    CHECK(identity_of(old.generate({"--recipe", (old.folder / "x.mp4").string()},
                                   old.folder / "other.rushlight")) == old.identity);
    CHECK(kept_weights_in(old.folder / "other.rushlight").size() == 2);
    CHECK(identity_of(old.generate({"--recipe", "1"}, old.project)) == old.identity);
    // take 3: the same request; take 4: a new shot of the new weights
    for (const auto& [seed, weights] : {std::pair("1", 2U), std::pair("5", 4U)}) {
        CHECK(old.program.run({"take", "make", old.project.string(), "x", "--seed", seed}).code ==
              0);
        CHECK(kept_weights_in(old.project).size() == weights);
    }
    const Outcome outcome = old.program.run({"verify", old.project.string()});
    INFO(outcome.out << outcome.err);
    CHECK(outcome.code == 0);
}

TEST_CASE("verify goes on after a take whose weights the engine no longer reads", "[cli][weights]")
{
    OutlivedWeights old;
    (void)old.generate({"--prompt", "x"}, old.project);
    old.program.set("TOY_READS=new");
    const Outcome outcome = old.program.run({"verify", old.project.string()});
    INFO(outcome.out << outcome.err);
    CHECK(outcome.code == 9);
    CHECK(outcome.out.find("take 1 (x): cannot be made again: toy cannot load its weights") !=
          std::string::npos);
    CHECK(outcome.out.find("take 2 (x): identical") != std::string::npos);
}

TEST_CASE("damaged weights of a project are named by verify and by generate --recipe",
          "[cli][weights]")
{
    const OutlivedWeights old;
    const auto file = kept_weights_in(old.project).front();
    fs::permissions(file, fs::perms::owner_write, fs::perm_options::add);
    std::string bytes = read(file);
    bytes.back() = '!';
    write(file, bytes);
    const Outcome verified = old.program.run({"verify", old.project.string()});
    INFO(verified.out << verified.err);
    CHECK(verified.code == 9);
    CHECK(verified.out.find("cannot be made again: the project's copy of the weights ") !=
          std::string::npos);
    CHECK(verified.out.find(file.string()) != std::string::npos);
    const Outcome made = old.generate({"--recipe", "1"}, old.project);
    CHECK(made.code == 6);
    CHECK(made.out.find("is damaged; bring back ") != std::string::npos);
}

TEST_CASE("a disk that is full ends with code 7 and loses nothing", "[cli]")
{
    const TemporaryFolder folder;
    const Program program(folder.path());
    const auto small = folder / "small";
    fs::create_directories(small);
    const std::string mount =
        "mount -t tmpfs -o size=1500k none '" + small.string() + "' 2>/dev/null";
    if (std::system(mount.c_str()) != 0) {
        WARN("skipped: a small file system can be mounted by root only");
        return;
    }
    const auto path = (small / "p.rushlight").string();
    int last = 0;
    std::string said;
    for (int i = 0; i < 12 && last == 0; ++i) {
        const Outcome outcome = program.run({"generate",
                                             "--prompt",
                                             "x",
                                             "--size",
                                             "128x64",
                                             "--frames",
                                             "33",
                                             "--project",
                                             path,
                                             "--out",
                                             (folder / "x.mp4").string()});
        last = outcome.code;
        said = outcome.err;
    }
    INFO(said);
    CHECK(last == 7);
    CHECK(program.run({"history", path}).code == 0);
    (void)std::system(("umount '" + small.string() + "'").c_str());
}
