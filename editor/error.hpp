#pragma once

#include <stdexcept>
#include <string>

namespace rushlight::editor {

/// What goes wrong in the editor itself; media and storage have their own. The text is one
/// sentence that names the thing and the way out.
class EditorError : public std::runtime_error {
public:
    enum class Code {
        unreadable, ///< a storyboard or stored timeline that cannot be read
        invalid,    ///< a call that makes no sense
        missing,    ///< an asset or a system part that is not there
        cancelled,
    };

    EditorError(Code code, const std::string& sentence)
        : std::runtime_error(sentence)
        , code_(code)
    {
    }

    [[nodiscard]] Code code() const { return code_; }

private:
    Code code_;
};

} // namespace rushlight::editor
