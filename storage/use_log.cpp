#include "storage/use_log.hpp"

#include <algorithm>

namespace rushlight::storage {

namespace {

constexpr const char* select_from = "SELECT seq, prev, entry, hash, sig FROM use_log"
                                    " WHERE seq >= ?1 ORDER BY seq";

Hash read_hash(const Statement& row, int column)
{
    const Bytes bytes = row.bytes(column);
    Hash hash{};
    if (bytes.size() == hash.size()) {
        std::copy(bytes.begin(), bytes.end(), hash.begin());
    }
    return hash;
}

UseLine read(const Statement& row)
{
    return {row.integer(0), read_hash(row, 1), row.bytes(2), read_hash(row, 3), row.bytes(4)};
}

Hash hash_of(const Hash& prev, BytesView entry)
{
    return Sha256().update(prev).update(entry).digest();
}

} // namespace

UseLine append_use(Database& library, BytesView entry, const SignLine& sign)
{
    Transaction transaction(library);
    UseLine line{1, {}, Bytes(entry.begin(), entry.end()), {}, {}};
    if (const auto last = last_use(library)) {
        line.seq = last->seq + 1;
        line.prev = last->hash;
    }
    line.hash = hash_of(line.prev, entry);
    line.signature = sign(line.hash);
    library.run("INSERT INTO use_log (seq, prev, entry, hash, sig) VALUES (?1, ?2, ?3, ?4, ?5)",
                line.seq,
                line.prev,
                line.entry,
                line.hash,
                line.signature);
    transaction.commit();
    return line;
}

std::optional<UseLine> last_use(Database& library)
{
    Statement found = library.prepare(
        "SELECT seq, prev, entry, hash, sig FROM use_log ORDER BY seq DESC LIMIT 1");
    return found.step() ? std::optional(read(found)) : std::nullopt;
}

std::vector<UseLine> list_uses(Database& library, std::int64_t from)
{
    Statement found = library.prepare(select_from);
    found.with(from);
    std::vector<UseLine> lines;
    while (found.step()) {
        lines.push_back(read(found));
    }
    return lines;
}

std::optional<std::int64_t> first_broken_use(Database& library, const VerifyLine& verify)
{
    Statement found = library.prepare(select_from);
    found.with(INT64_MIN);
    Hash prev{};
    std::int64_t expected = 1;
    while (found.step()) {
        const UseLine line = read(found);
        if (line.seq != expected || line.prev != prev || line.hash != hash_of(prev, line.entry) ||
            !verify(line.hash, line.signature)) {
            return expected;
        }
        prev = line.hash;
        ++expected;
    }
    return std::nullopt;
}

} // namespace rushlight::storage
