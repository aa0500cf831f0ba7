#pragma once

#include "storage/database.hpp"

#include <optional>
#include <string>
#include <vector>

namespace rushlight::storage {

/// A cast member of this user, as the library keeps it. What the bytes mean is cameo's affair; they
/// come here encrypted.
struct CastRow {
    std::string handle;
    std::string kind;  ///< person, animal, object, place
    std::string state; ///< cameo's word: active, revoked, …
    Bytes sealed;      ///< the encrypted likeness
    Bytes grant;       ///< the signed grant; empty: none
    Moment created = now();
    Moment changed = now();

    bool operator==(const CastRow&) const = default;
};

/// Throws conflict when the handle is taken.
void add_cast_member(Database& library, const CastRow& member);
/// Replaces everything but handle and created; false when there is no such member.
bool update_cast_member(Database& library, const CastRow& member);
/// Removes the row and empties the log, so that no copy of the bytes stays in the library's files.
bool erase_cast_member(Database& library, const std::string& handle);
[[nodiscard]] std::optional<CastRow> find_cast_member(Database& library, const std::string& handle);
[[nodiscard]] std::vector<CastRow> list_cast_members(Database& library);

} // namespace rushlight::storage
