#include "editor/text/json_text.hpp"

#include <algorithm>
#include <regex>

namespace rushlight::editor {

namespace {

using nlohmann::json;

class Checker {
public:
    Checker(const json& schema, const JsonText& text, std::vector<TextProblem>& problems)
        : whole_(schema)
        , text_(text)
        , problems_(problems)
    {
    }

    void check(const json& value, const json& rule, const std::string& pointer)
    {
        if (rule.contains("$ref")) { // "#/$defs/name"
            check(value, followed(rule), pointer);
            return;
        }
        if (rule.contains("anyOf")) {
            check_any(value, rule["anyOf"], pointer);
            return;
        }
        if (rule.contains("const") && value != rule["const"]) {
            say(pointer, "it must be " + rule["const"].dump() + ", not " + shown(value));
            return;
        }
        if (rule.contains("enum")) {
            check_enum(value, rule["enum"], pointer);
            return;
        }
        if (rule.contains("type") && !is_of(value, rule["type"])) {
            say(pointer, "it must be " + a(rule["type"]) + ", not " + shown(value));
            return;
        }
        if (value.is_object()) {
            check_object(value, rule, pointer);
        } else if (value.is_array()) {
            check_array(value, rule, pointer);
        } else if (value.is_number()) {
            check_number(value, rule, pointer);
        } else if (value.is_string()) {
            check_string(value, rule, pointer);
        }
    }

private:
    void say(const std::string& pointer, const std::string& sentence)
    {
        problems_.push_back({text_.line_of(pointer), pointer, sentence});
    }

    static std::string shown(const json& value)
    {
        std::string text = value.dump(-1, ' ', false, json::error_handler_t::replace);
        if (value.is_structured()) {
            return value.is_array() ? "a list" : "an object";
        }
        return text.size() > 60 ? text.substr(0, 60) + "…" : text;
    }

    static std::string a(const std::string& type)
    {
        if (type == "integer") {
            return "a whole number";
        }
        if (type == "array") {
            return "a list";
        }
        if (type == "boolean") {
            return "true or false";
        }
        if (type == "string") {
            return "text in quotes";
        }
        return (type == "object" ? "an " : "a ") + type;
    }

    static bool is_of(const json& value, const std::string& type)
    {
        return (type == "object" && value.is_object()) || (type == "array" && value.is_array()) ||
               (type == "string" && value.is_string()) ||
               (type == "boolean" && value.is_boolean()) ||
               (type == "integer" && value.is_number_integer()) ||
               (type == "number" && value.is_number());
    }

    /// A $ref followed.
    const json& followed(const json& rule) const
    {
        return rule.contains("$ref")
                   ? whole_.at(json::json_pointer(rule["$ref"].get<std::string>().substr(1)))
                   : rule;
    }

    /// The member by which objects are told apart: one that is a constant in every alternative.
    std::string tag_of(const json& rules) const
    {
        const json& first = followed(rules[0]);
        if (!first.contains("properties")) {
            return {};
        }
        const json& properties = first["properties"];
        for (const auto& [name, member] : properties.items()) {
            const bool everywhere = std::all_of(rules.begin(), rules.end(), [&](const json& rule) {
                const json& seen = followed(rule);
                return seen["type"] == "object" && seen.contains("properties") &&
                       seen["properties"].contains(name) &&
                       seen["properties"][name].contains("const");
            });
            if (everywhere) {
                return name;
            }
        }
        return {};
    }

    /// The alternative that the value says it is, else the one of the value's type.
    void check_any(const json& value, const json& rules, const std::string& pointer)
    {
        const std::string tag = value.is_object() ? tag_of(rules) : "";
        if (!tag.empty()) {
            json words = json::array();
            for (const json& rule : rules) {
                const json& seen = followed(rule);
                words.push_back(seen["properties"][tag]["const"]);
                if (value.contains(tag) && value[tag] == words.back()) {
                    check_object(value, seen, pointer);
                    return;
                }
            }
            if (value.contains(tag)) {
                check_enum(value[tag], words, pointer + "/" + tag);
            } else {
                say(pointer, "\"" + tag + "\" is missing; add it");
            }
            return;
        }
        std::string types;
        for (const json& rule : rules) {
            const json& seen = followed(rule);
            if (is_of(value, seen["type"])) {
                check(value, seen, pointer);
                return;
            }
            types += (types.empty() ? "" : " or ") + a(seen["type"]);
        }
        say(pointer, "it must be " + types + ", not " + shown(value));
    }

    void check_enum(const json& value, const json& words, const std::string& pointer)
    {
        std::string list;
        for (const json& word : words) {
            if (value == word) {
                return;
            }
            list += (list.empty() ? "" : ", ") + word.dump();
        }
        say(pointer, "it must be one of " + list + ", not " + shown(value));
    }

    void check_object(const json& value, const json& rule, const std::string& pointer)
    {
        for (const json& name : rule.value("required", json::array())) {
            if (!value.contains(name.get<std::string>())) {
                say(pointer, "\"" + name.get<std::string>() + "\" is missing; add it");
            }
        }
        const json properties = rule.value("properties", json::object());
        for (const auto& [name, member] : value.items()) {
            const std::string inner = pointer + "/" + name;
            if (properties.contains(name)) {
                check(member, properties[name], inner);
            } else if (rule.value("additionalProperties", true) == false) {
                std::string known;
                for (const auto& [word, unused] : properties.items()) {
                    known += (known.empty() ? "" : ", ") + word;
                }
                say(inner, "it is not known here; known are " + known);
            }
        }
    }

    void check_array(const json& value, const json& rule, const std::string& pointer)
    {
        if (value.size() < rule.value("minItems", std::size_t{0})) {
            say(pointer,
                "it needs at least " + std::to_string(rule["minItems"].get<int>()) + " entries");
        }
        if (value.size() > rule.value("maxItems", std::size_t{1000000})) {
            say(pointer,
                "it may have at most " + std::to_string(rule["maxItems"].get<int>()) + " entries");
            return;
        }
        if (rule.contains("items")) {
            for (std::size_t i = 0; i < value.size(); ++i) {
                check(value[i], rule["items"], pointer + "/" + std::to_string(i));
            }
        }
    }

    void check_number(const json& value, const json& rule, const std::string& pointer)
    {
        const bool low = rule.contains("minimum") && value < rule["minimum"];
        const bool high = rule.contains("maximum") && value > rule["maximum"];
        if (low || high) {
            const std::string least = rule.contains("minimum") ? rule["minimum"].dump() : "";
            const std::string most = rule.contains("maximum") ? rule["maximum"].dump() : "";
            const std::string range = most.empty()    ? "at least " + least
                                      : least.empty() ? "at most " + most
                                                      : "from " + least + " to " + most;
            say(pointer, "it must be " + range + ", not " + shown(value));
        }
    }

    void check_string(const json& value, const json& rule, const std::string& pointer)
    {
        const auto& text = value.get_ref<const std::string&>();
        if (text.size() < rule.value("minLength", std::size_t{0})) {
            say(pointer, "it must not be empty");
        } else if (text.size() > rule.value("maxLength", std::size_t{1} << 20)) {
            say(pointer, "it must be at most " + rule["maxLength"].dump() + " bytes long");
        } else if (rule.contains("pattern") &&
                   (text.size() > 200 ||
                    !std::regex_search(text, std::regex(rule["pattern"].get<std::string>())))) {
            say(pointer,
                shown(value) + " is not of the form " + rule["pattern"].get<std::string>());
        }
    }

    const json& whole_;
    const JsonText& text_;
    std::vector<TextProblem>& problems_;
};

} // namespace

void check(const json& value,
           const json& schema,
           const JsonText& text,
           std::vector<TextProblem>& problems)
{
    Checker(schema, text, problems).check(value, schema, "");
}

} // namespace rushlight::editor
