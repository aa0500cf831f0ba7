#pragma once

#include "app/worker/session.hpp"

#include <filesystem>
#include <utility>

namespace rushlight::test {

/// A family for the tests of all that stands around an engine: frames, sound and latents are plain
/// functions of the request and of the bytes of its weights, of which it needs none. Words of the
/// prompt steer it: "slow" takes 50 ms a step, "very slow" half a second, "deaf" does not heed its
/// stop token, "greedy" runs out of memory.
class ToyFamily : public generation::Family {
public:
    /// weights: a folder whose .safetensors files are read, as any bytes, for each shot; with
    /// TOY_READS in the environment only such that hold its word.
    explicit ToyFamily(std::filesystem::path weights = {})
        : weights_(std::move(weights))
    {
    }

    [[nodiscard]] const generation::Limits& limits() const override { return limits_; }

    [[nodiscard]] std::vector<std::string> missing() const override { return {}; }

    [[nodiscard]] generation::Forecast forecast(const generation::Request& request) const override;
    [[nodiscard]] generation::Generated
    generate(const generation::Request& request,
             const generation::Inputs& inputs,
             const std::vector<generation::VerifiedLikeness>& cast,
             generation::Observer& observer,
             std::stop_token stop) override;

private:
    std::filesystem::path weights_;
    generation::Limits limits_ = make_limits();
    static generation::Limits make_limits();
};

/// Services with only a ToyFamily, which outlives them.
[[nodiscard]] app::worker::Services toy_services(ToyFamily& family);

} // namespace rushlight::test
