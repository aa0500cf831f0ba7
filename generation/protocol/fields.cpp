#include "generation/protocol/fields.hpp"

#include "generation/protocol/json.hpp"

#include <charconv>
#include <cmath>
#include <limits>
#include <stdexcept>

namespace rushlight::generation {

namespace {

std::string first_sentence(const std::vector<Problem>& problems)
{
    if (problems.empty()) {
        return "the JSON text is not what it should be";
    }
    const Problem& first = problems.front();
    return first.field.empty() ? first.sentence : first.field + " " + first.sentence;
}

} // namespace

BadJson::BadJson(std::vector<Problem> found)
    : std::runtime_error(first_sentence(found))
    , problems(std::move(found))
{
}

bool is_utf8(std::string_view text)
{
    std::size_t i = 0;
    while (i < text.size()) {
        const auto lead = static_cast<unsigned char>(text[i]);
        if (lead < 0x80) {
            ++i;
            continue;
        }
        const std::size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
        if (lead < 0xC2 || lead > 0xF4 || i + length > text.size()) {
            return false;
        }
        std::uint32_t point = lead & (0xFFU >> (length + 1));
        for (std::size_t k = 1; k < length; ++k) {
            const auto next = static_cast<unsigned char>(text[i + k]);
            if ((next & 0xC0U) != 0x80U) {
                return false;
            }
            point = (point << 6U) | (next & 0x3FU);
        }
        const std::uint32_t least = length == 4 ? 0x10000 : length == 3 ? 0x800 : 0x80;
        if (point < least || point > 0x10FFFF || (point >= 0xD800 && point <= 0xDFFF)) {
            return false;
        }
        i += length;
    }
    return true;
}

std::string canonical_json(std::string_view text)
{
    return protocol::canonical(protocol::parse(text));
}

namespace protocol {

void Problems::add(const std::string& pointer, const std::string& sentence)
{
    if (found_.size() < 64) {
        found_.push_back({pointer, sentence});
    }
}

json parse(std::string_view text, std::size_t most)
{
    const auto refuse = [](const std::string& sentence) {
        throw BadJson(std::vector<Problem>{{"", sentence}});
    };
    if (text.size() > most) {
        refuse("is longer than " + std::to_string(most) + " bytes");
    }
    std::vector<std::set<std::string>> keys;
    const auto watch = [&](int depth, json::parse_event_t event, json& value) {
        if (depth > 32) {
            refuse("is nested deeper than 32");
        }
        if (event == json::parse_event_t::object_start) {
            keys.emplace_back();
        } else if (event == json::parse_event_t::object_end) {
            keys.pop_back();
        } else if (event == json::parse_event_t::key) {
            const auto& key = value.get_ref<const std::string&>();
            if (!keys.back().insert(key).second) {
                refuse("has the field \"" + key + "\" twice");
            }
        }
        return true;
    };
    try {
        return json::parse(text, watch);
    } catch (const json::exception& error) {
        // "[json.exception.parse_error.101] parse error at line 1, column 2: …"
        std::string why = error.what();
        const auto end = why.find("] ");
        refuse("is not valid JSON: " + (end == std::string::npos ? why : why.substr(end + 2)));
    }
    return {};
}

namespace {

void write(const json& value, std::string& out)
{
    switch (value.type()) {
    case json::value_t::object: {
        out += '{';
        bool first = true;
        for (const auto& [key, item] : value.items()) { // std::map: sorted by bytes
            if (!first) {
                out += ',';
            }
            first = false;
            write(json(key), out);
            out += ':';
            write(item, out);
        }
        out += '}';
        return;
    }
    case json::value_t::array: {
        out += '[';
        bool first = true;
        for (const auto& item : value) {
            if (!first) {
                out += ',';
            }
            first = false;
            write(item, out);
        }
        out += ']';
        return;
    }
    case json::value_t::number_float: {
        const auto number = value.get<double>();
        if (!std::isfinite(number)) {
            throw std::invalid_argument("a number is not finite, so it has no JSON form");
        }
        char text[32];
        const double plain = number == 0 ? 0.0 : number; // no minus zero
        const auto end = std::to_chars(text, text + sizeof text, plain).ptr;
        out.append(text, end);
        return;
    }
    case json::value_t::string:
        if (!is_utf8(value.get_ref<const std::string&>())) {
            throw std::invalid_argument("a text is not UTF-8, so it has no JSON form");
        }
        out += value.dump();
        return;
    default:
        out += value.dump();
    }
}

} // namespace

std::string canonical(const json& value)
{
    std::string out;
    write(value, out);
    return out;
}

void read(const json& value, const std::string& pointer, Problems& problems, std::string& out)
{
    if (!value.is_string()) {
        problems.add(pointer, "must be a text");
    } else if (value.get_ref<const std::string&>().find('\0') != std::string::npos) {
        problems.add(pointer, "must not contain a zero byte");
    } else {
        out = value.get<std::string>();
    }
}

void read(const json& value, const std::string& pointer, Problems& problems, bool& out)
{
    if (!value.is_boolean()) {
        problems.add(pointer, "must be true or false");
    } else {
        out = value.get<bool>();
    }
}

void read(const json& value, const std::string& pointer, Problems& problems, std::int64_t& out)
{
    if (!value.is_number_integer()) {
        problems.add(pointer, "must be a whole number");
    } else if (value.is_number_unsigned() &&
               value.get<std::uint64_t>() >
                   static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max())) {
        problems.add(pointer, "must be at most 9223372036854775807");
    } else {
        out = value.get<std::int64_t>();
    }
}

void read(const json& value, const std::string& pointer, Problems& problems, int& out)
{
    std::int64_t wide = out;
    read(value, pointer, problems, wide);
    if (wide < std::numeric_limits<int>::min() || wide > std::numeric_limits<int>::max()) {
        problems.add(pointer, "must be between -2147483648 and 2147483647");
    } else {
        out = static_cast<int>(wide);
    }
}

void read(const json& value, const std::string& pointer, Problems& problems, double& out)
{
    if (!value.is_number() || !std::isfinite(value.get<double>())) {
        problems.add(pointer, "must be a number");
    } else {
        out = value.get<double>();
    }
}

Fields::Fields(const json& value, std::string pointer, Problems& problems)
    : value_(value)
    , pointer_(std::move(pointer))
    , problems_(problems)
{
    if (!value_.is_object()) {
        problems_.add(pointer_, "must be an object");
    }
}

const json* Fields::find(const char* name)
{
    known_.insert(name);
    if (!value_.is_object()) {
        return nullptr;
    }
    const auto found = value_.find(name);
    return found == value_.end() ? nullptr : &*found;
}

void Fields::finish()
{
    if (!value_.is_object()) {
        return;
    }
    for (const auto& [key, item] : value_.items()) {
        if (known_.count(key) == 0) {
            std::string escaped;
            for (const char letter : key.substr(0, 64)) {
                escaped += letter == '~' ? "~0" : letter == '/' ? "~1" : std::string(1, letter);
            }
            problems_.add(pointer_ + "/" + escaped, "is not a known field");
        }
    }
}

} // namespace protocol

} // namespace rushlight::generation
