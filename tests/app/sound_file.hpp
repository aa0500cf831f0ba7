#pragma once

#include <filesystem>

namespace rushlight::test {

/// A quarter of a second of silence, 48 kHz, as a WAV file.
void write_wav(const std::filesystem::path& file);

} // namespace rushlight::test
