#pragma once

#include <stdexcept>
#include <string>

namespace rushlight::cameo {

/// What goes wrong in this module; the message is one sentence that names the thing and the way
/// out. Storage errors pass through as they are; refusals are values, not errors.
class CameoError : public std::runtime_error {
public:
    enum class Code {
        unknown_handle, ///< exit 2
        invalid,        ///< a handle, date or kind that cannot be; exit 2
        picture,        ///< unreadable, or does not show what it must; exit 6
        damaged,        ///< vault or audit log; exit 6
        permissions,    ///< others may read what only the user may; exit 6
        full,           ///< no space left; exit 7
        io,
    };

    CameoError(Code code, const std::string& sentence)
        : std::runtime_error(sentence)
        , code_(code)
    {
    }

    [[nodiscard]] Code code() const { return code_; }

private:
    Code code_;
};

} // namespace rushlight::cameo
