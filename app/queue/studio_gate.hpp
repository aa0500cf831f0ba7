#pragma once

#include "app/queue/likeness_gate.hpp"
#include "cameo/consent_gate.hpp"

namespace rushlight::app {

/// The consent gate of this user's cast, as the queue asks it. Threads: the library database's.
class StudioGate : public LikenessGate {
public:
    /// cast must outlive it.
    explicit StudioGate(cameo::Cast& cast)
        : gate_(cast)
    {
    }

    void check(const generation::Request& request,
               const std::string& completed_prompt,
               const std::string& use) override;
    [[nodiscard]] Release release(const generation::Request& request,
                                  const std::string& completed_prompt,
                                  const std::string& use,
                                  const std::string& job,
                                  const generation::message::Bytes& nonce) override;

    [[nodiscard]] cameo::ConsentGate& gate() { return gate_; }

private:
    cameo::ConsentGate gate_;
};

} // namespace rushlight::app
