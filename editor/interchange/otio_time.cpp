#include "editor/interchange/otio_time.hpp"

#include "editor/interchange/numbers.hpp"

#include <cmath>

namespace rushlight::editor {

OtioSchema schema_of(const JsonField& object)
{
    const std::string text = object.text("OTIO_SCHEMA");
    const auto dot = text.rfind('.');
    if (dot == std::string::npos || dot == 0 || dot + 1 == text.size() || text.size() - dot > 6 ||
        text.find_first_not_of("0123456789", dot + 1) != std::string::npos) {
        object.refuse("it says no OTIO_SCHEMA such as \"Clip.2\"; export it again");
    }
    return {text.substr(0, dot), std::stoi(text.substr(dot + 1))};
}

OtioTime otio_time(const JsonField& field)
{
    if (schema_of(field).name != "RationalTime") {
        field.refuse("it is not a RationalTime; export it again");
    }
    const double value = field.number("value");
    const auto rate = exact_rate(field.number("rate"));
    if (!rate) {
        field.refuse("its rate is not between 0.001 and 1,000,000; export it again");
    }
    if (!(std::abs(value / rate->seconds()) <= static_cast<double>(exchange_limits::seconds))) {
        field.refuse("it is over 1,000 hours; split the film");
    }
    try {
        return {*fraction_of(value) / *rate, *rate};
    } catch (const assets::TimeOverflow&) {
        field.refuse("its value is too fine a fraction; conform it to whole frames");
    }
}

OtioRange otio_range(const JsonField& field)
{
    if (schema_of(field).name != "TimeRange") {
        field.refuse("it is not a TimeRange; export it again");
    }
    const JsonField duration = field.at("duration");
    const OtioTime length = otio_time(duration);
    if (length.time < Time(0)) {
        duration.refuse("it is below 0; give the clip a length and export it again");
    }
    return {otio_time(field.at("start_time")).time, length.time, length.rate};
}

} // namespace rushlight::editor
