#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace rushlight::test {

/// What a run of the program left.
struct Outcome {
    int code = -1; ///< exit code; 128 + signal when it was killed
    std::string out;
    std::string err;
};

/// Runs `rushlight` with a toy engine and data and cache folders below `home`.
class Program {
public:
    explicit Program(const std::filesystem::path& home);

    /// NAME=value for the runs to come.
    void set(const std::string& variable) { environment_.push_back(variable); }

    void unset_all() { environment_.clear(); }

    /// on_line is given each line of stdout as it comes, and the process's id; it may send a
    /// signal.
    Outcome
    run(const std::vector<std::string>& arguments,
        const std::function<void(const std::string& line, int process)>& on_line = {}) const;

private:
    std::filesystem::path home_;
    std::vector<std::string> environment_;
};

} // namespace rushlight::test
