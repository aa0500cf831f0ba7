#include "cameo/cast.hpp"

#include "cameo/error.hpp"
#include "cameo/grant/cbor.hpp"
#include "cameo/grant/file.hpp"
#include "cameo/grant/verify.hpp"
#include "cameo/preparation.hpp"
#include "generation/protocol/json.hpp"
#include "storage/cast_table.hpp"

#include <algorithm>
#include <chrono>
#include <system_error>

namespace rushlight::cameo {

namespace fs = std::filesystem;

namespace {

constexpr Instant one_year = 365 * one_day;

/// The id of a stored grant; nothing when the bytes cannot be read.
std::optional<Grant> read_grant(const std::optional<Bytes>& bytes)
{
    try {
        return bytes ? std::optional(parse_grant(*bytes).grant) : std::nullopt;
    } catch (const cbor::Error&) {
        return std::nullopt;
    }
}

/// What a member's sealed note is bound to, so that neither handle nor kind can be changed in the
/// database.
std::string note_place(const std::string& handle, Kind kind)
{
    return "@" + handle + " (" + std::string(to_string(kind)) + ")";
}

fs::path write_preview(const fs::path& folder, std::size_t index, const Picture& picture)
{
    const fs::path path = folder / ("found-" + std::to_string(index + 1) + ".png");
    try {
        fs::create_directories(folder);
        write_file(path, to_png(picture), 0600);
    } catch (const std::system_error& error) {
        throw CameoError(error.code() == std::errc::no_space_on_device ? CameoError::Code::full
                                                                       : CameoError::Code::io,
                         "the preview " + path.string() + " cannot be written (" +
                             error.code().message() + ")");
    }
    return path;
}

} // namespace

Instant system_clock()
{
    return std::chrono::duration_cast<std::chrono::seconds>(
               std::chrono::system_clock::now().time_since_epoch())
        .count();
}

Instant longest_grant(Kind kind, int level)
{
    return kind == Kind::person && level == 0 ? 7 * one_day : 10 * one_year;
}

Instant usual_grant(Kind kind, int level)
{
    return std::min(longest_grant(kind, level), one_year);
}

Cast::Cast(storage::Database& library, const fs::path& data_folder, std::function<Instant()> clock)
    : library_(library)
    , vault_(data_folder)
    , trust_(data_folder)
    , log_(library, data_folder, vault_.installation())
    , clock_(std::move(clock))
{
    trust_.write_installation(vault_.installation().public_key());
}

Added Cast::add(const std::string& handle,
                Kind kind,
                const std::vector<fs::path>& pictures,
                const fs::path& preview_folder)
{
    require_handle(handle);
    if (find(handle)) {
        throw CameoError(CameoError::Code::invalid,
                         "@" + handle +
                             " is in the cast already; choose another handle, or delete "
                             "it first with: rushlight cast delete " +
                             handle);
    }
    const Preparation prepared = prepare(kind, pictures);
    const SecretKey subject = vault_.add_subject();
    try {
        return enrol(handle, prepared, subject.public_key(), preview_folder);
    } catch (...) {
        vault_.destroy(key_id(subject.public_key())); // nothing of half a member stays
        throw;
    }
}

Added Cast::enrol(const std::string& handle,
                  const Preparation& prepared,
                  const PublicKey& subject,
                  const fs::path& preview_folder)
{
    Added added;
    added.became_person = prepared.became_person;
    added.member.handle = handle;
    added.member.kind = prepared.kind;
    added.member.subject = key_id(subject);
    added.member.added = now();
    for (std::size_t i = 0; i < prepared.pictures.size(); ++i) {
        const PreparedPicture& picture = prepared.pictures[i];
        vault_.put(added.member.subject, picture.reference.rgba);
        const std::string name = picture.file.filename().string();
        added.member.pictures.push_back({generation::is_utf8(name) ? name : "picture",
                                         picture.file_sha256,
                                         picture.reference_sha256,
                                         picture.found});
        added.findings.push_back(
            {picture.file, picture.faces, picture.subject, picture.found, fs::path()});
        if (!preview_folder.empty()) {
            added.findings.back().preview = write_preview(preview_folder, i, picture.preview);
        }
    }
    storage::CastRow row;
    row.handle = handle;
    row.kind = to_string(added.member.kind);
    row.state = "active";
    row.sealed = vault_.seal_note(note_place(handle, added.member.kind), to_details(added.member));
    trust_.pin(subject);
    log_.add({now(), Action::enrol, handle, {}, {}, {}, {}});
    storage::add_cast_member(library_, row);
    return added;
}

CastMember Cast::read(const storage::CastRow& row) const
{
    const auto kind = parse_kind(row.kind);
    if (!kind) {
        throw CameoError(CameoError::Code::damaged,
                         "the library's entry of @" + row.handle +
                             " is damaged; delete the cast member and add it again");
    }
    CastMember member = read_details(
        row.handle, *kind, vault_.open_note(note_place(row.handle, *kind), row.sealed));
    if (!row.grant.empty()) {
        member.grant = row.grant;
    }
    return member;
}

std::optional<CastMember> Cast::find(const std::string& handle) const
{
    const auto row = storage::find_cast_member(library_, handle);
    return row ? std::optional(read(*row)) : std::nullopt;
}

CastMember Cast::member(const std::string& handle) const
{
    auto found = find(handle);
    if (!found) {
        throw CameoError(CameoError::Code::unknown_handle,
                         "there is no @" + handle +
                             " in the cast; add it with: rushlight cast add " + handle +
                             " --kind KIND PICTURE...");
    }
    return *std::move(found);
}

std::vector<Standing> Cast::list() const
{
    std::vector<Standing> all;
    for (const storage::CastRow& row : storage::list_cast_members(library_)) {
        try {
            all.push_back(show(row.handle));
        } catch (const CameoError& error) {
            if (error.code() != CameoError::Code::damaged) {
                throw;
            }
            Standing standing;
            standing.member.handle = row.handle;
            standing.state = "damaged";
            standing.sentence = error.what();
            all.push_back(std::move(standing));
        }
    }
    return all;
}

Standing Cast::show(const std::string& handle) const
{
    Standing standing;
    standing.member = this->member(handle);
    standing.grant = read_grant(standing.member.grant);
    Intent intent;
    intent.handle = handle;
    intent.kind = to_string(standing.member.kind);
    std::vector<Bytes> grants;
    if (standing.member.grant) {
        grants.push_back(*standing.member.grant);
    }
    const auto refusal = refuse(grants, intent, trust_.read(), now());
    standing.state = refusal ? std::string(rule_id(refusal->rule)) : "granted";
    standing.sentence = refusal ? refusal->sentence : "";
    return standing;
}

Grant Cast::grant(const std::string& handle, const Terms& terms)
{
    const CastMember member = this->member(handle);
    const Instant begin = now();
    const Instant longest = longest_grant(member.kind, member.level);
    Grant grant;
    grant.expires = terms.until.value_or(begin + usual_grant(member.kind, member.level));
    if (grant.expires <= begin) {
        throw CameoError(CameoError::Code::invalid,
                         "a grant cannot end on " + to_date(grant.expires - 1) +
                             ", which is past; give a later day");
    }
    // to the end of the last day that is still within the limit
    if (grant.expires > begin + longest + one_day) {
        throw CameoError(CameoError::Code::invalid,
                         "@" + handle + " can be granted until " + to_date(begin + longest) +
                             " at the latest" +
                             (member.kind == Kind::person
                                  ? ", because a person known by pictures alone is granted for at "
                                    "most 7 days; give an earlier day"
                                  : "; give an earlier day"));
    }
    if (const auto before = read_grant(member.grant)) {
        grant.supersedes = before->id;
    }
    fill_random(grant.id);
    grant.subject = member.subject;
    grant.handle = handle;
    grant.display_name = handle;
    grant.kind = member.kind;
    for (const MemberPicture& picture : member.pictures) {
        grant.references.push_back(picture.reference_sha256);
        grant.pictures.push_back(picture.file_sha256);
    }
    grant.grantees = {key_id(vault_.installation().public_key())};
    grant.uses = terms.uses;
    grant.description = terms.description;
    grant.forbidden = terms.forbidden;
    grant.not_before = begin;
    grant.level = member.level;
    Bytes bytes;
    try {
        bytes = sign_grant(grant, vault_.subject(member.subject), vault_.installation());
        static_cast<void>(parse_grant(bytes)); // not too large
    } catch (const cbor::Error& error) {
        throw CameoError(CameoError::Code::invalid,
                         "this grant cannot be written (" + std::string(error.what()) +
                             "); use fewer and plainer words");
    }
    // the old one ends first: at no time are there two
    end_grant(member, "superseded");
    log_.add({begin, Action::grant, handle, Bytes(grant.id.begin(), grant.id.end()), {}, {}, {}});
    auto row = storage::find_cast_member(library_, handle).value();
    row.grant = bytes;
    row.changed = storage::now();
    storage::update_cast_member(library_, row);
    return grant;
}

void Cast::end_grant(const CastMember& member, const std::string& reason)
{
    if (const auto grant = read_grant(member.grant)) {
        trust_.end(grant->id, sign_revocation({grant->id, now(), reason}, vault_.installation()));
    }
}

void Cast::revoke(const std::string& handle, const std::string& reason)
{
    const CastMember member = this->member(handle);
    const auto grant = read_grant(member.grant);
    if (!grant) {
        return;
    }
    end_grant(member, reason);
    log_.add(
        {now(), Action::revoke, handle, Bytes(grant->id.begin(), grant->id.end()), {}, {}, {}});
}

void Cast::remove(const std::string& handle)
{
    const auto row = storage::find_cast_member(library_, handle);
    if (!row) {
        static_cast<void>(member(handle)); // throws the sentence
        return;
    }
    std::optional<KeyId> subject;
    try {
        subject = read(*row).subject;
    } catch (const CameoError&) {
        // deleting is the way out of a damaged entry, so its grant has to say whose it was
    }
    if (const auto grant = read_grant(row->grant)) {
        trust_.end(grant->id,
                   sign_revocation({grant->id, now(), "deleted"}, vault_.installation()));
        const bool ours =
            grant->handle == handle &&
            installation_signed(parse_grant(row->grant), vault_.installation().public_key());
        if (!subject && ours) {
            subject = grant->subject;
        }
    }
    log_.add({now(), Action::remove, handle, {}, {}, {}, {}});
    if (subject) {
        vault_.destroy(*subject);
    }
    storage::erase_cast_member(library_, handle);
}

Bytes Cast::reference(const CastMember& member, const Digest& digest) const
{
    return vault_.open(member.subject, digest);
}

} // namespace rushlight::cameo
