#pragma once

#include "editor/interchange/json_field.hpp"

namespace rushlight::editor {

/// A time of a file with the rate it is counted at.
struct OtioTime {
    Time time;
    Time rate;
};

struct OtioRange {
    Time start;
    Time duration; ///< never below 0
    Time rate;     ///< of the duration
};

/// The schema that an object says it is.
struct OtioSchema {
    std::string name; ///< "Clip"
    int version = 0;
};

/// Refuses what says none.
[[nodiscard]] OtioSchema schema_of(const JsonField& object);

/// A RationalTime.1, exact. Refuses rates outside 1/1000 … 1,000,000 and times over 1,000 hours.
[[nodiscard]] OtioTime otio_time(const JsonField& field);

/// A TimeRange.1.
[[nodiscard]] OtioRange otio_range(const JsonField& field);

} // namespace rushlight::editor
