#include "cameo/consent_gate.hpp"

#include "cameo/cut_out.hpp"
#include "cameo/error.hpp"
#include "cameo/grant/ticket.hpp"
#include "cameo/grant/verify.hpp"
#include "cameo/preparation.hpp"
#include "generation/protocol/json.hpp"

#include <algorithm>
#include <array>

namespace rushlight::cameo {

namespace {

const generation::Input* find_input(const generation::Request& request, const std::string& name)
{
    const auto found = std::ranges::find(request.inputs, name, &generation::Input::name);
    return found == request.inputs.end() ? nullptr : &*found;
}

std::vector<Use> uses_of(const Job& job)
{
    std::vector<Use> uses{job.use};
    if (job.request.source && job.use != Use::remix) {
        uses.push_back(Use::remix);
    }
    return uses;
}

std::string text_of(const Job& job)
{
    return job.completed_prompt + "\n" + job.request.prompt + "\n" + job.request.negative;
}

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

} // namespace

/// One member's part of an answer.
struct ConsentGate::Decision {
    struct Member {
        CastMember member;
        std::vector<std::pair<std::string, Digest>> references; ///< input name, hash
        Bytes grant;
        GrantId grant_id{};
    };

    std::vector<Member> members;
    std::optional<Refusal> refusal;
    Instant time = 0;
};

LikenessHandle::~LikenessHandle()
{
    for (Reference& reference : references_) {
        wipe(reference.picture.rgba);
    }
}

ConsentGate::ConsentGate(Cast& cast)
    : cast_(cast)
{
}

void ConsentGate::name_references(generation::Request& request, int references_most) const
{
    std::vector<CastMember> members;
    for (generation::Likeness& likeness : request.cast) {
        members.push_back(cast_.member(likeness.handle));
        likeness.kind = to_string(members.back().kind);
        likeness.inputs.clear();
    }
    std::erase_if(request.inputs,
                  [](const generation::Input& input) { return input.name.starts_with("cast/"); });
    // one reference each, then a second each, as long as there is room
    int left = std::max(references_most, static_cast<int>(members.size()));
    for (std::size_t round = 0; round < most_pictures && left > 0; ++round) {
        for (std::size_t i = 0; i < members.size() && left > 0; ++i) {
            if (round >= members[i].pictures.size()) {
                continue;
            }
            const std::string name = "cast/" + members[i].handle + "/" + std::to_string(round + 1);
            request.cast[i].inputs.push_back(name);
            request.inputs.push_back({name,
                                      to_hex(members[i].pictures[round].reference_sha256),
                                      {reference_side, reference_side},
                                      1,
                                      4});
            --left;
        }
    }
}

ConsentGate::Decision ConsentGate::decide(const Job& job) const
{
    Decision decision;
    decision.time = cast_.now();
    const Trust trust = cast_.trust().read();
    for (std::size_t i = 0; i < job.request.cast.size(); ++i) {
        const generation::Likeness& likeness = job.request.cast[i];
        Decision::Member part;
        part.member = cast_.member(likeness.handle);
        Intent intent{likeness.handle,
                      likeness.kind,
                      uses_of(job),
                      {},
                      text_of(job),
                      other_kinds(job.request, i)};
        for (const std::string& name : likeness.inputs) {
            const generation::Input* input = find_input(job.request, name);
            const auto bytes = input == nullptr ? std::nullopt : from_hex(input->sha256);
            const auto digest = bytes ? exactly<32>(*bytes) : std::nullopt;
            // a name without an input has no hash that any grant could hold
            intent.references.push_back(digest.value_or(Digest{}));
            part.references.emplace_back(name, digest.value_or(Digest{}));
        }
        std::vector<Bytes> grants;
        if (part.member.grant) {
            grants.push_back(*part.member.grant);
        }
        decision.refusal = refuse(grants, intent, trust, decision.time);
        if (decision.refusal) {
            return decision;
        }
        part.grant = grants[0];
        part.grant_id = parse_grant(part.grant).grant.id;
        decision.members.push_back(std::move(part));
    }
    return decision;
}

void ConsentGate::log(const Job& job, const Decision& decision)
{
    Entry entry;
    entry.time = decision.time;
    entry.job = job.id;
    entry.prompt = sha256(view(job.completed_prompt));
    if (decision.refusal) {
        entry.action = Action::deny;
        entry.handle = decision.refusal->handle;
        entry.rule = rule_id(decision.refusal->rule);
        cast_.log().add(entry);
        return;
    }
    for (const Decision::Member& part : decision.members) {
        entry.action = Action::acquire;
        entry.handle = part.member.handle;
        entry.grant.assign(part.grant_id.begin(), part.grant_id.end());
        cast_.log().add(entry);
    }
}

std::optional<Refusal> ConsentGate::check(const Job& job)
{
    if (job.request.cast.empty()) {
        return std::nullopt;
    }
    const Decision decision = decide(job);
    cast_.trust().see(decision.time);
    if (decision.refusal) {
        log(job, decision);
    }
    return decision.refusal;
}

std::variant<Release, Refusal> ConsentGate::acquire(const Job& job)
{
    Release release;
    release.job_ = job.id;
    release.request_ = request_hash(generation::to_json(job.request));
    if (job.request.cast.empty()) {
        return release;
    }
    const Decision decision = decide(job);
    cast_.trust().see(decision.time);
    log(job, decision);
    if (decision.refusal) {
        return *decision.refusal;
    }
    for (const Decision::Member& part : decision.members) {
        LikenessHandle likeness;
        likeness.handle_ = part.member.handle;
        for (const auto& [input, digest] : part.references) {
            likeness.references_.push_back(
                {input,
                 {reference_side, reference_side, cast_.reference(part.member, digest)},
                 digest});
        }
        release.likenesses_.push_back(std::move(likeness));
        release.grants_.push_back(part.grant);
    }
    return release;
}

Bytes ConsentGate::ticket(const Release& release, BytesView nonce) const
{
    if (release.likenesses_.empty()) {
        return {};
    }
    return sign_ticket(
        {release.job_, release.request_, Bytes(nonce.begin(), nonce.end()), cast_.now()},
        cast_.vault().installation());
}

std::vector<std::string> ConsentGate::handles_of_file(const Digest& file_sha256) const
{
    std::vector<std::string> handles;
    for (const Standing& standing : cast_.list()) {
        if (std::ranges::find(standing.member.pictures, file_sha256, &MemberPicture::file_sha256) !=
            standing.member.pictures.end()) {
            handles.push_back(standing.member.handle);
        }
    }
    return handles;
}

std::vector<std::string> handles_of(const generation::Recipe& recipe)
{
    std::vector<std::string> handles;
    for (const generation::Likeness& likeness : recipe.request.cast) {
        handles.push_back(likeness.handle);
    }
    return handles;
}

void carry_cast(const generation::Recipe& source, generation::Request& request)
{
    for (const generation::Likeness& likeness : source.request.cast) {
        if (std::ranges::find(request.cast, likeness.handle, &generation::Likeness::handle) ==
            request.cast.end()) {
            request.cast.push_back({likeness.handle, likeness.kind, {}});
        }
    }
}

} // namespace rushlight::cameo
