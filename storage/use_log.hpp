#pragma once

#include "storage/database.hpp"
#include "storage/sha256.hpp"

#include <functional>
#include <optional>
#include <vector>

namespace rushlight::storage {

/// A line of the audit log of likeness use: hash = SHA-256(prev ‖ entry), sig over the hash.
struct UseLine {
    std::int64_t seq = 0; ///< 1, 2, 3, … without gaps
    Hash prev{};          ///< the line before; zeros for the first
    Bytes entry;          ///< cameo's CBOR
    Hash hash{};
    Bytes signature;

    bool operator==(const UseLine&) const = default;
};

/// Signs a line's hash; called inside the transaction.
using SignLine = std::function<Bytes(const Hash& hash)>;
/// True when the signature is that of the hash.
using VerifyLine = std::function<bool(const Hash& hash, const Bytes& signature)>;

/// Writes the next line. When this returns outside a Transaction, the line survives a power cut.
UseLine append_use(Database& library, BytesView entry, const SignLine& sign);
[[nodiscard]] std::optional<UseLine> last_use(Database& library);
/// In order, from line `from` on.
[[nodiscard]] std::vector<UseLine> list_uses(Database& library, std::int64_t from = 1);
/// The number of the first line that is changed, missing or out of place; nothing when all is well.
/// A tail cut off is only seen by comparing last_use with a head kept elsewhere.
[[nodiscard]] std::optional<std::int64_t> first_broken_use(Database& library,
                                                           const VerifyLine& verify);

} // namespace rushlight::storage
