#pragma once

#include "cameo/grant/bytes.hpp"
#include "cameo/grant/grant.hpp"

#include <optional>
#include <string>
#include <vector>

namespace rushlight::cameo {

/// One reference picture of a cast member, without its pixels.
struct MemberPicture {
    std::string file; ///< name of the file it came from, without its folder
    Digest file_sha256{};
    Digest reference_sha256{}; ///< of the prepared pixels, which lie in the vault
    std::string found;         ///< one sentence for people

    bool operator==(const MemberPicture&) const = default;
};

/// A cast member as the library database keeps it.
struct CastMember {
    std::string handle; ///< without the @
    Kind kind = Kind::person;
    KeyId subject;
    int level = 0; ///< of evidence; always 0 until live capture exists
    Instant added = 0;
    std::vector<MemberPicture> pictures;
    std::optional<Bytes> grant; ///< the signed grant given last, valid or not

    bool operator==(const CastMember&) const = default;
};

/// Everything but handle, kind and grant as deterministic CBOR, and back. The latter throws
/// CameoError (damaged).
[[nodiscard]] Bytes to_details(const CastMember& member);
[[nodiscard]] CastMember read_details(const std::string& handle, Kind kind, BytesView details);

/// Handles are 1 to 32 of a-z, 0-9, _ and -, and begin with a letter. Throws CameoError (invalid).
void require_handle(const std::string& handle);

} // namespace rushlight::cameo
