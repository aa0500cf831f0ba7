#pragma once

#include "editor/interchange/exchange.hpp"
#include "editor/interchange/xml.hpp"

namespace rushlight::editor {

/// FCPXML 1.8, as Final Cut Pro and Resolve read it. The lowest picture track is the primary
/// storyline, the others hang on its first clip as storylines of their own; all times are exact.
/// Solid colours become gaps and are listed.
[[nodiscard]] Written write_fcpxml(const Exchange& exchange);

/// Reads the first project of a file of version 1.x: its storylines and connected clips become
/// tracks, a clip with sound gets it on a sound track. Compound, synchronised and multicam clips
/// become gaps and are listed, like every effect but constant speed.
/// Throws EditorError (unreadable) with a sentence that names line and element.
[[nodiscard]] Exchange read_fcpxml(const XmlElement& root);

} // namespace rushlight::editor
