#include "app/queue/studio_gate.hpp"

#include "app/failure.hpp"

namespace rushlight::app {

namespace {

cameo::Use use_of(const std::string& name)
{
    if (const auto use = cameo::parse_use(name)) {
        return *use;
    }
    throw Failure(Exit::usage, "\"" + name + "\" is no use of a likeness");
}

} // namespace

void StudioGate::check(const generation::Request& request,
                       const std::string& completed_prompt,
                       const std::string& use)
{
    const cameo::Job job{"", request, completed_prompt, use_of(use)};
    if (const auto refusal = gate_.check(job)) {
        throw Failure(Exit::consent, cameo::to_string(*refusal));
    }
}

LikenessGate::Release StudioGate::release(const generation::Request& request,
                                          const std::string& completed_prompt,
                                          const std::string& use,
                                          const std::string& id,
                                          const generation::message::Bytes& nonce)
{
    const cameo::Job job{id, request, completed_prompt, use_of(use)};
    auto answer = gate_.acquire(job);
    if (const auto* refusal = std::get_if<cameo::Refusal>(&answer)) {
        throw Failure(Exit::consent, cameo::to_string(*refusal));
    }
    const auto& released = std::get<cameo::Release>(answer);
    Release out;
    out.grants = released.grants();
    for (const auto& likeness : released.likenesses()) {
        for (const auto& reference : likeness.references()) {
            out.references[reference.input] = reference.picture.rgba;
        }
    }
    out.ticket = gate_.ticket(released, nonce);
    return out;
}

} // namespace rushlight::app
