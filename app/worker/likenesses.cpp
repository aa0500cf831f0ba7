#include "app/worker/likenesses.hpp"

#include "cameo/grant/trust.hpp"

#include <ctime>

namespace rushlight::app::worker {

std::vector<generation::VerifiedLikeness> Likenesses::verify(const Submission& submission)
{
    if (!conditioning_) {
        conditioning_.emplace(cameo::default_data_folder(), submission.nonce);
    }
    const cameo::Submission check{submission.request,
                                  submission.message.job,
                                  submission.message.use,
                                  submission.completed_prompt,
                                  submission.message.grants,
                                  submission.message.ticket,
                                  submission.references};
    auto answer = conditioning_->verify(check, std::time(nullptr));
    if (const auto* refusal = std::get_if<cameo::Refusal>(&answer)) {
        throw Refused(std::string(cameo::rule_id(refusal->rule)), cameo::to_string(*refusal));
    }
    return std::move(std::get<std::vector<generation::VerifiedLikeness>>(answer));
}

} // namespace rushlight::app::worker
