#pragma once

#include "app/worker/session.hpp"
#include "cameo/conditioning/likeness_conditioning.hpp"

#include <optional>

namespace rushlight::app::worker {

/// The check of likenesses for one worker: Services::verify. Keys and ends of grants are read from
/// the user's data folder. Threads: the session's engine thread.
class Likenesses {
public:
    /// Throws Refused.
    [[nodiscard]] std::vector<generation::VerifiedLikeness> verify(const Submission& submission);

private:
    std::optional<cameo::LikenessConditioning> conditioning_; ///< made when first needed
};

} // namespace rushlight::app::worker
