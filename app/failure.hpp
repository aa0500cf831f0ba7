#pragma once

#include "generation/protocol/request.hpp"

#include <exception>
#include <stdexcept>
#include <string>
#include <vector>

namespace rushlight::app {

/// The exit codes of the command line: a contract.
enum class Exit {
    done = 0,
    internal = 1, ///< or the worker was lost
    usage = 2,    ///< wrong usage, invalid request, unknown handle
    consent = 3,
    model_missing = 4,
    out_of_memory = 5,
    unreadable = 6, ///< input that cannot be read, damaged project
    disk_full = 7,
    in_use = 8, ///< or from a newer version
    different = 9,
    cancelled = 130,
};

/// "unreadable"
[[nodiscard]] const char* code_of(Exit exit);

/// Why a command or a job ended early, as people and programs are told.
class Failure : public std::runtime_error {
public:
    Failure(Exit why, const std::string& sentence, std::vector<generation::Problem> wrong = {})
        : std::runtime_error(sentence)
        , exit(why)
        , problems(std::move(wrong))
    {
    }

    Exit exit;
    std::vector<generation::Problem> problems;
};

/// What an exception of any module means.
[[nodiscard]] Failure failure_of(const std::exception_ptr& error);

} // namespace rushlight::app
