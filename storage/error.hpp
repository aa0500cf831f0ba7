#pragma once

#include <stdexcept>
#include <string>

namespace rushlight::storage {

/// What every function of this module throws; the message is one sentence that names the file and
/// the way out.
class StorageError : public std::runtime_error {
public:
    enum class Code {
        busy,      ///< another process holds the file (exit 8)
        full,      ///< no space left (exit 7)
        damaged,   ///< not a database of ours, or its content contradicts itself (exit 6)
        newer,     ///< written by a newer Rushlight that this one cannot read (exit 8)
        missing,   ///< the file is not there (exit 6)
        io,        ///< the disk or the permissions refused
        read_only, ///< a write through a reader
        conflict,  ///< a row that must be unique or must exist, is not or does not
        invalid    ///< an argument that cannot be stored
    };

    StorageError(Code code, const std::string& sentence)
        : std::runtime_error(sentence)
        , code_(code)
    {
    }

    [[nodiscard]] Code code() const { return code_; }

private:
    Code code_;
};

} // namespace rushlight::storage
