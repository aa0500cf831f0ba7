#include "cameo/conditioning/likeness_conditioning.hpp"

#include "cameo/grant/ticket.hpp"
#include "generation/protocol/json.hpp"

#include <algorithm>
#include <optional>

namespace rushlight::cameo {

namespace {

const generation::Input* find_input(const generation::Request& request, const std::string& name)
{
    const auto found = std::ranges::find(request.inputs, name, &generation::Input::name);
    return found == request.inputs.end() ? nullptr : &*found;
}

/// The received pixels of one reference when they are exactly what the request announces: its size,
/// RGBA, and its hash over the bytes that are here.
std::optional<Digest> hash_if_as_announced(const generation::Input* input,
                                           const generation::Inputs& received)
{
    const auto found = input == nullptr ? received.end() : received.find(input->name);
    if (found == received.end()) {
        return std::nullopt;
    }
    const generation::Pixels& pixels = found->second;
    const bool sane = pixels.size.width > 0 && pixels.size.width <= 4096 &&
                      pixels.size.height > 0 && pixels.size.height <= 4096 && pixels.frames == 1 &&
                      pixels.channels == 4;
    if (!sane || pixels.size != input->size || pixels.frames != input->frames ||
        pixels.channels != input->channels ||
        pixels.bytes.size() != static_cast<std::size_t>(pixels.size.width) *
                                   static_cast<std::size_t>(pixels.size.height) * 4) {
        return std::nullopt;
    }
    const Digest digest = sha256(pixels.bytes);
    if (to_hex(digest) != input->sha256) {
        return std::nullopt;
    }
    return digest;
}

/// Kinds of everybody but the likeness at `self`.
std::vector<Kind> other_kinds(const generation::Request& request, std::size_t self)
{
    std::vector<Kind> kinds;
    for (std::size_t i = 0; i < request.cast.size(); ++i) {
        const auto kind = parse_kind(request.cast[i].kind);
        if (i != self && kind) {
            kinds.push_back(*kind);
        }
    }
    return kinds;
}

Refusal tampered(const std::string& handle)
{
    return {Rule::tampered_reference,
            handle,
            "a reference picture of @" + handle +
                " is not the one that the request announces; start the job again"};
}

} // namespace

LikenessConditioning::LikenessConditioning(const std::filesystem::path& data_folder, Bytes nonce)
    : folder_(data_folder)
    , nonce_(std::move(nonce))
{
}

std::variant<std::vector<generation::VerifiedLikeness>, Refusal>
LikenessConditioning::verify(const Submission& submission, Instant now)
{
    const generation::Request& request = submission.request;
    std::vector<generation::VerifiedLikeness> cast;
    if (request.cast.empty()) {
        return cast;
    }
    if (!signatures_available()) {
        return Refusal{Rule::no_signatures, request.cast.front().handle, NoSignatures().what()};
    }
    Trust trust;
    try {
        trust = folder_.read();
    } catch (const TrustError& error) {
        return Refusal{Rule::unknown_subject, request.cast.front().handle, error.what()};
    }
    latest_ = std::max({latest_, trust.latest, now});
    trust.latest = latest_;

    const Ticket wanted{
        submission.job, request_hash(generation::to_json(request)), nonce_, Instant{}};
    const auto ticket = verify_ticket(submission.ticket, wanted, trust.installation, now);
    if (const auto* refusal = std::get_if<Refusal>(&ticket)) {
        return *refusal;
    }
    if (!used_tickets_.insert(sha256(submission.ticket)).second) {
        return Refusal{Rule::replayed, "", "the job's ticket was used before; start the job again"};
    }
    const auto use = parse_use(submission.use);
    if (!use) {
        return Refusal{Rule::malformed,
                       "",
                       "the job says \"" + submission.use +
                           "\" where generate, remix or again must stand"};
    }
    std::vector<Use> uses{*use};
    if (request.source && *use != Use::remix) {
        uses.push_back(Use::remix);
    }

    for (std::size_t i = 0; i < request.cast.size(); ++i) {
        const generation::Likeness& likeness = request.cast[i];
        Intent intent;
        intent.handle = likeness.handle;
        intent.kind = likeness.kind;
        intent.uses = uses;
        intent.text = submission.completed_prompt + "\n" + request.prompt + "\n" + request.negative;
        intent.others = other_kinds(request, i);
        generation::VerifiedLikeness verified{likeness.handle, {}};
        for (const std::string& name : likeness.inputs) {
            const auto digest =
                hash_if_as_announced(find_input(request, name), submission.references);
            if (!digest) {
                return tampered(likeness.handle);
            }
            intent.references.push_back(*digest);
            verified.references.push_back(submission.references.at(name));
        }
        if (auto refusal = refuse(submission.grants, intent, trust, now)) {
            return *refusal;
        }
        if (!verified.references.empty()) {
            cast.push_back(std::move(verified));
        }
    }
    return cast;
}

} // namespace rushlight::cameo
