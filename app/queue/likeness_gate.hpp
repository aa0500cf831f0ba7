#pragma once

#include "generation/protocol/message.hpp"

#include <map>
#include <string>
#include <vector>

namespace rushlight::app {

/// What stands between a job with a cast and the worker. The queue asks it twice: when the job is
/// ordered, and again right before it is sent, since a grant may end in between.
class LikenessGate {
public:
    virtual ~LikenessGate() = default;

    struct Release {
        std::vector<generation::message::Bytes> grants;
        generation::message::Bytes ticket;
        std::map<std::string, generation::message::Bytes> references; ///< input name → pixels
    };

    /// Throws Failure{consent} with the rule in its sentence; {usage} for an unknown handle.
    virtual void check(const generation::Request& request,
                       const std::string& completed_prompt,
                       const std::string& use) = 0;

    /// The same check, written to the audit log, then what the worker needs: its own check looks at
    /// the same things again. nonce is from the worker's Ready.
    [[nodiscard]] virtual Release release(const generation::Request& request,
                                          const std::string& completed_prompt,
                                          const std::string& use,
                                          const std::string& job,
                                          const generation::message::Bytes& nonce) = 0;
};

} // namespace rushlight::app
