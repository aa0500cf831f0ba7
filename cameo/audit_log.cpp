#include "cameo/audit_log.hpp"

#include "cameo/error.hpp"
#include "cameo/grant/cbor.hpp"
#include "cameo/grant/file.hpp"
#include "storage/use_log.hpp"

#include <algorithm>
#include <array>
#include <system_error>

namespace rushlight::cameo {

namespace {

constexpr std::string_view line_domain = "vlog1";
constexpr std::string_view head_domain = "vloghead1";
constexpr std::array<std::string_view, 6> action_names{
    "enrol", "grant", "acquire", "deny", "revoke", "remove"};

Bytes to_bytes(const Entry& entry)
{
    return cbor::map({
        {"v", cbor::integer(1)},
        {"time", cbor::integer(entry.time)},
        {"action", cbor::text(to_string(entry.action))},
        {"handle", cbor::text(entry.handle)},
        {"grant", cbor::bytes(entry.grant)},
        {"job", cbor::text(entry.job)},
        {"rule", cbor::text(entry.rule)},
        {"prompt", cbor::bytes(entry.prompt)},
    });
}

std::string line(std::int64_t seq)
{
    return "line " + std::to_string(seq) + " of the consent log";
}

Entry read_entry(const storage::UseLine& use)
{
    try {
        cbor::Fields fields{cbor::Value(use.entry)};
        Entry entry;
        if (fields.take("v").integer() != 1) {
            throw cbor::Error("another version");
        }
        entry.time = fields.take("time").integer();
        const std::string action = fields.take("action").text();
        const auto name = std::ranges::find(action_names, std::string_view(action));
        if (name == action_names.end()) {
            throw cbor::Error("unknown action");
        }
        entry.action = static_cast<Action>(name - action_names.begin());
        entry.handle = fields.take("handle").text();
        const BytesView grant = fields.take("grant").bytes();
        entry.grant.assign(grant.begin(), grant.end());
        entry.job = fields.take("job").text();
        entry.rule = fields.take("rule").text();
        const auto prompt = exactly<32>(fields.take("prompt").bytes());
        fields.finish();
        if (!prompt) {
            throw cbor::Error("a hash of the wrong length");
        }
        entry.prompt = *prompt;
        return entry;
    } catch (const cbor::Error&) {
        throw CameoError(CameoError::Code::damaged,
                         line(use.seq) + " cannot be read; restore library.db from a backup");
    }
}

/// The last line as the head file knows it.
struct Head {
    std::int64_t seq = 0;
    Digest hash{};
};

Bytes to_bytes(const Head& head, const SecretKey& installation)
{
    const Bytes payload = cbor::array({cbor::integer(head.seq), cbor::bytes(head.hash)});
    return cbor::map({
        {"head", cbor::bytes(payload)},
        {"sig", cbor::bytes(installation.sign(head_domain, payload).bytes)},
    });
}

/// Nothing when there is no such file. Throws CameoError (damaged).
std::optional<Head> read_head(const std::filesystem::path& path, const PublicKey& installation)
{
    if (!std::filesystem::exists(path)) {
        return std::nullopt;
    }
    try {
        const Bytes bytes = read_file(path, 4096);
        cbor::Fields fields{cbor::Value(bytes)};
        const BytesView payload = fields.take("head").bytes();
        const auto signature = exactly<64>(fields.take("sig").bytes());
        fields.finish();
        const auto parts = cbor::Value(payload).array();
        const auto hash = parts.size() == 2 ? exactly<32>(parts[1].bytes()) : std::nullopt;
        if (!signature || !hash ||
            !verify_signature(Signature{*signature}, head_domain, payload, installation)) {
            throw cbor::Error("not a head of ours");
        }
        return Head{parts[0].integer(), *hash};
    } catch (const cbor::Error&) {
        throw CameoError(CameoError::Code::damaged,
                         path.string() + " is damaged or was changed; restore it from a backup");
    }
}

} // namespace

std::string_view to_string(Action action)
{
    return action_names.at(static_cast<std::size_t>(action));
}

AuditLog::AuditLog(storage::Database& library,
                   const std::filesystem::path& data_folder,
                   const SecretKey& installation)
    : library_(library)
    , head_file_(data_folder / "vault" / "log-head")
    , installation_(installation)
{
}

void AuditLog::add(const Entry& entry)
{
    const storage::UseLine use =
        storage::append_use(library_, to_bytes(entry), [&](const storage::Hash& hash) {
            const Signature signature = installation_.sign(line_domain, hash);
            return Bytes(signature.bytes.begin(), signature.bytes.end());
        });
    try {
        const auto before = read_head(head_file_, installation_.public_key());
        if (!before || before->seq < use.seq) { // another process may have been quicker
            write_file(head_file_, to_bytes({use.seq, use.hash}, installation_), 0600);
        }
    } catch (const std::system_error& error) {
        throw CameoError(error.code() == std::errc::no_space_on_device ? CameoError::Code::full
                                                                       : CameoError::Code::io,
                         head_file_.string() + " cannot be written (" + error.code().message() +
                             "); check the disk and that the folder is yours");
    }
}

std::vector<Entry> AuditLog::entries() const
{
    std::vector<Entry> entries;
    for (const storage::UseLine& use : storage::list_uses(library_)) {
        entries.push_back(read_entry(use));
    }
    return entries;
}

std::optional<std::string> AuditLog::problem() const
{
    const PublicKey& key = installation_.public_key();
    const auto fits = [&](const storage::Hash& hash, const Bytes& bytes) {
        const auto signature = exactly<64>(bytes);
        return signature && verify_signature(Signature{*signature}, line_domain, hash, key);
    };
    if (const auto seq = storage::first_broken_use(library_, fits)) {
        return line(*seq) + " is missing or was changed";
    }
    const auto head = read_head(head_file_, key);
    const auto last = storage::last_use(library_);
    if (!head) {
        return last ? std::optional<std::string>("the head of the consent log is missing")
                    : std::nullopt;
    }
    if (!last || last->seq < head->seq) {
        return line(last ? last->seq + 1 : 1) + " is missing";
    }
    const auto from_head = storage::list_uses(library_, head->seq);
    if (from_head.empty() || from_head.front().hash != head->hash) {
        return line(head->seq) + " is not the one that was written";
    }
    return std::nullopt;
}

} // namespace rushlight::cameo
