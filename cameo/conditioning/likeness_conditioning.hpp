#pragma once

#include "cameo/grant/refusal.hpp"
#include "cameo/grant/verify.hpp"
#include "generation/engine.hpp"

#include <filesystem>
#include <set>
#include <string>
#include <variant>
#include <vector>

namespace rushlight::cameo {

/// A job as the worker received it. `references` are the pixels that came for the inputs that the
/// request's cast names.
struct Submission {
    const generation::Request& request;
    std::string job;
    std::string use;              ///< generate, remix or again
    std::string completed_prompt; ///< what the engine itself makes of the prompt
    const std::vector<Bytes>& grants;
    BytesView ticket;
    const generation::Inputs& references;
};

/// The engine's own check of every likeness, which trusts nothing that the studio says: keys and
/// ends of grants come from the user's data folder, hashes are made of the bytes received, and the
/// ticket must be this installation's, for this worker, job and request, young and unused. One
/// object lives as long as its worker process. Threads: one.
class LikenessConditioning {
public:
    /// nonce: the random bytes that this worker said in `Ready`.
    LikenessConditioning(const std::filesystem::path& data_folder, Bytes nonce);

    /// The cast with its pixels, or why not. A request without a cast needs neither grant nor
    /// ticket. A likeness without inputs (it shows in the source only) needs its grant like any
    /// other and gives no pixels. A ticket is used up even where something else is then refused.
    [[nodiscard]] std::variant<std::vector<generation::VerifiedLikeness>, Refusal>
    verify(const Submission& submission, Instant now);

private:
    TrustFolder folder_;
    Bytes nonce_;
    std::set<Digest> used_tickets_;
    Instant latest_ = 0;
};

} // namespace rushlight::cameo
