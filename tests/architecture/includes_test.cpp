// Reads every include line of the tree and holds it against the layers of the design (README.md,
// "Module map").
#include <catch2/catch.hpp>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <set>
#include <string>
#include <vector>

namespace fs = std::filesystem;

namespace {

const fs::path source = RUSHLIGHT_SOURCE;

/// Module → the modules whose headers it may include, besides its own. Longest prefix wins.
const std::map<std::string, std::set<std::string>> may_include{
    {"generation/protocol", {}},
    {"generation/world", {}},
    {"cameo/grant", {}},
    {"kernels", {}},
    {"generation", {"generation/protocol", "generation/world", "kernels"}},
    // the one place that knows which families there are
    {"generation/engine.cpp", {"generation", "generation/protocol", "generation/models/previs"}},
    {"generation/models/previs",
     {"generation", "generation/protocol", "generation/world", "kernels"}},
    {"generation/models/stage",
     {"generation",
      "generation/protocol",
      "generation/world",
      "generation/world/render",
      "kernels"}},
    {"generation/world/render", {"generation/world"}},
    {"generation/training",
     {"generation",
      "generation/protocol",
      "generation/world",
      "generation/world/render",
      "kernels",
      "generation/models/previs"}},
    {"cameo/conditioning", {"cameo/grant", "generation", "generation/protocol"}},
    {"app/worker",
     {"generation",
      "generation/protocol",
      "generation/training",
      "generation/world",
      "kernels",
      "cameo/grant",
      "cameo/conditioning",
      "generation/models/previs",
      "generation/models/stage"}},
    {"storage", {}},
    {"assets", {"storage"}},
    {"cameo", {"cameo/grant", "storage", "assets", "generation/protocol"}},
    {"editor", {"assets", "storage", "generation/protocol"}},
    {"app", {"editor", "cameo", "cameo/grant", "assets", "storage", "generation/protocol"}},
};

/// Modules that never see these libraries.
const std::vector<std::pair<std::string, std::regex>> forbidden_libraries{
    {"generation", std::regex("^(Q[A-Z]|Qt|libav|libsw|opencv|sqlite|SQLiteCpp|pango|cairo)")},
    {"kernels", std::regex("^(Q[A-Z]|Qt|libav|libsw|opencv|sqlite|SQLiteCpp|ATen|torch|c10)")},
    {"app/worker", std::regex("^(Q[A-Z]|Qt|libav|libsw|opencv|sqlite|SQLiteCpp)")},
    {"cameo/conditioning", std::regex("^(Q[A-Z]|Qt|libav|libsw|opencv|sqlite|SQLiteCpp)")},
    {"cameo/grant", std::regex("^(Q[A-Z]|Qt|libav|libsw|opencv|sqlite|SQLiteCpp|ATen|torch|c10)")},
    {"generation/protocol", std::regex("^(ATen|torch|c10|cuda|libav|opencv|sqlite|Q[A-Z])")},
    {"generation/world", std::regex("^(ATen|torch|c10|libav|opencv|sqlite|Q[A-Z])")},
    {"storage", std::regex("^(ATen|torch|c10|cuda|Q[A-Z]|libav|opencv)")},
    {"assets", std::regex("^(ATen|torch|c10|cuda|Q[A-Z]|opencv|sqlite)")},
    {"editor", std::regex("^(ATen|torch|c10|cuda|Q[A-Z]|sqlite)")},
    {"cameo", std::regex("^(ATen|torch|c10|cuda|Q[A-Z]|libav)")},
    {"app", std::regex("^(ATen|torch|c10|cuda|libav|sqlite)")},
};

std::string module_of(const std::string& path)
{
    std::string best;
    for (const auto& [name, allowed] : may_include) {
        if ((path == name || path.rfind(name + "/", 0) == 0) && name.size() > best.size()) {
            best = name;
        }
    }
    return best;
}

struct Include {
    std::string file;
    std::string target;
    bool own; ///< written with quotes
};

std::vector<Include> all_includes()
{
    static const std::regex line_pattern("^\\s*#\\s*include\\s*([<\"])([^>\"]+)[>\"]");
    std::vector<Include> found;
    for (const char* folder :
         {"app", "editor", "generation", "cameo", "kernels", "assets", "storage"}) {
        if (!fs::exists(source / folder)) {
            continue;
        }
        for (const auto& entry : fs::recursive_directory_iterator(source / folder)) {
            const auto extension = entry.path().extension();
            if (extension != ".cpp" && extension != ".hpp" && extension != ".cu" &&
                extension != ".cuh" && extension != ".inl") {
                continue;
            }
            std::ifstream in(entry.path());
            std::string line;
            std::smatch match;
            while (std::getline(in, line)) {
                if (std::regex_search(line, match, line_pattern)) {
                    found.push_back(
                        {fs::relative(entry.path(), source).string(), match[2], match[1] == "\""});
                }
            }
        }
    }
    return found;
}

} // namespace

TEST_CASE("a module includes only its own headers and those of the modules under it",
          "[architecture]")
{
    std::vector<std::string> wrong;
    for (const auto& include : all_includes()) {
        if (!include.own) {
            continue;
        }
        const std::string from = module_of(include.file);
        const std::string to = module_of(include.target);
        if (to.empty() || from.empty()) {
            wrong.push_back(include.file + " includes \"" + include.target +
                            "\", which is not written from the repository root");
        } else if (to != from && may_include.at(from).count(to) == 0) {
            wrong.push_back(include.file + " (" + from + ") includes " + include.target + " (" +
                            to + ")");
        }
    }
    std::string lines;
    for (const auto& line : wrong) {
        lines += line + "\n";
    }
    INFO(lines);
    CHECK(wrong.empty());
}

TEST_CASE("no module sees a library of the other stack", "[architecture]")
{
    std::string lines;
    for (const auto& include : all_includes()) {
        if (include.own) {
            continue;
        }
        std::string module = module_of(include.file);
        for (const auto& [name, pattern] : forbidden_libraries) {
            const bool below =
                module == name ||
                (module.rfind(name + "/", 0) == 0 && !(name == "app" && module == "app/worker") &&
                 !(name == "cameo" && module == "cameo/conditioning"));
            // the window is the one place for Qt; the engine's own folders may see ATen
            if (below && std::regex_search(include.target, pattern)) {
                lines += include.file + " includes <" + include.target + ">\n";
            }
        }
    }
    INFO(lines);
    CHECK(lines.empty());
}

TEST_CASE("previs does not link the renderer", "[architecture]")
{
    std::ifstream in(source / "generation" / "CMakeLists.txt");
    std::string text((std::istreambuf_iterator<char>(in)), {});
    CHECK(text.find("generation_world_render") == std::string::npos);
}
