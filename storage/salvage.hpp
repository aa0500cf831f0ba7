#pragma once

#include "storage/database.hpp"

namespace rushlight::storage {

struct Salvaged {
    std::int64_t rows = 0;          ///< read and written
    std::int64_t lost_versions = 0; ///< dropped, because a node of theirs is gone
};

/// Reads every row that `damaged` (a copy; it may be written to) still gives into `sound`, over
/// rows with the same key, then drops what refers to nothing and sets head to the newest whole
/// version. Rows with a hash are taken only when it fits.
Salvaged salvage(Database& damaged, Database& sound);

} // namespace rushlight::storage
