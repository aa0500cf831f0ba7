#pragma once

#include <nlohmann/json.hpp>

#include <filesystem>
#include <string>
#include <vector>

namespace rushlight::test {

/// What a program printed and how it ended.
struct Ran {
    int code = -1; ///< exit code, or 128 + signal
    std::string out;
    std::string err;

    /// Every line of `out` that is a JSON object.
    [[nodiscard]] std::vector<nlohmann::json> events() const;
    /// The last event of a kind; null when there is none.
    [[nodiscard]] nlohmann::json last(const std::string& event) const;
};

/// Runs a program to its end, without standard input. With `offline`, it and all it starts run
/// under a seccomp filter in which every socket() but AF_UNIX's fails with EPERM. Throws
/// std::runtime_error when it cannot be started.
[[nodiscard]] Ran
run(const std::vector<std::string>& words, const std::filesystem::path& home, bool offline = false);

/// `rushlight` with these words: its data and cache lie below `home`.
[[nodiscard]] Ran
rushlight(std::vector<std::string> words, const std::filesystem::path& home, bool offline = true);

/// What ffprobe sees in a film: streams with their frames counted, format and tags. Throws
/// std::runtime_error when it cannot read it.
[[nodiscard]] nlohmann::json ffprobe(const std::filesystem::path& film,
                                     const std::filesystem::path& home);

} // namespace rushlight::test
