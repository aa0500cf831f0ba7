#pragma once

#include <memory>
#include <string>
#include <vector>

namespace rushlight::editor {

/// Undo as a list of values. Versions share what did not change, so one costs little; no inverse of
/// an edit is ever written. Threads: one.
template <class T>
class History {
public:
    struct Version {
        std::shared_ptr<const T> value;
        std::string label; ///< of the edit that made it: "Ripple trim"
    };

    explicit History(T first, std::string label = {})
        : versions_{{std::make_shared<const T>(std::move(first)), std::move(label)}}
    {
    }

    [[nodiscard]] const std::shared_ptr<const T>& now() const { return versions_[at_].value; }

    /// A new version; what could be redone is gone.
    void commit(T value, std::string label)
    {
        versions_.resize(at_ + 1);
        versions_.push_back({std::make_shared<const T>(std::move(value)), std::move(label)});
        ++at_;
    }

    [[nodiscard]] bool can_undo() const { return at_ > 0; }

    [[nodiscard]] bool can_redo() const { return at_ + 1 < versions_.size(); }

    /// Says whether there was something to undo.
    bool undo()
    {
        const bool can = can_undo();
        at_ -= can ? 1 : 0;
        return can;
    }

    bool redo()
    {
        const bool can = can_redo();
        at_ += can ? 1 : 0;
        return can;
    }

    [[nodiscard]] const std::vector<Version>& versions() const { return versions_; }

    [[nodiscard]] std::size_t position() const { return at_; }

private:
    std::vector<Version> versions_;
    std::size_t at_ = 0;
};

} // namespace rushlight::editor
