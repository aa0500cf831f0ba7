#include "cameo/cast_member.hpp"

#include "cameo/error.hpp"
#include "cameo/grant/cbor.hpp"

#include <algorithm>

namespace rushlight::cameo {

namespace {

Digest read_digest(const cbor::Value& value)
{
    const auto digest = exactly<32>(value.bytes());
    if (!digest) {
        throw cbor::Error("a hash has the wrong length");
    }
    return *digest;
}

} // namespace

Bytes to_details(const CastMember& member)
{
    std::vector<Bytes> pictures;
    for (const MemberPicture& picture : member.pictures) {
        pictures.push_back(cbor::map({
            {"file", cbor::text(picture.file)},
            {"file_sha256", cbor::bytes(picture.file_sha256)},
            {"reference_sha256", cbor::bytes(picture.reference_sha256)},
            {"found", cbor::text(picture.found)},
        }));
    }
    return cbor::map({
        {"v", cbor::integer(1)},
        {"subject", cbor::bytes(member.subject.bytes)},
        {"level", cbor::integer(member.level)},
        {"added", cbor::integer(member.added)},
        {"pictures", cbor::array(pictures)},
    });
}

CastMember read_details(const std::string& handle, Kind kind, BytesView details)
{
    try {
        CastMember member;
        member.handle = handle;
        member.kind = kind;
        cbor::Fields fields{cbor::Value(details)};
        if (fields.take("v").integer() != 1) {
            throw cbor::Error("another version");
        }
        member.subject.bytes = read_digest(fields.take("subject"));
        member.level = static_cast<int>(fields.take("level").integer());
        member.added = fields.take("added").integer();
        for (const cbor::Value& item : fields.take("pictures").array()) {
            cbor::Fields picture{item};
            MemberPicture read;
            read.file = picture.take("file").text();
            read.file_sha256 = read_digest(picture.take("file_sha256"));
            read.reference_sha256 = read_digest(picture.take("reference_sha256"));
            read.found = picture.take("found").text();
            picture.finish();
            member.pictures.push_back(std::move(read));
        }
        fields.finish();
        return member;
    } catch (const cbor::Error&) {
        throw CameoError(CameoError::Code::damaged,
                         "the library's row of @" + handle +
                             " is damaged; delete the cast member and add it again");
    }
}

void require_handle(const std::string& handle)
{
    const auto fits = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
    };
    if (handle.empty() || handle.size() > 32 || handle[0] < 'a' || handle[0] > 'z' ||
        !std::ranges::all_of(handle, fits)) {
        throw CameoError(CameoError::Code::invalid,
                         "a handle is 1 to 32 small letters, digits, _ and -, and begins with a "
                         "letter, such as \"milo\"");
    }
}

} // namespace rushlight::cameo
