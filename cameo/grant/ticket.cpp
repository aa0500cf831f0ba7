#include "cameo/grant/ticket.hpp"

#include "cameo/grant/cbor.hpp"

namespace rushlight::cameo {

namespace {

constexpr std::size_t largest = 4096;
constexpr std::string_view ticket_domain = "vticket1";
constexpr std::string_view try_again = "; start the job again";

Refusal refusal(Rule rule, std::string_view sentence)
{
    return {rule, "", std::string(sentence) + std::string(try_again)};
}

} // namespace

Digest request_hash(std::string_view canonical_json)
{
    return sha256(view(canonical_json));
}

Bytes sign_ticket(const Ticket& ticket, const SecretKey& installation)
{
    const Bytes payload = cbor::map({
        {"v", cbor::integer(1)},
        {"job", cbor::text(ticket.job)},
        {"request", cbor::bytes(ticket.request)},
        {"nonce", cbor::bytes(ticket.nonce)},
        {"issued", cbor::integer(ticket.issued)},
    });
    return cbor::map({
        {"ticket", cbor::bytes(payload)},
        {"sig", cbor::bytes(installation.sign(ticket_domain, payload).bytes)},
    });
}

std::variant<Ticket, Refusal>
verify_ticket(BytesView bytes, const Ticket& wanted, const PublicKey& installation, Instant now)
{
    if (bytes.empty()) {
        return refusal(Rule::no_ticket, "the job uses a likeness and came without a ticket");
    }
    Ticket ticket;
    try {
        if (bytes.size() > largest) {
            throw cbor::Error("too large");
        }
        cbor::Fields outer{cbor::Value(bytes)};
        const BytesView payload = outer.take("ticket").bytes();
        const auto signature = exactly<64>(outer.take("sig").bytes());
        outer.finish();
        if (!signature ||
            !verify_signature(Signature{*signature}, ticket_domain, payload, installation)) {
            return refusal(Rule::forged_ticket,
                           "the job's ticket is not signed by this installation");
        }
        cbor::Fields fields{cbor::Value(payload)};
        const auto version = fields.take("v").integer();
        ticket.job = fields.take("job").text();
        const auto request = exactly<32>(fields.take("request").bytes());
        const BytesView nonce = fields.take("nonce").bytes();
        ticket.nonce.assign(nonce.begin(), nonce.end());
        ticket.issued = fields.take("issued").integer();
        fields.finish();
        if (version != 1 || !request) {
            throw cbor::Error("not a ticket of ours");
        }
        ticket.request = *request;
    } catch (const cbor::Error&) {
        return refusal(Rule::malformed, "the job's ticket is damaged");
    }
    if (ticket.nonce != wanted.nonce) {
        return refusal(Rule::wrong_worker, "the job's ticket was made for another worker");
    }
    if (ticket.job != wanted.job || ticket.request != wanted.request) {
        return refusal(Rule::wrong_request, "the job's ticket was made for another request");
    }
    // `issued` is compared before it is added to, so that no value can overflow
    if (ticket.issued > now + ticket_life || ticket.issued < now - ticket_life) {
        return refusal(Rule::stale_ticket, "the job's ticket is older than 120 seconds");
    }
    return ticket;
}

} // namespace rushlight::cameo
