#pragma once

#include "editor/interchange/exchange.hpp"
#include "editor/interchange/xml.hpp"

namespace rushlight::editor {

/// The XML of Final Cut Pro 7, as Premiere and Resolve read it: xmeml version 5. All times are
/// whole frames of the film, sound too; a transition lies on its cut as far as the form can say it
/// (at its start, middle or end). Throws EditorError (invalid) for a rate that is no whole number
/// nor 1000/1001 of one.
[[nodiscard]] Written write_fcp7(const Exchange& exchange);

/// Reads the first sequence below <xmeml>. Nested sequences and clips that are switched off become
/// gaps and are listed, like every filter but constant speed.
/// Throws EditorError (unreadable) with a sentence that names line and element.
[[nodiscard]] Exchange read_fcp7(const XmlElement& root);

/// How the form writes rates: a whole number, and whether 1000/1001 of it is meant. None where it
/// cannot.
struct Timebase {
    std::int64_t frames = 0;
    bool ntsc = false;
};

[[nodiscard]] std::optional<Timebase> timebase_of(const Time& rate);

} // namespace rushlight::editor
