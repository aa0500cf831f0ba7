#pragma once

#include <stdexcept>
#include <string>

namespace rushlight::assets {

/// Everything that goes wrong with media files. The text is one sentence that names the file and
/// the way out.
class MediaError : public std::runtime_error {
public:
    enum class Code {
        missing,    ///< no such file
        unreadable, ///< damaged, not media, refused by a limit, or not permitted
        invalid,    ///< a call that makes no sense, such as a frame of another size
        full,       ///< no space left for the file being written
        io,         ///< another failure of the disk
        cancelled,
    };

    MediaError(Code code, const std::string& sentence)
        : std::runtime_error(sentence)
        , code_(code)
    {
    }

    [[nodiscard]] Code code() const { return code_; }

private:
    Code code_;
};

} // namespace rushlight::assets
