#include "storage/cast_table.hpp"

namespace rushlight::storage {

namespace {

const std::string columns =
    "handle, kind, state, sealed, grant_bytes, created, changed FROM cast_members ";

CastRow read(const Statement& row)
{
    return {row.text(0),
            row.text(1),
            row.text(2),
            row.bytes(3),
            row.bytes(4),
            row.moment(5),
            row.moment(6)};
}

} // namespace

void add_cast_member(Database& library, const CastRow& member)
{
    library.run("INSERT INTO cast_members (handle, kind, state, sealed, grant_bytes, created,"
                " changed) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
                member.handle,
                member.kind,
                member.state,
                member.sealed,
                member.grant,
                member.created,
                member.changed);
}

bool update_cast_member(Database& library, const CastRow& member)
{
    return library.run("UPDATE cast_members SET kind = ?2, state = ?3, sealed = ?4,"
                       " grant_bytes = ?5, changed = ?6 WHERE handle = ?1",
                       member.handle,
                       member.kind,
                       member.state,
                       member.sealed,
                       member.grant,
                       member.changed) > 0;
}

bool erase_cast_member(Database& library, const std::string& handle)
{
    const bool found = library.run("DELETE FROM cast_members WHERE handle = ?1", handle) > 0;
    if (!library.in_transaction()) {
        library.empty_log();
    }
    return found;
}

std::optional<CastRow> find_cast_member(Database& library, const std::string& handle)
{
    Statement found = library.prepare("SELECT " + columns + "WHERE handle = ?1");
    return found.with(handle).step() ? std::optional(read(found)) : std::nullopt;
}

std::vector<CastRow> list_cast_members(Database& library)
{
    Statement found = library.prepare("SELECT " + columns + "ORDER BY handle");
    std::vector<CastRow> members;
    while (found.step()) {
        members.push_back(read(found));
    }
    return members;
}

} // namespace rushlight::storage
