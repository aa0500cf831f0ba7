#pragma once

#include "generation/engine.hpp"
#include "generation/protocol/descriptor.hpp"
#include "generation/protocol/message.hpp"

#include <functional>
#include <map>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

namespace rushlight::app::worker {

/// A likeness may not be used; `rule` is the rule's id.
class Refused : public std::runtime_error {
public:
    Refused(std::string rule_id, const std::string& sentence)
        : std::runtime_error(sentence)
        , rule(std::move(rule_id))
    {
    }

    std::string rule;
};

/// A job as it came, for the check of its likenesses.
struct Submission {
    generation::message::Submit message;
    generation::Request request;
    std::string completed_prompt;     ///< what the family makes of the prompt
    generation::message::Bytes nonce; ///< of this worker's Ready
    generation::Inputs references;    ///< inputs that the cast names, as received
};

/// What a session serves; the tests give it a family of their own.
struct Services {
    std::vector<generation::Limits> limits;
    std::vector<std::string> missing; ///< sentences on weights that are not there
    std::function<generation::Family*(const std::string&)> find;
    /// Checks grants, ticket and reference bytes of a request that has a cast. Throws Refused.
    std::function<std::vector<generation::VerifiedLikeness>(const Submission&)> verify;
    std::string build;
    std::string device = "cpu";
    std::string instruction_set;
    int threads = 1;
};

/// The worker's side of the conversation with one studio: answers Hello with Ready, makes one job
/// at a time on an engine thread, tells progress and previews (a newer one takes the place of an
/// unsent one), sends a heartbeat four times a second and looks at nothing but the socket for
/// orders. No failure of a job ends it.
///
/// RUSHLIGHT_FAULT=what@n[:file] makes the n-th progress of a job go wrong, for tests of the
/// studio: crash (SIGKILL), hang (until killed), oom, internal, garbage (on the wire). With a file,
/// only while that file exists, and it is removed first.
class Session {
public:
    Session(generation::Descriptor socket, Services services);
    ~Session();
    Session(const Session&) = delete;
    Session& operator=(const Session&) = delete;

    /// Until the studio closes the socket. Returns the process's exit status: 0, or 1 after bytes
    /// that are no message. A job that runs then is told to stop; when it does not within 1.5 s,
    /// the process ends here.
    [[nodiscard]] int run();

private:
    struct State;
    std::unique_ptr<State> state_;
};

} // namespace rushlight::app::worker
