#include "editor/effects/effect_kind.hpp"

#include "editor/effects/blend_mode.hpp"
#include "editor/effects/picture_effect.hpp"
#include "editor/effects/transform.hpp"
#include "editor/sound/sound_effect.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace rushlight::editor {

namespace {

const Parameter* find_parameter(const EffectKind& kind, const std::string& id)
{
    for (const Parameter& parameter : kind.parameters) {
        if (parameter.id == id) {
            return &parameter;
        }
    }
    return nullptr;
}

bool is_colour(const std::string& text)
{
    return text.size() == 7 && text[0] == '#' &&
           std::all_of(text.begin() + 1, text.end(), [](char c) {
               return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
           });
}

std::string shown(double value)
{
    char text[32];
    const auto end = std::to_chars(text, text + sizeof text, value).ptr;
    return {text, end};
}

std::optional<std::string> fault_of_number(const Parameter& parameter, double value)
{
    if (std::isfinite(value) && value >= parameter.least && value <= parameter.most) {
        return std::nullopt;
    }
    return parameter.id + " must be from " + shown(parameter.least) + " to " +
           shown(parameter.most) + ", not " + shown(value);
}

std::optional<std::string> fault_of_text(const Parameter& parameter, const std::string& text)
{
    switch (parameter.form) {
    case ParameterForm::number:
        return parameter.id + " must be a number, not text";
    case ParameterForm::choice: {
        std::string known;
        for (const std::string& each : parameter.choices) {
            if (each == text) {
                return std::nullopt;
            }
            known += (known.empty() ? "" : ", ") + each;
        }
        return parameter.id + " must be one of " + known;
    }
    case ParameterForm::colour:
        return is_colour(text) ? std::nullopt
                               : std::optional(parameter.id + " must be a colour such as #1F7A3D");
    case ParameterForm::points:
        return points_from(text)
                   ? std::nullopt
                   : std::optional(parameter.id + " must be up to 64 points such as \"0,0 0.5,0.6 "
                                                  "1,1\"");
    case ParameterForm::table: {
        const bool digits = !text.empty() && text.size() < 19 &&
                            text.find_first_not_of("0123456789") == std::string::npos;
        return digits ? std::nullopt
                      : std::optional(parameter.id + " must be the number of a table that the "
                                                     "project has; import a .cube file");
    }
    }
    return std::nullopt;
}

bool read_number(const char*& at, const char* end, double& value)
{
    const auto [next, error] = std::from_chars(at, end, value);
    at = next;
    return error == std::errc() && value >= -8 && value <= 8;
}

} // namespace

Parameter
number_parameter(const char* id, const char* unit, double least, double most, double standard)
{
    return {id, unit, least, most, standard};
}

Parameter choice_parameter(const char* id, std::vector<std::string> choices)
{
    std::string first = choices.front();
    return {id, "", 0, 0, 0, false, std::move(choices), ParameterForm::choice, std::move(first)};
}

Parameter colour_parameter(const char* id, const char* standard)
{
    return {id, "", 0, 0, 0, false, {}, ParameterForm::colour, standard};
}

Parameter points_parameter(const char* id, const char* standard)
{
    return {id, "", 0, 0, 0, false, {}, ParameterForm::points, standard};
}

const std::vector<EffectKind>& known_effects()
{
    static const std::vector<EffectKind> kinds = [] {
        std::vector<EffectKind> all{opacity_kind(), transform_kind(), blend_kind()};
        for (const EffectKind& kind : picture_effect_kinds()) {
            all.push_back(kind);
        }
        return all;
    }();
    return kinds;
}

const EffectKind* find_kind(const std::string& effect)
{
    for (const EffectKind& kind : known_effects()) {
        if (kind.effect == effect) {
            return &kind;
        }
    }
    return nullptr;
}

bool is_known(const Effect& effect)
{
    const EffectKind* kind = find_kind(effect.effect);
    kind = kind ? kind : find_sound_kind(effect.effect);
    return kind && effect.version <= kind->version;
}

bool is_on(const Effect& effect, const EffectKind& kind)
{
    return effect.enabled && effect.effect == kind.effect && effect.version <= kind.version;
}

double
number_of(const Effect& effect, const EffectKind& kind, const std::string& id, const Time& time)
{
    const Parameter* parameter = find_parameter(kind, id);
    if (!parameter) {
        return 0;
    }
    const double value = number_at(effect, id, time, parameter->standard);
    return std::isfinite(value) ? std::clamp(value, parameter->least, parameter->most)
                                : parameter->standard;
}

std::string text_of(const Effect& effect, const EffectKind& kind, const std::string& id)
{
    const Parameter* parameter = find_parameter(kind, id);
    if (!parameter) {
        return {};
    }
    std::string text = text_of(effect, id, parameter->standard_text);
    return fault_of_text(*parameter, text) ? parameter->standard_text : text;
}

std::optional<std::string> fault_of(const Parameter& parameter, const Value& value)
{
    if (const auto* text = std::get_if<std::string>(&value)) {
        return fault_of_text(parameter, *text);
    }
    if (parameter.form != ParameterForm::number) {
        return parameter.id + " must be text in quotes";
    }
    if (const auto* one = std::get_if<double>(&value)) {
        return fault_of_number(parameter, *one);
    }
    if (const auto* curve = std::get_if<Curve>(&value)) {
        if (!parameter.animates) {
            return parameter.id + " cannot change over time; give it one number";
        }
        for (const Key& key : curve->keys) {
            if (auto fault = fault_of_number(parameter, key.value)) {
                return fault;
            }
        }
        return curve->keys.empty() ? std::optional(parameter.id + " needs at least one key")
                                   : std::nullopt;
    }
    return parameter.id + " must be a number or keys";
}

std::optional<std::vector<Point>> points_from(const std::string& text)
{
    constexpr std::size_t points_most = 64;
    std::vector<Point> points;
    const char* at = text.data();
    const char* const end = at + text.size();
    while (at != end) {
        if (*at == ' ') {
            ++at;
            continue;
        }
        Point point;
        if (points.size() == points_most || !read_number(at, end, point.x) || at == end ||
            *at++ != ',' || !read_number(at, end, point.y) || (at != end && *at != ' ')) {
            return std::nullopt;
        }
        points.push_back(point);
    }
    return points;
}

RgbColour colour_from(const std::string& text)
{
    if (!is_colour(text)) {
        return {};
    }
    const auto channel = [&](std::size_t at) {
        int value = 0;
        std::from_chars(text.data() + at, text.data() + at + 2, value, 16);
        return static_cast<float>(value) / 255.0F;
    };
    return {channel(1), channel(3), channel(5)};
}

} // namespace rushlight::editor
