#pragma once

#include "editor/interchange/convert.hpp"

#include <string>
#include <vector>

namespace rushlight::editor::tests {

/// A film with all that the formats carry: two picture tracks and a sound track, cuts, gaps, a
/// dissolve of `before` + `after` frames, double speed, linked sound, markers, reels and timecode.
/// `plain` leaves out titles and colours.
Timeline exchanged_film(const Time& rate, std::int64_t before, std::int64_t after, bool plain);

/// The media of `exchanged_film`: "beach" (reel A001C003, timecode from one hour on) and "harbour"
/// (reel B002, timecode from 23:59:50:00 on), both at `rate`, 40 s long.
DescribeMedia exchanged_media(const Time& rate);

/// Finds media by the names of their files, as `exchanged_film` has them.
FindMedia found_media(const Time& rate);

/// One line a clip: "V1 24-60 from 86405 beach (A001C003)", all in frames of the rate, sound
/// too.
std::vector<std::string> listed(const Exchange& exchange);

/// What an import of a text says when it is refused; empty where it is read.
template <class Read>
std::string refusal(const Read& read)
{
    try {
        read();
        return {};
    } catch (const std::exception& error) {
        return error.what();
    }
}

/// A text with one thing wrong at a place that the seed chooses: bytes changed, cut, doubled or
/// swapped for numbers that do not fit.
std::string mutated(std::string text, unsigned seed);

} // namespace rushlight::editor::tests
