#include "tests/app/schema.hpp"

#include <fstream>
#include <regex>
#include <set>

namespace rushlight::test {

using nlohmann::json;
namespace fs = std::filesystem;

namespace {

struct Checker {
    fs::path folder;
    std::vector<std::string> wrong;

    bool is(const json& value, const std::string& type)
    {
        return (type == "object" && value.is_object()) || (type == "array" && value.is_array()) ||
               (type == "string" && value.is_string()) ||
               (type == "boolean" && value.is_boolean()) ||
               (type == "integer" && value.is_number_integer()) ||
               (type == "number" && value.is_number());
    }

    std::vector<std::string>
    alone(const json& value, const json& rule, const json& root, const std::string& at)
    {
        Checker inner{folder, {}};
        inner.check(value, rule, root, at);
        return inner.wrong;
    }

    void check(const json& value, const json& rule, const json& root, const std::string& at)
    {
        static const std::set<std::string> known{
            "$schema", "title",      "description", "$defs",
            "type",    "properties", "required",    "additionalProperties",
            "items",   "minItems",   "maxItems",    "minimum",
            "maximum", "minLength",  "maxLength",   "pattern",
            "const",   "enum",       "anyOf",       "$ref"};
        for (const auto& [word, unused] : rule.items()) {
            if (known.count(word) == 0) {
                wrong.push_back("the schema uses the unknown word " + word);
            }
        }
        const auto say = [&](const std::string& what) {
            wrong.push_back(at + " " + what);
        };
        if (rule.contains("$ref")) {
            const std::string ref = rule["$ref"];
            if (ref[0] == '#') {
                check(value, root.at(json::json_pointer(ref.substr(1))), root, at);
            } else {
                const json other = json::parse(std::ifstream(folder / ref));
                check(value, other, other, at);
            }
        }
        if (rule.contains("anyOf")) {
            std::vector<std::string> nearest{"no alternative"};
            bool fits = false;
            for (const auto& one : rule["anyOf"]) {
                fits = fits || alone(value, one, root, at).empty();
            }
            if (!fits) {
                say("fits none of the alternatives: " + value.dump().substr(0, 100));
            }
        }
        if (rule.contains("type") && !is(value, rule["type"])) {
            say("is not of type " + rule["type"].get<std::string>());
            return;
        }
        if (rule.contains("const") && value != rule["const"]) {
            say("is not " + rule["const"].dump());
        }
        if (rule.contains("enum") &&
            std::find(rule["enum"].begin(), rule["enum"].end(), value) == rule["enum"].end()) {
            say("is none of " + rule["enum"].dump());
        }
        if (value.is_number()) {
            if (rule.contains("minimum") && value < rule["minimum"]) {
                say("is too small");
            }
            if (rule.contains("maximum") && value > rule["maximum"]) {
                say("is too large");
            }
        }
        if (value.is_string()) {
            const auto& text = value.get_ref<const std::string&>();
            if (text.size() < rule.value("minLength", std::size_t{0})) {
                say("is too short");
            }
            if (rule.contains("pattern") &&
                !std::regex_search(text, std::regex(rule["pattern"].get<std::string>()))) {
                say("does not fit its pattern");
            }
        }
        if (value.is_array()) {
            if (value.size() < rule.value("minItems", std::size_t{0}) ||
                value.size() > rule.value("maxItems", std::size_t{1} << 30)) {
                say("has the wrong number of items");
            }
            for (std::size_t i = 0; rule.contains("items") && i < value.size(); ++i) {
                check(value[i], rule["items"], root, at + "/" + std::to_string(i));
            }
        }
        if (value.is_object()) {
            for (const auto& name : rule.value("required", json::array())) {
                if (!value.contains(name.get<std::string>())) {
                    say("lacks " + name.get<std::string>());
                }
            }
            const json properties = rule.value("properties", json::object());
            for (const auto& [name, item] : value.items()) {
                if (properties.contains(name)) {
                    check(item, properties[name], root, at + "/" + name);
                } else if (rule.contains("additionalProperties")) {
                    const json& others = rule["additionalProperties"];
                    if (others.is_object()) {
                        check(item, others, root, at + "/" + name);
                    } else if (others == false) {
                        say("has the unknown field " + name);
                    }
                }
            }
        }
    }
};

} // namespace

std::vector<std::string> misfits(const json& value, const fs::path& schema_file)
{
    const json schema = json::parse(std::ifstream(schema_file));
    Checker checker{schema_file.parent_path(), {}};
    checker.check(value, schema, schema, "");
    return checker.wrong;
}

} // namespace rushlight::test
