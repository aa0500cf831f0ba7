#pragma once

#include "storage/migrations.hpp"

namespace rushlight::storage {

/// The tables of the user's `library.db`.
[[nodiscard]] const Schema& library_schema();

} // namespace rushlight::storage
