#include "cameo/grant/grant.hpp"

#include "cameo/grant/cbor.hpp"

namespace rushlight::cameo {

namespace {

constexpr int format_version = 1;
constexpr std::size_t largest = 64 * 1024;
constexpr std::string_view grant_domain = "vgrant1";
constexpr std::string_view revocation_domain = "vrevoke1";
constexpr std::array<std::string_view, 4> kind_names{"person", "animal", "object", "place"};
constexpr std::array<std::string_view, 3> use_names{"generate", "remix", "again"};

template <class Enum, std::size_t N>
std::optional<Enum> parse(std::string_view name, const std::array<std::string_view, N>& names)
{
    for (std::size_t i = 0; i < N; ++i) {
        if (names.at(i) == name) {
            return static_cast<Enum>(i);
        }
    }
    return std::nullopt;
}

template <class Item, class Encode>
Bytes list(const std::vector<Item>& items, const Encode& encode)
{
    std::vector<Bytes> encoded;
    for (const Item& item : items) {
        encoded.push_back(encode(item));
    }
    return cbor::array(encoded);
}

template <class Decode>
auto read_list(const cbor::Value& value, const Decode& decode)
{
    std::vector<decltype(decode(value))> items;
    for (const cbor::Value& item : value.array()) {
        items.push_back(decode(item));
    }
    return items;
}

template <std::size_t N>
std::array<std::uint8_t, N> fixed(const cbor::Value& value)
{
    const auto bytes = exactly<N>(value.bytes());
    if (!bytes) {
        throw cbor::Error("a key, hash or signature has the wrong length");
    }
    return *bytes;
}

Bytes texts(const std::vector<std::string>& items)
{
    return list(items, [](const std::string& item) { return cbor::text(item); });
}

std::vector<std::string> read_texts(const cbor::Value& value)
{
    return read_list(value, [](const cbor::Value& item) { return item.text(); });
}

Bytes digests(const std::vector<Digest>& items)
{
    return list(items, [](const Digest& item) { return cbor::bytes(item); });
}

std::vector<Digest> read_digests(const cbor::Value& value)
{
    return read_list(value, [](const cbor::Value& item) { return fixed<32>(item); });
}

Kind read_kind(const cbor::Value& value)
{
    const auto kind = parse_kind(value.text());
    if (!kind) {
        throw cbor::Error("the kind " + value.text() + " is unknown");
    }
    return *kind;
}

Use read_use(const cbor::Value& value)
{
    const auto use = parse_use(value.text());
    if (!use) {
        throw cbor::Error("the use " + value.text() + " is unknown");
    }
    return *use;
}

void require_version(cbor::Fields& fields)
{
    if (fields.take("v").integer() != format_version) {
        throw cbor::Error("it is of another version");
    }
}

Grant read_payload(BytesView payload)
{
    cbor::Fields fields{cbor::Value(payload)};
    require_version(fields);
    Grant grant;
    grant.id = fixed<16>(fields.take("grant_id"));
    if (const cbor::Value before = fields.take("supersedes"); !before.is_null()) {
        grant.supersedes = fixed<16>(before);
    }
    cbor::Fields subject{fields.take("subject")};
    grant.subject.bytes = fixed<32>(subject.take("id"));
    grant.handle = subject.take("handle").text();
    grant.display_name = subject.take("name").text();
    grant.kind = read_kind(subject.take("kind"));
    subject.finish();
    cbor::Fields assets{fields.take("assets")};
    grant.references = read_digests(assets.take("references"));
    grant.pictures = read_digests(assets.take("pictures"));
    assets.finish();
    grant.grantees = read_list(fields.take("grantee"),
                               [](const cbor::Value& item) { return KeyId{fixed<32>(item)}; });
    grant.uses = read_list(fields.take("scope"), read_use);
    grant.description = fields.take("description").text();
    cbor::Fields forbidden{fields.take("forbidden")};
    grant.forbidden.words = read_texts(forbidden.take("words"));
    grant.forbidden.kinds = read_texts(forbidden.take("kinds"));
    grant.forbidden.actions = read_texts(forbidden.take("actions"));
    forbidden.finish();
    grant.not_before = fields.take("nbf").integer();
    grant.expires = fields.take("exp").integer();
    const std::int64_t level = fields.take("assurance").integer();
    if (level < 0 || level > 3) {
        throw cbor::Error("the level of evidence is unknown");
    }
    grant.level = static_cast<int>(level);
    fields.finish();
    return grant;
}

} // namespace

std::string_view to_string(Kind kind)
{
    return kind_names.at(static_cast<std::size_t>(kind));
}

std::optional<Kind> parse_kind(std::string_view name)
{
    return parse<Kind>(name, kind_names);
}

std::string_view to_string(Use use)
{
    return use_names.at(static_cast<std::size_t>(use));
}

std::optional<Use> parse_use(std::string_view name)
{
    return parse<Use>(name, use_names);
}

Bytes to_payload(const Grant& grant)
{
    return cbor::map({
        {"v", cbor::integer(format_version)},
        {"grant_id", cbor::bytes(grant.id)},
        {"supersedes", grant.supersedes ? cbor::bytes(*grant.supersedes) : cbor::null()},
        {"subject",
         cbor::map({
             {"id", cbor::bytes(grant.subject.bytes)},
             {"handle", cbor::text(grant.handle)},
             {"name", cbor::text(grant.display_name)},
             {"kind", cbor::text(to_string(grant.kind))},
         })},
        {"assets",
         cbor::map({
             {"references", digests(grant.references)},
             {"pictures", digests(grant.pictures)},
         })},
        {"grantee", list(grant.grantees, [](const KeyId& id) { return cbor::bytes(id.bytes); })},
        {"scope", list(grant.uses, [](Use use) { return cbor::text(to_string(use)); })},
        {"description", cbor::text(grant.description)},
        {"forbidden",
         cbor::map({
             {"words", texts(grant.forbidden.words)},
             {"kinds", texts(grant.forbidden.kinds)},
             {"actions", texts(grant.forbidden.actions)},
         })},
        {"nbf", cbor::integer(grant.not_before)},
        {"exp", cbor::integer(grant.expires)},
        {"assurance", cbor::integer(grant.level)},
    });
}

Bytes sign_grant(const Grant& grant, const SecretKey& subject, const SecretKey& installation)
{
    const Bytes payload = to_payload(grant);
    return cbor::map({
        {"grant", cbor::bytes(payload)},
        {"sig_subject", cbor::bytes(subject.sign(grant_domain, payload).bytes)},
        {"sig_installation", cbor::bytes(installation.sign(grant_domain, payload).bytes)},
    });
}

SignedGrant parse_grant(BytesView bytes)
{
    if (bytes.size() > largest) {
        throw cbor::Error("it is larger than 64 KiB");
    }
    cbor::Fields fields{cbor::Value(bytes)};
    const BytesView payload = fields.take("grant").bytes();
    SignedGrant result;
    result.payload.assign(payload.begin(), payload.end());
    result.subject.bytes = fixed<64>(fields.take("sig_subject"));
    result.installation.bytes = fixed<64>(fields.take("sig_installation"));
    fields.finish();
    result.grant = read_payload(result.payload);
    return result;
}

bool subject_signed(const SignedGrant& grant, const PublicKey& subject)
{
    return verify_signature(grant.subject, grant_domain, grant.payload, subject);
}

bool installation_signed(const SignedGrant& grant, const PublicKey& installation)
{
    return verify_signature(grant.installation, grant_domain, grant.payload, installation);
}

Bytes sign_revocation(const Revocation& revocation, const SecretKey& key)
{
    const Bytes payload = cbor::map({
        {"v", cbor::integer(format_version)},
        {"grant_id", cbor::bytes(revocation.grant)},
        {"time", cbor::integer(revocation.time)},
        {"reason", cbor::text(revocation.reason)},
    });
    return cbor::map({
        {"revocation", cbor::bytes(payload)},
        {"sig", cbor::bytes(key.sign(revocation_domain, payload).bytes)},
    });
}

std::optional<Revocation> parse_revocation(BytesView bytes, const PublicKey& key)
{
    if (bytes.size() > largest) {
        return std::nullopt;
    }
    try {
        cbor::Fields outer{cbor::Value(bytes)};
        const BytesView payload = outer.take("revocation").bytes();
        const Signature signature{fixed<64>(outer.take("sig"))};
        outer.finish();
        if (!verify_signature(signature, revocation_domain, payload, key)) {
            return std::nullopt;
        }
        cbor::Fields fields{cbor::Value(payload)};
        require_version(fields);
        Revocation revocation;
        revocation.grant = fixed<16>(fields.take("grant_id"));
        revocation.time = fields.take("time").integer();
        revocation.reason = fields.take("reason").text();
        fields.finish();
        return revocation;
    } catch (const cbor::Error&) {
        return std::nullopt;
    }
}

} // namespace rushlight::cameo
